"""What each constraint cost, a row a constraint: person-weeks in theatre and first boots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from msssim.analysis.attribution import (
    ALL,
    attribution,
    attribution_findings,
    effects_on,
    most_binding_first,
)
from msssim.analysis.formatting import decimals, number
from msssim.views.layout import number_axis, panel_heading, sheet
from msssim.views.style import BLUE, INK, MUTED, UNCLEAR
from msssim.views.text import clean, width_inches

if TYPE_CHECKING:
    from msssim.experiments import Result

NAME = "attribution"
ROW = 0.3
LABEL_SIZE = 9.0
PANELS = {
    "person_weeks": ("Person-weeks in theatre", "more →"),
    "first_boots_days": ("First boots, days", "← earlier"),
}


def attribution_figure(result: Result) -> Figure:
    """Draw the paired differences of each lifted constraint, those that bound longest on top.

    ``result`` holds the runs of :func:`msssim.experiments.play_lifted`.
    """
    table = attribution(result)
    name = clean(next(iter(result.manifest["scenarios"])))
    order = most_binding_first(table)
    weeks = effects_on(table, "person_weeks").loc[order, "weeks_bound"]
    labels = [_label(constraint, bound) for constraint, bound in weeks.items()]
    figure, grid = sheet(
        result,
        attribution_findings(table, name)[0],
        f"Difference to “{name}” with one constraint lifted, and with all: mean over paired runs "
        "with its 95 % interval; hollow: no telling from zero. In brackets: weeks in which it "
        "bound. A run that never deploys counts as deploying when the horizon ends.",
        columns=len(PANELS),
        panel_height=ROW * len(labels),
        left=max(width_inches(label, LABEL_SIZE) for label in labels) + 0.15,
        right=0.75,
        gaps=(1.0, 0.8),
        heading=0.45,
        below=0.5,
    )
    for place, (axes, measure) in enumerate(zip(grid.flat, PANELS, strict=True)):
        _panel(axes, effects_on(table, measure).loc[order], *PANELS[measure])
        axes.set_yticks(range(len(labels)), labels if place == 0 else [])
        axes.tick_params(axis="y", labelsize=LABEL_SIZE, labelcolor=INK)
    return figure


def _label(constraint: object, weeks: float) -> str:
    return "all lifted" if constraint == ALL else f"{constraint} ({number(weeks)})"


def _panel(axes: Axes, effects: pd.DataFrame, heading: str, direction: str) -> None:
    places = decimals(*effects["difference"])
    axes.axvline(0, color=MUTED, lw=0.8)
    for row, (constraint, effect) in enumerate(effects.iterrows()):
        told = effect["low"] > 0 or effect["high"] < 0
        colour = BLUE if constraint == ALL else INK if told else UNCLEAR
        axes.plot([effect["low"], effect["high"]], [row, row], color=colour, lw=1.6)
        axes.plot(
            effect["difference"], row, "o", ms=4.6, color=colour, mfc=colour if told else "white"
        )
        axes.annotate(
            number(effect["difference"], places, signed=True),
            (1, row),
            (6, 0),
            va="center",
            size=8,
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            color=INK if told else MUTED,
        )
    axes.axhline(len(effects) - 1.5, color=MUTED, lw=0.6, ls=(0, (4, 3)))
    values = effects[["difference", "low", "high"]].to_numpy(float)
    known = values[np.isfinite(values)]
    low, high = known.min(initial=0.0), known.max(initial=0.0)
    margin = 0.05 * (high - low) or 1.0
    axes.set(xlim=(low - margin, high + margin), ylim=(len(effects) - 0.4, -0.6))
    number_axis(axes.xaxis, 4)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    panel_heading(axes, heading)
    axes.annotate(
        direction,
        (0 if direction.startswith("←") else 1, 0),
        (0, -22),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="left" if direction.startswith("←") else "right",
        va="top",
        size=7.5,
        color=MUTED,
    )
