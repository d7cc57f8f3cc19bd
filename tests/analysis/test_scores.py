"""CRPS, PIT, coverage and reference forecasts: closed forms, properness, calibrated ensembles.

The statistical tests draw from fixed seeds; each states how often it would fail for another seed.
"""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, kstest, norm

from msssim.analysis.observations import Observation
from msssim.analysis.scores import (
    central_interval,
    covered,
    crps,
    linear_trend,
    persistence,
    pit,
    skill,
)

numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
ensembles = st.lists(numbers, min_size=1, max_size=30).map(np.array)


@given(ensembles, numbers)
def test_the_crps_is_never_negative(ensemble, observed):
    assert crps(ensemble, observed) >= 0.0


@given(numbers, numbers)
def test_the_crps_of_one_member_is_the_absolute_error(member, observed):
    assert crps(np.array([member]), observed) == pytest.approx(abs(member - observed), rel=1e-9)


@given(ensembles, numbers)
def test_the_crps_is_the_mean_error_less_half_the_mean_difference(ensemble, observed):
    error = np.abs(ensemble - observed).mean()
    spread = np.abs(ensemble[:, None] - ensemble[None, :]).mean()
    assert crps(ensemble, observed) == pytest.approx(error - spread / 2, rel=1e-6, abs=1e-4)


@given(st.integers(0, 20), st.integers(1, 20), st.sampled_from([0.0, 1.0]))
def test_the_crps_of_a_yes_or_no_is_the_brier_score(no, yes, observed):
    chance = yes / (no + yes)
    ensemble = np.repeat([0.0, 1.0], [no, yes])
    assert crps(ensemble, observed) == pytest.approx((chance - observed) ** 2, abs=1e-12)


@pytest.mark.parametrize("observed", [-1.5, 0.0, 0.4, 3.0])
def test_the_crps_of_a_normal_law_has_its_closed_form(observed):
    ensemble = norm.ppf((np.arange(5_000) + 0.5) / 5_000)
    exact = (
        observed * (2 * norm.cdf(observed) - 1) + 2 * norm.pdf(observed) - 1 / np.sqrt(np.pi)
    )  # Gneiting and Raftery (2007), equation 22
    assert crps(ensemble, observed) == pytest.approx(exact, abs=2e-3)


@pytest.mark.parametrize(("shift", "scale"), [(0.5, 1.0), (0.0, 0.4), (0.0, 2.5), (-1.0, 1.0)])
def test_the_crps_is_proper_no_other_law_scores_better_than_the_true_one(shift, scale):
    true_law = norm.ppf((np.arange(400) + 0.5) / 400)
    drawn = norm.ppf((np.arange(300) + 0.5) / 300)
    own, other = (
        np.mean([crps(law, y) for y in drawn]) for law in (true_law, shift + scale * true_law)
    )
    assert own < other


@given(ensembles, numbers)
def test_the_pit_is_a_share_and_counts_ties_half(ensemble, observed):
    below, equal = (ensemble < observed).mean(), (ensemble == observed).mean()
    assert 0.0 <= pit(ensemble, observed) <= 1.0
    assert pit(ensemble, observed) == pytest.approx(below + equal / 2)


def test_the_pit_is_uniform_for_draws_from_the_ensemble_s_own_law():
    random = np.random.default_rng(5)
    values = [pit(random.gamma(2.0, 1.0, 500), random.gamma(2.0, 1.0)) for _ in range(400)]
    assert kstest(values, "uniform").pvalue > 1e-4  # fails once in 10,000 seeds


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_the_interval_covers_its_share_of_draws_from_the_ensemble(share):
    random = np.random.default_rng(6)
    inside = sum(covered(random.normal(size=1_000), random.normal(), share) for _ in range(400))
    assert binomtest(inside, 400, share).pvalue > 1e-4  # fails once in 10,000 seeds


def test_the_ends_of_an_interval_belong_to_it():
    ensemble = np.arange(101.0)
    assert central_interval(ensemble, 0.9) == pytest.approx((5.0, 95.0))
    assert covered(ensemble, 5.0, 0.9)
    assert not covered(ensemble, 4.9, 0.9)
    assert covered(np.array([3.0]), 3.0, 0.5)


def test_skill_is_what_is_saved_of_the_reference_s_score():
    assert skill(0.0, 8.0) == 1.0
    assert skill(8.0, 8.0) == 0.0
    assert skill(12.0, 8.0) == -0.5
    assert np.isnan(skill(3.0, 0.0))
    assert np.isnan(skill(3.0, float("nan")))


def stock(date: str, value: float, series: str = "displaced") -> Observation:
    return Observation(series, dt.date.fromisoformat(date), value, value, value, "made up")


def flow(start: str, date: str, value: float) -> Observation:
    first = dt.date.fromisoformat(start)
    end = dt.date.fromisoformat(date)
    return Observation("kidnapped", end, value, value, value, "made up", first)


def test_a_stock_that_stays_is_the_last_one_known_whatever_the_order():
    known = [stock("2023-03-01", 200), stock("2023-01-01", 100), stock("2023-02-01", 9, "police")]
    assert persistence(known, stock("2024-01-01", 5)) == 200


def test_a_flow_that_stays_keeps_its_rate_a_day():
    known = [flow("2023-01-01", "2023-01-10", 50)]
    assert persistence(known, flow("2023-06-01", "2023-06-30", 1)) == pytest.approx(150)


def test_a_straight_line_goes_through_two_stocks():
    known = [stock("2023-01-01", 100), stock("2023-01-11", 120)]
    assert linear_trend(known, stock("2023-01-31", 0)) == pytest.approx(160)


def test_a_straight_line_goes_through_the_middles_of_periods():
    known = [flow("2023-01-01", "2023-01-10", 10), flow("2023-01-11", "2023-01-20", 20)]
    assert linear_trend(known, flow("2023-01-21", "2023-01-30", 0)) == pytest.approx(30)


def test_a_line_ends_where_the_quantity_does():
    falling = [stock("2023-01-01", 100), stock("2023-01-11", 10)]
    assert linear_trend(falling, stock("2024-01-01", 0)) == 0
    rising = [stock("2023-01-01", 0.5, "gang_control"), stock("2023-06-01", 0.9, "gang_control")]
    assert linear_trend(rising, stock("2024-06-01", 0, "gang_control")) == 1


def test_without_counts_nothing_is_said():
    assert math.isnan(persistence([], stock("2024-01-01", 5)))
    assert math.isnan(linear_trend([stock("2023-01-01", 100)], stock("2024-01-01", 5)))
