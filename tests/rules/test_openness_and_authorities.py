"""Openness, coordination, and the stability of the transition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import openness, shocks
from msssim.rules.hazard import per_week
from sections import section

share = st.floats(0, 1)


def _clarity(statements, *done):
    names = ("leadership_named", "conops_published", "budget_published", "oversight_published")
    effects = {
        "leadership_clarity": 0.3,
        "conops_clarity": 0.25,
        "budget_clarity": 0.2,
        "oversight_clarity": 0.2,
    }
    steps = dict(zip(names, done, strict=True))
    terms = section("governance", transparency=statements, **steps, **effects)
    return float(openness.clarity_aim(True, terms))


def test_what_is_published_clears_up_its_part():
    assert _clarity(0.2, 0, 0, 0, 0) == pytest.approx(0.2)
    assert _clarity(0.2, 1, 0, 0, 0) == pytest.approx(1 - 0.8 * 0.7)
    assert _clarity(0.2, 1, 1, 1, 1) == pytest.approx(1 - 0.8 * 0.7 * 0.75 * 0.8 * 0.8)


def test_what_is_not_filed_cannot_be_published():
    terms = section("governance", conops_published=1.0)
    assert openness.clarity_aim(False, terms) < openness.clarity_aim(True, terms)
    unpublished = section("governance", conops_published=0.0)
    assert openness.clarity_aim(False, terms) == openness.clarity_aim(True, unpublished)


@given(statements=share, done=st.tuples(share, share, share, share), more=share)
def test_publishing_more_never_makes_less_clear(statements, done, more):
    aim = _clarity(statements, *done)
    assert 0 <= aim <= 1
    assert _clarity(statements, max(done[0], more), *done[1:]) >= aim - 1e-12


def test_liaison_and_one_headquarters_help_and_chains_of_command_cost():
    def aim(liaison=0.0, headquarters=0.0, chains=3):
        terms = section(
            "governance", coordination=0.3, liaison=liaison, liaison_coordination=0.15,
            joint_headquarters=headquarters, headquarters_coordination=0.2,
            chains_of_command=chains, reference_chains=3, coordination_per_chain=0.05,
        )  # fmt: skip
        return openness.coordination_aim(terms)

    assert aim() == pytest.approx(0.3)
    assert aim(liaison=1.0, headquarters=1.0, chains=1) == pytest.approx(0.75)
    assert aim(chains=20) == 0
    assert aim(chains=-20) == 1


def test_leaks_and_the_fall_of_a_government_cost_coordination():
    terms = section("governance", mistrust_per_leak=0.002, turnover_coordination=0.1)

    def after(coordination, leaks, fell):
        return openness.coordination_after(coordination, terms, leaks=leaks, fell=fell)

    assert after(0.3, 10.0, False) == pytest.approx(0.28)
    assert after(0.3, 0.0, True) == pytest.approx(0.2)
    assert after(0.05, 0.0, True) == 0


def test_a_case_comes_to_light_more_often_under_oversight():
    terms = section("governance", detection_base=0.2, detection_oversight=0.6)
    assert openness.detection(0.0, terms) == pytest.approx(0.2)
    assert openness.detection(1.0, terms) == pytest.approx(0.8)
    assert openness.detection(1.0, section("governance", detection_base=0.6)) == 1


def test_a_shaken_transition_falls_more_easily():
    terms = section(
        "authorities", crisis_per_month=0.01, crisis_offensive_factor=4.0,
        stability_at_start=0.4, stability_effect=3.0,
    )  # fmt: skip
    stated = per_week(0.01)
    assert shocks.fall_rate(0.4, terms, participation=0.0) == pytest.approx(stated)
    assert shocks.fall_rate(0.4, terms, participation=0.5) == pytest.approx(2.5 * stated)
    fallen = shocks.fall_rate(0.1, terms, participation=0.0)
    assert fallen == pytest.approx(stated * np.exp(0.9))


def _stability(
    level=0.5, aim=0.4, participation=0.0, fell=False, *, offensive=0.4, support=0.0, weeks=1.0
):
    authorities = section(
        "authorities", stability_aim=aim, stability_offensive=offensive, stability_fall=0.15,
        stability_weeks=26.0,
    )  # fmt: skip
    interventions = section("interventions", political_stability=0.5, political_at_start=0.1)
    return shocks.stability_after(
        level, authorities, interventions,
        political=0.1 + support, participation=participation, fell=fell, weeks=weeks,
    )  # fmt: skip


@given(level=share, aim=share, participation=share, more=share, fell=st.booleans())
def test_stability_is_a_share_that_an_offensive_and_a_fall_lower(
    level, aim, participation, more, fell
):
    def after(participation, fell):
        return _stability(level, aim, participation, fell, offensive=0.2)

    assert 0 <= after(participation, fell) <= after(participation, False) <= 1
    assert after(max(participation, more), fell) <= after(participation, fell)


def test_an_offensive_lowers_what_stability_tends_to_but_not_below_nothing():
    assert _stability(aim=0.6, participation=0.5, weeks=1e6) == pytest.approx(0.4)
    assert _stability(aim=0.3, participation=1.0, weeks=1e6) == pytest.approx(0.0)
    assert _stability(0.1, 0.1, fell=True) == 0


def test_political_support_lifts_what_stability_tends_to():
    assert _stability(aim=0.4, support=0.2, weeks=1e6) == pytest.approx(0.5)
    assert _stability(aim=0.9, support=1.0, weeks=1e6) == pytest.approx(1)
    assert _stability(aim=0.1, support=-1.0, weeks=1e6) == pytest.approx(0)


def test_stability_approaches_its_aim_at_the_stated_pace():
    assert _stability(0.5, 0.3) == pytest.approx(0.3 + 0.2 * np.exp(-1 / 26))


def test_nobody_can_consent_in_a_crisis_or_without_any_stability():
    terms = section("authorities", consent_stability=0.15)
    assert shocks.consent(terms, crisis=False, stability=0.4)
    assert not shocks.consent(terms, crisis=True, stability=0.4)
    assert not shocks.consent(terms, crisis=False, stability=0.1)
    assert shocks.consent(terms, crisis=False, stability=0.15)


def _offensive(event=False, cohesion=0.6, exposure=0.0, hardening=0.0, members=1):
    gangs = section(
        "gangs", offensive_per_week=0.012, offensive_event_effect=0.8, cohesion_reference=0.6,
        offensive_cohesion_effect=2.0, offensive_exposure_effect=1.0,
        offensive_hardening_effect=1.5,
    )  # fmt: skip
    governance = section("governance", reference_clarity=0.2, exposure_floor=0.3, leakiness=0.5)
    return shocks.offensive_rate(
        gangs, section("police", hardening=hardening), governance,
        members=members, event=event, cohesion=cohesion, exposure=0.4 + exposure,
    )  # fmt: skip


def test_an_offensive_has_its_base_rate_at_the_start():
    assert _offensive() == pytest.approx(0.012)
    assert _offensive(event=True) == pytest.approx(0.012 * np.exp(0.8))
    assert _offensive(cohesion=0.9) == pytest.approx(0.012 * np.exp(0.6))
    assert _offensive(exposure=0.2) == pytest.approx(0.012 * np.exp(0.2))
    assert _offensive(hardening=0.4) == pytest.approx(0.012 * np.exp(-0.6))
    assert _offensive(members=0) == 0.0


@given(rate=st.floats(0, 1), participation=share, factor=st.floats(1, 20))
def test_an_offensive_raises_hazards_by_who_takes_part(rate, participation, factor):
    raised = shocks.raised_rate(rate, participation, factor)
    assert rate <= raised <= factor * rate + 1e-12
    assert shocks.raised_rate(rate, 0.0, factor) == rate
    airport = section("logistics", airport_closure_per_week=rate, airport_offensive_factor=factor)
    assert shocks.closure_rate(participation, airport) == raised


@given(clarity=share, more=share, floor=share, leakiness=share)
def test_exposure_rises_with_clarity_as_far_as_the_mission_leaks(clarity, more, floor, leakiness):
    terms = section("governance", exposure_floor=floor, leakiness=leakiness)
    exposed = openness.exposure(clarity, terms)
    assert floor <= exposed <= 1
    assert openness.exposure(max(clarity, more), terms) >= exposed
    tight = section("governance", exposure_floor=floor, leakiness=0.0)
    assert openness.exposure(clarity, tight) == floor


@given(coordination=share, floor=share)
def test_coordination_lets_through_its_floor_at_least(coordination, floor):
    terms = section("governance", coordination_floor=floor)
    assert floor - 1e-12 <= openness.effectiveness(coordination, terms) <= 1 + 1e-12
    assert openness.effectiveness(1.0, terms) == pytest.approx(1.0)


def test_a_un_body_raises_an_aim_to_one_at_the_most():
    assert openness.raised(0.5, True, 0.2) == pytest.approx(0.7)
    assert openness.raised(0.9, True, 0.2) == 1
    assert openness.raised(0.5, False, 0.2) == 0.5


def test_expected_abuse_follows_person_years_and_oversight():
    terms = section("governance", abuse_per_1000_years=4.0, oversight_effect=0.6)

    def expected(oversight):
        return openness.expected_abuse(500, terms, oversight=oversight, weeks=365.25 / 7)

    assert expected(0.0) == pytest.approx(2.0)
    assert expected(0.5) == pytest.approx(1.4)
