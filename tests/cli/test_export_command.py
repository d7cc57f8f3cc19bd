"""``msssim export``: where it writes, and what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import msssim


@pytest.fixture
def result(command):
    """A small stored result."""
    msssim.simulate(msssim.load_scenario("no_mission"), runs=2, days=14, out="result")
    return command


def test_csv_goes_beside_the_result_and_is_counted(result):
    said = result("export", "result", "--to", "csv")
    assert said.exit_code == 0, said.stderr
    assert said.stdout.startswith("runs (2 rows), series (4 rows)")
    assert Path("result_csv/dictionary.csv").exists()


def test_xlsx_for_programs(result):
    found = json.loads(result("export", "result", "--to", "xlsx", "--json").stdout)
    assert found["out"].endswith("result.xlsx")
    assert found["tables"][0]["rows"] == 2
    assert "civilians_killed" in found["tables"][0]["columns"]
    assert Path("result.xlsx").exists()


def test_quiet_says_nothing_and_out_is_where_it_goes(result):
    assert result("export", "result", "--to", "csv", "--out", "a/b", "--quiet").stdout == ""
    assert Path("a/b/runs.csv").exists()
