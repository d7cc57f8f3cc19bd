"""Paired differences to the baseline with their 95 % intervals, a panel an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.cells import cells, outcome_columns
from msssim.analysis.findings import last_strength, telling_cell
from msssim.analysis.formatting import decimals, display, finding, number, short_name
from msssim.analysis.paired import compare, find_cell
from msssim.text import text
from msssim.views.layout import (
    number_axis,
    panel_heading,
    row_figure,
    write_beside,
    write_direction,
)
from msssim.views.selection import left_out_words
from msssim.views.style import BAD, GOOD, INK, MUTED, PAPER, UNCLEAR
from msssim.views.text import clean, width_inches
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

PEOPLE = (
    "gang_control_end",
    "held_share_end",
    "civilians_killed",
    "abuse_cases",
    "kidnapped",
    "displaced_end",
)
MECHANICS = ("lapse",)
IN_TITLE = ("gang_control_end", "civilians_killed", "abuse_cases")
MOST_CELLS = 30


def differences(result: Result, baseline: str | None = None) -> Figure:
    """Draw a forest plot of the main outcomes: what each cell changes against the baseline cell."""
    wanted = (last_strength(result), *MECHANICS, *PEOPLE)
    held = outcome_columns(result)
    outcomes = [outcome for outcome in wanted if outcome is not None and outcome in held]
    table = compare(result, baseline=baseline, outcomes=outcomes, without_failed=True)
    base = find_cell(result, baseline).label
    labels = list(dict.fromkeys(table["cell"]))[:MOST_CELLS]
    left_out = left_out_words(len(cells(result)) - 1, MOST_CELLS)
    title = comparison_title(table, telling_cell(result, base), base, IN_TITLE)
    return difference_figure(result, table, title, base, labels, left_out=left_out, width=11.5)


def difference_figure(
    result: Result,
    table: pd.DataFrame,
    title: str,
    base: str,
    labels: Sequence[str],
    *,
    left_out: str = "",
    **layout: Any,
) -> Figure:
    """Draw a panel for each outcome of a comparison, a row for each of the labelled cells."""
    outcomes = list(dict.fromkeys(table["outcome"]))
    figure, panels = row_figure(
        result, title, text("figures.differences.reading", base=clean(base)) + left_out,
        [clean(label) for label in labels], len(outcomes),
        **{"columns": 4, "row": 0.24, "right": 0.75, "heading": 0.6, "below": 0.5,
           "gaps": (0.8, 1.15), **layout},
    )  # fmt: skip
    for axes, outcome in zip(panels, outcomes, strict=True):
        effects = table[table["outcome"] == outcome].set_index("cell").loc[list(labels)]
        forest_panel(axes, effects, outcome)
    return figure


def comparison_title(table: pd.DataFrame, cell: str, base: str, outcomes: Sequence[str]) -> str:
    """Set a cell against the baseline: its differences in some of the outcomes of a comparison."""
    rows = table[table["cell"] == cell].set_index("outcome")[["difference", "low", "high"]]
    found = [finding(outcome, *rows.loc[outcome]) for outcome in outcomes if outcome in rows.index]
    return text(
        "figures.differences.title", cell=clean(cell), base=clean(base), findings=", ".join(found)
    )


def forest(axes: Axes, effects: pd.DataFrame, colours: Sequence[str], places: int) -> None:
    """Draw differences from zero, hollow where they cannot be told from it.

    Parameters
    ----------
    effects
        Three columns: estimate, low and high end of its interval; a row each, from the top.
    colours
        One a row; ``UNCLEAR`` makes the dot hollow and the number quiet.
    places
        Decimals of the numbers beside the rows.
    """
    axes.axvline(0, color=MUTED, lw=0.8)
    for row, ((value, low, high), colour) in enumerate(
        zip(effects.to_numpy(float), colours, strict=True)
    ):
        unclear = colour == UNCLEAR
        axes.plot([low, high], [row, row], color=colour, lw=1.6)
        axes.plot(value, row, "o", ms=4.4, color=colour, mfc=PAPER if unclear else colour)
        words = number(value, places, signed=True)
        write_beside(axes, row, words, colour=MUTED if unclear else INK)
    ends = effects.to_numpy(float)
    ends = ends[np.isfinite(ends)]
    low, high = ends.min(initial=0.0), ends.max(initial=0.0)
    margin = 0.06 * (high - low) or 1.0
    axes.set_xlim(low - margin, high + margin)
    widest = max(width_inches(number(end), 8.5) for end in (low, high))
    number_axis(axes.xaxis, 4 if widest < 0.4 else 3)
    axes.grid(axis="x")
    axes.grid(axis="y", lw=0.4)


def forest_panel(axes: Axes, effects: pd.DataFrame, outcome: str) -> None:
    """Draw the differences of one outcome, in the colours of what they mean for people."""
    shown = display(OUTCOMES[outcome])
    scaled = effects[["difference", "low", "high"]] * shown.scale
    colours = [verdict(row, outcome) for _, row in effects.iterrows()]
    forest(axes, scaled, colours, decimals(*scaled["difference"]))
    panel_heading(axes, short_name(outcome).capitalize(), shown.change_unit)
    if OUTCOMES[outcome].better:
        fewer = OUTCOMES[outcome].better == "low"
        ends = text("figures.better"), text("figures.worse")
        write_direction(axes, *(ends if fewer else reversed(ends)))


def verdict(row: pd.Series, outcome: str) -> str:
    """Return the colour of a difference: good or bad for people, or neither."""
    better = OUTCOMES[outcome].better
    if not (row["low"] > 0 or row["high"] < 0):
        return UNCLEAR
    if not better:
        return INK
    return GOOD if (row["difference"] > 0) == (better == "high") else BAD
