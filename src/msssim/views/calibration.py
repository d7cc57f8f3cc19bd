"""Figures of a calibration: the counts before and after it, and the posterior."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.calibration import Calibration, headline
from msssim.analysis.calibration.matching import IMPLAUSIBLE
from msssim.analysis.formatting import number
from msssim.analysis.observations import OBSERVABLES
from msssim.scenario import parameter_info
from msssim.text import text
from msssim.views.layout import number_axis, panel_figure, panel_heading, row_figure
from msssim.views.style import BAD, BLUE, FAINT, INK, MUTED
from msssim.views.text import clean

COLUMNS = 3
BINS = 12
LONGEST_NAME = 36
FARTHEST = 8.0
"""Standard deviations to either side that the figure of the counts shows."""
BAR_HEIGHTS = {"prior": 0.5, "posterior": 0.22}


def counts_figure(found: Calibration) -> Figure:
    """Draw every count that was matched, with the runs before and after the calibration."""
    matched = found.by_count[~found.by_count["held_back"]]
    rows = matched.to_dict("records")
    missed = int((~matched["in_90"]).sum())
    form = "counts_missed" if missed else "counts_covered"
    figure, (axes,) = row_figure(
        found.result,
        text(f"studies.figures.{form}", count=missed, counts=len(rows)),
        text("studies.figures.counts"),
        [f"{OBSERVABLES[row['series']].label}, {row['date']:%d %b %Y}" for row in rows],
        row=0.3,
        width=9.0,
        heading=0.25,
    )
    axes.axvspan(-IMPLAUSIBLE, IMPLAUSIBLE, color=FAINT, alpha=0.5, lw=0)
    axes.axvline(0, color=INK, lw=0.8)
    for place, (row, target) in enumerate(zip(rows, found.targets, strict=True)):
        _bars(axes, place, row, float(np.hypot(target.observation_sd, target.discrepancy_sd)))
    axes.set_xlim(-FARTHEST, FARTHEST)
    number_axis(axes.xaxis)
    return figure


def posterior_figure(found: Calibration) -> Figure:
    """Draw the posterior of the parameters that the counts inform."""
    table = found.posterior.table
    informed = table[table["told"]].sort_values("p_value", kind="stable")
    shown = informed if len(informed) else table.nsmallest(COLUMNS, "p_value")
    others = len(table) - len(informed)
    reading = text("studies.figures.posterior")
    if others:
        reading += f" {text('studies.figures.uninformed', count=others)}"
    figure, panels = panel_figure(
        found.result, headline(found).removesuffix("."), reading, len(shown), columns=COLUMNS,
        panel_height=1.35, left=0.3, gaps=(0.45, 0.85), heading=0.45,
    )  # fmt: skip
    for axes, parameter in zip(panels, shown["parameter"], strict=True):
        _histogram(axes, found, parameter)
    return figure


def _bars(axes: Axes, place: int, row: Mapping[Any, Any], sd: float) -> None:
    """Draw the 90 % intervals of a count's runs, less the count, in standard deviations."""
    colours = {"prior": MUTED, "posterior": BLUE if row["in_90"] else BAD}
    for name, height in BAR_HEIGHTS.items():
        low, high = ((row[f"{name}_{end}"] - row["value"]) / sd for end in ("p5", "p95"))
        axes.barh(
            place, high - low, height, left=low, color=colours[name],
            alpha=0.25 if name == "prior" else 0.9, lw=0,
        )  # fmt: skip
    middle = (row["posterior_median"] - row["value"]) / sd
    axes.plot(middle, place, "|", color="white", ms=7, mew=1.6)


def _histogram(axes: Axes, found: Calibration, parameter: str) -> None:
    """Draw the posterior weights in bins of equal prior probability."""
    uncertainty = found.experiment.uncertainties[parameter]
    edges = uncertainty.at_quantiles(np.linspace(0.0, 1.0, BINS + 1))
    shares, _ = np.histogram(found.points[parameter], edges, weights=found.weights.sum(axis=1))
    axes.bar(np.arange(BINS) + 0.5, shares * BINS, 0.92, color=BLUE, alpha=0.75, lw=0)
    axes.axhline(1.0, color=MUTED, lw=1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    ends = [0, BINS // 2, BINS]
    axes.set_xticks(ends, [_short(edges[end]) for end in ends])
    axes.set_xlim(0, BINS)
    info = parameter_info(found.experiment.scenarios[0], parameter)
    own = np.interp(float(info.value), edges, np.arange(BINS + 1))
    axes.plot(own, 0.0, "^", color=INK, ms=7, mec="white", mew=0.8, clip_on=False, zorder=5)
    name = clean(parameter.rpartition(".")[2].replace("_", " "), LONGEST_NAME).capitalize()
    panel_heading(axes, name, info.unit)


def _short(value: float) -> str:
    millions = abs(value) >= 1e6
    rounded = float(f"{value / 1e6 if millions else value:.2g}")
    return f"{number(rounded)} m" if millions else f"{rounded:,g}"
