"""Implausibility and weights, against what can be worked out by hand."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from msssim.analysis.calibration.matching import (
    abc_weights,
    effective_number,
    implausibility,
    is_plausible,
)
from msssim.analysis.calibration.targets import Target
from msssim.analysis.observations import Observation


def target(value: float, observation_sd: float = 0.0, discrepancy_sd: float = 1.0) -> Target:
    count = Observation("displaced", dt.date(2024, 3, 8), value, value, value, "made up")
    return Target(count, observation_sd, discrepancy_sd)


def test_implausibility_is_the_distance_in_standard_deviations():
    values = np.array([[[8.0], [12.0]]])  # mean 10, variance 8, two runs
    (found,) = implausibility(values, [target(25.0, 3.0, 2.0)])
    assert found == pytest.approx(15.0 / np.sqrt(8.0 * 1.5 + 9.0 + 4.0))


def test_the_sign_says_on_which_side_the_count_lies():
    values = np.array([[[8.0], [12.0]]])
    above, below = implausibility(np.repeat(values, 2, axis=2), [target(11.0), target(9.0)])[0]
    assert above == -below > 0


def test_one_count_is_enough_to_refuse_a_point():
    assert is_plausible(np.array([[0.0, 2.9], [0.0, -3.0], [0.0, 3.0]])).tolist() == [
        True,
        False,
        False,
    ]


def test_a_count_of_the_right_point_is_hardly_ever_implausible():
    """At the point where the counts come from, I is beyond 3 in a few of a thousand cases."""
    rng = np.random.default_rng(1)
    runs = rng.normal(50.0, 5.0, (4_000, 16, 1))
    history = rng.normal(50.0, 5.0, 4_000)
    refused = [
        not is_plausible(implausibility(runs[[case]], [target(history[case], 0.0, 1e-9)]))[0]
        for case in range(4_000)
    ]
    expected = 2 * stats.t.sf(3.0, df=15)  # 0.009
    assert np.mean(refused) == pytest.approx(expected, abs=4 * np.sqrt(expected / 4_000))


def test_the_weights_are_the_posterior_under_the_stated_error():
    """A run is theta and nothing else; theta is uniform: the posterior is the normal error."""
    thetas = np.linspace(-10.0, 10.0, 4_001)
    weights, widened = abc_weights(thetas[:, None, None], [target(1.0, 0.6, 0.8)], fewest=100)
    assert widened == 1.0
    per_point = weights.sum(axis=1)
    mean = np.average(thetas, weights=per_point)
    assert mean == pytest.approx(1.0, abs=1e-6)
    spread = np.sqrt(np.average((thetas - mean) ** 2, weights=per_point))
    assert spread == pytest.approx(1.0, rel=1e-3)  # sqrt(0.36 + 0.64)


def test_random_numbers_widen_the_posterior_by_their_variance():
    rng = np.random.default_rng(2)
    thetas = np.linspace(-12.0, 12.0, 2_000)
    runs = thetas[:, None, None] + rng.normal(0.0, 2.0, (2_000, 60, 1))
    weights, _ = abc_weights(runs, [target(0.0)], fewest=50)
    spread = np.sqrt(np.average(thetas**2, weights=weights.sum(axis=1)))
    assert spread == pytest.approx(np.sqrt(5.0), rel=0.05)


def test_two_counts_narrow_it_by_the_square_root_of_two():
    thetas = np.linspace(-10.0, 10.0, 4_001)
    values = np.repeat(thetas[:, None, None], 2, axis=2)
    weights, _ = abc_weights(values, [target(0.0), target(0.0)], fewest=10)
    spread = np.sqrt(np.average(thetas**2, weights=weights.sum(axis=1)))
    assert spread == pytest.approx(np.sqrt(0.5), rel=1e-3)


def test_errors_are_widened_until_the_effective_number_is_enough():
    thetas = np.linspace(-10.0, 10.0, 201)
    weights, widened = abc_weights(thetas[:, None, None], [target(0.0, 0.0, 0.05)], fewest=40)
    assert widened > 1.0
    per_point = weights.sum(axis=1)
    assert effective_number(per_point) == pytest.approx(40.0, rel=1e-6)
    spread = np.sqrt(np.average(thetas**2, weights=per_point))
    assert spread == pytest.approx(0.05 * widened, rel=0.01)


@given(st.lists(st.floats(0.0, 1e6), min_size=1, max_size=30).filter(lambda each: sum(each) > 1e-3))
def test_weights_are_worth_between_one_point_and_all_of_them(weights):
    assert 1.0 - 1e-9 <= effective_number(np.array(weights)) <= len(weights) + 1e-9


@given(st.integers(1, 50))
def test_equal_weights_are_worth_their_number(number):
    assert effective_number(np.full(number, 0.3)) == pytest.approx(number)


@given(
    st.lists(st.floats(-100.0, 100.0), min_size=4, max_size=40, unique=True), st.floats(0.01, 10.0)
)
def test_weights_sum_to_one_and_nearer_runs_weigh_more(values, error):
    runs = np.array(values)[:, None, None]
    weights, _ = abc_weights(runs, [target(0.0, 0.0, error)], fewest=3)
    assert weights.sum() == pytest.approx(1.0)
    order = np.argsort(np.abs(values))
    assert (np.diff(weights[order, 0]) <= 1e-12).all()
