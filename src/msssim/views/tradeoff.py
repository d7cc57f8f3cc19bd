"""Trade-offs: a dot a cell in two outcomes, and which cells no other beats in both.

A cell may stand for a choice or for a circumstance: the figure says what goes together, not that
every dot is on offer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.cells import outcome_columns
from msssim.analysis.formatting import display, listing, short_name
from msssim.analysis.frontier import DOMINATED, IN_DOUBT, NONDOMINATED, Frontier, frontier
from msssim.text import text
from msssim.views.layout import number_axis, panel_figure, panel_heading
from msssim.views.style import BLUE, INK, MUTED, PAPER
from msssim.views.text import Name, clean, write_names
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

PAIRS = (
    ("gang_control_end", "civilians_killed_by_state"),
    ("gang_control_end", "civilians_killed"),
    ("held_share_end", "abuse_cases"),
    ("civilians_killed_by_gangs", "civilians_killed_by_state"),
)
"""What is gained against what it costs people; together they hold killed, held ground and abuse."""

QUIET = "#B0B0B0"
LOOKS: dict[str, dict[str, Any]] = {
    NONDOMINATED: {"color": BLUE, "mfc": BLUE, "ms": 6.0},
    IN_DOUBT: {"color": BLUE, "mfc": PAPER, "ms": 5.0},
    DOMINATED: {"color": QUIET, "mfc": QUIET, "ms": 4.0},
}
LABEL_SIZE, DOT = 7.5, 3.5
NAMED = 3
"""How many cells the title names."""


def can_draw_tradeoff(result: Result) -> bool:
    """Whether the result holds both outcomes of some pair."""
    return bool(_pairs(result))


def tradeoff(result: Result) -> Figure:
    """Draw the cells in each pair of outcomes, with 95 % intervals of their means."""
    found = [frontier(result, pair) for pair in _pairs(result)]
    figure, panels = panel_figure(
        result, _title(found), text("figures.tradeoff.reading"), len(found), columns=2, width=11.5,
        panel_height=3.3, left=0.55, right=0.35, gaps=(0.9, 1.3), below=0.65, heading=0.55,
    )  # fmt: skip
    for axes, pair in zip(panels, found, strict=True):
        _panel(axes, pair)
    return figure


def _pairs(result: Result) -> list[tuple[str, str]]:
    held = outcome_columns(result)
    return [pair for pair in PAIRS if all(outcome in held for outcome in pair)]


def _panel(axes: Axes, found: Frontier) -> None:
    across, up = found.outcomes
    x, y = (found.estimates(outcome) * display(OUTCOMES[outcome]).scale for outcome in (across, up))
    _staircase(axes, found, x["mean"], y["mean"])
    for standing in (DOMINATED, IN_DOUBT, NONDOMINATED):
        for cell in found.cells(standing):
            _dot(axes, x.T[cell], y.T[cell], LOOKS[standing])
    _limits(axes, x, y)
    number_axis(axes.xaxis, 5)
    number_axis(axes.yaxis, 5)
    axes.grid(lw=0.4)
    axes.spines["left"].set_visible(False)
    better = {outcome: OUTCOMES[outcome].better for outcome in (across, up)}
    heading = text("figures.tradeoff.heading", up=_name(up).capitalize(), across=_name(across))
    panel_heading(axes, heading, text(f"figures.tradeoff.up.{better[up]}", unit=_unit(up)))
    key = f"figures.tradeoff.across.{better[across]}"
    axes.set_xlabel(text(key, outcome=_name(across).capitalize(), unit=_unit(across)), size=8)
    first = found.standing.index[0]
    names = [
        Name(
            clean(str(cell), 40),
            float(x["mean"][str(cell)]),
            float(y["mean"][str(cell)]),
            needed=standing == NONDOMINATED or cell == first,
            colour=INK if standing == NONDOMINATED or cell == first else MUTED,
            weight="bold" if cell == first else "normal",
        )
        for cell, standing in found.standing.items()
    ]
    write_names(axes, names, LABEL_SIZE, [((name.x, name.y), DOT) for name in names])


def _dot(axes: Axes, x: pd.Series, y: pd.Series, look: dict[str, Any]) -> None:
    faint: dict[str, Any] = {"color": look["color"], "lw": 0.8, "alpha": 0.5, "zorder": 2}
    axes.plot([x["low"], x["high"]], [y["mean"]] * 2, **faint)
    axes.plot([x["mean"]] * 2, [y["low"], y["high"]], **faint)
    axes.plot(x["mean"], y["mean"], "o", mew=1.2, zorder=3, **look)


def _staircase(axes: Axes, found: Frontier, x: pd.Series, y: pd.Series) -> None:
    """Draw the edge of what the means reach: no dot lies on its better side."""
    cells = x.loc[found.cells(NONDOMINATED)].sort_values(kind="stable").index
    steps = "steps-post" if OUTCOMES[found.outcomes[0]].better == "low" else "steps-pre"
    axes.plot(x[cells], y[cells], color=BLUE, lw=0.8, alpha=0.35, drawstyle=steps, zorder=1)


def _limits(axes: Axes, x: pd.DataFrame, y: pd.DataFrame) -> None:
    for values, set_limits in ((x, axes.set_xlim), (y, axes.set_ylim)):
        ends = values.to_numpy(float)
        ends = ends[np.isfinite(ends)]
        low, high = ends.min(initial=np.inf), ends.max(initial=-np.inf)
        margin = 0.08 * (high - low) or max(abs(high), 1.0) * 0.05
        set_limits(low - margin, high + margin)


def _unit(outcome: str) -> str:
    return display(OUTCOMES[outcome]).unit


def _name(outcome: str) -> str:
    return short_name(outcome).replace("by state", "by the state")


def _title(found: list[Frontier]) -> str:
    first, pairs = found[0].standing.index[0], len(found)
    unbeaten = [
        cell
        for cell in found[0].standing.index
        if all(pair.standing[cell] == NONDOMINATED for pair in found)
    ]
    if len(unbeaten) == len(found[0].standing):
        return text("figures.tradeoff.undominated", count=pairs)
    if unbeaten:
        named = [f"“{clean(str(cell))}”" for cell in unbeaten[:NAMED]]
        more = len(unbeaten) - len(named)
        named += [text("figures.tradeoff.more", count=more)] if more else []
        leading = text("figures.tradeoff.unbeaten", count=pairs, cells=listing(named))
    else:
        leading = text("figures.tradeoff.nobody", count=pairs)
    if first in unbeaten:
        return leading
    beaten = sum(pair.standing[first] == DOMINATED for pair in found)
    key = "figures.tradeoff.beaten" if beaten else "figures.tradeoff.beaten_nowhere"
    return text(key, found=leading, first=clean(str(first)), beaten=beaten, pairs=pairs)
