"""What a step shows: the quantities that are recorded and added up into outcomes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from msssim.engines.agents.adding import add_up
from msssim.rules import contingents, territory
from msssim.world.calendar import day_of
from msssim.world.observables import SERIES

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel
    from msssim.engines.agents.zone import Zone

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


def reporters() -> dict[str, Callable[[MissionModel], float]]:
    """One reporter for each recorded series, for a Mesa data collector."""
    return {name: partial(_reported, name=name) for name in SERIES}


def _reported(model: MissionModel, name: str) -> float:
    return model.seen[name]


def _institutions(model: MissionModel) -> Seen:
    fund, council, command = model.fund, model.council, model.command
    return {
        "deployed": command.in_theatre,
        "fund_pledged_usd": add_up(donor.pledged_usd for donor in model.donors),
        "force_target": model.scenario.mission.force_target,
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
        "fund_held_usd": add_up(donor.held_usd for donor in model.donors),
        "allowances_late": fund.arrears_usd > 0,
        "abuse_detected": model.oversight.abuse_detected,
        "stability": model.authorities.stability,
        "governments_fallen": model.authorities.fell,
    }


def _deployment(model: MissionModel) -> Seen:
    contributors, command = model.contingents, model.command
    scenario = model.scenario
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
        "postponements": add_up(contingent.postponements for contingent in contributors),
        "contributors": add_up(
            int(contingent.committed and not contingent.going_home) for contingent in contributors
        ),
        "contingents_recalled": add_up(int(contingent.recalled) for contingent in contributors),
        "resigned": add_up(contingent.resigned for contingent in contributors),
        "petitions": add_up(int(contingent.case.filed) for contingent in contributors),
        "leaderless": command.leaderless,
    }


def _armed(model: MissionModel) -> Seen:
    footholds, gangs = model.footholds, model.gangs
    confronting = add_up(int(gang.confronting) for gang in gangs)
    return {
        "low_profile_share": (len(gangs) - confronting) / max(len(gangs), 1),
        "confront_share": confronting / max(len(gangs), 1),
        "gang_members": model.gang_members,
        "gang_killed": add_up(foothold.killed for foothold in footholds),
        "gang_arrested": add_up(foothold.arrested for foothold in footholds),
        "gang_recruited": add_up(foothold.recruited for foothold in footholds),
        "gang_left": add_up(foothold.left for foothold in footholds),
        "police": add_up(unit.officers for unit in model.units),
        "police_killed": add_up(unit.killed for unit in model.units),
        "mission_killed": add_up(contingent.killed for contingent in model.contingents),
        "attacks_on_police": add_up(zone.attacks for zone in model.zones),
    }


def _people(model: MissionModel) -> Seen:
    everywhere = [zone.people for zone in model.zones]
    killed = add_up(people.killed_now for people in everywhere)
    armed_killed = (
        add_up(foothold.killed for foothold in model.footholds)
        + add_up(contingent.killed for contingent in model.contingents)
        + add_up(unit.killed for unit in model.units)
    )
    residents = max(add_up(people.residents for people in everywhere), 1)
    return {
        "civilians_killed": killed,
        "civilians_killed_by_gangs": add_up(people.killed_by_gangs for people in everywhere),
        "civilians_killed_by_state": add_up(people.killed_by_state for people in everywhere),
        "civilians_killed_by_vigilantes": add_up(
            people.killed_by_vigilantes for people in everywhere
        ),
        "killed_total": killed + armed_killed,
        "civilians_injured": add_up(people.injured for people in everywhere),
        "kidnapped": add_up(people.kidnapped for people in everywhere),
        "displaced": add_up(people.displaced for people in everywhere),
        "access": add_up(people.access * people.residents for people in everywhere) / residents,
        "trust": add_up(people.trust * people.residents for people in everywhere) / residents,
    }


def _infrastructure(model: MissionModel) -> Seen:
    inhabitants = add_up(zone.row.population for zone in model.zones)
    capital = [zone for zone in model.zones if zone.metropolitan]
    in_capital = add_up(zone.row.population for zone in capital)
    under_gangs = add_up(zone.row.population * (1.0 - zone.state_control) for zone in capital)
    held = add_up(zone.people.held_inhabitants() for zone in model.zones)
    roads = [_open(model, a, b) for a, b in model.roads]
    return {
        "gang_control": under_gangs / max(in_capital, 1),
        "held_share": held / max(inhabitants, 1),
        "port_open": any(_open(model, port, port) for port in model.ports),
        "airport_open": not model.airport.closed,
        "roads_open": add_up(int(road) for road in roads) / len(roads) if roads else 1.0,
    }


def _open(model: MissionModel, a: Zone, b: Zone) -> bool:
    """Whether the way between two zones is open."""
    return bool(
        territory.neighbourly_open(
            a.state_control,
            b.state_control,
            model.scenario.territory.node_open_control,
            model.coalition.offensive,
        )
    )
