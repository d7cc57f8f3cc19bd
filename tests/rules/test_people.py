"""People: what violence, displacement, self-defence and access follow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import people

share = st.floats(0, 1)


def test_violence_stands_at_its_rate_in_the_postures_of_the_start():
    assert people.activity(0.8, 0.8, 100) == pytest.approx(1.0)
    assert people.activity(0.5, 0.8, 100) < 1.0 < people.activity(1.0, 0.8, 100)


def test_where_no_gang_has_a_member_there_is_no_violence_of_gangs():
    assert people.activity(0.5, 0.8, 0) == 0.0
    assert people.activity(0.8, 0.8, 1) == pytest.approx(1.0)


def test_nobody_is_harmed_where_gangs_hold_nothing():
    assert people.expected_violence(100_000, 2.4, 0.0, 1.0, 1.0) == 0.0
    assert people.expected_vigilantism(100_000, 0.6, 0.0, 1.0, 1.0) == 0.0
    assert people.expected_violence(200_000, 2.4, 0.5, 1.5, 1.0) == pytest.approx(3.6)


def test_only_killing_between_gangs_answers_to_a_truce():
    assert people.truce_factor(0.6, 0.6, 0.42, 0.25) == pytest.approx(1.0)
    assert people.truce_factor(1.0, 0.6, 0.42, 0.0) == 1.0
    full = (1 - 0.42) / (1 - 0.42 * 0.6)
    assert people.truce_factor(1.0, 0.6, 0.42, 1.0) == pytest.approx(full)


def test_presence_above_the_starts_protects_and_below_it_exposes():
    assert people.protection(3.0, 3.0, 0.7, 8.0) == 1.0
    assert people.protection(8.0, 0.0, 0.7, 8.0) == pytest.approx(np.exp(-0.35))
    assert people.protection(6.0, 3.0, 0.7, 8.0) < 1.0 < people.protection(1.0, 3.0, 0.7, 8.0)


@given(programme=share, effect=share)
def test_violence_reduction_calms_by_its_effect_at_the_most(programme, effect):
    assert 1 - effect <= people.calmed(programme, effect) + 1e-12 <= 1 + 1e-12


@given(fear=st.floats(0, 1e3), more=st.floats(0, 1e3), half=st.floats(0.1, 100))
def test_mobilisation_is_a_share_that_rises_with_fear(fear, more, half):
    mobilised = people.mobilisation(fear, half)
    assert 0 <= mobilised <= people.mobilisation(fear + more, half) <= 1
    assert people.mobilisation(half, half) == 0.5


def test_self_defence_kills_most_where_control_is_contested():
    def killings(control, mobilised=1.0):
        return people.expected_vigilantism(200_000, 0.5, control, mobilised, 1.0)

    assert killings(0.5) == pytest.approx(1.0)
    assert killings(0.5, 2.0) == pytest.approx(2.0)
    assert killings(0.2) == pytest.approx(killings(0.8)) == pytest.approx(0.64)


def test_the_rate_of_an_empty_zone_is_that_of_one_resident():
    assert people.per_100k(5, 200_000) == 2.5
    assert people.per_100k(5, 0) == 500_000


def test_displacing_attacks_follow_their_weight():
    assert people.expected_displacement_events(2.0, 0.1, 1.5, 1 / 7) == pytest.approx(0.3 / 7)


@given(events=st.integers(0, 5), uniform=st.floats(0.001, 0.999), residents=st.integers(0, 10**6))
def test_no_more_flee_than_live_there(events, uniform, residents):
    fleeing = people.displaced_by(events, uniform, 4_000.0, 1.1, residents, residents)
    assert 0 <= fleeing <= residents
    assert fleeing == 0 or events > 0


def test_the_size_of_a_displacement_has_its_median_and_a_heavy_tail():
    uniforms = (np.arange(10_001) + 0.5) / 10_001
    fleeing = people.displaced_by(1, uniforms, 4_000.0, 1.1, 10**9, 10**9)
    assert np.median(fleeing) == 4_000
    assert np.all(np.diff(fleeing) >= 0)
    assert people.displaced_by(1, 0.5, 3.7, 1.1, 100, 100) == 4
    assert people.displaced_by(1, 0.5, 1.0, 1.1, 1, 1) == 1, "the only inhabitant"
    assert people.displaced_by(1, 0.5, 400.0, 1.1, 500, 1_000) == 200, "half have gone already"
    assert fleeing.mean() == pytest.approx(4_000 * np.exp(1.1**2 / 2), rel=0.01)


def test_people_return_to_held_zones_only():
    assert people.may_return(np.array([True, False]), 0.03).tolist() == [0.03, 0.0]


def _access(control=0.0, clashes=0.0, aid=1.0, negotiation=0.0, roads=0.0, fuel=True):
    return people.access(
        0.0, 1.5, control, 0.1, clashes, 0.4, aid, 0.5, negotiation, 0.8, roads, 0.5, fuel
    )


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
