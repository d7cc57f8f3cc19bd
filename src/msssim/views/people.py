"""What happens to people, by cell: civilians killed, people in held zones and abuse cases together.

Security gained is not shown without its price, nor the other way round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.cells import cells, outcome_columns
from msssim.analysis.formatting import amount, decimals, display, number, short_name
from msssim.analysis.summary import summarise
from msssim.views.layout import number_axis, panel_heading, sheet
from msssim.views.selection import left_out_words
from msssim.views.style import BLUE, INK
from msssim.views.text import clean, width_inches
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

MEASURES = ("civilians_killed", "held_share_end", "abuse_cases")
ROW = 0.26
LABEL_SIZE = 8.5
MOST_CELLS = 30
FROM_ZERO = 0.4
"""Axes start at zero where the smallest value is at most that share of the largest."""


def people(result: Result) -> Figure:
    """Draw median and spread of the three measures, a row a cell, a panel a measure."""
    held = outcome_columns(result)
    measures = [measure for measure in MEASURES if measure in held]
    table = summarise(result, measures)
    labels = [cell.label for cell in cells(result)][:MOST_CELLS]
    names = [clean(label) for label in labels]
    left = max(width_inches(name, LABEL_SIZE) for name in names) + 0.1
    figure, grid = sheet(
        result,
        _title(result, table),
        _subtitle(result),
        columns=len(measures),
        panel_height=max(ROW * len(labels), 0.6),
        left=left,
        right=0.6,
        gaps=(0.75, 0.0),
        below=0.3,
    )
    for place, (axes, measure) in enumerate(zip(grid[0], measures, strict=True)):
        rows = table[table["outcome"] == measure].set_index("cell").loc[labels]
        _draw(axes, rows, measure)
        axes.set_yticks(range(len(names)), names if place == 0 else [])
        axes.tick_params(axis="y", labelsize=LABEL_SIZE, labelcolor=INK)
    return figure


def _draw(axes: Axes, rows: pd.DataFrame, measure: str) -> None:
    shown = display(OUTCOMES[measure])
    scaled = rows[["p5", "p25", "median", "p75", "p95"]] * shown.scale
    places = decimals(np.ptp(scaled["median"]))
    for row, (_, value) in enumerate(scaled.iterrows()):
        axes.plot([value["p5"], value["p95"]], [row, row], color=BLUE, lw=1.2, alpha=0.6)
        axes.plot([value["p25"], value["p75"]], [row, row], color=BLUE, lw=5, solid_capstyle="butt")
        axes.plot(value["median"], row, "o", color="white", mec=BLUE, ms=4.5)
        axes.annotate(
            number(value["median"], places),
            (1, row),
            (6, 0),
            va="center",
            size=8,
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
        )
    ends = scaled.to_numpy()[np.isfinite(scaled)]
    axes.set(xlim=_limits(ends), ylim=(len(rows) - 0.4, -0.6))
    number_axis(axes.xaxis, 4)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    better = {"low": "fewer is better", "high": "more is better"}[OUTCOMES[measure].better]
    panel_heading(axes, short_name(measure).capitalize(), f"{shown.unit}; {better}")


def _limits(ends: np.ndarray) -> tuple[float, float]:
    """Start at zero where that leaves the runs room; dots and ranges need no zero to be read."""
    low, high = ends.min(initial=np.inf), ends.max(initial=0.0)
    if low <= FROM_ZERO * high or high == 0:
        return 0.0, max(1.05 * high, 1.0)
    margin = max(0.08 * (high - low), 0.01 * high)
    return low - margin, high + margin


def _title(result: Result, table: pd.DataFrame) -> str:
    killed = table[table["outcome"] == "civilians_killed"].set_index("cell")
    weeks = result.manifest["horizon_days"] // 7
    medians = killed["median"]
    low, high = str(medians.idxmin()), str(medians.idxmax())
    least, largest = (amount(end, "civilians_killed") for end in (medians.min(), medians.max()))
    if least == largest:
        spread = killed.iloc[0]
        return (
            f"A median of {least.replace('persons', 'civilians')} killed in {weeks} weeks; "
            f"nine runs in ten between {number(spread['p5'], 0)} and {number(spread['p95'], 0)}"
        )
    return (
        f"Civilians killed in {weeks} weeks: a median of {least} under “{clean(low)}”, "
        f"of {largest} under “{clean(high)}”"
    )


def _subtitle(result: Result) -> str:
    text = (
        "Dot and number: median of the runs. Thick bar: half of the runs; thin line: nine in ten."
    )
    return text + left_out_words(len(cells(result)), MOST_CELLS)


def price_of_ground(result: Result) -> str:
    """Say what went along with the ground that was held or lost: killed, and abuse.

    For pictures of control alone: means of the runs, and the range over the cells.
    """
    measures = [
        name for name in ("civilians_killed", "abuse_cases") if name in outcome_columns(result)
    ]
    table = summarise(result, measures)
    parts = []
    for measure in measures:
        means = table.loc[table["outcome"] == measure, "mean"]
        ends = list(dict.fromkeys(number(end, 0) for end in (means.min(), means.max())))
        parts.append(f"{short_name(measure)} {' to '.join(ends)}")
    where = "" if len(cells(result)) == 1 else ", from cell to cell"
    return f"With it: mean {' and '.join(parts)}{where}."
