"""The how-to page on robustness shows what works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from msssim.cli import app
from msssim.experiments import load_experiment, sweep
from msssim.scenario import parameter_info

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FILE = ROOT / "experiments/robustness_core.yaml"
PAGE = (ROOT / "docs/how-to/robustness.md").read_text(encoding="utf-8")
SHORTER = {"points: 64": "points: 3", "replications: 12": "replications: 2", "546": "364"}
"""What is played in the tests in place of what the page plays."""


def test_the_experiment_on_the_page_is_the_one_that_is_shipped():
    (block,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert block in FILE.read_text(encoding="utf-8")
    asked = load_experiment(FILE)
    runs = len(asked.scenarios) * asked.design.points * asked.replications
    assert f"The {runs:,} runs take" in PAGE


def test_no_policy_sets_what_is_sampled():
    asked = load_experiment(FILE)
    for path, sampled in asked.uncertainties.items():
        infos = [parameter_info(scenario, path) for scenario in asked.scenarios]
        assert len({info.value for info in infos}) == 1
        low, high = infos[0].plausible
        assert low <= sampled.extremes[0] < sampled.extremes[1] <= high


def test_every_line_on_the_page_works(monkeypatch, tmp_path):
    shorter = FILE.read_text(encoding="utf-8")
    for long, short in SHORTER.items():
        assert long in shorter
        shorter = shorter.replace(long, short)
    (tmp_path / "robustness_core.yaml").write_text(shorter, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    sweep(load_experiment("robustness_core.yaml"), "results/robustness_core", workers=1)
    for line in re.findall(r"^msssim (analyse robustness .*)$", PAGE, flags=re.MULTILINE):
        said = CliRunner().invoke(app, shlex.split(line))
        assert said.exit_code == 0, said.output
        for words in ("regret,", "all at once:", "east regret"):
            assert words in said.stdout
    assert Path("results/robust/robustness.png").exists()
