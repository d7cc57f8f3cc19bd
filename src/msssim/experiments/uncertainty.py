"""What is not known: a distribution that an experiment samples, as a person writes it.

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
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field, Strict, model_validator

from msssim.experiments.distributions import (
    Beta,
    Distribution,
    EquallyLikely,
    LogUniform,
    Quantiles,
    Triangular,
    TruncatedNormal,
    Uniform,
    Weighted,
)
from msssim.scenario.parameter import Section, invalid

Number = Annotated[float, Strict()]


class Normal(Section):
    """A normal of mean ``mean`` and standard deviation ``sd``, of which only a part is kept."""

    mean: Number
    sd: Number
    low: Number
    high: Number


class Uncertainty(Section):
    """The distribution of one uncertain parameter."""

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
            raise invalid("problems.no_distribution", found=found, forms=FORMS)
        return read(self)

    @property
    def extremes(self) -> tuple[Any, ...]:
        """Values which, if a scenario admits them, it admits all."""
        return self.distribution.extremes

    def at_quantiles(self, quantiles: np.ndarray) -> np.ndarray:
        """Return the values at ``quantiles`` (n,), each in [0, 1]."""
        return self.distribution.at_quantiles(quantiles)


FORMS = (
    "{low, high}, {low, high, scale: log}, {log_low, log_high}, {triangular: [a, m, b]}, "
    "{normal: {mean, sd, low, high}}, {beta: [alpha, beta]}, {beta: [alpha, beta], low, high}, "
    "{quantiles: [a, ..., b]}, {values: [...]}, {values: [...], weights: [...]}"
)


def _scaled(written: Any) -> Distribution:
    return (LogUniform if written.scale == "log" else Uniform)(written.low, written.high)


def _triangular(written: Any) -> Distribution:
    if len(written.triangular) != 3:
        raise invalid("problems.triangular_form", number=len(written.triangular))
    least, mode, most = written.triangular
    return Triangular(least, most, mode)


def _beta(written: Any) -> Distribution:
    if len(written.beta) != 2:
        raise invalid("problems.beta_form", number=len(written.beta))
    low, high = (0.0, 1.0) if written.low is None else (written.low, written.high)
    return Beta(low, high, *written.beta)


def _normal(written: Any) -> Distribution:
    return TruncatedNormal(**dict(written.normal))


_FORMS: dict[frozenset[str], Callable[[Any], Distribution]] = {
    frozenset({"low", "high"}): lambda written: Uniform(written.low, written.high),
    frozenset({"low", "high", "scale"}): _scaled,
    frozenset({"log_low", "log_high"}): lambda written: LogUniform(
        written.log_low, written.log_high
    ),
    frozenset({"triangular"}): _triangular,
    frozenset({"normal"}): _normal,
    frozenset({"beta"}): _beta,
    frozenset({"beta", "low", "high"}): _beta,
    frozenset({"quantiles"}): lambda written: Quantiles(written.quantiles),
    frozenset({"values"}): lambda written: EquallyLikely(written.values),
    frozenset({"values", "weights"}): lambda written: Weighted(written.values, written.weights),
}
"""How each form is read, by the keys that it has."""
