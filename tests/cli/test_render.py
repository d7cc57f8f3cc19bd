"""The renderer prints and writes every analysis in the same way."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from rich.console import Console

from msssim.cli.render import laid_out, present, rich_table
from msssim.presentation import Analysis, Group, TextTable

TABLE = TextTable(
    "Strength (persons)",
    ["cell", "mean", "reading"],
    [Group("week 52", [["as is", "1,234", "good"]]), Group("", [["no mission", "0", "bad"]])],
    left=["reading"],
)
FOUND = Analysis(
    "made_up",
    findings=["It holds.", "It [also] holds under stress."],
    shown=[TABLE],
    tables={"strength": pd.DataFrame({"cell": ["as is"], "mean": [1234.5]})},
    keys={"strength": "means"},
    facts={"runs": 3, "spread": None},
)


@pytest.mark.parametrize("width", [60, 80])
def test_finding_first_then_tables_then_the_other_findings(width):
    console = Console(width=width, markup=False)
    with console.capture() as printed:
        console.print(*laid_out(FOUND, width))
    text = printed.get()
    order = ["It holds.", "Strength (persons)", "week 52", "as is", "- It [also] holds"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert max(map(len, text.splitlines())) <= width


def test_numbers_are_aligned_right_and_words_left():
    columns = rich_table(TABLE, 80).columns
    assert [column.justify for column in columns] == ["left", "right", "left"]


def test_tables_are_written_and_named(tmp_path, capsys):
    present(FOUND, tmp_path / "out")
    assert capsys.readouterr().out.split()[-1] == "strength.csv"
    written = pd.read_csv(tmp_path / "out" / "strength.csv")
    assert written["mean"].tolist() == [1234.5]


def test_the_document_is_all_that_json_prints(tmp_path, capsys):
    present(FOUND, tmp_path, as_json=True)
    document = json.loads(capsys.readouterr().out)
    assert list(document) == ["folder", "runs", "spread", "findings", "means"]
    assert document["means"] == [{"cell": "as is", "mean": 1234.5}]


def test_quiet_prints_nothing_and_writes_all_the_same(tmp_path, capsys):
    present(FOUND, tmp_path, quiet=True)
    assert capsys.readouterr().out == ""
    assert (tmp_path / "strength.csv").exists()
