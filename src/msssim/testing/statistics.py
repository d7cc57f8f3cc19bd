"""Statistics of an outcome over all runs, each with the interval that random numbers leave for it.

Intervals have 95 %: Wilson's for a probability, Student's for a mean, and the one between order
statistics for a quantile, which asks nothing of the distribution (Conover 1999, section 3.2). As in
:func:`msssim.analysis.summarise`, means and quantiles are those of the runs in which the thing
happened.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from msssim.analysis.formatting import Display, display, interval, quantity
from msssim.world.observables import OUTCOMES, range_of

Values = NDArray[np.float64]

CONFIDENCE = 0.95
NOTHING_KNOWN = (math.nan, -math.inf, math.inf)
FEWEST = 2
"""Runs in which a thing must have happened for an interval to have a meaning."""

PROBABILITY = "probability"
PERCENT = Display(100.0, "%", "percentage points")

SMALL = 0.01
"""Below it, the usual two decimals show a number as nothing."""

PLACES_OF_SMALL = 6


@dataclass(frozen=True)
class Estimate:
    """A statistic over so many runs, and the ends of its interval; NaN of no run at all."""

    value: float
    low: float
    high: float
    runs: int


@dataclass(frozen=True)
class Statistic:
    """A statistic: its name in a file, how it reads, and how it is estimated."""

    name: str
    words: str
    of: Callable[[str, Values], tuple[float, float, float]]

    def estimate(self, outcome: str, values: Values) -> Estimate:
        """Estimate it from an outcome's values, ``(run,)``."""
        return Estimate(*self.of(outcome, values), runs=len(values))

    def limit(self, value: float, outcome: str) -> str:
        """Write a limit for a reader, as exactly as it was typed: ``1,430 persons``, ``0.5 %``."""
        shown = self._display(outcome)
        scaled = value * shown.scale
        return quantity(scaled, shown.unit, _places_typed(scaled))

    def in_words(self, estimate: Estimate, outcome: str) -> str:
        """Write an estimate for a reader: ``1,430 persons [1,390 to 1,470] over 50 runs``."""
        if math.isnan(estimate.value):
            return f"too few of {estimate.runs} runs in which it happened"
        shown = self._display(outcome)
        value, low, high = (
            end * shown.scale for end in (estimate.value, estimate.low, estimate.high)
        )
        small = 0 < max(abs(end) for end in (value, low, high) if math.isfinite(end)) < SMALL
        places = PLACES_OF_SMALL if small else None
        between = interval(low, high, places)
        return f"{quantity(value, shown.unit, places)} {between} over {estimate.runs} runs"

    def _display(self, outcome: str) -> Display:
        return PERCENT if self.name == PROBABILITY else display(OUTCOMES[outcome])


def _places_typed(value: float) -> int:
    """Return the decimals of a number as it was typed, whatever its scale has added to them."""
    exact = Decimal(f"{value:.12g}") if math.isfinite(value) else Decimal(0)
    return max(0, -int(exact.normalize().as_tuple().exponent))


def is_yes_or_no(outcome: str) -> bool:
    """Whether an outcome is a thing that happens or does not, so that it has a probability."""
    return OUTCOMES[outcome].unit == "0/1" or OUTCOMES[outcome].may_be_null


def _probability(outcome: str, values: Values) -> tuple[float, float, float]:
    happened = ~np.isnan(values) if OUTCOMES[outcome].may_be_null else values == 1
    test = stats.binomtest(int(happened.sum()), len(values))
    low, high = test.proportion_ci(CONFIDENCE, method="wilson")
    return float(test.statistic), float(low), float(high)


def _mean(outcome: str, values: Values) -> tuple[float, float, float]:
    known = values[~np.isnan(values)]
    if len(known) < FEWEST:
        return NOTHING_KNOWN
    if not known.any():  # nothing happened: a mean that leaves that a chance of 1 in 40 (Poisson)
        return 0.0, 0.0, -math.log((1 - CONFIDENCE) / 2) / len(known)
    if np.ptp(known) == 0:  # Student's interval has no width, and a warning
        return float(known[0]), float(known[0]), float(known[0])
    ends = stats.ttest_1samp(known, 0.0).confidence_interval(CONFIDENCE)
    least, most = range_of(outcome)  # beyond which no mean lies, though Student's interval may
    return float(known.mean()), max(float(ends.low), least), min(float(ends.high), most)


def _quantile(share: float, outcome: str, values: Values) -> tuple[float, float, float]:
    known = values[~np.isnan(values)]
    if len(known) < FEWEST:
        return NOTHING_KNOWN
    ends: Any = stats.quantile_test(known, p=share).confidence_interval(CONFIDENCE)
    return (
        float(np.quantile(known, share)),
        -math.inf if math.isnan(ends.low) else float(ends.low),  # too few runs for an end
        math.inf if math.isnan(ends.high) else float(ends.high),
    )


STATISTICS = {
    each.name: each
    for each in (
        Statistic(PROBABILITY, "probability of", _probability),
        Statistic("mean", "mean of", _mean),
        Statistic("median", "median of", partial(_quantile, 0.5)),
        Statistic("p5", "5th percentile of", partial(_quantile, 0.05)),
        Statistic("p95", "95th percentile of", partial(_quantile, 0.95)),
    )
}
"""Every statistic by its name in a file."""
