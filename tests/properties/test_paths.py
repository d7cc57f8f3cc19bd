"""Pathwise: with common random numbers, help never delays the mission.

Until somebody is in theatre, the deployment chain answers to nothing that the mission does, so the
first boots are an exact comparison: more cash, an earlier lift, a base further on, no petition.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import AS_IS, changed_by, play, settings_of

from msssim.testing.invariants import first_violated
from msssim.testing.relations import HELP, never_later

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

STUCK = {
    **PENNILESS,
    **{f"funding.donors.{donor.name}.pledged_usd": 0 for donor in AS_IS.funding.donors},
    "funding.pledge_rate_usd_month": 0.0,
    "funding.donors.United States.hold.lift_per_month": 0.0,
}
WORLDS = {
    "more_cash": PENNILESS,
    "all_pledges_paid": {**PENNILESS, "funding.conversion": 0.0},
    "holds_lifted": STUCK,
    "base_built": UNREADY,
    "no_contest": {**CONTESTED, "law.petitions_per_month": 5.0},
    "more_vehicles": {**UNREADY, "logistics.vehicles_per_month": 1.0},
    "open_airport": UNREADY,
    "no_crisis": CONTESTED,
    "more_in_kind": {**UNREADY, "logistics.vehicles_per_month": 1.0},
}
"""For each kind of help a world in which it is what is missing."""

CASES = [(WORLDS[change.__name__], change) for change in HELP]
HELPED = pytest.mark.parametrize(("world", "change"), CASES, ids=WORLDS)


def _played(scenario, seed):
    return play(scenario, seed=seed).outcomes


@pytest.mark.slow
@HELPED
@given(
    values=settings_of("funding", "logistics", "law", "authorities"), seed=st.integers(0, 10_000)
)
@settings(max_examples=4)
def test_help_never_delays_the_first_boots(world, change, values, seed):
    without = changed_by({**values, **world})
    helped = without.holding(change(without))
    assert first_violated(never_later(_played(without, seed), _played(helped, seed))) is None


@pytest.mark.slow
@HELPED
def test_that_help_makes_a_difference_to_some_run(world, change):
    without = changed_by(world)
    helped = without.holding(change(without))
    assert any(
        first_violated(never_later(_played(helped, seed), _played(without, seed))) is not None
        for seed in (1, 2, 3, 4, 5, 6)
    )
