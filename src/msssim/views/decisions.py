"""Figures of the choice between policies: robustness, and the threshold of a lever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim._version import __version__
from msssim.analysis.formatting import display, number, short_name
from msssim.analysis.robustness import CRITERIA, Robustness, least_regret, may_have_rank_1
from msssim.analysis.theatres import is_elsewhere
from msssim.analysis.threshold import Question, Threshold, crossing
from msssim.presentation import headings
from msssim.scenario.text import written_unit
from msssim.text import text
from msssim.views.layout import (
    DOT,
    framed_figure,
    known_or_begun,
    number_axis,
    panel_heading,
    row_figure,
)
from msssim.views.style import BLUE, INK, MUTED, VERMILLION
from msssim.views.text import clean
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

LONGEST_TITLE = 400
RANK_SIZE, THREE_DIGITS_SIZE = 8.5, 7
WIDTH, HEIGHT = 8.0, 4.6
"""Inches of the figure of a threshold."""


def robustness_figure(result: Result, found: Robustness) -> Figure:
    """Draw the rank of each policy by each criterion, a row a policy; darker is better."""
    policies = list(dict.fromkeys(found.table["policy"]))
    outcomes = list(dict.fromkeys(found.table["outcome"]))
    form = "sampled" if found.sampled else "runs"
    figure, panels = row_figure(
        result,
        clean(least_regret(found), LONGEST_TITLE).removesuffix("."),
        text(f"studies.figures.robustness_{form}", count=found.futures),
        [clean(policy) for policy in policies],
        len(outcomes) + 1,
        columns=len(outcomes) + 1,
        row=0.3,
        width=11.5,
        right=0.2,
        heading=0.75,
        below=0.25,
        gaps=(0.25, 0.3),
    )
    criteria = headings("studies.figures.criteria")
    for axes, outcome in zip(panels, outcomes, strict=False):
        rows = found.table[found.table["outcome"] == outcome].set_index("policy").loc[policies]
        _frame(axes, short_name(outcome), criteria, len(policies))
        for column, criterion in enumerate(CRITERIA):
            ranks = rows[f"rank_{criterion}"]
            ringed = may_have_rank_1(rows[f"first_{criterion}"])
            shares = 1 - (ranks - 1) / max(len(ranks) - 1, 1)
            for row, rank in enumerate(ranks):
                _dot(axes, column, row, shares.iloc[row], str(rank), ringed=ringed.iloc[row])
    _frame(panels[-1], text("studies.figures.lines"), [text("studies.figures.runs")], len(policies))
    if len(found.lines):
        met = found.lines.set_index("policy").loc[policies, "share"]
        for row, share in enumerate(met):
            _dot(panels[-1], 0, row, share, number(100 * share, 0), ringed=False)
    return figure


def threshold_figure(found: Threshold, asked: Question) -> Figure:
    """Draw the means at the levels that were played, the line, and the crossing."""
    shown = display(OUTCOMES[asked.outcome])
    scenario, lever = asked.scenario, asked.lever
    elsewhere = is_elsewhere(zone.name for zone in scenario.territory.zones)
    foot = [
        text("figures.version", version=__version__),
        known_or_begun(scenario.start, elsewhere=elsewhere),
        text("studies.figures.runs_a_level", count=found.runs),
    ]
    form = "threshold" if found.crossings == 1 else "threshold_turns"
    figure, top = framed_figure(
        clean(crossing(found, asked), LONGEST_TITLE).removesuffix("."),
        text(f"studies.figures.{form}"),
        DOT.join(foot),
        width=WIDTH,
        height=HEIGHT,
    )
    axes = figure.add_axes((0.1, 0.2, 0.84, (top - 0.55) / HEIGHT - 0.2))
    curve = found.curve * shown.scale
    axes.fill_between(curve.index, curve["low"], curve["high"], color=BLUE, alpha=0.2, lw=0)
    axes.plot(curve.index, curve["mean"], "o-", color=BLUE, ms=3.5, lw=1.4)
    axes.axhline(asked.line * shown.scale, color=MUTED, lw=0.9)
    axes.axvspan(found.low, found.high, color=VERMILLION, alpha=0.15, lw=0)
    axes.axvline(found.level, color=VERMILLION, lw=1.2)
    axes.set_xlabel(", ".join(filter(None, (lever.path, written_unit(lever.unit)))), color=INK)
    mean = text("studies.figures.mean", outcome=short_name(asked.outcome))
    panel_heading(axes, mean, shown.unit)
    number_axis(axes.yaxis)
    axes.grid(axis="y")
    return figure


def _frame(axes: Axes, heading: str, columns: list[str], rows: int) -> None:
    """Lay out a panel of dots, with its columns named at the top."""
    axes.set(xlim=(-0.6, len(columns) - 0.4), ylim=(rows - 0.5, -0.5))
    axes.set_xticks(range(len(columns)), columns)
    axes.xaxis.tick_top()
    axes.tick_params(axis="both", length=0)
    axes.tick_params(axis="x", labelsize=7.5, labelcolor=MUTED)
    axes.spines[:].set_visible(False)
    axes.set_title(heading.capitalize(), loc="left", size=9, weight="bold", color=INK, pad=8)


def _dot(axes: Axes, x: float, y: float, share: float, words: str, *, ringed: bool) -> None:
    """Draw a dot, the darker the nearer its share is to 1, with words in it."""
    alpha = 0.08 + 0.82 * share
    axes.scatter([x], [y], s=210, color=BLUE, alpha=alpha, lw=0, clip_on=False, zorder=2)
    if ringed:
        axes.scatter([x], [y], s=260, facecolors="none", edgecolors=INK, lw=1.3, clip_on=False)
    axes.text(
        x, y, words, ha="center", va="center", zorder=3,
        size=RANK_SIZE if len(words) < 3 else THREE_DIGITS_SIZE,
        color="white" if share > 0.55 else INK,
    )  # fmt: skip
