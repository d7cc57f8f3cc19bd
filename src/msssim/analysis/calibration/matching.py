"""History matching and approximate Bayesian computation (ABC).

*History matching* rules out the points of the parameter space at which the counts are implausible.
With z the count, f the outcome of a run at the point and E f, Var f its mean and variance over
random numbers, estimated from n runs,

    I = |z - E f| / sqrt(Var f (1 + 1/n) + V_observation + V_discrepancy).

A point with I of 3 or more for some count is implausible, for any unimodal distribution (Pukelsheim
1994, The three sigma rule). Every point is played, none is emulated, so there is no variance of an
emulator. Source: Craig, Goldstein, Seheult and Smith (1997); Vernon, Goldstein and Bower (2010),
Galaxy formation: a Bayesian uncertainty analysis.

*ABC* weights the plausible points. The kernel is the stated error, so that no tolerance is
arbitrary: the weight of a run is

    w = exp(-1/2 sum (z - f)^2 / (V_observation + V_discrepancy)),

and that of a point the mean of its runs, which is the likelihood of the counts under that error
(Wilkinson 2013, Approximate Bayesian computation gives exact results under the assumption of model
error). Where the effective number of points is too small, all errors are multiplied by the same
factor until it is large enough; the factor is reported.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import brentq
from scipy.special import logsumexp

from msssim.analysis.calibration.targets import Target

IMPLAUSIBLE = 3.0
"""Standard deviations from which on a point is implausible (the three sigma rule)."""

FLAT = 1e3
"""Multiplied by so many times the farthest run, errors give all runs the same weight."""


def implausibility(values: np.ndarray, targets: Sequence[Target]) -> np.ndarray:
    """Return the distance of each count from each point in standard deviations, with its sign.

    Parameters
    ----------
    values
        Values of the runs for the counts, (point, run, target); two runs a point at least.
    targets
        The counts and their errors.

    Returns
    -------
    ndarray, shape (point, target)
        Positive where the count is above the runs.
    """
    counted, errors = _counted(targets), _error_variance(targets)
    runs = values.shape[1]
    variance = values.var(axis=1, ddof=1) * (1.0 + 1.0 / runs)
    distance: np.ndarray = (counted - values.mean(axis=1)) / np.sqrt(variance + errors)
    return distance


def is_plausible(distance: np.ndarray) -> np.ndarray:
    """Return which points no count rules out, shape (point,)."""
    plausible: np.ndarray = np.abs(distance).max(axis=1) < IMPLAUSIBLE
    return plausible


def abc_weights(
    values: np.ndarray, targets: Sequence[Target], fewest: float
) -> tuple[np.ndarray, float]:
    """Return the weight of every run, and the factor by which the errors were multiplied.

    Parameters
    ----------
    values
        Values of the runs of plausible points for the counts, (point, run, target).
    targets
        The counts and their errors.
    fewest
        Effective number of points that is needed; half the points if there are fewer.

    Returns
    -------
    weights, shape (point, run)
        Their sum is 1.
    widened
        1 if the stated errors were enough.
    """
    squares = ((_counted(targets) - values) ** 2 / _error_variance(targets)).sum(axis=2)
    wanted = min(fewest, len(values) / 2)

    def spare(log_widened: float) -> float:
        return effective_number(_kernel(squares, np.exp(log_widened)).sum(axis=1)) - wanted

    farthest = np.log(FLAT * max(1.0, np.sqrt(squares.max())))
    widened = 1.0 if spare(0.0) >= 0.0 else float(np.exp(brentq(spare, 0.0, farthest)))
    return _kernel(squares, widened), widened


def effective_number(weights: np.ndarray) -> float:
    """Return the effective number of weights: 1 / sum w^2 (Kish 1965)."""
    shares = weights / weights.sum()
    return float(1.0 / (shares**2).sum())


def _kernel(squares: np.ndarray, widened: float) -> np.ndarray:
    logs = -0.5 * squares / widened**2
    weights: np.ndarray = np.exp(logs - logsumexp(logs))
    return weights


def _counted(targets: Sequence[Target]) -> np.ndarray:
    return np.array([target.count.value for target in targets])


def _error_variance(targets: Sequence[Target]) -> np.ndarray:
    return np.array(
        [target.observation_sd**2 + target.discrepancy_sd**2 for target in targets], dtype=float
    )
