"""Morris screening: how far an outcome moves as one factor goes from end to end.

References
----------
Morris, Factorial sampling plans for preliminary computational experiments, Technometrics 33 (1991).
Campolongo, Cariboni & Saltelli, An effective screening design for sensitivity analysis of large
models, Environmental Modelling & Software 22 (2007), for mu*.
"""

# ruff: noqa: PLC0415  (SALib is an extra)
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from msssim.analysis.sensitivity.method import (
    CONFIDENCE,
    RESAMPLES,
    Method,
    require_salib,
    unit_cube,
    with_interval,
)

LEVELS = 4
"""Values of each coordinate: 0, 1/3, 2/3, 1."""
STEP = LEVELS / (2 * (LEVELS - 1))
"""How far a step goes: two thirds of the way."""


class Morris(Method):
    """Elementary effects: how far the outcome moves as one factor goes from end to end.

    ``mu_star`` is the mean size of the effect, ``sigma`` its standard deviation: large where the
    effect depends on the other factors, or on where the step begins. Both are in the outcome's
    unit. ``points`` is the number of trajectories.
    """

    name = "morris"
    title = "Morris screening"
    usual_points = 30
    least_points = 4
    measure = "mu_star"
    second_measure = "sigma"
    in_variance = False

    def sample(self, factors: Sequence[str], points: int, seed: int) -> np.ndarray:
        """Return trajectories, each of a start and a step along every factor."""
        require_salib()
        from SALib.sample import morris

        luck = np.random.default_rng(seed)
        return np.asarray(morris.sample(unit_cube(factors), points, num_levels=LEVELS, seed=luck))

    def base(self, sample: np.ndarray) -> np.ndarray:
        """Return none: a screening takes its points from a grid, ends included."""
        return sample[:0]

    def indices(
        self, factors: Sequence[str], sample: np.ndarray, means: np.ndarray, seed: int
    ) -> pd.DataFrame:
        """Return ``mu_star`` with ``_low`` and ``_high``, ``mu`` and ``sigma``."""
        require_salib()
        from SALib.analyze import morris

        found = morris.analyze(
            unit_cube(factors),
            sample,
            means,
            num_levels=LEVELS,
            num_resamples=RESAMPLES,
            conf_level=CONFIDENCE,
            seed=seed,
        )
        mean, width = (np.asarray(found[name], float) for name in ("mu_star", "mu_star_conf"))
        others = {name: np.asarray(found[name], float) for name in ("mu", "sigma")}
        return pd.DataFrame(
            {**with_interval("mu_star", mean, width), **others}, index=list(factors)
        )

    def steps(self, sample: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return, for each trajectory, the rows between which the factor steps."""
        trajectories = np.arange(len(sample)).reshape(-1, sample.shape[1] + 1)
        moved = np.abs(np.diff(sample[trajectories], axis=1)).argmax(axis=2)
        step = moved.argsort(axis=1).T  # (factor, trajectory)
        before = trajectories[:, 0] + step
        return before, before + 1

    def noise_floor(self, luck: np.ndarray, spread: float) -> np.ndarray:
        """Return its mu*: the mean size of a normal of that variance, over the step.

        The variance is that over all steps, since single ones rest on few runs; where luck differs
        from step to step, the floor is too high rather than too low.
        """
        return np.asarray(np.sqrt(2 * luck.mean(axis=1) / np.pi) / STEP)
