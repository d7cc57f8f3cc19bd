"""The how-to page on tipping points shows what works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from msssim.cli import app

PAGE = (Path(__file__).parents[2] / "docs/how-to/threshold.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_line_on_the_page_finds_a_level_or_says_that_there_is_none(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (line,) = re.findall(r"^msssim (.*)$", PAGE, flags=re.MULTILINE)
    fewer = shlex.split(line.replace("--runs 100", "--runs 2 --from 1"))
    said = CliRunner().invoke(app, fewer)
    if said.exit_code:  # two runs need not cross where a hundred do
        assert "does not cross 1,000 persons" in said.stderr
    else:
        words = " ".join(said.stdout.split())
        assert words.startswith("Under “As it stood in June 2024” mean strength at week 52 crosses")
        assert Path("results/lag/threshold.png").exists()
