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
from msssim.text import text
from msssim.views.layout import row_figure, size_inches
from msssim.views.selection import left_out_words
from msssim.views.style import PAPER, constraint_colours, ink_on
from msssim.views.text import clean, width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

ORDER = ("cash", "pledge", "court", "base", "airlift", "equipment", "council", "host")
"""Causes from the left; others follow, and last the weeks in which nothing bound."""

SIZE = 8.0
MOST_CELLS = 40


def binding(result: Result) -> Figure:
    """Draw stacked bars of the binding constraint, causes named inside the bars."""
    shares = binding_shares(result)
    shares = shares[causes_in_order()].iloc[:MOST_CELLS]
    left_out = left_out_words(len(cells(result)), len(shares))
    figure, (axes,) = row_figure(
        result, _title(result), text("figures.binding.reading") + left_out,
        [clean(str(label)) for label in shares.index], row=0.36, size=9.0, right=0.35, below=0.0,
        heading=0.3,
    )  # fmt: skip
    axes.set(xlim=(0, 1), xticks=[])
    axes.spines[:].set_visible(False)
    width, _ = size_inches(axes)
    for row, (_, share) in enumerate(shares.iterrows()):
        _bar(axes, row, share, width)
    _key(axes, shares, width)
    return figure


def causes_in_order() -> list[str]:
    """Return everything that can bind, in the order of the bars."""
    others = [name for name in constraint_colours() if name not in (*ORDER, "none")]
    return [*ORDER, *others, "none"]


def cause_name(cause: str) -> str:
    """Return what a cause is called."""
    return text(f"figures.constraint.{cause}")


def _bar(axes: Axes, row: int, share: pd.Series, width: float) -> None:
    start = 0.0
    for cause, colour in ((cause, constraint_colours()[cause]) for cause in causes_in_order()):
        part = float(share[cause])
        axes.barh(row, part, left=start, height=0.78, color=colour, edgecolor=PAPER, lw=1.0)
        label = _label(cause, part, width)
        axes.text(
            start + part / 2, row, label, ha="center", va="center", size=SIZE, color=ink_on(colour)
        )
        start += part


def _label(cause: str, part: float, width: float) -> str:
    """Return name and per cent where both fit, else the per cent, else nothing."""
    percent = number(100 * part, 0)
    for words in (f"{cause_name(cause)} {percent} %", percent):
        if part >= 0.005 and width_inches(words, SIZE) + 0.06 <= part * width:
            return words
    return ""


def _key(axes: Axes, shares: pd.DataFrame, width: float) -> None:
    """Name, over the bars, the causes that are too narrow to be named inside the first bar."""
    place = 0.0
    for cause in causes_in_order():
        name = cause_name(cause)
        is_named = _label(cause, float(shares[cause].iloc[0]), width).startswith(name)
        if shares[cause].max() < 0.0005 or is_named:
            continue
        colour = constraint_colours()[cause]
        axes.plot(place + 0.06 / width, -0.72, "s", ms=6, color=colour, clip_on=False)
        axes.text(place + 0.16 / width, -0.72, name, va="center_baseline", size=SIZE)
        place += (width_inches(name, SIZE) + 0.4) / width


def _title(result: Result) -> str:
    shares = binding_shares(result)
    base = shares.index[0]
    if len(shares) == 1:
        return text("figures.binding.one", causes=binding_phrase(shares.T[base]))
    other = telling_cell(result, base)
    first, second = (binding_phrase(shares.T[cell].drop("none"), most=1) for cell in (base, other))
    return text(
        "figures.binding.several", base=clean(base), first=first, other=clean(other), second=second
    )
