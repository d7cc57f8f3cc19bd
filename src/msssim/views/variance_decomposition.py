"""Who has the spread of single runs: the scenario, the sampled parameters, luck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.formatting import interval, number, short_name
from msssim.analysis.sensitivity import Sensitivity
from msssim.analysis.sensitivity.indices import LUCK, PARAMETERS, SCENARIO
from msssim.analysis.sensitivity.variance import TOGETHER
from msssim.analysis.sensitivity.words import spread_headline
from msssim.views.layout import number_axis, sheet
from msssim.views.style import BLUE, GREEN, INK, ink_on
from msssim.views.text import width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

LABEL_SIZE = 9.0
LEGIBLE, ROOMY = 4, 12
"""Percent from which on there is room for a number, and for its interval."""
SOURCES = {
    SCENARIO: (GREEN, "scenario"),
    PARAMETERS: (BLUE, "parameters"),
    LUCK: ("#BBBBBB", "luck"),
    TOGETHER: ("#E3E3E3", "only together"),
}


def spread_figure(found: Sensitivity, layout: Result) -> Figure:
    """Draw who has which share of the spread of single runs, a bar an outcome."""
    by_outcome = {str(name): rows for name, rows in found.shares.groupby("outcome", sort=False)}
    names = [short_name(outcome).capitalize() for outcome in by_outcome]
    sources = list(found.shares["source"].unique())
    figure, grid = sheet(
        layout,
        spread_headline(found),
        "Share of the variance of single runs in %, with its 95 % interval where there is room. "
        "Luck: what differs between runs alike at every point; only together: luck that falls out "
        "differently at different parameters"
        + (" or in different scenarios." if SCENARIO in sources else "."),
        panel_height=0.5 * len(names),
        left=max(width_inches(name, LABEL_SIZE) for name in names) + 0.15,
        heading=0.45,
    )
    axes = grid[0, 0]
    for row, rows in enumerate(by_outcome.values()):
        _bar(axes, row, 100 * rows.set_index("source"))
    _name_sources(axes, sources)
    axes.set(xlim=(0, 100), ylim=(len(names) - 0.5, -0.5))
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", labelsize=LABEL_SIZE, labelcolor=INK)
    axes.spines["left"].set_visible(False)
    number_axis(axes.xaxis, 6)
    return figure


def _bar(axes: Axes, row: int, shares: pd.DataFrame) -> None:
    """Draw the shares of one outcome side by side."""
    start = 0.0
    for source, (share, low, high) in zip(
        shares.index, shares[["share", "low", "high"]].to_numpy(), strict=True
    ):
        colour, _ = SOURCES[source]
        axes.barh(row, share, left=start, color=colour, height=0.62)
        said = (
            f"{number(share, 0)} {interval(low, high, 0)}" if share >= ROOMY else number(share, 0)
        )
        if share >= LEGIBLE:
            axes.text(
                start + share / 2, row, said, ha="center", va="center", size=8.5,
                color=ink_on(colour),
            )  # fmt: skip
        start += share


def _name_sources(axes: Axes, sources: list[str]) -> None:
    """Name the colours over the panel, in the order of the bars."""
    mark: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
    place = 0.0
    for source in sources:
        colour, name = SOURCES[source]
        axes.annotate(
            "\N{BLACK SQUARE}", (0, 1), (place, 6), color=colour, size=11, va="bottom", **mark
        )
        axes.annotate(name, (0, 1), (place + 13, 7), color=INK, size=8.5, va="bottom", **mark)
        place += 13 + 72 * width_inches(name, 8.5) + 16
