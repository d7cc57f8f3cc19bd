"""People, police and tools: what violence, displacement, morale and delivery follow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import people, police, tools

share = st.floats(0, 1)


def test_violence_stands_at_its_rate_at_the_starts_confrontation():
    assert people.activity(0.75, 0.5, 0.75, 100) == pytest.approx(1.0)
    assert people.activity(0.0, 0.5, 0.75, 100) < 1.0 < people.activity(1.0, 0.5, 0.75, 100)


def test_where_no_gang_has_a_member_there_is_no_violence_of_gangs():
    assert people.activity(0.0, 0.5, 0.75, 0) == 0.0


def test_nobody_is_harmed_where_gangs_hold_nothing():
    assert people.expected_violence(100_000, 2.4, 0.0, 1.0, 1.0) == 0.0
    assert people.expected_vigilantism(100_000, 0.6, 0.0, 1.0, 1.0) == 0.0
    assert people.expected_violence(100_000, 2.4, 1.0, 1.0, 1.0) == pytest.approx(2.4)


def test_only_killing_between_gangs_answers_to_a_truce():
    assert people.truce_factor(0.6, 0.6, 0.42, 0.25) == pytest.approx(1.0)
    assert people.truce_factor(1.0, 0.6, 0.42, 0.0) == 1.0
    full = (1 - 0.42) / (1 - 0.42 * 0.6)
    assert people.truce_factor(1.0, 0.6, 0.42, 1.0) == pytest.approx(full)


def test_presence_above_the_starts_protects_and_below_it_exposes():
    assert people.protection(3.0, 3.0, 0.7, 8.0) == 1.0
    assert people.protection(6.0, 3.0, 0.7, 8.0) < 1.0 < people.protection(1.0, 3.0, 0.7, 8.0)


@given(events=st.integers(0, 5), uniform=st.floats(0.001, 0.999), residents=st.integers(0, 10**6))
def test_no_more_flee_than_live_there(events, uniform, residents):
    fleeing = people.displaced_by(events, uniform, 4_000.0, 1.1, residents)
    assert 0 <= fleeing <= residents
    assert fleeing == 0 or events > 0


def test_people_return_to_held_zones_only():
    assert people.may_return(np.array([True, False]), 0.03).tolist() == [0.03, 0.0]


@given(trust=share, sustained=share, killed=st.integers(0, 500), cases=st.floats(0, 50))
def test_trust_stays_a_share_and_falls_with_harm(trust, sustained, killed, cases):
    def after(dead, detected):
        return people.trust_after(
            trust, sustained, 0.05, 0.004, 0.0, 0.02, dead, 100_000, 0.01, detected, 1.0
        )

    assert 0 <= after(killed, cases) <= after(0, 0.0) <= 1


def test_access_rises_with_control_and_falls_with_clashes():
    def access(control, clashes):
        return people.access(0.0, 1.5, control, 0.1, clashes, 0.4, 1.0)

    assert access(0.0, 0.0) == pytest.approx(0.5)
    assert access(0.0, 9.0) < access(0.0, 0.0) < access(1.0, 0.0)


def test_officers_leave_faster_after_losses_and_in_low_morale():
    base = police.attrition_rate(0.002, 0, 0.05, 0.5, 0.5, 1.0)
    assert base == pytest.approx(0.002)
    assert police.attrition_rate(0.002, 5, 0.05, 0.5, 0.5, 1.0) > base
    assert police.attrition_rate(0.002, 0, 0.05, 0.2, 0.5, 1.0) > base


def test_a_class_leaves_the_academy_once_an_interval():
    ends = np.arange(1, 105)
    assert police.classes_finished(ends, 1.0, 52.0).nonzero()[0].tolist() == [51, 103]


@given(level=share, aim=share, start=share, delivery=share)
def test_what_is_delivered_lies_between_where_it_was_and_what_was_decided(
    level, aim, start, delivery
):
    bounds = (level, aim, start)
    after = tools.delivered(level, start, aim, delivery, 13.0, 1.0)
    assert min(bounds) - 1e-12 <= after <= max(bounds) + 1e-12
