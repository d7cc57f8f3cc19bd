"""Openness, coordination, memory, and the stability of the transition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import openness, shocks

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
    assert aim(chains=-20) == 1


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


@given(level=share, aim=share, participation=share, more=share, fell=st.booleans())
def test_stability_is_a_share_that_an_offensive_and_a_fall_lower(
    level, aim, participation, more, fell
):
    def after(participation, fell):
        return shocks.stability_after(level, aim, participation, 0.2, fell, 0.15, 1 / 26, 1.0)

    assert 0 <= after(participation, fell) <= after(participation, False) <= 1
    assert after(max(participation, more), fell) <= after(participation, fell)


def test_an_offensive_lowers_what_stability_tends_to_but_not_below_nothing():
    def in_the_end(aim, participation):
        return shocks.stability_after(0.5, aim, participation, 0.4, False, 0.15, 1 / 26, 1e6)

    assert in_the_end(0.6, 0.5) == pytest.approx(0.4)
    assert in_the_end(0.3, 1.0) == pytest.approx(0.0)
    assert shocks.stability_after(0.1, 0.1, 0.0, 0.4, True, 0.15, 1 / 26, 1.0) == 0


def test_political_support_lifts_what_stability_tends_to():
    assert shocks.supported(0.4, 0.5, 0.2) == pytest.approx(0.5)
    assert shocks.supported(0.9, 0.5, 1.0) == 1
    assert shocks.supported(0.1, 0.5, -1.0) == 0


def test_nobody_can_consent_in_a_crisis_or_without_any_stability():
    assert shocks.consent(False, 0.4, 0.15)
    assert not shocks.consent(True, 0.4, 0.15)
    assert not shocks.consent(False, 0.1, 0.15)
    assert shocks.consent(False, 0.15, 0.15)


def _offensive(event=False, cohesion=0.6, exposure=0.0, hardening=0.0):
    return shocks.offensive_rate(
        0.012, event, 0.8, cohesion, 0.6, 2.0, exposure, 1.0, hardening, 1.5
    )


def test_an_offensive_stands_at_its_rate_without_events_at_starting_cohesion_and_exposure():
    assert _offensive() == pytest.approx(0.012)
    assert _offensive(event=True) == pytest.approx(0.012 * np.exp(0.8))
    assert _offensive(cohesion=0.9) == pytest.approx(0.012 * np.exp(0.6))
    assert _offensive(exposure=0.2) == pytest.approx(0.012 * np.exp(0.2))
    assert _offensive(hardening=0.4) == pytest.approx(0.012 * np.exp(-0.6))


@given(rate=st.floats(0, 1), participation=share, factor=st.floats(1, 20))
def test_an_offensive_raises_hazards_by_who_takes_part(rate, participation, factor):
    raised = shocks.raised_rate(rate, participation, factor)
    assert rate <= raised <= factor * rate + 1e-12
    assert shocks.raised_rate(rate, 0.0, factor) == rate


@given(clarity=share, more=share, floor=share, leakiness=share)
def test_exposure_is_a_share_that_rises_with_clarity_as_far_as_the_mission_leaks(
    clarity, more, floor, leakiness
):
    exposed = openness.exposure(clarity, floor, leakiness)
    assert floor <= exposed <= 1
    assert openness.exposure(max(clarity, more), floor, leakiness) >= exposed
    assert openness.exposure(clarity, floor, 0.0) == floor


@given(coordination=share, floor=share)
def test_coordination_lets_through_its_floor_at_least(coordination, floor):
    assert floor - 1e-12 <= openness.effectiveness(coordination, floor) <= 1 + 1e-12
    assert openness.effectiveness(1.0, floor) == pytest.approx(1.0)


def test_a_un_body_raises_an_aim_to_one_at_the_most():
    assert openness.raised(0.5, True, 0.2) == pytest.approx(0.7)
    assert openness.raised(0.9, True, 0.2) == 1
    assert openness.raised(0.5, False, 0.2) == 0.5


def test_abuse_is_expected_by_the_thousand_person_years_less_under_oversight():
    assert openness.expected_abuse(4.0, 500, 0.0, 0.6, 365.25 / 7) == pytest.approx(2.0)
    assert openness.expected_abuse(4.0, 500, 0.5, 0.6, 365.25 / 7) == pytest.approx(1.4)
