"""No parameter is a constant in disguise: each moves some world."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from mission_worlds import READY
from worlds import AS_IS

from msssim.engines.batch import run_block
from msssim.scenario import parameters

MISSION = ("mission", "funding", "logistics", "law", "council", "governance", "authorities")
GROUND = (
    "gangs", "recruitment", "gang_finance", "contacts", "police", "people", "territory",
    "interventions",
)  # fmt: skip
RUNS = range(16)
FEW = range(4)
TOGETHER = 150
"""Changes played in one block: numbers may differ from run to run."""

BUSY = {
    "council.conversion_vote_on": "2024-08-01", "council.conversion_support": 6.0,
    "council.handover_weeks": 9.0, "council.mandate_ends": "2024-07-20",
    "council.renewal_term_days": 91, "council.renewal_support": 1.0,
    "gangs.offensive_per_week": 0.05, "law.petitions_per_month": 1.0,
    "governance.transparency": 0.8, "governance.adjustment_weeks": 2.0,
    "governance.leadership_named": 0.5, "governance.conops_published": 0.5,
    "governance.budget_published": 0.5, "governance.oversight_published": 0.5,
    "governance.liaison": 0.5, "governance.joint_headquarters": 0.5,
    "governance.chains_of_command": 2, "governance.abuse_per_1000_years": 400.0,
    "contacts.lethality_gang": 60.0, "authorities.crisis_per_month": 0.3,
    "logistics.base_stages_done": 4, "logistics.inspection_pass": 0.5,
    "logistics.airport_closure_per_week": 0.05, "police.class_interval_weeks": 4.0,
}  # fmt: skip
"""Much of what can happen to the mission does."""

BROKE = {
    **READY, "law.petitions_per_month": 0.5, "law.ruling_blocks": 0.9, "law.workaround": 0.3,
    "funding.donors.Canada.received_usd": 3_000_000, "funding.donors.Canada.pledged_usd": 0,
    "funding.donors.United States.received_usd": 0, "funding.pledge_rate_usd_month": 2_000_000,
    "funding.cover_months_to_deploy": 0.3, "funding.arrears_days": 10.0,
    "mission.recall_arrears_per_month": 0.5, "mission.resignations_per_month": 0.2,
    "gangs.offensive_per_week": 0.05, "logistics.base_places": 400,
    "council.ceiling_before_conops": 200, "logistics.base_places_per_month": 20.0,
}  # fmt: skip
"""Money runs out."""

DIVIDED = {
    **READY, "council.mandate_ends": "2024-07-01", "council.renewal_term_days": 21,
    "council.renewal_support": -3.0, "council.renewal_tabled": 0.95,
    "council.rollover_days": 14, "council.conops_filed_on": "2024-07-10",
    "council.conops_delay_weeks": 12.0, "council.office_vote_on": "2024-07-20",
    "council.office_support": 1.5, "council.office_lag_weeks": 4.0, "council.vote_abuse": 0.02,
    "council.vote_unfiled": 1.0, "governance.abuse_per_1000_years": 1_000.0,
    "gangs.offensive_per_week": 0.2, "governance.oversight": 0.4,
    "council.office_in_kind_persons": 500, "funding.in_kind_persons": 300,
    "council.ceiling_before_conops": 2_000,
}  # fmt: skip
"""The Council is of two minds."""

TORN = {
    **READY, "gangs.offensive_per_week": 0.1, "gangs.cohesion_reference": 0.4,
    "gangs.element_persons": 5.0, "gangs.arrest_constant": 0.3,
    "contacts.attacks_per_1000_week": 3.0, "police.station_loss_per_attack": 0.8,
    "contacts.lethality_gang": 20.0,
    "contacts.return_fire": 0.3, "interventions.dialogue_offer": 0.5,
    "interventions.monitoring": 0.8, "interventions.political_support": 0.8,
    "interventions.cvr_slots_per_month": 1_500.0, "interventions.reintegration_places": 400.0,
    "interventions.interdiction": 0.4, "interventions.sanctions_bite": 0.12,
    "interventions.aid_usd_month": 5e7, "governance.abuse_per_1000_years": 400.0,
    "council.mandate_ends": "2024-07-10", "council.renewal_support": -20.0,
    "council.rollover_probability": 0.9, "police.class_interval_weeks": 8.0,
    "police.equipment_support": 0.2, "police.hardening": 0.2, "authorities.crisis_per_month": 0.2,
    "logistics.vehicles_at_start": 120, "territory.hold_density": 2.0,
    "governance.transparency": 0.9, "governance.adjustment_weeks": 2.0,
}  # fmt: skip
"""Everything happens to gangs, police and people at once."""

TIGHT = {
    **TORN, "gangs.cohesion_at_start": 0.6, "gangs.threshold_mean": 0.2, "gangs.risk_aversion": 1.0,
    "gangs.arrest_constant": 0.3, "gangs.element_persons": 10.0, "gangs.foothold_value": 10.0,
    "gangs.rationality": 6.0, "gangs.loss_aversion": 100.0, "gangs.presence_persons": 100.0,
    "gangs.revision_weeks": 1.0, "gangs.renewal_weight": 1.0, "gangs.belief_mean": 0.2,
    "gangs.offensive_per_week": 0.05, "contacts.lethality_state": 60.0,
    "contacts.lethality_gang": 60.0, "contacts.return_fire": 1.0,
    "gang_finance.substitution_bound": 1.05,
    "territory.hold_density": 0.5, "territory.hold_weeks": 2.0, "territory.held_weeks": 2.0,
    "territory.inertia_per_week": 0.5, "territory.state_gain": 0.9, "gangs.belief_weight": 1.0,
    "contacts.mission_weight": 8.0, "territory.fuel_open_control": 0.02,
    "territory.airport_open_control": 0.35,
}  # fmt: skip
"""What decides is close: who joins, who breaks off, who holds."""

NO_NUMBERS = {
    "council.mandate_ends", "council.authorised_on", "council.review_on", "council.conops_filed_on",
    "council.office_vote_on", "council.conversion_vote_on", "mission.first_announced",
    "mission.enabled", "mission.lead_lands_first", "logistics.base_stages",
    "logistics.base_stages_done",
}  # fmt: skip
"""Dates, switches, and two numbers that must fit each other: other tests move them."""


@pytest.mark.slow
def test_every_lever_of_the_mission_moves_some_world():
    assert _idle(MISSION, (BUSY, BROKE, DIVIDED), weeks=40, runs=(FEW, RUNS)) == set()


@pytest.mark.slow
def test_every_lever_of_gangs_police_people_and_ground_moves_some_world():
    assert _idle(GROUND, (TORN, TIGHT), weeks=20, runs=(FEW,)) == set()


def _idle(sections, worlds, *, weeks, runs):
    """Levers of some sections that change no outcome of any run in any of the worlds.

    What a few runs do not move is tried with more of them.
    """
    idle = set(_levers(AS_IS, sections)) - NO_NUMBERS
    for played, settings in product(runs, worlds):
        base = AS_IS.with_values({"horizon_days": 7 * weeks, **settings})
        levers = _levers(base, sections)
        changes = [(path, value) for path in sorted(idle) for value in _others(levers[path])]
        words = [change for change in changes if isinstance(change[1], bool | str)]
        numbers = [change for change in changes if not isinstance(change[1], bool | str)]
        for first in range(0, len(numbers), TOGETHER):
            idle -= _numbers_that_move(base, levers, numbers[first : first + TOGETHER], played)
        idle -= _words_that_move(base, words, played)
    return idle


def _levers(scenario, sections):
    return {
        info.path: info
        for info in parameters(scenario)
        if info.path.partition(".")[0] in sections and info.path.count(".") == 1
    }


def _others(info):
    """Other plausible values of a lever."""
    if info.choices:
        return [word for word in info.choices if word != info.value]
    if isinstance(info.value, bool):
        return [not info.value]
    return [type(info.value)(end) for end in info.plausible or (info.low, info.high)]


def _numbers_that_move(base, levers, changes, runs):
    """Levers one of whose changes moves an outcome: all are played side by side in one block."""
    size = len(runs)
    values = {path: np.full((len(changes) + 1) * size, levers[path].value) for path, _ in changes}
    for place, (path, value) in enumerate(changes, start=1):
        values[path][place * size : (place + 1) * size] = value
    streams = np.tile(np.array(runs), len(changes) + 1)
    outcomes = run_block(base, seed=1, runs=streams, values=values).outcomes
    moved = np.zeros(len(changes), bool)
    for values_of_runs in outcomes.values():
        unchanged, *changed = values_of_runs.reshape(-1, size)
        moved |= [not np.array_equal(row, unchanged, equal_nan=True) for row in changed]
    return {path for (path, _), moves in zip(changes, moved, strict=True) if moves}


def _words_that_move(base, changes, runs):
    if not changes:
        return set()
    reference = run_block(base, seed=1, runs=runs).outcomes
    return {
        path
        for path, value in changes
        if any(
            not np.array_equal(found, reference[name], equal_nan=True)
            for name, found in run_block(
                base.with_values({path: value}), seed=1, runs=runs
            ).outcomes.items()
        )
    }
