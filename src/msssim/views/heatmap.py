"""An outcome over two factors: a square for each pair of levels, with its number inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from msssim.analysis.cells import (
    factor_name,
    labelled_runs,
    outcome_columns,
    short_level_name,
    varied_factors,
)
from msssim.analysis.findings import last_strength
from msssim.analysis.formatting import decimals, display, number, short_name
from msssim.analysis.paired import main_effects
from msssim.text import text
from msssim.views.layout import number_axis, panel_heading, row_figure, size_inches
from msssim.views.style import INK, MUTED, PAPER, ink_on, scale_for
from msssim.views.text import clean, fit, width_inches
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

ROW = 0.52
COLUMNS = 3
LABEL_SIZE = 8.5


def heatmap(result: Result, outcomes: Sequence[str]) -> Figure:
    """Draw the mean of each outcome over two factors, a panel an outcome.

    Of more than two factors, the two that move the first outcome most are shown; the mean is taken
    over the others.
    """
    down, across = shown_factors(result, outcomes[0])
    levels = varied_factors(result)
    names = [clean(short_level_name(down, level), 28) for level in levels[down]]
    heads = [clean(short_level_name(across, level)) for level in levels[across]]
    figure, panels = row_figure(
        result, _title(result, outcomes[0]), _subtitle(result, down, across), names, len(outcomes),
        columns=min(COLUMNS, len(outcomes)), row=ROW, right=0.4, below=1.2, heading=0.55,
        gaps=(0.45, 1.75),
    )  # fmt: skip
    for axes, outcome in zip(panels, outcomes, strict=True):
        width = size_inches(axes)[0] / len(heads)
        _draw(axes, means(result, outcome, down, across), outcome, width)
        fitted = [fit(head, width - 0.05, [LABEL_SIZE], most=3)[0] for head in heads]
        axes.set_xticks(range(len(heads)), fitted, size=LABEL_SIZE, color=INK)
        panel_heading(axes, short_name(outcome).capitalize(), display(OUTCOMES[outcome]).unit)
    return figure


def shown_factors(result: Result, outcome: str) -> tuple[str, str]:
    """Return the factor of the rows and that of the columns, in the order of the manifest."""
    strongest = set(main_effects(result, outcome)["factor"].head(2))
    down, across = (factor for factor in varied_factors(result) if factor in strongest)
    return down, across


def means(result: Result, outcome: str, down: str, across: str) -> pd.DataFrame:
    """Return the mean of the runs at each pair of levels, scaled for display."""
    levels = varied_factors(result)
    runs = labelled_runs(result, [outcome])
    table = runs.pivot_table(values=outcome, index=down, columns=across, dropna=False)
    return table.reindex(levels[down])[levels[across]] * display(OUTCOMES[outcome]).scale


def _draw(axes: Axes, table: pd.DataFrame, outcome: str, width: float) -> None:
    values = table.to_numpy(dtype=float)
    known = values[np.isfinite(values)]
    low, high = (known.min(), known.max()) if known.size else (0.0, 0.0)
    norm = Normalize(low, high if high > low else low + max(abs(low), 1.0) * 0.01)
    colours = scale_for(OUTCOMES[outcome].better)
    axes.pcolormesh(
        np.arange(values.shape[1] + 1) - 0.5,
        np.arange(values.shape[0] + 1) - 0.5,
        values,
        cmap=colours,
        norm=norm,
        edgecolor=PAPER,
        lw=1.5,
    )
    axes.set_ylim(len(values) - 0.5, -0.5)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    places = decimals(high - low)
    widest = max((number(value, places) for value in values.flat), key=len)
    size = next((size for size in (9, 8, 7) if width_inches(widest, size) < width - 0.06), 6)
    for (row, column), value in np.ndenumerate(values):
        ink = ink_on(colours(norm(value))) if np.isfinite(value) else MUTED
        axes.text(
            column, row, number(value, places), ha="center", va="center", size=size, color=ink
        )
    if high > low:
        _colour_bar(axes, ScalarMappable(norm, colours), outcome)


def _colour_bar(axes: Axes, mappable: ScalarMappable, outcome: str) -> None:
    _, height = size_inches(axes)
    bar = axes.inset_axes((0, -0.75 / height, 1, 0.09 / height))
    axes.figure.colorbar(mappable, cax=bar, orientation="horizontal")
    widest = max(width_inches(number(end, 0), 7.5) for end in mappable.get_clim())
    number_axis(bar.xaxis, 4 if widest < 0.4 else 2)
    bar.tick_params(labelsize=7.5, length=2)
    bar.set_xlabel(display(OUTCOMES[outcome]).unit, size=7.5, labelpad=1)
    bar.spines[:].set_visible(False)


def _title(result: Result, outcome: str) -> str:
    effects = main_effects(result, outcome)
    shown, name = display(OUTCOMES[outcome]), short_name(outcome)
    first, second = effects.iloc[0], effects.iloc[1]
    if not first["low"] > 0:
        return text("figures.heatmap.nothing", outcome=name)
    return text(
        "figures.heatmap.moved" if second["low"] > 0 else "figures.heatmap.moved_by_one",
        outcome=name,
        unit=shown.change_unit,
        first=factor_name(first["factor"]),
        most=number(first["difference"] * shown.scale),
        second=factor_name(second["factor"]),
        less=number(second["difference"] * shown.scale),
    )


def _subtitle(result: Result, down: str, across: str) -> str:
    others = [factor for factor in varied_factors(result) if factor not in (down, across)]
    reading = text("figures.heatmap.reading", down=factor_name(down), across=factor_name(across))
    factors = ", ".join(factor_name(factor) for factor in others)
    return text("figures.heatmap.averaged", reading=reading, factors=factors) if others else reading


def heatmap_sets(result: Result) -> dict[str, list[str]]:
    """Return which outcomes share a figure: harm to people is never shown by one measure alone."""
    strength = last_strength(result)
    held = outcome_columns(result)
    wanted: dict[str, list[str | None]] = {
        "heatmap_deployment": [strength, "delivered_share", "lapse"],
        "heatmap_people": [
            "civilians_killed",
            "held_share_end",
            "abuse_cases",
            "gang_control_end",
            "displaced_end",
            "kidnapped",
        ],
    }
    found = {
        name: [outcome for outcome in outcomes if outcome is not None and outcome in held]
        for name, outcomes in wanted.items()
    }
    return {name: outcomes for name, outcomes in found.items() if outcomes}
