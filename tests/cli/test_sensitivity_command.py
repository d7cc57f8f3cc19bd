from __future__ import annotations

import json

import pandas as pd
import pytest
from answers import refused

EXPERIMENT = """\
title: Tiny
scenarios: [as_is, full_funding]
uncertainties:
  people.killed_by_gangs_per_100k_week: {low: 1.5, high: 5}
  funding.lag_months: {low: 3, high: 18}
replications: 2
horizon_days: 14
"""


@pytest.fixture
def tiny(tmp_path):
    (tmp_path / "tiny.yaml").write_text(EXPERIMENT)
    return "tiny.yaml"


@pytest.mark.slow
def test_it_finds_what_drives_the_dead_writes_it_and_goes_on(command, tiny, tmp_path):
    line = ["analyse", "sensitivity", tiny, "--points", 8, "--outcome", "civilians_killed"]
    line += ["--outcome", "first_boots_days", "--workers", 1, "--out", "out"]
    answer = command(*line)
    assert answer.exit_code == 0, answer.output
    largest = "Civilians killed: “killed by gangs per 100k week (people)” has the largest effect"
    assert largest in " ".join(answer.stdout.split())
    assert "First boots has no indices: it never happened" in " ".join(answer.stdout.split())
    assert "2 factors, 32 points x 2 runs; variance decomposition: scenarios 2" in answer.stderr
    written = pd.read_csv(tmp_path / "out/sensitivity.csv")
    assert written["factor"].tolist() == [
        "people.killed_by_gangs_per_100k_week", "funding.lag_months",
    ]  # fmt: skip
    shares = pd.read_csv(tmp_path / "out/variance.csv")
    assert shares["source"].tolist() == [
        "scenario", "parameters", "random_numbers", "interaction",
    ]  # fmt: skip
    assert shares["share"].sum() == pytest.approx(1)
    figures = {path.name for path in (tmp_path / "out/figures").iterdir()}
    assert {"tornado.png", "interactions.svg", "variance_decomposition.png"} <= figures
    again = command(*line, "--json")
    told = json.loads(again.stdout)
    assert (told["method"], told["scenario"], told["runs"]) == ("sobol", "as_is", 64)
    assert [row["factor"] for row in told["indices"]] == written["factor"].tolist()
    assert told["left_out"][0]["outcome"] == "first_boots_days"
    assert command(*line, "--quiet").output == ""
    refused(command(*line[:3], "--points", 16, *line[5:], "--quiet"), 1, "out holds another")


@pytest.mark.slow
def test_a_screening_of_one_scenario_plays_no_other(command, tiny, tmp_path):
    answer = command(
        "analyse", "sensitivity", tiny, "--method", "morris", "--points", 4, "--workers", 1,
        "--scenario", "full_funding", "--outcome", "civilians_killed",
    )  # fmt: skip
    assert answer.exit_code == 0, answer.output
    assert "Morris screening of full_funding" in answer.stderr
    assert "mu star" in answer.stdout
    folder = tmp_path / "results/tiny_morris"
    assert not (folder / "variance").exists()
    assert not (folder / "variance.csv").exists()
    assert len(pd.read_csv(folder / "sensitivity.csv")) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--method", "sobl"], "--method: found sobl; did you mean `sobol`"),
        (["--outcome", "civilians_kiled"], "--outcome: there is no outcome `civilians_kiled`; did"),
        (["--points", "12"], "--points: found 12; a Sobol sequence is balanced for powers of two"),
        (["--runs", "1"], "--runs: found `1`; allowed is a whole number of at least 2"),
        (["--scenario", "as_iss"], "--scenario: `as_iss` is none of this experiment; did you mean"),
        (["--lever", "term"], "--lever: found `term`; allowed is NAME=LEVEL"),
        (["--lever", "term=long"], "term: there is no such lever"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_played(command, tiny, tmp_path, words, said):
    lines = refused(command("analyse", "sensitivity", tiny, *words), 2, said)
    assert "Traceback" not in "".join(lines)
    assert not (tmp_path / "results").exists()


def test_a_scenario_in_place_of_an_experiment_is_told_apart(command):
    refused(command("analyse", "sensitivity", "as_is"), 2, "is a scenario, not an experiment")


def test_without_salib_it_says_what_to_install(command, tiny, monkeypatch):
    monkeypatch.setattr("msssim.errors.find_spec", lambda name: None)
    refused(command("analyse", "sensitivity", tiny), 2, "pip install 'msssim[sensitivity]'")
