"""The how-to page on scenario discovery shows what works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from msssim.analysis.discovery import read_condition
from msssim.cli import app
from msssim.experiments import load_experiment
from msssim.scenario import read_yaml
from msssim.world.observables import OUTCOMES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/discovery.md").read_text(encoding="utf-8")
SHORTER = {"points: 512": "points: 64", "replications: 8": "replications: 2"}
"""What is played in the tests in place of what the page plays."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


LINES = [line for block in blocks("sh") for line in block.splitlines()]


def test_the_experiment_on_the_page_is_the_one_that_is_shipped():
    (block,) = blocks("yaml")
    shipped = read_yaml(ROOT / "experiments/discovery_core.yaml").data
    for line in block.splitlines():
        assert line in (ROOT / "experiments/discovery_core.yaml").read_text(encoding="utf-8")
    experiment = load_experiment("discovery_core")
    assert experiment.title == shipped["title"]
    assert (len(experiment.uncertainties), experiment.design.points) == (10, 512)


def test_every_sampled_range_is_one_that_the_evidence_leaves_open():
    from msssim.scenario import load_scenario, parameter_info

    scenario = load_scenario("as_is")
    for path, uncertainty in load_experiment("discovery_core").uncertainties.items():
        low, high = parameter_info(scenario, path).plausible
        assert (uncertainty.low, uncertainty.high) == (low, high), path


def test_every_condition_on_the_page_can_be_read():
    conditions = re.findall(r"--where '([^']+)'", "".join(blocks("sh")))
    assert len(conditions) >= 3
    for condition in conditions:
        assert read_condition(condition, list(OUTCOMES))


@pytest.fixture
def swept(tmp_path, monkeypatch):
    """A folder in which the sweep of the page has been played, on a small scale."""
    (block,) = blocks("yaml")
    for long, short in SHORTER.items():
        block = block.replace(long, short)
    (tmp_path / "experiments").mkdir()
    (tmp_path / "experiments/discovery_core.yaml").write_text(block)
    monkeypatch.chdir(tmp_path)
    played = CliRunner().invoke(app, [*shlex.split(LINES[0])[1:], "--workers", "1", "--quiet"])
    assert played.exit_code == 0, played.output


@pytest.mark.slow
def test_the_search_of_the_page_can_be_typed_and_written_in_python(swept, capsys):
    typed = CliRunner().invoke(app, [*shlex.split(LINES[1])[1:], "--workers", "1"])
    assert typed.exit_code == 0, typed.output
    (text,) = blocks("text")
    assert typed.stdout[:27] == text[:27] == "Delivered share below 15 %:"
    (code,) = blocks("python")
    exec(code.replace("out=", "workers=1, out="), {"__name__": "__main__"})
    assert capsys.readouterr().out.startswith("Delivered share below 15 %:")
