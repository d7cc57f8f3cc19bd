"""What held up the next tranche: the share of weeks by cause, a bar a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.cells import cells
from msssim.analysis.findings import binding_phrase, telling_cell
from msssim.analysis.formatting import number
from msssim.analysis.summary import binding_shares
from msssim.views.layout import sheet
from msssim.views.selection import left_out_words
from msssim.views.style import CAUSE_COLOURS, INK, PAPER, ink_on
from msssim.views.text import clean, width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

ORDER = ("cash", "pledge", "court", "base", "airlift", "equipment", "council", "host", "none")
WORDS = {"none": "nothing", "pledge": "pledges", "court": "courts"}
WIDTH = 10.0
ROW = 0.36
SIZE = 8.0
MOST_CELLS = 40


def binding(result: Result) -> Figure:
    """Draw stacked bars of the binding constraint, causes named inside the bars."""
    shares = binding_shares(result)[list(ORDER)].iloc[:MOST_CELLS]
    names = [clean(label) for label in shares.index]
    left = max(width_inches(name, 9.0) for name in names) + 0.15
    figure, grid = sheet(
        result,
        _title(result),
        _subtitle(result, len(shares)),
        width=WIDTH,
        panel_height=ROW * len(shares) + 0.1,
        left=left,
        right=0.35,
        below=0.0,
        heading=0.3,
    )
    axes = grid[0, 0]
    inches = WIDTH - left - 0.35 - 0.3
    for row, (_, share) in enumerate(shares.iterrows()):
        _bar(axes, row, share, inches)
    _key(axes, shares, inches)
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", labelsize=9, labelcolor=INK)
    axes.set(xlim=(0, 1), ylim=(len(names) - 0.5, -0.5), xticks=[])
    axes.spines[:].set_visible(False)
    return figure


def _bar(axes: Axes, row: int, share: pd.Series, inches: float) -> None:
    start = 0.0
    for cause in ORDER:
        part = share[cause]
        colour = CAUSE_COLOURS[cause]
        axes.barh(row, part, left=start, height=0.78, color=colour, edgecolor=PAPER, lw=1.0)
        label = _label(cause, part, inches)
        if label:
            middle = start + part / 2
            axes.text(middle, row, label, ha="center", va="center", size=SIZE, color=ink_on(colour))
        start += part


def _label(cause: str, part: float, inches: float) -> str:
    """Return name and per cent where both fit, else the per cent, else nothing."""
    percent = number(100 * part, 0)
    for text in (_full_label(cause, part), percent):
        if part >= 0.005 and width_inches(text, SIZE) + 0.06 <= part * inches:
            return text
    return ""


def _full_label(cause: str, part: float) -> str:
    return f"{WORDS.get(cause, cause)} {number(100 * part, 0)} %"


def _key(axes: Axes, shares: pd.DataFrame, inches: float) -> None:
    """Name, over the bars, the causes that are too narrow to be named inside the first bar."""
    place = 0.0
    for cause in ORDER:
        part = shares[cause].iloc[0]
        if shares[cause].max() < 0.0005 or _label(cause, part, inches) == _full_label(cause, part):
            continue
        name = WORDS.get(cause, cause)
        colour = CAUSE_COLOURS[cause]
        axes.plot(place + 0.06 / inches, -0.72, "s", ms=6, color=colour, clip_on=False)
        axes.text(place + 0.16 / inches, -0.72, name, va="center_baseline", size=SIZE)
        place += (width_inches(name, SIZE) + 0.4) / inches


def _title(result: Result) -> str:
    shares = binding_shares(result)
    base = shares.index[0]
    if len(shares) == 1:
        return f"The next tranche was held up by {binding_phrase(shares.T[base])}"
    other = telling_cell(result, base)
    first, second = (binding_phrase(shares.T[cell].drop("none"), most=1) for cell in (base, other))
    return (
        f"Under “{clean(base)}” the next tranche was held up most by {first}; "
        f"under “{clean(other)}” by {second}"
    )


def _subtitle(result: Result, drawn: int) -> str:
    text = "What bound the next tranche, share of weeks, %: mean of the runs."
    return text + left_out_words(len(cells(result)), drawn)
