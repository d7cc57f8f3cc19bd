"""The how-to page on programs and shells shows what is printed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from msssim.cli import app

PAGE = (Path(__file__).parents[2] / "docs/how-to/scripting.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([a-z ]+)( --dry-run)?` \| (.*) \|$", PAGE, flags=re.MULTILINE)
EXPERIMENT = "title: Tiny\nscenarios: [as_is]\nreplications: 2\nhorizon_days: 28\n"


def type_line(*words: str):
    return CliRunner().invoke(app, [*words, "--json"])


def test_the_document_on_the_page_is_the_one_that_is_printed(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path("wrong.yaml").write_text(
        "name: wrong\ntitle: Wrong\nextends: as_is\ncouncil:\n  renewal_term_days: 3\n"
    )
    (block,) = re.findall(r"^```json\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    printed = type_line("check", "wrong.yaml")
    assert (printed.exit_code, printed.stdout) == (2, block)


def test_the_page_has_every_command_that_prints_json():
    commands = get_command(app).commands
    for group in ("analyse", "validate"):
        inside = commands.pop(group).commands
        commands |= {f"{group} {name}": command for name, command in inside.items()}
    takes = {
        name for name, each in commands.items() if any("--json" in p.opts for p in each.params)
    }
    assert takes == {name for name, _, _ in ROWS}


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("scenarios", []),
        ("show", ["as_is", "council"]),
        ("check", ["tiny.yaml"]),
        ("diff", ["as_is", "full_funding"]),
        ("sweep --dry-run", ["tiny.yaml"]),
    ],
)
def test_the_keys_on_the_page_are_the_keys(monkeypatch, tmp_path, command, words):
    monkeypatch.chdir(tmp_path)
    Path("tiny.yaml").write_text(EXPERIMENT)
    document = json.loads(type_line(*command.split(), *words).stdout)
    (described,) = [keys for name, option, keys in ROWS if name + option == command]
    (for_all,) = re.findall(r"^Every document .*$", PAGE, flags=re.MULTILINE)
    named = set(re.findall(r"`(\w+)`", described + for_all))
    assert set(document) <= named
    for rows in document.values():
        if isinstance(rows, list) and rows and isinstance(rows[0], dict):
            assert set(rows[0]) <= named
