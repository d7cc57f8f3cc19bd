"""Distributions as a person writes them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scipy import stats

from msssim.experiments.uncertainty import Uncertainty

MIDDLE = np.array([0.5])


def test_a_uniform_distribution_has_its_median_in_the_middle():
    low_high = Uncertainty(low=2.0, high=6.0)
    assert low_high.at_quantiles(np.array([0, 0.5, 1])).tolist() == [2, 4, 6]


def test_between_two_quantiles_every_value_is_as_likely():
    listed = Uncertainty(quantiles=(0.0, 1.0, 4.0))
    at = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
    assert listed.at_quantiles(at).tolist() == [0.0, 0.5, 1.0, 2.5, 4.0]


@pytest.mark.parametrize(
    "written", [{"log_low": 1.0, "log_high": 100.0}, {"low": 1.0, "high": 100.0, "scale": "log"}]
)
def test_a_logarithmic_one_has_its_median_at_the_geometric_mean(written):
    assert Uncertainty(**written).at_quantiles(MIDDLE)[0] == pytest.approx(10)


def test_a_linear_scale_may_be_written_out():
    assert Uncertainty(low=0.0, high=1.0, scale="linear").at_quantiles(MIDDLE)[0] == 0.5


def test_a_triangular_one_has_its_share_below_the_mode_that_geometry_gives():
    triangle = Uncertainty(triangular=(0.0, 2.0, 8.0))
    assert triangle.at_quantiles(np.array([0, 0.25, 1])).tolist() == pytest.approx([0, 2, 8])


def test_a_triangular_one_has_the_mean_and_the_variance_of_its_triangle():
    a, m, b = 1.0, 2.0, 8.0
    values = Uncertainty(triangular=(a, m, b)).at_quantiles((np.arange(100_000) + 0.5) / 100_000)
    assert values.mean() == pytest.approx((a + m + b) / 3, rel=1e-4)
    variance = (a * a + m * m + b * b - a * m - a * b - m * b) / 18
    assert values.var() == pytest.approx(variance, rel=1e-3)


def test_listed_values_are_equally_likely():
    listed = Uncertainty(values=(5, 7))
    assert listed.at_quantiles(np.array([0, 0.49, 0.5, 1])).tolist() == [5, 5, 7, 7]


def test_no_quantile_lies_outside_the_ends():
    narrow = Uncertainty(log_low=0.1, log_high=0.3)
    values = narrow.at_quantiles(np.linspace(0, 1, 1001))
    assert values.min() >= 0.1
    assert values.max() <= 0.3


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({}, "nothing is not a distribution"),
        ({"low": 1.0}, "low is not a distribution"),
        ({"low": 1.0, "log_high": 2.0}, "is not a distribution"),
        ({"low": 2.0, "high": 2.0}, "lower end 2 is not below the upper end 2"),
        ({"log_low": 0.0, "log_high": 2.0}, "begins above 0"),
        ({"triangular": (0.0, 9.0, 1.0)}, r"write \[least, mode, most\]"),
        ({"triangular": (0.0, 1.0)}, "triangular"),
        ({"values": ()}, "values"),
        ({"low": True, "high": 2.0}, "low"),
        ({"lo": 1.0, "high": 2.0}, "lo"),
    ],
)
def test_what_is_no_distribution_is_refused(written, message):
    with pytest.raises(ValidationError, match=message):
        Uncertainty(**written)


FRACTIONS = np.linspace(0.001, 0.999, 201)


def test_a_truncated_normal_has_the_quantiles_of_its_closed_form():
    mean, sd, low, high = 0.4, 0.3, 0.1, 1.5
    whole = stats.norm(mean, sd)
    below, above = whole.cdf(low), whole.cdf(high)
    expected = whole.ppf(below + FRACTIONS * (above - below))
    written = Uncertainty(normal={"mean": mean, "sd": sd, "low": low, "high": high})
    assert written.at_quantiles(FRACTIONS) == pytest.approx(expected, rel=1e-9)
    assert written.at_quantiles(np.array([0, 1])).tolist() == [low, high]


def test_a_beta_has_the_mean_and_the_variance_of_its_closed_form():
    alpha, beta, low, high = 2.0, 5.0, 10.0, 20.0
    quantiles = (np.arange(100_000) + 0.5) / 100_000
    values = Uncertainty(beta=(alpha, beta), low=low, high=high).at_quantiles(quantiles)
    total = alpha + beta
    assert values.mean() == pytest.approx(low + (high - low) * alpha / total, rel=1e-6)
    variance = (high - low) ** 2 * alpha * beta / (total**2 * (total + 1))
    assert values.var() == pytest.approx(variance, rel=1e-4)


def test_a_beta_spans_the_unit_interval_unless_it_says_otherwise():
    assert Uncertainty(beta=(1.0, 1.0)).at_quantiles(np.array([0, 0.25, 1])).tolist() == [
        0,
        0.25,
        1,
    ]


def test_weighted_quantiles_are_in_proportion_to_the_weights():
    weighted = Uncertainty(values=("low", "middle", "high"), weights=(1.0, 0.0, 3.0))
    drawn = weighted.at_quantiles(np.array([0, 0.24, 0.26, 1])).tolist()
    assert drawn == ["low", "low", "high", "high"]


def test_a_value_of_no_weight_is_never_drawn_not_even_at_the_ends():
    weighted = Uncertainty(values=(1, 2, 3), weights=(0.0, 1e308, 0.0))
    assert set(weighted.at_quantiles(np.linspace(0, 1, 101)).tolist()) == {2}


def test_weights_of_any_size_are_shares_of_their_sum():
    weighted = Uncertainty(values=(1, 2), weights=(1e308, 1e308))
    assert weighted.at_quantiles(np.array([0.25, 0.75])).tolist() == [1, 2]


@st.composite
def written_distributions(draw):
    """Draw a continuous distribution as a person writes it, and its ends."""
    low = draw(st.floats(-1e6, 1e6))
    high = low + draw(st.floats(1e-3, 1e6))
    inside = low + draw(st.floats(0, 1)) * (high - low)
    inside = min(max(inside, low), high)
    sd = draw(st.floats(1e-3, 100)) * (high - low)
    shape = st.floats(1e-2, 1e4)
    forms = [
        {"low": low, "high": high},
        {"triangular": (low, inside, high)},
        {"normal": {"mean": inside, "sd": sd, "low": low, "high": high}},
        {"beta": (draw(shape), draw(shape)), "low": low, "high": high},
    ]
    if low > 0:
        forms.append({"low": low, "high": high, "scale": "log"})
    return draw(st.sampled_from(forms)), low, high


@given(written_distributions())
def test_quantiles_rise_and_stay_between_the_ends(distribution):
    written, low, high = distribution
    values = Uncertainty(**written).at_quantiles(np.linspace(0, 1, 101))
    assert ((values >= low) & (values <= high)).all()
    slack = 1e-9 * (high - low) + 1e-9 * max(abs(low), abs(high))
    assert (np.diff(values) >= -slack).all()


@given(st.lists(st.floats(0, 1e308), min_size=1, max_size=8).filter(any))
def test_every_weighted_value_is_drawn_as_often_as_its_weight_says(weights):
    values = tuple(range(len(weights)))
    count = 4_000
    drawn = Uncertainty(values=values, weights=tuple(weights)).at_quantiles(
        (np.arange(count) + 0.5) / count
    )
    shares = np.array(weights) / max(weights)
    expected = shares / shares.sum()
    found = np.bincount(drawn, minlength=len(weights)) / count
    assert np.abs(found - expected).max() <= 1 / count + 1e-9


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"normal": {"mean": 0.5, "sd": 0.0, "low": 0.0, "high": 1.0}}, "above 0, not 0"),
        ({"normal": {"mean": 2.0, "sd": 1.0, "low": 0.0, "high": 1.0}}, "mean 2 is outside 0"),
        ({"normal": {"mean": 0.5, "sd": 1.0, "low": 1.0, "high": 0.0}}, "lower end 1 is not"),
        ({"normal": {"mean": 0.5, "sd": 1e4, "low": 0.0, "high": 1.0}}, "normal is flat"),
        ({"normal": {"mean": 0.5, "sd": math.nan, "low": 0.0, "high": 1.0}}, "finite"),
        ({"normal": {"mean": 0.5, "sd": 1.0}}, "low"),
        ({"beta": (0.0, 1.0)}, "alpha is above 0, not 0"),
        ({"beta": (1.0, -1.0)}, "beta is above 0, not -1"),
        ({"beta": (1.0, 1.0), "low": 0.0}, "beta, low is not a distribution"),
        ({"values": (1, 2), "weights": (1.0,)}, "1 weights for 2 values"),
        ({"values": (1, 2), "weights": (1.0, -1.0)}, "0 or more, not -1"),
        ({"values": (1, 2), "weights": (0.0, 0.0)}, "all weights are 0"),
        ({"values": (1, 2), "weights": (math.nan, 1.0)}, "finite"),
        ({"weights": (1.0,)}, "weights is not a distribution"),
        ({"low": None, "high": 1.0}, "high is not a distribution"),
    ],
)
def test_what_is_no_distribution_is_refused_in_words(written, message):
    with pytest.raises(ValidationError, match=message):
        Uncertainty(**written)
