"""Shares of runs with intervals that count luck and points once each.

Runs at one point share their parameters, and runs of one number share their luck at every point. A
share is therefore worth fewer cases than there are runs: its variance is summed over points and
over lucks, as two-way clusters (Cameron, Gelbach & Miller 2011, slightly on the safe side, since
what both have in common counts twice). The number of independent runs with the same variance is
the effective number (Kish 1965), and the interval is Wilson's for that number. Simulated with
twelve lucks or more it covers the truth in 95 % of cases, with eight in 92 %.
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
    """Return which share of the runs ``among`` which it is sought are ``part`` of it.

    Parameters
    ----------
    part, among : ndarray of bool, shape (run,)
    clusters : arrays of int, shape (run,)
        What runs have in common, see :attr:`Cases.clusters`.
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
    """Return how many independent runs would tell the share as well; arguments as in :func:`share`.

    Where all are part of it, or none, it is the number of points or lucks, whichever is less.
    """
    whole = int(among.sum())
    value = float(part[among].mean())
    variance = _variance(among * (part - value) / whole, clusters)
    worth = value * (1 - value) / variance if variance else _fewest(among, clusters)
    return max(1, min(whole, round(worth)))


def contrast(hit: np.ndarray, inside: np.ndarray, clusters: tuple[np.ndarray, ...]) -> Share:
    """Return how much more often it happens inside than outside, with a Student t interval.

    The same lucks were met inside and outside, so what luck does to both is not in the interval.
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
    """Return the sum over ways of clustering of the squared totals of the clusters."""
    variance = 0.0
    for labels in _several(clusters):
        _, place = np.unique(labels, return_inverse=True)
        totals = np.bincount(place, influence)
        variance += float((totals**2).sum()) * len(totals) / (len(totals) - 1)
    return variance


def _several(clusters: tuple[np.ndarray, ...]) -> list[np.ndarray]:
    """Leave out ways of clustering with a single cluster: nothing can be told from one luck."""
    return [labels for labels in clusters if labels.min() != labels.max()]


def _fewest(among: np.ndarray, clusters: tuple[np.ndarray, ...]) -> int:
    """Return how many clusters there are among them, by the way with the fewest."""
    return min(len(np.unique(labels[among])) for labels in _several(clusters))
