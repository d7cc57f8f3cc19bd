"""The ensemble read at counts, the table of scores, and what is said of it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from synthetic import manifest

from msssim.analysis.backtest import Backtest, backtest
from msssim.analysis.backtest_findings import backtest_findings, headline, period
from msssim.analysis.observations import OBSERVABLES, Observation
from msssim.errors import InputError
from msssim.experiments import Result
from msssim.scenario import load_scenario

START = dt.date(2024, 6, 12)
WEEKS, RUNS = 4, 5


def day(number: int) -> dt.date:
    """The date that is the number-th day of the run; 1 is its first."""
    return START + dt.timedelta(days=number - 1)


def count(series: str, end: int, value: float, start: int | None = None) -> Observation:
    first = None if start is None else day(start)
    return Observation(series, day(end), value, value, value, "made up", first)


@pytest.fixture(scope="module")
def result() -> Result:
    """Run k has 100 k displaced more each week, 7 (k + 1) dead a week, and lands on day 7 k."""
    rows = [
        {
            "scenario": "as_is", "point": 0, "run": run,
            "date": pd.Timestamp(day(7 * (week + 1))),
            "displaced": np.float32(1000 + 100 * run * (week + 1)),
            "killed_total": np.float32(7 * (run + 1)),
        }
        for run in range(RUNS)
        for week in range(WEEKS)
    ]  # fmt: skip
    landed = [np.nan, 6.0, 13.0, 20.0, 27.0]
    runs = pd.DataFrame(
        {"scenario": "as_is", "point": 0, "run": range(RUNS), "first_boots_days": landed}
    )
    made = manifest(["as_is"], {}, RUNS, WEEKS, 1)
    return Result.of_frames(runs, pd.DataFrame(rows), made)


def test_a_stock_is_read_on_the_straight_line_between_the_ends_of_weeks(result):
    test = Backtest(result, (), ())
    at_end = test.ensemble.given_to(count("displaced", 14, 0))
    assert at_end == pytest.approx([1000, 1200, 1400, 1600, 1800])
    between = test.ensemble.given_to(count("displaced", 17, 0))
    assert between == pytest.approx([1000 + run * (200 + 300 / 7) for run in range(RUNS)])


def test_a_flow_is_summed_over_its_period_both_days_included(result):
    test = Backtest(result, (), ())
    whole = test.ensemble.given_to(count("killed_total", 28, 0, start=1))
    assert whole == pytest.approx([28 * (run + 1) for run in range(RUNS)])
    days = test.ensemble.given_to(count("killed_total", 17, 0, start=12))
    assert days == pytest.approx([6 * (run + 1) for run in range(RUNS)])


def test_an_event_has_happened_from_its_day_on(result):
    test = Backtest(result, (), ())
    landed = [test.ensemble.happened(day(end)).sum() for end in (6, 7, 8, 28)]
    assert landed == [0, 1, 1, 4]


@pytest.fixture(scope="module")
def test_of_three(result) -> Backtest:
    known = (count("displaced", -30, 900), count("displaced", 0, 1000))
    later = (
        count("displaced", 14, 1400),
        count("displaced", 28, 5000),
        count("killed_total", 28, 56, start=1),
        count("first_boots", 20, 0),
    )
    return Backtest(result, known, later)


def test_the_table_has_scores_and_baselines_of_each_count(test_of_three):
    scores = test_of_three.scores.set_index(["series", "date"])
    hit, miss = scores.loc[("displaced", day(14))], scores.loc[("displaced", day(28))]
    assert (hit["median"], hit["pit"], hit["in_50"]) == (1400, 0.5, True)
    assert (hit["persistence"], hit["crps_persistence"]) == (1000, 400)
    assert hit["trend"] == pytest.approx(1000 + 14 * 100 / 30)
    assert (miss["in_90"], miss["pit"]) == (False, 1.0)
    killed = scores.loc[("killed_total", day(28))]
    assert np.isnan(killed["persistence"])
    assert killed["crps"] < 28
    boots = scores.loc[("first_boots", day(20))]
    assert boots["mean"] == pytest.approx(2 / 5)
    assert boots["crps"] == pytest.approx((2 / 5) ** 2)


def test_a_series_has_the_mean_of_its_scores_and_the_skill_of_the_means(test_of_three):
    table = test_of_three.by_series.set_index("series")
    assert table["counts"].tolist() == [2, 1, 1]
    own = test_of_three.scores.query("series == 'displaced'")
    displaced = table.loc["displaced"]
    assert displaced["crps"] == pytest.approx(own["crps"].mean())
    expected = 1 - own["crps"].mean() / own["crps_persistence"].mean()
    assert displaced["skill_persistence"] == pytest.approx(expected)
    assert (displaced["in_50"], displaced["in_90"]) == (1, 1)
    assert np.isnan(table.loc["killed_total", "skill_trend"])


def test_the_finding_counts_misses_and_beaten_baselines(test_of_three):
    assert headline(test_of_three) == (
        "1 of 4 counts lies outside the 90 % interval of the runs. The model beats persistence in "
        "1 of 1 series and a linear trend in 1 of 1 series."
    )


def test_misses_are_told_first_then_coverage_and_the_chance_of_no_boots(test_of_three):
    said = list(backtest_findings(test_of_three))
    assert said[0] == (
        "Missed: displaced on 9 July 2024: counted 5,000 persons, 90 % interval of the runs [1,080 "
        "to 2,520]."
    )
    assert "covers 3 of 4 counts, with 3.6 expected" in said[1]
    assert said[-1] == (
        "Nobody had landed by 1 July 2024; the model gave this a probability of 60 %."
    )
    assert not any("set with these months in view" in sentence for sentence in said)


def test_the_dead_are_told_with_and_without_those_killed_by_the_state(result):
    def dead(series, crps, value):
        return {"series": series, "start": START, "date": day(28), "crps": crps, "value": value}

    test = Backtest(result, (), (count("killed_total", 28, 50, start=1),))
    row = test.scores.iloc[0].to_dict()
    rows = [row | dead("killed_total", 10, 50), row | dead("killed_not_by_state", 3, 30)]
    test.__dict__["scores"] = pd.DataFrame(rows)
    assert list(backtest_findings(test))[-1] == (
        "Killed from 12 June 2024 to 9 July 2024: the CRPS is 20 % of the count with those killed "
        "by the state, and 10 % without them."
    )


def test_a_period_says_its_years():
    assert period(None, dt.date(2024, 3, 8)) == "on 8 March 2024"
    words = period(dt.date(2023, 10, 2), dt.date(2024, 2, 29))
    assert words == "from 2 October 2023 to 29 February 2024"


def test_counts_up_to_the_start_are_known_and_later_ones_scored():
    scenario = load_scenario("as_is")
    counts = [
        count("displaced", 10, 580_000),
        count("displaced", 1, 570_000),
        count("first_boots", 9, 0),
        count("police", 10, 13_000),
    ]
    test = backtest(scenario, counts, runs=2)
    assert [each.date for each in test.known] == [START]
    assert [each.series for each in test.later] == ["first_boots", "displaced", "police"]
    assert test.result.manifest["horizon_days"] == 14
    assert test.scores["crps"].notna().all()


def test_without_a_later_count_there_is_nothing_to_score():
    with pytest.raises(InputError, match="none is dated after 2024-06-12"):
        backtest(load_scenario("as_is"), [count("displaced", 1, 5)], runs=1)


def test_labels_are_short_enough_for_a_panel():
    assert max(len(each.label) for each in OBSERVABLES.values()) <= 40
