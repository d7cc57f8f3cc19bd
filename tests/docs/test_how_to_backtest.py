"""The how-to page on the backtest shows what works."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from msssim.analysis.observations import read_observations
from msssim.cli import app

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/backtest.md").read_text(encoding="utf-8")
COUNTED = re.compile(r"^ (\w+) +(\d{4}-\d\d-\d\d) +([\d.,]+) ", flags=re.MULTILINE)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


LINES = [line for block in blocks("sh") for line in block.splitlines()]


def test_what_the_page_names_is_there():
    scripts = [line.split()[1] for line in LINES if line.startswith("python")]
    for link in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (ROOT / "docs/how-to" / link).exists(), link
    for path in (*scripts, "scenarios/backtest_october_2023.yaml", "scenarios/observations.csv"):
        assert (ROOT / path).is_file(), path


def test_the_file_on_the_page_can_be_read(tmp_path):
    (block,) = blocks("csv")
    (tmp_path / "counts.csv").write_text(block)
    counts = read_observations(tmp_path / "counts.csv", dt.date(2024, 6, 12))
    assert [count.series for count in counts] == ["displaced", "killed_total", "first_boots"]


@pytest.mark.slow
def test_the_commands_on_the_page_score_the_counts_on_the_page(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path("counted_since.csv").write_text(blocks("csv")[0])
    past, present = (line.split()[1:] for line in LINES if line.startswith("msssim"))
    printed = CliRunner().invoke(app, [*past, "--runs", "2"])
    assert printed.exit_code == 0, printed.stderr
    assert COUNTED.findall(printed.stdout) == COUNTED.findall(blocks("text")[1])
    assert len(COUNTED.findall(printed.stdout)) == 17
    again = CliRunner().invoke(app, [*present, "--runs", "2"])
    assert again.exit_code == 0, again.stderr
    assert Path("results/observed/backtest.png").is_file()


@pytest.mark.slow
def test_the_python_on_the_page_runs(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    Path("counted_since.csv").write_text(blocks("csv")[0])
    (block,) = blocks("python")
    exec(block.replace("runs=200", "runs=2"), {"__name__": "__main__"})
    assert "killed_total" in capsys.readouterr().out
