"""What the study needs to know of a method of sensitivity analysis, and what methods share.

A method sees the unit cube alone: a factor's coordinate is the quantile of its distribution, so
that all distributions are alike to it. The numbers are SALib's.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd

from msssim.errors import InputError, Problem

CONFIDENCE = 0.95
RESAMPLES = 200
"""Of the bootstrap that gives the intervals."""


class Method(ABC):
    """What the study needs to know of a method.

    Attributes
    ----------
    name, title
        How it is typed, and how it is called in a sentence.
    usual_points, least_points
        Size of the design if none is asked for, and the smallest that says anything.
    measure, second_measure
        The column by which factors are ranked and told from luck, and one to look at beside it.
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
        """Refuse a size of the design for which the method says nothing.

        Raises
        ------
        InputError
            Saying which are allowed.
        """
        if points < self.least_points:
            message = f"found {points}; allowed for {self.name} are {self.least_points} or more"
            raise InputError([Problem(message, "points")])

    @abstractmethod
    def sample(self, factors: Sequence[str], points: int, seed: int) -> np.ndarray:
        """Return the design, (sample point, factor), in the unit cube."""

    @abstractmethod
    def base(self, sample: np.ndarray) -> np.ndarray:
        """Return those points of the design that follow the distributions, none twice."""

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


def require_salib() -> None:
    """Refuse if SALib is not installed.

    Raises
    ------
    InputError
        Saying what to install.
    """
    if not find_spec("SALib"):
        raise InputError("sensitivity analysis needs: pip install 'msssim[sensitivity]'")


def unit_cube(factors: Sequence[str]) -> dict[str, Any]:
    """Return the unit cube in SALib's words, a dimension a factor."""
    return {"num_vars": len(factors), "names": list(factors), "bounds": [[0.0, 1.0]] * len(factors)}


def with_interval(name: str, value: np.ndarray, half: np.ndarray) -> dict[str, np.ndarray]:
    """Return the columns of an estimate and of the ends of its interval, each (factor,)."""
    return {name: value, f"{name}_low": value - half, f"{name}_high": value + half}
