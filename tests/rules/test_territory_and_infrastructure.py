"""Territory and infrastructure. The contest and its half-life are in known_mathematics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import infrastructure, territory
from msssim.rules.infrastructure import AIRPORT, PORT
from sections import section

share = st.floats(0, 1)


def test_unheld_gains_of_the_state_are_slower_than_its_losses():
    terms = section("territory", inertia_per_week=0.05, state_gain=0.5, hold_weeks=6.0)

    def change(outcome, dense):
        after = territory.state_control(0.5, terms, outcome=outcome, weeks_dense=dense, weeks=1.0)
        return after - 0.5

    gain, loss, held = change(0.7, 5.9), -change(0.3, 5.9), change(0.7, 6.0)
    assert 0 < gain < loss == pytest.approx(held)
    assert gain == pytest.approx(0.2 * (1 - np.exp(-0.05 * 0.5)))
    assert loss == pytest.approx(0.2 * (1 - np.exp(-0.05)))


def _gang_control(control, before, strength, everybody, after):
    return territory.gang_control(
        control, section("territory", inertia_per_week=0.05), held_before=before, held_after=after,
        strength=strength, gangs_strength=everybody, weeks=1.0,
    )  # fmt: skip


@given(
    controls=st.lists(share, min_size=1, max_size=6).filter(lambda found: sum(found) > 1e-6),
    strengths=st.lists(st.floats(0, 1e5), min_size=6, max_size=6),
    after=share,
)
def test_what_gangs_hold_adds_up_to_what_the_state_leaves(controls, strengths, after):
    control = np.array(controls) / sum(controls) * 0.7
    strength = np.array(strengths[: len(controls)])
    new = _gang_control(control, control.sum(), strength, strength.sum(), after)
    assert new.sum() == pytest.approx(after, abs=1e-9)
    assert np.all(new >= 0)


def test_effort_by_hand():
    terms = section("territory", spill=0.2)
    assert territory.gang_effort(100, terms, neighbouring=50, activity=1.0) == pytest.approx(110)
    assert territory.gang_effort(100, terms, neighbouring=50, activity=0.4) == pytest.approx(44)
    assert territory.state_effort(100, terms, neighbouring=50) == pytest.approx(110)


def _at_start(fighters, in_zone):
    return territory.gang_control_at_start(0.8, fighters=fighters, in_zone=in_zone, footholds=2)


def test_control_at_the_start_goes_by_members_or_evenly():
    assert _at_start(30, 40) == pytest.approx(0.6)
    assert _at_start(0, 0) == pytest.approx(0.4)


def test_a_gang_has_its_part_of_what_gangs_hold():
    assert territory.part_of_gangs(0.2, 0.6) == pytest.approx(0.5)
    assert territory.part_of_gangs(0.0, 1.0) == 0


def test_hold_is_lost_in_the_week_it_fails():
    assert territory.weeks_lasting(5.0, True, 1.0) == 6.0
    assert territory.weeks_lasting(5.0, False, 1.0) == 0.0
    terms = section("territory", held_weeks=8.0)
    assert territory.held_inhabitants(900, terms, weeks_held=8.0) == 900
    assert territory.held_inhabitants(900, terms, weeks_held=7.9) == 0


def test_a_node_needs_its_zone_and_one_way_to_it_and_no_attack():
    def works(control=0.5, neighbour=0.5, attacked=0.0, threshold=0.3):
        terms = section("territory", node_open_control=threshold, attacked_max=0.3)
        return bool(
            infrastructure.node_open(
                PORT, terms, control=control, best_neighbour=neighbour, attacked=attacked
            )
        )

    assert works()
    assert works(control=0.3, neighbour=0.3, attacked=0.3)
    assert not works(control=0.2)
    assert not works(neighbour=0.2)
    assert not works(attacked=0.4)
    assert works(control=0.0, neighbour=0.0, threshold=0.0)


def test_the_airport_is_not_shut_by_an_attack_but_by_a_closure():
    terms = section("territory", airport_open_control=0.2, attacked_max=0.3)

    def held(control):
        return bool(
            infrastructure.node_open(
                AIRPORT, terms, control=control, best_neighbour=0.5, attacked=1.0
            )
        )

    assert held(0.2)
    assert not held(0.1)


def _road(start, end, attacked, threshold=0.3, most=0.25):
    terms = section("territory", node_open_control=threshold, attacked_max=most)
    return bool(infrastructure.road_open(start, end, terms, attacked=attacked))


def test_a_road_needs_control_at_both_ends_and_no_attack_on_either():
    def is_open(a=0.5, b=0.5, attacked=0.0):
        return _road(a, b, attacked)

    assert is_open(a=0.3, b=0.3, attacked=0.25)
    assert not is_open(a=0.2)
    assert not is_open(b=0.2)
    assert not is_open(attacked=0.26)


@given(a=share, b=share, more=share, threshold=share, attacked=share, least=share)
def test_a_road_is_open_both_ways_and_never_shut_by_more_control(
    a, b, more, threshold, attacked, least
):
    def is_open(start, end, under_attack=attacked):
        return _road(start, end, under_attack, threshold, least)

    assert is_open(a, b) == is_open(b, a)
    assert is_open(max(a, more), b) >= is_open(a, b)
    assert is_open(a, b, attacked * more) >= is_open(a, b)
    assert not is_open(a, b, least + 0.1)


def test_a_single_gang_member_holds_what_gangs_hold():
    assert _at_start(1, 1) == pytest.approx(0.8)


def _resting(held, state, gangs, margin=0.01):
    terms = section("territory", contest_margin=margin)
    return territory.resting_weight(held, terms, state_strength=state, gang_strength=gangs)


def _state_share(weight, state, gangs, present=0.0):
    return territory.state_share(weight, state_strength=state, gang_strength=gangs, present=present)


@given(held=st.floats(0.01, 0.99), gangs=st.floats(1, 1e5), state=st.floats(1, 1e5))
def test_at_its_resting_weight_the_state_gets_what_it_holds(held, gangs, state):
    assert _state_share(_resting(held, state, gangs), state, gangs) == pytest.approx(held)
    assert _resting(0.5, 1.0, 1.0) == 1.0


def test_nobody_is_beyond_contest():
    assert _resting(1.0, 50.0, 50.0, 0.02) == pytest.approx(0.98 / 0.02)
    assert _resting(0.0, 50.0, 50.0, 0.02) == pytest.approx(0.02 / 0.98)


def test_where_nobody_contends_the_state_keeps_what_it_has():
    assert _state_share(2.0, 0.0, 0.0, 0.3) == 0.3


def test_gangs_that_come_where_none_was_share_by_strength():
    quarter = _gang_control(0.0, 0.0, 0.2, 0.8, 0.4)
    assert quarter == pytest.approx(0.4 * 0.25 * (1 - np.exp(-0.05)))
    assert _gang_control(0.0, 0.0, 0.0, 0.0, 0.4) == 0
