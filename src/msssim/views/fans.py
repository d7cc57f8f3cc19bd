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
from msssim.text import text
from msssim.views.layout import (
    date_axis,
    date_limits,
    day_number,
    name_ends,
    number_axis,
    panel_figure,
    panel_heading,
)
from msssim.views.people import price_of_ground
from msssim.views.selection import left_out_words, most_telling
from msssim.views.style import FAINT, LINES
from msssim.views.text import clean, width_inches
from msssim.world.observables import SERIES

if TYPE_CHECKING:
    from msssim.experiments import Result

NAMED = ("deployed", "fund_balance_usd", "gang_control")
"""The series that have a name of their own in the catalogue."""

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
    table = table * display(SERIES[series]).scale
    labels = [label for panel in panels for label, _ in panel.lines]
    room = max(width_inches(label, LABEL_SIZE) for label in labels) + 0.3
    named = any(panel.heading for panel in panels)
    rows = -(-len(panels) // columns)
    figure, axes = panel_figure(
        result, _title(result, series, table), _subtitle(result, series, panels), len(panels),
        columns=columns, panel_height={1: 3.6, 2: 2.5}.get(rows, 1.7), left=0.45, right=room + 0.15,
        gaps=(room + 0.35, 0.95), heading=0.5 if named else 0.32, sharex=True, sharey=True,
    )  # fmt: skip
    for one, panel in zip(axes, panels, strict=True):
        _draw(one, panel, table)
        panel_heading(one, panel.heading, unit_words(series))
    _limits(axes[0], table, panels, series)
    for one, panel in zip(axes, panels, strict=True):
        _label_lines(one, panel, table)
    return figure


def arrange(result: Result) -> list[Panel]:
    """Share the cells out: a line a level of the first lever or a scenario, panels for the rest."""
    varied = varied_factors(result)
    lever = line_factor(result)
    if len(varied.get(lever, [])) > len(LINES):
        lone = [
            Panel(clean(cell.label, 34), [(text("figures.fans.median"), cell)])
            for cell in cells(result)
        ]
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
        return text("figures.fans.unit.gang_control")
    return display(SERIES[series]).unit


def _line_name(lever: str, cell: Cell, lines: int) -> str:
    if lines == 1:
        return text("figures.fans.median")
    return clean(short_level_name(lever, cell.factors[lever]), 24)


def _end_words(table: pd.DataFrame, cell: Cell, series: str) -> str:
    """Return the median at the end, to stand beside its line."""
    return number(table["median"].loc[cell.label].iloc[-1] * display(SERIES[series]).scale)


def _title(result: Result, series: str, table: pd.DataFrame) -> str:
    unit = display(SERIES[series]).unit
    ends = table.groupby("cell", observed=True).last()
    medians = ends["median"]
    fields = {"series": series_name(series), "week": result.manifest["horizon_days"] // 7}
    if len(ends) == 1:
        low, high = (number(float(ends[end].iloc[0])) for end in ("p5", "p95"))
        median, cell = quantity(medians.iloc[0], unit), clean(str(ends.index[0]), 40)
        cell = f"{cell[0].upper()}{cell[1:]}"
        return text("figures.fans.one", cell=cell, median=median, low=low, high=high, **fields)
    least, most = quantity(medians.min(), unit), quantity(medians.max(), unit)
    if least == most:
        alike = "equal" if medians.min() == medians.max() else "alike"
        return text(f"figures.fans.{alike}", value=least, **fields)
    lowest, highest = clean(str(medians.idxmin())), clean(str(medians.idxmax()))
    ends_in_words = {"least": least, "lowest": lowest, "most": most, "highest": highest}
    return text("figures.fans.several", **ends_in_words, **fields)


def series_name(series: str) -> str:
    """Return what a series is called in a title."""
    return text(f"figures.series.{series}") if series in NAMED else series.replace("_", " ")


def _subtitle(result: Result, series: str, panels: list[Panel]) -> str:
    widest = max(len(panel.lines) for panel in panels)
    key = "bands" if widest == 1 else "lines_with_bands" if widest <= 3 else "lines"
    words = text(f"figures.fans.{key}", factor=factor_name(line_factor(result)))
    price = f" {price_of_ground(result)}" if series == "gang_control" else ""
    left_out = left_out_words(len(cells(result)), sum(len(panel.lines) for panel in panels))
    return words + price + left_out


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
    lines = max(len(panel.lines) for panel in panels)
    inside = table.loc[[cell.label for panel in panels for _, cell in panel.lines]]
    low, high = inside["p5"].min(), inside["p95"].max()
    if SERIES[series].kind in ("share", "index"):
        least = 0.05 * display(SERIES[series]).scale
        middle, half = (low + high) / 2, max(0.55 * (high - low), least)
        axes.set_ylim(max(0.0, middle - half), middle + half)
    else:
        axes.set_ylim(0, high * 1.06 if high > 0 else 10.0)
    dates = table.index.get_level_values("date")
    start, end = date_limits(dates.min(), dates.max())
    axes.set_xlim(start, end + (end - start) * (0.022 * (lines + 2) if lines > 1 else 0.0))
    number_axis(axes.yaxis)
    date_axis(axes, dates.min(), dates.max())


def _label_lines(axes: Axes, panel: Panel, table: pd.DataFrame) -> None:
    """Name the lines at the right, over a bar each where they are several."""
    ends = [table.loc[cell.label].iloc[-1] for _, cell in panel.lines]
    start = day_number(table.index.get_level_values("date").max())
    edge = axes.get_xlim()[1]
    columns = np.linspace(start, edge, len(ends) + 2)[1:-1] if len(ends) > 1 else [start]
    named = []
    for x, end, colour, (label, _) in zip(columns, ends, LINES, panel.lines, strict=False):
        if len(ends) > 1:
            axes.plot([x, x], [end["p5"], end["p95"]], color=colour, lw=1.6, alpha=0.55)
        axes.plot(x, end["median"], "o", color=colour, ms=3.6, clip_on=False)
        named.append((x, float(end["median"]), label, colour))
    name_ends(axes, named, size=LABEL_SIZE)
    axes.axvline(start, color=FAINT, lw=0.8, zorder=0)
    axes.set_xlim(right=edge)
