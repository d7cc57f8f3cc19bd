"""Variance decomposition: random numbers, parameters, scenario, and their interaction.

Every point of a design is played with the same run numbers, so runs and points make a crossed
layout with one value a cell. Its analysis of variance separates main effects and interactions.

With k crossed random factors of n_1 ... n_k levels, the mean square of a set u of factors has the
expectation

    E[MS_u] = sum over the sets v that contain u of  sigma2_v * product of n_i for i not in v

so the components sigma2 follow from the largest set downwards.

Source: Searle, Casella & McCulloch, Variance Components (1992), section 5.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

INTERACTION = "interaction"


def crossed_components(values: np.ndarray, names: Sequence[str]) -> dict[tuple[str, ...], float]:
    """Return the variance component of every set of factors.

    Parameters
    ----------
    values
        One value for each combination of levels, an axis a factor; two levels or more of each.
    names
        The factors, in the order of the axes.

    Returns
    -------
    dict
        From the factors of a set, in order, to its component. An estimate may come out below
        zero where the component is small.
    """
    sets = [
        chosen
        for size in range(values.ndim, 0, -1)
        for chosen in combinations(range(values.ndim), size)
    ]
    found: dict[tuple[int, ...], float] = {}
    for chosen in sets:
        above = sum(
            component * _levels_outside(values, other)
            for other, component in found.items()
            if set(chosen) < set(other)
        )
        found[chosen] = (_mean_square(values, chosen) - above) / _levels_outside(values, chosen)
    return {tuple(names[axis] for axis in chosen): found[chosen] for chosen in sets}


def variance_shares(values: np.ndarray, names: Sequence[str], drawn: Sequence[str]) -> pd.DataFrame:
    """Return the share of the variance of single runs of each main effect and of the interactions.

    The interval is that of a jackknife which leaves out one level at a time of each factor that was
    drawn at random; the variances over these factors are added.

    Parameters
    ----------
    values, names
        As for :func:`crossed_components`; the values vary, and factors that were drawn have three
        levels or more.
    drawn
        Those of ``names`` whose levels were drawn at random, and might have been others.

    Returns
    -------
    DataFrame
        A row for each of ``names``, and one for their ``interaction``: ``share``, with a sum of
        one, and the ends ``low`` and ``high`` of their 95 % intervals.

    References
    ----------
    Efron & Stein, The jackknife estimate of variance, Annals of Statistics 9 (1981).
    """
    shares = _shares(values, names)
    variance = sum(_jackknifed(values, names, names.index(name)) for name in drawn)
    half = stats.norm.ppf(0.975) * np.sqrt(variance)
    table = pd.DataFrame({"share": shares, "low": shares - half, "high": shares + half})
    return table.clip(0, 1)


def _shares(values: np.ndarray, names: Sequence[str]) -> pd.Series:
    """Return the shares; components estimated below zero count as zero."""
    components = {
        chosen: max(component, 0.0)
        for chosen, component in crossed_components(values, names).items()
    }
    alone = {name: components[name,] for name in names}
    interaction = sum(component for chosen, component in components.items() if len(chosen) > 1)
    parts = {**alone, INTERACTION: interaction}
    return pd.Series(parts, dtype=float) / sum(parts.values())


def _jackknifed(values: np.ndarray, names: Sequence[str], axis: int) -> pd.Series:
    """Return the jackknife variance of each share over the levels along an axis."""
    levels = values.shape[axis]
    without = pd.DataFrame(
        [_shares(np.delete(values, level, axis), names) for level in range(levels)]
    )
    return without.var(ddof=0).mul(levels - 1)


def _mean_square(values: np.ndarray, chosen: tuple[int, ...]) -> float:
    """Return the mean square of the effect of a set of factors beyond those of its subsets."""
    effect = values
    for axis in range(values.ndim):
        mean = effect.mean(axis=axis, keepdims=True)
        effect = effect - mean if axis in chosen else mean
    freedom = np.prod([values.shape[axis] - 1 for axis in chosen])
    return float((effect**2).sum() * _levels_outside(values, chosen) / freedom)


def _levels_outside(values: np.ndarray, chosen: tuple[int, ...]) -> int:
    """Return how many values there are for each combination of levels of a set of factors."""
    return int(np.prod([n for axis, n in enumerate(values.shape) if axis not in chosen]))
