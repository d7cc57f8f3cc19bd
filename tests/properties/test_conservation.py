"""Facts about money, people and law that hold at every step of every run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import changed_by, play, settings_of

from msssim.testing import INVARIANTS, TOTALS, Watch
from msssim.testing.invariants import first_violated
from msssim.world.sums import total


@pytest.mark.slow
@given(values=settings_of(), seed=st.integers(0, 10_000))
@settings(max_examples=20)
def test_every_fact_holds_at_every_step_and_of_every_outcome(values, seed):
    watch = Watch(INVARIANTS)
    outcomes = play(changed_by(values), seed=seed, watch=watch).outcomes
    watch.require()
    assert watch.steps == 26
    for fact in TOTALS:
        assert first_violated(fact.holds(outcomes, 26.0)) is None, fact.name


@pytest.mark.slow
@given(values=settings_of("mission", "council"), seed=st.integers(0, 10_000))
@settings(max_examples=10)
def test_a_lapse_ends_in_a_drawdown_and_then_nobody_is_left(values, seed):
    lapsing = {
        **values,
        "council.renewal_tabled": 0.0,
        "council.rollover_probability": 0.0,
        "logistics.base_stages_done": 6,
        "logistics.inspection_pass": 1.0,
        "logistics.vehicles_at_start": 40,
    }
    watch = Watch([fact for fact in INVARIANTS if fact.name == "a_lapse_ends_in_a_drawdown"])
    strength = []

    def look(block):
        watch(block)
        strength.append(total(block.state.in_theatre))

    world = changed_by(lapsing)
    played = play(world, seed=seed, watch=look)
    watch.require()
    assert np.all(played.outcomes["lapse"] == 1)
    weeks = max(world.mission.drawdown_weeks, world.mission.disorderly_weeks)
    assert all(np.all(persons == 0) for persons in strength[16 + int(np.ceil(weeks)) + 1 :])
