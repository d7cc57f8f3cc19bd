"""From weighted points to priors: what the counts say of each parameter, in a form to sample from.

A parameter of which the counts say something gets the deciles of the weighted points. One whose
weighted points cannot be told from the distribution that was sampled (Kolmogorov and Smirnov)
keeps that distribution: to copy the noise of a few hundred points would be to claim knowledge.
Two parameters are correlated where their ranks are beyond doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from msssim.experiments.copula import Correlation, contradictory
from msssim.experiments.experiment import Experiment

DOUBT = 0.05
"""Chance with which noise passes for knowledge: in any parameter, and in any pair (Bonferroni)."""

SHRINKING = 0.95
"""By how much ranks are brought nearer to 0 until some sample can have all of them."""

DECILES = np.linspace(0.0, 1.0, 11)
DIGITS = 4


@dataclass(frozen=True)
class Posterior:
    """What is left of the parameters.

    Attributes
    ----------
    table
        A row a parameter: ``parameter``; ``quantile`` and ``quantile_sd``, mean and standard
        deviation of where the weight lies in the distribution that was sampled (a half and 0.29 if
        the counts say nothing); ``p_value`` of Kolmogorov and Smirnov, times the number of
        parameters; ``told``, whether they say
        something; ``p5, median, p95``, of the values.
    uncertainties, correlations
        As an experiment takes them.
    """

    table: pd.DataFrame
    uncertainties: dict[str, dict[str, Any]]
    correlations: list[dict[str, Any]]


def posterior_of(
    experiment: Experiment,
    points: pd.DataFrame,
    quantiles: np.ndarray,
    weights: np.ndarray,
    effective: float,
) -> Posterior:
    """Return what weighted points say of the parameters.

    Parameters
    ----------
    experiment
        What was sampled.
    points
        Values of the parameters, a column each, a row a point.
    quantiles
        Where they lie in their distributions, (point, parameter).
    weights
        Of the points, shape (point,).
    effective
        How many independent points they are worth.
    """
    rows = []
    for column, path in enumerate(experiment.uncertainties):
        where = quantiles[:, column]
        mean = np.average(where, weights=weights)
        low, middle, high = weighted_quantiles(
            points[path].to_numpy(float), weights, np.array([0.05, 0.5, 0.95])
        )
        p_value = min(1.0, uniform_p_value(where, weights, effective) * len(points.columns))
        rows.append(
            {
                "parameter": path,
                "quantile": mean,
                "quantile_sd": np.sqrt(np.average((where - mean) ** 2, weights=weights)),
                "p_value": p_value,
                "told": p_value < DOUBT,
                "p5": low,
                "median": middle,
                "p95": high,
            }
        )
    table = pd.DataFrame(rows)
    told = list(table.loc[table["told"], "parameter"])
    uncertainties = {
        path: _deciles(points[path].to_numpy(float), weights)
        if path in told
        else experiment.uncertainties[path].model_dump(exclude_none=True)
        for path in experiment.uncertainties
    }
    ranks = pd.DataFrame(quantiles, columns=points.columns)
    return Posterior(table, uncertainties, _correlations(ranks, weights, effective))


def weighted_quantiles(values: np.ndarray, weights: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return quantiles of weighted values, shape of ``at``; 0 and 1 are the ends of what weighs."""
    order = np.argsort(values)
    order = order[weights[order] > 0.0]
    shares = weights[order] / weights.sum()
    middles = np.cumsum(shares) - 0.5 * shares
    middles[0], middles[-1] = 0.0, 1.0
    return np.asarray(np.interp(at, middles, values[order]))


def uniform_p_value(quantiles: np.ndarray, weights: np.ndarray, effective: float) -> float:
    """Return the chance that so many points of a uniform lie no nearer to it than these."""
    order = np.argsort(quantiles)
    above = np.cumsum(weights[order]) / weights.sum()
    below = np.concatenate([[0.0], above[:-1]])
    distance = max((above - quantiles[order]).max(), (quantiles[order] - below).max())
    return float(stats.kstwo.sf(distance, max(1, round(effective))))


def _deciles(values: np.ndarray, weights: np.ndarray) -> dict[str, list[float]]:
    return {"quantiles": [_rounded(each) for each in weighted_quantiles(values, weights, DECILES)]}


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _correlations(
    ranks: pd.DataFrame, weights: np.ndarray, effective: float
) -> list[dict[str, Any]]:
    """Return the rank correlations that are beyond doubt, such that a sample can have all."""
    matrix = weighted_correlations(ranks.rank().to_numpy(), weights)
    places = list(combinations(range(ranks.shape[1]), 2))
    beyond = stats.norm.isf(DOUBT / 2.0 / max(len(places), 1))
    least = np.tanh(beyond / np.sqrt(max(effective - 3.0, 1.0)))  # Fisher's z
    pairs = [
        (ranks.columns[one], ranks.columns[other], matrix[one, other])
        for one, other in places
        if abs(matrix[one, other]) >= least
    ]
    shrunk = 1.0
    while True:
        found = [
            Correlation(between=(one, other), rank=round(float(shrunk * rank), 2))
            for one, other, rank in pairs
        ]
        if not contradictory([str(path) for path in ranks], found):
            return [{"between": list(each.between), "rank": each.rank} for each in found]
        shrunk *= SHRINKING


def weighted_correlations(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the correlations of columns, (column, column), over weighted rows."""
    covariance = np.atleast_2d(np.cov(values, rowvar=False, aweights=weights))
    spread = np.sqrt(np.diag(covariance))
    return np.asarray(covariance / np.outer(spread, spread))
