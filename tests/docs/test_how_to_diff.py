"""The how-to page on differences between scenarios shows what works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from msssim.cli import app

PAGE = (Path(__file__).parents[2] / "docs/how-to/diff.md").read_text(encoding="utf-8")


def test_the_changes_are_as_many_as_the_page_says(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    first, _ = re.findall(r"^msssim (.*)$", PAGE, flags=re.MULTILINE)
    said = CliRunner().invoke(app, shlex.split(first))
    assert said.stdout.count("Source:") == 7
    assert "Full funding is seven changes" in PAGE


@pytest.mark.slow
def test_the_line_with_effects_works_in_small(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    _, second = re.findall(r"^msssim (.*)$", PAGE, flags=re.MULTILINE)
    few = second.replace("--runs 100", "--runs 2 --days 91").replace("strength_52w", "police_end")
    said = CliRunner().invoke(app, shlex.split(few))
    assert said.exit_code == 0, said.stderr
    assert "left to interaction" in said.stdout
    assert Path("results/diff/effects.png").exists()


@pytest.mark.slow
def test_the_python_block_works_in_small():
    (block,) = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    names: dict = {}
    exec(block.replace("runs=100", "runs=2, days=91"), names)
    assert names["table"]["change"].iloc[-1] == "left to interaction"
