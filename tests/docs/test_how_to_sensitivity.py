"""The how-to page on sensitivity shows what works, on an experiment that can be played."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from msssim.analysis.sensitivity import study_of
from msssim.experiments import load_experiment
from msssim.scenario import parameter_info

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FILE = ROOT / "experiments/sensitivity_core.yaml"
PAGE = (ROOT / "docs/how-to/sensitivity.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


def test_the_numbers_of_points_on_the_page_are_those_of_the_experiment():
    experiment = load_experiment(FILE)
    screening, shares = study_of(experiment, "morris"), study_of(experiment, points=128)
    assert f"{len(screening.sample)} points, {experiment.replications} runs each" in PAGE
    assert f"{len(shares.sample):,} points of {experiment.replications} runs" in PAGE
    layout = shares.layout
    assert len(layout.scenarios) == 3
    assert f"{layout.design.points} points of {layout.replications} runs" in PAGE


def test_the_ranges_of_the_experiment_are_the_plausible_ones():
    experiment = load_experiment(FILE)
    for path, uncertainty in experiment.uncertainties.items():
        assert uncertainty.extremes == parameter_info(experiment.scenarios[0], path).plausible


def test_the_pictures_on_the_page_are_there():
    for name in re.findall(r"\]\((\.\./pictures/\w+\.png)\)", PAGE):
        assert (ROOT / "docs/how-to" / name).is_file()


def test_the_python_on_the_page_runs(monkeypatch, tmp_path, capsys):
    (block,) = blocks("python")
    quicker = FILE.read_text().replace("horizon_days: 364", "horizon_days: 28")
    (tmp_path / "experiments").mkdir()
    (tmp_path / "experiments/sensitivity_core.yaml").write_text(quicker)
    monkeypatch.chdir(tmp_path)
    exec(block.replace("workers=2", "workers=1"), {"__name__": "__main__"})
    printed = capsys.readouterr().out
    assert "noise_floor" in printed
    assert "civilians killed" in printed.lower()
