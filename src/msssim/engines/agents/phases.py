"""The phases of a step, in the order of :data:`msssim.rules.day.ORDER`: who acts, and when.

Where agents choose, all choose before any acts; otherwise an agent changes only what is its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.adding import add_up
from msssim.engines.agents.observation import look_at

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


def shocks(model: MissionModel) -> None:
    """An offensive of the gangs, a closure of the airport, a crisis of the transition."""
    model.coalition.attack_or_rest()
    model.airport.close_or_open()
    model.authorities.fall_or_recover()


def courts(model: MissionModel) -> None:
    """Petitions, hearings and workarounds, country by country."""
    for contingent in model.contingents:
        contingent.case.proceed()


def council(model: MissionModel) -> None:
    """The vote on the mandate, when it is due."""
    model.council.meet()


def openness(model: MissionModel) -> None:
    """What the mission makes known, how it coordinates, who watches it."""
    model.command.speak()
    model.oversight.watch()


def funding(model: MissionModel) -> None:
    """Holds, pledges and receipts, donor by donor; then the fund pays."""
    appeal = model.fund.appeal()
    for donor in model.donors:
        donor.hold_or_lift()
        donor.pledge(appeal)
    model.fund.receive(add_up(donor.transfer() for donor in model.donors))
    model.fund.spend()


def logistics(model: MissionModel) -> None:
    """The base is built, vehicles come and go."""
    model.base.build()
    model.fleet.keep()


def contingents(model: MissionModel) -> None:
    """All decide on what is public; then they prepare, leave, and fly."""
    factor, standing = model.command.commitment_factor(), model.command.standing()
    for contingent in model.contingents:
        contingent.prepare(factor, standing)
    for contingent in model.contingents:
        contingent.leave()
    model.command.seek_lead()
    model.airlift.fly()
    for contingent in model.contingents:
        contingent.postpone()


def command(model: MissionModel) -> None:
    """Police report for duty; the mission is placed."""
    for unit in model.units:
        unit.report_for_duty()
    for zone in model.zones:
        zone.muster()
    model.command.place_force()
    for zone in model.zones:
        zone.count_weeks_dense()


def posture(model: MissionModel) -> None:
    """Every gang chooses from the same public picture; then all take their posture."""
    for foothold in model.footholds:
        foothold.take_stock()
    public = model.coalition.public_picture()
    for gang in model.gangs:
        gang.choose(public)
    for gang in model.gangs:
        gang.take_posture()
    model.coalition.close_ranks(public.seriousness)


def contacts(model: MissionModel) -> None:
    """Operations and attacks, the losses of both sides and of bystanders, and what gangs learn."""
    leak_chance = model.command.leak_chance()
    casualties = model.command.casualties_inflicted()
    fire = model.scenario.contacts
    in_operation = model.coalition.casualties_inflicted(fire.contact_hours)
    in_attack = model.coalition.casualties_inflicted(fire.attack_hours)
    for zone in model.zones:
        zone.clash(leak_chance)
        zone.face_fire(in_operation, in_attack)
        zone.weigh_losses(casualties)
        zone.people.caught_in_crossfire(casualties)
    for foothold in model.footholds:
        foothold.take_losses(casualties)
    for unit in model.units:
        unit.take_losses()
    model.command.take_losses()
    model.command.debrief()
    for gang in model.gangs:
        gang.learn()


def territory(model: MissionModel) -> None:
    """The contest for each zone."""
    for zone in model.zones:
        zone.contest()


def means(model: MissionModel) -> None:
    """Gangs recruit from one pool, and lose those who leave."""
    everybody = model.gang_members
    for gang in model.gangs:
        gang.recruit_and_lose(everybody)


def police(model: MissionModel) -> None:
    """Officers leave, a class arrives, morale follows."""
    for unit in model.units:
        unit.lose_leavers()
        unit.take_heart()
    model.academy.graduate()


def people(model: MissionModel) -> None:
    """What happens to the inhabitants of each zone."""
    exposed_at_start = add_up(zone.row.population * zone.row.gang_control for zone in model.zones)
    for zone in model.zones:
        zone.people.live_through(exposed_at_start)


def tools(model: MissionModel) -> None:
    """What the complementary tools deliver."""
    model.programmes.deliver()


def observe(model: MissionModel) -> None:
    """What the step shows to whoever records it."""
    model.seen = look_at(model)
