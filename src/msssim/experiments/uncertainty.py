"""Distributions of uncertain parameters: as a person writes them, and by their quantiles.

The forms are told apart by their keys:

================================================  =================================================
``{low: a, high: b}``                             uniform
``{low: a, high: b, scale: log}``                 uniform in the logarithm
``{log_low: a, log_high: b}``                     the same in short
``{triangular: [a, m, b]}``                       least value, mode, greatest value
``{normal: {mean: m, sd: s, low: a, high: b}}``   a normal, cut off at both ends
``{beta: [alpha, beta]}``                         a beta over [0, 1]
``{beta: [alpha, beta], low: a, high: b}``        a beta over [a, b]
``{quantiles: [a, ..., b]}``                      values evenly spaced in probability
``{values: [...]}``                               listed values, equally likely
``{values: [...], weights: [...]}``               listed values, likely in proportion to the weights
================================================  =================================================

A sampling design is a set of points in the unit cube; a distribution turns one coordinate of it
into values (:meth:`Distribution.at_quantiles`), every one between its ends.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field, Strict, model_validator

from msssim.scenario.parameter import Section, invalid

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

    def at_quantiles(self, quantiles: np.ndarray) -> np.ndarray:
        """Return the values at ``quantiles`` (n,), each in [0, 1]."""
        return np.asarray(self._values(quantiles))

    @abstractmethod
    def _values(self, quantiles: np.ndarray) -> Any: ...


@dataclass(frozen=True)
class Continuous(Distribution):
    """A distribution of scipy's over the numbers from ``low`` to ``high``.

    ``arguments`` are what scipy's distribution takes: its shapes, location and scale.
    """

    low: float
    high: float
    scipy_name: str
    arguments: tuple[float, ...]

    @property
    def extremes(self) -> tuple[float, float]:
        """Both ends."""
        return self.low, self.high

    def law(self) -> rv_frozen[Any]:
        """Return the distribution as scipy knows it."""
        from scipy import stats  # noqa: PLC0415  (slow to import, and only sampling needs it)

        law: rv_frozen[Any] = getattr(stats, self.scipy_name)(*self.arguments)
        return law

    def _values(self, quantiles: np.ndarray) -> Any:
        # rounding may step over an end by one unit in the last place; the scenario would refuse it
        return np.clip(self.law().ppf(quantiles), self.low, self.high)


@dataclass(frozen=True)
class Quantiles(Distribution):
    """Values that are evenly spaced in probability, from the least to the greatest.

    Three of them are least value, median and greatest value; eleven are the deciles with both
    ends. Between two that are listed every value is as likely as any other.
    """

    values: tuple[float, ...]

    @property
    def extremes(self) -> tuple[float, float]:
        """Both ends."""
        return self.values[0], self.values[-1]

    def _values(self, quantiles: np.ndarray) -> Any:
        places = np.linspace(0.0, 1.0, len(self.values))
        return np.interp(quantiles, places, self.values)


@dataclass(frozen=True)
class EquallyLikely(Distribution):
    """Listed values, numbers or words, each as likely as the others."""

    values: tuple[Any, ...]

    @property
    def extremes(self) -> tuple[Any, ...]:
        """All values: of words none is an end."""
        return self.values

    def _values(self, quantiles: np.ndarray) -> Any:
        place = np.minimum(quantiles * len(self.values), len(self.values) - 1).astype(int)
        return np.array(self.values)[place]


@dataclass(frozen=True)
class Weighted(EquallyLikely):
    """Listed values, each with a probability in proportion to its weight."""

    weights: tuple[float, ...]

    def _values(self, quantiles: np.ndarray) -> Any:
        shares = np.array(self.weights) / max(self.weights)  # their sum stays finite
        below = np.cumsum(shares) / shares.sum()
        last = np.flatnonzero(shares)[-1]  # at quantile 1, and where rounding leaves the sum short
        place = np.minimum(np.searchsorted(below, quantiles, side="right"), last)
        return np.array(self.values)[place]


Number = Annotated[float, Strict()]


class Normal(Section):
    """A normal of mean ``mean`` and standard deviation ``sd``, of which only a part is kept."""

    mean: Number
    sd: Number
    low: Number
    high: Number


class Uncertainty(Section):
    """The distribution of one uncertain parameter, by the keys that its form has."""

    written: ClassVar[str] = (
        "a distribution, as in {low: 0.5, high: 4}; listed values are written {values: [a, b]}"
    )

    low: Number | None = None
    high: Number | None = None
    scale: Literal["linear", "log"] | None = None
    log_low: Number | None = None
    log_high: Number | None = None
    triangular: tuple[Number, ...] | None = None
    normal: Normal | None = None
    beta: tuple[Number, ...] | None = None
    quantiles: tuple[Number, ...] | None = None
    values: tuple[Any, ...] | None = Field(None, min_length=1)
    weights: tuple[Number, ...] | None = None

    @model_validator(mode="after")
    def _is_one_form(self) -> Uncertainty:
        _ = self.distribution
        return self

    @cached_property
    def distribution(self) -> Distribution:
        """The distribution that the keys describe."""
        given = {key for key in type(self).model_fields if getattr(self, key) is not None}
        read = _FORMS.get(frozenset(given))
        if read is None:
            found = ", ".join(sorted(given)) or "nothing"
            raise invalid("problems.no_distribution", found=found)
        return read(self)

    @property
    def extremes(self) -> tuple[Any, ...]:
        """Values which, if a scenario admits them, it admits all."""
        return self.distribution.extremes

    def at_quantiles(self, quantiles: np.ndarray) -> np.ndarray:
        """Return the values at ``quantiles`` (n,), each in [0, 1]."""
        return self.distribution.at_quantiles(quantiles)


def _ends(low: float, high: float) -> None:
    if not low < high:
        raise invalid("problems.ends_turned", low=low, high=high)


def _uniform(low: float, high: float) -> Distribution:
    _ends(low, high)
    return Continuous(low, high, "uniform", (low, high - low))


def _log_uniform(low: float, high: float) -> Distribution:
    _ends(low, high)
    if low <= 0:
        raise invalid("problems.log_above_zero", low=low)
    return Continuous(low, high, "loguniform", (low, high))


def _triangular(form: Any) -> Distribution:
    """Density that rises straight to the mode and falls straight from it."""
    if len(form.triangular) != 3:
        raise invalid("problems.triangular_form", number=len(form.triangular))
    low, mode, high = form.triangular
    _ends(low, high)
    if not low <= mode <= high:
        raise invalid("problems.mode_outside", mode=mode, low=low, high=high)
    width = high - low
    return Continuous(low, high, "triang", ((mode - low) / width, low, width))


def _normal(form: Any) -> Distribution:
    low, high, mean, sd = (getattr(form.normal, name) for name in ("low", "high", "mean", "sd"))
    _ends(low, high)
    if sd <= 0:
        raise invalid("problems.sd_above_zero", sd=sd)
    if not low <= mean <= high:
        raise invalid("problems.mean_outside", mean=mean, low=low, high=high)
    if sd > WIDEST_SD * (high - low):
        raise invalid("problems.flat_normal", sd=sd, low=low, high=high)
    return Continuous(low, high, "truncnorm", ((low - mean) / sd, (high - mean) / sd, mean, sd))


def _beta(form: Any) -> Distribution:
    """The beta distribution, stretched from [0, 1] to ``low`` ... ``high``."""
    if len(form.beta) != 2:
        raise invalid("problems.beta_form", number=len(form.beta))
    low, high = (0.0, 1.0) if form.low is None else (form.low, form.high)
    _ends(low, high)
    for name, shape in zip(("alpha", "beta"), form.beta, strict=True):
        if shape <= 0:
            raise invalid("problems.beta_above_zero", name=name, shape=shape)
    return Continuous(low, high, "beta", (*form.beta, low, high - low))


def _quantiles(form: Any) -> Distribution:
    values = form.quantiles
    if len(values) < 2:
        raise invalid("problems.few_quantiles")
    for value, following in pairwise(values):
        if following < value:
            raise invalid("problems.falling_quantiles", value=value, following=following)
    if values[0] == values[-1]:
        raise invalid("problems.constant_quantiles", value=values[0])
    return Quantiles(values)


def _weighted(form: Any) -> Distribution:
    values, weights = form.values, form.weights
    if len(weights) != len(values):
        raise invalid("problems.weights_for_values", weights=len(weights), values=len(values))
    for weight in weights:
        if weight < 0:
            raise invalid("problems.negative_weight", weight=weight)
    if not any(weights):
        raise invalid("problems.no_weight")
    return Weighted(values, weights)


_SCALES = {"linear": _uniform, "log": _log_uniform}

_FORMS: dict[frozenset[str], Callable[[Any], Distribution]] = {
    frozenset(keys.split()): read
    for keys, read in {
        "low high": lambda form: _uniform(form.low, form.high),
        "low high scale": lambda form: _SCALES[form.scale](form.low, form.high),
        "log_low log_high": lambda form: _log_uniform(form.log_low, form.log_high),
        "triangular": _triangular,
        "normal": _normal,
        "beta": _beta,
        "beta low high": _beta,
        "quantiles": _quantiles,
        "values": lambda form: EquallyLikely(form.values),
        "values weights": _weighted,
    }.items()
}
"""How each form is read, by the keys that it has."""
