"""Names and places that somebody chose to do harm: nothing is obeyed, nothing lands elsewhere."""

from __future__ import annotations

import json
import os

import pytest
from answers import refused, typed

import msssim
from msssim.cli.render import present
from msssim.presentation import Analysis, Group, TextTable

pytestmark = pytest.mark.slow

ESCAPE = "\x1b]0;owned\x07\x1b[2J"
SCENARIO = "name: {}\ntitle: A\nextends: as_is\n"


def test_a_terminal_is_shown_what_it_would_have_obeyed(capsys):
    table = TextTable("", ["who"], [Group("", [[f"a{ESCAPE}b"]])])
    present(Analysis("made_up", findings=[f"c{ESCAPE}d"], shown=[table]))
    shown = capsys.readouterr().out
    assert "c?]0;owned" in shown
    assert "a?]0;owned" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_a_refusal_that_quotes_what_was_typed_is_harmless(command):
    for words in (["run", ESCAPE], ["run", "as_is", "--set", f"{ESCAPE}=1"], [ESCAPE]):
        refused(command(*words), 2, "?]0;owned")
        assert "\x1b" not in command(*words).stderr


def test_a_title_in_a_manifest_is_harmless(command, tmp_path):
    msssim.simulate(msssim.load_scenario("as_is"), runs=2, days=14, out=tmp_path / "result")
    file = tmp_path / "result" / "manifest.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "title": ESCAPE}))
    answer = command("run", "as_is", "--out", "result")
    assert answer.exit_code == 1
    assert "\x1b" not in answer.output


@pytest.mark.parametrize(
    "name", ["../up", "a/b", "/root", "..", ".hidden", "a\\b", "'a\n'", "-x", "'CON:'"]
)
def test_a_scenario_cannot_be_called_like_a_place(command, tmp_path, name):
    (tmp_path / "mine.yaml").write_text(SCENARIO.format(name))
    refused(command("run", "mine.yaml", "--runs", "2"), 2, "name")
    assert [each.name for each in tmp_path.iterdir()] == ["mine.yaml"]


def test_an_experiment_is_named_by_its_file_and_stays_in_its_folder(command, tmp_path):
    text = "name: ../up\ntitle: A\nscenarios: [as_is]\nreplications: 2\nhorizon_days: 14\n"
    (tmp_path / "mine.yaml").write_text(text)
    refused(command("sweep", "mine.yaml"), 2, "mine.yaml:1: name")
    assert [each.name for each in tmp_path.iterdir()] == ["mine.yaml"]


@pytest.mark.parametrize(
    "place", ["/dev/zero", "/dev/null", "/dev/stdin", "pipe.yaml", "loop.yaml", "/proc/self/mem"]
)
@pytest.mark.parametrize(
    "line", ["check {}", "run {}", "sweep {}", "validate backtest --observed {}", "compare {} {}"]
)
def test_what_is_no_file_is_refused_at_once(command, tmp_path, line, place):
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    answer = typed(*line.format(*[place] * 2).split())
    assert answer.exit_code in (1, 2), answer.output
    assert len(answer.stderr) > 10
    assert "Traceback" not in answer.output


def test_a_place_too_deep_to_exist_is_refused(command):
    deep = "/".join(["d" * 200] * 30)
    for line in (
        ["compare", deep, deep],
        ["check", f"{deep}/x.yaml"],
        ["run", "as_is", "--out", deep],
    ):
        assert command(
            *line, *(["--runs", "2", "--days", "14"] if line[0] == "run" else [])
        ).exit_code in (1, 2)
