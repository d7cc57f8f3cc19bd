"""Openness, coordination, memory, and the stability of the transition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import openness, police, shocks

share = st.floats(0, 1)


def _clarity(statements, *done):
    steps = [value for pair in zip(done, (0.3, 0.25, 0.2, 0.2), strict=True) for value in pair]
    return float(openness.clarity_aim(statements, *steps))


def test_what_is_published_clears_up_its_part():
    assert _clarity(0.2, 0, 0, 0, 0) == pytest.approx(0.2)
    assert _clarity(0.2, 1, 0, 0, 0) == pytest.approx(1 - 0.8 * 0.7)
    assert _clarity(0.2, 1, 1, 1, 1) == pytest.approx(1 - 0.8 * 0.7 * 0.75 * 0.8 * 0.8)


@given(statements=share, done=st.tuples(share, share, share, share), more=share)
def test_publishing_more_never_makes_less_clear(statements, done, more):
    aim = _clarity(statements, *done)
    assert 0 <= aim <= 1
    assert _clarity(statements, max(done[0], more), *done[1:]) >= aim - 1e-12


def test_liaison_and_one_headquarters_help_and_chains_of_command_cost():
    def aim(liaison=0.0, headquarters=0.0, chains=3):
        return openness.coordination_aim(0.3, liaison, 0.15, headquarters, 0.2, chains, 3, 0.05)

    assert aim() == pytest.approx(0.3)
    assert aim(liaison=1.0, headquarters=1.0, chains=1) == pytest.approx(0.75)
    assert aim(chains=20) == 0


def test_leaks_and_the_fall_of_a_government_cost_coordination():
    assert openness.coordination_after(0.3, 10.0, 0.002, False, 0.1) == pytest.approx(0.28)
    assert openness.coordination_after(0.3, 0.0, 0.002, True, 0.1) == pytest.approx(0.2)
    assert openness.coordination_after(0.05, 0.0, 0.002, True, 0.1) == 0


def test_memory_fades_whatever_the_step():
    week = openness.remembered(10.0, 0, 26.0, 1.0)
    days = 10.0
    for _ in range(7):
        days = openness.remembered(days, 0, 26.0, 1 / 7)
    assert days == pytest.approx(week)
    assert openness.remembered(0.0, 3, 26.0, 1.0) == 3


def test_a_case_comes_to_light_more_often_under_oversight():
    assert openness.detection(0.2, 0.6, 0.0) == pytest.approx(0.2)
    assert openness.detection(0.2, 0.6, 1.0) == pytest.approx(0.8)
    assert openness.detection(0.6, 0.6, 1.0) == 1


def test_a_shaken_transition_falls_more_easily():
    assert shocks.fall_rate(0.01, 0.4, 0.4, 3.0) == pytest.approx(0.01)
    assert shocks.fall_rate(0.01, 0.1, 0.4, 3.0) > 0.02


@given(level=share, aim=share, offensive=st.booleans(), fell=st.booleans())
def test_stability_is_a_share_and_a_fall_lowers_it(level, aim, offensive, fell):
    after = shocks.stability_after(level, aim, offensive, 0.2, fell, 0.15, 1 / 26, 1.0)
    without = shocks.stability_after(level, aim, offensive, 0.2, False, 0.15, 1 / 26, 1.0)
    assert 0 <= after <= without <= 1


def test_nobody_can_consent_in_a_crisis_or_without_any_stability():
    assert shocks.consent(False, 0.4, 0.15)
    assert not shocks.consent(True, 0.4, 0.15)
    assert not shocks.consent(False, 0.1, 0.15)


def test_a_crisis_lessens_pay_and_classes():
    assert police.lessened(0.8, False, 0.3) == pytest.approx(0.8)
    assert police.lessened(0.8, True, 0.3) == pytest.approx(0.56)
