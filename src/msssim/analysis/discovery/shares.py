"""Shares of runs with cluster-robust intervals.

Runs of one point have the same parameters, and runs of one number the same random numbers at every
point. The effective number of runs is therefore smaller than their number: the variance of a share
is that of two-way clusters, by point and by run number (Cameron, Gelbach & Miller 2011; slightly
conservative, since the covariance of both is not subtracted). The number of independent runs with
the same variance is the effective number (Kish 1965), and the interval is Wilson's for that number.
In simulations its coverage is 95 % with twelve run numbers or more, and 92 % with eight.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, t

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Share:
    """A share, or a difference of shares, with its 95 % interval; NaN of nothing."""

    value: float
    low: float
    high: float


UNKNOWN = Share(math.nan, math.nan, math.nan)


def share(part: np.ndarray, among: np.ndarray, clusters: tuple[np.ndarray, ...]) -> Share:
    """Return the share of the runs ``among`` that are ``part``, with its interval.

    Parameters
    ----------
    part, among : ndarray of bool, shape (run,)
    clusters : arrays of int, shape (run,)
        Labels of runs that are not independent, see :attr:`Cases.clusters`.
    """
    if not among.any():
        return UNKNOWN
    value = float(part[among].mean())
    number = effective_number(part, among, clusters)
    least, most = (
        binomtest(rounded(value * number), number).proportion_ci(CONFIDENCE, "wilson")
        for rounded in (math.floor, math.ceil)
    )
    return Share(value, float(least.low), float(most.high))


def effective_number(part: np.ndarray, among: np.ndarray, clusters: tuple[np.ndarray, ...]) -> int:
    """Return how many independent runs have the same variance; arguments as in :func:`share`.

    Where all are part, or none, it is the number of points or of run numbers, whichever is less.
    """
    whole = int(among.sum())
    value = float(part[among].mean())
    variance = _variance(among * (part - value) / whole, clusters)
    worth = value * (1 - value) / variance if variance else _fewest(among, clusters)
    return max(1, min(whole, round(worth)))


def contrast(hit: np.ndarray, inside: np.ndarray, clusters: tuple[np.ndarray, ...]) -> Share:
    """Return the share of hits inside less that outside, with a Student t interval.

    Inside and outside have the same run numbers, so that their shared variance cancels.
    """
    if inside.all() or not inside.any():
        return UNKNOWN
    within, without = hit[inside].mean(), hit[~inside].mean()
    influence = np.where(inside, (hit - within) / inside.sum(), -(hit - without) / (~inside).sum())
    freedom = min(len(np.unique(labels)) for labels in _several(clusters)) - 1
    reach = t.ppf((1 + CONFIDENCE) / 2, freedom) * math.sqrt(_variance(influence, clusters))
    value = float(within - without)
    return Share(value, value - float(reach), value + float(reach))


def _variance(influence: np.ndarray, clusters: tuple[np.ndarray, ...]) -> float:
    """Return the sum of the squared cluster totals, over both ways of clustering."""
    variance = 0.0
    for labels in _several(clusters):
        _, place = np.unique(labels, return_inverse=True)
        totals = np.bincount(place, influence)
        variance += float((totals**2).sum()) * len(totals) / (len(totals) - 1)
    return variance


def _several(clusters: tuple[np.ndarray, ...]) -> list[np.ndarray]:
    """Leave out a way of clustering with a single cluster: it has no variance to estimate."""
    return [labels for labels in clusters if labels.min() != labels.max()]


def _fewest(among: np.ndarray, clusters: tuple[np.ndarray, ...]) -> int:
    """Return the number of clusters, by the way of clustering with the fewest."""
    return min(len(np.unique(labels[among])) for labels in _several(clusters))
