"""Beliefs: Beta-Bernoulli, with forgetting.

Without forgetting the belief is the mean of the posterior of Bayes' rule. With it, old evidence
counts for less, and evidence that comes in steadily weighs n / (1 - f) in the end.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from msssim.rules.choice import belief, remembered
from sections import section


def _remembered(evidence, memory):
    """Evidence that is left after a week."""
    return remembered(evidence, section("gangs", belief_memory=memory), weeks=1.0)


@given(
    mean=st.floats(0.1, 0.9), weight=st.floats(2, 60), won=st.integers(0, 20),
    lost=st.integers(0, 20),
)  # fmt: skip
def test_without_forgetting_belief_is_the_posterior_mean_of_bayes(mean, weight, won, lost):
    a, b = mean * weight, (1 - mean) * weight

    def posterior(x, power):
        return x ** (a - 1 + won + power) * (1 - x) ** (b - 1 + lost)

    expected = quad(posterior, 0, 1, args=(1,))[0] / quad(posterior, 0, 1, args=(0,))[0]
    assert belief(a + won, b + lost) == pytest.approx(expected, rel=1e-5)


@given(mean=st.floats(0, 1), weight=st.floats(0.1, 100), memory=st.floats(0.5, 1.0))
def test_forgetting_lowers_the_weight_and_not_the_mean(mean, weight, memory):
    a, b = _remembered(mean * weight, memory), _remembered((1 - mean) * weight, memory)
    assert belief(a, b) == pytest.approx(mean)
    assert a + b == pytest.approx(memory * weight)


def test_all_forgotten_is_even_odds():
    assert belief(_remembered(3.0, 0.0), _remembered(9.0, 0.0)) == 0.5


def test_steady_evidence_comes_to_a_weight_of_its_own():
    weight = 30.0
    for _ in range(2_000):
        weight = _remembered(weight, 0.98) + 2.0
    assert weight == pytest.approx(2.0 / (1 - 0.98))


@pytest.mark.parametrize(("prior_weight", "median_weeks"), [(6.0, 4), (15.0, 8), (30.0, 15)])
def test_an_overrated_mission_is_found_out_the_later_the_firmer_the_prior(
    prior_weight, median_weeks
):
    # Believed 0.7, truly 0.35, two contacts a week: weeks until the belief is below a half, within
    # a week of the table, which is rounded. At the weeks allowed the distribution function is 0.017
    # or more from a half: six standard errors of 40,000 gangs, wrong once in 10^9 tries.
    rng, gangs = np.random.default_rng(9), 40_000
    won, lost = np.full(gangs, 0.7 * prior_weight), np.full(gangs, 0.3 * prior_weight)
    found_out = np.zeros(gangs, dtype=np.int64)
    week = 0
    while (found_out == 0).any():
        week += 1
        successes = (rng.random((2, gangs)) < 0.35).sum(axis=0)
        won = _remembered(won, 0.98) + successes
        lost = _remembered(lost, 0.98) + (2 - successes)
        found_out[(found_out == 0) & (belief(won, lost) < 0.5)] = week
    assert abs(np.median(found_out) - median_weeks) <= 1
