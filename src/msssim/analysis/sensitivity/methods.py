"""Methods of sensitivity analysis: Sobol indices and Morris screening, computed by SALib.

A method sees the unit cube alone: a factor's coordinate is the quantile of its distribution, so
that all distributions look the same to it. Take Morris first, to find the few of many factors that
matter; then Sobol, to say how much each of those matters.

References
----------
Morris, Factorial sampling plans for preliminary computational experiments, Technometrics 33 (1991).
Campolongo, Cariboni & Saltelli, An effective screening design for sensitivity analysis of large
models, Environmental Modelling & Software 22 (2007), for mu*.
Saltelli et al., Variance based sensitivity analysis of model output. Design and estimator for the
total sensitivity index, Computer Physics Communications 181 (2010).
"""

# ruff: noqa: PLC0415  (SALib is an extra)
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from msssim.errors import InputError, require_packages
from msssim.text import text

CONFIDENCE = 0.95
RESAMPLES = 200
"""Of the bootstrap that gives the intervals."""

LEVELS = 4
"""Values of each coordinate in a Morris design: 0, 1/3, 2/3, 1."""
STEP = LEVELS / (2 * (LEVELS - 1))
"""Length of a Morris step: two thirds of the range."""


class Method(ABC):
    """A method of sensitivity analysis.

    Attributes
    ----------
    name, title
        How it is typed, and how it is called in a sentence.
    usual_points, least_points
        Default size of the design, and the smallest that is allowed.
    measure, second_measure
        Column by which factors are ranked and compared with the noise floor, and a second one.
    in_variance
        Whether both are shares of the variance, and not amounts in the outcome's unit.
    """

    name: str
    title: str
    usual_points: int
    least_points: int
    measure: str
    second_measure: str
    in_variance: bool

    def check(self, points: int) -> None:
        """Refuse a size of the design that the method does not allow.

        Raises
        ------
        InputError
            Saying which are allowed.
        """
        if points < self.least_points:
            form = "studies.sensitivity.least_points"
            allowed = text(form, method=self.name, least=self.least_points)
            raise InputError("problems.too_many", "points", found=points, allowed=allowed)

    @abstractmethod
    def sample(self, factors: Sequence[str], points: int, seed: int) -> np.ndarray:
        """Return the design, (sample point, factor), in the unit cube."""

    @abstractmethod
    def base(self, sample: np.ndarray) -> np.ndarray:
        """Return the distinct points of the design that follow the distributions."""

    @abstractmethod
    def indices(
        self, factors: Sequence[str], sample: np.ndarray, means: np.ndarray, seed: int
    ) -> pd.DataFrame:
        """Return the indices of an outcome with their 95 % intervals, a row a factor.

        ``means`` is the outcome at each point of the design, (sample point,); it varies, and none
        is NaN. ``seed`` is that of the bootstrap.
        """

    @abstractmethod
    def steps(self, sample: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return pairs of rows of the design that differ in one factor alone, (factor, step)."""

    @abstractmethod
    def noise_floor(self, noise: np.ndarray, variance: float) -> np.ndarray:
        """Return the measure that a factor without effect is expected to get, (factor,).

        ``noise`` is the sampling variance of the mean difference over each step, (factor, step),
        ``variance`` that of the means over the design.
        """


class Sobol(Method):
    """Sobol indices: shares of the variance, of each factor alone and with its interactions.

    *First order* is the share of the variance that would vanish if the factor were known; *total
    order* the share that would remain if all others were. Their difference is the share of its
    interactions. ``points`` is the base sample: a power of two.
    """

    name = "sobol"
    title = "Sobol indices"
    usual_points = 64
    least_points = 8
    measure = "total_order"
    second_measure = "first_order"
    in_variance = True

    def check(self, points: int) -> None:
        """Refuse what is no power of two too: the sequence is balanced for those only."""
        super().check(points)
        if points & (points - 1):
            below = 1 << (points.bit_length() - 1)
            template = "studies.sensitivity.not_balanced"
            raise InputError(template, "points", found=points, below=below, above=2 * below)

    def sample(self, factors: Sequence[str], points: int, seed: int) -> np.ndarray:
        """Return Saltelli's design: for each base point two rows and one more for each factor."""
        require_salib()
        from SALib.sample import sobol

        cube, rng = unit_cube(factors), np.random.default_rng(seed)
        return np.asarray(sobol.sample(cube, points, calc_second_order=False, seed=rng))

    def base(self, sample: np.ndarray) -> np.ndarray:
        """Return the first row of each base point."""
        return sample[:: sample.shape[1] + 2]

    def indices(
        self, factors: Sequence[str], sample: np.ndarray, means: np.ndarray, seed: int
    ) -> pd.DataFrame:
        """Return ``first_order, total_order, interaction``, each with ``_low`` and ``_high``.

        The intervals of the interactions are simultaneous (Bonferroni), since the widest among them
        is looked for. ``interaction_told`` says that the interaction is above zero and no more than
        the total: an interaction above the total is an artefact of a first order below zero.
        """
        require_salib()
        from SALib.analyze import sobol

        found = sobol.analyze(
            unit_cube(factors),
            means,
            calc_second_order=False,
            num_resamples=RESAMPLES,
            conf_level=CONFIDENCE,
            keep_resamples=True,
            seed=seed + 1,  # SALib takes 0 for no seed at all
        )
        resampled = found["ST_conf_all"] - found["S1_conf_all"]
        quantile = stats.norm.ppf(1 - (1 - CONFIDENCE) / (2 * len(factors)))
        half = quantile * resampled.std(axis=0, ddof=1)
        table = pd.DataFrame(
            {
                **_with_interval("first_order", found["S1"], found["S1_conf"]),
                **_with_interval("total_order", found["ST"], found["ST_conf"]),
                **_with_interval("interaction", found["ST"] - found["S1"], half),
            },
            index=list(factors),
        )
        possible = table["interaction"] <= table["total_order_high"]
        return table.assign(interaction_told=(table["interaction_low"] > 0) & possible)

    def steps(self, sample: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the first row of each base point, and that with the factor taken from the last."""
        rows, factors = sample.shape
        first = np.arange(0, rows, factors + 2)
        return np.tile(first, (factors, 1)), first + np.arange(1, factors + 1)[:, None]

    def noise_floor(self, noise: np.ndarray, variance: float) -> np.ndarray:
        """Return its total order: half the mean squared difference, as a share of the variance."""
        return np.asarray(noise.mean(axis=1) / (2 * variance))


class Morris(Method):
    """Elementary effects: the change of the outcome as one factor goes over its whole range.

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

        cube, rng = unit_cube(factors), np.random.default_rng(seed)
        return np.asarray(morris.sample(cube, points, num_levels=LEVELS, seed=rng))

    def base(self, sample: np.ndarray) -> np.ndarray:
        """Return none: trajectories take their points from a grid, ends included."""
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
        found = {name: np.asarray(found[name], float) for name in found if name != "names"}
        columns = _with_interval("mu_star", found["mu_star"], found["mu_star_conf"])
        others = {"mu": found["mu"], "sigma": found["sigma"]}
        return pd.DataFrame({**columns, **others}, index=list(factors))

    def steps(self, sample: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return, for each trajectory, the rows between which the factor steps."""
        trajectories = np.arange(len(sample)).reshape(-1, sample.shape[1] + 1)
        moved = np.abs(np.diff(sample[trajectories], axis=1)).argmax(axis=2)
        step = moved.argsort(axis=1).T  # (factor, trajectory)
        before = trajectories[:, 0] + step
        return before, before + 1

    def noise_floor(self, noise: np.ndarray, variance: float) -> np.ndarray:
        """Return its mu*: the mean size of a normal of that variance, over the step.

        The variance is averaged over all steps, since single ones rest on few runs; where it
        differs from step to step, the floor is too high rather than too low.
        """
        return np.asarray(np.sqrt(2 * noise.mean(axis=1) / np.pi) / STEP)


METHODS: dict[str, Method] = {method.name: method for method in (Sobol(), Morris())}
"""The methods, by the name that is typed."""


def require_salib() -> None:
    """Refuse with an :class:`InputError` that says what to install if SALib is missing."""
    require_packages("studies.sensitivity.needs_salib", "SALib")


def unit_cube(factors: Sequence[str]) -> dict[str, Any]:
    """Return the unit cube as a problem of SALib, a dimension a factor."""
    return {"num_vars": len(factors), "names": list(factors), "bounds": [[0.0, 1.0]] * len(factors)}


def _with_interval(name: str, value: np.ndarray, half: np.ndarray) -> dict[str, np.ndarray]:
    """Return the columns of an estimate and of the ends of its interval, each (factor,)."""
    return {name: value, f"{name}_low": value - half, f"{name}_high": value + half}
