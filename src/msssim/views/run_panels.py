"""The panels of a run's page: how its mission, money, gangs and people fared, date by date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from msssim.analysis.wording import number
from msssim.views.sheet import day_number, number_axis
from msssim.views.style import BLUE, FAINT, GREEN, INK, MUTED, ORANGE, PURPLE, VERMILLION
from msssim.views.text import spread, width_inches
from msssim.world.events import Event

if TYPE_CHECKING:
    from msssim.experiments import Replay

LABEL_SIZE = 7.5
LINE_WIDTH = 1.4
MARK_SIZE = 7.0
MARK_ROW = 0.125
OFFENSIVE = "#F6E3D6"

MARKED: dict[str, Callable[[Event], str]] = {
    "first_boots": lambda _: "first boots",
    "renewal": lambda _: "renewed",
    "rollover": lambda _: "rolled over",
    "lapse": lambda _: "lapse",
    "conversion": lambda event: "UN operation" if event.facts["adopted"] else "",
    "office": lambda event: "support office" if event.facts["adopted"] else "",
    "ruling": lambda event: "barred" if event.facts["barred"] else "cleared",
    "interim_order": lambda _: "court order",
    "leaderless": lambda _: "lead lost",
    "new_lead": lambda _: "new lead",
    "hold_lifted": lambda _: "hold lifted",
    "government": lambda event: "government falls" if event.facts["fell"] else "",
    "exit": lambda _: "mission gone",
}
"""Events that a line marks, with the word for it; an empty word marks nothing."""


@dataclass(frozen=True)
class Panel:
    """A panel: what draws it, and its height against the others."""

    draw: Callable[[Axes, Replay], None]
    height: float


def _deployed(axes: Axes, replayed: Replay) -> None:
    deployed = replayed.seen["deployed"]
    planned = replayed.seen["force_target"]
    _line(axes, deployed, BLUE)
    axes.fill_between(deployed.index, deployed, color=BLUE, alpha=0.15, lw=0)
    axes.set_ylim(0, max(1.15 * deployed.max(), 0.5 * planned.max(), 10))
    if planned.max() <= axes.get_ylim()[1]:
        axes.plot(planned.index, planned, color=MUTED, lw=0.8, ls=(0, (4, 3)))
    words = f"planned: {number(planned.iloc[-1], 0)}"
    _name(axes, "Mission personnel in theatre", words)
    _end(axes, [(deployed, number(deployed.iloc[-1], 0), BLUE)])


def _fund(axes: Axes, replayed: Replay) -> None:
    balance = replayed.seen["fund_balance_usd"] / 1e6
    _line(axes, balance, GREEN)
    received = replayed.seen["fund_received_usd"] > 0
    dots = balance[received]
    axes.plot(dots.index, dots, "o", color=GREEN, ms=3.0)
    axes.set_ylim(0, max(1.15 * balance.max(), 1))
    _name(axes, "Cash in the trust fund", "USD million; a dot: money came in")
    _end(axes, [(balance, number(balance.iloc[-1]), GREEN)])


def _gangs(axes: Axes, replayed: Replay) -> None:
    control = 100 * replayed.seen["gang_control"]
    hiding = 100 * replayed.seen["low_profile_share"]
    _line(axes, control, VERMILLION)
    _line(axes, hiding, PURPLE)
    axes.set_ylim(0, 100)
    _name(axes, "Gangs", "%; their control of the capital, and how many keep a low profile")
    _end(axes, [(control, "control", VERMILLION), (hiding, "low profile", PURPLE)])


def _killed(axes: Axes, replayed: Replay) -> None:
    killed = replayed.seen["civilians_killed"]
    days = replayed.scenario.step_days
    axes.bar(killed.index, killed, width=0.9 * days, color=INK, alpha=0.75, lw=0)
    axes.set_ylim(0, max(1.3 * killed.max(), 1))
    cases, found = replayed.seen["abuse_cases"], replayed.seen["abuse_detected"]
    top = 0.92 * axes.get_ylim()[1]
    for where, colour in ((cases > 0, "none"), (found > 0, ORANGE)):
        there = killed.index[where]
        axes.plot(there, [top] * len(there), "D", ms=4, mfc=colour, mec=ORANGE, mew=0.9)
    each = {1: "a day", 7: "a week"}.get(days, f"in {days} days")
    _name(
        axes,
        f"Civilians killed {each}",
        f"{number(killed.sum(), 0)} in all; a diamond: abuse by the mission, filled if it came out",
    )


def _held(axes: Axes, replayed: Replay) -> None:
    held = 100 * replayed.seen["held_share"]
    _line(axes, held, BLUE)
    axes.fill_between(held.index, held, color=BLUE, alpha=0.15, lw=0)
    axes.set_ylim(0, 100)
    _name(axes, "Inhabitants in zones held by the state", "%")
    _end(axes, [(held, number(held.iloc[-1], 0), BLUE)])


PANELS = (
    Panel(_deployed, 1.2),
    Panel(_fund, 0.9),
    Panel(_gangs, 1.2),
    Panel(_killed, 1.0),
    Panel(_held, 0.75),
)
"""From top to bottom; killed, held ground and abuse stand together."""


def draw_marks(panels: Sequence[Axes], replayed: Replay, room: float) -> None:
    """Shade offensives, and mark the days that mattered through all panels, named on top."""
    for start, end in _offensives(replayed):
        for axes in panels:
            axes.axvspan(start, end, color=OFFENSIVE, lw=0, zorder=0)
    marks = list(_marks(replayed))
    for day, _ in marks:
        for axes in panels:
            axes.axvline(day, color=MUTED, lw=0.6, zorder=0.5)
    _label(panels[0], marks, room)


def _marks(replayed: Replay) -> Iterator[tuple[float, str]]:
    for event in replayed.events:
        words = MARKED[event.kind](event) if event.kind in MARKED else ""
        if words:
            yield day_number(pd.Timestamp(event.date)), words


def _offensives(replayed: Replay) -> Iterator[tuple[pd.Timestamp, pd.Timestamp]]:
    """Yield the beginning and the end of each offensive; one that goes on ends with the run."""
    begun = None
    for event in replayed.events:
        if event.kind == "offensive":
            if event.facts["begins"]:
                begun = pd.Timestamp(event.date)
            elif begun is not None:
                yield begun, pd.Timestamp(event.date)
                begun = None
    if begun is not None:
        yield begun, replayed.seen.index[-1]


def _label(axes: Axes, marks: Sequence[tuple[float, str]], room: float) -> None:
    """Write the names of marks over the first panel, in rows so that none covers another."""
    box = axes.get_position()
    size = axes.figure.get_size_inches()
    width, height = box.width * size[0], box.height * size[1]
    low, high = axes.get_xlim()
    ends = [-1.0] * int(room / MARK_ROW)
    for day, words in marks:
        left = (day - low) / (high - low) * width
        row = next((row for row, end in enumerate(ends) if end <= left), None)
        if row is None:
            continue
        ends[row] = left + width_inches(words, MARK_SIZE) + 0.08
        y = 1 + (0.3 + row * MARK_ROW) / height
        axes.annotate(
            words, (day, y), (2, 0), xycoords=("data", "axes fraction"),
            textcoords="offset points", size=MARK_SIZE, color=INK, annotation_clip=False,
        )  # fmt: skip


def _line(axes: Axes, series: pd.Series, colour: str) -> None:
    axes.plot(series.index, series, color=colour, lw=LINE_WIDTH, solid_capstyle="round")


def _name(axes: Axes, heading: str, unit: str) -> None:
    """Write the panel's name and, behind it, its unit."""
    axes.grid(axis="y", color=FAINT)
    axes.spines["left"].set_visible(False)
    axes.tick_params(labelsize=LABEL_SIZE)
    number_axis(axes.yaxis, 3)
    over = {"xycoords": "axes fraction", "textcoords": "offset points"}
    axes.annotate(heading, (0, 1), (0, 4), weight="bold", size=8.5, color=INK, **over)
    shift = width_inches(heading, 8.5, "bold") * 72 + 6
    axes.annotate(unit, (0, 1), (shift, 4), size=LABEL_SIZE, color=MUTED, **over)


def _end(axes: Axes, lines: Sequence[tuple[pd.Series, str, str]]) -> None:
    """Write beside each line's end what it is, or where it ended."""
    low, high = axes.get_ylim()
    box = axes.get_position().height * axes.figure.get_size_inches()[1]
    gap = (high - low) * 0.13 / box
    places = spread([series.iloc[-1] for series, _, _ in lines], gap, low, high)
    for (series, words, colour), place in zip(lines, places, strict=True):
        if np.isfinite(place):
            axes.annotate(
                words, (1, place), (4, 0), xycoords=("axes fraction", "data"),
                textcoords="offset points", va="center", size=LABEL_SIZE, color=INK,
                annotation_clip=False,
            )  # fmt: skip
            axes.plot(series.index[-1], series.iloc[-1], "o", ms=3, color=colour, clip_on=False)
