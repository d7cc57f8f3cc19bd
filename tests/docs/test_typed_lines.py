"""Every command line on a page of the documentation has a command and options that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from msssim.cli import app

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
BLOCK = re.compile(r"^```sh\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)


def lines_of(page: Path) -> list[str]:
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("msssim ")]


LINES = {(page.name, line) for page in PAGES for line in lines_of(page)}


@pytest.mark.parametrize(("page", "line"), sorted(LINES))
def test_every_line_has_a_command_and_options_that_there_are(page, line):
    words = shlex.split(line.split("|")[0] if "'" not in line else line, comments=True)[1:]
    command = get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    known = {option for param in command.params for option in param.opts}
    typed = {word.split("=")[0] for word in words if re.match("--[a-z]", word)}
    assert typed <= known | {"--help", "--install-completion", "--show-completion"}, page
    assert not hasattr(command, "commands") or typed or not words, f"{page}: no command in {line}"


def test_there_are_lines_to_be_tested():
    assert len(LINES) > 40
