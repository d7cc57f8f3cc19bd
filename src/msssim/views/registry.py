"""The figures of every analysis, by the name that the analysis carries.

An entry of :data:`FIGURES` takes an :class:`~msssim.presentation.Analysis` and returns a
plan: what draws each of its figures, by file name, in the order in which they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from msssim.analysis.cells import cells, varied_factors
from msssim.analysis.pairs import refuse_lost_cells
from msssim.analysis.places import has_places
from msssim.analysis.summary import bands
from msssim.presentation import Analysis
from msssim.views.backtest import backtest_figure
from msssim.views.binding import binding
from msssim.views.calibration import counts_figure, posterior_figure
from msssim.views.decisions import robustness_figure, threshold_figure
from msssim.views.differences import differences
from msssim.views.discovery import box_figure, peeling_figure
from msssim.views.effects import attribution_figure, changes_figure, spread_figure
from msssim.views.fans import arrange, fan, medians
from msssim.views.heatmap import heatmap, heatmap_sets
from msssim.views.layout import save
from msssim.views.map_figures import cell_maps, map_before_after, map_strip
from msssim.views.people import people
from msssim.views.postures import can_draw_postures, postures
from msssim.views.sensitivity import sensitivity_figures
from msssim.views.style import drawing
from msssim.views.tradeoff import can_draw_tradeoff, tradeoff
from msssim.views.zones import zones

if TYPE_CHECKING:
    import pandas as pd

    from msssim.experiments import Result
    from msssim.experiments.simulate import Progress

FANS = ("deployed", "fund_balance_usd", "gang_control")
Plan = Mapping[str, Callable[[], Figure]]


def result_plan(result: Result, baseline: str | None = None) -> Plan:
    """Return what draws each figure that a result can fill, in the order of the story.

    Raises
    ------
    ResultError
        When every run of a cell failed.
    """
    refuse_lost_cells(result)
    held = result.columns("series")
    paths = {series: bands(result, series) for series in FANS if series in held}
    plan: dict[str, Callable[[], Figure]] = {
        f"fan_{series}": partial(fan, result, series, table) for series, table in paths.items()
    }
    if any(len(panel.lines) > 1 for panel in arrange(result)):
        for series, table in paths.items():
            plan[f"medians_{series}"] = partial(medians, result, series, table)
    plan["binding"] = partial(binding, result)
    plan["people"] = partial(people, result)
    if can_draw_postures(result):
        plan["postures"] = partial(postures, result)
    if has_places(result):
        plan["zones"] = partial(zones, result)
    if len(cells(result)) > 1:
        plan["differences"] = partial(differences, result, baseline)
        if can_draw_tradeoff(result):
            plan["tradeoff"] = partial(tradeoff, result)
    if len(varied_factors(result)) > 1:
        for name, outcomes in heatmap_sets(result).items():
            plan[name] = partial(heatmap, result, outcomes)
    if has_places(result):
        maps = cell_maps(result)
        plan["map_strip"] = partial(map_strip, result, maps)
        if len(cells(result)) > 1:
            plan["map_before_after"] = partial(map_before_after, result, maps)
    return plan


def _run(result: Result, lifted: Result | None) -> Plan:
    if lifted is None:
        return result_plan(result)
    return {**result_plan(result), "attribution": partial(attribution_figure, lifted)}


def _comparison(result: Result, baseline: str | None, spread: pd.DataFrame | None) -> Plan:
    plan = result_plan(result, baseline)
    return plan if spread is None else {**plan, "spread": partial(spread_figure, result, spread)}


FIGURES: dict[str, Callable[[Analysis], Plan]] = {
    "changes": lambda found: {"effects": partial(changes_figure, *found.source)},
    "comparison": lambda found: _comparison(*found.source),
    "backtest": lambda found: {"backtest": partial(backtest_figure, found.source)},
    "calibration": lambda found: {
        "calibration_counts": partial(counts_figure, found.source),
        "calibration_parameters": partial(posterior_figure, found.source),
    },
    "discovery": lambda found: {
        "discovery_peeling": partial(peeling_figure, found.source),
        "discovery_box": partial(box_figure, found.source),
    },
    "sensitivity": lambda found: sensitivity_figures(found.source),
    "robustness": lambda found: {"robustness": partial(robustness_figure, *found.source)},
    "run": lambda found: _run(*found.source),
    "sweep": lambda found: result_plan(found.source),
    "threshold": lambda found: {"threshold": partial(threshold_figure, *found.source)},
}


def figures_of(analysis: Analysis, progress: Progress | None = None) -> dict[str, Figure]:
    """Return the figures of an analysis by file name; none where it has none."""
    return dict(drawn(plan_of(analysis), progress))


def write_figures_of(
    analysis: Analysis, folder: str | Path, progress: Progress | None = None
) -> list[Path]:
    """Write the figures of an analysis as PNG and SVG; return the paths.

    ``progress`` is called with (figures done, figures in all).
    """
    return write(plan_of(analysis), folder, progress)


def drawn(plan: Plan, progress: Progress | None = None) -> Iterator[tuple[str, Figure]]:
    """Draw one figure after the other."""
    for done, (name, draw) in enumerate(plan.items(), start=1):
        with drawing():
            figure = draw()
        yield name, figure
        if progress is not None:
            progress(done, len(plan))


def write(plan: Plan, folder: str | Path, progress: Progress | None = None) -> list[Path]:
    """Draw and write one figure after the other; return the paths."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with drawing():
        return [
            path for name, figure in drawn(plan, progress) for path in save(figure, folder, name)
        ]


def plan_of(analysis: Analysis) -> Plan:
    """Return what draws the figures of an analysis; nothing where it has none."""
    draw = FIGURES.get(analysis.name)
    return {} if draw is None else draw(analysis)
