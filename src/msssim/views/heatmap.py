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
from msssim.views.layout import number_axis, panel_heading, sheet
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
    columns = min(COLUMNS, len(outcomes))
    levels = varied_factors(result)
    names = [clean(short_level_name(down, level), 28) for level in levels[down]]
    left = max(width_inches(name, LABEL_SIZE) for name in names) + 0.15
    figure, grid = sheet(
        result,
        _title(result, outcomes[0]),
        _subtitle(result, down, across),
        rows=-(-len(outcomes) // columns),
        columns=columns,
        panel_height=ROW * len(names),
        left=left,
        right=0.4,
        below=1.2,
        heading=0.55,
        gaps=(0.45, 1.75),
    )
    for axes in grid.flat[len(outcomes) :]:
        axes.set_visible(False)
    for place, (axes, outcome) in enumerate(zip(grid.flat, outcomes, strict=False)):
        _draw(figure, axes, means(result, outcome, down, across), outcome)
        inches = axes.get_position().width * 10.0 / len(levels[across])
        heads = [
            fit(clean(short_level_name(across, level)), inches - 0.05, [LABEL_SIZE], most=3)[0]
            for level in levels[across]
        ]
        axes.set_xticks(range(len(heads)), heads, size=LABEL_SIZE, color=INK)
        beside = names if place % columns == 0 else []
        axes.set_yticks(range(len(names)), beside, size=LABEL_SIZE, color=INK)
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


def _draw(figure: Figure, axes: Axes, table: pd.DataFrame, outcome: str) -> None:
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
    axes.invert_yaxis()
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    places = decimals(high - low)
    inches = axes.get_position().width * figure.get_size_inches()[0] / values.shape[1]
    widest = max((number(value, places) for value in values.flat), key=len)
    size = next((size for size in (9, 8, 7) if width_inches(widest, size) < inches - 0.06), 6)
    for (row, column), value in np.ndenumerate(values):
        text = number(value, places)
        axes.text(
            column,
            row,
            text,
            ha="center",
            va="center",
            size=size,
            color=ink_on(colours(norm(value))) if np.isfinite(value) else MUTED,
        )
    if high > low:
        _colour_bar(figure, axes, ScalarMappable(norm, colours), outcome)


def _colour_bar(figure: Figure, axes: Axes, mappable: ScalarMappable, outcome: str) -> None:
    place = axes.get_position()
    height = figure.get_size_inches()[1]
    bar = figure.add_axes((place.x0, place.y0 - 0.75 / height, place.width, 0.09 / height))
    figure.colorbar(mappable, cax=bar, orientation="horizontal")
    widest = max(width_inches(number(end, 0), 7.5) for end in mappable.get_clim())
    number_axis(bar.xaxis, 4 if widest < 0.4 else 2)
    bar.tick_params(labelsize=7.5, length=2)
    bar.set_xlabel(display(OUTCOMES[outcome]).unit, size=7.5, labelpad=1)
    for spine in bar.spines.values():
        spine.set_visible(False)


def _title(result: Result, outcome: str) -> str:
    effects = main_effects(result, outcome)
    unit = display(OUTCOMES[outcome]).change_unit
    scale = display(OUTCOMES[outcome]).scale
    name = short_name(outcome)
    first, second = effects.iloc[0], effects.iloc[1]
    if not first["low"] > 0:
        return f"Nothing that was varied moves mean {name} by an amount that can be told from zero"
    return (
        f"The {factor_name(first['factor'])} moves mean {name} by "
        f"{number(first['difference'] * scale)} {unit}, the {factor_name(second['factor'])} "
        f"by {number(second['difference'] * scale)}, averaged over the other"
        + ("" if second["low"] > 0 else " (cannot be told from zero)")
    )


def _subtitle(result: Result, down: str, across: str) -> str:
    others = [factor for factor in varied_factors(result) if factor not in (down, across)]
    rest = [factor_name(factor) for factor in others]
    text = (
        f"Mean of the runs. Down: {factor_name(down)}. Across: {factor_name(across)}. "
        "Warm scales: more is worse for people."
    )
    return f"{text} Averaged over: {', '.join(rest)}." if rest else text


def heatmap_sets(result: Result) -> dict[str, list[str]]:
    """Return which outcomes share a figure: harm to people is never shown by one measure alone."""
    strength = last_strength(result)
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
    columns = outcome_columns(result)
    held = {
        name: [outcome for outcome in outcomes if outcome is not None and outcome in columns]
        for name, outcomes in wanted.items()
    }
    return {name: outcomes for name, outcomes in held.items() if outcomes}
