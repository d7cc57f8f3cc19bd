"""What a step shows: the quantities that are recorded and added up into outcomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from msssim.rules import contingents
from msssim.rules.operations import OPERATIONS
from msssim.world.calendar import day_of
from msssim.world.kinds import CORRIDORS, Posture
from msssim.world.observables import SERIES
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.inhabitants import Inhabitants
    from msssim.engines.agents.model import MissionModel

Seen = dict[str, float]


def look_at(model: MissionModel) -> Seen:
    """Observe a model at the end of a step; the names are those that the tally reads."""
    return {
        **_institutions(model),
        **_deployment(model),
        **_armed(model),
        **_people(model),
        **_infrastructure(model),
    }


def look_at_zones(model: MissionModel) -> dict[str, list[float]]:
    """Observe every zone, in the order of their names; keys as in ``ZONE_SERIES``."""
    zones = model.zones
    return {
        "gang_control": [1.0 - zone.state_control for zone in zones],
        "gang_members": [zone.gang_members for zone in zones],
        "police": [zone.police_force for zone in zones],
        "mission": [zone.mission_force for zone in zones],
        "residents": [zone.people.residents for zone in zones],
        "displaced": [zone.people.displaced for zone in zones],
        "civilians_killed": [zone.people.killed_now for zone in zones],
    }


def look_at_roads(model: MissionModel) -> dict[str, list[float]]:
    """Observe every main road, in the order of their names; keys as in ``ROAD_SERIES``."""
    return {"open": [int(road.open) for road in model.infrastructure.roads]}


def reporters() -> dict[str, Callable[[MissionModel], float]]:
    """One reporter for each recorded series, for a Mesa data collector.

    They are plain functions: Mesa 3.4 and later take anything else that can be called for a method,
    and call it without the model.
    """
    return {name: _reporter(name) for name in SERIES}


def _reporter(name: str) -> Callable[[MissionModel], float]:
    def reported(model: MissionModel) -> float:
        return model.seen[name]

    return reported


def _institutions(model: MissionModel) -> Seen:
    fund, council, command = model.fund, model.council, model.command
    return {
        "deployed": command.in_theatre,
        "fund_pledged_usd": ordered_sum(donor.pledged_usd for donor in model.donors),
        "force_target": model.in_force.mission.force_target,
        "fund_received_usd": fund.receipts_usd,
        "fund_spent_usd": fund.paid_usd,
        "fund_balance_usd": fund.balance_usd,
        "in_kind_usd": fund.in_kind_usd,
        "cover_months": fund.cover_months,
        "clarity": command.clarity,
        "exposure": command.exposure,
        "coordination": command.coordination,
        "oversight": model.oversight.level,
        "leaks": command.leaks,
        "abuse_cases": model.oversight.abuse_cases,
        "mandate_in_force": int(council.in_force),
        "lapsed": int(council.lapsed),
        "converted": int(council.converted),
        "renewals": council.renewals,
        "binding_constraint": model.airlift.binding,
        "yes_votes": council.yes_votes,
        "support_office": council.office_serves,
        "fund_held_usd": ordered_sum(donor.held_usd for donor in model.donors),
        "allowances_late": fund.arrears_usd > 0,
        "abuse_detected": model.oversight.abuse_detected,
        "stability": model.authorities.stability,
        "governments_fallen": model.authorities.fell,
    }


def _deployment(model: MissionModel) -> Seen:
    contributors, command = model.contingents, model.command
    scenario = model.in_force
    return {
        "mobile": command.mobile,
        "vehicles": model.fleet.vehicles,
        "inspections_failed": model.base.inspections_failed,
        "slippage_now": float(
            contingents.slippage(
                model.period.end_day - 1,
                day_of(scenario.mission.first_announced, scenario.start),
                day_of(scenario.council.authorised_on, scenario.start),
            )
        ),
        "postponements": ordered_sum(contingent.postponements for contingent in contributors),
        "contributors": ordered_sum(
            int(contingent.committed and not contingent.going_home) for contingent in contributors
        ),
        "contingents_recalled": ordered_sum(
            int(contingent.recalled) for contingent in contributors
        ),
        "resigned": ordered_sum(contingent.resigned for contingent in contributors),
        "petitions": ordered_sum(int(contingent.case.filed) for contingent in contributors),
        "leaderless": command.leaderless,
    }


def _armed(model: MissionModel) -> Seen:
    return {**_gangs(model), **_manpower(model), **_money(model), **_state(model)}


def _gangs(model: MissionModel) -> Seen:
    gangs, coalition = model.gangs, model.coalition
    return {
        **{
            f"{posture.name.lower()}_share": ordered_sum(
                int(gang.acting_posture == posture) for gang in gangs
            )
            / max(len(gangs), 1)
            for posture in Posture
        },
        "cohesion": coalition.cohesion,
        "offensives": int(coalition.started),
        "participation": coalition.participation,
    }


def _manpower(model: MissionModel) -> Seen:
    footholds, gangs = model.footholds, model.gangs
    by_vigilantes = ordered_sum(foothold.killed_by_vigilantes for foothold in footholds)
    by_rivals = ordered_sum(foothold.killed_by_rivals for foothold in footholds)
    in_contacts = ordered_sum(foothold.killed for foothold in footholds)
    outside = ordered_sum(zone.gang_members for zone in model.zones if not zone.metropolitan)
    weighed = ordered_sum(gang.belief_now * gang.members_then for gang in gangs)
    return {
        "belief": weighed / max(ordered_sum(gang.members_then for gang in gangs), 1),
        "gang_members": model.gang_members,
        "gang_killed": in_contacts + by_rivals + by_vigilantes,
        "gang_lynched": by_vigilantes,
        "gang_killed_by_rivals": by_rivals,
        "gang_arrested": ordered_sum(foothold.arrested for foothold in footholds),
        "gang_recruited": ordered_sum(
            foothold.volunteers + foothold.forced for foothold in footholds
        ),
        "gang_left": ordered_sum(foothold.left for foothold in footholds),
        "gang_reintegrated": model.interventions.reintegrated,
        "gang_moved": ordered_sum(foothold.moved for foothold in footholds),
        "children_recruited": ordered_sum(gang.child_recruits for gang in gangs),
        "recruited_by_force": ordered_sum(foothold.forced for foothold in footholds),
        "children_in_gangs": ordered_sum(gang.children for gang in gangs),
        "peripheral_share": outside / max(model.gang_members, 1),
    }


def _money(model: MissionModel) -> Seen:
    gangs, weeks = model.gangs, model.period.weeks
    members = max(ordered_sum(gang.members_then for gang in gangs), 1)
    return {
        "arms_per_member": ordered_sum(gang.finance.arms for gang in gangs)
        / max(model.gang_members, 1),
        "gang_pay": ordered_sum(gang.finance.pay * gang.members_then for gang in gangs) / members,
        "gang_revenue_usd": ordered_sum(
            float(np.rint(gang.finance.revenue * weeks)) for gang in gangs
        ),
        "kidnapping_revenue_usd": ordered_sum(
            float(np.rint(gang.finance.ransoms * weeks)) for gang in gangs
        ),
        "programmes_usd": model.interventions.spent_usd,
    }


def _state(model: MissionModel) -> Seen:
    units, fights = model.units, [zone.fight for zone in model.zones]
    officers = ordered_sum(unit.officers for unit in units)
    attacks = ordered_sum(fight.attacks for fight in fights)
    operations = {
        f"operations_{kind.name}": ordered_sum(fight.kinds[place].contacts for fight in fights)
        for place, kind in enumerate(OPERATIONS)
    }
    return {
        "police": officers,
        "police_killed": ordered_sum(unit.killed for unit in units),
        "police_left": ordered_sum(unit.left for unit in units),
        "police_morale": ordered_sum(unit.morale * unit.officers for unit in units)
        / max(officers, 1),
        "stations_lost": ordered_sum(unit.stations_fallen for unit in units),
        "stations_retaken": ordered_sum(unit.stations_retaken for unit in units),
        "stations_held": ordered_sum(unit.row.stations - unit.stations_lost for unit in units),
        "mission_killed": ordered_sum(contingent.killed for contingent in model.contingents),
        "attacks_on_police": attacks,
        "attacks_around_events": attacks if model.coalition.event else 0,
        "ambushes": ordered_sum(fight.ambushes for fight in fights),
        **operations,
    }


def _people(model: MissionModel) -> Seen:
    everywhere = [zone.people for zone in model.zones]
    killed = ordered_sum(people.killed_now for people in everywhere)
    armed_killed = (
        ordered_sum(f.killed + f.killed_by_rivals + f.killed_by_vigilantes for f in model.footholds)
        + ordered_sum(contingent.killed for contingent in model.contingents)
        + ordered_sum(unit.killed for unit in model.units)
    )
    flows = (
        "kidnapped", "fled", "returned", "killed_by_gangs", "killed_by_state",
        "killed_by_vigilantes", "injured_by_gangs", "injured_by_state", "injured_by_vigilantes",
    )  # fmt: skip
    suffered = {name: ordered_sum(getattr(people, name) for people in everywhere) for name in flows}
    injured = [name for name in flows if name.startswith("injured")]
    return {
        "civilians_killed": killed,
        "killed_total": killed + armed_killed,
        "killed_in_crossfire": ordered_sum(
            people.killed_by_state + people.killed_by_gang_fire for people in everywhere
        ),
        "civilians_injured": ordered_sum(suffered[name] for name in injured),
        "displaced": ordered_sum(people.displaced for people in everywhere),
        "tips": ordered_sum(people.opinion.tips for people in everywhere),
        "access": _by_residents(everywhere, "access"),
        "trust": _by_residents(everywhere, "trust"),
        "intelligence": _by_residents(everywhere, "intelligence"),
        **{
            (name if name in ("kidnapped", "fled", "returned") else f"civilians_{name}"): value
            for name, value in suffered.items()
        },
    }


def _by_residents(everywhere: list[Inhabitants], name: str) -> float:
    """Mean of an opinion or of what depends on it, weighted by residents."""
    residents = max(ordered_sum(people.residents for people in everywhere), 1)
    weighed = ordered_sum(getattr(people.opinion, name) * people.residents for people in everywhere)
    return float(weighed / residents)


def _infrastructure(model: MissionModel) -> Seen:
    inhabitants = ordered_sum(zone.row.population for zone in model.zones)
    capital = [zone for zone in model.zones if zone.metropolitan]
    in_capital = ordered_sum(zone.row.population for zone in capital)
    under_gangs = ordered_sum(zone.row.population * (1.0 - zone.state_control) for zone in capital)
    held = ordered_sum(zone.people.held_inhabitants() for zone in model.zones)
    ways = model.infrastructure
    return {
        "gang_control": under_gangs / max(in_capital, 1),
        "held_share": held / max(inhabitants, 1),
        "port_open": ways.port_open,
        "fuel_open": ways.fuel_open,
        "airport_open": not model.airport.closed,
        "roads_open": ways.open_share(),
        **{f"corridor_{name}_open": ways.open_share(name) == 1.0 for name in CORRIDORS},
    }
