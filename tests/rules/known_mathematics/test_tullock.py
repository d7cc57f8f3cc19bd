"""The Tullock contest, and inertia.

Equal contenders get 1/n each; odds go with efforts to the power m, and not with their unit. Control
closes the gap to the outcome exponentially: half of it in ln 2 / rate.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules.territory import (
    contest_strength,
    gang_control,
    resting_weight,
    state_control,
    state_share,
)
from sections import section

effort, exponent = st.floats(2, 1e4), st.floats(0.5, 3.0)


def _share(weight, state, gangs, present=0.0):
    return state_share(weight, state_strength=state, gang_strength=gangs, present=present)


@given(effort=effort, exponent=exponent, contenders=st.integers(2, 12))
def test_equal_contenders_share_equally(effort, exponent, contenders):
    territory = section("territory", contest_exponent=exponent)
    strength = contest_strength(np.full(contenders, effort), territory)
    assert _share(1.0, strength[0], strength[1:].sum()) == pytest.approx(1 / contenders)


@given(state=effort, gangs=effort, exponent=exponent, unit=st.floats(0.1, 10), w=st.floats(0.1, 9))
def test_odds_go_with_efforts_to_a_power_whatever_their_unit(state, gangs, exponent, unit, w):
    territory = section("territory", contest_exponent=exponent)

    def share(scale):
        strengths = contest_strength(np.array([state, gangs]) * scale, territory)
        return float(_share(w, *strengths))

    odds = w * (state / gangs) ** exponent
    assert share(1.0) == pytest.approx(odds / (1 + odds))
    assert share(unit) == pytest.approx(share(1.0))


@given(state=st.floats(0.02, 0.98), force=effort, gangs=st.floats(2, 1e6))
def test_the_contest_starts_at_rest(state, force, gangs):
    weight = resting_weight(
        state, section("territory", contest_margin=0.01), state_strength=force, gang_strength=gangs
    )
    assert _share(weight, force, gangs, state) == pytest.approx(state, rel=1e-9)


@pytest.mark.parametrize("rate", [0.02, 0.05, 0.12])
def test_half_of_the_gap_is_closed_in_the_half_life(rate):
    half_life = np.log(2.0) / rate

    def after(control, outcome, gain, dense, half_lives=1):
        territory = section("territory", inertia_per_week=rate, state_gain=gain, hold_weeks=6.0)
        return state_control(
            control, territory, outcome=outcome, weeks_dense=dense, weeks=half_lives * half_life
        )

    assert after(0.2, 0.8, 1.0, 6.0) == pytest.approx(0.5)
    assert after(0.8, 0.2, 1.0, 0.0) == pytest.approx(0.5)
    assert after(0.2, 0.8, 0.5, 0.0, half_lives=2) == pytest.approx(0.5)


@given(first=st.floats(0.01, 0.99), rate=st.floats(0.01, 0.2), contenders=st.integers(2, 6))
def test_equal_gangs_end_with_equal_parts_of_what_gangs_hold(first, rate, contenders):
    held = 0.8
    control = np.full(contenders, (1 - first) / (contenders - 1))
    control[0] = first
    half_life = np.log(2.0) / rate
    after = gang_control(
        held * control, section("territory", inertia_per_week=rate), held_before=held,
        held_after=held, strength=50.0, gangs_strength=50.0 * contenders, weeks=half_life,
    )  # fmt: skip
    assert after == pytest.approx(held * (control + 1 / contenders) / 2)
