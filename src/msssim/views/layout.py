"""The sheet every figure is drawn on: a title that says the finding, panels, a footer.

All measures are in inches, so that text takes the room it needs whatever the size of the figure.
"""

from __future__ import annotations

from datetime import date
from math import isclose
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from msssim.analysis.cells import cells
from msssim.analysis.formatting import number
from msssim.analysis.theatres import plays_elsewhere
from msssim.experiments.output import own_file
from msssim.views.style import INK, MUTED
from msssim.views.text import fit

if TYPE_CHECKING:
    from msssim.experiments import Result

EDGE = 0.3
TICK_ROOM = 0.4
TITLE_SIZES = (13.0, 12.0, 11.0, 10.0)
LINE = {13.0: 0.235, 12.0: 0.22, 11.0: 0.2, 10.0: 0.185, 9.0: 0.165, 8.0: 0.15}


def sheet(
    result: Result,
    title: str,
    subtitle: str,
    *,
    width: float = 10.0,
    panel_height: float = 3.4,
    rows: int = 1,
    columns: int = 1,
    left: float = 0.75,
    right: float = 0.3,
    below: float = 0.45,
    gaps: tuple[float, float] = (0.4, 0.8),
    heading: float = 0.5,
    **options: Any,
) -> tuple[Figure, np.ndarray]:
    """Lay out title, subtitle, panels and footer.

    Parameters
    ----------
    title, subtitle : str
        The finding, and how to read the figure; each is fitted to at most two lines.
    width, panel_height, left, right, below, heading : float
        Inches: of the figure, of one panel, beside, under and over the panels.
    gaps : (float, float)
        Inches between panels, across and down.
    **options
        For ``Figure.subplots``, such as ``sharey``.

    Returns
    -------
    Figure, array of Axes of shape (rows, columns)
    """
    inner = width - 2 * EDGE
    title, size = title_of(title, inner)
    subtitle, small = fit(subtitle, inner, (9.0, 8.0))
    title_room = LINE[size] * (title.count("\n") + 1)
    above = EDGE + title_room + 0.08 + LINE[small] * (subtitle.count("\n") + 1) + heading
    height = above + rows * panel_height + (rows - 1) * gaps[1] + below + 0.4
    figure = Figure(figsize=(width, height))
    figure.suptitle(
        title,
        x=EDGE / width,
        y=1 - EDGE / height,
        ha="left",
        va="top",
        size=size,
        weight="bold",
        linespacing=1.25,
    )
    figure.text(
        EDGE / width,
        1 - (EDGE + title_room + 0.08) / height,
        subtitle,
        ha="left",
        va="top",
        size=small,
        color=MUTED,
        linespacing=1.3,
    )
    figure.text(EDGE / width, 0.17 / height, footer(result), ha="left", size=7.5, color=MUTED)
    panel = (width - EDGE - left - right - (columns - 1) * gaps[0]) / columns
    room = {
        "left": (EDGE + left) / width,
        "right": 1 - right / width,
        "top": 1 - above / height,
        "bottom": (below + 0.4) / height,
        "wspace": gaps[0] / panel,
        "hspace": gaps[1] / panel_height,
    }
    axes = figure.subplots(rows, columns, squeeze=False, gridspec_kw=room, **options)
    return figure, axes


def footer(result: Result) -> str:
    """Return version, date of knowledge, how many runs stand behind each cell, how many failed."""
    manifest = result.manifest
    start = date.fromisoformat(str(manifest["start"]))
    runs = number(manifest["replications"], 0)
    several = len(cells(result)) > 1
    noun = "run" if manifest["replications"] == 1 else "runs"
    behind = f"{runs} paired {noun} a cell" if several else f"{runs} {noun}"
    if manifest["uncertainties"]:
        samples = result.outcomes().groupby(manifest["uncertainties"]).ngroups
        luck = "each with luck of its own" if _own_luck(manifest) else "alike in every cell"
        behind = f"{number(samples, 0)} uncertainty samples, {runs} {noun} each, {luck}"
    known = known_or_begun(start, elsewhere=plays_elsewhere(manifest))
    parts = [f"msssim {manifest['msssim']}", known, behind]
    failed = len(result.failed)
    if failed:
        noun = "run" if failed == 1 else "runs"
        verb = "is" if failed == 1 else "are"
        parts.append(f"{number(failed, 0)} {noun} failed and {verb} left out")
    return "  ·  ".join(parts)


def known_or_begun(start: date, *, elsewhere: bool) -> str:
    """Return of what day the numbers are; a theatre of one's own states the day it begins alone."""
    return f"{'starts' if elsewhere else 'as known'} on {start.day} {start:%B %Y}"


def _own_luck(manifest: dict[str, Any]) -> bool:
    design = (manifest["experiment"] or {}).get("design", {})
    return bool(design.get("luck") == "own")


def panel_heading(axes: Axes, heading: str, unit: str = "") -> None:
    """Put the panel's name over it, and the unit of its vertical axis under the name."""
    over = 16 if unit else 6
    axes.annotate(
        heading,
        (0, 1),
        (0, over),
        xycoords="axes fraction",
        textcoords="offset points",
        weight="bold",
        size=9.5,
        color=INK,
    )
    if unit:
        axes.annotate(
            unit,
            (0, 1),
            (0, 4),
            xycoords="axes fraction",
            textcoords="offset points",
            size=8,
            color=MUTED,
        )


def number_axis(axis: Any, ticks: int = 6) -> None:
    """Set round ticks with thousands separators."""
    axis.set_major_locator(MaxNLocator(ticks, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value)))


def title_of(text: str, width: float) -> tuple[str, float]:
    """Return the title with line breaks, and its size: two lines, or three small ones if need be.

    What a title says last (the price of what it says first) must not be cut off.
    """
    title, size = fit(text, width, TITLE_SIZES, "bold")
    if title.endswith("…"):
        return fit(text, width, TITLE_SIZES[-1:], "bold", most=3)
    return title, size


def size_inches(axes: Axes) -> tuple[float, float]:
    """Return width and height of what the axes frame."""
    return axes.bbox.width / axes.figure.dpi, axes.bbox.height / axes.figure.dpi


def day_number(day: pd.Timestamp) -> float:
    """Return where a date lies on an axis of dates."""
    return float(date2num(day))  # type: ignore[no-untyped-call]


def date_limits(first: pd.Timestamp, last: pd.Timestamp) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the ends of an axis of dates; a date that is alone stands in the middle of a week."""
    around = pd.Timedelta(days=0 if first < last else 3.5)
    return first - around, last + around


def date_axis(axes: Axes, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """Set ticks at dates inside the horizon, months or days, as many as the panel has room for."""
    days = (last - first).days
    most = min(6, max(2, int(axes.bbox.width / axes.figure.dpi / TICK_ROOM)))
    if days > 60:
        months = pd.date_range(first, last, freq="MS")
        every = next((step for step in (1, 2, 3, 6) if len(months) <= most * step), 12)
        ticks = [month for month in months if (month.month - 1) % every == 0]
        words = "%b\n%Y"
    else:
        ticks = list(pd.date_range(first, last, periods=min(most, 4, days + 1)).normalize())
        words = "%d %b\n%Y"
    labels = [tick.strftime(words).lstrip("0") for tick in ticks]
    axes.set_xticks([day_number(tick) for tick in ticks], labels)


def save(figure: Figure, folder: Path, name: str) -> list[Path]:
    """Write ``name.png`` and ``name.svg``, the same bytes every time for the same figure."""
    title = figure.get_suptitle().replace("\n", " ")
    paths = [own_file(folder / f"{name}{ending}") for ending in (".png", ".svg")]
    figure.savefig(paths[0], metadata={"Title": title, "Software": None})
    figure.savefig(paths[1], metadata={"Title": title, "Date": None, "Creator": "msssim"})
    return paths


def _tick(value: float) -> str:
    places = next(
        places for places in range(4) if places == 3 or isclose(value, round(value, places))
    )
    return number(value, places)
