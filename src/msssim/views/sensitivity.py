"""What drives the outcomes: a tornado of the factors, what they do together, who has the spread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.sensitivity import Sensitivity
from msssim.analysis.sensitivity.words import drivers, factor_words, interactions, spread_headline
from msssim.analysis.wording import decimals, display, number, short_name
from msssim.views.sheet import number_axis, panel_heading, save, sheet
from msssim.views.style import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    SKY,
    UNCLEAR,
    VERMILLION,
    drawing,
    ink_on,
)
from msssim.views.text import clean, width_inches
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

ROW = 0.27
LABEL_SIZE = 8.5
COLUMNS = 4
QUIET, QUIET_INSIDE = "#D9D9D9", UNCLEAR
SOURCES = {
    "scenario": (GREEN, "scenario"),
    "parameters": (BLUE, "parameters"),
    "luck": ("#BBBBBB", "luck"),
    "together": ("#E3E3E3", "only together"),
}


@dataclass(frozen=True)
class Look:
    """How the measures of a method are drawn."""

    inside: str
    """The second measure, drawn inside or beside the bar of the first."""
    subtitle: str


LOOKS = {
    "sobol": Look(
        "first_order",
        "Share of the variance between points. Light bar: alone and with others (total order), with "
        "its 95 % interval; dark bar: alone (first order). Orange: what luck alone would give it; "
        "grey: no telling from that.",
    ),
    "morris": Look(
        "sigma",
        "Mean size of the change as one factor goes over its whole range (mu*), with its 95 % "
        "interval; diamond: how much that differs from place to place (sigma). Orange: what luck "
        "alone would give it; grey: no telling from that.",
    ),
}


def write_sensitivity(found: Sensitivity, result: Result, folder: str | Path) -> list[Path]:
    """Write the figures of a sensitivity analysis as PNG and SVG; return the paths."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with drawing():
        figures = sensitivity_figures(found, result)
        return [path for name, figure in figures.items() for path in save(figure, folder, name)]


def sensitivity_figures(found: Sensitivity, result: Result) -> dict[str, Figure]:
    """Draw what the method can tell, by file name; ``result`` holds the runs behind it."""
    figures = {"tornado": tornado(found, result)}
    if "interaction" in found.table:
        figures["interactions"] = interaction_figure(found, result)
    if len(found.shares):
        figures["spread"] = spread_figure(found, result)
    return figures


def tornado(found: Sensitivity, result: Result) -> Figure:
    """Draw how far each factor drives each outcome, a panel an outcome, the strongest on top."""
    order = _order(found)
    figure, panels = _panels(found, result, order, drivers(found), LOOKS[found.method.name].subtitle)
    for outcome, axes in panels.items():
        scale, unit = _scale(found, outcome)
        _bars(axes, found.of(outcome).loc[order], found, scale)
        panel_heading(axes, short_name(outcome).capitalize(), unit)
    return figure


def interaction_figure(found: Sensitivity, result: Result) -> Figure:
    """Draw what each factor does only together with others: total less first order."""
    order = _order(found)
    subtitle = (
        "Total order less first order: the share of the variance between points that a factor has "
        "only together with others, with its 95 % interval. Hollow: no telling from zero."
    )
    figure, panels = _panels(found, result, order, interactions(found), subtitle)
    for outcome, axes in panels.items():
        _dots(axes, 100 * found.of(outcome).loc[order, _ends("interaction")])
        panel_heading(axes, short_name(outcome).capitalize(), "% of variance")
    return figure


def spread_figure(found: Sensitivity, result: Result) -> Figure:
    """Draw who has which share of the spread of single runs, a bar an outcome."""
    shares = found.shares.pivot_table("share", "outcome", "source")
    outcomes = [name for name in found.outcomes if name in shares.index]
    sources = [name for name in SOURCES if name in shares]
    names = [short_name(outcome).capitalize() for outcome in outcomes]
    figure, grid = sheet(
        result,
        spread_headline(found),
        "Variance of single runs, in %. Luck: what differs between runs alike at every point; only "
        "together: luck that falls out differently at different parameters"
        + (" or in different scenarios." if "scenario" in sources else "."),
        panel_height=0.5 * len(names),
        left=max(width_inches(name, 9.0) for name in names) + 0.15,
        heading=0.45,
    )
    axes = grid[0, 0]
    _stack(axes, 100 * shares.loc[outcomes, sources])
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", labelsize=9.0, labelcolor=INK)
    return figure


def _order(found: Sensitivity) -> list[str]:
    """Return the factors, those on top that drive some outcome most against its strongest."""
    measure = found.method.measure
    values = found.table.pivot_table(measure, "factor", "outcome")
    strength = (values / values.max()).mean(axis=1)
    return [str(name) for name in strength.sort_values(ascending=False, kind="stable").index]


def _scale(found: Sensitivity, outcome: str) -> tuple[float, str]:
    """Return by what the measures are multiplied, and the unit that they then have."""
    if found.method.name == "sobol":
        return 100.0, "% of variance"
    shown = display(OUTCOMES[outcome])
    return shown.scale, shown.change_unit


def _panels(
    found: Sensitivity, result: Result, order: list[str], title: str, subtitle: str
) -> tuple[Figure, dict[str, Axes]]:
    """Lay out a panel an outcome, a row a factor."""
    outcomes = found.outcomes
    columns = min(COLUMNS, len(outcomes))
    names = [clean(factor_words(factor), 40) for factor in order]
    figure, grid = sheet(
        result,
        title,
        subtitle,
        width=11.5 if columns > 1 else 9.0,
        rows=-(-len(outcomes) // columns),
        columns=columns,
        panel_height=max(ROW * len(names), 0.6),
        left=max(width_inches(name, LABEL_SIZE) for name in names) + 0.1,
        right=0.5,
        gaps=(0.55, 0.9),
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


def _bars(axes: Axes, factors: pd.DataFrame, found: Sensitivity, scale: float) -> None:
    """Draw the measures of one outcome, a row a factor."""
    measure, inside = found.method.measure, LOOKS[found.method.name].inside
    values = factors[[*_ends(measure), inside, "noise_floor"]] * scale
    places = 0 if found.method.name == "sobol" else decimals(*values[measure])
    for row, (told, (_, value)) in enumerate(zip(factors["told"], values.iterrows(), strict=True)):
        bar, dark = (SKY, BLUE) if told else (QUIET, QUIET_INSIDE)
        axes.barh(row, value[measure], height=0.66, color=bar)
        if found.method.name == "sobol":
            axes.barh(row, max(value[inside], 0.0), height=0.3, color=dark)
        else:
            axes.plot(value[inside], row, "D", ms=4, mfc="white", color=dark)
        axes.plot([value[f"{measure}_low"], value[f"{measure}_high"]], [row, row], color=INK, lw=1)
        _say(axes, row, number(value[measure], places), INK if told else MUTED)
        floor = value["noise_floor"]
        axes.plot([floor, floor], [row - 0.42, row + 0.42], color=VERMILLION, lw=2)
    high = values.to_numpy().max()
    axes.set_xlim(0, 1.04 * high or 1.0)
    number_axis(axes.xaxis, 4)


def _dots(axes: Axes, values: pd.DataFrame) -> None:
    """Draw estimates with their intervals, hollow where zero lies inside."""
    value, low, high = (values[name].to_numpy() for name in values)
    axes.axvline(0, color=MUTED, lw=0.8)
    for row in range(len(values)):
        told = low[row] > 0
        colour = BLUE if told else UNCLEAR
        axes.plot([low[row], high[row]], [row, row], color=colour, lw=1.6)
        axes.plot(value[row], row, "o", ms=4.6, color=colour, mfc=colour if told else "white")
        _say(axes, row, number(value[row], 0, signed=True), INK if told else MUTED)
    lowest, highest = min(low.min(), 0.0), max(high.max(), 0.0)
    margin = 0.05 * (highest - lowest) or 1.0
    axes.set_xlim(lowest - margin, highest + margin)
    number_axis(axes.xaxis, 4)


def _stack(axes: Axes, shares: pd.DataFrame) -> None:
    """Draw a bar an outcome, its parts side by side, named over the first."""
    ends = shares.cumsum(axis=1)
    for source in shares:
        colour, _ = SOURCES[str(source)]
        starts = ends[source] - shares[source]
        axes.barh(range(len(shares)), shares[source], left=starts, color=colour, height=0.62)
        for row, (start, share) in enumerate(zip(starts, shares[source], strict=True)):
            if share >= 5:
                _inside(axes, start + share / 2, row, number(share, 0), colour)
    _name_sources(axes, [str(source) for source in shares])
    axes.set(xlim=(0, 100), ylim=(len(shares) - 0.5, -0.5))
    axes.spines["left"].set_visible(False)
    number_axis(axes.xaxis, 6)


def _inside(axes: Axes, x: float, row: int, text: str, colour: str) -> None:
    axes.text(x, row, text, ha="center", va="center", size=8.5, color=ink_on(colour))


def _name_sources(axes: Axes, sources: list[str]) -> None:
    """Name the colours over the panel, in the order of the bars."""
    place = 0.0
    for source in sources:
        colour, name = SOURCES[source]
        mark = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom"}
        axes.annotate("\N{BLACK SQUARE}", (0, 1), (place, 6), color=colour, size=11, **mark)
        axes.annotate(name, (0, 1), (place + 13, 7), color=INK, size=8.5, **mark)
        place += 13 + 72 * width_inches(name, 8.5) + 16


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
