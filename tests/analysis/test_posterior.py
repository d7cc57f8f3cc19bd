"""From weighted points to distributions that can be sampled."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from msssim.analysis.calibration.posterior import (
    posterior_of,
    uniform_p_value,
    weighted_correlations,
    weighted_quantiles,
)
from msssim.experiments import experiment_of
from msssim.scenario import load_scenario

pytestmark = pytest.mark.slow

RANGES = {
    "gangs.rationality": {"low": 0.0, "high": 10.0},
    "law.ruling_blocks": {"low": 0.0, "high": 1.0},
    "funding.conversion": {"low": 0.0, "high": 1.0},
}


@pytest.fixture(scope="module")
def asked():
    return experiment_of([load_scenario("as_is")], title="Ranges", uncertainties=RANGES)


def points(number: int, seed: int = 3) -> tuple[pd.DataFrame, np.ndarray]:
    quantiles = np.random.default_rng(seed).random((number, len(RANGES)))
    highs = [each["high"] for each in RANGES.values()]
    return pd.DataFrame(quantiles * highs, columns=list(RANGES)), quantiles


def test_a_parameter_that_the_counts_inform_gets_its_deciles(asked):
    values, quantiles = points(2_000)
    weights = (quantiles[:, 0] < 0.5).astype(float)
    found = posterior_of(asked, values, quantiles, weights, weights.sum())
    assert found.table["told"].tolist() == [True, False, False]
    deciles = found.uncertainties["gangs.rationality"]["quantiles"]
    assert deciles == pytest.approx(np.linspace(0.0, 5.0, 11), abs=0.25)


def test_the_others_keep_what_was_sampled(asked):
    values, quantiles = points(500)
    found = posterior_of(asked, values, quantiles, np.ones(500), 500)
    assert not found.table["told"].any()
    assert found.uncertainties == RANGES
    assert found.correlations == []


def test_what_goes_together_is_written_as_a_rank_correlation(asked):
    values, quantiles = points(4_000)
    sum_is_one = np.exp(-0.5 * ((quantiles[:, 0] + quantiles[:, 1] - 1.0) / 0.1) ** 2)
    found = posterior_of(asked, values, quantiles, sum_is_one, 1_000)
    (pair,) = found.correlations
    assert set(pair["between"]) == {"gangs.rationality", "law.ruling_blocks"}
    assert pair["rank"] < -0.8


def test_correlations_that_no_sample_can_have_are_brought_nearer_to_zero(asked):
    values, quantiles = points(4_000)
    a, b, c = quantiles.T
    weights = np.exp(-2_000 * (a + b + c - 1.5) ** 2)  # in a plane: -1/2 for every pair
    found = posterior_of(asked, values, quantiles, weights, 1_000)
    settings = {"uncertainties": found.uncertainties, "correlations": found.correlations}
    assert len(found.correlations) == 3
    experiment_of([load_scenario("as_is")], title="Can be sampled", **settings)


def test_false_positives_are_as_rare_as_the_significance_level(asked):
    """Of 400 samples of the prior itself, one in twenty has any parameter told, or any pair."""
    told = paired = 0
    for seed in range(400):
        values, quantiles = points(60, seed)
        found = posterior_of(asked, values, quantiles, np.ones(60), 60)
        told += found.table["told"].any()
        paired += bool(found.correlations)
    assert max(told, paired) <= stats.binom.ppf(0.9999, 400, 0.05)


@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=30))
def test_quantiles_rise_between_the_ends(values):
    weights = np.linspace(0.1, 1.0, len(values))
    found = weighted_quantiles(np.array(values), weights, np.linspace(0, 1, 11))
    assert (np.diff(found) >= 0).all()
    assert found[0] == min(values)
    assert found[-1] == max(values)


def test_a_weight_of_two_counts_as_two_points():
    at = np.array([0.25, 0.5, 0.75])
    once = weighted_quantiles(np.array([1.0, 2.0, 2.0, 3.0, 4.0, 5.0]), np.ones(6), at)
    twice = weighted_quantiles(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([1.0, 2, 1, 1, 1]), at)
    assert once == pytest.approx(twice, abs=0.4)


def test_the_p_value_is_that_of_kolmogorov_and_smirnov():
    sample = np.random.default_rng(5).random(80) ** 1.3
    assert uniform_p_value(sample, np.ones(80), 80) == pytest.approx(
        stats.ks_1samp(sample, stats.uniform.cdf, method="exact").pvalue
    )


def test_points_that_repeat_each_other_are_no_more_evidence():
    sample = np.random.default_rng(5).random(80) ** 1.3
    repeated = uniform_p_value(np.repeat(sample, 2), np.ones(160), 80)
    assert repeated == pytest.approx(uniform_p_value(sample, np.ones(80), 80))


def test_equal_weights_give_the_usual_correlation():
    values = np.random.default_rng(6).random((50, 3))
    expected = np.corrcoef(values, rowvar=False)
    assert weighted_correlations(values, np.ones(50)) == pytest.approx(expected)
