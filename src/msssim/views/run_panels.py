"""The panels of a run's page: how its mission, money, gangs and people fared, date by date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from msssim.analysis.formatting import number
from msssim.views.layout import day_number, number_axis, size_inches
from msssim.views.style import BLUE, FAINT, GREEN, INK, MUTED, ORANGE, PAPER, PURPLE, VERMILLION
from msssim.views.text import clean, spread, width_inches
from msssim.world.events import Event

if TYPE_CHECKING:
    from msssim.experiments.replay import Replay

LABEL_SIZE = 7.5
LINE_WIDTH = 1.4
MARK_SIZE = 7.0
MARK_ROW = 0.125
OFFENSIVE = "#F6E3D6"
COVER = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}
"""Keeps lines out of a text."""

MARKED: dict[str, Callable[[Event], str]] = {
    "first_boots": lambda _: "first boots",
    "renewal": lambda _: "renewed",
    "rollover": lambda _: "rolled over",
    "lapse": lambda _: "lapse",
    "conversion": lambda event: "UN operation" if event.facts["adopted"] else "",
    "office": lambda event: "support office" if event.facts["adopted"] else "",
    "ruling": lambda event: _of(event, "barred" if event.facts["barred"] else "cleared"),
    "interim_order": lambda event: _of(event, "stopped in court"),
    "leaderless": lambda _: "lead lost",
    "new_lead": lambda _: "new lead",
    "hold_lifted": lambda _: "hold lifted",
    "government": lambda event: "government falls" if event.facts["fell"] else "",
    "exit": lambda _: "mission gone",
}
"""Events that a line marks, with the word for it; an empty word marks nothing."""


def _of(event: Event, words: str) -> str:
    return f"{clean(event.who, 20)} {words}"


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
    enabled = replayed.scenario.mission.enabled
    words = f"planned: {number(planned.iloc[-1], 0)}" if enabled else "there is no mission"
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
    axes.bar(killed.index, killed, -0.9 * days, align="edge", color=INK, alpha=0.75, lw=0)
    axes.set_ylim(0, max(1.3 * killed.max(), 1))
    cases, found = replayed.seen["abuse_cases"], replayed.seen["abuse_detected"]
    top = 0.92 * axes.get_ylim()[1]
    for where, colour in ((cases > 0, "none"), (found > 0, ORANGE)):
        there = killed.index[where]
        axes.plot(
            there, [top] * len(there), "D", ms=4, mfc=colour, mec=ORANGE, mew=0.9, clip_on=False
        )
    each = {1: "a day", 7: "a week"}.get(days, f"in {days} days")
    in_all = f"{number(killed.sum(), 0)} in all"
    abuse = (
        f"diamond: abuse by the mission ({number(cases.sum(), 0)}), "
        f"filled: found out ({number(found.sum(), 0)})"
    )
    words = f"{in_all}; {abuse if cases.sum() else 'no case of abuse by a mission'}"
    _name(axes, f"Civilians killed {each}", words)


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
    _label(panels[0], marks, int(room / MARK_ROW))


def _marks(replayed: Replay) -> Iterator[tuple[float, str]]:
    """Yield each day that mattered, with words for all that happened on it."""
    words: dict[float, list[str]] = {}
    for event in replayed.events:
        word = MARKED[event.kind](event) if event.kind in MARKED else ""
        if word:
            words.setdefault(day_number(pd.Timestamp(event.date)), []).append(word)
    for day in sorted(words):
        yield day, ", ".join(words[day])


def _offensives(replayed: Replay) -> Iterator[tuple[float, float]]:
    """Yield the beginning and the end of each offensive; one that goes on ends with the run."""
    begun = None
    for event in replayed.events:
        if event.kind == "offensive":
            if event.facts["begins"]:
                begun = day_number(pd.Timestamp(event.date))
            elif begun is not None:
                yield begun, day_number(pd.Timestamp(event.date))
                begun = None
    if begun is not None:
        yield begun, day_number(replayed.seen.index[-1])


def _label(axes: Axes, marks: Sequence[tuple[float, str]], most: int) -> None:
    """Write the names of marks over the first panel, in at most so many rows.

    From the last to the first, a name stands over all those that begin where it would run into
    them: so none covers another, and no line to a name crosses one. What finds no row has no name.
    """
    width, height = size_inches(axes)
    low, high = axes.get_xlim()
    placed: list[tuple[float, int]] = []
    for day, words in reversed(marks):
        left = (day - low) / (high - low) * width
        right = left + width_inches(words, MARK_SIZE) + 0.06
        row = max((row for start, row in placed if left <= start < right), default=-1) + 1
        if row < most:
            placed.append((left, row))
            _write_mark(axes, day, words, 1 + (0.28 + row * MARK_ROW) / height, height)


def _write_mark(axes: Axes, day: float, words: str, foot: float, height: float) -> None:
    """Write a name at a height over the axes, and lead the mark's line up to it."""
    axes.annotate(
        words, (day, foot), (2, 0), xycoords=("data", "axes fraction"),
        textcoords="offset points", size=MARK_SIZE, annotation_clip=False,
    )  # fmt: skip
    axes.plot(
        [day, day], [1, foot + 0.09 / height], transform=axes.get_xaxis_transform(), color=MUTED,
        lw=0.6, clip_on=False, zorder=0.5,
    )  # fmt: skip


def _line(axes: Axes, series: pd.Series, colour: str) -> None:
    axes.plot(series.index, series, color=colour, lw=LINE_WIDTH, solid_capstyle="round")


def _name(axes: Axes, heading: str, unit: str) -> None:
    """Write the panel's name and, behind it, its unit."""
    axes.grid(axis="y", color=FAINT)
    axes.spines["left"].set_visible(False)
    axes.tick_params(labelsize=LABEL_SIZE)
    number_axis(axes.yaxis, 3)
    name = axes.annotate(
        heading, (0, 1), (0, 4), xycoords="axes fraction", textcoords="offset points",
        weight="bold", size=8.5, color=INK, bbox=COVER,
    )  # fmt: skip
    axes.annotate(
        unit, (1, 0), (5, 0), xycoords=name, textcoords="offset points", va="bottom",
        size=LABEL_SIZE, color=MUTED, bbox=COVER,
    )  # fmt: skip


def _end(axes: Axes, lines: Sequence[tuple[pd.Series, str, str]]) -> None:
    """Write beside each line's end what it is, or where it ended."""
    low, high = axes.get_ylim()
    gap = (high - low) * 0.13 / size_inches(axes)[1]
    places = spread([series.iloc[-1] for series, _, _ in lines], gap, low, high)
    for (series, words, colour), place in zip(lines, places, strict=True):
        if np.isfinite(place):
            axes.annotate(
                words, (1, place), (4, 0), xycoords=("axes fraction", "data"),
                textcoords="offset points", va="center", size=LABEL_SIZE, color=INK,
                annotation_clip=False,
            )  # fmt: skip
            axes.plot(series.index[-1], series.iloc[-1], "o", ms=3, color=colour, clip_on=False)
