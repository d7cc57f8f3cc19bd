"""The backtest in one figure: what the runs gave, and the dot of what was counted.

A panel a series. A stock, and a total that runs from the start, is a fan over time; a flow over a
period is a box as wide as the period. The strip beside each panel has the share of the runs below
each count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.backtest import Backtest
from msssim.analysis.backtest_words import HINDSIGHT, KNOWN_UNTIL, display_of, headline
from msssim.analysis.formatting import number
from msssim.analysis.observations import OBSERVABLES, Observable
from msssim.analysis.summary import BAND
from msssim.views.layout import (
    date_axis,
    day_number,
    number_axis,
    panel_heading,
    save,
    sheet,
    size_inches,
)
from msssim.views.style import BAD, BLUE, FAINT, INK, MUTED, drawing

COLUMNS = 3
STRIP_GAP, STRIP_WIDTH = 0.12, 0.12
"""Inches between a panel and its strip, and across the strip."""
GAP_DAYS = 2
"""Days left free at either end of a box, so that neighbouring periods stay apart."""
LEAST_RANGE = 10.0
"""Per cent that the axis of a share shows at least."""

SUBTITLE = (
    "Line: median of the runs; dark: half of them; light: nine in ten. Dot: the count (orange: "
    "outside nine in ten), with its open range. Grey: nothing changes (dash), a straight line "
    "(cross). Strip: share of runs below the count."
)


def write_backtest(test: Backtest, folder: str | Path) -> list[Path]:
    """Write the figure as PNG and SVG; return the paths."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with drawing():
        return save(backtest_figure(test), folder, "backtest")


def backtest_figure(test: Backtest) -> Figure:
    """Draw every series that was scored."""
    names = list(dict.fromkeys(test.scores["series"]))
    columns = min(COLUMNS, len(names))
    rows = -(-len(names) // columns)
    hindsight = f" {HINDSIGHT}." if test.start < KNOWN_UNTIL else ""
    figure, grid = sheet(
        test.result,
        headline(test),
        SUBTITLE + hindsight,
        rows=rows,
        columns=columns,
        panel_height=1.45 if rows > 1 else 2.6,
        left=0.5,
        right=0.55,
        gaps=(0.95, 0.9),
        heading=0.42,
    )
    for axes, name in zip(grid.flat, names, strict=False):
        counts = test.scores[test.scores["series"] == name]
        _panel(axes, test, OBSERVABLES[name], counts)
    for axes in grid.flat[len(names) :]:
        axes.set_visible(False)
    return figure


def _panel(axes: Axes, test: Backtest, observable: Observable, counts: pd.DataFrame) -> None:
    shown = display_of(observable)
    if observable.kind == "event":
        _chance(axes, test, shown.scale)
    elif observable.kind == "flow" and not _runs_from_the_start(test, counts):
        _boxes(axes, counts, shown.scale)
    else:
        _fan(axes, test, observable, shown.scale)
    _dots(axes, counts, shown.scale, middle=not _runs_from_the_start(test, counts))
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_ylim(*_limits(axes, observable))
    number_axis(axes.yaxis, 4)
    first, last = pd.Timestamp(test.start), pd.Timestamp(max(test.scores["date"]))
    axes.set_xlim(_place(first), _place(last + (last - first) * 0.03))
    date_axis(axes, first, last)
    panel_heading(axes, observable.label, shown.unit)
    _strip(axes, counts)


def _runs_from_the_start(test: Backtest, counts: pd.DataFrame) -> bool:
    """Whether all counts are totals since the run's start, so that they lie on one path."""
    return all(start == test.start for start in counts["start"])


def _fan(axes: Axes, test: Backtest, observable: Observable, scale: float) -> None:
    days, values = test.ensemble.path(observable)
    dates = [_place(test.start) + day - 1 for day in days]
    low, quarter, middle, three, high = np.quantile(values, list(BAND.values()), axis=0) * scale
    axes.fill_between(dates, low, high, color=BLUE, alpha=0.15, lw=0)
    axes.fill_between(dates, quarter, three, color=BLUE, alpha=0.3, lw=0)
    axes.plot(dates, middle, color=BLUE, lw=1.5)


def _boxes(axes: Axes, counts: pd.DataFrame, scale: float) -> None:
    for row in _rows(counts):
        width = [_place(row.start) + GAP_DAYS, _place(row.date) - GAP_DAYS]
        axes.fill_between(width, row.p5 * scale, row.p95 * scale, color=BLUE, alpha=0.15, lw=0)
        axes.fill_between(width, row.p25 * scale, row.p75 * scale, color=BLUE, alpha=0.3, lw=0)
        axes.plot(width, [row.median * scale] * 2, color=BLUE, lw=1.5)


def _chance(axes: Axes, test: Backtest, scale: float) -> None:
    """Draw the share of the runs in which it has happened, day by day."""
    last = max(test.scores["date"])
    dates = [test.start + dt.timedelta(days=day) for day in range((last - test.start).days + 1)]
    shares = [test.ensemble.happened(date).mean() * scale for date in dates]
    places = [_place(date) for date in dates]
    axes.fill_between(places, 0, shares, color=BLUE, alpha=0.3, lw=0)
    axes.plot(places, shares, color=BLUE, lw=1.5)


def _dots(axes: Axes, counts: pd.DataFrame, scale: float, *, middle: bool) -> None:
    for row in _rows(counts):
        at = _place(row.date)
        if middle and not pd.isna(row.start):
            at = (_place(row.start) + at) / 2
        colour = INK if row.in_90 else BAD
        axes.plot(at, row.persistence * scale, "_", color=MUTED, ms=9, mew=1.4, clip_on=False)
        axes.plot(at, row.trend * scale, "x", color=MUTED, ms=5, mew=1.2, clip_on=False)
        axes.plot([at, at], [row.low * scale, row.high * scale], color=colour, lw=1.2)
        axes.plot(
            at, row.value * scale, "o", color=colour, ms=5.5, mec="white", mew=0.8, clip_on=False,
            zorder=5,
        )  # fmt: skip


def _limits(axes: Axes, observable: Observable) -> tuple[float, float]:
    low, high = axes.get_ylim()
    if observable.kind == "event":
        return (0.0, 100.0)
    if observable.unit == "share":
        middle, half = (low + high) / 2, max(high - low, LEAST_RANGE) / 2
        return (max(0.0, middle - half), min(100.0, middle + half))
    if observable.kind == "flow":
        return (0.0, 1.05 * high)
    return (max(0.0, low), high)


def _place(date: dt.date) -> float:
    """Return where a date lies across."""
    return day_number(pd.Timestamp(date))


def _rows(counts: pd.DataFrame) -> Iterator[Any]:
    yield from counts.itertuples(index=False)


def _strip(axes: Axes, counts: pd.DataFrame) -> None:
    """Draw, beside a panel, the share of the runs below each count."""
    width, _ = size_inches(axes)
    strip = axes.inset_axes((1.0 + STRIP_GAP / width, 0.0, STRIP_WIDTH / width, 1.0))
    strip.set_facecolor(FAINT)
    strip.axhspan(0.05, 0.95, color=BLUE, alpha=0.15, lw=0)
    strip.axhspan(0.25, 0.75, color=BLUE, alpha=0.3, lw=0)
    for place, covered in zip(counts["pit"], counts["in_90"], strict=True):
        strip.plot([0, 1], [place, place], color=INK if covered else BAD, lw=2.2, clip_on=False)
    strip.set_xlim(0, 1)
    strip.set_ylim(0, 1)
    strip.set_xticks([])
    strip.yaxis.tick_right()
    strip.set_yticks([0, 1], [number(0), number(1)])
    strip.tick_params(labelsize=7, length=0)
    for side in strip.spines.values():
        side.set_visible(False)
