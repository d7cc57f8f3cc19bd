"""Forest plots of effects: whole distributions, single changes, lifted constraints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.attribution import attribution, attribution_findings, most_binding_first
from msssim.analysis.attribution import effects_on as lifted_effects
from msssim.analysis.cells import cells
from msssim.analysis.changes import LEFT, TOGETHER, change_words, effects_on, headline
from msssim.analysis.findings import telling_cell
from msssim.analysis.formatting import change, decimals, number, short_name
from msssim.scenario.diff import Change
from msssim.text import text
from msssim.views.differences import forest, forest_panel
from msssim.views.layout import LABEL_SIZE, panel_heading, row_figure, write_direction
from msssim.views.selection import left_out_words
from msssim.views.style import BLUE, INK, MUTED, UNCLEAR
from msssim.views.text import clean, width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

STATISTICS = ("mean", "p5", "median", "p95")
IN_TITLE = ("median", "p95")
MAIN = ("gang_control_end", "held_share_end", "civilians_killed", "abuse_cases")
"""Outcomes that are always drawn together; the title is about civilians killed."""
MEASURES = ("person_weeks", "first_boots_days")
LONGEST, LONGEST_LABEL = 300, 58
"""Letters of the title, which is then fitted to its lines, and of a row's name."""
MOST_CHANGES = 24
FOREST: dict[str, Any] = {"right": 0.75, "heading": 0.6, "below": 0.5, "gaps": (0.8, 1.15)}
"""Inches around and between the panels."""


def spread_figure(result: Result, table: pd.DataFrame) -> Figure:
    """Draw how the distribution of one cell differs from the baseline's, a panel an outcome.

    The cell is the one that tells most. ``table`` is that of
    :func:`msssim.analysis.distribution_differences`.
    """
    labels = list(dict.fromkeys(table["cell"]))
    base = next(cell.label for cell in cells(result) if cell.label not in labels)
    cell = telling_cell(result, base)
    own = table[table["cell"] == cell]
    outcomes = [name for name in MAIN if name in set(own["outcome"])]
    reading = text("studies.figures.spread", base=clean(base)) + left_out_words(len(labels), 1)
    figure, panels = row_figure(
        result, _spread_title(own, cell, base), reading, list(map(_statistic, STATISTICS)),
        len(outcomes), columns=len(outcomes), row=0.34, width=11.5, **FOREST,
    )  # fmt: skip
    for axes, outcome in zip(panels, outcomes, strict=True):
        effects = own[own["outcome"] == outcome].set_index("statistic").loc[list(STATISTICS)]
        forest_panel(axes, effects, outcome)
    return figure


def changes_figure(
    result: Result, table: pd.DataFrame, listed: Sequence[Change], after: str
) -> Figure:
    """Draw the effect of each change between two scenarios, the largest on the first outcome first.

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
    title = text(
        "studies.figures.changes_title", before=before, after=clean(after), finding=finding
    )
    reading = text("studies.figures.changes", before=before)
    beside = max(width_inches(label, LABEL_SIZE) for label in labels)
    figure, panels = row_figure(
        result, clean(title, LONGEST),
        reading + left_out_words(len(ranked), MOST_CHANGES, "changes"), labels, len(outcomes),
        columns=4, width=max(10.0, beside + 2.1 * min(4, len(outcomes)) + 1.15), **FOREST,
    )  # fmt: skip
    for axes, outcome in zip(panels, outcomes, strict=True):
        forest_panel(axes, effects_on(table, outcome).loc[rows], outcome)
        _separate(axes, len(rows) - 2)
    return figure


def attribution_figure(result: Result) -> Figure:
    """Draw the effect of lifting each constraint, those that bound longest on top.

    ``result`` holds the runs of :func:`msssim.experiments.play_lifted`.
    """
    table = attribution(result)
    name = clean(next(iter(result.manifest["scenarios"])))
    order = most_binding_first(table)
    weeks = lifted_effects(table, "person_weeks").loc[order, "weeks_bound"]
    labels = [f"{constraint} ({number(bound)})" for constraint, bound in weeks.items()]
    labels[-1] = text("studies.figures.all_lifted")
    figure, panels = row_figure(
        result, attribution_findings(table, name)[0].removesuffix("."),
        text("studies.figures.attribution", scenario=name), labels, len(MEASURES),
        columns=len(MEASURES), row=0.3, size=9.0, **{**FOREST, "heading": 0.45, "gaps": (1.0, 0.8)},
    )  # fmt: skip
    for axes, measure in zip(panels, MEASURES, strict=True):
        effects = lifted_effects(table, measure).loc[order, ["difference", "low", "high"]]
        told = (effects["low"] > 0) | (effects["high"] < 0)
        colours = [INK if each else UNCLEAR for each in told]
        colours[-1] = BLUE if told.iloc[-1] else UNCLEAR
        forest(axes, effects, colours, decimals(*effects["difference"]))
        _separate(axes, len(order) - 1)
        panel_heading(axes, text(f"studies.figures.{measure}"))
    write_direction(panels[0], right=text("studies.figures.more"))
    write_direction(panels[1], left=text("studies.figures.earlier"))
    return figure


def _separate(axes: Axes, row: int) -> None:
    """Draw a line above a row: the effects of all together begin there."""
    axes.axhline(row - 0.5, color=MUTED, lw=0.6, ls=(0, (4, 3)))


def _statistic(name: str) -> str:
    return text(f"studies.figures.statistic_{name}")


def _spread_title(own: pd.DataFrame, cell: str, base: str) -> str:
    """Return the differences of the median and of the upper tail of civilians killed."""
    held = list(dict.fromkeys(own["outcome"]))
    outcome = "civilians_killed" if "civilians_killed" in held else held[0]
    rows = own[own["outcome"] == outcome].set_index("statistic")
    parts = []
    for name, row in rows.loc[list(IN_TITLE)].to_dict("index").items():
        difference = change(row["difference"], row["low"], row["high"], outcome)
        parts.append(f"{_statistic(str(name))} {difference}")
    return text(
        "studies.figures.spread_title",
        cell=clean(cell),
        base=clean(base),
        outcome=short_name(outcome),
        differences=", ".join(parts),
    )
