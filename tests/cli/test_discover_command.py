"""``msssim discover``, from a small sweep to boxes, figures and holdout sample."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from answers import refused, typed

import msssim

pytestmark = pytest.mark.slow

EXPERIMENT = """\
title: Tiny
scenarios: [as_is, full_funding]
uncertainties:
  logistics.base_weeks: {low: 6, high: 20}
  funding.conversion: {low: 0.3, high: 0.9}
  logistics.inspection_pass: {low: 0.2, high: 0.9}
design: {points: 48}
replications: 2
horizon_days: 84
seed: 5
"""


@pytest.fixture(scope="module")
def swept(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("swept")
    (folder / "tiny.yaml").write_text(EXPERIMENT)
    experiment = msssim.load_experiment(folder / "tiny.yaml")
    msssim.sweep(experiment, folder / "result", workers=1)
    return folder / "result"


def discover(swept: Path, *words: object):
    return typed("analyse", "discover", swept, "--workers", 1, *words)


def test_it_finds_tests_and_writes(swept, tmp_path):
    where = ["--where", "first_boots_days > 35", "--scenario", "as_is"]
    answer = discover(swept, *where, "--out", tmp_path / "found", "--json")
    assert answer.exit_code == 0, answer.output
    document = json.loads(answer.stdout)
    assert (document["condition"], document["cell"]) == ("first_boots_days > 35.0", "as is")
    assert document["verdict"] in ("passed", "weaker", "failed")
    assert json.loads((tmp_path / "found/discovery.json").read_text()) == document
    assert len(pd.read_csv(tmp_path / "found/boxes.csv")) == len(document["boxes"])
    assert (tmp_path / "found/figures/discovery_box.svg").exists()
    if document["box"] is not None:
        (sample,) = (tmp_path / "found").glob("holdout_*")
        played = msssim.Result.read(sample)
        assert (played.manifest["seed"], len(played)) == (6, 96)
        assert list(played.manifest["scenarios"]) == ["as_is"]


def test_the_old_name_of_the_holdout_option_still_works(swept, tmp_path):
    where = ["--where", "first_boots_days > 35", "--scenario", "as_is", "--out", tmp_path]
    answer = discover(swept, *where, "--box", 4, "--fresh", 40)
    assert answer.exit_code == 0, answer.output
    assert "`msssim analyse discover --fresh` is now" in answer.stderr
    (sample,) = tmp_path.glob("holdout_*")
    assert msssim.Result.read(sample).manifest["points"] == 40


def test_it_tells_the_finding_and_where_it_is_and_quietly_nothing(swept, tmp_path):
    where = ["--where", "first_boots_days > 35", "--scenario", "as_is", "--out", tmp_path / "found"]
    told = discover(swept, *where).stdout
    assert told.startswith("First boots above 35 days: ")
    assert "The cross-check, a classification tree" in " ".join(told.split())
    assert all(len(line) <= 80 for line in told.splitlines()[:-1])
    assert discover(swept, *where, "--quiet").stdout == ""


def test_without_a_box_nothing_is_played_and_that_is_told(swept, tmp_path, monkeypatch):
    monkeypatch.setattr("msssim.analysis.discovery.study.choose", lambda boxes: None)
    where = ["--where", "first_boots_days > 35", "--scenario", "as_is", "--out", tmp_path / "none"]
    assert "no region found" in " ".join(discover(swept, *where).stdout.split())
    kept = {each.name for each in (tmp_path / "none").iterdir()}
    assert "boxes.csv" in kept
    assert not any(name.startswith("holdout") for name in kept)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ([], 2, ["--where is missing"]),
        (["--where", "deliverd_share < 1"], 2, ["--where: found", "`delivered_share`"]),
        (["--where", "lapse >= 1"], 2, ["--scenario: found 2 cells", "as is", "full funding"]),
        (["--where", "lapse >= 1", "--scenario", "as_it"], 2, ["--scenario: found `as_it`"]),
        (["--where", "lapse >= 1", "--scenario", "as_is"], 2, ["--where: `lapse >= 1.0` holds in"]),
        (["--where", "lapse >= 1", "--scenario", "as_is", "--seed", 5], 2, ["--seed: found 5"]),
        (["--where", "lapse >= 1", "--box", "0"], 2, ["--box: found `0`"]),
        (["--where", "lapse >= 1", "--holdout", "many"], 2, ["--holdout: found `many`"]),
    ],
)
def test_what_cannot_be_searched_is_refused_in_words(swept, words, status, said):
    refused(discover(swept, *words), status, *said)


def test_a_result_without_uncertainties_and_an_experiment_are_refused(tmp_path):
    msssim.simulate(msssim.load_scenario("as_is"), runs=2, days=14, out=tmp_path / "played")
    refused(discover(tmp_path / "played", "--where", "lapse < 1"), 2, "sampled no uncertainty")
    refused(
        typed("analyse", "discover", "as_is", "--where", "lapse < 1"), 1, "as_is is a scenario, not"
    )


def test_without_the_extra_it_says_what_to_install(swept, monkeypatch):
    monkeypatch.setattr("msssim.errors.find_spec", lambda name: None)
    needed = "scenario discovery needs: pip install 'msssim[discovery]'"
    refused(discover(swept, "--where", "lapse < 1", "--scenario", "as_is"), 2, needed)


def test_a_result_is_no_place_for_boxes(swept):
    refused(discover(swept, "--where", "lapse < 1", "--out", swept), 1, "holds a result")
