"""Counts by inversion: exact against scipy, monotone, the same for a scalar and an array."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from msssim.rules.counts import apportion, binomial_count, poisson_count

UNIFORMS = np.concatenate([[0.0, 1e-12], np.linspace(0.001, 0.999, 400), [1 - 1e-9, 1 - 2.0**-53]])
unit = st.integers(1, 2**53 - 1).map(lambda k: k * 2.0**-53)  # as a stream draws them


@pytest.mark.parametrize("mean", [1e-9, 1e-3, 0.5, 3.0, 11.99, 12.01, 40.0, 1e3, 1e4])
def test_poisson_counts_are_the_quantiles_of_the_distribution(mean):
    inner = UNIFORMS[1:-1]  # at the very ends scipy rounds differently
    expected = np.maximum(stats.poisson.ppf(inner, mean), 0)
    assert np.array_equal(poisson_count(inner, np.full(inner.shape, mean)), expected)


@pytest.mark.parametrize("trials", [1, 7, 40, 1_000, 20_000])
@pytest.mark.parametrize("probability", [1e-6, 0.01, 0.3, 0.5, 0.77, 0.999])
def test_binomial_counts_are_the_quantiles_of_the_distribution(trials, probability):
    # Where the distribution function meets a uniform to within rounding, either neighbour is right.
    counts = binomial_count(UNIFORMS, trials, probability)
    reached = stats.binom.cdf(counts, trials, probability)
    before = stats.binom.cdf(counts - 1, trials, probability)
    assert np.all(reached >= UNIFORMS - 1e-10)
    assert np.all((before < UNIFORMS + 1e-10) | (counts == 0))


def test_a_mean_of_zero_counts_nothing_at_any_uniform():
    assert np.all(poisson_count(UNIFORMS, 0.0) == 0)


@pytest.mark.parametrize(("probability", "expected"), [(0.0, 0), (1.0, 9)])
def test_certain_and_impossible_trials(probability, expected):
    assert np.all(binomial_count(UNIFORMS, 9, probability) == expected)


@given(uniform=unit, low=st.floats(0, 500), more=st.floats(0, 50))
def test_a_higher_mean_never_lowers_the_count_at_the_same_uniform(uniform, low, more):
    assert poisson_count(uniform, low) <= poisson_count(uniform, low + more)


@given(uniform=unit, trials=st.integers(0, 3_000), p=st.floats(0, 1), q=st.floats(0, 1))
def test_a_higher_chance_never_lowers_the_count_at_the_same_uniform(uniform, trials, p, q):
    low, high = sorted((p, q))
    few, many = binomial_count(uniform, trials, low), binomial_count(uniform, trials, high)
    assert 0 <= few <= trials
    # between the two ways of counting, rounding may move a draw that sits on a step by one
    assert few <= many or abs(high - low) < 1e-9


@given(st.lists(st.tuples(unit, st.floats(0, 60)), min_size=2, max_size=20))
def test_an_element_does_not_depend_on_its_neighbours(draws):
    uniforms, means = (np.array(column) for column in zip(*draws, strict=True))
    together = poisson_count(uniforms, means)
    assert [poisson_count(u, m) for u, m in draws] == together.tolist()
    chances = means / 61.0
    together = binomial_count(uniforms, 37, chances)
    assert [binomial_count(u, 37, p) for u, p in zip(uniforms, chances, strict=True)] == (
        together.tolist()
    )


def test_mean_and_variance_of_poisson_counts():
    # 200,000 draws: the mean is within four standard errors but once in 16,000 tries.
    uniforms = np.random.default_rng(1).random(200_000)
    for mean in (0.2, 5.0, 300.0):
        counts = poisson_count(uniforms, mean)
        assert abs(counts.mean() - mean) < 4 * np.sqrt(mean / uniforms.size)
        assert counts.var() == pytest.approx(mean, rel=0.03)


@given(
    whole=st.integers(0, 10**6),
    weights=st.lists(st.floats(0, 100), min_size=1, max_size=40).filter(lambda w: sum(w) > 1e-3),
)
def test_parts_of_a_whole_add_up_to_it(whole, weights):
    total, before, parts = sum(weights), 0.0, []
    for weight in weights:
        through = before + weight
        parts.append(int(apportion(whole, before / total, through / total)))
        before = through
    assert sum(parts) == whole
    assert min(parts) >= 0
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - whole * weight / total) <= 1.001
