"""What gangs do around the mandate's dates: shares of the three postures over time, a panel a cell.

Two strips under each panel say how sure the mandate and the mission are: the darker, the larger the
share of runs in which the mandate is in force, or somebody is in theatre.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from msssim.analysis.cells import cells
from msssim.analysis.formatting import change, number
from msssim.analysis.postures import MandateDates, change_at, mandate_dates, posture_shares
from msssim.views.fans import MOST_PANELS, by_lever
from msssim.views.layout import date_axis, date_limits, day_number, panel_heading, sheet
from msssim.views.selection import left_out_words, most_telling
from msssim.views.style import INK, MUTED, PAPER, PURPLE, YELLOW
from msssim.views.text import clean, spread, width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

LOW = "low_profile_share"
WORDS = {LOW: "lie low", "relocate_share": "relocate", "confront_share": "confront"}
COLOURS = {LOW: PURPLE, "relocate_share": YELLOW, "confront_share": "#D2D2D2"}
REST = "others"
STRIPS = {"mandate_in_force": "mandate", "deployed": "mission"}
SURENESS = LinearSegmentedColormap.from_list("sureness", ["#F1F1F1", "#00507D"])
STRIP, GAP = 6.0, 3.5
"""Height of a strip, and room over it, in the units of the vertical axis: per cent."""

LABEL_SIZE = 8.0


def can_draw_postures(result: Result) -> bool:
    """Whether the share of gangs that lie low was recorded."""
    return LOW in result.columns("series")


def postures(result: Result) -> Figure:
    """Draw the shares of postures as areas, with the mandate's dates as lines."""
    shares = posture_shares(result)
    dates = shares.index.get_level_values("date")
    telling = most_telling(shares[LOW].groupby("cell", observed=True).mean(), MOST_PANELS)
    shown = [cell for cell in by_lever(result) if cell.label in telling]
    columns = 1 if len(shown) == 1 else 2 if len(shown) in (2, 4) else 3
    rows = -(-len(shown) // columns)
    room = max(width_inches(f"{word} 100 %", LABEL_SIZE) for word in (*WORDS.values(), "mandate"))
    figure, grid = sheet(
        result,
        _title(result, shares),
        _subtitle(result, len(shown)),
        rows=rows,
        columns=columns,
        panel_height=3.4 if rows == 1 else 2.3 if rows == 2 else 1.75,
        left=0.4,
        right=room + 0.2,
        gaps=(room + 0.5, 0.95),
        heading=0.5,
        sharex=True,
        sharey=True,
    )
    for place, (axes, cell) in enumerate(zip(grid.flat, shown, strict=False)):
        own = pd.DataFrame(shares.loc[cell.label])
        _areas(axes, own)
        _strips(axes, own)
        _mandate(axes, mandate_dates(result, cell), own.index, named=place == 0 and columns < 3)
        axes.tick_params(labelbottom=True, labelleft=True)
        axes.spines["left"].set_visible(False)
        panel_heading(axes, clean(cell.label, 34), "share of gangs, %")
    for axes in grid.flat[len(shown) :]:
        axes.set_visible(False)
    first = grid.flat[0]
    drawn = sum(name in shares for name in STRIPS)
    first.set(ylim=(-drawn * (STRIP + GAP), 100), yticks=[0, 25, 50, 75, 100])
    first.set_xlim(*date_limits(dates.min(), dates.max()))
    date_axis(first, dates.min(), dates.max())
    for axes, cell in zip(grid.flat, shown, strict=False):
        _name_areas(axes, pd.DataFrame(shares.loc[cell.label]))
    return figure


def _parts(own: pd.DataFrame) -> dict[str, pd.Series]:
    """Return per cents from the bottom to the top; what was not recorded is the rest."""
    held = [name for name in WORDS if name in own]
    if len(held) == 2:
        missing = next(name for name in WORDS if name not in held)
        own = own.assign(**{missing: 1 - own[held].sum(axis=1)})
        held = list(WORDS)
    parts = {name: 100 * own[name] for name in held}
    return parts if len(held) == len(WORDS) else {**parts, REST: 100 - 100 * own[LOW]}


def _areas(axes: Axes, own: pd.DataFrame) -> None:
    below = pd.Series(0.0, index=own.index)
    for name, part in _parts(own).items():
        top = below + part
        colour = COLOURS.get(name, COLOURS["confront_share"])
        axes.fill_between(own.index, below, top, color=colour, lw=0)
        axes.plot(own.index, top, color=PAPER, lw=0.8)
        below = top


def _name_areas(axes: Axes, own: pd.DataFrame) -> None:
    """Name the areas and strips at their right end, each area with its mean over time."""
    parts = _parts(own)
    ends = [part.iloc[-1] for part in parts.values()]
    middles = [sum(ends[:place]) + end / 2 for place, end in enumerate(ends)]
    words = [f"{WORDS.get(name, REST)} {number(part.mean(), 0)} %" for name, part in parts.items()]
    low, high = axes.get_ylim()
    inches = axes.bbox.height / axes.figure.dpi
    for place, text in zip(
        spread(middles, 0.16 * (high - low) / inches, 4.0, 96.0), words, strict=True
    ):
        _beside(axes, place, text, INK)
    for row, name in enumerate(name for name in STRIPS if name in own):
        _beside(axes, -(row + 0.5) * (STRIP + GAP) - GAP / 2, STRIPS[name], MUTED)


def _beside(axes: Axes, height: float, text: str, colour: str) -> None:
    axes.annotate(
        text,
        (1, height),
        (5, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        size=LABEL_SIZE,
        color=colour,
        annotation_clip=False,
    )


def _strips(axes: Axes, own: pd.DataFrame) -> None:
    days = [day_number(day) for day in own.index]
    widths = np.diff(days, prepend=days[0] - (days[-1] - days[0]) / max(len(days) - 1, 1))
    edges = [days[0] - widths[0], *days]
    for row, name in enumerate(name for name in STRIPS if name in own):
        top = -row * (STRIP + GAP) - GAP
        axes.pcolormesh(
            edges,
            [top - STRIP, top],
            own[[name]].to_numpy(dtype=float).T,
            cmap=SURENESS,
            vmin=0,
            vmax=1,
        )


def _mandate(axes: Axes, dates: MandateDates | None, days: pd.Index, *, named: bool) -> None:
    """Mark the ends of the mandate and its reviews, the first of each by name if ``named``."""
    if dates is None:
        return
    first, last = days[0].date(), days[-1].date()
    ends = [day for day in dates.ends_until(last) if day >= first]
    reviews = [day for day in dates.reviews_until(last) if day >= first]
    for day in ends:
        axes.vlines(day_number(pd.Timestamp(day)), 0, 100, color=INK, lw=1.0)
    for day in reviews:
        axes.vlines(day_number(pd.Timestamp(day)), 0, 100, color=INK, lw=0.8, ls=(0, (1, 2)))
    if named and ends:
        _name_line(axes, ends[0], "mandate ends", 93)
    if named and reviews:
        _name_line(axes, reviews[0], "review", 84)


def _name_line(axes: Axes, day: date, text: str, height: float) -> None:
    axes.annotate(
        text, (day, height), (3, 0), textcoords="offset points", size=7.5, va="center", color=INK
    )


def _title(result: Result, shares: pd.DataFrame) -> str:
    means = shares[LOW].groupby("cell", observed=True).mean()
    several = len(means) > 1
    least, most = str(means.idxmin()), str(means.idxmax())
    lows = [number(100 * means[cell], 0) for cell in (least, most)]
    if several and least == most:
        leading = f"Gangs that lie low: {lows[0]} % in every cell"
    elif several:
        leading = (
            f"Gangs that lie low: {lows[0]} % under “{clean(least)}”, {lows[1]} % under "
            f"“{clean(most)}”"
        )
    else:
        leading = f"On average {lows[0]} % of gangs lie low"
    ends = {cell.label: mandate_dates(result, cell) for cell in cells(result)}
    day = next((known.ends_on for known in ends.values() if known), None)
    if day is None:
        return leading
    alike = [label for label, known in ends.items() if known and known.ends_on == day]
    moves = change_at(result, day, confidence=1 - 0.05 / len(alike))
    moves = moves[moves.index.isin(alike)]  # of the others, no mandate ends on that day
    if moves.empty:
        return leading
    when = f"around the mandate's end on {day.day} {day:%B %Y}"
    told = moves[(moves["low"] > 0) | (moves["high"] < 0)]
    if told.empty:
        where = "in no cell by an amount" if several else "by nothing"
        return f"{leading}; {when} that changes {where} that can be told from zero"
    cell = str(told["difference"].abs().idxmax())
    difference, low, high = (float(told[part][cell]) for part in ("difference", "low", "high"))
    moved = change(difference, low, high, LOW)
    where = f", most under “{clean(cell)}”" if several else ""
    return f"{leading}; {when} it changes by {moved}{where}"


def _subtitle(result: Result, drawn: int) -> str:
    text = (
        "Means of the runs; per cents are over the whole time. Solid lines: the mandate's end "
        "and, if renewed, the ends of its terms; dotted: reviews. Strips: share of runs with the "
        "mandate in force, with somebody in theatre (darker: more)."
    )
    return text + left_out_words(len(cells(result)), drawn)
