"""Counts drawn by inverting the distribution function at a given uniform.

The uniform comes from the run's stream, so a small change in a rate makes a small change in the
count, and the count never falls when the rate rises (the monotone coupling that paired comparison
needs). Library samplers switch algorithm with their parameters and consume a varying number of
uniforms; they cannot do this.

Small means are inverted by adding up the probabilities; large ones start from a normal
(Cornish-Fisher) guess and are corrected with the exact distribution function.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from msssim.world.kinds import Count, Real

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SMALL_MEAN = 12.0
"""Mean below which probabilities are added up; a matter of speed, not of result."""

FINEST = 2.0**-53
"""Spacing of the uniforms."""

ROUNDING = 1e-6
"""Far below one person: keeps a whole part whole when shares add up to one but for rounding."""


def poisson_count(uniform: Real, mean: Real) -> Count:
    """Poisson quantile: the smallest k with P(K <= k) >= uniform.

    Parameters
    ----------
    uniform
        In [0, 1), any shape that broadcasts with ``mean``.
    mean
        Expected count, not negative.
    """
    if _one_number(uniform, mean) and float(mean) <= SMALL_MEAN:
        return _add_up_one(float(uniform), float(np.exp(-mean)), float(mean), _poisson_ratio)
    u, mu = _flat(uniform, mean)
    small = mu <= SMALL_MEAN
    count = np.zeros(u.shape, dtype=np.int64)
    if small.any():
        count[small] = _add_up(u[small], np.exp(-mu[small]), mu[small], _poisson_ratio)
    large = ~small
    if large.any():
        m = mu[large]
        count[large] = _correct(
            u[large], m, m, np.zeros_like(m), np.full(m.shape, np.inf), lambda k: special.pdtr(k, m)
        )
    return _shaped(count, uniform, mean)


def binomial_count(uniform: Real, trials: Count, probability: Real) -> Count:
    """Binomial quantile: the smallest k with P(K <= k) >= uniform.

    Parameters
    ----------
    uniform
        In [0, 1), any shape that broadcasts with the others.
    trials
        Whole number of trials, not negative.
    probability
        Chance of success in each, in [0, 1].
    """
    if _one_number(uniform, trials, probability):
        if not (trials and probability):
            return 0
        if trials * min(probability, 1.0 - probability) <= SMALL_MEAN:
            return _binomial_one(float(uniform), int(trials), float(probability))
    u, n, p = _flat(uniform, trials, probability)
    rare = p <= 0.5  # the rarer of success and failure is counted
    q = np.where(rare, p, 1.0 - p)
    u = np.where(rare, u, 1.0 - u)
    count = np.zeros(u.shape, dtype=np.int64)
    small = n * q <= SMALL_MEAN
    if small.any():
        ns, qs = n[small], q[small]
        odds = qs / (1.0 - qs)
        start = np.exp(ns * np.log1p(-qs))
        count[small] = _add_up(u[small], start, ns, _binomial_ratio, odds)
    large = ~small
    if large.any():
        nl, ql = n[large], q[large]
        whole = nl.astype(np.int64)
        count[large] = _correct(
            u[large],
            nl * ql,
            nl * ql * (1.0 - ql),
            np.zeros_like(nl),
            nl,
            lambda k: special.bdtr(k, whole, ql),
        )
    whole_trials = n.astype(np.int64)
    count = np.minimum(count, whole_trials)  # a uniform of 1 would search past the end
    count = np.where(rare, count, whole_trials - count)
    return _shaped(count, uniform, trials, probability)


def apportion(whole: Count, share_before: Real, share_through: Real) -> Count:
    """Part of a whole number that falls to one entity in a row of entities.

    The entities' shares are laid end to end on [0, 1]; an entity gets the whole numbers between the
    start and the end of its share, so that the parts add up to the whole exactly.
    """
    through = np.floor(whole * share_through + ROUNDING)
    return np.asarray(through - np.floor(whole * share_before + ROUNDING)).astype(np.int64)


def systematic(whole: Count, share_before: Real, share_through: Real, uniform: Real) -> Count:
    """Part of a whole number that falls to one entity, without favour: a systematic sample.

    As :func:`apportion`, but the grid of whole numbers is shifted by a uniform, so that small
    wholes are not given to the last entity each time; in expectation each gets its share exactly.
    """
    shift = uniform * (1.0 - ROUNDING)  # a uniform next to 1 must not round up to a whole
    through = np.floor(whole * share_through + shift)
    return np.asarray(through - np.floor(whole * share_before + shift)).astype(np.int64)


def _one_number(*values: Any) -> bool:
    """Whether all are single numbers, as they are for one agent."""
    return all(isinstance(value, int | float | np.generic) for value in values)


def _binomial_one(uniform: float, trials: int, probability: float) -> int:
    """The small case of :func:`binomial_count` for a single number."""
    rare = probability <= 0.5
    q = probability if rare else 1.0 - probability
    first = float(np.exp(trials * np.log1p(-q)))
    wanted = uniform if rare else 1.0 - uniform
    count = min(_add_up_one(wanted, first, trials, _binomial_ratio, q / (1.0 - q)), trials)
    return count if rare else trials - count


def _add_up_one(
    uniform: float, first: float, size: float, ratio: Callable[[float, Any], Any], odds: float = 1.0
) -> int:
    """The search of :func:`_add_up` for a single number, without the cost of arrays."""
    count, probability, reached = 0, first, first
    while uniform > reached:
        count += 1
        step = ratio(float(count), size) * odds
        probability *= step
        before = reached
        reached += probability
        if reached <= before and step <= 1.0:
            break
    return count


def _poisson_ratio(k: float, mean: Any) -> Any:
    return mean / k


def _binomial_ratio(k: float, trials: Any) -> Any:
    return (trials - k + 1.0) / k


def _flat(*values: Any) -> list[Floats]:
    arrays = np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values))
    return [array.ravel() for array in arrays]


def _shaped(count: Ints, *values: Any) -> Count:
    shape = np.broadcast_shapes(*(np.shape(value) for value in values))
    return count.reshape(shape) if shape else int(count[0])


def _add_up(
    uniform: Floats,
    first: Floats,
    size: Floats,
    ratio: Callable[[float, Any], Any],
    odds: Floats | None = None,
) -> Ints:
    """Count the probabilities that must be added until they reach the uniform."""
    count = np.zeros(uniform.shape, dtype=np.int64)
    probability, reached = first.copy(), first.copy()
    open_ = np.flatnonzero(uniform > reached)
    k = 0
    while open_.size:
        k += 1
        step = ratio(float(k), size[open_])
        if odds is not None:
            step = step * odds[open_]
        probability[open_] *= step
        before = reached[open_]
        reached[open_] += probability[open_]
        count[open_] = k
        # a probability too small to change the sum ends the search: rounding of 1
        going = (uniform[open_] > reached[open_]) & ((reached[open_] > before) | (step > 1.0))
        open_ = open_[going]
    return count


def _correct(
    uniform: Floats,
    mean: Floats,
    variance: Floats,
    lowest: Floats,
    highest: Floats,
    cumulative: Callable[[Floats], Any],
) -> Ints:
    """Quantile near a normal guess, exact by the distribution function."""
    inside = np.minimum(np.maximum(uniform, FINEST), 1.0 - FINEST)
    normal = special.ndtri(inside)
    guess = np.floor(mean + np.sqrt(variance) * normal + (normal * normal - 1.0) / 6.0)
    k = np.minimum(np.maximum(guess, lowest), highest)
    low = (cumulative(k) < uniform) & (k < highest)
    while low.any():
        k = np.where(low, k + 1.0, k)
        low = low & (cumulative(k) < uniform) & (k < highest)
    high = (k > lowest) & (cumulative(np.maximum(k - 1.0, 0.0)) >= uniform)
    while high.any():
        k = np.where(high, k - 1.0, k)
        high = high & (k > lowest) & (cumulative(np.maximum(k - 1.0, 0.0)) >= uniform)
    result: Ints = k.astype(np.int64)
    return result
