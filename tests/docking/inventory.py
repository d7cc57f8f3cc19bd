"""A full inventory of a world, of either engine, under the same names.

The names are those of the batch engine's state. The agents' side is written out below, one entry a
quantity: who owns it, and in which order it is listed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from msssim.engines.agents import MissionModel
from msssim.engines.agents.observation import look_at_roads, look_at_zones
from msssim.engines.batch.block import Block
from msssim.world.observables import OBSERVATIONS, ROAD_VARIABLES, ZONE_VARIABLES
from msssim.world.variables import VARIABLES

STATE = [name for name, each in VARIABLES.items() if not each.by]


def of_block(block: Block) -> dict[str, np.ndarray]:
    """Everything that a block remembers or did in this step; the run axis is last."""
    found = {name: getattr(block.state, name) for name in VARIABLES}
    found |= {f"seen.{name}": value for name, value in block.seen.items() if _is_told(name)}
    state = vars(block.state)
    found |= {f"in_zones.{name}": state[each.name] for name, each in ZONE_VARIABLES.items()}
    found |= {f"on_roads.{name}": state[each.name] for name, each in ROAD_VARIABLES.items()}
    return {name: _by_run(value, block.runs) for name, value in found.items()}


def _is_told(name: str) -> bool:
    observed = OBSERVATIONS[name].observed
    return observed.series or bool(observed.outcomes)


def _by_run(value: Any, runs: int) -> np.ndarray:
    """A copy with a full run axis, where the engine keeps one number for all runs."""
    array = np.array(value)
    return np.broadcast_to(array, (*array.shape[:-1], runs))


def of_model(model: MissionModel) -> dict[str, Any]:
    """The same of a Mesa model, agent by agent."""
    done = _of_the_step(model)
    told = {name: value for name, value in model.seen.items() if name in OBSERVATIONS}
    seen = {f"seen.{name}": value for name, value in told.items() if _is_told(name)}
    in_zones = {f"in_zones.{name}": value for name, value in look_at_zones(model).items()}
    on_roads = {f"on_roads.{name}": value for name, value in look_at_roads(model).items()}
    return _nation(model) | _rows(model) | done | seen | in_zones | on_roads


def _nation(model: MissionModel) -> dict[str, Any]:
    council, fund, base, fleet = model.council, model.fund, model.base, model.fleet
    command, interventions = model.command, model.interventions
    return {
        "airport_closed": model.airport.shut,
        "airport_held": model.infrastructure.airport_held,
        "port_open": model.infrastructure.port_open,
        "fuel_open": model.infrastructure.fuel_open,
        "crisis": model.authorities.crisis,
        "offensive": model.coalition.offensive,
        "stability": model.authorities.stability,
        "fell": model.authorities.fell,
        "weeks_since_event": model.coalition.weeks_since_event,
        "participation": model.coalition.participation,
        "cohesion": model.coalition.cohesion,
        "rivalry_at_start": model.coalition.rivalry_at_start,
        "members_lost_per_week": model.coalition.members_lost_per_week,
        "renewals_for": model.coalition.renewals_for,
        "renewals_against": model.coalition.renewals_against,
        "in_force": council.in_force,
        "lapsed": council.lapsed,
        "converted": council.converted,
        "mandate_end_day": council.mandate_end_day,
        "conversion_day": council.conversion_day,
        "office_day": council.office_day,
        "next_review_day": council.next_review_day,
        "reviewed_progress": council.reviewed_progress,
        "filing_uniform": council.filing_uniform,
        "conops_filed": council.conops_filed,
        "yes_votes": council.yes_votes,
        "orderly": council.orderly,
        "clarity": command.clarity,
        "coordination": command.coordination,
        "exposure": command.exposure,
        "leaks_with_mission": command.joint_leaks,
        "mission_contacts": command.contacts,
        "oversight": model.oversight.level,
        "abuse_cases": model.oversight.abuse_cases,
        "abuse_detected": model.oversight.abuse_detected,
        "cases_remembered": model.oversight.cases_remembered,
        "abuse_felt": model.oversight.abuse_felt,
        "assessed_usd": fund.assessed_usd,
        "spent_usd": fund.spent_usd,
        "balance_usd": fund.balance_usd,
        "arrears_usd": fund.arrears_usd,
        "arrears_days": fund.arrears_days,
        "cover_months": fund.cover_months,
        "in_kind": fund.in_kind,
        "stages_done": base.stages_done,
        "weeks_to_inspection": base.weeks_to_inspection,
        "inspections_failed": base.inspections_failed,
        "inspection_uniform": base.inspection_uniform,
        "base_ready": base.ready,
        "months_open": base.months_open,
        "vehicles": fleet.vehicles,
        "vehicles_down": fleet.down,
        "vehicles_delivered": fleet.delivered,
        "vehicles_lost": fleet.lost,
        "replacement_lead": command.replacement_lead,
        "ever_arrived": model.airlift.ever_arrived,
        "binding": model.airlift.binding,
        "sanctions": interventions.sanctions,
        "interdiction": interventions.interdiction,
        "cvr_slots": interventions.cvr_slots,
        "reintegration": interventions.reintegration,
        "aid_usd_month": interventions.aid_usd_month,
        "monitoring": interventions.monitoring,
        "political": interventions.political,
        "dialogue": interventions.dialogue,
    }


def _rows(model: MissionModel) -> dict[str, Any]:
    people = [zone.people for zone in model.zones]
    cases = [contingent.case for contingent in model.contingents]
    return {
        **_each(
            model.donors, "pledged_usd", "unpaid_usd", "held_usd", "first_stage_usd",
            "second_stage_usd", "received_usd", "hold",
        ),
        **_each(
            model.contingents, "offered", "threshold", "committed", "recalled", "going_home",
            "uncommitted", "vetting", "training", "ready", "in_theatre", "on_leave", "lost",
            "gone_home", "leaving_from", "weeks_leaving", "weeks_to_leave", "deaths_remembered",
            "announced_day", "first_announced_day", "arrived_day", "postponements",
            binding_of="binding",
        ),
        **_each(cases, "reserved", "weeks_to_court", legal_status="status"),
        **_each(
            model.gangs, "successes", "failures", "posture", "joined", "join_threshold",
            "members_at_start", "children",
        ),
        **_each(
            [gang.finance for gang in model.gangs], "arms", "local_rent_at_start",
            "sponsored_at_start",
        ),
        **_each(model.footholds, "fighters", "advantage_at_start", gang_control="control"),
        **_each(
            model.units, "officers", "morale", "equipment", "stations_lost", "killed_lately",
            police_killed="killed",
        ),
        **_each(
            model.zones, "state_control", "resting_weight", "weeks_dense", "weeks_held",
            "roads_open",
        ),
        **_each(
            people, "residents", "displaced", "killed", "density_at_start", "kidnapped_per_week",
        ),
        **_each(
            [each.opinion for each in people], "trust", "cooperation", "access", "access_at_start",
            "clashes_per_week",
            "intelligence", "tips_per_week", "tip_worth_at_start", "harm_by_state",
            "harm_by_gangs", "harm_by_gangs_at_start",
        ),
    }  # fmt: skip


def _of_the_step(model: MissionModel) -> dict[str, Any]:
    people = [zone.people for zone in model.zones]
    return {
        **_each(model.zones, "police_force", "mission_force"),
        **_each(
            [zone.fight for zone in model.zones], "contacts", "leaks", "ambushes", "attacks",
            "exposed", "gang_deaths", "gang_arrests", "police_deaths", "mission_deaths",
            "hit_by_state", "hit_by_gangs",
        ),
        **_each(
            model.footholds, "share_of_zone", "share_of_gang", "volunteers", "forced",
            "moved", gang_killed="killed", gang_arrested="arrested", gang_left="left",
            gang_killed_by_rivals="killed_by_rivals",
            gang_killed_by_vigilantes="killed_by_vigilantes",
        ),
        **_each([foothold.outlook for foothold in model.footholds], "staying", best_move="best"),
        **_each(model.gangs, "child_recruits"),
        **_each(
            [gang.finance for gang in model.gangs], "local_rent", "ransoms", "revenue", "pay",
            "substitution",
        ),
        **_each(model.units, "stations_fallen", "stations_retaken", police_left="left"),
        **_each(model.contingents, mission_killed="killed"),
        **_each(
            people, "killed_by_violence", "killed_by_gang_fire", "killed_by_state",
            "killed_by_vigilantes", "injured_by_gangs", "injured_by_state",
            "injured_by_vigilantes", "kidnapped", fleeing="fled", returning="returned",
        ),
        **_each([each.opinion for each in people], "tips"),
    }  # fmt: skip


def _each(agents: list[Any], *same: str, **renamed: str) -> dict[str, list[Any]]:
    attributes = {name: name for name in same} | renamed
    return {
        name: [getattr(agent, attribute) for agent in agents]
        for name, attribute in attributes.items()
    }
