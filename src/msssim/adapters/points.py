"""Points that another tool has chosen, played with the batch engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from msssim.analysis.pairs import refuse_failed_runs
from msssim.errors import InputError, Problem
from msssim.experiments import Experiment, experiment_of
from msssim.experiments.checks import is_whole
from msssim.experiments.simulate import play_in_memory
from msssim.scenario import Scenario
from msssim.scenario.text import nearest, shown
from msssim.text import text
from msssim.world.observables import OUTCOMES

LONGEST_TITLE = 200


def means_at(
    experiment: Experiment,
    scenario: Scenario,
    columns: Mapping[str, Sequence[Any]],
    outcomes: Sequence[str],
) -> pd.DataFrame:
    """Play a scenario at points, and return each outcome's mean over the runs of each point.

    All points are played together, with common random numbers: run *k* has the same at all points.

    Parameters
    ----------
    experiment
        Says how many runs a point has, and their seed.
    scenario
        What is played, over its horizon.
    columns
        For each parameter that varies, by path, its value at each point; whole ones are rounded.
        Without any there is one point.
    outcomes
        Names of outcomes.

    Returns
    -------
    DataFrame
        A row a point, a column an outcome. NaN where it never happened in some run of the point,
        since a mean over the others would not be a response to the parameters.

    Raises
    ------
    InputError
        If a value is not admitted.
    ResultError
        If a run failed.
    """
    points = {len(values) for values in columns.values()}
    asked = experiment_of(
        [scenario],
        name=experiment.name,
        title=experiment.title[:LONGEST_TITLE],
        uncertainties={
            path: {"values": _admitted(scenario, path, values)} for path, values in columns.items()
        },
        replications=experiment.replications,
        seed=experiment.seed,
        **({"design": {"method": "listed", "points": points.pop()}} if points else {}),
    )
    result = play_in_memory(asked)
    refuse_failed_runs(result)
    names = list(outcomes)
    runs = result.outcomes(names).groupby("point")[names]
    return runs.mean().where(runs.count().eq(runs.size(), axis=0))


def require_outcomes(outcomes: Sequence[str]) -> None:
    """Refuse names that are no outcomes, and one name where a list of them is needed.

    Raises
    ------
    InputError
        With the nearest right word for each.
    """
    if isinstance(outcomes, str):
        allowed = text("studies.adapters.list_of_names", name=outcomes)
        raise InputError("problems.wrong_value", "outcomes", found=shown(outcomes), allowed=allowed)
    if not outcomes:
        raise InputError("studies.adapters.no_outcome", "outcomes")
    wrong = [name for name in outcomes if name not in OUTCOMES]
    if wrong:
        raise InputError(
            Problem(
                "studies.adapters.unknown_outcome",
                "outcomes",
                name=name,
                suggestion=nearest(name, OUTCOMES),
            )
            for name in wrong
        )


def require_fixed_replications(experiment: Experiment) -> None:
    """Refuse an experiment in which a rule says how often a point is played.

    Raises
    ------
    InputError
        Saying what to write instead.
    """
    if experiment.until is not None:
        raise InputError("studies.adapters.replications_by_rule", "replications")


def _admitted(scenario: Scenario, path: str, values: Sequence[Any]) -> list[Any]:
    """Return values as the parameter takes them: plain, and whole if it is whole."""
    plain = np.asarray(values)
    if np.issubdtype(plain.dtype, np.floating) and is_whole(scenario, path):
        plain = np.rint(plain).astype(np.int64)
    return list(plain.tolist())
