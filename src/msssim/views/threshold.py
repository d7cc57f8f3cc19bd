"""The response of an outcome to a lever, and where it crosses a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from matplotlib.figure import Figure

from msssim._version import __version__
from msssim.analysis.formatting import display, number, short_name
from msssim.analysis.threshold import Threshold
from msssim.scenario.text import with_unit, written_unit
from msssim.views.layout import number_axis, save, title_of
from msssim.views.style import BLUE, INK, MUTED, VERMILLION, drawing
from msssim.views.text import clean
from msssim.world.observables import OUTCOMES

WIDTH, HEIGHT, EDGE = 8.0, 4.6, 0.3


@dataclass(frozen=True)
class Asked:
    """What was asked: the words that the figure and the terminal share."""

    outcome: str
    line: float
    lever: str
    unit: str
    scenario: str
    known: str
    runs: int


def in_words(found: Threshold, asked: Asked) -> str:
    """Say where the outcome crosses, with its interval."""
    shown = display(OUTCOMES[asked.outcome])
    places = 2 if abs(found.level) < 10 else 0
    level, low, high = (number(value, places) for value in (found.level, found.low, found.high))
    if found.low <= found.curve.index.min():
        low += " or less"
    if found.high >= found.curve.index.max():
        high += " or more"
    return (
        f"Under “{clean(asked.scenario, 40)}” mean {short_name(asked.outcome)} crosses "
        f"{number(asked.line * shown.scale)} {shown.unit} where {asked.lever} is "
        f"{with_unit(level, asked.unit)} [{low} to {high}]"
    )


def threshold_figure(found: Threshold, asked: Asked) -> Figure:
    """Draw the means at the levels that were played, the line, and the crossing."""
    shown = display(OUTCOMES[asked.outcome])
    title, size = title_of(in_words(found, asked), WIDTH - 2 * EDGE)
    figure = Figure(figsize=(WIDTH, HEIGHT))
    figure.suptitle(
        title, x=EDGE / WIDTH, y=1 - EDGE / HEIGHT, ha="left", va="top", size=size, weight="bold"
    )
    axes = figure.add_axes((0.1, 0.2, 0.84, 0.5))
    curve = found.curve * shown.scale
    axes.fill_between(curve.index, curve["low"], curve["high"], color=BLUE, alpha=0.2, lw=0)
    axes.plot(curve.index, curve["mean"], "o-", color=BLUE, ms=3.5, lw=1.4)
    axes.axhline(asked.line * shown.scale, color=MUTED, lw=0.9)
    axes.axvspan(found.low, found.high, color=VERMILLION, alpha=0.15, lw=0)
    axes.axvline(found.level, color=VERMILLION, lw=1.2)
    axes.set_xlabel(", ".join(filter(None, (asked.lever, written_unit(asked.unit)))), color=INK)
    axes.set_title(f"mean {short_name(asked.outcome)}, {shown.unit}", loc="left", size=9, color=INK)
    number_axis(axes.yaxis)
    axes.grid(axis="y")
    turns = "" if found.crossings == 1 else " The response turns: it crosses more than once."
    figure.text(
        EDGE / WIDTH,
        0.03,
        f"msssim {__version__}  ·  {asked.known}  ·  "
        f"{asked.runs:,} paired runs a level; band and brackets: 95 % over luck.{turns}",
        size=7.5,
        color=MUTED,
    )
    return figure


def write_threshold(found: Threshold, asked: Asked, folder: str | Path) -> list[Path]:
    """Write the figure into a folder."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with drawing():
        return list(save(threshold_figure(found, asked), folder, "threshold"))
