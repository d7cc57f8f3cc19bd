"""The points of an experiment: lever cells crossed with one sample of the uncertainties.

Points are numbered cell by cell; the last lever changes fastest, the sample faster still. The
sample is a set of points of the unit cube, turned into values. It depends on the experiment's seed,
design and uncertainties only, and is the same in every lever cell and scenario. A Sobol or Halton
sample that grows keeps the points that it had, bit for bit; a latin hypercube of another size is
another sample, since each point takes its slice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from pydantic_core import to_jsonable_python
from scipy.stats import qmc

from msssim.experiments.checks import is_whole
from msssim.experiments.copula import correlated
from msssim.experiments.experiment import Experiment

SAMPLERS = {"latin_hypercube": qmc.LatinHypercube, "sobol": qmc.Sobol, "halton": qmc.Halton}


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


def uncertainty_sample(experiment: Experiment) -> list[dict[str, Any]]:
    """Return the sample: for each sample point, the value of each uncertain parameter."""
    if not experiment.uncertainties:
        return [{}]
    columns = _listed(experiment) if experiment.design.method == "listed" else _drawn(experiment)
    rows = zip(*columns, strict=True)
    return [dict(zip(experiment.uncertainties, row, strict=True)) for row in rows]


def quantile_sample(experiment: Experiment) -> np.ndarray:
    """Return the quantile of each uncertainty at each point, (sample point, uncertainty).

    It is the design in the unit cube, correlated as the experiment asks.
    """
    paths = list(experiment.uncertainties)
    sample = unit_sample(experiment, len(paths))
    if not experiment.correlations:
        return sample
    return correlated(sample, paths, experiment.correlations)


def unit_sample(experiment: Experiment, dimensions: int) -> np.ndarray:
    """Return the design in the unit cube, (sample point, dimension), its dimensions independent."""
    design = experiment.design
    if dimensions == 0:
        return np.empty((1, 0))
    if design.method == "grid":
        along = np.linspace(0, 1, design.points) if design.points > 1 else np.array([0.5])
        return np.array(list(product(along, repeat=dimensions)))
    sampler = SAMPLERS[design.method](d=dimensions, rng=np.random.default_rng(experiment.seed))
    return np.asarray(sampler.random(design.points))


def values_at(experiment: Experiment, quantiles: np.ndarray) -> list[list[Any]]:
    """Return the values of each uncertainty at its quantiles, whole numbers rounded.

    Parameters
    ----------
    experiment
        Whose uncertainties are meant, in their order.
    quantiles
        In [0, 1], (sample point, uncertainty).

    Returns
    -------
    list of list
        For each uncertainty its value at each point.
    """
    columns = []
    for (path, uncertainty), along in zip(
        experiment.uncertainties.items(), quantiles.T, strict=True
    ):
        values = uncertainty.at_quantiles(along)
        if np.issubdtype(values.dtype, np.number) and is_whole(experiment.scenarios[0], path):
            values = np.rint(values).astype(np.int64)
        columns.append(values.tolist())
    return columns


def _drawn(experiment: Experiment) -> list[list[Any]]:
    return values_at(experiment, quantile_sample(experiment))


def _listed(experiment: Experiment) -> list[list[Any]]:
    """Return the values of each uncertainty as they are listed: the n-th is that of point n."""
    return [
        np.array(uncertainty.values).tolist() for uncertainty in experiment.uncertainties.values()
    ]
