"""``msssim backtest``: what it prints and writes, and how it refuses."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from answers import refused, typed

from msssim.views import registry

COUNTS = """\
date,series,value,source
2024-06-30,killed_total,300,made up
2024-07-02,first_boots,0,made up
"""


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Run a command in an empty folder, without drawing the figure."""

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(registry, "write", lambda plan, folder, progress: [])
    (tmp_path / "counts.csv").write_text(COUNTS)
    return typed


def test_counts_of_a_file_are_held_against_a_run_from_june_2024(command, tmp_path):
    result = command("validate", "backtest", "--observed", "counts.csv", "--runs", "3")
    assert result.exit_code == 0, result.stderr
    for words in (
        "3 runs from 2024-06-12 on",
        "killed_total",
        "Nobody had landed by 2 July 2024",
        "results/observed",
    ):
        assert words in result.stdout
    scores = pd.read_csv(tmp_path / "results/observed/scores.csv")
    assert scores["series"].tolist() == ["killed_total", "first_boots"]
    assert scores["persistence"].notna().all()


def test_the_document_has_the_counts_the_series_and_the_findings(command):
    words = ("--runs", "2", "--seed", "7", "--out", "here", "--json")
    document = json.loads(
        command("validate", "backtest", "--observed", "counts.csv", *words).stdout
    )
    assert (document["scenario"], document["start"]) == ("as_is", "2024-06-12")
    assert (document["runs"], document["failed"], document["seed"]) == (2, 0, 7)
    assert [row["series"] for row in document["counts"]] == ["killed_total", "first_boots"]
    assert document["counts"][0]["date"] == "2024-06-30"
    assert document["counts"][1]["start"] is None
    assert document["series"][1]["skill_persistence"] is None
    assert document["headline"].endswith("series.")


def test_quiet_prints_nothing(command):
    result = command("validate", "backtest", "--observed", "counts.csv", "--runs", "1", "--quiet")
    assert (result.exit_code, result.stdout) == (0, "")


def test_what_is_wrong_in_several_files_is_told_at_once(command, tmp_path):
    (tmp_path / "wrong.csv").write_text(COUNTS.replace("killed_total", "killed_totl"))
    words = ("--observed", "wrong.csv", "--observed", "nowhere.csv")
    refused(
        command("validate", "backtest", *words), 2,
        "wrong.csv:2: series", "did you mean `killed_total`", "nowhere.csv",
    )  # fmt: skip


def test_a_file_without_a_later_count_is_refused(command, tmp_path):
    (tmp_path / "old.csv").write_text("date,series,value,source\n2024-01-01,displaced,1,a\n")
    refused(
        command("validate", "backtest", "--observed", "old.csv"),
        2,
        "none is dated after 2024-06-12",
    )


def test_a_count_beyond_what_can_be_played_is_refused(command, tmp_path):
    (tmp_path / "far.csv").write_text("date,series,value,source\n2090-01-01,displaced,1,a\n")
    refused(command("validate", "backtest", "--observed", "far.csv"), 2, "--observed")


def test_a_result_is_not_written_over(command, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/manifest.json").write_text("{}")
    words = ("--observed", "counts.csv", "--out", "kept")
    refused(command("validate", "backtest", *words), 1, "holds a result")


@pytest.mark.slow
def test_without_a_file_the_shipped_counts_are_held_against_october_2023(command, tmp_path):
    result = command("validate", "backtest", "--runs", "2")
    assert result.exit_code == 0, result.stderr
    assert "2 runs from 2023-10-02 on" in result.stdout
    assert "this is a fit, not a" in result.stdout
    scores = pd.read_csv(tmp_path / "results/backtest/scores.csv")
    assert len(scores) == 17
    assert scores["date"].between("2023-10-03", "2024-06-12").all()
