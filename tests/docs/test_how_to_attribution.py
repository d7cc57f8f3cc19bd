"""The how-to page on attribution shows what works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from msssim.cli import app

PAGE = (Path(__file__).parents[2] / "docs/how-to/attribution.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_command_on_the_page_prints_the_table_on_the_page(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (line,) = re.findall(r"^msssim (.*)$", PAGE, flags=re.MULTILINE)
    few = line.replace("--runs 100", "--runs 2 --days 91")
    printed = CliRunner().invoke(app, shlex.split(few))
    assert printed.exit_code == 0, printed.output
    (block,) = re.findall(r"^```text\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    constraints = set(re.findall(r"^ ([a-z]+) ", block, flags=re.MULTILINE))
    assert {"lifted", "cash", "all"} < constraints - {"bound"}
    assert constraints - {"bound"} <= set(re.findall(r"^ ?([a-z]+) ", printed.stdout, re.MULTILINE))
    assert Path("results/why/figures/attribution.png").is_file()
