"""How well an ensemble foretold what was observed: CRPS, PIT and coverage.

An ensemble is the values that the runs give to one quantity, each run equally likely. All scores
are of one observation; means over several are left to the reader of the table.
"""

from __future__ import annotations

from math import isnan, nan

import numpy as np
from scipy.stats import energy_distance, percentileofscore


def crps(ensemble: np.ndarray, observed: float) -> float:
    """Continuous ranked probability score, in the unit of the quantity; 0 is perfect.

    The integral of (F(x) - 1{x >= y})² over x: for one member it is the absolute error, for a yes
    or no the Brier score. It is half the squared energy distance between ensemble and observation.

    Source: Gneiting and Raftery (2007), Strictly proper scoring rules, equation 21; Székely and
    Rizzo (2013) for the energy distance, as SciPy computes it.
    """
    return float(energy_distance(ensemble, [observed]) ** 2 / 2.0)


def pit(ensemble: np.ndarray, observed: float) -> float:
    """Where the observation falls in the ensemble, from 0 (below all) to 1 (above all).

    The probability integral transform. Members that equal the observation count half. Over many
    observations of a calibrated forecast it is uniform.
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
    """Part of the reference's score that is saved: 1 is perfect, 0 no better, negative worse.

    NaN where the reference was right to the point, or is not known: nothing can be divided by it.
    """
    if isnan(reference) or reference == 0.0:
        return nan
    return 1.0 - score / reference
