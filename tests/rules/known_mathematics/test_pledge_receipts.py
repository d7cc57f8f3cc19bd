"""What pledges bring in, in expectation: conversion times a Gamma lag of shape 2.

A pledge converts in part. What will be paid leaves each of two stages with the same chance in every
step, so that the number of steps is negative binomial and tends to the Gamma of the stated mean;
receipts by a date are conversion * pledged * its distribution function.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from msssim.rules.funding import split_pledge, transfer
from msssim.rules.hazard import chance
from msssim.world.calendar import WEEKS_PER_MONTH
from sections import section

LAG, DAY = 10.0, 1 / 7
FUNDING = section("funding", lag_months=LAG / WEEKS_PER_MONTH)
PLEDGED, CONVERSION, PLEDGES = 1_000_000, 0.6, 20_000


@pytest.fixture(scope="module")
def received():
    """Dollars received by the end of each day, pledge by pledge; shape (day, pledge)."""
    rng = np.random.default_rng(3)
    paid, _ = split_pledge(np.full(PLEDGES, PLEDGED), CONVERSION)
    first, second = paid, np.zeros_like(paid)
    so_far, daily = np.zeros_like(paid), []
    for _ in range(700):
        out = transfer(second, FUNDING, uniform=rng.random(PLEDGES), weeks=DAY)
        moved = transfer(first, FUNDING, uniform=rng.random(PLEDGES), weeks=DAY)
        first, second, so_far = first - moved, second - out + moved, so_far + out
        daily.append(so_far)
    return np.array(daily)


@pytest.mark.parametrize("weeks", [2, 5, 10, 20, 40])
def test_receipts_are_conversion_times_the_lags_distribution(received, weeks):
    # four standard errors: wrong once in 16,000 tries for each date
    steps = 7 * weeks
    share = received[steps - 1].mean() / PLEDGED
    arrived = stats.nbinom.cdf(steps - 2, 2, chance(2.0 / LAG, DAY))
    error = CONVERSION * np.sqrt(arrived * (1 - arrived) / PLEDGES)
    assert abs(share - CONVERSION * arrived) < 4 * error
    gamma = stats.gamma.cdf(weeks, 2, scale=LAG / 2)
    assert arrived == pytest.approx(gamma, abs=0.02)  # a day's step is near its limit


def test_in_the_end_exactly_the_converted_part_is_received(received):
    assert np.all(received[-1] == int(PLEDGED * CONVERSION))


def test_the_lag_has_the_mean_and_the_variance_of_a_gamma_of_shape_two(received):
    # four standard errors, wrong once in 16,000 tries; a day's step adds half a day to each stage
    waited = ((received == 0).sum(axis=0) + 1) * DAY
    assert abs(waited.mean() - DAY - LAG) < 4 * waited.std() / np.sqrt(PLEDGES)
    assert waited.var() == pytest.approx(LAG**2 / 2, rel=0.06)
