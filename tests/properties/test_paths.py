"""Pathwise: under the same luck, help never delays the mission.

Until somebody is in theatre, the deployment chain answers to nothing that the mission does, so the
first boots are an exact comparison: more cash, an earlier lift, a base further on, no petition.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import changed_by, play, settings_of

BASE = {"mission.enabled": True, "funding.cover_months_to_deploy": 6.0}


def _first_boots(values, seed):
    days = play(changed_by(values), seed=seed).outcomes["first_boots_days"]
    return np.where(np.isnan(days), np.inf, days)


HELP = {
    "more cash at the start": {"funding.donors.Canada.received_usd": 60_000_000},
    "more cash later": {"funding.conversion": 1.0},
    "a lift at once": {"funding.donors.United States.hold.lift_on": "2024-06-12"},
    "a base further on": {"logistics.base_stages": 6, "logistics.base_stages_done": 6},
    "no contest in court": {
        "mission.contingents.Kenya.contestable": False,
        "mission.contingents.Kenya.pending_hearing": None,
    },
    "more vehicles": {"logistics.vehicles_at_start": 100},
    "an airport that stays open": {"logistics.airport_closure_per_week": 0.0},
    "consent without a break": {"authorities.crisis_per_month": 0.0},
    "more in kind": {"funding.in_kind_persons": 2_500},
}


@pytest.mark.parametrize("helped", HELP.values(), ids=HELP.keys())
@given(
    values=settings_of("funding", "logistics", "law", "authorities"), seed=st.integers(0, 10_000)
)
@settings(max_examples=6)
def test_help_never_delays_the_first_boots(helped, values, seed):
    starved = {
        **BASE,
        **values,
        "funding.donors.Canada.received_usd": 3_000_000,
        "funding.lag_months": 3.0,
    }
    assert np.all(_first_boots({**starved, **helped}, seed) <= _first_boots(starved, seed))
