"""The figures of every analysis, by the name that the analysis carries.

An entry of :data:`FIGURES` takes an :class:`~msssim.analysis.presentation.Analysis` and returns a
plan: what draws each of its figures, by file name, in the order in which they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from matplotlib.figure import Figure

from msssim.analysis.presentation import Analysis
from msssim.views.backtest import backtest_figure
from msssim.views.calibration import counts_figure, posterior_figure
from msssim.views.decisions import robustness_figure, threshold_figure
from msssim.views.discovery import box_figure, peeling_figure
from msssim.views.layout import save
from msssim.views.sensitivity import sensitivity_figures
from msssim.views.style import drawing

Plan = Mapping[str, Callable[[], Figure]]
Progress = Callable[[int, int], None]

FIGURES: dict[str, Callable[[Analysis], Plan]] = {
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
