"""Logit quantal response: the softmax, its limits, and the draw.

Without rationality every open action is equally likely; with much of it the best is taken. Chances
are those of ``scipy.special.softmax``, do not change when all payoffs rise together, and the draw
meets them.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from msssim.rules.choice import chosen, logit_shares
from msssim.world.kinds import Posture

payoff = st.floats(-60, 60)
maybe_closed = st.one_of(payoff, st.just(-np.inf))


@settings(max_examples=200)
@given(rationality=st.floats(0, 50), first=payoff, others=st.lists(maybe_closed, max_size=4))
def test_chances_are_the_softmax_of_rationality_times_payoff(rationality, first, others):
    payoffs = np.array([first, *others])
    found = np.array(logit_shares(rationality, *payoffs), dtype=float)
    with np.errstate(invalid="ignore"):
        scaled = np.where(np.isfinite(payoffs), rationality * payoffs, -np.inf)
    assert found == pytest.approx(special.softmax(scaled), rel=1e-9, abs=1e-300)
    assert found.sum() == pytest.approx(1.0)


@given(payoffs=st.lists(maybe_closed, min_size=1, max_size=5).filter(lambda p: max(p) > -np.inf))
def test_without_rationality_every_open_action_is_equally_likely(payoffs):
    shares = np.array(logit_shares(0.0, *payoffs), dtype=float)
    is_open = np.isfinite(payoffs)
    assert shares[is_open] == pytest.approx(1 / is_open.sum())
    assert np.all(shares[~is_open] == 0)


@given(payoffs=st.permutations([-3.0, 0.0, 0.01]), closed=st.booleans())
def test_with_much_rationality_the_best_response_is_taken(payoffs, closed):
    options = [*payoffs, -np.inf] if closed else payoffs
    shares = logit_shares(1e6, *options)
    assert [float(share) for share in shares] == [float(p == 0.01) for p in options]


@given(rationality=st.floats(0, 10), a=payoff, b=payoff, rise=st.floats(-50, 50))
def test_only_differences_of_payoffs_count(rationality, a, b, rise):
    before = float(logit_shares(rationality, a, b)[0])
    assert float(logit_shares(rationality, a + rise, b + rise)[0]) == pytest.approx(
        before, rel=1e-6
    )


def test_huge_payoffs_do_not_overflow():
    assert float(logit_shares(50.0, 1e300, -1e300)[0]) == 1.0


@given(payoffs=st.tuples(payoff, payoff, payoff), rationality=st.floats(0, 3))
def test_the_draw_meets_the_chances(payoffs, rationality):
    # uniforms on a grid: each frequency is within a cell of its chance, without chance
    grid = (np.arange(20_000) + 0.5) / 20_000
    shares = logit_shares(rationality, *payoffs)
    drawn = chosen(grid, shares)
    for posture, share in zip(Posture, shares, strict=True):
        assert (drawn == posture).mean() == pytest.approx(float(share), abs=1e-4)


@given(
    payoffs=st.tuples(maybe_closed, maybe_closed, maybe_closed).filter(
        lambda found: max(found) > -np.inf
    ),
    uniform=st.floats(0, 1 - 1e-12),
    rationality=st.floats(0, 10),
)
def test_an_action_that_is_not_open_is_never_drawn(payoffs, uniform, rationality):
    shares = logit_shares(rationality, *payoffs)
    drawn = int(chosen(uniform, shares))
    assert payoffs[drawn] > -np.inf
