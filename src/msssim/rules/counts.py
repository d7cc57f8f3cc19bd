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
Places = NDArray[np.intp]

NUMBERS = (int, float, np.generic)
"""What counts as a single number, rather than an array."""

SMALL_MEAN = 12.0
"""Mean below which probabilities are added up; a matter of speed, not of result."""

SURELY_NOBODY = 1.0 - 1e-12
"""Uniform plus expected count below which the count is zero; short of 1 by more than rounding."""

NEARLY_ONE = 1.0 - 1e-12
"""Uniform that a sum of probabilities is sure to reach, in spite of rounding."""

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
        return _count_up_one(float(uniform), float(np.exp(-mean)), float(mean), _poisson_ratio)
    count, places = _somebody(uniform, mean)
    if places.size:
        u, mu = _taken(places, count.shape, uniform, mean)
        count.reshape(-1)[places] = _poisson(u, mu)
    return count if count.shape else int(count)


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
    count, places = _somebody(uniform, np.multiply(trials, probability))
    if places.size:
        u, n, p = _taken(places, count.shape, uniform, trials, probability)
        count.reshape(-1)[places] = _binomial(u, n, p)
    return count if count.shape else int(count)


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
    for value in values:  # noqa: SIM110  # asked for each draw of an agent: a loop is faster
        if not isinstance(value, NUMBERS):
            return False
    return True


def _binomial_one(uniform: float, trials: int, probability: float) -> int:
    """The small case of :func:`binomial_count` for a single number."""
    rare = probability <= 0.5
    q = probability if rare else 1.0 - probability
    first = float(np.exp(trials * np.log1p(-q)))
    wanted = uniform if rare else 1.0 - uniform
    count = min(_count_up_one(wanted, first, trials, _binomial_ratio, q / (1.0 - q)), trials)
    return count if rare else trials - count


def _count_up_one(
    uniform: float, first: float, size: float, ratio: Callable[[float, Any], Any], odds: float = 1.0
) -> int:
    """The search of :func:`_count_up` for a single number, without the cost of arrays."""
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


def _somebody(uniform: Real, expected: Real) -> tuple[Ints, Places]:
    """Counts of nobody, and the places (in the flattened counts) where there may be somebody.

    Nobody is drawn where the uniform is at most P(0), and P(0) >= 1 - expected count for a Poisson
    as for a binomial. Most draws of a step are settled by this one comparison.
    """
    nobody = np.less(np.add(uniform, expected), SURELY_NOBODY)
    return np.zeros(nobody.shape, dtype=np.int64), (~nobody).reshape(-1).nonzero()[0]


def _taken(places: Places, shape: tuple[int, ...], *values: Any) -> list[Floats]:
    """Values at places of the flattened ``shape`` to which they broadcast, as real numbers."""
    taken = []
    for value in values:
        array = np.asarray(value)
        if array.shape != shape:
            array = np.broadcast_to(array, shape)
        taken.append(array.reshape(-1)[places].astype(np.float64, copy=False))
    return taken


def _poisson(uniform: Floats, mean: Floats) -> Ints:
    """Quantiles of a row of Poisson distributions, ``(draw,)``."""

    def small(u: Floats, mu: Floats) -> Ints:
        return _count_up(u, np.exp(-mu), mu, _poisson_ratio)

    def large(u: Floats, mu: Floats) -> Ints:
        highest = np.full(mu.shape, np.inf)
        return _correct(u, mu, mu, highest, special.pdtr, mu)

    return _by_size(mean <= SMALL_MEAN, small, large, uniform, mean)


def _binomial(uniform: Floats, trials: Floats, probability: Floats) -> Ints:
    """Quantiles of a row of binomial distributions, ``(draw,)``."""
    rare = probability <= 0.5  # the rarer of success and failure is counted
    q = np.where(rare, probability, 1.0 - probability)
    u = np.where(rare, uniform, 1.0 - uniform)

    def small(u: Floats, n: Floats, q: Floats) -> Ints:
        return _count_up(u, np.exp(n * np.log1p(-q)), n, _binomial_ratio, q / (1.0 - q))

    def large(u: Floats, n: Floats, q: Floats) -> Ints:
        return _correct(u, n * q, n * q * (1.0 - q), n, special.bdtr, n.astype(np.int64), q)

    count = _by_size(trials * q <= SMALL_MEAN, small, large, u, trials, q)
    whole_trials = trials.astype(np.int64)
    count = np.minimum(count, whole_trials)  # a uniform of 1 would search past the end
    return np.where(rare, count, whole_trials - count)


def _by_size(
    is_small: NDArray[np.bool_],
    small: Callable[..., Ints],
    large: Callable[..., Ints],
    *values: Floats,
) -> Ints:
    """Counts of the draws with a small mean by one way, of those with a large one by another."""
    if is_small.all():
        return small(*values)
    count = np.empty(is_small.shape, dtype=np.int64)
    for chosen, way in ((is_small, small), (~is_small, large)):
        places = chosen.nonzero()[0]
        if places.size:
            count[places] = way(*(value[places] for value in values))
    return count


def _count_up(
    uniform: Floats,
    first: Floats,
    size: Floats,
    ratio: Callable[[float, Any], Any],
    odds: Floats | None = None,
) -> Ints:
    """Count the probabilities that must be added until they reach the uniform."""
    count = np.zeros(uniform.shape, dtype=np.int64)
    places = (uniform > first).nonzero()[0]
    sought = np.minimum(uniform[places], NEARLY_ONE)
    reached, sizes = first[places], size[places]
    odds_of = None if odds is None else odds[places]
    probability = reached.copy()
    k = 0
    while places.size:
        k += 1
        count[places] = k
        step = ratio(float(k), sizes)
        probability *= step if odds_of is None else step * odds_of
        reached += probability
        # only those who are still searching are carried along
        going = (sought > reached).nonzero()[0]
        places, sought, sizes = places[going], sought[going], sizes[going]
        probability, reached = probability[going], reached[going]
        odds_of = None if odds_of is None else odds_of[going]
    for place in (uniform > NEARLY_ONE).nonzero()[0]:
        chance = 1.0 if odds is None else float(odds[place])
        count[place] = _count_up_one(
            float(uniform[place]), float(first[place]), float(size[place]), ratio, chance
        )
    return count


def _correct(
    uniform: Floats,
    mean: Floats,
    variance: Floats,
    highest: Floats,
    distribution: Callable[..., Any],
    *terms: Any,
) -> Ints:
    """Quantile near a normal guess, exact by the distribution function P(K <= k; terms)."""
    inside = np.minimum(np.maximum(uniform, FINEST), 1.0 - FINEST)
    normal = special.ndtri(inside)
    guess = np.floor(mean + np.sqrt(variance) * normal + (normal * normal - 1.0) / 6.0)
    k = np.minimum(np.maximum(guess, 0.0), highest)

    def reaches(places: Places, shift: float) -> NDArray[np.bool_]:
        """Whether P(K <= k + shift) reaches the uniform."""
        below = distribution(k[places] + shift, *(term[places] for term in terms))
        reached: NDArray[np.bool_] = below >= uniform[places]
        return reached

    everywhere = np.arange(k.size)
    enough = reaches(everywhere, 0.0)
    low = everywhere[~enough & (k < highest)]
    while low.size:
        k[low] += 1.0
        low = low[~reaches(low, 0.0) & (k[low] < highest[low])]
    high = everywhere[enough & (k > 0.0)]
    while high.size:
        high = high[reaches(high, -1.0)]
        k[high] -= 1.0
        high = high[k[high] > 0.0]
    return k.astype(np.int64)
