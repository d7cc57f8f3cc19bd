"""The two figures of a calibration."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from msssim.analysis.calibration import Calibration, Target
from msssim.analysis.observations import Observation
from msssim.experiments import experiment_of
from msssim.experiments.simulate import play_in_memory
from msssim.presentation import Analysis
from msssim.scenario import load_scenario
from msssim.views.calibration import counts_figure, posterior_figure
from msssim.views.registry import write_figures_of

RATE = "people.killed_by_gangs_per_100k_week"
RANGES = {RATE: {"low": 1.5, "high": 5.0}, "gangs.rationality": {"low": 0.5, "high": 6.0}}


@pytest.fixture(scope="module")
def found():
    scenario = load_scenario("as_is")
    asked = experiment_of(
        [scenario],
        title="Drawn",
        uncertainties=RANGES,
        design={"method": "sobol", "points": 64, "random_numbers": "independent"},
        replications=2,
        horizon_days=28,
        record={"series": ["killed_total", "police"], "every_days": 7},
    )
    end = scenario.start + dt.timedelta(days=27)
    killed = Observation("killed_total", end, 300.0, 280.0, 320.0, "made up", scenario.start)
    police = Observation("police", end, 20_000.0, 20_000.0, 20_000.0, "made up")
    targets = (Target(killed, 10.0, 30.0), Target(police, 0.0, 4_000.0))
    return Calibration(asked, play_in_memory(asked), targets, ())


@pytest.mark.slow
def test_the_counts_that_lie_outside_are_counted_in_the_title_and_orange(found):
    figure = counts_figure(found)
    assert figure.get_suptitle() == (
        "1 of 2 counts lies outside the 90 % interval of the posterior"
    )
    (axes,) = figure.axes
    assert axes.get_yticklabels()[0].get_text().startswith("killed in all")
    bars = [patch for patch in axes.patches if patch.get_height() < 0.3]
    assert bars[0].get_facecolor() != bars[1].get_facecolor()


@pytest.mark.slow
def test_a_bar_is_the_distance_from_the_count_in_standard_deviations(found):
    (axes,) = counts_figure(found).axes
    police = found.by_count.set_index("series").loc["police"]
    bar = [patch for patch in axes.patches if patch.get_height() < 0.3][1]
    assert bar.get_x() == pytest.approx((police["posterior_p5"] - 20_000) / 4_000)


@pytest.mark.slow
def test_a_panel_has_the_weight_in_each_twelfth_of_what_was_sampled(found):
    figure = posterior_figure(found)
    panel = figure.axes[0]
    heights = np.array([patch.get_height() for patch in panel.patches])
    assert heights.mean() == pytest.approx(1.0)
    assert "parameters" in figure.get_suptitle()


@pytest.mark.slow
def test_both_are_written(found, tmp_path):
    names = {
        path.name for path in write_figures_of(Analysis("calibration", source=found), tmp_path)
    }
    assert {"calibration_counts.png", "calibration_parameters.svg"} <= names
