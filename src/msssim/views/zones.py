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
from msssim.text import text
from msssim.views.layout import date_axis, date_limits, name_ends, panel_figure, panel_heading
from msssim.views.selection import left_out_words, most_telling
from msssim.views.style import LINES, MUTED
from msssim.views.text import clean, width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

COLUMNS = 6
MOST_LINES = 4
LABEL_SIZE = 8.0
APART = 1.0
"""Percentage points; cells whose means are closer than that in every zone are called alike."""

ERRORS_APART = 4.0
"""Standard errors by which the widest of some hundred contrasts (zones, pairs of cells) stands
apart where it is named: random numbers alone seldom take it so far."""


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
    dead = zone_means(result, "civilians_killed").groupby("cell", observed=True).sum()
    gone = zone_means(result, "displaced").groupby("cell", observed=True).last()
    ends = control.groupby("cell", observed=True).last()
    doubt = 100 * zone_errors(result, "gang_control").groupby("cell", observed=True).last()
    shown = most_telling(ends[_widest(ends)], MOST_LINES)
    listed = _zones(result, control)
    places = _places(listed)
    labels = [clean(label, 26) for label in shown] if len(shown) > 1 else []
    room = max((width_inches(label, LABEL_SIZE) for label in labels), default=0.0)
    figure, panels = panel_figure(
        result, _title(ends, doubt, listed), _subtitle(result, shown), len(places),
        columns=COLUMNS, width=11.5, panel_height=0.95, left=0.35, right=room + 0.4,
        gaps=(0.28, 0.95), heading=0.72, sharex=True, sharey=True,
    )  # fmt: skip
    dates = control.index.get_level_values("date")
    panels[0].set(ylim=(0, 100), yticks=[0, 50, 100])
    panels[0].set_xlim(*date_limits(dates.min(), dates.max()))
    date_axis(panels[0], dates.min(), dates.max())
    for place, (axes, zone) in enumerate(zip(panels, places, strict=True)):
        axes.set_visible(zone is not None)
        if zone is None:
            continue
        _panel(axes, control[zone.name], shown)
        axes.tick_params(labelbottom=True, labelleft=place % COLUMNS == 0, labelsize=7)
        killed, fled = (number(float(table[zone.name].iloc[0]), 0) for table in (dead, gone))
        toll = text("figures.zones.toll", killed=killed, fled=fled)
        panel_heading(axes, clean(zone.title, 20), toll)
        if place == 0 or zone.metropolitan != listed[listed.index(zone) - 1].metropolitan:
            _group_heading(axes, zone)
    if labels:
        last = max(place for place, zone in enumerate(places[:COLUMNS]) if zone)
        _name_lines(panels[last], control[listed[last].name], shown, labels)
    return figure


def _zones(result: Result, control: pd.DataFrame) -> list[Zone]:
    """Return the metropolitan zones, then the others, from the most controlled at the start."""
    scenario = next(iter(result.manifest["scenarios"].values()))
    listed = [
        Zone(zone["name"], zone["title"], zone["metropolitan"], 100 * zone["gang_control"])
        for zone in scenario["resolved"]["territory"]["zones"]
        if zone["name"] in control
    ]
    return sorted(listed, key=lambda zone: (not zone.metropolitan, -zone.start))


def _places(listed: list[Zone]) -> list[Zone | None]:
    """Return the zone of each panel, row by row; each group begins a row."""
    places: list[Zone | None] = []
    for inside in (True, False):
        group = [zone for zone in listed if zone.metropolitan is inside]
        places += [*group, *[None] * (-len(group) % COLUMNS)]
    return places


def _panel(axes: Axes, control: pd.Series, shown: list[str]) -> None:
    for colour, label in reversed(list(zip(LINES, shown, strict=False))):
        path = control.loc[label]
        axes.plot(path.index, path, color=colour, lw=1.5, solid_capstyle="round", clip_on=False)
        axes.plot(path.index[-1], path.iloc[-1], "o", color=colour, ms=3, clip_on=False)
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)


def _group_heading(axes: Axes, zone: Zone) -> None:
    axes.annotate(
        text(f"figures.zones.{'metropolitan' if zone.metropolitan else 'outside'}"),
        (0, 1), (-16, 31), xycoords="axes fraction", textcoords="offset points", size=8.5,
        color=MUTED,
    )  # fmt: skip


def _name_lines(axes: Axes, control: pd.Series, shown: list[str], labels: list[str]) -> None:
    paths = [control.loc[label] for label in shown]
    name_ends(axes, [
        (path.index[-1], float(path.iloc[-1]), label, colour)
        for path, label, colour in zip(paths, labels, LINES, strict=False)
    ], size=LABEL_SIZE)  # fmt: skip


def _widest(ends: pd.DataFrame) -> str:
    """Return the zone in which the cells end furthest apart."""
    return str((ends.max() - ends.min()).idxmax())


def _title(ends: pd.DataFrame, doubt: pd.DataFrame, listed: list[Zone]) -> str:
    titles = {zone.name: clean(zone.title, 30) for zone in listed}
    if len(ends) == 1:
        return _moves(ends.iloc[0], titles, {zone.name: zone.start for zone in listed})
    zone = _widest(ends)
    lowest, highest = ends[zone].idxmin(), ends[zone].idxmax()
    apart = ends[zone].max() - ends[zone].min()
    if apart < APART:
        return text("figures.zones.alike")
    if not apart > ERRORS_APART * np.hypot(*doubt.loc[[lowest, highest], zone]):
        return text("figures.zones.random")
    return text(
        "figures.zones.apart", zone=titles[zone], least=number(ends[zone].min(), 0),
        lowest=clean(str(lowest)), most=number(ends[zone].max(), 0), highest=clean(str(highest)),
    )  # fmt: skip


def _moves(ends: pd.Series, titles: dict[str, str], start: dict[str, float]) -> str:
    """Say where gang control falls and rises most, as far as that is notable."""
    moved = ends - pd.Series(start)
    ways = {"falls": str(moved.idxmin()), "rises": str(moved.idxmax())}
    notable = {"falls": moved.min() <= -APART, "rises": moved.max() >= APART}
    found = {
        way: text(
            "figures.zones.move", zone=titles[zone], before=number(start[zone], 0),
            after=number(float(ends[zone]), 0),
        )
        for way, zone in ways.items()
        if notable[way]
    }  # fmt: skip
    return text(".".join(["figures.zones.one", *found]), **found)


def _subtitle(result: Result, shown: list[str]) -> str:
    several = "several" if len(cells(result)) > 1 else "one"
    words = text(f"figures.zones.reading.{several}", cell=clean(shown[0]))
    if "abuse_cases" in outcome_columns(result):
        cases = number(summarise(result, ["abuse_cases"]).iloc[0]["mean"], 0)
        words += " " + text(f"figures.zones.abuse.{several}", cases=cases, cell=clean(shown[0]))
    return words + left_out_words(len(cells(result)), len(shown))
