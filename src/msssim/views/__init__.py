"""What a person sees: figures whose titles say the finding."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from msssim.views.effects import attribution_figure
from msssim.views.registry import drawn, figures_of, result_plan, write, write_figures_of

if TYPE_CHECKING:
    from msssim.experiments import Result
    from msssim.experiments.simulate import Progress

__all__ = ["attribution_figure", "draw_figures", "figures_of", "write_figures", "write_figures_of"]


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
    return dict(drawn(result_plan(result, baseline), progress))


def write_figures(
    result: Result,
    folder: str | Path,
    baseline: str | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write every figure as PNG (200 dots an inch) and SVG; return the paths."""
    return write(result_plan(result, baseline), folder, progress)
