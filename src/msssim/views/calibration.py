"""A calibration in two figures: the counts before and after, and what is left of the parameters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.calibration import Calibration, headline
from msssim.analysis.calibration.matching import IMPLAUSIBLE
from msssim.analysis.formatting import number
from msssim.analysis.observations import OBSERVABLES
from msssim.scenario import parameter_info
from msssim.views.layout import number_axis, panel_heading, save, sheet
from msssim.views.style import BAD, BLUE, FAINT, INK, MUTED, drawing
from msssim.views.text import clean, width_inches

ROW = 0.3
LABEL_SIZE = 8.5
COLUMNS = 3
BINS = 12
LONGEST_NAME = 36
FARTHEST = 8.0
"""Standard deviations to either side that the figure of the counts shows."""
BOX_HEIGHTS = {"prior": 0.5, "posterior": 0.22}

HOW_TO_READ_COUNTS = (
    "Runs less the count, in standard deviations of the stated errors of source and model. Grey: "
    "nine in ten of the runs at all points; blue: of what is left, with its median. Orange: the "
    "count lies outside."
)
HOW_TO_READ_PARAMETERS = (
    "Bars: where the weight lies after the counts; line: the distribution that was sampled; "
    "triangle: the value of the scenario. "
)


def write_calibration(found: Calibration, folder: str | Path) -> list[Path]:
    """Write both figures as PNG and SVG; return the paths."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with drawing():
        figures = {
            "calibration_counts": counts_figure(found),
            "calibration_parameters": parameters_figure(found),
        }
        return [path for name, figure in figures.items() for path in save(figure, folder, name)]


def counts_figure(found: Calibration) -> Figure:
    """Draw every count that was matched, before and after."""
    rows = found.by_count[~found.by_count["held_back"]]
    names = [f"{OBSERVABLES[row.series].label}, {row.date:%d %b %Y}" for row in _rows(rows)]
    missed = int((~rows["in_90"]).sum())
    title = (
        f"{missed} of {len(rows)} counts lie outside what is left"
        if missed
        else f"All {len(rows)} counts lie within what is left"
    )
    figure, grid = sheet(
        found.result,
        title,
        HOW_TO_READ_COUNTS,
        width=9.0,
        panel_height=ROW * len(rows),
        left=max(width_inches(name, LABEL_SIZE) for name in names) + 0.15,
        heading=0.25,
    )
    axes = grid[0, 0]
    axes.axvspan(-IMPLAUSIBLE, IMPLAUSIBLE, color=FAINT, alpha=0.5, lw=0)
    axes.axvline(0, color=INK, lw=0.8)
    for place, row in enumerate(_rows(rows)):
        sd = found.targets[place].observation_sd, row.discrepancy_sd
        _bars(axes, place, row, float(np.hypot(*sd)))
    axes.set_yticks(range(len(rows)), names)
    axes.tick_params(axis="y", labelsize=LABEL_SIZE, labelcolor=INK)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(-FARTHEST, FARTHEST)
    axes.spines["left"].set_visible(False)
    number_axis(axes.xaxis)
    return figure


def parameters_figure(found: Calibration) -> Figure:
    """Draw the parameters of which the counts say something."""
    table = found.posterior.table
    told = table[table["told"]].sort_values("p_value", kind="stable")
    shown = told if len(told) else table.nsmallest(COLUMNS, "p_value")
    columns = min(COLUMNS, len(shown))
    figure, grid = sheet(
        found.result,
        headline(found),
        HOW_TO_READ_PARAMETERS + _untold(len(table) - len(told)),
        rows=-(-len(shown) // columns),
        columns=columns,
        panel_height=1.35,
        left=0.3,
        gaps=(0.45, 0.85),
        heading=0.45,
    )
    for axes, row in zip(grid.flat, _rows(shown), strict=False):
        _histogram(axes, found, row.parameter)
    for axes in grid.flat[len(shown) :]:
        axes.set_visible(False)
    return figure


def _bars(axes: Axes, place: int, row: Any, sd: float) -> None:
    colours = {"prior": MUTED, "posterior": BLUE if row.in_90 else BAD}
    for name, height in BOX_HEIGHTS.items():
        low, high = ((getattr(row, f"{name}_{end}") - row.value) / sd for end in ("p5", "p95"))
        axes.barh(
            place, high - low, height, left=low, color=colours[name],
            alpha=0.25 if name == "prior" else 0.9, lw=0,
        )  # fmt: skip
    middle = (row.posterior_median - row.value) / sd
    axes.plot(middle, place, "|", color="white", ms=7, mew=1.6)


def _histogram(axes: Axes, found: Calibration, parameter: str) -> None:
    """Draw where the weight lies, over values that were equally likely bin by bin."""
    uncertainty = found.experiment.uncertainties[parameter]
    edges = uncertainty.at_quantiles(np.linspace(0.0, 1.0, BINS + 1))
    values = found.points[parameter]
    shares, _ = np.histogram(values, edges, weights=found.weights.sum(axis=1))
    places = np.arange(BINS)
    axes.bar(places + 0.5, shares * BINS, 0.92, color=BLUE, alpha=0.75, lw=0)
    axes.axhline(1.0, color=MUTED, lw=1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    ends = [0, BINS // 2, BINS]
    axes.set_xticks(ends, [f"{_short(edges[end])}" for end in ends])
    axes.set_xlim(0, BINS)
    info = parameter_info(found.experiment.scenarios[0], parameter)
    own = np.interp(float(info.value), edges, np.arange(BINS + 1))
    axes.plot(own, 0.0, "^", color=INK, ms=7, mec="white", mew=0.8, clip_on=False, zorder=5)
    panel_heading(axes, _name(parameter), info.unit)


def _name(parameter: str) -> str:
    return clean(parameter.rpartition(".")[2].replace("_", " "), LONGEST_NAME).capitalize()


def _short(value: float) -> str:
    millions = abs(value) >= 1e6
    rounded = float(f"{value / 1e6 if millions else value:.2g}")
    return f"{number(rounded)} m" if millions else f"{rounded:,g}"


def _untold(others: int) -> str:
    return f"Of {others} others the counts say nothing that noise would not." if others else ""


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    yield from frame.itertuples(index=False)
