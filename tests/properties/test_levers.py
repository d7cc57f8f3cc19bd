"""No parameter of the mission is a constant in disguise: each moves some world."""

from __future__ import annotations

import numpy as np
import pytest
from test_mission_side import READY
from worlds import AS_IS

from msssim.engines.batch import run_block
from msssim.scenario import parameters

SECTIONS = ("mission", "funding", "logistics", "law", "council", "governance", "authorities")
RUNS = range(16)

BUSY = {
    "council.conversion_vote_on": "2024-08-01", "council.conversion_support": 6.0,
    "council.handover_weeks": 9.0, "council.mandate_ends": "2024-07-20",
    "council.renewal_term_days": 91, "council.renewal_support": 1.0,
    "gangs.offensive_per_week": 0.05, "law.petitions_per_month": 1.0,
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

NO_NUMBERS = {
    "council.mandate_ends", "council.authorised_on", "council.review_on", "council.conops_filed_on",
    "council.office_vote_on", "council.conversion_vote_on", "mission.first_announced",
    "mission.enabled", "mission.lead_lands_first", "logistics.base_stages",
    "logistics.base_stages_done",
}  # fmt: skip
"""Dates, switches, and two numbers that must fit each other: other tests move them."""


@pytest.mark.slow
def test_every_lever_of_the_mission_moves_some_world():
    idle = set(_levers(AS_IS)) - NO_NUMBERS
    for settings in (BUSY, BROKE, DIVIDED):
        base = AS_IS.with_values({"horizon_days": 7 * 40, **settings})
        reference = run_block(base, seed=1, runs=RUNS).outcomes
        levers = _levers(base)
        idle = {path for path in idle if not _moves(base, levers[path], reference)}
    assert idle == set(), sorted(idle)


def _levers(scenario):
    return {
        info.path: info
        for info in parameters(scenario)
        if info.path.partition(".")[0] in SECTIONS and info.path.count(".") == 1
    }


def _moves(base, info, reference):
    """Whether the farther plausible value of a number changes any outcome of any run."""
    ends = info.plausible or (info.low, info.high)
    farther = max(ends, key=lambda end: abs(end - info.value))
    other = base.with_values({info.path: type(info.value)(farther)})
    changed = run_block(other, seed=1, runs=RUNS).outcomes
    return not all(np.array_equal(changed[key], reference[key], equal_nan=True) for key in changed)
