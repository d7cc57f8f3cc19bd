"""What programs read: one JSON document, numbers as numbers, null for never."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest
from answers import typed

import msssim
from msssim.cli import check, render
from msssim.errors import Problem
from msssim.experiments.plan import Round
from msssim.world.observables import OUTCOMES

pytestmark = pytest.mark.slow

TINY = ["--runs", "3", "--days", "28", "--json"]
EXPERIMENT = """\
title: Tiny
scenarios: [as_is]
levers: {funding.conversion: [0.2, 1.0]}
replications: 2
horizon_days: 28
"""


def read(answer, status: int = 0) -> dict:
    """Return the document that is all of standard output."""
    assert answer.exit_code == status, answer.output

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    return json.loads(answer.stdout, parse_constant=refuse)


@pytest.fixture
def tiny(tmp_path):
    (tmp_path / "tiny.yaml").write_text(EXPERIMENT)
    return "tiny.yaml"


def test_scenarios(command):
    listed = read(command("scenarios", "--json"))["scenarios"]
    assert [each["scenario"] for each in listed] == msssim.shipped_scenarios()
    assert all(each["title"] and each["why"] for each in listed)


def test_show_has_the_same_keys_for_all_for_a_section_and_for_one():
    whole, section, one = (
        read(typed("show", "as_is", *path, "--json"))
        for path in ([], ["council"], ["council.renewal_term_days"])
    )
    assert len(whole["parameters"]) > len(section["parameters"]) > len(one["parameters"]) == 1
    (found,) = one["parameters"]
    assert (found["value"], found["low"], found["high"]) == (365, 7, 1830)
    assert found["plausible"] == [91, 365]
    assert found in section["parameters"]
    assert found in whole["parameters"]


def test_check_takes_problems_apart_and_says_them_in_words_too(command, tmp_path):
    (tmp_path / "right.yaml").write_text(EXPERIMENT)
    (tmp_path / "wrong.yaml").write_text(
        "name: d\ntitle: a\nextends: as_is\ncouncil: {renewal_term_days: 3, tabled: 1}\n"
    )
    answer = command("check", "right.yaml", "wrong.yaml", "--json")
    found = read(answer, 2)
    assert found["ok"] is False
    assert found["right"] == [
        {"file": "right.yaml", "kind": "experiment", "title": "Tiny", "remarks": []}
    ]
    by_path = {problem["path"]: problem for problem in found["problems"]}
    assert by_path["council.renewal_term_days"] == {
        "file": "wrong.yaml",
        "line": 4,
        "path": "council.renewal_term_days",
        "message": "found 3; allowed is a whole number from 7 to 1,830 (days)",
        "found": "3",
        "allowed": "a whole number from 7 to 1,830 (days)",
        "suggestion": None,
    }
    assert len(answer.stderr.splitlines()) == len(by_path) == 2
    assert read(command("check", "right.yaml", "--json"))["ok"] is True


@pytest.mark.parametrize(
    ("told", "parts"),
    [
        (Problem("problems.unknown_key", "a.x", key="x", suggestion="y"), (None, None, "y")),
        (Problem("problems.unknown_key", "a.x", key="x", suggestion=None), (None, None, None)),
        (Problem("problems.wrong_value", "a", found=3, allowed="4; 5"), ("3", "4; 5", None)),
        (Problem("problems.renamed", "x.a", old="x.a", suggestion="y.a"), (None, None, "y.a")),
        (Problem("problems.lacks", "a", keys="`title`"), (None, None, None)),
    ],
)
def test_a_problem_is_told_by_its_parts(told, parts):
    found = check._problem(told)
    assert (found["found"], found["allowed"], found["suggestion"]) == parts
    assert (found["message"], found["path"], found["line"]) == (told.message, told.path, None)


def test_run_tells_outcomes_and_contingents(command):
    told = read(command("run", "as_is", *TINY))
    stored = msssim.Result.read(told["folder"])
    assert (told["runs"], told["failed"], told["horizon_days"]) == (3, 0, 28)
    by_name = {row["outcome"]: row for row in told["outcomes"]}
    assert list(by_name) == list(OUTCOMES)
    assert by_name["civilians_killed"]["mean"] == stored.runs["civilians_killed"].mean()
    assert by_name["strength_104w"]["median"] is None  # the horizon is shorter
    countries = [row["contingent"] for row in told["contingents"]]
    assert countries == sorted(stored.contingents["contingent"].unique())
    assert told["attribution"] is None


def test_no_contingents_are_told_where_there_is_no_mission(command):
    assert read(command("run", "no_mission", *TINY))["contingents"] == []


def test_sweep_and_its_plan(command, tiny):
    plan = read(command("sweep", tiny, "--dry-run", "--json"))
    assert (plan["scenarios"], plan["points"], plan["runs"], plan["parts"]) == (1, 2, 4, 1)
    assert plan["seconds"] > 0
    told = read(command("sweep", tiny, "--workers", "1", "--json"))
    assert told["runs"] == plan["runs"]
    levers = {row["funding.conversion"] for row in told["outcomes"]}
    assert levers == {0.2, 1.0}
    assert told["findings"]
    assert told["precision"] is None


def test_compare_and_verify(command):
    command("run", "as_is", *TINY, "--out", "a")
    command("run", "no_mission", *TINY, "--out", "b")
    told = read(command("compare", "a", "b", "--json", "--out", "c"))
    table = msssim.compare(msssim.Result.read("a"), msssim.Result.read("b"))
    assert (told["baseline"], told["folder"]) == ("as is", "c")
    for row, stored in zip(told["differences"], table.to_dict("records"), strict=True):
        assert row["outcome"] == stored["outcome"]
        same = stored["difference"]
        assert row["difference"] == (None if math.isnan(same) else same)
    found = read(command("validate", "verify", "a", "--json"))
    assert (found["same"], found["checked"], found["differences"]) == (True, 3, [])


def test_verify_tells_differences_and_ends_with_1(command, monkeypatch):
    from msssim import experiments
    from msssim.experiments.verify import Difference, Verification

    differs = Difference("as_is", 0, 1, "fled", None, np.float64(3))
    found = Verification(3, 3, (differs,), (), {"numpy": ("1", "2")})
    monkeypatch.setattr(experiments, "verify", lambda *_, **__: found)
    answer = command("validate", "verify", "a", "--json")
    told = read(answer, 1)
    (row,) = told["differences"]
    assert (row["run"], row["column"], row["stored"], row["played"]) == (1, "fled", None, 3)
    assert told["other_versions"] == {"numpy": {"then": "1", "now": "2"}}
    assert "1 of 3 runs repeated differs" in answer.stderr


def test_bench(command, monkeypatch):
    from msssim.experiments import plan

    monkeypatch.setattr(plan, "bench", lambda scenario, rounds: [Round(2.0, 50.0)] * rounds)
    told = read(command("validate", "bench", "as_is", "--rounds", "2", "--json"))
    assert told["rounds"] == [{"agents": 2.0, "batch": 50.0, "ratio": 25.0}] * 2


def test_an_error_leaves_standard_output_empty(command):
    answer = command("run", "as_si", "--json")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "did you mean `as_is`" in answer.stderr


def test_whatever_stands_in_a_document_becomes_json(capsys):
    table = pd.DataFrame({"a": [1.5, np.nan], "b": ["é", None]})
    render.say({"t": table, "n": np.int64(3), "x": np.float32(np.inf), "l": (np.bool_(True),)})
    out = capsys.readouterr().out
    assert out.isascii()
    rows = [{"a": 1.5, "b": "é"}, {"a": None, "b": None}]
    assert json.loads(out) == {"t": rows, "n": 3, "x": None, "l": [True]}
