"""Figures of scenario discovery: the peeling, and the chosen box."""

from __future__ import annotations

from math import isnan
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from msssim.analysis.discovery import Discovery, Limit, Verdict
from msssim.analysis.discovery.cases import Parameter
from msssim.analysis.discovery.findings import headline, limit_label
from msssim.analysis.discovery.study import Measures
from msssim.analysis.formatting import number, upper_first
from msssim.text import text
from msssim.views.layout import number_axis, panel_figure, panel_heading, size_inches
from msssim.views.style import BLUE, FAINT, INK, MUTED, PAPER, VERMILLION, scale_for
from msssim.views.text import clean, fit, width_inches

ROW = 0.46
LABEL_SIZE = 9.0
LABEL_WIDTH = 2.6
LONGEST_TITLE, LONGEST_NAME = 400, 80
FEWEST_ROWS = 6
"""Parameters that are shown at least, limited or not, so that a reader sees what was free."""

MEASURES = ("density", "base", "coverage")


def peeling_figure(found: Discovery) -> Figure:
    """Draw every box by coverage and density, and the chosen one on the holdout sample."""
    holdout = found.holdout
    reading = text("studies.figures.peeling_tested" if holdout else "studies.figures.peeling")
    figure, (axes,) = panel_figure(
        found.result, clean(headline(found), LONGEST_TITLE), reading,
        panel_height=3.9, left=0.5, right=1.9, below=0.7,
    )  # fmt: skip
    densities = [100 * box.density for box in found.boxes]
    _steps(axes, found)
    if found.box is not None and holdout is not None:
        x, y = 100 * found.box.coverage, 100 * found.box.density
        look: dict[str, Any] = {"mfc": "none", "mec": INK, "mew": 1.6, "ms": 11, "zorder": 4}
        axes.plot(x, y, "o", **look)
        _note(axes, x, y, "box", (8, 8), INK, box=found.box.number)
        _holdout(axes, holdout)
        densities += [] if isnan(holdout.density.high) else [100 * holdout.density.high]
    axes.set_xlim(0, 102)
    axes.set_ylim(0, min(104, 1.12 * max(densities)))
    number_axis(axes.xaxis)
    number_axis(axes.yaxis)
    axes.grid(lw=0.4)
    panel_heading(axes, text("studies.figures.density"), text("studies.figures.density_unit"))
    axes.set_xlabel(text("studies.figures.coverage_axis"), size=8)
    return figure


def box_figure(found: Discovery) -> Figure:
    """Draw the limits of the chosen box, its measures, and the points in two parameters."""
    shown = _shown(found)
    sample = "searched" if found.holdout_cases is None else "holdout"
    figure, (limits, shares, points) = panel_figure(
        found.result,
        clean(headline(found), LONGEST_TITLE),
        text(f"studies.figures.box_{sample}"),
        3,
        width=13.0,
        columns=3,
        width_ratios=(1.35, 0.75, 1.25),
        panel_height=max(3.3, ROW * len(shown)),
        left=LABEL_WIDTH + 0.1,
        gaps=(1.0, 0.8),
        below=0.75,
        heading=0.55,
    )
    _limits(limits, found, shown)
    if found.in_sample is None or found.holdout is None:
        shares.set_visible(False)
    else:
        _measures(shares, found.in_sample, found.holdout)
    _points(points, found, shown[0], shown[1 % len(shown)])
    return figure


def _steps(axes: Axes, found: Discovery) -> None:
    """Draw the boxes, the darker the more parameters they limit; name the first of each number."""
    coverage = [100 * box.coverage for box in found.boxes]
    density = [100 * box.density for box in found.boxes]
    limited = [len(box.paths) for box in found.boxes]
    axes.plot(coverage, density, color=FAINT, lw=1.0, zorder=1)
    look: dict[str, Any] = {"cmap": scale_for("high"), "norm": Normalize(-1, max(limited) + 1)}
    axes.scatter(coverage, density, c=limited, s=28, zorder=2, lw=0, **look)
    _note(axes, coverage[0], density[0], "all_runs", (8, -3), share=number(density[0], 0))
    for place, box in enumerate(found.boxes):
        if limited[place] > max(limited[:place], default=0):
            at = coverage[place], density[place]
            _note(axes, *at, "limited", (7, 4), box=box.number, count=limited[place])


def _holdout(axes: Axes, holdout: Measures) -> None:
    """Draw the box on the holdout sample, and how often the condition holds in all its runs."""
    base = 100 * holdout.base.value
    axes.axhline(base, color=VERMILLION, lw=0.8, ls=(0, (4, 3)), zorder=0)
    _note(axes, 0, base, "all_holdout", (4, 3), VERMILLION, share=number(base, 0))
    if isnan(holdout.coverage.value) or isnan(holdout.density.value):
        return
    x, y = 100 * holdout.coverage.value, 100 * holdout.density.value
    across = [100 * holdout.coverage.low, 100 * holdout.coverage.high]
    up = [100 * holdout.density.low, 100 * holdout.density.high]
    axes.plot(across, [y, y], color=VERMILLION, lw=1)
    axes.plot([x, x], up, color=VERMILLION, lw=1)
    axes.plot(x, y, "X", color=VERMILLION, ms=9, mec=PAPER, zorder=5)
    _note(axes, x, y, "holdout", (8, -13), VERMILLION)


def _note(
    axes: Axes,
    x: float,
    y: float,
    name: str,
    offset: tuple[int, int],
    colour: str = MUTED,
    **fields: Any,
) -> None:
    words = text(f"studies.figures.{name}", **fields)
    axes.annotate(words, (x, y), offset, textcoords="offset points", size=8, color=colour)


def _shown(found: Discovery) -> list[str]:
    """Return the parameters to show: what the box limits, what the tree cuts, then the others."""
    limited = found.box.paths if found.box else []
    listed = dict.fromkeys([*limited, *found.tree.cuts["path"], *found.cases.parameters])
    return [str(path) for path in listed][: max(FEWEST_ROWS, len(limited))]


def _limits(axes: Axes, found: Discovery, shown: list[str]) -> None:
    for row, path in enumerate(shown):
        limits = [each for each in found.box.limits if each.path == path] if found.box else []
        _bar(axes, row, found.parameters[path], found.cases.parameters[path], limits)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(len(shown) - 0.45, -0.75)
    names = [_name(found.parameters[path]) for path in shown]
    labels = [fit(name, LABEL_WIDTH, (LABEL_SIZE,))[0] for name in names]
    axes.set_yticks(range(len(shown)), labels, color=INK, size=LABEL_SIZE)
    axes.set_xticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    panel_heading(axes, text(f"studies.figures.{'box_limits' if found.box else 'sampled'}"))


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
    words = ", ".join(
        f"{limit_label(limit, parameter)} ({_quasi_p(limit.quasi_p)})" for limit in limits
    )
    half = width_inches(words, 8.0) / size_inches(axes)[0] / 2
    middle = min(max((low + high) / 2, half), 1 - half)
    axes.text(middle, row - 0.17, words, ha="center", va="bottom", size=8, color=INK)


def _quasi_p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}".rstrip("0")


def _measures(axes: Axes, in_sample: Measures, holdout: Measures) -> None:
    """Draw the measures of the box in the searched runs, and below that in the holdout sample."""
    for row, measure in enumerate(MEASURES):
        for measures, name, colour, off, over in (
            (in_sample, "searched", MUTED, -0.13, 5),
            (holdout, "holdout", VERMILLION, 0.13, -12),
        ):
            each = getattr(measures, measure)
            if isnan(each.value):
                continue
            axes.plot([100 * each.low, 100 * each.high], [row + off] * 2, color=colour, lw=1.2)
            axes.plot(100 * each.value, row + off, "o", color=colour, ms=6)
            sample = text(f"studies.discovery.row_{name}") if row == 0 else ""
            words = f"{number(100 * each.value, 0)} {sample}".strip()
            look: dict[str, Any] = {"size": 8, "color": colour, "ha": "center"}
            at = (min(max(100 * each.value, 15), 85), row + off)
            axes.annotate(words, at, (0, over), textcoords="offset points", **look)
    axes.set_ylim(len(MEASURES) - 0.4, -0.6)
    axes.set_xlim(0, 100)
    labels = [text(f"studies.figures.measure_{measure}") for measure in MEASURES]
    axes.set_yticks(range(len(MEASURES)), labels, color=INK, size=LABEL_SIZE)
    number_axis(axes.xaxis, 5)
    axes.grid(axis="x", lw=0.4)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(text("studies.figures.measures_axis"), size=8)
    panel_heading(axes, text("studies.figures.measures"))


def _points(axes: Axes, found: Discovery, across: str, up: str) -> None:
    """Draw the points in the plane of two parameters, and the box in it."""
    parameters = found.parameters
    cases = found.cases if found.holdout_cases is None else found.holdout_cases
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
    unit = parameters[across].shown_unit
    label = clean(f"{_name(parameters[across])}{f', {unit}' if unit else ''}", LONGEST_NAME + 10)
    axes.set_xlabel(fit(label, room, (8.0,))[0], size=8)
    heading = fit(_name(parameters[up]), room, (9.0,), "bold", most=1)[0]
    panel_heading(axes, heading, parameters[up].shown_unit or text("studies.figures.no_unit"))
    _frame(axes, found, across, up)


def _frame(axes: Axes, found: Discovery, across: str, up: str) -> None:
    """Frame the box in that plane, dashed if it failed on the holdout sample; if there is one."""
    if found.box is None:
        return
    x, y = list(axes.get_xlim()), list(axes.get_ylim())
    axes.set_xlim(*x)
    axes.set_ylim(*y)
    for limit in found.box.limits:
        for path, ends in ((across, x), (up, y)):
            if limit.path == path:
                end = 0 if limit.side == "above" else 1
                ends[end] = limit.value * found.parameters[path].scale
    style = (0, (4, 3)) if found.verdict is Verdict.FAILED else "-"
    look: dict[str, Any] = {"fill": False, "ec": BLUE, "lw": 2.0, "ls": style, "zorder": 3}
    axes.add_patch(Rectangle((x[0], y[0]), x[1] - x[0], y[1] - y[0], **look))


def _name(parameter: Parameter) -> str:
    return clean(upper_first(parameter.name), LONGEST_NAME)
