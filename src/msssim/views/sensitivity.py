"""What drives the outcomes: a tornado of the factors, and what they do only together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.formatting import decimals, display, number, short_name
from msssim.analysis.sensitivity import Method, Sensitivity
from msssim.analysis.sensitivity.words import drivers, factor_label, interactions
from msssim.views.layout import number_axis, panel_heading, save, sheet
from msssim.views.style import BLUE, INK, MUTED, SKY, UNCLEAR, VERMILLION, drawing
from msssim.views.text import clean, width_inches
from msssim.views.variance_decomposition import spread_figure
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

ROW = 0.27
LABEL_SIZE = 8.5
COLUMNS = 4
LONGEST_TITLE = 400
VISIBLE = 0.01
"""Part of the axis from which on a mark can be seen."""
QUIET = "#D9D9D9"


HOW_TO_READ = {
    "sobol": "Share of the variance between points. Light bar: alone and with others (total order) "
    "with its 95 % interval; dark bar: alone (first order). Orange: what luck by itself would give "
    "the factor; grey: no telling from that.",
    "morris": "Mean size of the change as one factor goes over its whole range (mu*), with its "
    "95 % interval; diamond: how much it differs from place to place (sigma). Orange: what luck by "
    "itself would give the factor; grey: no telling from that.",
}


def write_sensitivity(
    found: Sensitivity, result: Result, layout: Result | None, folder: str | Path
) -> list[Path]:
    """Write the figures of a sensitivity analysis as PNG and SVG; return the paths."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with drawing():
        figures = sensitivity_figures(found, result, layout)
        return [path for name, figure in figures.items() for path in save(figure, folder, name)]


def sensitivity_figures(
    found: Sensitivity, result: Result, layout: Result | None
) -> dict[str, Figure]:
    """Draw what the method can tell, by file name.

    Parameters
    ----------
    found
        What came out.
    result, layout
        The runs behind its indices, and behind its shares.
    """
    figures = {"tornado": tornado(found, result)}
    if "interaction" in found.table:
        figures["interactions"] = interaction_figure(found, result)
    if layout is not None and len(found.shares):
        figures["whose_spread"] = spread_figure(found, layout)
    return figures


def tornado(found: Sensitivity, result: Result) -> Figure:
    """Draw how far each factor drives each outcome, a panel an outcome, the strongest on top."""
    order, method = _order(found), found.method
    figure, panels = _panels(found, result, order, drivers(found), HOW_TO_READ[method.name])
    shown = [*_ends(method.measure), method.second_measure, "noise_floor"]
    for outcome, axes in panels.items():
        scale, unit = _scale(found, outcome)
        factors = found.of(outcome).loc[order]
        # shares of variance have one axis for all outcomes
        rows = found.table if method.in_variance else factors
        axes.set_xlim(0, 1.04 * scale * rows[shown].to_numpy().max() or 1.0)
        number_axis(axes.xaxis, 4)
        _bars(axes, scale * factors[shown], factors["told"].to_numpy(), method)
        panel_heading(axes, short_name(outcome).capitalize(), unit)
    return figure


def interaction_figure(found: Sensitivity, result: Result) -> Figure:
    """Draw what each factor does only together with others: total less first order."""
    order = _order(found)
    subtitle = (
        "Total order less first order: the share of the variance between points that a factor has "
        "only together with others; the 95 % intervals hold for all factors together. Hollow: no "
        "telling from zero, or by chance more than its total."
    )
    figure, panels = _panels(found, result, order, interactions(found), subtitle)
    for outcome, axes in panels.items():
        factors = found.of(outcome).loc[order]
        _dots(axes, 100 * factors[_ends("interaction")], factors["interaction_told"].to_numpy())
        panel_heading(axes, short_name(outcome).capitalize(), "% of variance")
    return figure


def _order(found: Sensitivity) -> list[str]:
    """Return the factors, those on top that drive some outcome most against its strongest."""
    measure = found.method.measure
    values = found.table.pivot_table(measure, "factor", "outcome")
    strength = (values / values.max()).mean(axis=1)
    return [str(name) for name in strength.sort_values(ascending=False, kind="stable").index]


def _scale(found: Sensitivity, outcome: str) -> tuple[float, str]:
    """Return by what the measures are multiplied, and the unit that they then have."""
    if found.method.in_variance:
        return 100.0, "% of variance"
    shown = display(OUTCOMES[outcome])
    return shown.scale, shown.change_unit


def _panels(
    found: Sensitivity, result: Result, order: list[str], title: str, subtitle: str
) -> tuple[Figure, dict[str, Axes]]:
    """Lay out a panel an outcome, a row a factor."""
    outcomes = found.outcomes
    columns = min(COLUMNS, len(outcomes))
    names = [clean(factor_label(factor), 40) for factor in order]
    figure, grid = sheet(
        result,
        clean(title, LONGEST_TITLE),
        subtitle,
        width=11.5 if columns > 1 else 9.0,
        rows=-(-len(outcomes) // columns),
        columns=columns,
        panel_height=max(ROW * len(names), 0.6),
        left=max(width_inches(name, LABEL_SIZE) for name in names) + 0.1,
        right=0.5 if found.method.in_variance else 0.75,  # persons take more room than per cent
        gaps=(0.55 if found.method.in_variance else 0.8, 0.9),
        heading=0.6,
        below=0.3,
    )
    for place, axes in enumerate(grid.flat):
        axes.set_visible(place < len(outcomes))
        axes.set_yticks(range(len(names)), names if place % columns == 0 else [])
        axes.tick_params(axis="y", labelsize=LABEL_SIZE, labelcolor=INK)
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x")
    return figure, dict(zip(outcomes, grid.flat, strict=False))


def _bars(axes: Axes, values: pd.DataFrame, told: np.ndarray, method: Method) -> None:
    """Draw a row a factor: its measure with the interval, the second measure, the noise floor."""
    measure, visible = method.measure, VISIBLE * axes.get_xlim()[1]
    places = 0 if method.in_variance else decimals(*values[measure])
    for row, (_, value) in enumerate(values.iterrows()):
        bar, dark = (SKY, BLUE) if told[row] else (QUIET, UNCLEAR)
        axes.barh(row, value[measure], height=0.66, color=bar)
        if method.in_variance:
            axes.barh(row, max(value[method.second_measure], 0.0), height=0.3, color=dark)
        if value[f"{measure}_high"] > visible:
            between = [value[f"{measure}_low"], value[f"{measure}_high"]]
            axes.plot(between, [row, row], color=INK, lw=1)
        if not method.in_variance and value[method.second_measure] > visible:
            axes.plot(value[method.second_measure], row, "D", ms=4, mfc="white", color=dark)
        if value["noise_floor"] > visible:
            floor = [value["noise_floor"]] * 2
            axes.plot(floor, [row - 0.42, row + 0.42], color=VERMILLION, lw=2)
        little = method.in_variance and 0 < value[measure] < 0.5
        said = "<1" if little else number(value[measure], places)
        _say(axes, row, said, INK if told[row] else MUTED)


def _dots(axes: Axes, values: pd.DataFrame, told: np.ndarray) -> None:
    """Draw estimates with their intervals, filled where they are told from zero."""
    value, low, high = (values[name].to_numpy() for name in values)
    axes.axvline(0, color=MUTED, lw=0.8)
    for row in range(len(values)):
        colour = BLUE if told[row] else UNCLEAR
        axes.plot([low[row], high[row]], [row, row], color=colour, lw=1.6)
        axes.plot(value[row], row, "o", ms=4.6, color=colour, mfc=colour if told[row] else "white")
        _say(axes, row, number(value[row], 0, signed=True), INK if told[row] else MUTED)
    lowest, highest = min(low.min(), 0.0), max(high.max(), 0.0)
    margin = 0.05 * (highest - lowest) or 1.0
    axes.set_xlim(lowest - margin, highest + margin)
    number_axis(axes.xaxis, 4)


def _say(axes: Axes, row: int, text: str, colour: str) -> None:
    """Write a value at the right end of its row."""
    axes.annotate(
        text,
        (1, row),
        (4, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        size=8,
        color=colour,
    )


def _ends(measure: str) -> list[str]:
    return [measure, f"{measure}_low", f"{measure}_high"]
