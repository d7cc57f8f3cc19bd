"""The how-to page on other theatres shows what works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from msssim.cli import app
from msssim.scenario import load_scenario
from msssim.scenario.csvtable import TABLES

PAGE = (Path(__file__).parents[2] / "docs/how-to/own_theatre.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_lines_on_the_page_run_one_after_the_other(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    block = re.findall(r"^```sh\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)[0]
    for line in block.splitlines():
        program, *words = shlex.split(line.replace("--runs 200", "--runs 2 --days 28"))
        if program == "cd":
            monkeypatch.chdir(words[0])
            continue
        more = ["--dry-run"] if words[0] == "sweep" else []
        said = CliRunner().invoke(app, [*words, *more])
        assert said.exit_code == 0, said.stderr
    (second,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    Path("paid.yaml").write_text(second)
    assert load_scenario(Path("paid.yaml")).funding.conversion == 0.9


def test_every_table_is_described():
    for file_name, _ in TABLES.values():
        assert f"`theatre/{file_name}`" in PAGE
