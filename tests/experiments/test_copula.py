"""Uncertainties that go together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from msssim.experiments.copula import Correlation, contradictory, correlated

PATHS = ("a", "b", "c")


def correlations(**ranks: float) -> list[Correlation]:
    """Return correlations by the letters of their pair: ``ab=0.5``."""
    return [Correlation(between=tuple(pair), rank=rank) for pair, rank in ranks.items()]


def random_points(number: int) -> np.ndarray:
    return np.random.default_rng(7).random((number, len(PATHS)))


def ranks_of(sample: np.ndarray) -> np.ndarray:
    return stats.spearmanr(sample).statistic


@given(st.floats(-0.95, 0.95))
def test_the_rank_correlation_is_the_one_asked_for(rank):
    """Within 6 standard errors of 20,000 points: a false alarm in 10^8 samples."""
    found = ranks_of(correlated(random_points(20_000), PATHS, correlations(ac=rank)))
    error = 6 / np.sqrt(20_000)
    assert found[0, 2] == pytest.approx(rank, abs=error)
    assert found[0, 1] == pytest.approx(0, abs=error)


def test_several_pairs_are_correlated_together():
    found = ranks_of(
        correlated(random_points(20_000), PATHS, correlations(ab=0.6, bc=-0.5, ac=0.1))
    )
    assert [found[0, 1], found[1, 2], found[0, 2]] == pytest.approx([0.6, -0.5, 0.1], abs=0.03)


@pytest.mark.parametrize("rank", [-0.9, 0.3, 0.9])
def test_every_coordinate_stays_uniform(rank):
    """Kolmogorov-Smirnov at a false-alarm rate of one in a million each, on a fixed sample."""
    sample = correlated(random_points(20_000), PATHS, correlations(ab=rank, bc=0.2))
    for along in sample.T:
        assert stats.kstest(along, "uniform").pvalue > 1e-6


def test_an_uncorrelated_coordinate_is_left_as_it_is():
    sample = random_points(100)
    mixed = correlated(sample, PATHS, correlations(ac=0.5))
    assert (mixed[:, :2] == sample[:, :2]).all()
    assert (mixed[:, 2] != sample[:, 2]).all()


@given(st.integers(1, 40))
def test_a_point_depends_on_itself_alone(number):
    asked = correlations(ab=0.5, bc=0.3)
    whole = correlated(random_points(40), PATHS, asked)
    assert (correlated(random_points(40)[:number], PATHS, asked) == whole[:number]).all()


def test_the_corners_of_the_cube_have_finite_images():
    corners = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
    mixed = correlated(corners, PATHS, correlations(ab=0.9, bc=-0.3))
    assert ((mixed >= 0) & (mixed <= 1)).all()


def test_contradicting_correlations_are_named_in_the_least_set():
    paths = ("x", *PATHS)
    asked = [*correlations(ab=0.9, bc=0.9, ac=-0.9), Correlation(between=("x", "a"), rank=0.1)]
    assert contradictory(paths, asked) == PATHS
    assert contradictory(paths, correlations(ab=0.9, bc=0.9, ac=0.9)) == ()
    assert contradictory(PATHS, correlations(ab=0.9, bc=0.9)) == PATHS
