"""The response of an outcome to a lever, and where it crosses a line."""

from __future__ import annotations

from matplotlib.figure import Figure

from msssim._version import __version__
from msssim.analysis.formatting import display, short_name
from msssim.analysis.theatres import is_elsewhere
from msssim.analysis.threshold import Question, Threshold, crossing
from msssim.scenario.text import written_unit
from msssim.views.layout import known_or_begun, number_axis, title_of
from msssim.views.style import BLUE, INK, MUTED, VERMILLION
from msssim.views.text import clean
from msssim.world.observables import OUTCOMES

WIDTH, HEIGHT, EDGE = 8.0, 4.6, 0.3


def threshold_figure(found: Threshold, asked: Question) -> Figure:
    """Draw the means at the levels that were played, the line, and the crossing."""
    shown = display(OUTCOMES[asked.outcome])
    scenario, lever = asked.scenario, asked.lever
    elsewhere = is_elsewhere(zone.name for zone in scenario.territory.zones)
    known = known_or_begun(scenario.start, elsewhere=elsewhere)
    finding = clean(crossing(found, asked), 400).removesuffix(".")
    title, size = title_of(finding, WIDTH - 2 * EDGE)
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
    axes.set_xlabel(", ".join(filter(None, (lever.path, written_unit(lever.unit)))), color=INK)
    axes.set_title(f"mean {short_name(asked.outcome)}, {shown.unit}", loc="left", size=9, color=INK)
    number_axis(axes.yaxis)
    axes.grid(axis="y")
    turns = "" if found.crossings == 1 else " The response turns: it crosses more than once."
    figure.text(
        EDGE / WIDTH,
        0.03,
        f"msssim {__version__}  ·  {known}  ·  "
        f"{found.runs:,} paired runs a level; band and brackets: 95 % over luck.{turns}",
        size=7.5,
        color=MUTED,
    )
    return figure
