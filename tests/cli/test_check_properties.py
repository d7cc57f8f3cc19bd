"""``check --properties``: a line a property, and the exit status that CI reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from answers import refused

HEAD = "name: mine\ntitle: Mine\nextends: as_is\nhorizon_days: 14\n"
RARE = HEAD + "expect: {abuse_cases: {mean: {above: 1_000}}}\n"
ONLY = ("--only", "cash_is_conserved", "--only", "no_base")


@pytest.fixture
def mine(command):
    """Check a scenario's file, here, with these words."""

    def check(text, *words):
        Path("mine.yaml").write_text(text)
        return command("check", "mine.yaml", *words)

    return check


def test_what_holds_is_a_line_each_and_status_0(mine):
    said = mine(HEAD, "--properties", "--runs", 2, *ONLY)
    assert said.exit_code == 0, said.output
    assert said.stdout.splitlines() == [
        "ok  mine.yaml: scenario, Mine", "", "mine.yaml", "passed       cash_is_conserved",
        "passed       no_base",
    ]  # fmt: skip


def test_a_broken_expectation_ends_with_status_1(mine):
    only = ("--only", "expect_abuse_cases_mean", "--only", "no_base")
    said = mine(RARE, "--properties", "--runs", 2, *only)
    assert said.exit_code == 1
    assert "violated     expect_abuse_cases_mean\n             The mean of abuse" in said.stdout
    assert "          Found: 0 events [0.0 to 1.8] over 2 runs.\n" in said.stdout
    told = "1 of 2 properties and expectations are violated (mine.yaml: expect_abuse_cases_mean)\n"
    assert said.stderr == told
    quiet = mine(RARE, "--properties", "--runs", 2, "--quiet", *only)
    assert (quiet.stdout, quiet.stderr) == ("", told)


def test_a_wrong_expectation_is_an_error_of_the_file(mine):
    for words in ((), ("--properties",)):
        said = mine(HEAD + "expect:\n  lapsee: {mean: [0, 1]}\n", *words)
        refused(said, 2, "mine.yaml:6: expect.lapsee: there is no outcome `lapsee`; did you mean")


def test_without_properties_nothing_is_played(mine):
    assert mine(RARE).stdout == "ok  mine.yaml: scenario, Mine\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--only", "no_base"), "--only: says how --properties simulates; add --properties"),
        (("--runs", "50", "--seed", "1"), "--runs, --seed: says how --properties simulates; add"),
        (("--properties", "--only", "no_bases"), "no property `no_bases`; did you mean `no_base`"),
        (("--properties", "--runs", "0"), "--runs"),
        (("--properties", "--days", "3"), "--days"),
    ],
)
def test_options_that_make_no_sense_are_refused(mine, words, told):
    refused(mine(HEAD, *words), 2, told)


def test_json_has_a_row_a_property_with_the_keys_of_the_page(mine):
    only = ("--only", "expect_abuse_cases_mean", "--only", "no_base")
    said = mine(RARE, "--properties", "--runs", 2, "--json", *only)
    document = json.loads(said.stdout)
    assert (said.exit_code, document["ok"]) == (1, False)
    base, mean = document["properties"]
    if base["property"] != "no_base":
        base, mean = mean, base
    assert (base["verdict"], base["estimate"]) == ("passed", None)
    assert (mean["verdict"], mean["estimate"], mean["high"]) == (
        "violated",
        0.0,
        pytest.approx(1.844, abs=1e-3),
    )
    page = (Path(__file__).parents[2] / "docs/how-to/scripting.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| `check` .*$", page, flags=re.MULTILINE)
    assert set(base) <= set(re.findall(r"`(\w+)`", row))


def test_experiments_are_validated_only(command):
    Path("tiny.yaml").write_text("title: Tiny\nscenarios: [as_is]\nreplications: 2\n")
    said = command("check", "tiny.yaml", "--properties", *ONLY)
    assert said.stdout == "ok  tiny.yaml: experiment, Tiny (nothing to simulate)\n"


def test_an_expectation_is_asked_of_the_files_that_have_it(command):
    Path("rare.yaml").write_text(RARE)
    Path("plain.yaml").write_text(HEAD)
    only = ("--properties", "--runs", 2, "--only", "expect_abuse_cases_mean")
    said = command("check", "plain.yaml", "rare.yaml", *only)
    assert said.exit_code == 1
    assert said.stdout.splitlines()[:4] == [
        "ok  plain.yaml: scenario, Mine (has nothing of what is asked)",
        "ok  rare.yaml: scenario, Mine", "",
        "rare.yaml",
    ]  # fmt: skip
    both = command("check", "plain.yaml", "rare.yaml", *only, "--only", "no_base")
    assert both.stdout.count("passed       no_base") == 2
    refused(command("check", "plain.yaml", *only), 2, "no property `expect_abuse_cases_mean`")
    refused(command("check", "plain.yaml", "rare.yaml", "--properties", "--only", "x"), 2, "`x`")


def test_a_design_that_samples_nothing_is_told(command):
    head = "title: Tiny\nscenarios: [as_is]\ndesign: {points: 8}\n"
    Path("tiny.yaml").write_text(head)
    assert command("check", "tiny.yaml").stdout == (
        "ok  tiny.yaml: experiment, Tiny\n"
        "    note: design: it samples nothing: there are no uncertainties\n"
    )
    Path("tiny.yaml").write_text(
        f"{head}uncertainties: {{gangs.rationality: {{low: 1, high: 4}}}}\n"
    )
    assert command("check", "tiny.yaml").stdout == "ok  tiny.yaml: experiment, Tiny\n"
