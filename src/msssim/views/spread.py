"""How a cell's whole distribution differs from the baseline's: mean, median and both tails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.figure import Figure

from msssim.analysis.cells import cells
from msssim.analysis.findings import telling_cell
from msssim.analysis.formatting import change, short_name
from msssim.views.differences import forest_panel
from msssim.views.layout import sheet
from msssim.views.selection import left_out_words
from msssim.views.style import INK
from msssim.views.text import clean, width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

WORDS = {"mean": "mean", "p5": "5th percentile", "median": "median", "p95": "95th percentile"}
SHOWN = ("gang_control_end", "held_share_end", "civilians_killed", "abuse_cases")
"""What always stands together; the title is about the tail of civilians killed."""

ROW, LABEL_SIZE = 0.24, 8.5


def spread_figure(result: Result, table: pd.DataFrame) -> Figure:
    """Draw the differences of the cell that tells most from the baseline, a panel an outcome.

    ``table`` is that of :func:`msssim.analysis.distribution_differences`.
    """
    labels = list(dict.fromkeys(table["cell"]))
    base = next(cell.label for cell in cells(result) if cell.label not in labels)
    cell = telling_cell(result, base)
    own = table[table["cell"] == cell]
    outcomes = [name for name in SHOWN if name in set(own["outcome"])]
    left = max(width_inches(word, LABEL_SIZE) for word in WORDS.values()) + 0.1
    subtitle = (
        f"Difference to “{clean(base)}” with its 95 % interval (bootstrap over pairs). Blue: "
        "better for people; orange: worse; hollow: no telling."
    )
    figure, grid = sheet(
        result,
        _title(own, cell, base),
        subtitle + left_out_words(len(labels), 1),
        width=11.5,
        rows=1,
        columns=len(outcomes),
        panel_height=1.4 * ROW * len(WORDS),
        left=left,
        right=0.75,
        heading=0.6,
        below=0.5,
        gaps=(0.8, 1.15),
    )
    for place, (axes, outcome) in enumerate(zip(grid.flat, outcomes, strict=True)):
        effects = own[own["outcome"] == outcome].set_index("statistic").loc[list(WORDS)]
        forest_panel(axes, effects, outcome)
        axes.set_yticks(range(len(WORDS)), list(WORDS.values()) if place == 0 else [])
        axes.tick_params(axis="y", labelsize=LABEL_SIZE, labelcolor=INK)
    return figure


def _title(own: pd.DataFrame, cell: str, base: str) -> str:
    """Say what becomes of the middle, and of the bad cases, of civilians killed."""
    held = list(dict.fromkeys(own["outcome"]))
    outcome = "civilians_killed" if "civilians_killed" in held else held[0]
    rows = own[own["outcome"] == outcome].set_index("statistic")
    parts = [
        f"{WORDS[str(name)]} {change(row['difference'], row['low'], row['high'], outcome)}"
        for name, row in rows.loc[["median", "p95"]].to_dict("index").items()
    ]
    return f"“{clean(cell)}” against “{clean(base)}”, {short_name(outcome)}: {', '.join(parts)}"
