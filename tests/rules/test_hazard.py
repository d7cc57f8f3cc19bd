"""Hazards: closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules.hazard import chance, per_week, relax, switch


@given(rate=st.floats(0, 5), weeks=st.floats(0.1, 4))
def test_two_half_steps_are_one_step(rate, weeks):
    half = chance(rate, weeks / 2)
    assert 1 - (1 - half) ** 2 == pytest.approx(chance(rate, weeks), abs=1e-12)


def test_waiting_times_are_geometric():
    # 20,000 waits: four standard errors of the mean, wrong once in 16,000 tries.
    rng = np.random.default_rng(2)
    waiting, on = np.zeros(20_000), np.zeros(20_000, dtype=bool)
    for _ in range(400):
        on = on | switch(on, rng.random(on.size), chance(0.1, 1.0), 0.0)
        waiting += ~on
    p = float(chance(0.1, 1.0))
    expected, deviation = (1 - p) / p, np.sqrt(1 - p) / p
    assert abs(waiting.mean() - expected) < 4 * deviation / np.sqrt(waiting.size)


def test_a_switch_keeps_its_state_without_chances():
    on = np.array([True, False])
    assert switch(on, np.array([0.0, 0.0]), 0.0, 0.0).tolist() == [True, False]


def test_rates_by_the_month_are_rates_by_the_week_of_a_mean_month():
    assert per_week(365.25 / 12 / 7) == pytest.approx(1.0)


def test_half_life_of_a_relaxation():
    assert relax(0.0, 1.0, np.log(2.0), 1.0) == pytest.approx(0.5)
