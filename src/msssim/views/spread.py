"""Who has the spread of single runs: the scenario, the sampled parameters, luck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.sensitivity import Sensitivity
from msssim.analysis.sensitivity.words import spread_headline
from msssim.analysis.wording import number, short_name
from msssim.views.sheet import number_axis, sheet
from msssim.views.style import BLUE, GREEN, INK, ink_on
from msssim.views.text import width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

SOURCES = {
    "scenario": (GREEN, "scenario"),
    "parameters": (BLUE, "parameters"),
    "luck": ("#BBBBBB", "luck"),
    "together": ("#E3E3E3", "only together"),
}


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
    mark: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
    place = 0.0
    for source in sources:
        colour, name = SOURCES[source]
        axes.annotate(
            "\N{BLACK SQUARE}", (0, 1), (place, 6), color=colour, size=11, va="bottom", **mark
        )
        axes.annotate(name, (0, 1), (place + 13, 7), color=INK, size=8.5, va="bottom", **mark)
        place += 13 + 72 * width_inches(name, 8.5) + 16
