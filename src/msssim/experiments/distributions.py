"""Distributions by their quantiles: which value has a given probability below it.

A sampling design is a set of points in the unit cube; a distribution turns one coordinate of it
into values. So each answers one question, :meth:`at_quantiles`, and every value that it gives lies
between its ends. A distribution that cannot be is a :class:`ValueError` that says why.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from msssim.scenario.parameter import invalid

if TYPE_CHECKING:
    from scipy.stats.distributions import rv_frozen

WIDEST_SD = 1_000
"""Most of a normal's standard deviation, in widths of the interval that cuts it off."""


class Distribution(ABC):
    """What the designs need to know of a distribution."""

    @property
    @abstractmethod
    def extremes(self) -> tuple[Any, ...]:
        """Values which, if a scenario admits them, it admits all."""

    @abstractmethod
    def at_quantiles(self, quantiles: np.ndarray) -> np.ndarray:
        """Return the values at ``quantiles`` (n,), each in [0, 1]."""


@dataclass(frozen=True)
class Continuous(Distribution):
    """A distribution over the numbers from ``low`` to ``high``."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise invalid("problems.ends_turned", low=self.low, high=self.high)

    @property
    def extremes(self) -> tuple[float, float]:
        """Both ends."""
        return self.low, self.high

    @property
    def width(self) -> float:
        """From end to end."""
        return self.high - self.low

    @abstractmethod
    def law(self) -> rv_frozen[Any]:
        """Return the distribution as scipy knows it."""

    def at_quantiles(self, quantiles: np.ndarray) -> np.ndarray:
        """Return the values at ``quantiles`` (n,), each in [0, 1]."""
        # rounding may step over an end by one unit in the last place; the scenario would refuse it
        return np.asarray(np.clip(self.law().ppf(quantiles), self.low, self.high))


@dataclass(frozen=True)
class Uniform(Continuous):
    """Equal differences are equally likely."""

    def law(self) -> rv_frozen[Any]:
        """Return the distribution as scipy knows it."""
        from scipy import stats  # noqa: PLC0415  (slow to import, and only sampling needs it)

        return stats.uniform(loc=self.low, scale=self.width)


@dataclass(frozen=True)
class LogUniform(Continuous):
    """Equal ratios are equally likely."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.low <= 0:
            raise invalid("problems.log_above_zero", low=self.low)

    def law(self) -> rv_frozen[Any]:
        """Return the distribution as scipy knows it."""
        from scipy import stats  # noqa: PLC0415

        return stats.loguniform(self.low, self.high)


@dataclass(frozen=True)
class Triangular(Continuous):
    """Density that rises straight to ``mode`` and falls straight from it."""

    mode: float

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.low <= self.mode <= self.high:
            fields = {"mode": self.mode, "low": self.low, "high": self.high}
            raise invalid("problems.mode_outside", **fields)

    def law(self) -> rv_frozen[Any]:
        """Return the distribution as scipy knows it."""
        from scipy import stats  # noqa: PLC0415

        mode = (self.mode - self.low) / self.width
        return stats.triang(mode, loc=self.low, scale=self.width)


@dataclass(frozen=True)
class TruncatedNormal(Continuous):
    """The part of a normal between two ends; ``mean`` and ``sd`` are those of the whole normal."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.sd <= 0:
            raise invalid("problems.sd_above_zero", sd=self.sd)
        fields = {"mean": self.mean, "sd": self.sd, "low": self.low, "high": self.high}
        if not self.low <= self.mean <= self.high:
            raise invalid("problems.mean_outside", **fields)
        if self.sd > WIDEST_SD * self.width:
            raise invalid("problems.flat_normal", **fields)

    def law(self) -> rv_frozen[Any]:
        """Return the distribution as scipy knows it."""
        from scipy import stats  # noqa: PLC0415

        below, above = (self.low - self.mean) / self.sd, (self.high - self.mean) / self.sd
        return stats.truncnorm(below, above, loc=self.mean, scale=self.sd)


@dataclass(frozen=True)
class Beta(Continuous):
    """The beta distribution, stretched from [0, 1] to ``low`` ... ``high``."""

    alpha: float
    beta: float

    def __post_init__(self) -> None:
        super().__post_init__()
        for name, shape in (("alpha", self.alpha), ("beta", self.beta)):
            if shape <= 0:
                raise invalid("problems.beta_above_zero", name=name, shape=shape)

    def law(self) -> rv_frozen[Any]:
        """Return the distribution as scipy knows it."""
        from scipy import stats  # noqa: PLC0415

        return stats.beta(self.alpha, self.beta, loc=self.low, scale=self.width)


@dataclass(frozen=True)
class Quantiles(Distribution):
    """Values that are evenly spaced in probability, from the least to the greatest.

    Three of them are least value, median and greatest value; eleven are the deciles with both
    ends. Between two that are listed every value is as likely as any other.
    """

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.values) < 2:
            raise invalid("problems.few_quantiles")
        for value, following in pairwise(self.values):
            if following < value:
                raise invalid("problems.falling_quantiles", value=value, following=following)
        if self.values[0] == self.values[-1]:
            raise invalid("problems.constant_quantiles", value=self.values[0])

    @property
    def extremes(self) -> tuple[float, float]:
        """Both ends."""
        return self.values[0], self.values[-1]

    def at_quantiles(self, quantiles: np.ndarray) -> np.ndarray:
        """Return the values at ``quantiles`` (n,), each in [0, 1]."""
        places = np.linspace(0.0, 1.0, len(self.values))
        return np.asarray(np.interp(quantiles, places, self.values))


@dataclass(frozen=True)
class EquallyLikely(Distribution):
    """Listed values, numbers or words, each as likely as the others."""

    values: tuple[Any, ...]

    @property
    def extremes(self) -> tuple[Any, ...]:
        """All values: of words none is an end."""
        return self.values

    def at_quantiles(self, quantiles: np.ndarray) -> np.ndarray:
        """Return the values at ``quantiles`` (n,), each in [0, 1]."""
        place = np.minimum(quantiles * len(self.values), len(self.values) - 1).astype(int)
        return np.asarray(np.array(self.values)[place])


@dataclass(frozen=True)
class Weighted(EquallyLikely):
    """Listed values, each with a probability in proportion to its weight."""

    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.weights) != len(self.values):
            counts = {"weights": len(self.weights), "values": len(self.values)}
            raise invalid("problems.weights_for_values", **counts)
        for weight in self.weights:
            if weight < 0:
                raise invalid("problems.negative_weight", weight=weight)
        if not any(self.weights):
            raise invalid("problems.no_weight")

    def at_quantiles(self, quantiles: np.ndarray) -> np.ndarray:
        """Return the values at ``quantiles`` (n,), each in [0, 1]."""
        shares = np.array(self.weights) / max(self.weights)  # their sum stays finite
        below = np.cumsum(shares) / shares.sum()
        last = np.flatnonzero(shares)[-1]  # at quantile 1, and where rounding leaves the sum short
        place = np.minimum(np.searchsorted(below, quantiles, side="right"), last)
        return np.asarray(np.array(self.values)[place])
