"""Runs that failed: told, counted, and never taken for runs in which nothing happened."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from synthetic import stored, synthetic_result, with_failed

from msssim.analysis import (
    bands,
    binding_shares,
    chances,
    compare,
    findings,
    join,
    line_of,
    main_effects,
    summarise,
)
from msssim.errors import ResultError
from msssim.experiments import Result
from msssim.views import draw_figures

EARLY = [line_of("first_boots_days < 60")]
FAILED = {
    ("as_is", 0, 2): "ZeroDivisionError: no police left",
    ("full_funding", 0, 4): "OverflowError: too many",
    ("full_funding", 0, 5): "OverflowError: too many",
}


@pytest.fixture(scope="module")
def whole() -> Result:
    return synthetic_result(
        runs=9, weeks=30, scenarios=("as_is", "full_funding"), renewal=("12 months", "none")
    )


@pytest.fixture(scope="module", params=["in memory", "stored"])
def result(whole, request, tmp_path_factory) -> Result:
    made = with_failed(whole, FAILED)
    return made if request.param == "in memory" else stored(made, tmp_path_factory.mktemp("r"))


def without(result: Result, runs: set[int]) -> Result:
    """The same result without these run numbers, in any cell."""
    tables = [table[~table["run"].isin(runs)] for table in (result.runs, result.series)]
    return Result.of_frames(*tables, result.manifest)


def test_failed_runs_are_listed_with_their_reason_and_command(result):
    assert list(result.failed) == ["scenario", "point", "run", "renewal", "failure", "reproduce"]
    first = result.failed.iloc[0].to_list()
    assert first[:4] == ["as_is", 0, 2, "12 months"]
    assert first[4:] == ["ZeroDivisionError: no police left", "msssim run as_is --runs 3"]
    assert result.failed["run"].to_list() == [2, 4, 5]


def test_a_result_whose_runs_cannot_fail_has_no_failed_ones(whole, result):
    assert whole.failed.empty
    assert list(whole.failed) == list(result.failed)


def test_the_summary_counts_failed_runs_apart_from_what_never_happened(result, whole):
    table = summarise(result).set_index(["cell", "outcome"])
    row = table.loc[("full funding, 12 months", "kidnapped")]
    assert (row["runs"], row["failed"], row["share_null"]) == (7, 2, 0)
    good = whole.runs[
        (whole.runs["scenario"] == "full_funding")
        & (whole.runs["point"] == 0)
        & ~whole.runs["run"].isin([4, 5])
    ]
    assert row["mean"] == pytest.approx(good["kidnapped"].mean())
    untouched = table.loc[("as is, no renewal", "kidnapped")]
    assert (untouched["runs"], untouched["failed"]) == (9, 0)


def test_a_comparison_refuses_failed_runs_and_tells_of_the_first(result):
    with pytest.raises(ResultError) as caught:
        compare(result)
    told = str(caught.value)
    assert "3 runs failed" in told
    assert "run 2 of as_is at point 0: ZeroDivisionError: no police left" in told
    assert "to see it again: msssim run as_is --runs 3" in told
    assert "--without-failed" in told


def test_failed_runs_of_a_second_result_are_refused_too(whole):
    other = with_failed(whole, {("as_is", 0, 1): "KeyError: 'x'"})
    with pytest.raises(ResultError, match=r"1 run failed .* run 1 of as_is \(2\) at point 0"):
        compare(whole, other)


def test_left_out_runs_take_their_partners_with_them_and_are_counted(result, whole):
    table = compare(result, without_failed=True)
    of_cell = table[table["cell"] == "full funding, 12 months"]
    assert set(of_cell["dropped"] - compare(whole).loc[of_cell.index, "dropped"]) <= {0, 3}
    row = of_cell.set_index("outcome").loc["kidnapped"]
    assert (row["runs"], row["dropped"]) == (6, 3)
    expected = compare(without(whole, {2, 4, 5}))
    expected = expected[expected["cell"] == "full funding, 12 months"].set_index("outcome")
    for column in ("baseline_mean", "mean", "difference", "low", "high"):
        assert row[column] == pytest.approx(expected.loc["kidnapped", column])


def test_the_sentences_are_those_of_the_runs_that_went_well(whole):
    everywhere = {
        (scenario, point, 3): "ValueError" for scenario in whole.manifest["scenarios"]
        for point in range(2)
    }  # fmt: skip
    failed = with_failed(whole, everywhere)
    assert findings(failed) == findings(without(whole, {3}))
    pd.testing.assert_frame_equal(binding_shares(failed), binding_shares(without(whole, {3})))
    pd.testing.assert_frame_equal(
        main_effects(failed, "kidnapped"), main_effects(without(whole, {3}), "kidnapped")
    )
    pd.testing.assert_frame_equal(
        chances(failed, EARLY, without_failed=True), chances(without(whole, {3}), EARLY)
    )


def test_the_bands_are_those_of_the_runs_that_went_well(result, whole):
    found = bands(result, "deployed").loc["full funding, 12 months"]
    expected = bands(without(whole, {4, 5}), "deployed").loc["full funding, 12 months"]
    pd.testing.assert_frame_equal(found, expected, check_index_type=False)


def test_a_joined_result_tells_which_runs_failed(result, whole):
    joined = join(whole, result)
    where = joined.failed["scenario"].value_counts().to_dict()
    assert where == {"as_is (2)": 1, "full_funding (2)": 2}
    assert np.isnan(joined.outcomes(["kidnapped"])["kidnapped"]).sum() == 3


def test_a_cell_of_which_every_run_failed_is_named_in_place_of_findings(whole):
    lost = with_failed(whole, {("full_funding", 1, run): "KeyError: 'x'" for run in range(9)})
    for made_of in (findings, draw_figures):
        with pytest.raises(
            ResultError, match=r"'full funding, no renewal' failed; .* KeyError.*msssim run"
        ):
            made_of(lost)
    row = summarise(lost).iloc[-1]
    assert (row["runs"], row["failed"]) == (0, 9)
    compared = compare(lost, without_failed=True).iloc[-1]
    assert (compared["runs"], compared["dropped"]) == (0, 9)
