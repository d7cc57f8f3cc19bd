"""The how-to page on calibration shows what works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from msssim.cli import app
from msssim.experiments import load_experiment

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/calibration.md").read_text(encoding="utf-8")
COUNTED = re.compile(r"^ (\w+) +(\d{4}-\d\d-\d\d) +([\d.,]+) ", flags=re.MULTILINE)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


LINES = [line for block in blocks("sh") for line in block.splitlines()]


def test_what_the_page_links_to_is_there():
    for link in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (ROOT / "docs/how-to" / link).exists(), link


def test_the_experiment_on_the_page_is_the_shipped_one():
    shown = YAML(typ="safe").load(blocks("yaml")[0])
    shipped = YAML(typ="safe").load(ROOT / "experiments/calibration_june_2024.yaml")
    assert shown == {key: shipped[key] for key in shown}
    assert len(shipped["uncertainties"]) == 46


def test_the_experiment_that_names_priors_can_be_loaded(tmp_path):
    (tmp_path / "mine.yaml").write_text(blocks("yaml")[1])
    asked = load_experiment(tmp_path / "mine.yaml")
    assert asked.uncertainties["people.killed_by_gangs_per_100k_week"].quantiles
    assert asked.uncertainties["contacts.intelligence_tips"].extremes == (0.2, 0.8)


@pytest.mark.slow
def test_the_command_on_the_page_holds_the_counts_on_the_page(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    shipped = (ROOT / "experiments/calibration_june_2024.yaml").read_text(encoding="utf-8")
    small = shipped.replace("points: 8192", "points: 256").replace(
        "replications: 8", "replications: 2"
    )
    (tmp_path / "small.yaml").write_text(small)
    printed = CliRunner().invoke(app, ["validate", "calibrate", "small.yaml", "--out", "here"])
    assert printed.exit_code == 0, printed.stderr
    assert COUNTED.findall(printed.stdout) == COUNTED.findall(blocks("text")[0])
    assert Path("here/figures/calibration_counts.png").is_file()
    assert (tmp_path / "here/priors.yaml").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("line", [line for line in LINES if "--uncertain" in line])
def test_runs_that_draw_their_parameters_can_be_played(monkeypatch, tmp_path, line):
    monkeypatch.chdir(tmp_path)
    _, *words = line.replace("--runs 500", "").split()
    short = ["--days", "28"] if words[0] == "run" else []
    printed = CliRunner().invoke(app, [*words, "--runs", "3", *short])
    assert printed.exit_code == 0, printed.stderr
