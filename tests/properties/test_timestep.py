"""A day and a week are two resolutions of the same process."""

from __future__ import annotations

import numpy as np
import pytest
from worlds import AS_IS

from msssim.engines.batch import run_block

MAIN = (
    "strength_26w",
    "strength_52w",
    "strength_104w",
    "fund_received_usd",
    "fund_spent_usd",
    "weeks_bound_cash",
    "weeks_bound_airlift",
    "weeks_bound_base",
    "civilians_killed",
    "civilians_killed_by_state",
    "kidnapped",
    "police_killed",
    "gang_killed",
    "gang_recruited",
    "gang_left",
    "gang_members_end",
    "police_end",
    "displaced_end",
    "gang_control_end",
    "held_share_end",
    "low_profile_share",
    "attacks_on_police",
    "leaks",
    "airport_open_days",
    "civilians_killed_by_vigilantes",
    "civilians_injured",
    "confront_share",
    "relocate_share",
    "cohesion_mean",
    "offensives",
    "gang_moved",
    "gang_lynched",
    "gang_reintegrated",
    "children_in_gangs_end",
    "recruited_by_force",
    "gang_pay_mean",
    "arms_per_member_end",
    "gang_revenue_usd",
    "operations_of_police",
    "operations_joint",
    "operations_of_mission",
    "ambushes",
    "mission_killed",
    "police_left",
    "police_morale_end",
    "stations_lost",
    "stations_held_end",
    "tips",
    "intelligence_mean",
    "trust_end",
    "access_mean",
    "roads_open_share",
    "fuel_open_days",
    "programmes_usd",
)
RUNS = range(200)
TOLERANCE = 0.03


@pytest.mark.slow
def test_daily_and_weekly_steps_agree_on_the_main_outcomes():
    """Means within 3 % beyond four standard errors: a false alarm once in 16,000 an outcome."""
    weekly = run_block(AS_IS, seed=5, runs=RUNS).outcomes
    daily = run_block(AS_IS.model_copy(update={"step_days": 1}), seed=5, runs=RUNS).outcomes
    for name in MAIN:
        a, b = weekly[name], daily[name]
        noise = np.sqrt((np.var(a) + np.var(b)) / len(RUNS))
        assert abs(a.mean() - b.mean()) <= TOLERANCE * abs(a.mean()) + 4 * noise, (
            name, a.mean(), b.mean()
        )  # fmt: skip
