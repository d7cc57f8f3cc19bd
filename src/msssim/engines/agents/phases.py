"""The phases of a step, in the order of :data:`msssim.rules.day.ORDER`: who acts, and when.

Where agents choose, all choose before any acts; otherwise an agent changes only what is its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.observation import look_at
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import MissionModel


def shocks(model: MissionModel) -> None:
    """An offensive of the gangs, a closure of the airport, a crisis of the transition."""
    model.coalition.attack_or_rest()
    model.airport.close_or_open()
    model.authorities.fall_or_recover()


def courts(model: MissionModel) -> None:
    """Petitions, hearings and workarounds, country by country."""
    for contingent in model.contingents:
        contingent.case.proceed(contingent.exposed)


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
    model.fund.receive(ordered_sum(donor.transfer() for donor in model.donors))
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
    """Every gang chooses from the same public picture; then all act, and an offensive spreads."""
    for zone in model.zones:
        zone.update()
    for gang in model.gangs:
        gang.update()
    for gang in model.gangs:
        gang.look_elsewhere()
    public = model.coalition.public_picture()
    for gang in model.gangs:
        gang.choose(public)
    for gang in model.gangs:
        gang.take_posture()
    model.coalition.rally()
    model.coalition.close_ranks()


def contacts(model: MissionModel) -> None:
    """Operations and attacks, the losses of both sides and of bystanders, and what gangs learn."""
    model.command.restrain()
    for zone in model.zones:
        zone.fight.operate()
        zone.fight.be_attacked()
    for unit in model.units:
        unit.lose_stations()
    for zone in model.zones:
        zone.fight.weigh()
    members = model.gang_members
    for foothold in model.footholds:
        foothold.take_losses()
    model.coalition.count_losses(members)
    protection = model.command.joint_protection
    for unit in model.units:
        unit.take_losses(protection)
    model.command.take_losses()
    for zone in model.zones:
        zone.people.caught_in_crossfire()
    model.command.debrief()
    for gang in model.gangs:
        gang.learn()


def territory(model: MissionModel) -> None:
    """The contest for each zone, and what control opens."""
    for zone in model.zones:
        zone.contest()
    model.infrastructure.open_and_shut()


def gang_finance(model: MissionModel) -> None:
    """Gangs take in money, set their pay by it, and buy arms."""
    for gang in model.gangs:
        gang.finance.earn()
        gang.finance.arm()


def recruitment(model: MissionModel) -> None:
    """Gangs recruit from one pool and lose who leaves."""
    everybody = model.gang_members
    for zone in model.zones:
        zone.people.reach()
    for gang in model.gangs:
        gang.recruit(everybody)
    _desert(model)
    for gang in model.gangs:
        gang.count_children()


def _desert(model: MissionModel) -> None:
    """Members leave by themselves, and some of them find a place in a programme."""
    expected = []
    for gang in model.gangs:
        loss = gang.loss_per_week
        for foothold in gang.footholds:
            if foothold.idle:
                continue
            chance = foothold.leaving_chance(loss)
            expected.append(foothold.fighters * chance)
            foothold.lose_deserters(chance)
    leavers = ordered_sum(foothold.gang_left for foothold in model.footholds)
    model.interventions.take_in(leavers, ordered_sum(expected))


def relocation(model: MissionModel) -> None:
    """Members move to neighbouring zones; all who move have left before anybody arrives."""
    for foothold in model.footholds:
        foothold.send_movers()
    movers = [foothold for foothold in model.footholds if foothold.moved > 0]
    for foothold in movers:
        foothold.fighters -= foothold.moved
        parts = foothold.outlook.destinations(foothold.moved)
        for way, persons in zip(foothold.outlook.ways, parts, strict=True):
            way.there.fighters += persons


def police(model: MissionModel) -> None:
    """Stations are won back, officers leave, a class arrives, equipment and morale follow."""
    for unit in model.units:
        unit.retake_stations()
        unit.lose_leavers()
    model.academy.graduate()
    for unit in model.units:
        unit.renew_equipment()
        unit.take_heart()


def people(model: MissionModel) -> None:
    """What happens to the inhabitants of each zone, and what they make of it."""
    exposed_at_start = ordered_sum(
        zone.row.population * zone.row.gang_control for zone in model.zones
    )
    model.oversight.become_known()
    for zone in model.zones:
        zone.people.live_through(exposed_at_start)
    for gang in model.gangs:
        gang.children = min(gang.children, gang.members)


def interventions(model: MissionModel) -> None:
    """What the interventions deliver."""
    model.interventions.deliver()


def observe(model: MissionModel) -> None:
    """What the step shows to whoever records it."""
    model.infrastructure.report()
    model.seen = look_at(model)
