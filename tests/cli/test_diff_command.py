"""``msssim diff``: what two scenarios differ in, and what each change does."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import msssim
from msssim.cli.render import in_lines

MINE = """\
name: mine
title: "=Mine, <b>bold</b>"
extends: as_is
council: {renewal_term_days: 91}
gangs:
  groups:
    - {name: Argile, base: CITE_SOLEIL, presence: [CITE_SOLEIL], fighters: 40, source: assumed,
       confidence: low}
events:
  - {date: 2024-09-01, set: {governance.transparency: 0.8}}
"""
PLAY = ["--effect", "--runs", "2", "--days", "28", "--outcome", "police_end"]


@pytest.fixture
def mine(command, tmp_path):
    zone = msssim.load_scenario("as_is").territory.zones[0].name
    (tmp_path / "mine.yaml").write_text(MINE.replace("CITE_SOLEIL", zone))
    return command


def test_parameters_rows_and_events_are_told(mine):
    said = mine("diff", "as_is", "mine.yaml")
    assert said.exit_code == 0, said.stderr
    words = " ".join(said.stdout.split())
    for part in ("renewal_term_days", "365 →", "91 days", "groups.Argile", "dated events",
                 "0.8 share from", "2024-09-01", "Source: assumed"):  # fmt: skip
        assert part in words
    assert max(map(len, said.stdout.splitlines())) <= 80


def test_two_that_are_alike_are_said_to_be_so_and_nothing_is_played(mine):
    said = mine("diff", "as_is", "as_is", "--effect")
    assert "differ in nothing" in said.stdout
    assert json.loads(mine("diff", "as_is", "as_is", "--json").stdout)["changes"] == []


def test_a_name_that_begins_like_a_formula_is_disarmed_in_the_table(mine, tmp_path):
    body = "name: x\ntitle: X\nextends: as_is\ncontacts: {doctrine: presence}\n"
    donor = "funding:\n  donors:\n    - {name: Canada, source: '@SUM(1)'}\n"
    (tmp_path / "evil.yaml").write_text(body + donor)
    assert mine("diff", "as_is", "evil.yaml", "--out", "d", "--quiet").exit_code == 0
    assert "'@SUM(1)" in set(pd.read_csv("d/changes.csv")["after"])


def test_quiet_says_nothing(mine):
    assert mine("diff", "as_is", "mine.yaml", "--quiet").stdout == ""


@pytest.mark.slow
def test_effects_are_told_kept_and_drawn(mine):
    said = mine("diff", "as_is", "mine.yaml", *PLAY, "--out", "d")
    assert said.exit_code == 0, said.stderr
    assert "left to interaction" in said.stdout
    assert Path("d/effects.png").stat().st_size > 5000
    effects = pd.read_csv("d/effects.csv")
    assert set(effects["change"]) == {
        "council.renewal_term_days", "gangs.groups.Argile added", "governance.transparency, dated",
        "all together", "left to interaction",
    }  # fmt: skip
    listed = pd.read_csv("d/changes.csv")
    assert len(listed) == 3
    assert "0.8 share from 2024-09-01" in set(listed["after"])
    found = json.loads(mine("diff", "as_is", "mine.yaml", *PLAY, "--json").stdout)
    assert [row["change"] for row in found["effects"]] == list(effects["change"])
    assert all(change["alone"] for change in found["changes"])


@pytest.mark.parametrize(
    ("path", "width", "lines"),
    [
        ("council.renewal_term_days", 28, ["council.renewal_term_days"]),
        ("donors.United States.hold.reimpose", 20, ["donors.United", "States.hold.reimpose"]),
        ("a_name_longer_than_the_line.b", 10, ["a_name_longer_than_the_line.", "b"]),
        ("ends.", 3, ["ends."]),
    ],
)
def test_a_path_is_broken_at_its_dots_and_spaces_alone(path, width, lines):
    assert in_lines(path, width) == "\n".join(lines)


def test_no_name_is_broken_within_a_word_on_a_narrow_terminal(command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    said = command("diff", "as_is", "full_funding").stdout
    assert {"donors.United", "reimpose_per_month"} <= set(said.split())
    assert max(map(len, said.splitlines())) <= 80
    Path("dated.yaml").write_text(
        "name: dated\ntitle: Dated\nextends: as_is\nevents:\n"
        "  - {date: 2025-02-01, set: {interventions.programme_budget_usd_month: 91}}\n"
    )
    assert "programme_budget_usd_month " in command("diff", "as_is", "dated.yaml").stdout


def test_no_letter_is_lost_on_a_narrower_one(command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    said = command("diff", "as_is", "full_funding").stdout
    assert {"pledge_rate_usd_month", "donors,", "clarity", "pledged"} <= set(said.split())
    assert max(map(len, said.splitlines())) <= 50
