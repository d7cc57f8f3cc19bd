"""Figures of a sensitivity analysis: tornado, interactions, variance decomposition."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from msssim.analysis.formatting import decimals, interval, number, short_name
from msssim.analysis.sensitivity import Method, Sensitivity
from msssim.analysis.sensitivity.findings import (
    factor_label,
    interactions,
    largest_effects,
    measure_scale,
    parameter_shares,
    source_label,
)
from msssim.analysis.sensitivity.indices import PARAMETERS, RANDOM_NUMBERS, SCENARIO
from msssim.analysis.sensitivity.variance import INTERACTION
from msssim.text import text
from msssim.views.differences import forest
from msssim.views.layout import number_axis, panel_heading, row_figure, write_beside
from msssim.views.style import BLUE, GREEN, INK, MUTED, SKY, UNCLEAR, VERMILLION, ink_on
from msssim.views.text import clean

if TYPE_CHECKING:
    from msssim.experiments import Result

COLUMNS = 4
LONGEST_TITLE, LONGEST_NAME = 400, 40
VISIBLE = 0.01
"""Share of the axis from which on a mark can be seen."""
LEGIBLE, ROOMY = 4, 12
"""Per cent from which on there is room for a number, and for its interval."""
QUIET = "#D9D9D9"
SOURCES = {SCENARIO: GREEN, PARAMETERS: BLUE, RANDOM_NUMBERS: "#BBBBBB", INTERACTION: "#E3E3E3"}


def sensitivity_figures(found: Sensitivity) -> dict[str, Callable[[], Figure]]:
    """Return what draws the figures that the method has, by file name."""
    figures: dict[str, Callable[[], Figure]] = {"tornado": partial(tornado, found)}
    if "interaction" in found.table:
        figures["interactions"] = partial(interaction_figure, found)
    if found.layout is not None and len(found.shares):
        figures["variance_decomposition"] = partial(decomposition_figure, found, found.layout)
    return figures


def tornado(found: Sensitivity) -> Figure:
    """Draw the effect of each factor on each outcome, a panel an outcome, the strongest on top."""
    order, method = _order(found), found.method
    reading = text(f"studies.figures.tornado_{method.name}")
    figure, panels = _panels(found, order, largest_effects(found), reading)
    shown = [*_ends(method.measure), method.second_measure, "noise_floor"]
    for outcome, axes in zip(found.outcomes, panels, strict=True):
        scale, unit = measure_scale(found, outcome)
        factors = found.of(outcome).loc[order]
        # shares of variance have one axis for all outcomes
        rows = found.table if method.in_variance else factors
        axes.set_xlim(0, 1.04 * scale * rows[shown].to_numpy().max() or 1.0)
        number_axis(axes.xaxis, 4)
        axes.grid(axis="x")
        _bars(axes, scale * factors[shown], factors["told"].to_numpy(), method)
        panel_heading(axes, short_name(outcome).capitalize(), unit)
    return figure


def interaction_figure(found: Sensitivity) -> Figure:
    """Draw the interaction of each factor with the others: total less first order."""
    order = _order(found)
    reading = text("studies.figures.interactions")
    figure, panels = _panels(found, order, interactions(found), reading)
    for outcome, axes in zip(found.outcomes, panels, strict=True):
        factors = found.of(outcome).loc[order]
        colours = [BLUE if told else UNCLEAR for told in factors["interaction_told"]]
        forest(axes, 100 * factors[_ends("interaction")], colours, places=0)
        unit = text("studies.sensitivity.percent_of_variance")
        panel_heading(axes, short_name(outcome).capitalize(), unit)
    return figure


def decomposition_figure(found: Sensitivity, layout: Result) -> Figure:
    """Draw the variance of the single runs of a crossed layout by its sources, a bar an outcome."""
    by_outcome = {str(name): rows for name, rows in found.shares.groupby("outcome", sort=False)}
    sources = list(found.shares["source"].unique())
    figure, (axes,) = row_figure(
        layout,
        parameter_shares(found),
        text("studies.figures.decomposition"),
        [short_name(outcome).capitalize() for outcome in by_outcome],
        row=0.5,
        size=9.0,
        heading=0.45,
    )
    for row, rows in enumerate(by_outcome.values()):
        _stacked(axes, row, 100 * rows.set_index("source")[["share", "low", "high"]])
    patches = [Patch(color=SOURCES[source], label=source_label(source)) for source in sources]
    axes.legend(
        handles=patches, loc="lower left", bbox_to_anchor=(0, 1.03), ncols=len(patches),
        frameon=False, fontsize=8.5, handlelength=0.9, handleheight=0.9, borderaxespad=0,
        borderpad=0.4, handletextpad=0.5,
    )  # fmt: skip
    axes.set(xlim=(0, 100), ylim=(len(by_outcome) - 0.5, -0.5))
    number_axis(axes.xaxis, 6)
    return figure


def _order(found: Sensitivity) -> list[str]:
    """Return the factors by falling strength, relative to the strongest of each outcome."""
    values = found.table.pivot_table(found.method.measure, "factor", "outcome")
    strength = (values / values.max()).mean(axis=1)
    return [str(name) for name in strength.sort_values(ascending=False, kind="stable").index]


def _panels(
    found: Sensitivity, order: list[str], title: str, reading: str
) -> tuple[Figure, list[Axes]]:
    """Lay out a panel an outcome, a row a factor."""
    outcomes, in_variance = found.outcomes, found.method.in_variance
    return row_figure(
        found.result,
        clean(title, LONGEST_TITLE),
        reading,
        [clean(factor_label(factor), LONGEST_NAME) for factor in order],
        len(outcomes),
        columns=COLUMNS,
        row=0.27,
        width=11.5 if len(outcomes) > 1 else 9.0,
        right=0.5 if in_variance else 0.75,  # persons take more room than per cent
        gaps=(0.55 if in_variance else 0.8, 0.9),
        heading=0.6,
        below=0.3,
    )


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
        words = "<1" if little else number(value[measure], places)
        write_beside(axes, row, words, colour=INK if told[row] else MUTED, gap=4)


def _stacked(axes: Axes, row: int, shares: pd.DataFrame) -> None:
    """Draw the shares of one outcome as a stacked bar."""
    start = 0.0
    for source, (share, low, high) in zip(shares.index, shares.to_numpy(), strict=True):
        colour = SOURCES[str(source)]
        axes.barh(row, share, left=start, color=colour, height=0.62)
        if share >= LEGIBLE:
            between = f" {interval(low, high, 0)}" if share >= ROOMY else ""
            axes.text(
                start + share / 2, row, f"{number(share, 0)}{between}", ha="center", va="center",
                size=8.5, color=ink_on(colour),
            )  # fmt: skip
        start += share


def _ends(measure: str) -> list[str]:
    return [measure, f"{measure}_low", f"{measure}_high"]
