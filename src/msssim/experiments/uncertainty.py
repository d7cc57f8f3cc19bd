"""What is not known: a distribution that an experiment samples, as a person writes it.

Four forms, told apart by their keys: ``{low, high}`` is uniform, with ``scale: log`` uniform in
the logarithm; ``{log_low, log_high}`` is the latter in short; ``{triangular: [least, mode,
most]}``; and ``{values: [...]}``, each equally likely. A form answers one question: which value
sits at a given quantile. Every sampling design is built on that.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from msssim.scenario.parameter import Section

Number = Annotated[float, Strict()]

FORMS = (
    "{low, high}, {low, high, scale: log}, {log_low, log_high}, {triangular: [a, m, b]}, "
    "{values: [...]}"
)


def _wrong(message: str) -> PydanticCustomError:
    return PydanticCustomError("uncertainty", "{message}", {"message": message})


class Uncertainty(Section):
    """The distribution of one uncertain parameter."""

    low: Number | None = None
    high: Number | None = None
    scale: Literal["linear", "log"] | None = None
    log_low: Number | None = None
    log_high: Number | None = None
    triangular: tuple[Number, Number, Number] | None = None
    values: Annotated[tuple[Any, ...], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _is_one_form(self) -> Uncertainty:
        given = self.model_fields_set
        allowed = ({"low", "high"}, {"low", "high", "scale"}, {"log_low", "log_high"},
                   {"triangular"}, {"values"})  # fmt: skip
        if given not in allowed:
            found = ", ".join(sorted(given)) or "nothing"
            raise _wrong(f"{found} is not a distribution; allowed: {FORMS}")
        least, most = self.span
        if self.values is None and not least < most:
            raise _wrong(f"the lower end {least:g} is not below the upper end {most:g}")
        if self.logarithmic and least <= 0:
            raise _wrong(f"a logarithmic scale begins above 0, not at {least:g}")
        if self.triangular and not least <= self.triangular[1] <= most:
            raise _wrong(
                f"the mode {self.triangular[1]:g} is outside {least:g} ... {most:g}; "
                "write [least, mode, most]"
            )
        return self

    @property
    def logarithmic(self) -> bool:
        """Whether equal ratios, not equal differences, are equally likely."""
        return self.log_low is not None or self.scale == "log"

    @property
    def span(self) -> tuple[Any, Any]:
        """Least and greatest value; for ``values`` the first and the last."""
        if self.values is not None:
            return self.values[0], self.values[-1]
        if self.triangular is not None:
            return self.triangular[0], self.triangular[2]
        if self.log_low is not None:
            return self.log_low, self.log_high
        return self.low, self.high

    @property
    def extremes(self) -> tuple[Any, ...]:
        """Values which, if a scenario admits them, it admits all."""
        return self.values if self.values is not None else self.span

    def at_quantiles(self, quantiles: np.ndarray) -> np.ndarray:
        """Return the values at ``quantiles`` (n,), each in [0, 1]."""
        from scipy import stats  # noqa: PLC0415  (slow to import, and only sampling needs it)

        if self.values is not None:
            place = np.minimum(quantiles * len(self.values), len(self.values) - 1).astype(int)
            return np.asarray(np.array(self.values)[place])
        least, most = self.span
        if self.triangular is not None:
            mode = (self.triangular[1] - least) / (most - least)
            distribution = stats.triang(mode, loc=least, scale=most - least)
        elif self.logarithmic:
            distribution = stats.loguniform(least, most)
        else:
            distribution = stats.uniform(loc=least, scale=most - least)
        # rounding may step over an end by one unit in the last place; the scenario would refuse it
        return np.asarray(np.clip(distribution.ppf(quantiles), least, most))
