"""What each change between two scenarios does alone, a row a change, a panel an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.changes import LEFT, TOGETHER, change_words, effects_on, headline
from msssim.scenario.diff import Change
from msssim.views.differences import forest_panel
from msssim.views.layout import sheet
from msssim.views.selection import left_out_words
from msssim.views.style import INK, MUTED
from msssim.views.text import clean, width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

NAME = "effects"
COLUMNS = 4
ROW = 0.26
LABEL_SIZE = 8.5
LONGEST, LONGEST_LABEL = 300, 58
"""Letters of the title, which is then fitted to its lines, and of a row's name."""

MOST_CHANGES = 24


def changes_figure(
    result: Result, table: pd.DataFrame, listed: Sequence[Change], after: str
) -> Figure:
    """Draw a forest plot of the effects, in the order of the first outcome, then all together.

    Parameters
    ----------
    result
        Runs of :func:`msssim.experiments.play_changes`.
    table
        Their :func:`msssim.analysis.change_effects`.
    listed
        The changes.
    after
        Name of the scenario that the changes lead to.
    """
    outcomes = list(dict.fromkeys(table["outcome"]))
    ranked = [name for name in effects_on(table, outcomes[0]).index if name not in (TOGETHER, LEFT)]
    rows = [*ranked[:MOST_CHANGES], TOGETHER, LEFT]
    words = {each.label: change_words(each) for each in listed}
    labels = [clean(words.get(name, name), LONGEST_LABEL) for name in rows]
    before = clean(next(iter(result.manifest["scenarios"])))
    finding = headline(table, outcomes[0], listed)
    columns = min(COLUMNS, len(outcomes))
    labels_wide = max(width_inches(label, LABEL_SIZE) for label in labels) + 0.15
    figure, grid = sheet(
        result,
        clean(f"From “{before}” to “{clean(after)}”: {finding}", LONGEST),
        f"Each change laid on “{before}” alone: difference of the mean over paired runs, with its "
        "95 % interval. Blue: better for people; orange: worse; black: neither; hollow: no telling."
        + left_out_words(len(ranked), MOST_CHANGES, "changes"),
        width=max(10.0, labels_wide + 2.1 * columns + 1.0),
        rows=-(-len(outcomes) // columns),
        columns=columns,
        panel_height=ROW * len(rows),
        left=labels_wide,
        right=0.75,
        heading=0.6,
        below=0.5,
        gaps=(0.8, 1.15),
    )
    for place, (axes, outcome) in enumerate(zip(grid.flat, outcomes, strict=False)):
        forest_panel(axes, effects_on(table, outcome).loc[rows], outcome)
        _name_rows(axes, labels if place % columns == 0 else [""] * len(rows))
    for axes in grid.flat[len(outcomes) :]:
        axes.set_visible(False)
    return figure


def _name_rows(axes: Axes, labels: Sequence[str]) -> None:
    """Name the rows, and part the single changes from what they do together."""
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(axis="y", labelsize=LABEL_SIZE, labelcolor=INK)
    axes.axhline(len(labels) - 2.5, color=MUTED, lw=0.6, ls=(0, (4, 3)))
