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
from msssim.text import text
from msssim.views.layout import number_axis, panel_heading, row_figure, write_beside
from msssim.views.selection import left_out_words
from msssim.views.style import BLUE
from msssim.views.text import clean
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

MEASURES = ("civilians_killed", "held_share_end", "abuse_cases")
MOST_CELLS = 30
FROM_ZERO = 0.4
"""Axes start at zero where the smallest value is at most that share of the largest."""


def people(result: Result) -> Figure:
    """Draw median and spread of the three measures, a row a cell, a panel a measure."""
    held = outcome_columns(result)
    measures = [measure for measure in MEASURES if measure in held]
    table = summarise(result, measures)
    labels = [cell.label for cell in cells(result)][:MOST_CELLS]
    figure, panels = row_figure(
        result,
        _title(result, table),
        text("figures.people.reading") + left_out_words(len(cells(result)), MOST_CELLS),
        [clean(label) for label in labels],
        len(measures),
        columns=len(measures),
        right=0.6,
        gaps=(0.75, 0.0),
        below=0.3,
    )
    for axes, measure in zip(panels, measures, strict=True):
        _draw(axes, table[table["outcome"] == measure].set_index("cell").loc[labels], measure)
    return figure


def _draw(axes: Axes, rows: pd.DataFrame, measure: str) -> None:
    shown = display(OUTCOMES[measure])
    scaled = rows[["p5", "p25", "median", "p75", "p95"]] * shown.scale
    places = decimals(np.ptp(scaled["median"]))
    for row, (low, quarter, median, three, high) in enumerate(scaled.to_numpy(float)):
        axes.plot([low, high], [row, row], color=BLUE, lw=1.2, alpha=0.6)
        axes.plot([quarter, three], [row, row], color=BLUE, lw=5, solid_capstyle="butt")
        axes.plot(median, row, "o", color="white", mec=BLUE, ms=4.5)
        write_beside(axes, row, number(median, places))
    axes.set_xlim(_limits(scaled.to_numpy()[np.isfinite(scaled)]))
    number_axis(axes.xaxis, 4)
    axes.grid(axis="x")
    better = text(f"figures.people.{OUTCOMES[measure].better}")
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
    least, most = (amount(end, "civilians_killed") for end in (medians.min(), medians.max()))
    if least == most:
        low, high = (number(killed[end].iloc[0], 0) for end in ("p5", "p95"))
        count = number(medians.min())
        return text("figures.people.alike", median=count, weeks=weeks, low=low, high=high)
    lowest, highest = clean(str(medians.idxmin())), clean(str(medians.idxmax()))
    return text(
        "figures.people.title", weeks=weeks, least=least, lowest=lowest, most=most, highest=highest
    )


def price_of_ground(result: Result) -> str:
    """Say what went along with the ground that was held or lost: killed, and abuse.

    For pictures of control alone: means of the runs, and the range over the cells.
    """
    held = outcome_columns(result)
    measures = [name for name in ("civilians_killed", "abuse_cases") if name in held]
    means = summarise(result, measures).groupby("outcome", sort=False)["mean"]
    parts = []
    for measure, (low, high) in means.agg(["min", "max"]).iterrows():
        ends = list(dict.fromkeys((number(low, 0), number(high, 0))))
        parts.append(f"{short_name(str(measure))} {' to '.join(ends)}")
    several = "several" if len(cells(result)) > 1 else "one"
    return text(f"figures.people.price.{several}", parts=" and ".join(parts))
