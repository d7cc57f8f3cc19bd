"""Two methods of sensitivity analysis, as SALib has them: Morris screening and Sobol indices.

Both see the unit cube alone: a factor's coordinate is the quantile of its distribution, so that all
distributions are alike to them. Take Morris first, to find the few of many factors that matter;
then Sobol, to say how much each of those matters.

References
----------
Morris, Factorial sampling plans for preliminary computational experiments, Technometrics 33 (1991).
Campolongo, Cariboni & Saltelli, An effective screening design for sensitivity analysis of large
models, Environmental Modelling & Software 22 (2007), for mu*. Saltelli et al., Variance based
sensitivity analysis of model output, Computer Physics Communications 181 (2010), for both orders.
"""

# ruff: noqa: PLC0415  (SALib is an extra)
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd

from msssim.errors import InputError

CONFIDENCE = 0.95
RESAMPLES = 200
"""Of the bootstrap that gives the intervals."""
LEVELS = 4
"""Values of each coordinate in a Morris screening: 0, 1/3, 2/3, 1; a step goes over two thirds."""
STEP = LEVELS / (2 * (LEVELS - 1))


class Method(ABC):
    """What the study needs to know of a method.

    Attributes
    ----------
    name, title
        How it is typed, and how it is called in a sentence.
    usual_points, least_points
        Size of the design if none is asked for, and the smallest that says anything.
    measure
        The column by which factors are ranked and told from noise.
    """

    name: str
    title: str
    usual_points: int
    least_points: int
    measure: str

    def check(self, points: int) -> None:
        """Refuse a size of the design for which the method says nothing.

        Raises
        ------
        InputError
            Saying which are allowed.
        """
        if points < self.least_points:
            raise InputError(
                f"points: found {points}; allowed for {self.name} are {self.least_points} or more"
            )

    @abstractmethod
    def sample(self, factors: Sequence[str], points: int, seed: int) -> np.ndarray:
        """Return the design, (sample point, factor), in the unit cube."""

    @abstractmethod
    def base(self, factors: int, rows: int) -> np.ndarray:
        """Return which rows of the design follow the distributions independently of each other."""

    @abstractmethod
    def indices(
        self, factors: Sequence[str], sample: np.ndarray, means: np.ndarray, seed: int
    ) -> pd.DataFrame:
        """Return the indices of an outcome, a row a factor, with their 95 % intervals.

        Parameters
        ----------
        factors
            Names of the coordinates.
        sample
            The design, (sample point, factor).
        means
            The outcome at each of its points, (sample point,); it varies, and none is NaN.
        seed
            Of the bootstrap.
        """

    @abstractmethod
    def steps(self, sample: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which rows of the design differ in one factor alone.

        Returns
        -------
        (ndarray, ndarray), shape (factor, step)
            The row before each step along the factor, and the row after it.
        """

    @abstractmethod
    def noise_floor(self, luck: np.ndarray, spread: float) -> np.ndarray:
        """Return what luck alone would give each factor as its measure, (factor,).

        Parameters
        ----------
        luck
            Variance that luck leaves in the mean difference over each step, (factor, step).
        spread
            Variance of the means over the design.
        """


class Sobol(Method):
    """Shares of the variance: what a factor does alone, and what it does in all.

    *First order* is the part of the variance of the outcome that would go if the factor were known;
    *total order* what would be left if all others were. Their difference is what it does together
    with others. ``points`` is the base sample: a power of two.
    """

    name = "sobol"
    title = "Sobol indices"
    usual_points = 64
    least_points = 8
    measure = "total_order"

    def check(self, points: int) -> None:
        """Refuse what is no power of two too: the sequence is balanced for those only."""
        super().check(points)
        if points & (points - 1):
            below = 1 << (points.bit_length() - 1)
            raise InputError(
                f"points: found {points}; a Sobol sequence is balanced for powers of two only: "
                f"{below} or {2 * below}"
            )

    def sample(self, factors: Sequence[str], points: int, seed: int) -> np.ndarray:
        """Return Saltelli's design: for each base point two rows and one more for each factor."""
        require_salib()
        from SALib.sample import sobol

        luck = np.random.default_rng(seed)
        return np.asarray(
            sobol.sample(_problem(factors), points, calc_second_order=False, seed=luck)
        )

    def base(self, factors: int, rows: int) -> np.ndarray:
        """Return the first and the last row of each base point."""
        place = np.arange(rows) % (factors + 2)
        return np.flatnonzero((place == 0) | (place == factors + 1))

    def indices(
        self, factors: Sequence[str], sample: np.ndarray, means: np.ndarray, seed: int
    ) -> pd.DataFrame:
        """Return ``first_order, total_order, interaction``, each with ``_low`` and ``_high``."""
        require_salib()
        from SALib.analyze import sobol

        found = sobol.analyze(
            _problem(factors),
            means,
            calc_second_order=False,
            num_resamples=RESAMPLES,
            conf_level=CONFIDENCE,
            keep_resamples=True,
            seed=seed + 1,  # SALib takes 0 for no seed at all
        )
        first, total = found["S1_conf_all"], found["ST_conf_all"]
        return pd.DataFrame(
            {
                **_with_interval("first_order", found["S1"], found["S1_conf"]),
                **_with_interval("total_order", found["ST"], found["ST_conf"]),
                **_with_interval(
                    "interaction", found["ST"] - found["S1"], _half_width(total - first)
                ),
            },
            index=list(factors),
        )

    def steps(self, sample: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the first row of each base point, and that with the factor taken from the last."""
        rows, factors = sample.shape
        first = np.arange(0, rows, factors + 2)
        return np.tile(first, (factors, 1)), first + np.arange(1, factors + 1)[:, None]

    def noise_floor(self, luck: np.ndarray, spread: float) -> np.ndarray:
        """Return its total order: half the mean squared difference, as a share of the variance."""
        return np.asarray(luck.mean(axis=1) / (2 * spread))


class Morris(Method):
    """Elementary effects: how far the outcome moves as one factor goes from end to end.

    *mu\\** is the mean size of the effect, *sigma* its standard deviation: large where the effect
    depends on the other factors, or on where the step begins. Both are in the outcome's unit.
    ``points`` is the number of trajectories.
    """

    name = "morris"
    title = "Morris screening"
    usual_points = 30
    least_points = 4
    measure = "mu_star"

    def sample(self, factors: Sequence[str], points: int, seed: int) -> np.ndarray:
        """Return trajectories, each of a start and a step along every factor."""
        require_salib()
        from SALib.sample import morris

        luck = np.random.default_rng(seed)
        return np.asarray(morris.sample(_problem(factors), points, num_levels=LEVELS, seed=luck))

    def base(self, factors: int, rows: int) -> np.ndarray:
        """Return none: a screening takes its points from a grid, ends included."""
        return np.empty(0, dtype=int)

    def indices(
        self, factors: Sequence[str], sample: np.ndarray, means: np.ndarray, seed: int
    ) -> pd.DataFrame:
        """Return ``mu_star`` with ``_low`` and ``_high``, ``mu`` and ``sigma``."""
        require_salib()
        from SALib.analyze import morris

        found = morris.analyze(
            _problem(factors),
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
            {**_with_interval("mu_star", mean, width), **others}, index=list(factors)
        )

    def steps(self, sample: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return, for each trajectory, the rows between which the factor steps."""
        trajectories = np.arange(len(sample)).reshape(-1, sample.shape[1] + 1)
        moved = np.abs(np.diff(sample[trajectories], axis=1)).argmax(axis=2)
        step = moved.argsort(axis=1).T  # (factor, trajectory)
        before = trajectories[:, 0] + step
        return before, before + 1

    def noise_floor(self, luck: np.ndarray, spread: float) -> np.ndarray:
        """Return its mu*: the mean size of a normal of that variance, over the step."""
        return np.asarray(np.sqrt(2 * luck / np.pi).mean(axis=1) / STEP)


METHODS: dict[str, Method] = {method.name: method for method in (Sobol(), Morris())}


def require_salib() -> None:
    """Refuse if SALib is not installed.

    Raises
    ------
    InputError
        Saying what to install.
    """
    if not find_spec("SALib"):
        raise InputError("sensitivity analysis needs: pip install 'msssim[sensitivity]'")


def _problem(factors: Sequence[str]) -> dict[str, Any]:
    """Return the unit cube in SALib's words."""
    return {
        "num_vars": len(factors),
        "names": list(factors),
        "bounds": [[0.0, 1.0]] * len(factors),
    }


def _with_interval(name: str, value: np.ndarray, half: np.ndarray) -> dict[str, np.ndarray]:
    return {name: value, f"{name}_low": value - half, f"{name}_high": value + half}


def _half_width(resampled: np.ndarray) -> np.ndarray:
    """Return half the interval of an estimate, as SALib reckons it: a normal's, (factor,)."""
    from scipy import stats

    quantile = stats.norm.ppf((1 + CONFIDENCE) / 2)
    return np.asarray(quantile * resampled.std(axis=0, ddof=1))
