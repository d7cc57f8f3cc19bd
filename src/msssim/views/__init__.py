"""What a person sees: figures whose titles say the finding."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from msssim.analysis.cells import cells, varied_factors
from msssim.analysis.failed import refuse_lost_cells
from msssim.analysis.places import has_places
from msssim.analysis.summary import bands
from msssim.views.attribution import attribution_figure, write_attribution
from msssim.views.binding import binding
from msssim.views.differences import differences
from msssim.views.fans import arrange, fan, medians
from msssim.views.heatmap import heatmap, heatmap_sets
from msssim.views.map_figures import cell_maps, map_before_after, map_strip
from msssim.views.people import people
from msssim.views.postures import can_draw_postures, postures
from msssim.views.registry import Progress, drawn, figures_of, write, write_figures_of
from msssim.views.spread import write_spread
from msssim.views.tradeoff import can_draw_tradeoff, tradeoff
from msssim.views.zones import zones

if TYPE_CHECKING:
    from msssim.experiments import Result

FANS = ("deployed", "fund_balance_usd", "gang_control")

__all__ = [
    "attribution_figure",
    "draw_figures",
    "figures_of",
    "write_attribution",
    "write_figures",
    "write_figures_of",
    "write_spread",
]


def draw_figures(
    result: Result, baseline: str | None = None, progress: Progress | None = None
) -> dict[str, Figure]:
    """Draw every figure that the result can fill, by file name, in the order of the story.

    Several cells add the differences to the baseline (the first cell, or the one named); two
    factors add the heat maps. ``figure.get_suptitle()`` is the finding in words. Runs that failed
    are left out, and the footers say how many. ``progress`` is called with (figures done, figures
    in all).

    Raises
    ------
    ResultError
        When every run of a cell failed.
    """
    refuse_lost_cells(result)
    return dict(drawn(_planned(result, baseline), progress))


def write_figures(
    result: Result,
    folder: str | Path,
    baseline: str | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write every figure as PNG (200 dots an inch) and SVG; return the paths."""
    refuse_lost_cells(result)
    return write(_planned(result, baseline), folder, progress)


def _planned(result: Result, baseline: str | None) -> dict[str, Callable[[], Figure]]:
    """Return what draws each figure that the result can fill."""
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
