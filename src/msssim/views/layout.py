"""The layout that every figure shares: a title that says the finding, panels, a footer.

All measures are in inches, so that text takes the room it needs whatever the size of the figure.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from msssim.text import text
from msssim.views.style import INK, MUTED
from msssim.views.text import fit, spread, width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

EDGE = 0.3
TICK_ROOM = 0.4
TITLE_SIZES = (13.0, 12.0, 11.0, 10.0)
LINE = {13.0: 0.235, 12.0: 0.22, 11.0: 0.2, 10.0: 0.185, 9.0: 0.165, 8.0: 0.15}
LABEL_SIZE = 8.5
DOT = "  ·  "


def framed_figure(
    title: str,
    subtitle: str,
    foot: str,
    *,
    width: float = 10.0,
    body: float = 0.0,
    height: float | None = None,
) -> tuple[Figure, float]:
    """Return a figure with title, subtitle and footer, and where its body begins.

    Parameters
    ----------
    title, subtitle, foot : str
        The finding; how to read the figure, which may be empty; and where the numbers are from.
    width, body : float
        Inches: of the figure, and below its head.
    height : float, optional
        Inches of the whole figure, instead of ``body``.

    Returns
    -------
    Figure, inches from its lower edge to its head
    """
    inner = width - 2 * EDGE
    title, size = title_of(title, inner)
    subtitle, small = fit(subtitle, inner, (9.0, 8.0))
    below_title = EDGE + LINE[size] * (title.count("\n") + 1) + 0.08
    head = below_title + LINE[small] * (subtitle.count("\n") + 1)
    height = head + body if height is None else height
    figure = Figure(figsize=(width, height))
    left: dict[str, Any] = {"x": EDGE / width, "ha": "left"}
    figure.suptitle(
        title, y=1 - EDGE / height, va="top", size=size, weight="bold", linespacing=1.25, **left
    )
    quiet: dict[str, Any] = {"color": MUTED, **left}
    figure.text(
        y=1 - below_title / height, s=subtitle, va="top", size=small, linespacing=1.3, **quiet
    )
    figure.text(y=0.17 / height, s=foot, size=7.5, **quiet)
    return figure, height - head


def panel_figure(
    result: Result,
    title: str,
    subtitle: str,
    panels: int = 1,
    *,
    columns: int = 1,
    width: float = 10.0,
    panel_height: float = 3.4,
    left: float = 0.75,
    right: float = 0.3,
    below: float = 0.45,
    gaps: tuple[float, float] = (0.4, 0.8),
    heading: float = 0.5,
    **options: Any,
) -> tuple[Figure, list[Axes]]:
    """Lay out title, subtitle, panels and footer.

    Parameters
    ----------
    title, subtitle : str
        The finding, and how to read the figure; each is fitted to at most two lines.
    panels, columns : int
        How many panels there are, and how many beside each other.
    width, panel_height, left, right, below, heading : float
        Inches: of the figure, of one panel, beside, under and over the panels.
    gaps : (float, float)
        Inches between panels, across and down.
    **options
        For ``Figure.subplots``, such as ``sharey``.

    Returns
    -------
    Figure, its panels row by row
    """
    columns = min(columns, panels)
    rows = -(-panels // columns)
    body = heading + rows * panel_height + (rows - 1) * gaps[1] + below + 0.4
    figure, top = framed_figure(title, subtitle, footer(result), width=width, body=body)
    panel = (width - EDGE - left - right - (columns - 1) * gaps[0]) / columns
    height = figure.get_figheight()
    room = {
        "left": (EDGE + left) / width,
        "right": 1 - right / width,
        "top": (top - heading) / height,
        "bottom": (below + 0.4) / height,
        "wspace": gaps[0] / panel,
        "hspace": gaps[1] / panel_height,
    }
    grid = figure.subplots(rows, columns, squeeze=False, gridspec_kw=room, **options)
    axes = list(grid.flat)
    for unused in axes[panels:]:
        unused.set_visible(False)
    return figure, axes[:panels]


def row_figure(
    result: Result,
    title: str,
    subtitle: str,
    names: Sequence[str],
    panels: int = 1,
    *,
    columns: int = 1,
    row: float = 0.26,
    size: float = LABEL_SIZE,
    **layout: Any,
) -> tuple[Figure, list[Axes]]:
    """Lay out panels whose rows have names, which stand at the left of the first panel.

    Row ``k`` from the top lies at ``y = k``. ``row`` is its height in inches, ``size`` that of the
    names in points; ``layout`` is that of :func:`panel_figure`.
    """
    height = max(row * len(names), 0.5)
    beside = max(width_inches(name, size) for name in names) + 0.12
    figure, axes = panel_figure(
        result, title, subtitle, panels, columns=columns, panel_height=height,
        **{"left": beside, **layout},
    )  # fmt: skip
    for place, panel in enumerate(axes):
        panel.set_yticks(range(len(names)), names if place % columns == 0 else [])
        panel.tick_params(axis="y", labelsize=size, labelcolor=INK)
        panel.set_ylim(len(names) - 0.4, -0.6)
        panel.spines["left"].set_visible(False)
    return figure, axes


def write_beside(
    axes: Axes, y: float, words: str, *, size: float = 8.0, colour: str = INK, gap: float = 6.0
) -> None:
    """Write words at the right of the axes, at a height in units of the data."""
    axes.annotate(
        words, (1, y), (gap, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
        va="center", size=size, color=colour, annotation_clip=False,
    )  # fmt: skip


def name_ends(
    axes: Axes, ends: Sequence[tuple[Any, float, str, str]], *, size: float = LABEL_SIZE
) -> None:
    """Write beside the axes what lines are, each led to from its end, none over another.

    ``ends`` are place across and up, words, and colour of the lead; no colour draws none.
    """
    width, height = size_inches(axes)
    low, high = axes.get_ylim()
    gap = (high - low) * 1.4 * size / 72 / height
    beside = 1 + (0.12 if any(colour for *_, colour in ends) else 0.06) / width
    places = spread([y for _, y, *_ in ends], gap, low + gap / 2, high - gap / 4)
    for (x, y, words, colour), place in zip(ends, places, strict=True):
        lead = {"arrowstyle": "-", "color": colour, "lw": 0.7, "shrinkA": 1, "shrinkB": 0}
        axes.annotate(
            words, (x, y), (beside, place), textcoords=("axes fraction", "data"), va="center",
            size=size, color=INK, annotation_clip=False,
            arrowprops={**lead, "relpos": (0, 0.5)} if colour else None,
        )  # fmt: skip


def write_direction(axes: Axes, left: str = "", right: str = "") -> None:
    """Say under the ends of the horizontal axis what its directions mean."""
    for place, words in ((0, f"← {left}" if left else ""), (1, f"{right} →" if right else "")):
        axes.annotate(
            words, (place, 0), (0, -22), xycoords="axes fraction", textcoords="offset points",
            ha=("left", "right")[place], va="top", size=7.5, color=MUTED,
        )  # fmt: skip


def sheet(
    result: Result, title: str, subtitle: str, *, rows: int = 1, columns: int = 1, **layout: Any
) -> tuple[Figure, np.ndarray]:
    """Lay out a grid of panels, of shape (rows, columns); see :func:`panel_figure`."""
    figure, axes = panel_figure(result, title, subtitle, rows * columns, columns=columns, **layout)
    return figure, np.array(axes, dtype=object).reshape(rows, columns)


def footer(result: Result) -> str:
    """Return version, date of knowledge, how many runs stand behind each cell, how many failed."""
    manifest = result.manifest
    start = date.fromisoformat(str(manifest["start"]))
    runs, failed = manifest["replications"], len(result.failed)
    if manifest["uncertainties"]:
        samples = result.outcomes().groupby(manifest["uncertainties"]).ngroups
        behind = text(f"figures.samples.{_streams(manifest)}", samples=samples, count=runs)
    else:
        behind = text("figures.paired" if len(cells(result)) > 1 else "common.runs", count=runs)
    parts = [
        text("figures.version", version=manifest["msssim"]),
        known_or_begun(start, elsewhere=plays_elsewhere(manifest)),
        behind,
    ]
    if failed:
        parts.append(text("figures.failed", count=failed))
    return DOT.join(parts)


def known_or_begun(start: date, *, elsewhere: bool) -> str:
    """Return of what day the numbers are; a theatre of one's own states the day it begins alone."""
    return text(f"figures.{'starts' if elsewhere else 'known'}", date=long_date(start))


def long_date(day: date) -> str:
    """Return ``12 June 2024``."""
    return f"{day.day} {day:%B %Y}"


def _streams(manifest: dict[str, Any]) -> str:
    """Return whether samples share their random streams: ``common`` or ``independent``."""
    design = (manifest["experiment"] or {}).get("design", {})
    return str(design.get("random_numbers", "common"))


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


def title_of(finding: str, width: float) -> tuple[str, float]:
    """Return the title with line breaks, and its size: two lines, or three small ones if need be.

    What a title says last (the price of what it says first) must not be cut off.
    """
    title, size = fit(finding, width, TITLE_SIZES, "bold")
    if title.endswith("…"):
        return fit(finding, width, TITLE_SIZES[-1:], "bold", most=3)
    return title, size


def size_inches(axes: Axes) -> tuple[float, float]:
    """Return width and height of what the axes frame."""
    return axes.bbox.width / axes.figure.dpi, axes.bbox.height / axes.figure.dpi


def day_number(day: pd.Timestamp) -> float:
    """Return where a date lies on an axis of dates."""
    return float(date2num(day))  # type: ignore[no-untyped-call]


def date_limits(first: pd.Timestamp, last: pd.Timestamp) -> tuple[float, float]:
    """Return the ends of an axis of dates; a date that is alone stands in the middle of a week."""
    around = 0.0 if first < last else 3.5
    return day_number(first) - around, day_number(last) + around


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
