"""Scores of an ensemble forecast, and the reference forecasts with which it is compared.

An ensemble is the values that the runs give to one quantity, each run equally likely. All scores
are of one observation. The reference forecasts need no model: persistence and the linear trend of
the counts that were known when the run starts. A flow is first made a rate a day in the middle of
its period, so that periods may differ in length.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan, nan

import numpy as np
from scipy.stats import energy_distance, linregress, percentileofscore

from msssim.analysis.observations import Observation


def crps(ensemble: np.ndarray, observed: float) -> float:
    """Continuous ranked probability score, in the unit of the quantity; 0 is perfect.

    The integral of (F(x) - 1{x >= y})² over x: for one member it is the absolute error, for a yes
    or no the Brier score. It is half the squared energy distance between ensemble and observation.

    Source: Gneiting and Raftery (2007), Strictly proper scoring rules, equation 21; Székely and
    Rizzo (2013) for the energy distance, as SciPy computes it.
    """
    return float(energy_distance(ensemble, [observed]) ** 2 / 2.0)


def pit(ensemble: np.ndarray, observed: float) -> float:
    """Probability integral transform: the share of the ensemble below the observation, 0 to 1.

    Members that equal the observation count half. Over many observations of a calibrated forecast
    it is uniform.
    """
    return float(percentileofscore(ensemble, observed, kind="mean")) / 100.0


def central_interval(ensemble: np.ndarray, share: float) -> tuple[float, float]:
    """Return the ends of the interval that holds the middle ``share`` of the ensemble."""
    low, high = np.quantile(ensemble, [(1.0 - share) / 2.0, (1.0 + share) / 2.0])
    return float(low), float(high)


def covered(ensemble: np.ndarray, observed: float, share: float) -> bool:
    """Whether the observation lies in the middle ``share`` of the ensemble, ends included."""
    low, high = central_interval(ensemble, share)
    return low <= observed <= high


def skill(score: float, reference: float) -> float:
    """Skill score against a reference: 1 is perfect, 0 no better, negative worse.

    NaN where the score of the reference is zero or unknown.
    """
    return nan if isnan(reference) or reference == 0.0 else 1.0 - score / reference


def persistence(known: Sequence[Observation], later: Observation) -> float:
    """Return the last count known, as if nothing changed; NaN if none was known."""
    before = _of_series(known, later)
    return _count(_level(before[-1]), later) if before else nan


def linear_trend(known: Sequence[Observation], later: Observation) -> float:
    """Return the least-squares line through all counts known; NaN for fewer than two.

    It is cut off at the ends of what the quantity can be.
    """
    before = _of_series(known, later)
    if len(before) < 2:
        return nan
    line = linregress([_middle(each) for each in before], [_level(each) for each in before])
    level = max(0.0, line.intercept + line.slope * _middle(later))
    return _count(min(level, later.observable.highest), later)


def _of_series(known: Sequence[Observation], later: Observation) -> list[Observation]:
    same = [each for each in known if each.series == later.series]
    return sorted(same, key=lambda each: each.date)


def _level(observation: Observation) -> float:
    """The value of a stock; the rate a day of a flow."""
    return observation.value / observation.days if observation.days else observation.value


def _count(level: float, observation: Observation) -> float:
    """The count of a level over the observation's period."""
    return float(level * observation.days if observation.days else level)


def _middle(observation: Observation) -> float:
    """The day in the middle of the observation's period, as an ordinal number."""
    return observation.date.toordinal() - max(observation.days - 1, 0) / 2.0
