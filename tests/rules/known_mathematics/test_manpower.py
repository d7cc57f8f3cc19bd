"""Manpower as a logistic: recruitment rho G (1 - G / K) against a flow of losses.

The most that a gang population can lose for good is rho K / 4, at half its saturation. Below that
there are two fixed points, K (1 -+ sqrt(1 - 4 L / (rho K))) / 2: the upper one attracts, the lower
one parts those that recover from those that die out. Without losses growth follows the sigmoid.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules.recruitment import expected_volunteers
from sections import section

SATURATION = 20_000.0
INTERVENTIONS = section("interventions", cvr_recruitment=0.0)


def _volunteers(members, rho, weeks=1.0):
    recruitment = section("recruitment", rate_per_week=rho, saturation_members=SATURATION)
    return expected_volunteers(
        members, recruitment, INTERVENTIONS, share=1.0, all_members=members, willing=1.0,
        served=0.0, weeks=weeks,
    )  # fmt: skip


def _after(members, rho, losses, weeks):
    for _ in range(weeks):
        members = max(members + float(_volunteers(members, rho)) - losses, 0.0)
    return members


def _fixed_points(rho, losses):
    root = np.sqrt(1 - 4 * losses / (rho * SATURATION))
    return SATURATION * (1 - root) / 2, SATURATION * (1 + root) / 2


@pytest.mark.parametrize(
    ("rho", "sustainable"), [(0.003, 15.0), (0.005, 25.0), (0.008, 40.0), (0.012, 60.0)]
)
def test_the_largest_loss_that_can_be_made_good_is_at_half_of_saturation(rho, sustainable):
    members = np.linspace(0.0, SATURATION, 2_001)
    recruits = _volunteers(members, rho)
    assert recruits.max() == pytest.approx(sustainable)
    assert members[recruits.argmax()] == SATURATION / 2
    assert _after(SATURATION, rho, 1.05 * sustainable, 15_000) == 0


@given(rho=st.floats(0.002, 0.02), burden=st.floats(0.05, 0.95))
def test_recruits_equal_losses_at_the_two_fixed_points_and_nowhere_else(rho, burden):
    losses = burden * rho * SATURATION / 4
    lower, upper = _fixed_points(rho, losses)
    assert _volunteers(np.array([lower, upper]), rho) == pytest.approx(losses)
    assert _volunteers((lower + upper) / 2, rho) > losses
    assert np.all(_volunteers(np.array([0.9 * lower, 1.1 * upper]), rho) < losses)


def test_gangs_recover_above_the_lower_fixed_point_and_die_out_below():
    rho, losses = 0.01, 30.0
    lower, upper = _fixed_points(rho, losses)
    assert _after(1.02 * lower, rho, losses, 4_000) == pytest.approx(upper, rel=1e-6)
    assert _after(SATURATION, rho, losses, 4_000) == pytest.approx(upper, rel=1e-6)
    assert _after(0.98 * lower, rho, losses, 4_000) == 0


def test_without_losses_membership_grows_along_the_sigmoid():
    rho, start, weeks, step = 0.01, 500.0, 400, 1 / 14
    members = start
    for _ in range(round(weeks / step)):
        members += float(_volunteers(members, rho, step))
    odds = start / (SATURATION - start) * np.exp(rho * weeks)
    assert members == pytest.approx(SATURATION * odds / (1 + odds), rel=1e-3)


def test_nobody_volunteers_beyond_saturation():
    assert _volunteers(1.25 * SATURATION, 0.01) == 0
