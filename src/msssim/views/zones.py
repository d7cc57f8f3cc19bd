"""Zone by zone: gang control over time, with who was killed and who fled, a small panel a zone.

The metropolitan zones come first, then the others, each from the most controlled to the least.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.cells import cells, outcome_columns
from msssim.analysis.formatting import number
from msssim.analysis.places import zone_errors, zone_means
from msssim.analysis.summary import summarise
from msssim.views.layout import date_axis, date_limits, day_number, panel_heading, sheet
from msssim.views.selection import left_out_words, most_telling
from msssim.views.style import INK, LINES, MUTED
from msssim.views.text import clean, spread, width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

COLUMNS = 6
MOST_LINES = 4
LABEL_SIZE = 8.0
APART = 1.0
"""Percentage points; cells whose means are closer than that in every zone are called alike."""

ERRORS_APART = 4.0
"""Standard errors by which the widest of some hundred contrasts (zones, pairs of cells) stands
apart where it is named: luck alone seldom takes it so far."""


@dataclass(frozen=True)
class Zone:
    """A zone as the figure needs it; ``start`` is gang control at the start, in per cent."""

    name: str
    title: str
    metropolitan: bool
    start: float


def zones(result: Result) -> Figure:
    """Draw the mean of gang control in each zone, a line a cell.

    Over each panel stand the persons killed and displaced in the first cell. The result must hold
    places, see :func:`msssim.analysis.places.has_places`.
    """
    control = 100 * zone_means(result, "gang_control")
    killed = zone_means(result, "civilians_killed").groupby("cell", observed=True).sum()
    fled = zone_means(result, "displaced").groupby("cell", observed=True).last()
    ends = control.groupby("cell", observed=True).last()
    doubt = 100 * zone_errors(result, "gang_control").groupby("cell", observed=True).last()
    shown = most_telling(ends[_widest(ends)], MOST_LINES)
    listed = _zones(result, control)
    groups = [[zone for zone in listed if zone.metropolitan is inside] for inside in (True, False)]
    rows = [group[k : k + COLUMNS] for group in groups for k in range(0, len(group), COLUMNS)]
    labels = [clean(label, 26) for label in shown] if len(shown) > 1 else []
    room = max((width_inches(label, LABEL_SIZE) for label in labels), default=0.0)
    figure, grid = sheet(
        result,
        _title(ends, doubt, listed),
        _subtitle(result, shown),
        width=11.5,
        rows=len(rows),
        columns=COLUMNS,
        panel_height=0.95,
        left=0.35,
        right=room + 0.3,
        gaps=(0.28, 0.95),
        heading=0.72,
        sharex=True,
        sharey=True,
    )
    dates = control.index.get_level_values("date")
    first = grid[0, 0]
    first.set(ylim=(0, 100), yticks=[0, 50, 100])
    first.set_xlim(*date_limits(dates.min(), dates.max()))
    date_axis(first, dates.min(), dates.max())
    for axes_row, row in zip(grid, rows, strict=True):
        for axes in axes_row[len(row) :]:
            axes.set_visible(False)
        for place, (axes, zone) in enumerate(zip(axes_row, row, strict=False)):
            _panel(axes, control[zone.name], shown)
            axes.tick_params(labelbottom=True, labelleft=place == 0, labelsize=7)
            toll = f"{_count(killed, zone)} killed, {_count(fled, zone)} fled"
            panel_heading(axes, clean(zone.title, 20), toll)
    for group, axes in zip(
        groups, (grid[0, 0], grid[len(rows) - _rows(groups[1]), 0]), strict=True
    ):
        if group:
            _group_heading(axes, metropolitan=group[0].metropolitan)
    if labels:
        _name_lines(grid[0, len(rows[0]) - 1], control[rows[0][-1].name], shown, labels)
    return figure


def _rows(group: list[Zone]) -> int:
    return -(-len(group) // COLUMNS)


def _zones(result: Result, control: pd.DataFrame) -> list[Zone]:
    """Return the zones from the most controlled at the start to the least."""
    scenario = next(iter(result.manifest["scenarios"].values()))
    known = {zone["name"]: zone for zone in scenario["resolved"]["territory"]["zones"]}
    listed = [
        Zone(name, zone["title"], zone["metropolitan"], 100 * zone["gang_control"])
        for name, zone in known.items()
        if name in control
    ]
    return sorted(listed, key=lambda zone: -zone.start)


def _count(table: pd.DataFrame, zone: Zone) -> str:
    return number(float(table[zone.name].iloc[0]), 0)


def _panel(axes: Axes, control: pd.Series, shown: list[str]) -> None:
    for colour, label in reversed(list(zip(LINES, shown, strict=False))):
        path = control.loc[label]
        axes.plot(path.index, path, color=colour, lw=1.5, solid_capstyle="round", clip_on=False)
        axes.plot(path.index[-1], path.iloc[-1], "o", color=colour, ms=3, clip_on=False)
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)


def _group_heading(axes: Axes, *, metropolitan: bool) -> None:
    text = "In the metropolitan area" if metropolitan else "Outside it"
    axes.annotate(
        f"{text}: share of the zone under gang control, %",
        (0, 1),
        (-16, 31),
        xycoords="axes fraction",
        textcoords="offset points",
        size=8.5,
        color=MUTED,
    )


def _name_lines(axes: Axes, control: pd.Series, shown: list[str], labels: list[str]) -> None:
    ends = [float(control.loc[label].iloc[-1]) for label in shown]
    gap = 100 * 0.15 / (axes.bbox.height / axes.figure.dpi)
    last, edge = day_number(control.index.get_level_values("date").max()), axes.get_xlim()
    beside = edge[1] + 0.09 * (edge[1] - edge[0])
    for colour, end, place, label in zip(
        LINES, ends, spread(ends, gap, 0.0, 92.0), labels, strict=False
    ):
        axes.plot([last, beside], [end, place], color=colour, lw=0.8, clip_on=False)
        axes.annotate(
            label,
            (beside, place),
            (2, 0),
            textcoords="offset points",
            va="center",
            size=LABEL_SIZE,
            color=INK,
            annotation_clip=False,
        )
    axes.set_xlim(edge)


def _widest(ends: pd.DataFrame) -> str:
    """Return the zone in which the cells end furthest apart."""
    return str((ends.max() - ends.min()).idxmax())


def _title(ends: pd.DataFrame, doubt: pd.DataFrame, listed: list[Zone]) -> str:
    titles = {zone.name: clean(zone.title, 30) for zone in listed}
    if len(ends) == 1:
        moved = ends.iloc[0] - pd.Series({zone.name: zone.start for zone in listed})
        start = {zone.name: zone.start for zone in listed}
        falls, rises = (
            f"{titles[name]} ({number(start[name], 0)} to {number(ends[name].iloc[0], 0)} %)"
            for name in (str(moved.idxmin()), str(moved.idxmax()))
        )
        parts = [f"falls most in {falls}"] if moved.min() <= -APART else []
        parts += [f"rises most in {rises}"] if moved.max() >= APART else []
        if not parts:
            return "Gang control moves by less than a percentage point in every zone"
        return f"Gang control {' and '.join(parts)}"
    zone = _widest(ends)
    if ends[zone].max() - ends[zone].min() < APART:
        return "In no zone do the cells end as much as a percentage point of gang control apart"
    lowest, highest = ends[zone].idxmin(), ends[zone].idxmax()
    apart = ends[zone].max() - ends[zone].min()
    if not apart > ERRORS_APART * np.hypot(*doubt.loc[[lowest, highest], zone]):
        return "In no zone do the cells end further apart than luck may take them"
    low, high = clean(str(lowest)), clean(str(highest))
    least, most = (number(end, 0) for end in (ends[zone].min(), ends[zone].max()))
    return (
        f"The cells end furthest apart in {titles[zone]}: gang control {least} % under “{low}”, "
        f"{most} % under “{high}”"
    )


def _subtitle(result: Result, shown: list[str]) -> str:
    several = len(cells(result)) > 1
    whose = f" under “{clean(shown[0])}”" if several else ""
    text = (
        "Means of the runs. Over each panel: civilians killed there by the end, and persons who "
        f"fled from it and are displaced at the end{whose}."
    )
    if "abuse_cases" in outcome_columns(result):
        abuse = summarise(result, ["abuse_cases"]).iloc[0]["mean"]
        text += f" Abuse is not counted by zone: {number(abuse, 0)} cases in all{whose}."
    return text + left_out_words(len(cells(result)), len(shown))
