"""Pathwise: under the same luck, help never delays the mission.

Until somebody is in theatre, the deployment chain answers to nothing that the mission does, so the
first boots are an exact comparison: more cash, an earlier lift, a base further on, no petition.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import AS_IS, NO_CASES, changed_by, play, settings_of

PENNILESS = {
    **{f"funding.donors.{donor.name}.received_usd": 0 for donor in AS_IS.funding.donors},
    "funding.lag_months": 3.0,
    "logistics.base_stages_done": 6,
    "logistics.inspection_pass": 1.0,
    "logistics.vehicles_at_start": 50,
}
"""Nothing but money is missing."""

UNREADY = {"logistics.inspection_pass": 0.3, "logistics.airport_closure_per_week": 0.05}
CONTESTED = {**UNREADY, "law.interim_order": 0.9, "authorities.crisis_per_month": 0.5}

HELP = {
    "more cash at the start": (PENNILESS, {"funding.donors.Canada.received_usd": 60_000_000}),
    "more cash later": ({**PENNILESS, "funding.conversion": 0.0}, {"funding.conversion": 1.0}),
    "a lift at once": (
        {
            **PENNILESS,
            **{f"funding.donors.{donor.name}.pledged_usd": 0 for donor in AS_IS.funding.donors},
            "funding.pledge_rate_usd_month": 0.0,
            "funding.donors.United States.hold.lift_per_month": 0.0,
        },
        {"funding.donors.United States.hold.lift_on": "2024-06-12"},
    ),
    "a base further on": (UNREADY, {"logistics.base_stages_done": 6}),
    "no contest in court": (
        {**CONTESTED, "law.petitions_per_month": 5.0},
        {"mission.contingents.Kenya.contestable": False, **NO_CASES},
    ),
    "more vehicles": (
        {**UNREADY, "logistics.vehicles_per_month": 1.0},
        {"logistics.vehicles_at_start": 100},
    ),
    "an airport that stays open": (UNREADY, {"logistics.airport_closure_per_week": 0.0}),
    "consent without a break": (CONTESTED, {"authorities.crisis_per_month": 0.0}),
    "more in kind": (
        {**UNREADY, "logistics.vehicles_per_month": 1.0},
        {"funding.in_kind_persons": 2_500},
    ),
}


def _first_boots(values, seed):
    days = play(changed_by(values), seed=seed).outcomes["first_boots_days"]
    return np.where(np.isnan(days), np.inf, days)


@pytest.mark.slow
@pytest.mark.parametrize(("world", "helped"), HELP.values(), ids=HELP.keys())
@given(
    values=settings_of("funding", "logistics", "law", "authorities"), seed=st.integers(0, 10_000)
)
@settings(max_examples=6)
def test_help_never_delays_the_first_boots(world, helped, values, seed):
    without = {**values, **world}
    assert np.all(_first_boots({**without, **helped}, seed) <= _first_boots(without, seed))


@pytest.mark.slow
@pytest.mark.parametrize(("world", "helped"), HELP.values(), ids=HELP.keys())
def test_that_help_makes_a_difference_to_some_run(world, helped):
    seeds = (1, 2, 3, 4, 5, 6)
    assert any(
        np.any(_first_boots({**world, **helped}, seed) < _first_boots(world, seed))
        for seed in seeds
    )
