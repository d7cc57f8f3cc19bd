"""The region that scenario discovery found: the peeling, the limits, the fresh runs, the points.

Two figures. ``discovery_peeling`` shows every step of the search, coverage against density, and
where the chosen one stands on fresh runs. ``discovery_box`` shows the limits along each parameter
and the fresh points in the plane of the two that matter most.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from msssim.analysis.discovery import Box, Discovery, Limit, Verdict
from msssim.analysis.discovery.parameters import Parameter
from msssim.analysis.discovery.search import Search, Standing
from msssim.analysis.discovery.words import headline, limit_in_words
from msssim.analysis.wording import number
from msssim.views.sheet import number_axis, panel_heading, save, sheet
from msssim.views.style import BLUE, FAINT, INK, MUTED, PAPER, VERMILLION, drawing, scale_for
from msssim.views.text import clean, width_inches, wrap

if TYPE_CHECKING:
    from msssim.experiments import Result

ROW = 0.46
LABEL_SIZE = 9.0
LABEL_WIDTH = 2.6
FEWEST_ROWS = 6
"""Parameters that are shown at least, limited or not, so that a reader sees what was free."""


def write_discovery(result: Result, found: Discovery, folder: str | Path) -> list[Path]:
    """Write both figures as PNG and SVG; return the paths."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with drawing():
        figures = {
            "discovery_peeling": peeling_figure(result, found),
            "discovery_box": box_figure(result, found),
        }
        return [path for name, figure in figures.items() for path in save(figure, folder, name)]


def peeling_figure(result: Result, found: Discovery) -> Figure:
    """Draw every box of the search by coverage and density, and the chosen one on fresh runs."""
    figure, grid = sheet(
        result,
        headline(found),
        "Each dot is a step of the search, on the runs that were searched: how much of what is "
        "sought the box holds, and how much of what it holds is sought. Ringed: the chosen box. "
        "Cross: the same box on fresh runs, with 95 % intervals in which luck counts.",
        width=8.0,
        panel_height=4.2,
        left=0.6,
        below=0.7,
        heading=0.5,
    )
    axes = grid[0, 0]
    _steps(axes, found.search)
    if found.fresh is not None and found.search.box is not None:
        _chosen(axes, found.search.box, found.fresh)
    axes.set_xlim(-2, 104)
    axes.set_ylim(0, min(104, 1.15 * _highest(found)))
    number_axis(axes.xaxis)
    number_axis(axes.yaxis)
    axes.grid(lw=0.4)
    panel_heading(axes, "Density", "% of the runs in the box that meet the condition")
    axes.set_xlabel("Coverage, % of the runs that meet the condition that lie in the box", size=8)
    return figure


def box_figure(result: Result, found: Discovery) -> Figure:
    """Draw the limits of the chosen box, and the fresh points in its first two parameters."""
    shown = _shown(found.search)
    labels = [_label(found.search.parameters[path]) for path in shown]
    figure, grid = sheet(
        result,
        headline(found),
        "Left: each bar is the range that was sampled, its blue part the box; in brackets the "
        "quasi-p-value, how likely so dense a box is without that limit. Right: points of the "
        "fresh runs, which the search never saw; the darker, the more of a point's runs meet the "
        "condition.",
        width=11.5,
        columns=2,
        panel_height=max(3.6, ROW * len(shown)),
        left=LABEL_WIDTH + 0.1,
        gaps=(1.0, 0.8),
        below=0.75,
        heading=0.5,
    )
    _limits(grid[0, 0], found, shown, labels)
    _scatter(grid[0, 1], found, shown[0], shown[1])
    return figure


def _steps(axes: Axes, search: Search) -> None:
    coverage = [100 * box.coverage for box in search.boxes]
    density = [100 * box.density for box in search.boxes]
    limited = [len(box.paths) for box in search.boxes]
    axes.plot(coverage, density, color=FAINT, lw=1.0, zorder=1)
    look: dict[str, Any] = {"cmap": scale_for("high"), "norm": Normalize(-1, max(limited) + 1)}
    axes.scatter(coverage, density, c=limited, s=28, zorder=2, lw=0, **look)
    for place, box in enumerate(search.boxes):
        if place == 0 or limited[place] == limited[place - 1]:
            continue
        words = "1 parameter" if limited[place] == 1 else f"{limited[place]} parameters"
        _note(axes, coverage[place], density[place], f"box {box.number}: {words} limited", (6, 5))
    _note(axes, coverage[0], density[0], "all runs", (-4, -13), align="right")


def _chosen(axes: Axes, box: Box, fresh: Standing) -> None:
    ring: dict[str, Any] = {"mfc": "none", "mec": INK, "mew": 1.6, "ms": 11, "zorder": 4}
    axes.plot(100 * box.coverage, 100 * box.density, "o", **ring)
    if np.isnan(fresh.coverage.value):
        return
    x, y = 100 * fresh.coverage.value, 100 * fresh.density.value
    axes.plot([100 * fresh.coverage.low, 100 * fresh.coverage.high], [y, y], color=VERMILLION, lw=1)
    axes.plot([x, x], [100 * fresh.density.low, 100 * fresh.density.high], color=VERMILLION, lw=1)
    axes.plot(x, y, "X", color=VERMILLION, ms=9, mec=PAPER, zorder=5)
    _note(axes, x, y, "fresh runs", (8, -13), colour=VERMILLION)
    base = 100 * fresh.base.value
    axes.axhline(base, color=VERMILLION, lw=0.8, ls=(0, (4, 3)), zorder=0)
    words = f"all fresh runs {number(base, 0)} %"
    _note(axes, -1, base, words, (2, 3), colour=VERMILLION)


def _highest(found: Discovery) -> float:
    drawn = [100 * box.density for box in found.search.boxes]
    if found.fresh is not None and not np.isnan(found.fresh.density.high):
        drawn.append(100 * found.fresh.density.high)
    return max(drawn)


def _note(
    axes: Axes,
    x: float,
    y: float,
    words: str,
    offset: tuple[int, int],
    *,
    colour: str = MUTED,
    align: str = "left",
) -> None:
    axes.annotate(words, (x, y), offset, textcoords="offset points", size=8, color=colour, ha=align)


def _shown(search: Search) -> list[str]:
    """Return the parameters to show: what the box limits, what the tree cuts, then the others."""
    limited = search.box.paths if search.box else []
    listed = dict.fromkeys([*limited, *search.tree.cuts["path"], *search.cases.parameters])
    return list(listed)[: max(FEWEST_ROWS, len(limited))]


def _label(parameter: Parameter) -> str:
    name = clean(parameter.name, 80)
    lines = wrap(name[:1].upper() + name[1:], LABEL_WIDTH, LABEL_SIZE)
    return "\n".join(lines[:2])


def _limits(axes: Axes, found: Discovery, shown: list[str], labels: list[str]) -> None:
    search = found.search
    for row, path in enumerate(shown):
        values = search.cases.parameters[path]
        least, most = values.min(), values.max()
        limits = [each for each in search.box.limits if each.path == path] if search.box else []
        _bar(axes, row, search.parameters[path], (least, most), limits)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(len(shown) - 0.45, -0.75)
    axes.set_yticks(range(len(shown)), labels, color=INK, size=LABEL_SIZE)
    axes.set_xticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    panel_heading(axes, "The box among what was sampled" if search.box else "What was sampled")


def _bar(
    axes: Axes, row: int, parameter: Parameter, ends: tuple[float, float], limits: list[Limit]
) -> None:
    """Draw a range from 0 to 1, the part of it in the box, and the limits in words."""
    least, most = ends
    width = (most - least) or 1.0
    axes.barh(row, 1.0, height=0.26, color=FAINT, zorder=1)
    small: dict[str, Any] = {"size": 7.5, "color": MUTED, "va": "top"}
    axes.text(0, row + 0.17, parameter.number(least), ha="left", **small)
    axes.text(1, row + 0.17, parameter.amount(most), ha="right", **small)
    if not limits:
        return
    placed = {limit.side: (limit.value - least) / width for limit in limits}
    low, high = placed.get("above", 0.0), placed.get("below", 1.0)
    axes.barh(row, high - low, left=low, height=0.26, color=BLUE, zorder=2)
    words = " and ".join(
        f"{limit_in_words(limit, parameter)} ({_chance(limit.quasi_p)})" for limit in limits
    )
    inches = axes.bbox.width / axes.figure.dpi
    room = width_inches(words, 8.0) / inches
    middle = min(max((low + high) / 2, room / 2), 1 - room / 2)
    axes.text(middle, row - 0.17, words, ha="center", va="bottom", size=8, color=INK)


def _chance(quasi_p: float) -> str:
    return "< 0.001" if quasi_p < 0.001 else f"{quasi_p:.3f}".rstrip("0")


def _scatter(axes: Axes, found: Discovery, across: str, up: str) -> None:
    """Draw the fresh points in the plane of two parameters, and the box in it."""
    cases, parameters = found.fresh_cases, found.search.parameters
    points = cases.parameters[[across, up]].assign(hit=cases.hit).groupby(cases.point).mean()
    points = points.sort_values("hit", kind="stable")
    x, y = (points[path] * parameters[path].scale for path in (across, up))
    axes.scatter(
        x, y, c=points["hit"], cmap=scale_for("low"), vmin=0, vmax=max(points["hit"].max(), 0.01),
        s=22, lw=0.3, edgecolors="#B0846A",
    )  # fmt: skip
    for axis, path, set_label in (
        (axes.xaxis, across, axes.set_xlabel),
        (axes.yaxis, up, axes.set_title),
    ):
        number_axis(axis, 5)
        if set_label is axes.set_xlabel:
            axes.set_xlabel(_axis_words(parameters[path]), size=8)
    panel_heading(
        axes, clean(_axis_name(parameters[up]), 60), parameters[up].shown_unit or "no unit"
    )
    if found.search.box is not None:
        _frame(axes, found, (across, up))


def _frame(axes: Axes, found: Discovery, paths: tuple[str, str]) -> None:
    """Draw the box as far as it limits the two parameters."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    ends = {paths[0]: [left, right], paths[1]: [bottom, top]}
    for limit in found.search.box.limits if found.search.box else ():
        if limit.path in ends:
            place = 0 if limit.side == "above" else 1
            ends[limit.path][place] = limit.value * found.search.parameters[limit.path].scale
    (x0, x1), (y0, y1) = ends[paths[0]], ends[paths[1]]
    dashes = "-" if found.verdict is not Verdict.FAILED else (0, (4, 3))
    axes.add_patch(
        Rectangle((x0, y0), x1 - x0, y1 - y0, fill=False, ec=BLUE, lw=2.0, ls=dashes, zorder=3)
    )
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top)


def _axis_name(parameter: Parameter) -> str:
    return parameter.name[:1].upper() + parameter.name[1:]


def _axis_words(parameter: Parameter) -> str:
    unit = f", {parameter.shown_unit}" if parameter.shown_unit else ""
    return clean(f"{_axis_name(parameter)}{unit}", 70)
