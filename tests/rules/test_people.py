"""People: what violence, displacement, self-defence and access follow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from msssim.rules import people
from sections import section

share = st.floats(0, 1)


def test_violence_stands_at_its_rate_in_the_postures_of_the_start():
    assert people.activity(0.8, 0.8, 100) == pytest.approx(1.0)
    assert people.activity(0.5, 0.8, 100) < 1.0 < people.activity(1.0, 0.8, 100)


def test_where_no_gang_has_a_member_there_is_no_violence_of_gangs():
    assert people.activity(0.5, 0.8, 0) == 0.0
    assert people.activity(0.8, 0.8, 1) == pytest.approx(1.0)


def _vigilantism(residents, control, fear=1.0, rate=0.6):
    terms = section("people", vigilante_per_100k_week=rate, fear_half=4.0, fear_reference=1.0)
    return people.expected_vigilantism(residents, terms, fear=fear, gang_control=control, weeks=1.0)


def test_nobody_is_harmed_where_gangs_hold_nothing():
    def violence(residents, control, factor=1.0):
        return people.expected_violence(
            residents, 2.4, gang_control=control, factor=factor, weeks=1.0
        )

    assert violence(100_000, 0.0) == 0.0
    assert _vigilantism(100_000, 0.0) == 0.0
    assert violence(200_000, 0.5, 1.5) == pytest.approx(3.6)


def test_only_killing_between_gangs_answers_to_a_truce():
    gangs = section("gangs", cohesion_reference=0.6)

    def factor(cohesion, intergang):
        terms = section("people", truce_reduction=0.42, intergang_share=intergang)
        return people.truce_factor(cohesion, terms, gangs)

    assert factor(0.6, 0.25) == pytest.approx(1.0)
    assert factor(1.0, 0.0) == 1.0
    assert factor(1.0, 1.0) == pytest.approx((1 - 0.42) / (1 - 0.42 * 0.6))


def test_presence_above_the_starts_protects_and_below_it_exposes():
    terms = section("people", protection_max=0.7, protection_half_density=8.0)

    def protection(density, at_start):
        return people.protection(density, terms, density_at_start=at_start)

    assert protection(3.0, 3.0) == 1.0
    assert protection(8.0, 0.0) == pytest.approx(np.exp(-0.35))
    assert protection(6.0, 3.0) < 1.0 < protection(1.0, 3.0)


@given(programme=share, effect=share)
def test_violence_reduction_calms_by_its_effect_at_the_most(programme, effect):
    assert 1 - effect <= people.calmed(programme, effect) + 1e-12 <= 1 + 1e-12


@given(fear=st.floats(0, 1e3), more=st.floats(0, 1e3), half=st.floats(0.1, 100))
def test_mobilisation_is_a_share_that_rises_with_fear(fear, more, half):
    mobilised = people.mobilisation(fear, half)
    assert 0 <= mobilised <= people.mobilisation(fear + more, half) <= 1
    assert people.mobilisation(half, half) == 0.5


def test_self_defence_kills_most_where_control_is_contested():
    def killings(control, fear=1.0):
        return _vigilantism(200_000, control, fear, rate=0.5)

    assert killings(0.5) == pytest.approx(1.0)
    assert killings(0.5, fear=4.0) == pytest.approx(2.5), "half mobilised, and a fifth at the start"
    assert killings(0.2) == pytest.approx(killings(0.8)) == pytest.approx(0.64)


def test_the_rate_of_an_empty_zone_is_that_of_one_resident():
    assert people.per_100k(5, 200_000) == 2.5
    assert people.per_100k(5, 0) == 500_000


def test_displacing_attacks_follow_their_weight():
    terms = section("people", displacement_events_per_week=2.0)
    expected = people.expected_displacement_events(0.1, terms, factor=1.5, weeks=1 / 7)
    assert expected == pytest.approx(0.3 / 7)


def _displaced(events, uniform, residents, population=None, median=4_000.0):
    terms = section("people", displacement_median=median, displacement_log_sd=1.1)
    return people.displaced_by(
        events, terms, uniform=uniform, residents=residents,
        population=residents if population is None else population,
    )  # fmt: skip


@given(events=st.integers(0, 5), uniform=st.floats(0.001, 0.999), residents=st.integers(0, 10**6))
def test_no_more_flee_than_live_there(events, uniform, residents):
    fleeing = _displaced(events, uniform, residents)
    assert 0 <= fleeing <= residents
    assert fleeing == 0 or events > 0


def test_the_size_of_a_displacement_has_its_median_and_a_heavy_tail():
    uniforms = (np.arange(10_001) + 0.5) / 10_001
    fleeing = _displaced(1, uniforms, 10**9)
    assert np.median(fleeing) == 4_000
    assert np.all(np.diff(fleeing) >= 0)
    assert _displaced(1, 0.5, 100, median=3.7) == 4
    assert _displaced(1, 0.5, 1, median=1.0) == 1, "the only inhabitant"
    assert _displaced(1, 0.5, 500, 1_000, median=400.0) == 200, "half have gone already"
    assert fleeing.mean() == pytest.approx(4_000 * np.exp(1.1**2 / 2), rel=0.01)


def test_people_return_to_held_zones_only():
    assert people.may_return(np.array([True, False]), 0.03).tolist() == [0.03, 0.0]


def _access(control=0.0, clashes=0.0, aid=1.0, negotiation=0.0, roads=0.0, fuel=True):
    terms = section(
        "people", access_base=0.0, access_state_control=1.5, access_clashes=0.1,
        access_negotiation=0.5, access_roads=0.8, access_fuel=0.5,
    )  # fmt: skip
    return people.access(
        terms, section("interventions", aid_access=0.4), state_control=control,
        clashes_per_week=clashes, aid_ratio=aid, negotiation=negotiation, roads_open=roads,
        fuel_open=fuel,
    )  # fmt: skip


def test_each_way_of_access_enters_with_its_own_weight():
    logit = special.logit(_access(0.5, 2.0, 1.5, 0.4, 0.3, fuel=False))
    assert logit == pytest.approx(1.5 * 0.5 - 0.2 + 0.4 * 0.5 + 0.5 * 0.4 + 0.8 * 0.3 - 0.5)


def test_access_follows_control_clashes_aid_talks_roads_and_fuel():
    assert _access() == pytest.approx(0.5)
    assert np.log(_access(control=0.6) / (1 - _access(control=0.6))) == pytest.approx(0.9)
    assert _access(clashes=9.0) < 0.5 < min(_access(control=1.0), _access(negotiation=1.0))
    assert _access(fuel=False) < 0.5 < min(_access(aid=2.0), _access(roads=1.0))
    assert _access(aid=0.5) < 0.5


@given(
    control=share, clashes=st.floats(0, 100), aid=st.floats(0, 10), negotiation=share, roads=share,
    fuel=st.booleans(),
)  # fmt: skip
def test_access_is_a_share(control, clashes, aid, negotiation, roads, fuel):
    assert 0 <= _access(control, clashes, aid, negotiation, roads, fuel) <= 1
