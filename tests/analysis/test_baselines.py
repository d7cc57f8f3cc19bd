"""What a reader would have said without a model."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from msssim.analysis.observations import Observation
from msssim.analysis.scores import linear_trend, persistence


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
