"""The points of an experiment: lever cells crossed with one sample of the uncertainties.

Points are numbered cell by cell; the last lever changes fastest, the sample faster still.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import pandas as pd
from pydantic_core import to_jsonable_python

from msssim.experiments.experiment import Experiment
from msssim.experiments.sample import uncertainty_sample


@dataclass(frozen=True)
class Point:
    """One point of the design: labels of the named levers, and the parameters that it sets."""

    number: int
    labels: Mapping[str, str]
    settings: Mapping[str, Any]


def points(experiment: Experiment) -> pd.DataFrame:
    """Return one row a point, the same for all scenarios.

    Returns
    -------
    DataFrame
        ``point`` (0, 1, ...), a column for each lever (for a named lever its label, then each path
        that it sets, null where the level leaves the scenario's own value), then one for each
        uncertainty. Dates are text, as in the result files.
    """
    columns = varied_columns(experiment)
    rows = [
        [point.number, *(_cell(point, column) for column in columns)]
        for point in design_points(experiment)
    ]
    return pd.DataFrame(rows, columns=["point", *columns])


def varied_columns(experiment: Experiment) -> list[str]:
    """Return the columns of a result that say what varied: levers in file order, uncertainties."""
    levers = [
        column
        for lever in experiment.lever_list()
        for column in ((lever.name, *lever.paths) if lever.named else (lever.name,))
    ]
    return [*levers, *experiment.uncertainties]


def design_points(experiment: Experiment) -> list[Point]:
    """Return the points in order."""
    levers = experiment.lever_list()
    cells = list(product(*(lever.levels for lever in levers)))
    sample = uncertainty_sample(experiment)
    listed = []
    for number, (chosen, sampled) in enumerate(product(cells, sample)):
        labels = {
            lever.name: level.label
            for lever, level in zip(levers, chosen, strict=True)
            if lever.named
        }
        settings = {path: value for level in chosen for path, value in level.settings.items()}
        listed.append(Point(number, labels, {**settings, **sampled}))
    return listed


def _cell(point: Point, column: str) -> Any:
    return to_jsonable_python(point.labels.get(column, point.settings.get(column)))
