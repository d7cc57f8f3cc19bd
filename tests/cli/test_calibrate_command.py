"""``msssim calibrate``: what it prints and writes, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from answers import refused, typed

from msssim.views import registry

RANGES = """\
title: Two ranges
scenarios: [as_is]
uncertainties:
  people.killed_by_gangs_per_100k_week: {low: 1.5, high: 5.0}
  gangs.rationality: {low: 0.5, high: 6.0}
design: {method: sobol, points: 64, random_numbers: independent}
replications: 2
"""
COUNTS = """\
date,series,value,source
2024-07-09,killed_total,350,made up
2024-07-09,kidnapped,200,made up
"""


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Run a command beside an experiment and counts, without drawing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(registry, "write", lambda plan, folder, progress: [])
    Path("ranges.yaml").write_text(RANGES)
    Path("counts.csv").write_text(COUNTS)
    return typed


ASKED = ("validate", "calibrate", "ranges.yaml", "--observed", "counts.csv", "--out", "here")


@pytest.mark.slow
def test_tables_and_priors_are_written_and_a_second_call_plays_nothing(command):
    document = json.loads(command(*ASKED, "--json").stdout)
    assert document["points"] == 64
    assert {row["series"]: row["held_back"] for row in document["counts"]} == {
        "killed_total": False,
        "kidnapped": True,
    }
    assert pd.read_csv("here/parameters.csv")["parameter"].tolist() == [
        "people.killed_by_gangs_per_100k_week",
        "gangs.rationality",
    ]
    before = {path: path.stat().st_mtime_ns for path in Path("here/runs").iterdir()}
    again = command(*ASKED)
    assert again.exit_code == 0, again.stderr
    assert "kidnapped" in again.stdout
    assert before == {path: path.stat().st_mtime_ns for path in Path("here/runs").iterdir()}
    checked = command("check", "here/priors.yaml")
    assert checked.stdout.startswith("ok  here/priors.yaml: priors")


def test_an_experiment_without_uncertainties_is_refused(command):
    Path("ranges.yaml").write_text("title: None\nscenarios: [as_is]\nreplications: 2\n")
    refused(command(*ASKED), 2, "there is nothing to calibrate")


def test_a_wrong_table_of_errors_is_refused_with_its_line(command):
    Path("errors.csv").write_text("series,share,fixed,why\nkiled_total,0.2,,because\n")
    answer = command(*ASKED, "--discrepancy", "errors.csv")
    refused(answer, 2, "errors.csv:2: series", "did you mean `killed_total`")


def test_a_scenario_where_an_experiment_is_meant_is_named(command):
    refused(command("validate", "calibrate", "as_is"), 2, "as_is is a scenario, not an experiment")


def test_attribution_of_runs_that_draw_their_parameters_is_refused(command):
    refused(command("run", "as_is", "--attribute", "--uncertain"), 2, "leave out --uncertain")
