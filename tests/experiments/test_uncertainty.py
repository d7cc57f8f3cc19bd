"""Distributions as a person writes them."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from msssim.experiments.uncertainty import Uncertainty

MIDDLE = np.array([0.5])


def test_a_uniform_one_has_its_median_in_the_middle_and_its_ends_at_its_ends():
    low_high = Uncertainty(low=2.0, high=6.0)
    assert low_high.at_quantiles(np.array([0, 0.5, 1])).tolist() == [2, 4, 6]


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
