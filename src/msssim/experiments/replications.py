"""How often each point is played: a number of times, or until an interval is narrow enough.

``replications: 100`` is a number. ``replications: {until: {outcome: civilians_killed, half_width:
5 %, of: paired_difference}}`` plays rounds of ``block`` more runs at every point until the 95 %
interval of that outcome is narrow enough in every cell, or ``at_most`` runs are reached.

The interval is that of the mean over the points of the design, as they are: more replications
narrow what random numbers leave open, and only that. With several sampled points it is that of a
stratified mean, with the variance between points left out.

Notes
-----
Looking at an interval again and again until it suits makes it cover a little less than it says. The
rule looks at its width alone, never at where it lies, and not before 2 runs a point; with blocks of
a hundred runs the loss is small.

References
----------
Chow & Robbins, On the asymptotic theory of fixed-width sequential confidence intervals for the
mean, Annals of Mathematical Statistics 36 (1965).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
import pandas as pd
from pydantic import BeforeValidator, Discriminator, Field, StrictInt, Tag, model_validator

from msssim.scenario.parameter import Section, invalid

CONFIDENCE = 0.95


def _half_width(written: Any) -> tuple[float, bool]:
    """Read ``5 %`` or a number: the amount, and whether it is a part of the baseline's mean."""
    relative = isinstance(written, str) and written.rstrip().endswith("%")
    try:
        amount = float(written.rstrip()[:-1] if relative else written)
    except (TypeError, ValueError):
        amount = np.nan
    if isinstance(written, bool) or not 0 < amount < np.inf:
        raise invalid("problems.half_width")
    return amount, relative


def _as_written(value: Any) -> str:
    amount, relative = _half_width(value)
    return f"{amount:g} %" if relative else f"{amount:g}"


class Until(Section):
    """The rule that says when there are replications enough."""

    outcome: str
    half_width: Annotated[str, BeforeValidator(_as_written)]
    of: Literal["paired_difference", "mean"] = "paired_difference"
    block: StrictInt = Field(100, ge=2, le=1_000_000)
    at_most: StrictInt = Field(10_000, ge=2, le=10_000_000)

    @model_validator(mode="after")
    def _can_begin(self) -> Until:
        if self.at_most < self.block:
            raise invalid("problems.less_than_block", most=self.at_most, block=self.block)
        return self

    def after(self, runs: range) -> range:
        """Return the runs of the round after those, from 0; empty when ``at_most`` is reached."""
        return range(runs.stop, min(runs.stop + self.block, self.at_most))


class Rounds(Section):
    """Replications that follow a rule."""

    until: Until


def _form(value: Any) -> str:
    return "<rule>" if isinstance(value, Mapping | Rounds) else "<number>"


Replications = Annotated[
    Annotated[StrictInt, Field(ge=1, le=10_000_000), Tag("<number>")]
    | Annotated[Rounds, Tag("<rule>")],
    Discriminator(_form),
]
"""A number of replications, or a rule."""


@dataclass(frozen=True)
class Precision:
    """Half the interval of the widest cell after so many replications, and what was asked."""

    cell: str
    half_width: float
    allowed: float

    @property
    def is_enough(self) -> bool:
        """Whether the rule is met."""
        return self.half_width <= self.allowed

    def described(self) -> dict[str, Any]:
        """Return it as plain data; a width that cannot be told is null."""
        width = self.half_width if np.isfinite(self.half_width) else None
        found = {"widest": self.cell, "half_width": width}
        return found | {"allowed": self.allowed, "reached": self.is_enough}


def precision(rule: Until, runs: pd.DataFrame, sample_points: int) -> Precision:
    """Return the widest interval among the cells.

    Parameters
    ----------
    rule
        What is asked.
    runs
        ``scenario``, ``point``, ``run`` and the outcome; scenarios and points in order.
    sample_points
        Sampled points in each lever cell: point ``k`` is sample ``k mod sample_points``.
    """
    cells = runs["scenario"].astype(str) + " " + (runs["point"] // sample_points).astype(str)
    sample = runs["point"] % sample_points
    table = runs.assign(cell=cells, sample=sample).pivot_table(
        rule.outcome, index=["sample", "run"], columns="cell", dropna=False, observed=True
    )[list(cells.unique())]
    baseline = table.iloc[:, 0]
    amount, relative = _half_width(rule.half_width)
    allowed = amount / 100 * abs(baseline.mean()) if relative else amount
    if rule.of == "paired_difference":
        table = table.iloc[:, 1:].sub(baseline, axis=0)
    widths = {str(name): _width(values) for name, values in table.items()}
    widest = max(widths, key=lambda name: widths[name])
    return Precision(widest, widths[widest], float(np.nan_to_num(allowed)))


def _width(values: pd.Series) -> float:
    """Return half the interval of the stratified mean; infinite where it cannot be told."""
    from scipy import stats  # noqa: PLC0415  (slow to import, and only this rule needs it)

    strata = values.dropna().groupby("sample")
    size, variance = strata.size(), strata.var()
    freedom = int(size.sum() - len(size))
    if freedom < 1 or variance.isna().any():
        return float("inf")
    weight = size / size.sum()
    error = np.sqrt((weight**2 * variance / size).sum())
    return float(stats.t.ppf((1 + CONFIDENCE) / 2, freedom) * error)
