"""Counts by inversion against ``scipy.stats``, over the range of their parameters.

A count is the smallest k whose distribution function reaches the uniform. Where the two meet to
within rounding (1e-10 here) either neighbour is right; everywhere else the number is exact, at
means of 0 and of ten thousand, and at the change from adding up to searching. The counts never fall
when the rate rises, and drawn counts pass a chi-square test at 1 in 100,000.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from msssim.rules.counts import binomial_count, poisson_count

FALSE_ALARM = 1e-5
ROUNDING = 1e-10
FINEST = 2.0**-53
UNIFORMS = np.concatenate(
    [[FINEST, 1e-12, 1e-6], np.linspace(0.001, 0.999, 400), [1 - 1e-6, 1 - 1e-9]]
)
MEANS = [1e-9, 1e-3, 0.5, 3.0, 11.99, 12.0, 12.01, 40.0, 1e3, 1e4]
unit = st.integers(1, 2**53 - 1).map(lambda k: k * FINEST)  # as a stream draws them
mean = st.one_of(st.just(0.0), st.floats(-9, 5).map(lambda power: 10.0**power))
probability = st.one_of(st.floats(0, 1), st.floats(-9, 0).map(lambda power: 10.0**power))


def _is_quantile(count, uniform, distribution):
    """Whether a count is the quantile at the uniform, or its neighbour where they meet."""
    reaches = distribution.cdf(count) >= uniform - ROUNDING
    first = (distribution.cdf(count - 1) < uniform + ROUNDING) | (count == 0)
    return np.all(reaches & first)


def _exact(uniform, distribution):
    """Quantiles, and where the distribution function is far enough from the uniform."""
    quantile = np.maximum(distribution.ppf(uniform), 0)
    gap = np.minimum(
        np.abs(distribution.cdf(quantile) - uniform),
        np.abs(distribution.cdf(quantile - 1) - uniform),
    )
    return quantile, gap > ROUNDING


@pytest.mark.parametrize("mean", MEANS)
def test_poisson_counts_are_the_quantiles(mean):
    quantile, clear = _exact(UNIFORMS, stats.poisson(mean))
    assert np.array_equal(poisson_count(UNIFORMS, mean)[clear], quantile[clear])
    assert clear.mean() > 0.98


@pytest.mark.parametrize("trials", [1, 7, 40, 1_000, 20_000])
@pytest.mark.parametrize("probability", [1e-9, 1e-6, 0.01, 0.3, 0.5, 0.77, 0.999, 1 - 1e-9])
def test_binomial_counts_are_the_quantiles(trials, probability):
    quantile, clear = _exact(UNIFORMS, stats.binom(trials, probability))
    assert np.array_equal(binomial_count(UNIFORMS, trials, probability)[clear], quantile[clear])
    assert clear.mean() > 0.98


@settings(max_examples=300)
@given(uniform=unit, mean=mean)
def test_a_poisson_count_is_the_quantile_at_any_mean(uniform, mean):
    assert _is_quantile(poisson_count(uniform, mean), uniform, stats.poisson(mean))


@settings(max_examples=300)
@given(uniform=unit, trials=st.integers(0, 20_000), probability=probability)
def test_a_binomial_count_is_the_quantile_at_any_chance(uniform, trials, probability):
    count = binomial_count(uniform, trials, probability)
    assert 0 <= count <= trials
    assert _is_quantile(count, uniform, stats.binom(trials, probability))


def test_a_mean_of_zero_counts_nothing_at_any_uniform():
    assert np.all(poisson_count(np.append(UNIFORMS, [0.0, 1 - FINEST]), 0.0) == 0)


@pytest.mark.parametrize(("probability", "expected"), [(0.0, 0), (1.0, 9)])
def test_certain_and_impossible_trials(probability, expected):
    uniforms = np.append(UNIFORMS, [0.0, 1 - FINEST])
    assert np.all(binomial_count(uniforms, 9, probability) == expected)


def test_the_last_uniform_of_a_stream_still_gives_a_plausible_count():
    last = 1 - FINEST
    for mean in MEANS:
        assert poisson_count(last, mean) <= mean + 9 * np.sqrt(mean) + 21
    assert binomial_count(last, 1_000, 0.4) < 700
    assert binomial_count(last, 5, 0.5) == 5


@settings(max_examples=200)
@given(uniform=unit, low=mean, more=st.floats(0, 50))
def test_a_higher_mean_never_lowers_the_count_at_the_same_uniform(uniform, low, more):
    assert poisson_count(uniform, low) <= poisson_count(uniform, low + more)


@settings(max_examples=200)
@given(uniform=unit, trials=st.integers(0, 3_000), p=probability, q=probability)
def test_a_higher_chance_never_lowers_the_count_at_the_same_uniform(uniform, trials, p, q):
    low, high = sorted((p, q))
    few, many = binomial_count(uniform, trials, low), binomial_count(uniform, trials, high)
    # between the two ways of counting, rounding may move a draw that sits on a step by one
    assert few <= many or abs(high - low) < 1e-9


@given(uniform=unit, trials=st.integers(0, 3_000), more=st.integers(0, 300), p=probability)
def test_more_trials_never_lower_the_count_at_the_same_uniform(uniform, trials, more, p):
    assert binomial_count(uniform, trials, p) <= binomial_count(uniform, trials + more, p)


def _agrees(counts, distribution):
    """Chi-square test of drawn counts, in cells of some hundred draws at least."""
    edges = np.unique(distribution.ppf(np.linspace(0.01, 0.99, 30)))
    cells = np.searchsorted(edges, counts)
    reached = np.concatenate([[0.0], distribution.cdf(edges), [1.0]])
    expected = np.diff(reached) * counts.size
    found = np.bincount(cells, minlength=expected.size)
    inside = expected > 20
    assert found[~inside].sum() <= 20 + expected[~inside].sum() * 3
    found, expected = found[inside], expected[inside]
    return stats.chisquare(found, expected * found.sum() / expected.sum()).pvalue > FALSE_ALARM


@pytest.mark.parametrize("mean", [0.05, 0.7, 11.9, 12.1, 300.0, 1e4])
def test_drawn_poisson_counts_have_the_distribution(mean):
    uniforms = np.random.default_rng(14).random(50_000)
    assert _agrees(poisson_count(uniforms, mean), stats.poisson(mean))


@pytest.mark.parametrize(
    ("trials", "p"), [(3, 0.4), (40, 0.9), (500, 0.01), (500, 0.5), (9_000, 0.7)]
)
def test_drawn_binomial_counts_have_the_distribution(trials, p):
    uniforms = np.random.default_rng(15).random(50_000)
    assert _agrees(binomial_count(uniforms, trials, p), stats.binom(trials, p))
