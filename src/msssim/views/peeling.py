"""The steps of a search by PRIM: how much each box covers, and how dense it is."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from msssim.analysis.discovery import Box, Discovery
from msssim.analysis.discovery.steps import Search, Standing
from msssim.analysis.discovery.words import headline
from msssim.analysis.formatting import number
from msssim.views.layout import number_axis, panel_heading, sheet
from msssim.views.style import FAINT, INK, MUTED, PAPER, VERMILLION, scale_for
from msssim.views.text import clean

if TYPE_CHECKING:
    from msssim.experiments import Result


CHOSEN = (
    "Ringed: the chosen box. Cross: that box on fresh runs, with 95 % intervals that count luck."
)
LONGEST_TITLE = 400


def title_of(found: Discovery) -> str:
    """Return the finding, printable whatever a user called a parameter."""
    return clean(headline(found), LONGEST_TITLE)


def peeling_figure(result: Result, found: Discovery) -> Figure:
    """Draw every box of the search by coverage and density, and the chosen one on fresh runs."""
    figure, grid = sheet(
        result,
        title_of(found),
        "A dot is a step of the search: how much of what is sought the box holds, and how much of "
        f"what it holds is sought, in the runs that were searched. {CHOSEN if found.fresh else ''}",
        width=10.0,
        panel_height=3.9,
        left=0.5,
        right=1.9,
        below=0.7,
    )
    axes = grid[0, 0]
    _steps(axes, found.search)
    if found.search.box is not None and found.fresh is not None:
        _ring(axes, found.search.box)
        _fresh(axes, found.fresh)
    axes.set_xlim(0, 102)
    axes.set_ylim(0, min(104, 1.12 * _highest(found)))
    number_axis(axes.xaxis)
    number_axis(axes.yaxis)
    axes.grid(lw=0.4)
    panel_heading(axes, "Density", "% of the runs in the box that meet the condition")
    axes.set_xlabel("Coverage, % of the runs that meet the condition that lie in the box", size=8)
    return figure


def _steps(axes: Axes, search: Search) -> None:
    """Draw the boxes, the darker the more parameters they limit; say where those become more."""
    coverage = [100 * box.coverage for box in search.boxes]
    density = [100 * box.density for box in search.boxes]
    limited = [len(box.paths) for box in search.boxes]
    axes.plot(coverage, density, color=FAINT, lw=1.0, zorder=1)
    look: dict[str, Any] = {"cmap": scale_for("high"), "norm": Normalize(-1, max(limited) + 1)}
    axes.scatter(coverage, density, c=limited, s=28, zorder=2, lw=0, **look)
    _note(axes, coverage[0], density[0], f"all runs {number(density[0], 0)} %", (8, -3))
    most = 0
    for place, box in enumerate(search.boxes):
        if limited[place] > most:
            most = limited[place]
            noun = "parameter" if most == 1 else "parameters"
            words = f"box {box.number}: {most} {noun} limited"
            _note(axes, coverage[place], density[place], words, (7, 4))


def _ring(axes: Axes, box: Box) -> None:
    look: dict[str, Any] = {"mfc": "none", "mec": INK, "mew": 1.6, "ms": 11, "zorder": 4}
    axes.plot(100 * box.coverage, 100 * box.density, "o", **look)
    _note(axes, 100 * box.coverage, 100 * box.density, f"box {box.number}", (8, 8), INK)


def _fresh(axes: Axes, fresh: Standing) -> None:
    """Draw the box on fresh runs, and how often the condition holds in all of these."""
    base = 100 * fresh.base.value
    axes.axhline(base, color=VERMILLION, lw=0.8, ls=(0, (4, 3)), zorder=0)
    _note(axes, 0, base, f"all fresh runs {number(base, 0)} %", (4, 3), VERMILLION)
    if isnan(fresh.coverage.value) or isnan(fresh.density.value):
        return
    x, y = 100 * fresh.coverage.value, 100 * fresh.density.value
    axes.plot([100 * fresh.coverage.low, 100 * fresh.coverage.high], [y, y], color=VERMILLION, lw=1)
    axes.plot([x, x], [100 * fresh.density.low, 100 * fresh.density.high], color=VERMILLION, lw=1)
    axes.plot(x, y, "X", color=VERMILLION, ms=9, mec=PAPER, zorder=5)
    _note(axes, x, y, "fresh runs", (8, -13), VERMILLION)


def _highest(found: Discovery) -> float:
    drawn = [100 * box.density for box in found.search.boxes]
    if found.fresh is not None and not isnan(found.fresh.density.high):
        drawn.append(100 * found.fresh.density.high)
    return max(drawn)


def _note(
    axes: Axes, x: float, y: float, words: str, offset: tuple[int, int], colour: str = MUTED
) -> None:
    axes.annotate(words, (x, y), offset, textcoords="offset points", size=8, color=colour)
