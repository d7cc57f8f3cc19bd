"""The region that scenario discovery found: its limits, its shares, the points in its plane."""

from __future__ import annotations

from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from msssim.analysis.discovery import Discovery, Limit, Verdict
from msssim.analysis.discovery.parameters import Parameter
from msssim.analysis.discovery.steps import Search, Standing
from msssim.analysis.discovery.words import limit_in_words
from msssim.analysis.formatting import number
from msssim.views.layout import number_axis, panel_heading, save, sheet, size_inches
from msssim.views.peeling import peeling_figure, title_of
from msssim.views.style import BLUE, FAINT, INK, MUTED, VERMILLION, drawing, scale_for
from msssim.views.text import clean, fit, width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

ROW = 0.46
LABEL_SIZE = 9.0
LABEL_WIDTH = 2.6
FEWEST_ROWS = 6
"""Parameters that are shown at least, limited or not, so that a reader sees what was free."""

SHARES = {"In the box": "density", "In all runs": "base", "Coverage": "coverage"}


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


def box_figure(result: Result, found: Discovery) -> Figure:
    """Draw the limits of the chosen box, its shares, and the points in its first two parameters."""
    shown = _shown(found.search)
    kind = "searched" if found.fresh_cases is None else "fresh"
    figure, grid = sheet(
        result,
        title_of(found),
        "Left: a bar is the range that was sampled, its blue part the box; in brackets the "
        "quasi-p-value, the chance of so dense a box if that limit made no difference. Middle: 95 "
        f"% intervals that count luck. Right: a dot is a point of the {kind} runs, the darker the "
        "more of its runs meet the condition.",
        width=13.0,
        columns=3,
        width_ratios=(1.35, 0.75, 1.25),
        panel_height=max(3.3, ROW * len(shown)),
        left=LABEL_WIDTH + 0.1,
        gaps=(1.0, 0.8),
        below=0.75,
        heading=0.55,
    )
    limits, shares, points = grid[0]
    _limits(limits, found.search, shown)
    if found.search.seen is None or found.fresh is None:
        shares.set_visible(False)
    else:
        _shares(shares, found.search.seen, found.fresh)
    _points(points, found, shown[0], shown[1 % len(shown)])
    return figure


def _shown(search: Search) -> list[str]:
    """Return the parameters to show: what the box limits, what the tree cuts, then the others."""
    limited = search.box.paths if search.box else []
    listed = dict.fromkeys([*limited, *search.tree.cuts["path"], *search.cases.parameters])
    return [str(path) for path in listed][: max(FEWEST_ROWS, len(limited))]


def _limits(axes: Axes, search: Search, shown: list[str]) -> None:
    for row, path in enumerate(shown):
        limits = [each for each in search.box.limits if each.path == path] if search.box else []
        _bar(axes, row, search.parameters[path], search.cases.parameters[path], limits)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(len(shown) - 0.45, -0.75)
    labels = [
        fit(clean(_capital(search.parameters[path].name), 80), LABEL_WIDTH, (LABEL_SIZE,))[0]
        for path in shown
    ]
    axes.set_yticks(range(len(shown)), labels, color=INK, size=LABEL_SIZE)
    axes.set_xticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    panel_heading(axes, "The box among what was sampled" if search.box else "What was sampled")


def _bar(
    axes: Axes, row: int, parameter: Parameter, sampled: pd.Series, limits: list[Limit]
) -> None:
    """Draw a range from 0 to 1, the part of it in the box, and the limits in words over it."""
    least, most = sampled.min(), sampled.max()
    axes.barh(row, 1.0, height=0.26, color=FAINT, zorder=1)
    small: dict[str, Any] = {"size": 7.5, "color": MUTED, "va": "top"}
    axes.text(0, row + 0.17, parameter.number(least), ha="left", **small)
    axes.text(1, row + 0.17, parameter.amount(most), ha="right", **small)
    if not limits:
        return
    ends = {limit.side: (limit.value - least) / (most - least) for limit in limits}
    low, high = ends.get("above", 0.0), ends.get("below", 1.0)
    axes.barh(row, high - low, left=low, height=0.26, color=BLUE, zorder=2)
    words = " and ".join(
        f"{limit_in_words(limit, parameter)} ({_chance(limit.quasi_p)})" for limit in limits
    )
    half = width_inches(words, 8.0) / size_inches(axes)[0] / 2
    middle = min(max((low + high) / 2, half), 1 - half)
    axes.text(middle, row - 0.17, words, ha="center", va="bottom", size=8, color=INK)


def _chance(quasi_p: float) -> str:
    return "< 0.001" if quasi_p < 0.001 else f"{quasi_p:.3f}".rstrip("0")


def _shares(axes: Axes, seen: Standing, fresh: Standing) -> None:
    """Draw how the box does on the runs that were searched, and under that on fresh ones."""
    for row, measure in enumerate(SHARES.values()):
        for standing, name, colour, off, over in (
            (seen, "searched", MUTED, -0.13, 5),
            (fresh, "fresh", VERMILLION, 0.13, -12),
        ):
            each = getattr(standing, measure)
            if isnan(each.value):
                continue
            axes.plot([100 * each.low, 100 * each.high], [row + off] * 2, color=colour, lw=1.2)
            axes.plot(100 * each.value, row + off, "o", color=colour, ms=6)
            words = f"{number(100 * each.value, 0)} {name if row == 0 else ''}"
            look: dict[str, Any] = {"size": 8, "color": colour, "ha": "center"}
            at = (min(max(100 * each.value, 15), 85), row + off)
            axes.annotate(words.strip(), at, (0, over), textcoords="offset points", **look)
    axes.set_ylim(len(SHARES) - 0.4, -0.6)
    axes.set_xlim(0, 100)
    axes.set_yticks(range(len(SHARES)), list(SHARES), color=INK, size=LABEL_SIZE)
    number_axis(axes.xaxis, 5)
    axes.grid(axis="x", lw=0.4)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("% of runs; coverage: % of those sought", size=8)
    panel_heading(axes, "How often it happens")


def _points(axes: Axes, found: Discovery, across: str, up: str) -> None:
    """Draw the points in the plane of two parameters, and the box in it."""
    parameters = found.search.parameters
    cases = found.search.cases if found.fresh_cases is None else found.fresh_cases
    table = pd.DataFrame(
        {
            "x": cases.parameters[across] * parameters[across].scale,
            "y": cases.parameters[up] * parameters[up].scale,
            "hit": cases.hit,
        }
    )
    points = table.groupby(cases.point).mean().sort_values("hit", kind="stable")
    most = max(float(points["hit"].max()), 0.01)
    look: dict[str, Any] = {"cmap": scale_for("low"), "vmin": 0, "vmax": most, "s": 22, "lw": 0.3}
    axes.scatter(points["x"], points["y"], c=points["hit"], edgecolors="#B0846A", **look)
    number_axis(axes.xaxis, 5)
    number_axis(axes.yaxis, 5)
    room = size_inches(axes)[0]
    axes.set_xlabel(fit(_with_unit(parameters[across]), room, (8.0,))[0], size=8)
    heading = fit(clean(_capital(parameters[up].name), 80), room, (9.0,), "bold", most=1)[0]
    panel_heading(axes, heading, parameters[up].shown_unit or "no unit")
    _frame(axes, found, across, up)


def _frame(axes: Axes, found: Discovery, across: str, up: str) -> None:
    """Frame the box in that plane, dashed if fresh runs do not bear it out; if there is one."""
    if found.search.box is None:
        return
    x, y = list(axes.get_xlim()), list(axes.get_ylim())
    axes.set_xlim(*x)
    axes.set_ylim(*y)
    for limit in found.search.box.limits:
        for path, ends in ((across, x), (up, y)):
            if limit.path == path:
                end = 0 if limit.side == "above" else 1
                ends[end] = limit.value * found.search.parameters[path].scale
    style = (0, (4, 3)) if found.verdict is Verdict.FAILED else "-"
    look: dict[str, Any] = {"fill": False, "ec": BLUE, "lw": 2.0, "ls": style, "zorder": 3}
    axes.add_patch(Rectangle((x[0], y[0]), x[1] - x[0], y[1] - y[0], **look))


def _with_unit(parameter: Parameter) -> str:
    unit = f", {parameter.shown_unit}" if parameter.shown_unit else ""
    return clean(f"{_capital(parameter.name)}{unit}", 90)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
