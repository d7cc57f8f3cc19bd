"""Territory and infrastructure. The contest and its half-life are in known_mathematics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import infrastructure, territory

share = st.floats(0, 1)


def test_unheld_gains_of_the_state_are_slower_than_its_losses():
    gain = territory.state_control(0.5, 0.7, 0.05, 0.5, False, 1.0) - 0.5
    loss = 0.5 - territory.state_control(0.5, 0.3, 0.05, 0.5, False, 1.0)
    held = territory.state_control(0.5, 0.7, 0.05, 0.5, True, 1.0) - 0.5
    assert 0 < gain < loss == pytest.approx(held)
    assert gain == pytest.approx(0.2 * (1 - np.exp(-0.05 * 0.5)))
    assert loss == pytest.approx(0.2 * (1 - np.exp(-0.05)))


@given(
    controls=st.lists(share, min_size=1, max_size=6).filter(lambda found: sum(found) > 1e-6),
    strengths=st.lists(st.floats(0, 1e5), min_size=6, max_size=6),
    after=share,
)
def test_what_gangs_hold_adds_up_to_what_the_state_leaves(controls, strengths, after):
    control = np.array(controls) / sum(controls) * 0.7
    strength = np.array(strengths[: len(controls)])
    new = territory.gang_control(control, control.sum(), strength, strength.sum(), after, 0.05, 1.0)
    assert new.sum() == pytest.approx(after, abs=1e-9)
    assert np.all(new >= 0)


def test_effort_by_hand():
    assert territory.gang_effort(100, 50, 0.2, 1.0, 0.4) == pytest.approx(110)
    assert territory.gang_effort(100, 50, 0.2, 0.0, 0.4) == pytest.approx(44)
    assert territory.state_effort(100, 50, 0.2) == pytest.approx(110)


def test_control_at_the_start_goes_by_members_or_evenly():
    assert territory.gang_control_at_start(0.8, 30, 40, 2) == pytest.approx(0.6)
    assert territory.gang_control_at_start(0.8, 0, 0, 2) == pytest.approx(0.4)


def test_hold_is_lost_in_the_week_it_fails():
    assert territory.weeks_lasting(5.0, True, 1.0) == 6.0
    assert territory.weeks_lasting(5.0, False, 1.0) == 0.0
    assert territory.held_inhabitants(900, 8.0, 8.0) == 900
    assert territory.held_inhabitants(900, 7.9, 8.0) == 0


def test_a_node_needs_its_zone_and_one_way_to_it_and_no_attack():
    def works(control=0.5, neighbour=0.5, attacked=0.0, threshold=0.3):
        return bool(infrastructure.node_open(control, neighbour, threshold, attacked, 0.3))

    assert works()
    assert works(control=0.3, neighbour=0.3, attacked=0.3)
    assert not works(control=0.2)
    assert not works(neighbour=0.2)
    assert not works(attacked=0.4)
    assert works(control=0.0, neighbour=0.0, threshold=0.0)


def test_a_road_needs_control_at_both_ends_and_no_attack_on_either():
    def is_open(a=0.5, b=0.5, attacked=0.0):
        return bool(infrastructure.road_open(a, b, 0.3, attacked, 0.25))

    assert is_open(a=0.3, b=0.3, attacked=0.25)
    assert not is_open(a=0.2)
    assert not is_open(b=0.2)
    assert not is_open(attacked=0.26)


@given(a=share, b=share, more=share, threshold=share, attacked=share, least=share)
def test_a_road_is_open_whichever_way_one_goes_and_never_shut_by_more_control(
    a, b, more, threshold, attacked, least
):
    def is_open(start, end, under_attack=attacked):
        return bool(infrastructure.road_open(start, end, threshold, under_attack, least))

    assert is_open(a, b) == is_open(b, a)
    assert is_open(max(a, more), b) >= is_open(a, b)
    assert is_open(a, b, attacked * more) >= is_open(a, b)
    assert not is_open(a, b, least + 0.1)


def test_a_single_gang_member_holds_what_gangs_hold():
    assert territory.gang_control_at_start(0.8, 1, 1, 2) == pytest.approx(0.8)


@given(held=st.floats(0.01, 0.99), gangs=st.floats(1, 1e5), state=st.floats(1, 1e5))
def test_at_its_resting_weight_the_state_gets_what_it_holds(held, gangs, state):
    weight = territory.resting_weight(held, state, gangs, 0.01)
    assert territory.state_share(weight, state, gangs, 0.0) == pytest.approx(held)
    assert territory.resting_weight(0.5, 1.0, 1.0, 0.01) == 1.0


def test_nobody_is_beyond_contest():
    assert territory.resting_weight(1.0, 50.0, 50.0, 0.02) == pytest.approx(0.98 / 0.02)
    assert territory.resting_weight(0.0, 50.0, 50.0, 0.02) == pytest.approx(0.02 / 0.98)


def test_where_nobody_contends_the_state_keeps_what_it_has():
    assert territory.state_share(2.0, 0.0, 0.0, 0.3) == 0.3


def test_gangs_that_come_where_none_was_share_by_strength_even_if_they_are_weak():
    def first(strength, everybody):
        return territory.gang_control(0.0, 0.0, strength, everybody, 0.4, 0.05, 1.0)

    assert first(0.2, 0.8) == pytest.approx(0.4 * 0.25 * (1 - np.exp(-0.05)))
    assert first(0.0, 0.0) == 0
