"""``msssim replay``: what it prints, and how it refuses."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from typer.testing import CliRunner

from msssim.cli import app
from msssim.experiments import simulate
from msssim.experiments.replay import replay
from msssim.experiments.stored_run import Difference
from msssim.scenario import load_scenario
from msssim.world.events import KINDS, Event

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("result") / "as_is"
    simulate(load_scenario("as_is"), runs=2, days=42, out=made)
    return made


@pytest.fixture(scope="module")
def played(folder):
    happened = (
        Event(date(2024, 6, 25), "landing", "", {"persons": 200, "in_theatre": 200}),
        Event(date(2024, 7, 2), "receipt", "Canada", {"usd": 1_500_000, "balance_usd": 9_000_000}),
        Event(date(2024, 7, 9), "posture", "", {"to": "confront", "gangs": 2, "members": 300}),
    )
    return replace(replay(folder, 1), events=happened)


@pytest.fixture
def command(folder, played, monkeypatch):
    """Ask for run 1; it is played only once for all tests."""

    def ask(*options, came_to=played):
        monkeypatch.setattr("msssim.experiments.replay.replay", lambda *given, **named: came_to)
        return CliRunner().invoke(app, ["replay", str(folder), "--run", "1", *map(str, options)])

    return ask


def altered(played):
    run = Difference("as_is", 0, 1, "civilians_killed", 17.5, 16.0)
    return replace(played, differences=(run,))


def test_the_story_says_that_it_is_the_stored_run_and_ends_with_its_price(command):
    said = command()
    assert said.exit_code == 0
    assert "It is the stored run" in said.stdout
    assert "25 Jun" in said.stdout
    assert "200 persons land" in said.stdout
    last = " ".join(said.stdout.split("\n\n")[-1].split())
    for words in ("civilians killed", "zones held by the state", "abuse"):
        assert words in last
    assert max(map(len, said.stdout.splitlines())) <= 80
    assert "\x1b" not in said.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--kind", "receipt"], ["receipt"]),
        (["--kind", "receipt", "--kind", "landing"], ["landing", "receipt"]),
        (["--who", "canada"], ["receipt"]),
        (["--from", "2024-07-02"], ["receipt", "posture"]),
        (["--to", "2024-07-02"], ["landing", "receipt"]),
        (["--from", "2024-07-02", "--to", "2024-07-02"], ["receipt"]),
        (["--kind", "lapse"], []),
    ],
)
def test_json_is_a_line_an_event_as_filtered(command, options, told):
    said = command("--json", *options)
    assert said.exit_code == 0
    events = [json.loads(line) for line in said.stdout.splitlines()]
    assert [event["kind"] for event in events] == told
    for event in events:
        assert set(event) == {"date", "kind", "who", "facts", "text"}
        assert date.fromisoformat(event["date"])


def test_a_story_without_such_events_says_which_there_are(command):
    said = command("--kind", "lapse")
    assert said.exit_code == 0
    assert "No such event" in said.stdout
    assert "landing, receipt, posture" in " ".join(said.stdout.split())


def test_check_says_only_whether_it_is_the_stored_run(command, played):
    assert command("--check").stdout.count("\n") == 1 + len("It is the stored run") // 80
    assert json.loads(command("--check", "--json").stdout) == {
        "same": True,
        "compared": played.compared,
    }
    refused = command("--check", came_to=altered(played))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "civilians_killed is stored as 17.5 and comes to 16.0" in refused.stderr


def test_without_check_a_run_that_differs_is_told_with_a_note(command, played):
    said = command(came_to=altered(played))
    assert said.exit_code == 0
    assert "it is not the stored run: 1 column differs" in said.stderr
    assert "It is the stored run" not in said.stdout
    assert "200 persons land" in said.stdout


def test_quiet_prints_nothing_and_draws_the_figure(command, tmp_path):
    said = command("--quiet", "--figure", tmp_path / "run.svg")
    assert (said.exit_code, said.stdout, said.stderr) == (0, "", "")
    assert (tmp_path / "run.svg").stat().st_size > 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--kind", "landings"], "there is no `landings`; did you mean `landing`"),
        (["--from", "2 July"], "--from: found `2 July`; allowed is a date"),
        (["--to", "2024-13-01"], "--to: found `2024-13-01`; allowed is a date"),
        (["--from", "2025-01-01", "--to", "2024-01-01"], "--from: 2025-01-01 is after --to"),
        (["--figure", "run.jpg"], ".png, .svg or .pdf"),
    ],
)
def test_what_was_typed_wrong_is_refused_before_anything_is_played(command, options, words):
    said = command(*options, came_to=None)
    assert said.exit_code == 2
    assert words in said.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["{folder}", "--run", "7"], 2, "no run 7 of `as_is`; it has the runs 0 to 1"),
        (["{folder}", "--run", "x"], 2, "allowed is a whole number of at least 0"),
        (["{folder}"], 2, "--run"),
        (["as_is", "--run", "0"], 1, "as_is is a scenario, not a result folder"),
        (["{folder}x", "--run", "0"], 1, "did you mean `{folder}`"),
    ],
)
def test_what_cannot_be_replayed_is_refused_in_words(folder, arguments, status, words):
    typed = [word.format(folder=folder) for word in arguments]
    said = CliRunner().invoke(app, ["replay", *typed])
    assert said.exit_code == status
    assert words.format(folder=folder) in said.stderr
    assert "Traceback" not in said.stderr


def test_kinds_are_completed():
    from msssim.cli.complete import event_kinds

    assert set(event_kinds("off")) == {"offensive", "office", "office_serves"}
    assert event_kinds("") == list(KINDS)
