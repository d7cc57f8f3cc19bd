"""A result that is read from a folder: as in memory, but a few columns at a time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from synthetic import stored, synthetic_result

from msssim.analysis import bands, compare, findings, join, pairs, summarise
from msssim.errors import InputError, ResultError
from msssim.experiments import Result
from msssim.experiments.store import Store
from msssim.views import draw_figures
from msssim.world.observables import OUTCOMES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def in_memory() -> Result:
    return synthetic_result(
        runs=7, weeks=30, scenarios=("trickle_funding", "as_is"), renewal=("6 months", "none")
    )


@pytest.fixture(scope="module")
def folder(in_memory, tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("result")
    stored(in_memory, place)
    return place


@pytest.fixture
def read_columns(monkeypatch) -> list[tuple[str, list[str]]]:
    """What is read from parts from now on: the table, and which columns of it."""
    heard = []
    read = Store.read

    def listened(self, name, index, columns):
        heard.append((name, list(columns)))
        return read(self, name, index, columns)

    monkeypatch.setattr(Store, "read", listened)
    return heard


def test_rows_are_in_order_though_later_parts_hold_earlier_rows(folder, in_memory):
    result = Result.read(folder)
    pd.testing.assert_frame_equal(result.runs, in_memory.runs)
    assert result.runs["scenario"].unique().tolist() == ["trickle_funding", "as_is"]
    keys = ["point", "run", "date"]
    expected = pd.concat(
        in_memory.series[in_memory.series["scenario"] == name].sort_values(keys)
        for name in ("trickle_funding", "as_is")
    ).reset_index(drop=True)
    pd.testing.assert_frame_equal(result.series, expected, check_dtype=False)


def test_some_outcomes_are_read_as_in_the_whole_table(folder):
    result = Result.read(folder)
    some = result.outcomes(["lapse", "kidnapped"])
    pd.testing.assert_frame_equal(some, result.runs[list(some)])
    assert list(some) == ["scenario", "point", "run", "renewal", "lapse", "kidnapped"]
    assert len(result) == len(some) == 28


def test_paths_are_the_series_of_each_run_in_the_order_of_the_runs(folder):
    result = Result.read(folder)
    paths = result.paths("gang_control", "as_is", {1})
    assert paths.index.to_list() == [("as_is", 1, run) for run in range(7)]
    series = result.series
    rows = series[(series["scenario"] == "as_is") & (series["point"] == 1)]
    assert paths.to_numpy().ravel().tolist() == rows["gang_control"].tolist()
    assert set(paths.dtypes.astype(str)) == {"float32"}


def test_a_stored_result_means_what_it_means_in_memory(folder, in_memory):
    result = Result.read(folder)
    pd.testing.assert_frame_equal(summarise(result), summarise(in_memory), check_exact=True)
    pd.testing.assert_frame_equal(compare(result), compare(in_memory), check_exact=True)
    pd.testing.assert_frame_equal(
        bands(result, "deployed"), bands(in_memory, "deployed"), check_index_type=False
    )
    assert findings(result) == findings(in_memory)


def test_stored_results_are_joined_like_those_in_memory(folder, in_memory):
    result = Result.read(folder)
    joined, expected = join(result, in_memory), join(in_memory, in_memory)
    pd.testing.assert_frame_equal(compare(joined), compare(expected))
    again = "as_is (2)"
    assert joined.paths("deployed", again, {0}).index.get_level_values(0).unique() == [again]
    pd.testing.assert_frame_equal(
        bands(joined, "deployed"), bands(expected, "deployed"), check_index_type=False
    )


def test_nobody_reads_a_table_whole(folder, read_columns, monkeypatch):
    monkeypatch.setattr(pairs, "TOGETHER", 1)
    result = Result.read(folder)
    summarise(result)
    compare(result)
    findings(result)
    draw_figures(result)
    series = [columns for name, columns in read_columns if name == "series"]
    assert series
    assert all(len(columns) == len(["scenario", "point", "run", "date", "x"]) for columns in series)
    outcomes = [set(columns) & set(OUTCOMES) for name, columns in read_columns if name == "runs"]
    assert max(map(len, outcomes)) == 9  # the weeks bound, which only mean something together


def test_the_paths_of_a_cell_are_read_from_the_parts_that_hold_it(tmp_path, read_columns):
    result = synthetic_result(runs=2, weeks=4)
    for index, (_, rows) in enumerate(result.runs.groupby("scenario", sort=False)):
        series = result.series[result.series["scenario"] == rows["scenario"].iloc[0]]
        one = Result.of_frames(rows, series, result.manifest)
        one.write(tmp_path / str(index))
    read = [Result.read(tmp_path / str(index)) for index in range(3)]
    joined = Result.together(
        [(one, {name: name for name in result.manifest["scenarios"]}) for one in read],
        result.manifest,
    )
    read_columns.clear()
    assert len(joined.paths("deployed", "full_funding", {0, 3})) == 4
    assert len(read_columns) == 1


def test_the_tables_do_not_depend_on_how_many_outcomes_are_read_together(monkeypatch):
    result = synthetic_result(runs=40, weeks=60, renewal=("12 months", "none"))
    result.runs.loc[0, "first_boots_days"] = np.nan  # sums are laid out otherwise around a null
    tables = summarise(result), compare(result)
    monkeypatch.setattr(pairs, "TOGETHER", 3 * len(result))
    for found, expected in zip((summarise(result), compare(result)), tables, strict=True):
        pd.testing.assert_frame_equal(found, expected, check_exact=True)


def test_a_table_that_was_loaded_is_what_columns_are_taken_from(folder):
    result = Result.read(folder)
    result.runs["kidnapped"] = 7.0
    assert set(result.outcomes(["kidnapped"])["kidnapped"]) == {7.0}


def test_a_part_that_goes_bad_after_the_folder_was_opened_is_named(in_memory, tmp_path):
    result = stored(in_memory, tmp_path)
    (tmp_path / "series" / "part-00001.parquet").write_bytes(b"not parquet")
    (tmp_path / "runs" / "part-00002.parquet").unlink()
    assert len(result.failed) == 0
    with pytest.raises(ResultError, match=r"series.part-00001.parquet is damaged .* delete it"):
        bands(result, "deployed")
    with pytest.raises(ResultError, match=r"runs.part-00002.parquet is damaged .* delete it"):
        summarise(result)


def test_a_part_that_is_replaced_after_the_folder_was_opened_is_noticed(in_memory, tmp_path):
    result = stored(in_memory, tmp_path)
    file = tmp_path / "runs" / "part-00001.parquet"
    pq.write_table(pq.read_table(file).slice(1), file)
    with pytest.raises(
        ResultError, match=r"runs.part-00001.parquet is damaged .*is not what was written"
    ):
        summarise(result)


def test_a_part_without_a_column_is_damaged(in_memory, tmp_path):
    result = stored(in_memory, tmp_path)
    file = tmp_path / "runs" / "part-00001.parquet"
    pq.write_table(pq.read_table(file).drop_columns("kidnapped"), file)
    with pytest.raises(ResultError, match=r"part-00001.parquet is damaged .*kidnapped"):
        summarise(result)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda result: result.outcomes(["kidnaped"]), "no column 'kidnaped'; did you mean `kidn"),
        (lambda result: result.paths("deployd", "as_is", {0}), "did you mean `deployed`"),
    ],
)
def test_a_column_that_is_not_there_is_refused_with_a_suggestion(in_memory, ask, message):
    with pytest.raises(InputError, match=message):
        ask(in_memory)
