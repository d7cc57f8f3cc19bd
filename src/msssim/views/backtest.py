"""Figure of a backtest: the ensemble of every series, and its counts.

A stock, and a total that runs from the start, is a fan over time; a flow over a period is a box as
wide as the period. The strip beside each panel has the share of the runs below each count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.backtest import Backtest
from msssim.analysis.backtest_findings import headline, hindsight
from msssim.analysis.formatting import number
from msssim.analysis.observations import OBSERVABLES, Observable
from msssim.analysis.summary import BAND
from msssim.text import text
from msssim.views.layout import (
    date_axis,
    day_number,
    number_axis,
    panel_figure,
    panel_heading,
    size_inches,
)
from msssim.views.style import BAD, BLUE, FAINT, INK, MUTED

COLUMNS = 3
STRIP_GAP, STRIP_WIDTH = 0.12, 0.12
"""Inches between a panel and its strip, and across the strip."""
GAP_DAYS = 2
"""Days left free at either end of a box, so that neighbouring periods stay apart."""
LEAST_RANGE = 10.0
"""Per cent that the axis of a share shows at least."""

Row = Mapping[Any, Any]


def backtest_figure(found: Backtest) -> Figure:
    """Draw every series that was scored."""
    by_series = found.scores.groupby("series", sort=False)
    reading = f"{text('studies.figures.backtest')} {hindsight(found)}".strip()
    figure, panels = panel_figure(
        found.result, headline(found).removesuffix("."), reading, len(by_series),
        columns=COLUMNS, panel_height=1.45 if len(by_series) > COLUMNS else 2.6,
        left=0.5, right=0.55, gaps=(0.95, 0.9), heading=0.42,
    )  # fmt: skip
    for axes, (series, counts) in zip(panels, by_series, strict=True):
        _panel(axes, found, OBSERVABLES[str(series)], counts)
    return figure


def _panel(axes: Axes, found: Backtest, observable: Observable, counts: pd.DataFrame) -> None:
    scale, rows = observable.display.scale, counts.to_dict("records")
    on_one_path = all(row["start"] == found.start for row in rows)  # totals since the start
    if observable.kind == "event":
        _event(axes, found, scale)
    elif observable.kind == "flow" and not on_one_path:
        _boxes(axes, rows, scale)
    else:
        days, values = found.ensemble.path(observable)
        places = [_place(found.start) + day - 1 for day in days]
        _fan(axes, places, np.quantile(values, list(BAND.values()), axis=0) * scale)
    _counts(axes, rows, scale, at_end=on_one_path)
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.set_ylim(*_limits(axes, observable))
    number_axis(axes.yaxis, 4)
    first, last = pd.Timestamp(found.start), pd.Timestamp(max(found.scores["date"]))
    axes.set_xlim(_place(first), _place(last + (last - first) * 0.03))
    date_axis(axes, first, last)
    panel_heading(axes, observable.label, observable.display.unit)
    _strip(axes, rows)


def _fan(axes: Axes, places: Sequence[float], band: np.ndarray) -> None:
    """Draw the quantiles of ``BAND``, shape (quantile, place)."""
    low, quarter, middle, three, high = band
    axes.fill_between(places, low, high, color=BLUE, alpha=0.15, lw=0)
    axes.fill_between(places, quarter, three, color=BLUE, alpha=0.3, lw=0)
    axes.plot(places, middle, color=BLUE, lw=1.5)


def _boxes(axes: Axes, rows: Sequence[Row], scale: float) -> None:
    """Draw a flow over a period as a fan as wide as the period."""
    for row in rows:
        places = [_place(row["start"]) + GAP_DAYS, _place(row["date"]) - GAP_DAYS]
        band = np.array([[row[name] * scale] * 2 for name in BAND])
        _fan(axes, places, band)


def _event(axes: Axes, found: Backtest, scale: float) -> None:
    """Draw the share of the runs in which it has happened, day by day."""
    days = range((max(found.scores["date"]) - found.start).days + 1)
    dates = [found.start + dt.timedelta(days=day) for day in days]
    shares = [found.ensemble.happened(date).mean() * scale for date in dates]
    places = [_place(date) for date in dates]
    axes.fill_between(places, 0, shares, color=BLUE, alpha=0.3, lw=0)
    axes.plot(places, shares, color=BLUE, lw=1.5)


def _counts(axes: Axes, rows: Sequence[Row], scale: float, *, at_end: bool) -> None:
    """Draw each count with its range and the reference forecasts, at the end or mid-period."""
    for row in rows:
        at = _place(row["date"])
        if not at_end and not pd.isna(row["start"]):
            at = (_place(row["start"]) + at) / 2
        colour = INK if row["in_90"] else BAD
        mark: dict[str, Any] = {"clip_on": False}
        axes.plot(at, row["persistence"] * scale, "_", color=MUTED, ms=9, mew=1.4, **mark)
        axes.plot(at, row["trend"] * scale, "x", color=MUTED, ms=5, mew=1.2, **mark)
        axes.plot([at, at], [row["low"] * scale, row["high"] * scale], color=colour, lw=1.2)
        dot: dict[str, Any] = {"ms": 5.5, "mec": "white", "mew": 0.8, "zorder": 5, **mark}
        axes.plot(at, row["value"] * scale, "o", color=colour, **dot)


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


def _strip(axes: Axes, rows: Sequence[Row]) -> None:
    """Draw, beside a panel, the share of the runs below each count."""
    width, _ = size_inches(axes)
    strip = axes.inset_axes((1.0 + STRIP_GAP / width, 0.0, STRIP_WIDTH / width, 1.0))
    strip.set_facecolor(FAINT)
    strip.axhspan(0.05, 0.95, color=BLUE, alpha=0.15, lw=0)
    strip.axhspan(0.25, 0.75, color=BLUE, alpha=0.3, lw=0)
    for row in rows:
        colour = INK if row["in_90"] else BAD
        strip.plot([0, 1], [row["pit"]] * 2, color=colour, lw=2.2, clip_on=False)
    strip.set(xlim=(0, 1), ylim=(0, 1), xticks=[])
    strip.yaxis.tick_right()
    strip.set_yticks([0, 1], [number(0), number(1)])
    strip.tick_params(labelsize=7, length=0)
    strip.spines[:].set_visible(False)
