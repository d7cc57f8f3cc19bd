"""An experiment as a SALib problem, and what SALib calls to have it evaluated.

A factor is an uncertainty of the experiment, and its coordinate the *quantile* of its distribution:
the problem is the unit cube, so that every distribution can be sampled by every method of SALib.
Nothing here imports SALib; the problem is a plain mapping.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from msssim.adapters.points import means_at, require_fixed_replications, require_outcomes
from msssim.analysis.sensitivity.methods import unit_cube
from msssim.analysis.sensitivity.study import not_independent
from msssim.errors import InputError
from msssim.experiments import Experiment
from msssim.experiments.design import values_at
from msssim.scenario.validation import require
from msssim.text import text

__all__ = ["evaluator_of", "problem_of", "values_of"]


def problem_of(experiment: Experiment, outcomes: Sequence[str]) -> dict[str, Any]:
    """Return the problem of an experiment, as SALib's functions and ``ProblemSpec`` take it.

    Raises
    ------
    InputError
        If it has no uncertainties, or correlated or listed ones; or if there is no such outcome.
    """
    require(Experiment, experiment)
    problems = list(not_independent(experiment))
    if problems:
        raise InputError(problems)
    require_outcomes(outcomes)
    return {**unit_cube(list(experiment.uncertainties)), "outputs": list(outcomes)}


def values_of(experiment: Experiment, sample: np.ndarray) -> pd.DataFrame:
    """Return the values of the uncertainties at a sample of the unit cube.

    Parameters
    ----------
    experiment
        Whose uncertainties are meant.
    sample
        Quantiles in [0, 1], (point, uncertainty), as SALib samples them.

    Returns
    -------
    DataFrame
        A row a point, a column a parameter, in its own unit.

    Raises
    ------
    InputError
        If the sample has another shape, or something in it is no quantile.
    """
    require(Experiment, experiment)
    columns = values_at(experiment, _quantiles(experiment, sample))
    return pd.DataFrame(dict(zip(experiment.uncertainties, columns, strict=True)))


def evaluator_of(
    experiment: Experiment, outcomes: Sequence[str]
) -> Callable[[np.ndarray], np.ndarray]:
    """Return the function that plays the first scenario of an experiment at a sample.

    It takes a sample as :func:`values_of`, plays all its points together, and returns the means
    over each point's runs, (point,) for one outcome and (point, outcome) for several. Levers are
    left as the scenario has them.

    Raises
    ------
    InputError
        At once as :func:`problem_of`; and when it is called, if a sample is none (see
        :func:`values_of`), or an outcome never happened in some run. SALib would make indices of
        zero of a single NaN, without a word.
    """
    problem_of(experiment, outcomes)
    require_fixed_replications(experiment)
    scenario = experiment.scenarios_to_play()[0]

    def evaluate(sample: np.ndarray) -> np.ndarray:
        values = values_of(experiment, sample)
        columns = {str(path): values[path].tolist() for path in values}
        means = means_at(experiment, scenario, columns, outcomes)
        for name, missing in means.isna().sum().items():
            if missing:
                fields = {"outcome": name, "missing": missing, "points": len(means)}
                raise InputError("studies.adapters.never", **fields)
        return means.to_numpy()[:, 0] if len(means.columns) == 1 else means.to_numpy()

    return evaluate


def _quantiles(experiment: Experiment, sample: Any) -> np.ndarray:
    """Return a sample as numbers; refuse one of another shape or with numbers outside [0, 1]."""
    names = list(experiment.uncertainties)
    columns = ", ".join(names)
    try:
        quantiles = np.asarray(sample, dtype=float)
    except (TypeError, ValueError):
        raise InputError("studies.adapters.no_matrix", "sample", columns=columns) from None
    if quantiles.ndim != 2 or quantiles.shape[1] != len(names):
        found = " x ".join(map(str, quantiles.shape)) or text("studies.adapters.one_number")
        allowed = text("studies.adapters.row_a_point", columns=columns)
        raise InputError("problems.wrong_value", "sample", found=found, allowed=allowed)
    outside = quantiles[~((quantiles >= 0) & (quantiles <= 1))]
    if len(outside):
        raise InputError("studies.adapters.no_quantile", "sample", found=f"{outside[0]:g}")
    return quantiles
