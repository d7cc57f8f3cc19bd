"""Fan charts: how a series unfolds over the dates, and how far the runs spread around it.

``fan`` gives each cell a panel with its bands; ``medians`` lays the medians of a scenario's cells
over each other, so that they can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.cells import (
    Cell,
    cells,
    factor_name,
    level_name,
    short_level_name,
    varied_factors,
)
from msssim.analysis.formatting import display, number, quantity
from msssim.views.layout import (
    date_axis,
    date_limits,
    day_number,
    number_axis,
    panel_heading,
    sheet,
)
from msssim.views.people import price_of_ground
from msssim.views.selection import left_out_words, most_telling
from msssim.views.style import FAINT, LINES
from msssim.views.text import clean, spread, width_inches
from msssim.world.observables import SERIES

if TYPE_CHECKING:
    from msssim.experiments import Result

WORDS = {
    "deployed": "personnel in theatre",
    "fund_balance_usd": "cash in the trust fund",
    "gang_control": "gang control of the metropolitan zones",
}
MOST_PANELS = 12
LABEL_SIZE = 8.5


@dataclass(frozen=True)
class Panel:
    """Cells drawn together: each line has the label of what sets it apart from its neighbours."""

    heading: str
    lines: list[tuple[str, Cell]]


def fan(result: Result, series: str, table: pd.DataFrame) -> Figure:
    """Draw median, 50 % and 90 % band of a series, a panel a cell.

    Down go the levels of the first lever, across the scenarios and other factors. ``table`` holds
    the bands, see :func:`msssim.analysis.bands`.
    """
    telling = most_telling(table["median"].groupby("cell", observed=True).last(), MOST_PANELS)
    lone = [
        Panel(clean(cell.label, 34), [(_end_words(table, cell, series), cell)])
        for cell in by_lever(result)
        if cell.label in telling
    ]
    across = len(cells(result)) // max(len(varied_factors(result).get(line_factor(result), [])), 1)
    columns = across if 1 < across <= 4 else 2 if len(lone) in (2, 4) else min(3, len(lone))
    return chart(result, series, table, lone, columns)


def medians(result: Result, series: str, table: pd.DataFrame) -> Figure:
    """Draw medians over each other: a panel a scenario, a line a level of the first lever."""
    panels = arrange(result)
    return chart(result, series, table, panels, 2 if len(panels) == 4 else min(3, len(panels)))


def by_lever(result: Result) -> list[Cell]:
    """Return the cells in rows of the first lever's levels, each row by the other factors."""
    lever = line_factor(result)
    if lever == "scenario":
        return cells(result)
    levels = varied_factors(result)[lever]
    return sorted(cells(result), key=lambda cell: levels.index(cell.factors[lever]))


def chart(
    result: Result, series: str, table: pd.DataFrame, panels: list[Panel], columns: int
) -> Figure:
    """Draw any cells in any panels; ``table`` holds the bands of these cells and no others."""
    shown = display(SERIES[series])
    table = table * shown.scale
    unit = unit_words(series)
    labels = [label for panel in panels for label, _ in panel.lines]
    room = max(width_inches(label, LABEL_SIZE) for label in labels) + 0.3
    named = any(panel.heading for panel in panels)
    rows = -(-len(panels) // columns)
    figure, grid = sheet(
        result,
        _title(result, series, table),
        _subtitle(result, series, panels),
        rows=rows,
        columns=columns,
        panel_height=3.6 if rows == 1 else 2.5 if rows == 2 else 1.7,
        left=0.45,
        right=room + 0.15,
        gaps=(room + 0.35, 0.95),
        heading=0.5 if named else 0.32,
        sharex=True,
        sharey=True,
    )
    for axes, panel in zip(grid.flat, panels, strict=False):
        _draw(axes, panel, table)
        panel_heading(axes, panel.heading, unit)
    for axes in grid.flat[len(panels) :]:
        axes.set_visible(False)
    _limits(grid.flat[0], table, panels, series)
    for axes, panel in zip(grid.flat, panels, strict=False):
        _label_lines(axes, panel, table)
    return figure


def arrange(result: Result) -> list[Panel]:
    """Share the cells out: a line a level of the first lever or a scenario, panels for the rest."""
    varied = varied_factors(result)
    lever = line_factor(result)
    if len(varied.get(lever, [])) > len(LINES):
        lone = [Panel(clean(cell.label, 34), [("median", cell)]) for cell in cells(result)]
        return lone[:MOST_PANELS]
    rest = {factor: levels for factor, levels in varied.items() if factor != lever}
    panels = []
    for levels in product(*rest.values()):
        fixed = dict(zip(rest, levels, strict=True))
        inside = [cell for cell in cells(result) if fixed.items() <= cell.factors.items()]
        heading = ", ".join(level_name(factor, level) for factor, level in fixed.items())
        lines = [(_line_name(lever, cell, len(inside)), cell) for cell in inside]
        if inside:
            panels.append(Panel(clean(heading, 34).capitalize(), lines))
    return panels[:MOST_PANELS]


def line_factor(result: Result) -> str:
    """Return what sets the lines of a panel apart: the first lever, or else the scenario."""
    return next((factor for factor in varied_factors(result) if factor != "scenario"), "scenario")


def unit_words(series: str) -> str:
    """Return words for the vertical axis: ``persons``, ``share of population, %``."""
    if series == "gang_control":
        return "share of population, %"
    return display(SERIES[series]).unit


def _line_name(lever: str, cell: Cell, lines: int) -> str:
    return clean(short_level_name(lever, cell.factors[lever]), 24) if lines > 1 else "median"


def _end_words(table: pd.DataFrame, cell: Cell, series: str) -> str:
    """Return the median at the end, to stand beside its line."""
    return number(table["median"].loc[cell.label].iloc[-1] * display(SERIES[series]).scale)


def _title(result: Result, series: str, table: pd.DataFrame) -> str:
    shown = display(SERIES[series])
    ends = table.groupby("cell", observed=True).last()
    week = result.manifest["horizon_days"] // 7
    words = f"{WORDS.get(series, series.replace('_', ' '))} at week {week}"
    unit = shown.unit
    if len(ends) == 1:
        end = ends.iloc[0]
        median, name = quantity(end["median"], unit), clean(str(ends.index[0]), 40)
        return (
            f"{name[0].upper()}{name[1:]}: median {words} of {median}, "
            f"nine runs in ten between {number(end['p5'])} and {number(end['p95'])}"
        )
    medians = ends["median"]
    least, most = quantity(medians.min(), unit), quantity(medians.max(), unit)
    if least == most:
        about = "" if medians.min() == medians.max() else "about "
        return f"Median {words} is {about}{least} in every cell"
    low, high = clean(str(medians.idxmin())), clean(str(medians.idxmax()))
    return f"Median {words}: from {least} under “{low}” to {most} under “{high}”"


def _subtitle(result: Result, series: str, panels: list[Panel]) -> str:
    widest = max(len(panel.lines) for panel in panels)
    if widest == 1:
        text = (
            "Line and number: median of the runs. Dark band: half of them on each date; light: "
            "nine in ten."
        )
    else:
        lines = factor_name(line_factor(result))
        text = (
            f"Lines, by {lines}: median of the runs on each date. "
            "Bars at the right: nine in ten at the end."
        )
        if widest <= 3:
            text += " Bands: half of the runs."
    if series == "gang_control":
        text += f" {price_of_ground(result)}"
    return text + left_out_words(len(cells(result)), sum(len(panel.lines) for panel in panels))


def _draw(axes: Axes, panel: Panel, table: pd.DataFrame) -> None:
    alone = len(panel.lines) == 1
    for colour, (_, cell) in zip(LINES, panel.lines, strict=False):
        band = table.loc[cell.label]
        if alone:
            axes.fill_between(band.index, band["p5"], band["p95"], color=colour, alpha=0.15, lw=0)
        if len(panel.lines) <= 3:
            opacity = 0.3 if alone else 0.16
            low, high = band["p25"], band["p75"]
            axes.fill_between(band.index, low, high, color=colour, alpha=opacity, lw=0)
        axes.plot(band.index, band["median"], color=colour, lw=1.7, solid_capstyle="round")
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.tick_params(labelbottom=True, labelleft=True)


def _limits(axes: Axes, table: pd.DataFrame, panels: list[Panel], series: str) -> None:
    drawn = [cell for panel in panels for _, cell in panel.lines]
    lines = max(len(panel.lines) for panel in panels)
    inside = table.loc[[cell.label for cell in drawn]]
    low, high = inside["p5"].min(), inside["p95"].max()
    if SERIES[series].kind in ("share", "index"):
        least = 0.05 * display(SERIES[series]).scale
        middle, half = (low + high) / 2, max(0.55 * (high - low), least)
        axes.set_ylim(max(0.0, middle - half), middle + half)
    else:
        axes.set_ylim(0, high * 1.06 if high > 0 else 10.0)
    dates = table.index.get_level_values("date")
    first, last = dates.min(), dates.max()
    start, end = (day_number(day) for day in date_limits(first, last))
    axes.set_xlim(start, end + (end - start) * (0.022 * (lines + 2) if lines > 1 else 0.0))
    number_axis(axes.yaxis)
    date_axis(axes, first, last)


def _label_lines(axes: Axes, panel: Panel, table: pd.DataFrame) -> None:
    ends = [table.loc[cell.label].iloc[-1] for _, cell in panel.lines]
    low, high = axes.get_ylim()
    inches = axes.bbox.height / axes.figure.dpi
    gap = (high - low) * 0.17 / inches
    places = spread([end["median"] for end in ends], gap, low + gap / 2, high - gap / 4)
    last = table.index.get_level_values("date").max()
    start, edge = day_number(last), axes.get_xlim()[1]
    columns = np.linspace(start, edge, len(ends) + 2)[1:-1] if len(ends) > 1 else [start]
    text_column = edge + 0.03 * (edge - axes.get_xlim()[0])
    for x, end, place, colour, (label, _) in zip(
        columns, ends, places, LINES, panel.lines, strict=False
    ):
        if len(ends) > 1:
            axes.plot([x, x], [end["p5"], end["p95"]], color=colour, lw=1.6, alpha=0.55)
        axes.plot(x, end["median"], "o", color=colour, ms=3.6, clip_on=False)
        leader = ([x, text_column], [end["median"], place])
        axes.plot(*leader, color=colour, lw=0.7, clip_on=False)
        axes.annotate(
            label,
            (text_column, place),
            (2, 0),
            textcoords="offset points",
            va="center",
            size=LABEL_SIZE,
            annotation_clip=False,
        )
    axes.axvline(start, color=FAINT, lw=0.8, zorder=0)
    axes.set_xlim(right=edge)
