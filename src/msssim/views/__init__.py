"""What a person sees: figures whose titles say the finding."""

from __future__ import annotations

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
from msssim.views.map import draw_maps
from msssim.views.people import people
from msssim.views.sheet import save
from msssim.views.style import drawing

if TYPE_CHECKING:
    from msssim.experiments import Result

FANS = ("deployed", "fund_balance_usd", "gang_control")

__all__ = ["attribution_figure", "draw_figures", "write_attribution", "write_figures"]


def draw_figures(result: Result, baseline: str | None = None) -> dict[str, Figure]:
    """Draw every figure that the result can fill, by file name, in the order of the story.

    Several cells add the differences to the baseline (the first cell, or the one named); two
    factors add the maps. ``figure.get_suptitle()`` is the finding in words. Runs that failed are
    left out, and the footers say how many.

    Raises
    ------
    ResultError
        When every run of a cell failed.
    """
    refuse_lost_cells(result)
    with drawing():
        held = result.columns("series")
        paths = {series: bands(result, series) for series in FANS if series in held}
        figures = {f"fan_{series}": fan(result, series, table) for series, table in paths.items()}
        if any(len(panel.lines) > 1 for panel in arrange(result)):
            for series, table in paths.items():
                figures[f"medians_{series}"] = medians(result, series, table)
        figures["binding"] = binding(result)
        figures["people"] = people(result)
        if len(cells(result)) > 1:
            figures["differences"] = differences(result, baseline)
        if len(varied_factors(result)) > 1:
            for name, outcomes in heatmap_sets(result).items():
                figures[name] = heatmap(result, outcomes)
        if has_places(result):
            figures |= draw_maps(result)
    return figures


def write_figures(result: Result, folder: str | Path, baseline: str | None = None) -> list[Path]:
    """Write every figure as PNG (200 dots an inch) and SVG; return the paths."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    figures = draw_figures(result, baseline)
    with drawing():
        return [path for name, figure in figures.items() for path in save(figure, folder, name)]
