"""Differences of medians and tails, with intervals that cover what they should."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import synthetic_result, with_failed

from msssim.analysis import distribution_differences
from msssim.analysis.spread import STATISTICS
from msssim.errors import InputError, ResultError
from msssim.experiments import Result

pytestmark = pytest.mark.slow

BASE = synthetic_result(runs=60, weeks=2, scenarios=("as_is", "full_funding"), renewal=None)


def two_cells(base: np.ndarray, other: np.ndarray) -> Result:
    runs = BASE.runs[["scenario", "point", "run"]].iloc[:0]
    frames = [
        pd.DataFrame({"scenario": name, "point": 0, "run": range(len(values)), "kidnapped": values})
        for name, values in (("as_is", base), ("full_funding", other))
    ]
    return Result.of_frames(pd.concat([runs, *frames]), BASE.series, BASE.manifest)


def rows_of(base: np.ndarray, other: np.ndarray) -> pd.DataFrame:
    table = distribution_differences(two_cells(base, other), ["kidnapped"])
    return table.set_index("statistic")


DRAWS = np.random.default_rng(8)
NORMAL = DRAWS.normal(size=60)


def test_every_statistic_is_that_of_numpy():
    base, other = NORMAL, 2 * NORMAL + 1
    table = rows_of(base, other)
    for name, share in {"p5": 5, "median": 50, "p95": 95}.items():
        expected = np.percentile(other, share) - np.percentile(base, share)
        assert table.loc[name, "difference"] == pytest.approx(expected)
    assert table.loc["mean", "difference"] == pytest.approx(other.mean() - base.mean())
    assert list(table.index) == list(STATISTICS)
    assert (table["runs"] == 60).all()


def test_a_wider_spread_shows_in_the_tails_and_not_in_the_middle():
    values = np.linspace(-1, 1, 60)
    table = rows_of(values, 3 * values)
    assert table.loc["median", "low"] <= 0 <= table.loc["median", "high"]
    assert table.loc["p5", "high"] < 0 < table.loc["p95", "low"]


def test_a_shift_alone_has_no_interval_because_nothing_varies():
    table = rows_of(NORMAL.round(), NORMAL.round() + 4)
    assert (table[["difference", "low", "high"]] == 4).all(axis=None)
    assert set(table["method"]) == {"none"}


@settings(max_examples=10)
@given(st.integers(0, 10**6))
def test_swapping_the_cells_turns_the_sign_of_the_difference(seed):
    draws = np.random.default_rng(seed)
    base, other = draws.normal(size=20), draws.exponential(size=20)
    one, turned = rows_of(base, other), rows_of(other, base)
    assert one["difference"].to_numpy() == pytest.approx(-turned["difference"].to_numpy())


def test_the_interval_of_the_median_covers_as_often_as_it_says():
    """Of 80 intervals of 95 % fewer than 66 cover with a chance below 1e-5 if they are right."""
    draws, covered = np.random.default_rng(9), 0
    for _ in range(80):
        common = draws.normal(size=60)
        row = rows_of(common, common + 1 + 0.5 * draws.normal(size=60)).loc["median"]
        covered += row["low"] <= 1 <= row["high"]
    assert covered >= 66


def test_samples_are_drawn_again_whole():
    """Runs of one sample are alike: counted one by one the interval would be far too narrow."""
    samples, runs = 8, 25
    effect = np.random.default_rng(10).normal(size=samples)
    rows = [
        {"scenario": scenario, "point": point, "run": run, "gangs.rationality": point / 10,
         "kidnapped": (scenario != "as_is") * effect[point] + 0.01 * run}
        for scenario in ("as_is", "full_funding")
        for point in range(samples) for run in range(runs)
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    manifest = {**BASE.manifest, "uncertainties": ["gangs.rationality"]}
    whole = distribution_differences(Result.of_frames(frame, BASE.series, manifest), ["kidnapped"])
    mean = whole.set_index("statistic").loc["mean"]
    error = effect.std(ddof=1) / np.sqrt(samples)
    assert mean["high"] - mean["low"] > 2.5 * error
    lost = frame.drop(index=[3, 3 + samples * runs])
    ragged = distribution_differences(Result.of_frames(lost, BASE.series, manifest), ["kidnapped"])
    again = ragged.set_index("statistic").loc["mean"]
    assert again["low"] == pytest.approx(mean["low"], abs=0.1 * error)


def test_the_same_result_gives_the_same_table():
    result = two_cells(NORMAL, NORMAL**2)
    pd.testing.assert_frame_equal(
        distribution_differences(result, ["kidnapped"]),
        distribution_differences(result, ["kidnapped"]),
    )


def test_what_happened_in_one_of_the_two_only_is_left_out():
    other = NORMAL.copy()
    other[:10] = np.nan
    table = rows_of(NORMAL, other + 1)
    assert (table["runs"] == 50).all()


def test_failed_runs_and_lone_cells_are_refused():
    with pytest.raises(ResultError, match="failed"):
        distribution_differences(with_failed(BASE, {("as_is", 0, 1): "KeyError"}))
    lone = synthetic_result(runs=4, weeks=2, scenarios=("as_is",), renewal=None)
    with pytest.raises(InputError, match="only one cell"):
        distribution_differences(lone)
