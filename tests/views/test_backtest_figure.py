"""The figure of a backtest: every series, misses in another colour, nothing outside the figure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from msssim.analysis.backtest import backtest
from msssim.analysis.observations import Observation
from msssim.experiments import Result
from msssim.presentation import Analysis
from msssim.scenario import load_scenario
from msssim.views.backtest import backtest_figure
from msssim.views.registry import write_figures_of
from msssim.views.style import BAD, INK, drawing

pytestmark = pytest.mark.slow

START = dt.date(2024, 6, 12)


def words_of(figure: Figure) -> str:
    """All text on a figure, in one line."""
    return " ".join(text.get_text() for text in figure.findobj(Text)).replace("\n", " ")


def count(series: str, days: int, value: float, start: int | None = None) -> Observation:
    first = None if start is None else START + dt.timedelta(days=start)
    date = START + dt.timedelta(days=days)
    return Observation(series, date, value, 0.9 * value, value, "made up", first)


@pytest.fixture(scope="module")
def test_of_five():
    counts = [
        count("displaced", -90, 360_000),
        count("displaced", 30, 590_000),
        count("displaced", 50, 9_000_000),
        count("killed_total", 30, 500, start=10),
        count("fund_received_usd", 40, 2e6, start=0),
        count("gang_control", 40, 0.73),
        count("first_boots", 20, 0),
    ]
    return backtest(load_scenario("as_is"), counts, runs=6)


@pytest.fixture(scope="module")
def figure(test_of_five):
    with drawing():
        drawn = backtest_figure(test_of_five)
        drawn.draw_without_rendering()
    return drawn


def test_the_title_is_the_finding_and_every_series_has_a_panel(figure):
    assert "outside the 90 % interval of the runs" in figure.get_suptitle().replace("\n", " ")
    shown = {text.get_text() for text in figure.findobj(Text)}
    for label in ("displaced", "killed in all", "received by the trust fund", "first boots",
                  "gang control of the capital"):  # fmt: skip
        assert label in shown


def test_nothing_lies_outside_the_figure(figure):
    drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    assert min(drawn.x0, drawn.y0) >= 0
    assert drawn.x1 <= width
    assert drawn.y1 <= height


def test_a_miss_has_a_dot_of_another_colour(figure, test_of_five):
    (axes,) = [
        each for each in figure.axes
        if any(text.get_text() == "displaced" for text in each.texts)
    ]  # fmt: skip
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    colours = [to_hex(dot.get_color()).upper() for dot in dots]
    assert colours[1] == BAD
    inside = test_of_five.scores.query("series == 'displaced'")["in_90"].tolist()
    assert colours == [INK if covered else BAD for covered in inside]


def test_a_start_before_june_2024_is_said_to_be_no_forecast(figure, test_of_five):
    assert "not a forecast" not in words_of(figure)
    played = test_of_five.result
    earlier = Result.of_frames(
        played.runs, played.series, played.manifest | {"start": "2024-06-11"}
    )
    with drawing():
        drawn = backtest_figure(replace(test_of_five, result=earlier))
    assert "this is a fit, not a forecast" in words_of(drawn)


def test_the_figure_is_written_as_png_and_svg(test_of_five, tmp_path):
    analysis = Analysis("backtest", source=test_of_five)
    assert [path.name for path in write_figures_of(analysis, tmp_path)] == [
        "backtest.png", "backtest.svg",
    ]  # fmt: skip
    assert all(path.stat().st_size > 1_000 for path in tmp_path.iterdir())
