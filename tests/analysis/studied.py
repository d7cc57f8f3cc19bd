"""Studies of tiny experiments, and results that a plain function plays in no time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from msssim.analysis.sensitivity import Study, study_of
from msssim.experiments import Experiment, Result, experiment_of
from msssim.experiments.design import points
from msssim.experiments.manifest import manifest_of
from msssim.scenario import load_scenario

UNCERTAIN = {
    "gangs.rationality": {"low": 0.5, "high": 6.0},
    "funding.conversion": {"low": 0.3, "high": 0.9},
    "funding.lag_months": {"low": 3.0, "high": 18.0},
}


def experiment(*scenarios: str, **keys) -> Experiment:
    settings = {
        "title": "Small", "uncertainties": UNCERTAIN, "replications": 4, "horizon_days": 28,
        "seed": 5,
    } | keys  # fmt: skip
    return experiment_of([load_scenario(name) for name in scenarios or ("as_is",)], **settings)


def study(method: str = "sobol", count: int = 64, *scenarios: str, **keys) -> Study:
    return study_of(experiment(*scenarios, **keys), method, count)


Outcome = Callable[[np.ndarray, np.ndarray, int], np.ndarray]
"""Of the quantiles (point, factor, 1), the noise (point, run) and the scenario's place."""


def played(asked: Experiment, **outcomes: Outcome) -> Result:
    """The result of an experiment of listed points, its outcomes these functions.

    Noise is (1, run): the same at all points, as with common random numbers.
    """
    table = points(asked)
    low_high = np.array([list(each.values()) for each in UNCERTAIN.values()]).T
    quantiles = (table[list(UNCERTAIN)].to_numpy(float) - low_high[0]) / np.diff(low_high, axis=0)
    runs = asked.replications
    noise = np.random.default_rng(3).normal(size=(1, runs))
    parts = []
    for place, scenario in enumerate(asked.scenarios):
        rows = table.loc[table.index.repeat(runs)].reset_index(drop=True)
        rows.insert(0, "scenario", scenario.name)
        rows.insert(2, "run", np.tile(np.arange(runs), len(table)))
        for name, function in outcomes.items():
            values = function(quantiles[..., None], noise, place)
            rows[name] = np.broadcast_to(values, (len(table), runs)).ravel()
        parts.append(rows)
    return Result.of_frames(
        pd.concat(parts, ignore_index=True), pd.DataFrame(), manifest_of(asked, parts=1)
    )
