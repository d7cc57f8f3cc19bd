"""Calendar and sums."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.world.calendar import date_of, day_of, steps
from msssim.world.sums import groups, running_total, total, total_by

START = dt.date(2024, 6, 12)


@pytest.mark.parametrize(
    ("horizon", "length", "count"), [(728, 7, 104), (730, 7, 104), (10, 1, 10)]
)
def test_whole_steps_fill_the_horizon(horizon, length, count):
    played = steps(START, horizon, length)
    assert len(played) == count
    assert [step.day for step in played] == [index * length for index in range(count)]
    assert played[-1].last_date == START + dt.timedelta(days=count * length - 1)


@given(offset=st.integers(-5, 40), length=st.sampled_from([1, 7]))
def test_a_date_falls_in_exactly_one_step(offset, length):
    date = START + dt.timedelta(days=offset)
    holding = [step for step in steps(START, 28, length) if step.holds(date)]
    assert len(holding) == (1 if 0 <= offset < 28 else 0)
    assert all(step.start <= date <= step.last_date for step in holding)


def test_no_date_falls_in_no_step():
    assert not steps(START, 7, 7)[0].holds(None)


def test_a_date_outside_a_step_is_answered_with_its_nearest_day():
    step = steps(START, 28, 7)[1]
    first, last = START + dt.timedelta(days=7), START + dt.timedelta(days=13)
    assert step.nearest(START) == first
    assert step.nearest(last) == step.nearest(None) == last
    assert step.nearest(last + dt.timedelta(days=1)) == last


@pytest.mark.parametrize("day", [-3, 0, 100])
def test_the_date_of_a_day_counts_from_the_start(day):
    assert day_of(date_of(day, START), START) == day
    assert date_of(float("inf"), START) is None


@given(st.integers(1, 40), st.integers(1, 9), st.integers(0, 2**32))
def test_a_sum_over_entities_does_not_depend_on_the_number_of_runs(entities, runs, seed):
    rows = np.random.default_rng(seed).normal(size=(entities, runs)) * 1e3
    together = total(rows)
    alone = np.concatenate([total(rows[:, run : run + 1]) for run in range(runs)])
    assert np.array_equal(together, alone)
    running = [0.0] * runs
    for row in rows:
        running = [float(before + value) for before, value in zip(running, row, strict=True)]
    assert together.tolist() == running


def test_members_without_a_group_are_in_no_sum():
    members = groups([1, -1, 0, 1], 3)
    rows = np.array([[1], [10], [100], [1_000]])
    assert total_by(rows, members).ravel().tolist() == [100, 1_001, 0]


@given(
    entities=st.integers(1, 30),
    runs=st.integers(1, 9),
    groups_=st.integers(1, 5),
    seed=st.integers(0, 2**32),
    whole=st.booleans(),
)
def test_a_group_is_added_up_row_after_row_whatever_the_number_of_runs(
    entities, runs, groups_, seed, whole
):
    draw = np.random.default_rng(seed)
    rows = draw.normal(size=(entities, runs)) * 1e3
    rows = np.rint(rows).astype(np.int64) if whole else rows
    labels = draw.integers(-1, groups_, entities)
    by_hand = np.zeros((groups_, runs), dtype=rows.dtype)
    for label, row in zip(labels, rows, strict=True):
        if label >= 0:
            by_hand[label] += row
    added = total_by(rows, groups(labels, groups_))
    assert added.dtype == rows.dtype
    assert np.array_equal(added, by_hand)


@given(st.integers(1, 40), st.integers(2, 9), st.integers(0, 2**32))
def test_a_sum_does_not_depend_on_how_the_rows_lie_in_memory(entities, runs, seed):
    rows = np.random.default_rng(seed).normal(size=(entities, runs)) * 1e3
    assert np.array_equal(total(np.asfortranarray(rows)), total(rows))
    spread = np.broadcast_to(rows[:, :1], (entities, runs))
    assert np.array_equal(total(spread), total(spread.copy()))
    members = groups(range(entities), entities)
    assert np.array_equal(total_by(np.asfortranarray(rows), members), rows)


@given(st.integers(1, 40), st.integers(1, 9), st.integers(0, 2**32))
def test_a_running_total_ends_with_the_sum_of_all(entities, runs, seed):
    rows = np.random.default_rng(seed).normal(size=(entities, runs)) * 1e3
    before, through = running_total(rows)
    assert np.array_equal(before + rows, through)
    assert np.array_equal(before[0], np.zeros(runs))
    assert np.array_equal(before[1:], through[:-1])
    assert np.array_equal(through[-1], total(rows))
