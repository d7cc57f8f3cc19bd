"""Where the order of policies flips: their ranks under every criterion, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.formatting import number, short_name
from msssim.analysis.robustness import CRITERIA, Robustness, least_regret, may_be_first
from msssim.views.layout import sheet
from msssim.views.style import BLUE, INK, MUTED
from msssim.views.text import clean, width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

HEADINGS = {"mean": "mean", "regret_p75": "regret,\n3 in 4", "regret_max": "regret,\nat most"}
ROW, LABEL_SIZE, RANK_SIZE, THREE_DIGITS_SIZE = 0.3, 8.5, 8.5, 7


def robustness_figure(result: Result, found: Robustness) -> Figure:
    """Draw a row a policy, a column a criterion; darker is better, a ring may be the best."""
    policies = list(dict.fromkeys(found.table["policy"]))
    outcomes = list(dict.fromkeys(found.table["outcome"]))
    names = [clean(policy) for policy in policies]
    kind = "sampled futures" if found.sampled else "futures, which differ by luck alone"
    figure, grid = sheet(
        result,
        clean(least_regret(found), 400).removesuffix("."),
        f"Rank over {found.futures:,} {kind}; 1 is best. Regret: how much worse than the best of "
        "each future; three in four, and at most. Ring: may be first.",
        width=11.5,
        columns=len(outcomes) + 1,
        panel_height=ROW * len(policies),
        left=max(width_inches(name, LABEL_SIZE) for name in names) + 0.1,
        right=0.2,
        heading=0.75,
        below=0.25,
        gaps=(0.25, 0.3),
    )
    panels = list(grid.flat)
    for axes, outcome in zip(panels, outcomes, strict=False):
        rows = found.table[found.table["outcome"] == outcome].set_index("policy").loc[policies]
        ranks = np.array([rows[f"rank_{criterion}"] for criterion in CRITERIA]).T
        ringed = np.array([may_be_first(rows[f"first_{criterion}"]) for criterion in CRITERIA]).T
        _panel(axes, short_name(outcome), list(HEADINGS.values()), ranks, ringed)
    _lines_panel(panels[-1], found, policies)
    for place, axes in enumerate(panels):
        axes.set_yticks(range(len(names)), names if place == 0 else [""] * len(names))
        axes.tick_params(axis="both", length=0, labelsize=LABEL_SIZE, labelcolor=INK)
    return figure


def _panel(
    axes: Axes, heading: str, columns: list[str], ranks: np.ndarray, ringed: np.ndarray
) -> None:
    """Draw ranks, shape (policy, criterion)."""
    _frame(axes, heading, columns, len(ranks))
    for (row, column), rank in np.ndenumerate(ranks):
        share = 1 - (rank - 1) / max(len(ranks) - 1, 1)
        _dot(axes, column, row, share, str(rank), bool(ringed[row, column]))


def _lines_panel(axes: Axes, found: Robustness, policies: list[str]) -> None:
    """Draw in what share of the runs each policy meets every line."""
    _frame(axes, "all lines met", ["% of\nruns"], len(policies))
    if found.lines.empty:
        return
    shares = found.lines.set_index("policy").loc[policies, "share"]
    for row, share in enumerate(shares):
        _dot(axes, 0, row, float(share), number(100 * share, 0), ringed=False)


def _dot(axes: Axes, x: float, y: float, share: float, text: str, ringed: bool) -> None:
    axes.scatter(
        [x], [y], s=210, color=BLUE, alpha=0.08 + 0.82 * share, lw=0, clip_on=False, zorder=2
    )
    if ringed:
        axes.scatter([x], [y], s=260, facecolors="none", edgecolors=INK, lw=1.3, clip_on=False)
    axes.text(
        x, y, text, ha="center", va="center", zorder=3,
        size=RANK_SIZE if len(text) < 3 else THREE_DIGITS_SIZE,
        color="white" if share > 0.55 else INK,
    )  # fmt: skip


def _frame(axes: Axes, heading: str, columns: list[str], rows: int) -> None:
    axes.set(xlim=(-0.6, len(columns) - 0.4), ylim=(rows - 0.5, -0.5))
    axes.set_xticks(range(len(columns)), columns)
    axes.xaxis.tick_top()
    axes.tick_params(axis="x", labelsize=7.5, labelcolor=MUTED)
    axes.spines[:].set_visible(False)
    axes.set_title(heading.capitalize(), loc="left", size=9, weight="bold", color=INK, pad=8)
