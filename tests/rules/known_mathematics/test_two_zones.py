"""Displacement between zones: whole persons, none lost, and each place its part in expectation.

Movers are shared out by a systematic sample of their destinations' weights. Two zones whose members
leave with chances d and e hold, in balance, e / (d + e) and d / (d + e) of all.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from msssim.rules.counts import binomial_count, systematic
from msssim.rules.hazard import chance
from msssim.rules.relocation import destination_weight, leaving_chance
from sections import section

unit = st.integers(0, 2**53 - 1).map(lambda k: k * 2.0**-53)  # as a stream draws them


def _sent(movers, payoffs, precision, uniform):
    """Movers who arrive at each of the destinations."""
    gangs = section("gangs", rationality=precision)
    weights = [destination_weight(payoff, max(payoffs), gangs) for payoff in payoffs]
    bounds = np.cumsum([0.0, *weights])
    return np.array(
        [
            systematic(movers, before / bounds[-1], through / bounds[-1], uniform)
            for before, through in pairwise(bounds)
        ]
    )


def _parts(payoffs, precision):
    weights = np.exp(precision * (np.array(payoffs) - max(payoffs)))
    return weights / weights.sum()


@settings(max_examples=200)
@given(
    movers=st.integers(0, 5_000), uniform=unit, precision=st.floats(0, 10),
    payoffs=st.lists(st.floats(-5, 5), min_size=1, max_size=8),
)  # fmt: skip
def test_who_leaves_arrives(movers, uniform, precision, payoffs):
    sent = _sent(movers, payoffs, precision, uniform)
    assert sent.sum() == movers
    assert sent.min() >= 0
    assert np.all(np.abs(sent - movers * _parts(payoffs, precision)) < 1 + 2e-3)


@given(
    movers=st.integers(0, 30), precision=st.floats(0, 3),
    payoffs=st.lists(st.floats(-2, 2), min_size=2, max_size=5),
)  # fmt: skip
def test_each_destination_gets_its_part_in_expectation(movers, precision, payoffs):
    # uniforms on a grid: the mean is exact to a cell and to the guard against rounding
    grid = (np.arange(20_000) + 0.5) / 20_000
    mean = _sent(movers, payoffs, precision, grid).mean(axis=1)
    assert mean == pytest.approx(movers * _parts(payoffs, precision), abs=2e-4)


@pytest.mark.parametrize("movers", [1, 2, 7])
def test_drawn_destinations_are_not_favoured(movers):
    # 100,000 draws a number: four standard errors, wrong once in 16,000 tries
    payoffs, precision = (0.3, -0.2, 0.0), 2.0
    uniforms = np.random.default_rng(12).random(100_000)
    sent = _sent(movers, payoffs, precision, uniforms)
    fraction = movers * _parts(payoffs, precision) % 1.0
    error = np.sqrt(fraction * (1 - fraction) / uniforms.size)
    assert np.all(np.abs(sent.mean(axis=1) - movers * _parts(payoffs, precision)) <= 4 * error)


def test_equal_destinations_share_and_the_precise_see_only_the_best():
    assert _sent(100, (0.4, 0.4), 2.0, 0.5).tolist() == [50, 50]
    assert _sent(100, (0.4, 0.3), 1_000.0, 0.5).tolist() == [100, 0]


def test_two_zones_come_to_the_balance_of_their_flows_and_nobody_is_lost():
    # 5,000 pairs of zones with 40 members each, after 80 weeks: chi-square at 1 in 100,000
    rng, runs, members = np.random.default_rng(13), 5_000, 40
    here, there = np.full(runs, members), np.zeros(runs, dtype=np.int64)
    gangs = section("gangs", displaced_share=0.45, displacing_losses=0.1, relocation_per_week=0.15)
    leave_here = leaving_chance(0, gangs, fighters=100, relocates=True, weeks=1.0)
    leave_there = leaving_chance(2, gangs, fighters=98, relocates=False, weeks=1.0)
    assert leave_here == pytest.approx(chance(0.15, 1.0))
    assert leave_there == pytest.approx(0.45 * (1 - np.exp(-0.02 / 0.1)))
    for _ in range(80):
        out = binomial_count(rng.random(runs), here, leave_here)
        back = binomial_count(rng.random(runs), there, leave_there)
        arriving = _sent(out, (0.2,), 2.0, rng.random(runs))[0]
        returning = _sent(back, (0.7,), 2.0, rng.random(runs))[0]
        here, there = here - out + returning, there - back + arriving
        assert np.array_equal(here + there, np.full(runs, members))
        assert min(here.min(), there.min()) >= 0
    balance = stats.binom(members, leave_there / (leave_here + leave_there))
    low, high = int(balance.ppf(0.01)), int(balance.ppf(0.99))
    found = np.bincount(np.clip(here, low, high) - low, minlength=high - low + 1)
    expected = balance.pmf(np.arange(low, high + 1))
    expected[0], expected[-1] = balance.cdf(low), balance.sf(high - 1)
    assert stats.chisquare(found, expected * runs).pvalue > 1e-5
