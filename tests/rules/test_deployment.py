"""Logistics, contingents and command."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import command, contingents, logistics
from msssim.rules.counts import poisson_count
from msssim.world.observables import CONSTRAINTS

MANY = 10_000


def _binding(wanted, **room):
    allowed = np.array([room.get(cause, MANY) for cause in CONSTRAINTS[1:]])
    return CONSTRAINTS[int(contingents.binding_constraint(wanted, allowed))]


@pytest.mark.parametrize("cause", CONSTRAINTS[1:])
def test_the_closed_gate_is_the_one_that_binds(cause):
    assert _binding(200, **{cause: 0}) == cause


def test_nothing_binds_when_every_gate_lets_the_tranche_through():
    assert _binding(200) == "none"
    assert _binding(0, cash=0, court=0) == "none"


def test_the_narrowest_gate_binds_and_persons_not_pledged_are_not_the_courts_doing():
    assert _binding(200, base=150, cash=100) == "cash"
    assert _binding(200, pledge=0, court=0) == "pledge"
    assert _binding(200, pledge=500, court=0) == "court"


@given(at_lapse=st.integers(0, 5_000), drawdown=st.floats(1, 52))
def test_a_drawdown_is_no_jump_and_ends_on_time(at_lapse, drawdown):
    left, weeks = at_lapse, 0
    while left:
        gone = int(contingents.drawdown(left, at_lapse, drawdown, 1.0))
        assert gone <= np.ceil(at_lapse / drawdown)
        assert gone > 0
        left, weeks = left - gone, weeks + 1
    assert weeks <= np.ceil(drawdown)


@given(ready=st.integers(0, 3_000), seats=st.integers(0, 3_000), clear=st.booleans())
def test_no_one_boards_without_legal_clearance_or_a_seat(ready, seats, clear):
    flying = contingents.boarding(ready, clear, seats)
    assert 0 <= flying <= min(ready, seats)
    assert clear or flying == 0


def test_short_mandates_losses_and_secrecy_deter_commitment_and_peers_encourage_it():
    def factor(openness=0.0, peers=0.0, lost=0, weeks_left=52.0):
        return contingents.commitment_factor(openness, 1.0, peers, 0.05, lost, 3.0, weeks_left)

    assert factor(weeks_left=4.0) < factor() < factor(peers=0.5)
    assert factor(lost=10) < factor() < factor(openness=0.5)


def test_the_base_is_an_erlang():
    # 20,000 bases of 5 stages, 10 weeks: mean k/r, variance k/r^2, in steps of a day; four standard
    # errors, wrong once in 16,000 tries.
    rng = np.random.default_rng(4)
    done, finished = np.zeros(20_000, dtype=np.int64), np.full(20_000, np.nan)
    for day in range(1, 400):
        mean = logistics.expected_stages(5, 10.0, np.ones(done.size, dtype=bool), 1 / 7)
        done = done + poisson_count(rng.random(done.size), mean)
        finished[(done >= 5) & np.isnan(finished)] = day / 7
    assert abs(finished.mean() - 10.0) < 4 * finished.std() / np.sqrt(done.size) + 1 / 7
    assert finished.var() == pytest.approx(5 * 2.0**2, rel=0.06)


def test_works_stop_while_the_airport_is_closed():
    assert logistics.expected_stages(6, 10.0, False, 1.0) == 0


def test_a_failed_inspection_sets_the_date_back():
    ready, waiting, failures = logistics.inspection(False, True, 0.5, 0, 0.9, 0.5, 3.0, 1.0)
    assert (bool(ready), float(waiting), int(failures)) == (False, 2.5, 1)
    ready, _, failures = logistics.inspection(False, True, 0.5, 0, 0.1, 0.5, 3.0, 1.0)
    assert (bool(ready), int(failures)) == (True, 0)


def test_an_unbuilt_base_is_never_found_ready():
    ready, waiting, _ = logistics.inspection(False, False, 0.0, 0, 0.0, 1.0, 3.0, 1.0)
    assert not ready
    assert waiting == 0.0


def test_each_inspection_passes_with_the_stated_chance():
    uniforms = (np.arange(100_000) + 0.5) / 100_000
    ready, waiting = np.zeros(uniforms.size, dtype=bool), np.zeros(uniforms.size)
    failures = np.zeros(uniforms.size, dtype=np.int64)
    for _ in range(4):
        before = ready
        ready, waiting, failures = logistics.inspection(
            ready, True, waiting, failures, uniforms, 0.3, 0.0, 1.0
        )
        assert (ready & ~before).sum() / (~before).sum() == pytest.approx(0.3, abs=0.001)


def test_there_are_no_places_before_the_base_is_ready():
    assert logistics.places(False, 1_350, 75.0, 4.0) == 0
    assert logistics.places(True, 1_350, 75.0, 4.0) == 1_650


@given(
    persons=st.integers(0, 5_000),
    vehicles=st.integers(0, 300),
    a=st.floats(0, 1),
    b=st.floats(0, 1),
)
def test_more_availability_never_lowers_the_mobile_force(persons, vehicles, a, b):
    low, high = sorted((a, b))
    few = logistics.mobile_persons(persons, vehicles, 8.0, low)
    assert few <= logistics.mobile_persons(persons, vehicles, 8.0, high) <= persons


def test_police_on_duty_without_morale_or_equipment_are_worth_little():
    full = command.effective_police(1_000, 0.3, 1.0, 0.5, 1.0, 0.5)
    assert full == pytest.approx(300)
    assert command.effective_police(1_000, 0.3, 0.0, 0.5, 1.0, 0.5) == pytest.approx(150)
    assert command.effective_police(1_000, 0.3, 1.0, 0.5, 0.25, 0.5) == pytest.approx(150)


def test_the_mission_is_placed_in_metropolitan_zones_only():
    assert command.placement_weight(False, 0.5, 0.5, 0.6) == 0
    assert command.placement_weight(True, 0.5, 0.1, 0.6) == pytest.approx(0.34)
