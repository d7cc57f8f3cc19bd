"""Trust, tips and intelligence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import trust
from sections import section

share = st.floats(0, 1)


def _sustained(
    start=0.35, density=0.0, relief=1.0, harm=0.0, by_gangs=0.0, monitoring=0.0, abuse=0.0
):
    people = section(
        "people", trust_at_start=start, trust_presence=0.1, trust_harm=0.03, trust_gang_harm=0.02
    )
    interventions = section(
        "interventions", aid_trust=0.05, monitoring_trust=0.1, monitoring_at_start=0.2
    )
    return trust.sustained_trust(
        people, interventions, mission_density=density, relief=relief, harm_by_state=harm,
        harm_by_gangs_change=by_gangs, monitoring=0.2 + monitoring, abuse=abuse,
    )  # fmt: skip


def test_trust_is_sustained_by_presence_relief_and_conduct():
    assert _sustained() == pytest.approx(0.35)
    assert _sustained(density=1.0) == pytest.approx(0.40)
    assert _sustained(relief=3.0) == pytest.approx(0.40)
    assert _sustained(relief=0.0) == pytest.approx(0.30)
    assert _sustained(harm=2.0) == pytest.approx(0.29)
    assert _sustained(by_gangs=2.0) == pytest.approx(0.39)
    assert _sustained(monitoring=0.5) == pytest.approx(0.40)
    assert _sustained(abuse=0.05) == pytest.approx(0.30)
    assert _sustained(start=0.9, relief=8.0) == 1
    assert _sustained(harm=100.0) == 0


@given(
    start=share, density=st.floats(0, 1e3), relief=st.floats(0, 10), harm=st.floats(0, 1e3),
    by_gangs=st.floats(-50, 50), monitoring=st.floats(-1, 1), abuse=st.floats(0, 5),
    worse=st.floats(0, 100),
)  # fmt: skip
def test_trust_stays_a_share_and_harm_and_abuse_never_raise_it(
    start, density, relief, harm, by_gangs, monitoring, abuse, worse
):
    level = _sustained(start, density, relief, harm, by_gangs, monitoring, abuse)
    harmed = _sustained(start, density, relief, harm + worse, by_gangs, monitoring, abuse)
    abused = _sustained(start, density, relief, harm, by_gangs, monitoring, abuse + worse)
    assert 0 <= max(harmed, abused) <= level <= 1


def test_relief_is_aid_times_access_against_the_start():
    assert trust.relief(1.5, 0.6, 0.5) == pytest.approx(1.8)
    assert trust.relief(1.0, 0.5, 0.5) == 1.0


@given(cases=st.floats(0, 1e3), more=st.floats(0.1, 100))
def test_each_further_case_of_abuse_costs_less_but_something(cases, more):
    first = trust.abuse_effect(more, 0.05)
    further = trust.abuse_effect(cases + more, 0.05) - trust.abuse_effect(cases, 0.05)
    assert 0 < further <= first + 1e-12
    assert trust.abuse_effect(0.0, 0.05) == 0
    assert trust.abuse_effect(np.e - 1, 0.05) == pytest.approx(0.05)


def _tips(control=0.5, danger=0.8, cooperates=0.35, residents=100_000):
    people = section(
        "people", tips_per_100k_week=4.0, tips_danger=danger, trust_at_start=0.35, tips_trust=2.0
    )
    return trust.expected_tips(
        residents, people, gang_control=control, cooperation=cooperates, weeks=1.0
    )


def test_tips_by_hand():
    assert _tips() == pytest.approx(4 * 0.5 * 0.6)
    assert _tips(cooperates=0.85) == pytest.approx(4 * 0.5 * 0.6 * np.e)
    assert _tips(control=0.0) == 0
    assert _tips(residents=300_000) == pytest.approx(3 * _tips())


@given(control=share, danger=share, cooperates=share, more=share)
def test_tips_rise_with_trust_and_fall_with_danger(control, danger, cooperates, more):
    tips = _tips(control, danger, cooperates)
    assert tips >= 0
    assert _tips(control, danger, max(cooperates, more)) >= tips
    assert _tips(control, max(danger, more), cooperates) <= tips


def test_tips_are_most_where_gangs_are_but_not_everywhere():
    control = np.linspace(0, 1, 101)
    assert control[_tips(control).argmax()] == pytest.approx(1 / (2 * 0.8), abs=0.01)


@given(tips=st.floats(0, 1e4), more=st.floats(0, 100), half=st.floats(0.1, 100))
def test_tips_are_worth_a_share_with_decreasing_returns(tips, more, half):
    worth = trust.tip_saturation(tips, half)
    assert 0 <= worth <= trust.tip_saturation(tips + more, half) <= 1
    assert trust.tip_saturation(half, half) == 0.5


def _learnt(known, base, gain, worth, start, shared, weeks):
    contacts = section(
        "contacts", intelligence=base, intelligence_tips=gain,
        intelligence_adjustment_per_week=0.3,
    )  # fmt: skip
    return trust.intelligence_after(
        known, contacts, worth=worth, worth_at_start=start, shared=shared, weeks=weeks
    )


@given(
    known=share, base=share, gain=st.floats(0, 2), worth=share, start=share, shared=share,
    weeks=st.floats(0.1, 10),
)  # fmt: skip
def test_intelligence_is_a_share_that_tips_raise_as_far_as_they_are_shared(
    known, base, gain, worth, start, shared, weeks
):
    def after(worth, shared):
        return _learnt(known, base, gain, worth, start, shared, weeks)

    assert 0 <= after(worth, shared) <= 1
    assert after(1.0, shared) >= after(worth, shared)
    assert after(worth, 0.0) == pytest.approx(after(start, shared))


def test_intelligence_rests_at_its_base_with_the_tips_of_the_start():
    assert _learnt(0.3, 0.3, 0.5, 0.4, 0.4, 0.7, 1.0) == 0.3
    limit = _learnt(0.3, 0.3, 0.5, 0.8, 0.4, 0.7, 1e6)
    assert limit == pytest.approx(0.3 + 0.5 * 0.4 * 0.7)
    assert _learnt(0.9, 0.9, 2.0, 1.0, 0.0, 1.0, 1e6) == pytest.approx(1.0)
    assert _learnt(0.1, 0.1, 2.0, 0.0, 1.0, 1.0, 1e6) == pytest.approx(0.0)
