"""What is exported is what is stored, in files that do no harm in a spreadsheet."""

from __future__ import annotations

import csv
import json
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.errors import InputError, ResultError
from msssim.experiments import Result, export
from msssim.experiments.dictionary import HEAD, QUANTITIES, column
from msssim.experiments.export import _fill, export_csv, export_xlsx
from msssim.experiments.output import CONTROL, guarded, safe_text

sys.path.append(str(Path(__file__).parents[1] / "analysis"))

from synthetic import stored, synthetic_result

EVIL = '=cmd|"/c calc"!A1'


@pytest.fixture
def result():
    """Two scenarios with lever levels that are no words to be trusted."""
    made = synthetic_result(runs=3, weeks=2, scenarios=("as_is", "full_funding"), renewal=None)
    runs = made.runs.assign(**{EVIL: ["@x", "plain", "-1", "+1", "\t", "'q"]})
    runs.loc[1, "first_boots_days"] = np.nan
    series = made.series.assign(deployed=made.series["deployed"] + np.float32(0.1))
    return Result.of_frames(runs, series, made.manifest)


def read(file):
    text = file.read_bytes().decode("utf-8")
    return list(csv.reader(text.splitlines(keepends=True), strict=True))


def test_numbers_come_back_as_they_were_and_nulls_are_empty(result, tmp_path):
    assert export_csv(result, tmp_path / "out") == {"runs": 6, "series": 12}
    back = pd.read_csv(tmp_path / "out/series.csv", dtype={"deployed": np.float32})
    pd.testing.assert_series_equal(
        back["deployed"], result.series["deployed"].reset_index(drop=True)
    )
    header, *rows = read(tmp_path / "out/runs.csv")
    assert rows[1][header.index("first_boots_days")] == ""
    assert (tmp_path / "out/runs.csv").read_bytes().count(b"\r\n") == 7


def test_a_folder_of_several_parts_is_one_table_with_one_header(tmp_path):
    made = synthetic_result(runs=9, weeks=2, scenarios=("as_is",), renewal=None)
    export_csv(stored(made, tmp_path / "in"), tmp_path / "out")
    back = pd.read_csv(tmp_path / "out/series.csv")
    assert sorted(back["run"].unique()) == list(range(9))
    assert len(back) == len(made.series)


def test_text_that_begins_like_a_formula_is_disarmed_and_numbers_are_not(result, tmp_path):
    export_csv(result, tmp_path / "out")
    header, *rows = read(tmp_path / "out/runs.csv")
    assert f"'{EVIL}" in header
    place = header.index(f"'{EVIL}")
    assert [row[place] for row in rows] == ["'@x", "plain", "'-1", "'+1", "'\t", "'q"]
    assert guarded(pd.DataFrame({"x": [-1.5]}))["x"].tolist() == [-1.5]


@given(text=st.text())
def test_no_text_is_a_formula_and_none_is_lost(text):
    safe = safe_text(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe.endswith(CONTROL.sub("", text))
    assert CONTROL.search(safe) is None


def test_a_workbook_has_a_sheet_a_table_and_the_dictionary_second(result, tmp_path):
    export_xlsx(result, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["runs", "dictionary", "series"]
    header, *rows = book["runs"].iter_rows()
    names = [cell.value for cell in header]
    assert all(cell.data_type != "f" for row in book["runs"].iter_rows() for cell in row)
    assert rows[1][names.index("first_boots_days")].value is None
    assert rows[0][names.index("civilians_killed")].value == result.runs["civilians_killed"][0]


def test_a_table_too_large_for_a_sheet_is_refused_at_once(result, tmp_path, monkeypatch):
    monkeypatch.setattr(export, "MOST_ROWS", 12)
    with pytest.raises(InputError, match=r"series has 12 rows .* a sheet holds 11 rows"):
        export_xlsx(result, tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_without_openpyxl_it_is_said_what_to_install(result, tmp_path, monkeypatch):
    monkeypatch.setattr("msssim.errors.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'msssim\[excel\]'"):
        export_xlsx(result, tmp_path / "out.xlsx")


@pytest.mark.parametrize("write", [export_csv, export_xlsx])
def test_nothing_is_written_over(result, tmp_path, write):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(ResultError, match="is there already"):
        write(result, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_an_export_that_breaks_off_leaves_nothing(result, tmp_path, monkeypatch):
    def broken(result):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "dictionary_table", broken)
    with pytest.raises(ResultError, match="No space left"):
        export_csv(result, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_the_dictionary_has_every_column_of_every_table(result, tmp_path):
    export_csv(result, tmp_path / "out")
    told = pd.read_csv(tmp_path / "out/dictionary.csv")
    for table in ("runs", "series"):
        of_table = told[told["table"] == table]
        assert len(of_table) == len(result.columns(table))
        assert of_table[["unit", "meaning"]].notna().all(axis=None)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("funding.lag_months", "months"),
        ("funding.donors.United States.hold.lift_per_month", "1/month"),
        ("gangs.groups.Nobody.fighters", "persons"),
        ("renewal", "label"),
        ("funding.no_such_thing", "label"),
        ("funding", "label"),
        ("law.steps", "label"),
        ("contacts.doctrine", "-"),
    ],
)
def test_what_varies_is_known_by_its_path(name, unit):
    assert column("runs", name).unit == unit


def test_files_state_unit_and_meaning_of_every_column(tmp_path):
    made = synthetic_result(runs=2, weeks=2, scenarios=("as_is",), renewal=None)
    stored(made, tmp_path / "in", parts=1)
    for table in ("runs", "series"):
        schema = pq.read_schema(next((tmp_path / "in" / table).glob("*.parquet")))
        others = json.loads(schema.metadata[b"msssim.columns"])
        for name in schema.names:
            said = schema.field(name).metadata
            assert said[b"unit"].decode() == column(table, name).unit == others[name]["unit"]
            assert said[b"meaning"].decode() == others[name]["meaning"] != ""


def test_every_table_has_keys_and_quantities():
    assert set(HEAD) == set(QUANTITIES) == set(export.TABLES)


def test_no_letter_hides_a_formula_and_no_label_is_an_error():
    book = openpyxl.Workbook(write_only=True)
    frame = pd.DataFrame({"=9": ["=1+1", "#N/A"]})
    _fill(book, "runs", iter([frame]))
    held = BytesIO()
    book.save(held)
    cells = [cell for row in openpyxl.load_workbook(held)["runs"].iter_rows() for cell in row]
    assert [(cell.data_type, cell.value) for cell in cells] == [
        ("s", "'=9"), ("s", "'=1+1"), ("s", "#N/A"),
    ]  # fmt: skip
