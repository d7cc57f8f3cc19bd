"""Hazards: closed forms. Waiting times stand in known_mathematics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules.hazard import (
    chance,
    decayed_mean,
    decayed_sum,
    ending_chance,
    factor,
    per_week,
    relax,
    spell,
    switch,
)


@given(rate=st.floats(0, 5), weeks=st.floats(0.1, 4))
def test_two_half_steps_are_one_step(rate, weeks):
    half = chance(rate, weeks / 2)
    assert 1 - (1 - half) ** 2 == pytest.approx(chance(rate, weeks), abs=1e-12)


def test_a_switch_keeps_its_state_without_chances():
    on = np.array([True, False])
    assert switch(on, np.array([0.0, 0.0]), 0.0, 0.0).tolist() == [True, False]


def test_a_spell_starts_at_its_hazard_and_ends_after_its_mean():
    def after(on, uniform):
        return bool(spell(on, uniform, rate=0.2, mean_weeks=4.0, weeks=1.0))

    assert after(False, chance(0.2, 1.0) - 1e-9)
    assert not after(False, chance(0.2, 1.0) + 1e-9)
    assert after(True, 0.25)
    assert not after(True, 0.25 - 1e-9)


def test_memory_fades_whatever_the_step():
    week = decayed_sum(10.0, 0, 26.0, 1.0)
    days = 10.0
    for _ in range(7):
        days = decayed_sum(days, 0, 26.0, 1 / 7)
    assert days == pytest.approx(week)
    assert decayed_sum(0.0, 3, 26.0, 1.0) == 3


def test_a_moving_mean_is_the_same_whatever_the_step():
    week = decayed_mean(1.0, 3.0, 8.0, 1.0)
    days = 1.0
    for _ in range(7):
        days = decayed_mean(days, 3.0, 8.0, 1 / 7)
    assert days == pytest.approx(week)
    assert 1 < week < 3
    assert decayed_mean(3.0, 3.0, 8.0, 1.0) == pytest.approx(3.0)


def test_rates_by_the_month_are_rates_by_the_week_of_a_mean_month():
    assert per_week(365.25 / 12 / 7) == pytest.approx(1.0)


def test_half_life_of_a_relaxation():
    assert relax(0.0, 1.0, np.log(2.0), 1.0) == pytest.approx(0.5)


@given(rate=st.floats(0, 5), weeks=st.floats(0, 52), level=st.floats(0, 1), aim=st.floats(0, 1))
def test_a_chance_is_a_share_and_relaxation_never_overshoots(rate, weeks, level, aim):
    assert 0 <= chance(rate, weeks) <= 1
    assert min(level, aim) - 1e-12 <= relax(level, aim, rate, weeks) <= max(level, aim) + 1e-12


def test_no_factor_on_a_rate_overflows():
    assert factor(0.0) == 1
    assert factor(1e9) == np.exp(100.0), "no more than the bound that the rule states"
    assert factor(-1e9) == 0


def test_a_spell_lasts_its_mean_whatever_the_step():
    for weeks in (1 / 7, 1.0):
        assert weeks / ending_chance(weeks, 4.0) == pytest.approx(4.0)
    assert ending_chance(1.0, 0.5) == 1
