"""How often lines are met is counted over the same runs, with an interval that covers it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from synthetic import independent_runs, synthetic_result, with_failed

from msssim.analysis import chances, line_of
from msssim.errors import InputError, ResultError
from msssim.experiments import Result

RESULT = synthetic_result(runs=80, weeks=60, scenarios=("as_is", "full_funding"), renewal=None)
NO_LAPSE, CONTROL = line_of("lapse < 1"), line_of("gang_control_end <= 75 %")


def of(table: pd.DataFrame, line: object, cell: str) -> pd.Series:
    return table[(table["line"] == str(line)) & (table["cell"] == cell)].iloc[0]


def test_shares_are_counted_and_their_interval_is_wilsons():
    table = chances(RESULT, [CONTROL])
    for name, cell in (("as_is", "as is"), ("full_funding", "full funding")):
        own = RESULT.runs.loc[RESULT.runs["scenario"] == name, "gang_control_end"] <= 0.75
        row = of(table, CONTROL, cell)
        assert row["share"] == pytest.approx(own.mean())
        expected = stats.binomtest(int(own.sum()), 80).proportion_ci(method="wilson")
        assert (row["low"], row["high"]) == pytest.approx((expected.low, expected.high))
        assert row["runs"] == 80


def test_differences_are_those_of_the_same_runs():
    table = chances(RESULT, [CONTROL])
    runs = RESULT.runs.assign(met=(RESULT.runs["gang_control_end"] <= 0.75).astype(float))
    held = runs.pivot_table("met", index="run", columns="scenario")
    apart = held["full_funding"] - held["as_is"]
    expected = stats.ttest_1samp(apart, 0).confidence_interval(0.95)
    row = of(table, CONTROL, "full funding")
    assert row["difference"] == pytest.approx(apart.mean())
    assert (row["difference_low"], row["difference_high"]) == pytest.approx(
        (expected.low, expected.high)
    )
    assert of(table, CONTROL, "as is")["difference"] == 0


def test_all_lines_at_once_are_met_where_each_is():
    table = chances(RESULT, [NO_LAPSE, CONTROL])
    runs = RESULT.runs[RESULT.runs["scenario"] == "as_is"]
    every = ((runs["lapse"] < 1) & (runs["gang_control_end"] <= 0.75)).mean()
    assert 0 < every < 1
    assert of(table, "all of them", "as is")["share"] == pytest.approx(every)
    assert "all of them" not in set(chances(RESULT, [CONTROL])["line"])


def test_a_line_at_the_baseline_is_held_against_the_same_run():
    table = chances(RESULT, [line_of("civilians_killed < baseline")])
    killed = RESULT.runs.pivot_table("civilians_killed", index="run", columns="scenario")
    fewer = (killed["full_funding"] < killed["as_is"]).mean()
    assert of(table, "civilians killed below the baseline's", "full funding")["share"] == fewer
    assert of(table, "civilians killed below the baseline's", "as is")["share"] == 0


def test_a_failed_run_is_no_run_that_missed_the_line():
    lost = with_failed(RESULT, {("full_funding", 0, 3): "KeyError"})
    with pytest.raises(ResultError, match="failed"):
        chances(lost, [NO_LAPSE])
    row = of(chances(lost, [NO_LAPSE], without_failed=True), NO_LAPSE, "full funding")
    assert row["runs"] == 79


def test_with_samples_the_interval_is_that_over_samples_and_runs():
    samples, runs = 6, 5
    frame = pd.DataFrame(
        [
            {"scenario": "as_is", "point": point, "run": run, "gangs.rationality": point / 10,
             "civilians_killed": 1.0, "lapse": float(point < 3)}
            for point in range(samples) for run in range(runs)
        ]
    )  # fmt: skip
    manifest = {**RESULT.manifest, "uncertainties": ["gangs.rationality"]}
    manifest["scenarios"] = {"as_is": manifest["scenarios"]["as_is"]}
    row = chances(Result.of_frames(frame, RESULT.series, manifest), [NO_LAPSE]).iloc[0]
    reach = stats.t.ppf(0.975, samples - 1) * np.sqrt(0.3 / samples)
    assert row["share"] == 0.5
    assert row["low"] == pytest.approx(max(0, 0.5 - reach))


def test_equal_runs_give_the_interval_of_the_fewer_samples():
    frame = pd.DataFrame(
        [
            {"scenario": "as_is", "point": point, "run": run, "gangs.rationality": point / 10,
             "civilians_killed": 1.0, "lapse": 0.0}
            for point in range(9) for run in range(5)
        ]
    )  # fmt: skip
    manifest = {**RESULT.manifest, "uncertainties": ["gangs.rationality"]}
    manifest["scenarios"] = {"as_is": manifest["scenarios"]["as_is"]}
    row = chances(Result.of_frames(frame, RESULT.series, manifest), [NO_LAPSE]).iloc[0]
    assert row["share"] == row["high"] == 1
    assert row["low"] == pytest.approx(stats.binomtest(5, 5).proportion_ci(method="wilson").low)
    one_run = frame[frame["run"] == 0]
    row = chances(Result.of_frames(one_run, RESULT.series, manifest), [NO_LAPSE]).iloc[0]
    assert row["low"] == pytest.approx(stats.binomtest(9, 9).proportion_ci(method="wilson").low)


def test_runs_of_a_sample_with_draws_of_its_own_do_not_count_one_by_one():
    """Ten runs of a sample are all alike here: there are twelve things to count, not 120."""
    frame = pd.DataFrame(
        [
            {"scenario": "as_is", "point": point, "run": run, "gangs.rationality": point / 20,
             "civilians_killed": 1.0, "lapse": float(point < 6)}
            for point in range(12) for run in range(10)
        ]
    )  # fmt: skip
    manifest = {**RESULT.manifest, "uncertainties": ["gangs.rationality"]}
    manifest["scenarios"] = {"as_is": manifest["scenarios"]["as_is"]}
    row = chances(
        independent_runs(Result.of_frames(frame, RESULT.series, manifest)), [NO_LAPSE]
    ).iloc[0]
    reach = stats.t.ppf(0.975, 11) * np.sqrt(frame.groupby("point")["lapse"].mean().var() / 12)
    assert (row["low"], row["high"]) == pytest.approx((0.5 - reach, 0.5 + reach))
    single = frame[frame["run"] == 0]
    row = chances(
        independent_runs(Result.of_frames(single, RESULT.series, manifest)), [NO_LAPSE]
    ).iloc[0]
    assert row["low"] == pytest.approx(stats.binomtest(6, 12).proportion_ci(method="wilson").low)


def test_an_outcome_that_is_not_there_is_refused():
    with pytest.raises(InputError, match="no outcome of this result"):
        chances(RESULT, [line_of("trust_end > 0.5")])
