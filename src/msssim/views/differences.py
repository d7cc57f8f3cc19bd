"""Paired differences to the baseline with their 95 % intervals, a panel an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.cells import cells, outcome_columns
from msssim.analysis.findings import last_strength, telling_cell
from msssim.analysis.formatting import decimals, display, finding, number, short_name
from msssim.analysis.paired import compare, find_cell
from msssim.views.layout import number_axis, panel_heading, sheet
from msssim.views.selection import left_out_words
from msssim.views.style import BAD, GOOD, INK, MUTED, UNCLEAR
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
COLUMNS = 4
ROW = 0.24
LABEL_SIZE = 8.5
MOST_CELLS = 30


def differences(result: Result, baseline: str | None = None) -> Figure:
    """Draw a forest plot of the main outcomes: what each cell changes against the baseline cell."""
    outcomes = _outcomes(result)
    table = compare(result, baseline=baseline, outcomes=outcomes, without_failed=True)
    base = find_cell(result, baseline).label
    labels = list(dict.fromkeys(table["cell"]))[:MOST_CELLS]
    names = [clean(label) for label in labels]
    left = max(width_inches(name, LABEL_SIZE) for name in names) + 0.1
    columns = min(COLUMNS, len(outcomes))
    rows = -(-len(outcomes) // columns)
    figure, grid = sheet(
        result,
        _title(result, table, base),
        _subtitle(result, base),
        width=11.5,
        rows=rows,
        columns=columns,
        panel_height=max(ROW * len(labels), 0.5),
        left=left,
        right=0.75,
        heading=0.6,
        below=0.5,
        gaps=(0.8, 1.15),
    )
    for place, (axes, outcome) in enumerate(zip(grid.flat, outcomes, strict=False)):
        effects = table[table["outcome"] == outcome].set_index("cell").loc[labels]
        forest_panel(axes, effects, outcome)
        axes.set_yticks(range(len(names)), names if place % columns == 0 else [])
        axes.tick_params(axis="y", labelsize=LABEL_SIZE, labelcolor=INK)
    for axes in grid.flat[len(outcomes) :]:
        axes.set_visible(False)
    return figure


def verdict(row: pd.Series, outcome: str) -> str:
    """Return the colour of a difference: good or bad for people, or neither."""
    better = OUTCOMES[outcome].better
    if not (row["low"] > 0 or row["high"] < 0):
        return UNCLEAR
    if not better:
        return INK
    return GOOD if (row["difference"] > 0) == (better == "high") else BAD


def _outcomes(result: Result) -> list[str]:
    wanted = (last_strength(result), *MECHANICS, *PEOPLE)
    held = outcome_columns(result)
    return [outcome for outcome in wanted if outcome is not None and outcome in held]


def forest_panel(axes: Axes, effects: pd.DataFrame, outcome: str) -> None:
    """Draw one outcome's differences, a row a cell in the order of ``effects``."""
    shown = display(OUTCOMES[outcome])
    scaled = effects[["difference", "low", "high"]] * shown.scale
    places = decimals(*scaled["difference"])
    axes.axvline(0, color=MUTED, lw=0.8)
    for row, (_, value) in enumerate(scaled.iterrows()):
        colour = verdict(effects.iloc[row], outcome)
        axes.plot([value["low"], value["high"]], [row, row], color=colour, lw=1.6)
        filled = colour if colour != UNCLEAR else "white"
        axes.plot(value["difference"], row, "o", ms=4.2, color=colour, mfc=filled)
        axes.annotate(
            number(value["difference"], places, signed=True),
            (1, row),
            (6, 0),
            va="center",
            size=8,
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            color=MUTED if colour == UNCLEAR else INK,
        )
    ends = scaled.to_numpy()[np.isfinite(scaled)]
    low, high = ends.min(initial=0.0), ends.max(initial=0.0)
    margin = 0.06 * (high - low) or 1.0
    axes.set(xlim=(low - margin, high + margin), ylim=(len(effects) - 0.4, -0.6))
    widest = max(width_inches(number(end), 8.5) for end in (low, high))
    number_axis(axes.xaxis, 4 if widest < 0.4 else 3)
    axes.grid(axis="x")
    axes.grid(axis="y", lw=0.4)
    axes.spines["left"].set_visible(False)
    panel_heading(axes, short_name(outcome).capitalize(), shown.change_unit)
    _mark_direction(axes, outcome)


def _mark_direction(axes: Axes, outcome: str) -> None:
    """Say under the axis which way is good for people, and which is bad."""
    better = OUTCOMES[outcome].better
    if not better:
        return
    low, high = ("better", "worse") if better == "low" else ("worse", "better")
    for place, side, text in ((0, "left", f"← {low}"), (1, "right", f"{high} →")):
        axes.annotate(
            text,
            (place, 0),
            (0, -22),
            xycoords="axes fraction",
            textcoords="offset points",
            ha=side,
            va="top",
            size=7.5,
            color=MUTED,
        )


def _title(result: Result, table: pd.DataFrame, base: str) -> str:
    other = telling_cell(result, base)
    rows = table[table["cell"] == other].set_index("outcome")[["difference", "low", "high"]]
    named = [outcome for outcome in IN_TITLE if outcome in rows.index]
    parts = [finding(outcome, *rows.loc[outcome]) for outcome in named]
    return f"“{clean(other)}” against “{clean(base)}”: {', '.join(parts)}"


def _subtitle(result: Result, base: str) -> str:
    text = (
        f"Difference of the mean to “{clean(base)}” over paired runs, each with its own 95 % "
        "interval. Blue: better for people; orange: worse; black: neither; hollow: no telling."
    )
    return text + left_out_words(len(cells(result)) - 1, MOST_CELLS)
