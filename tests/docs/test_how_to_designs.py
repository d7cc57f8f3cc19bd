"""The how-to page on designs shows what can be loaded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from msssim.experiments import load_experiment
from msssim.experiments.design import points
from msssim.experiments.quality import design_quality

PAGE = (Path(__file__).parents[2] / "docs/how-to/designs.md").read_text(encoding="utf-8")
FRAME = "title: A block of the page\nscenarios: [as_is]\n"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", blocks("yaml"))
def test_every_block_is_part_of_an_experiment_that_can_be_played(tmp_path, block):
    (table,) = blocks("csv")
    (tmp_path / "my_points.csv").write_text(table)
    (tmp_path / "experiment.yaml").write_text(FRAME + block)
    experiment = load_experiment(tmp_path / "experiment.yaml")
    assert len(points(experiment)) > 1
    assert design_quality(experiment).messages()


def test_the_page_shows_every_form_of_a_distribution():
    experiment_keys = " ".join(blocks("yaml"))
    forms = ("low:", "scale: log", "log_low", "triangular", "normal", "beta", "values", "weights")
    assert [form for form in forms if form not in experiment_keys] == []
