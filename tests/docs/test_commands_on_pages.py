"""Every command that a page shows exists, and has the options that the page gives it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from msssim.cli import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(?:sh|console)\n(.*?)^```", flags=re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(msssim [^`]+)`")


def commands_of(page: Path) -> list[str]:
    """Command lines of the blocks of a page, and those within its sentences."""
    text = page.read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line for block in BLOCK.findall(text) for line in block.splitlines()]
    shown = [line.partition(" #")[0].partition("|")[0] for line in lines]
    inline = [" ".join(span.split()) for span in INLINE.findall(text)]
    return [line.strip() for line in (*shown, *inline) if line.startswith("msssim ")]


def unknown_words(line: str) -> list[str]:
    """Commands and options of a line that do not exist."""
    _, *words = shlex.split(line)
    command = get_command(app)
    while hasattr(command, "commands") and words and not words[0].startswith("-"):
        name, *words = words
        if name == "COMMAND":
            return []
        if name not in command.commands:
            return [name]
        command = command.commands[name]
    known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
    given = {word.partition("=")[0] for word in words if word.startswith("--")}
    return sorted(given - known - {"--help"})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_and_option_on_a_page_exists(page):
    unknown = {line: unknown_words(line) for line in commands_of(page)}
    assert {line: words for line, words in unknown.items() if words} == {}


def test_commands_are_found_on_the_pages():
    assert len(commands_of(ROOT / "README.md")) >= 7
    assert sum(len(commands_of(page)) for page in PAGES) > 100


def test_a_command_or_an_option_that_does_not_exist_is_found():
    assert unknown_words("msssim runs as_is") == ["runs"]
    assert unknown_words("msssim run as_is --replications 3") == ["--replications"]
