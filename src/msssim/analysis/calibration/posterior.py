"""From weighted points to a posterior that can be sampled.

A parameter that the counts inform gets the deciles of the weighted points. One whose weighted
points do not differ significantly from the distribution that was sampled (Kolmogorov-Smirnov test)
keeps that distribution: the deciles would copy the noise of a few hundred points. Two parameters
are correlated where their rank correlation is significant.
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

SIGNIFICANCE = 0.05
"""Probability of a false positive in any parameter, and in any pair (Bonferroni)."""

SHRINKING = 0.95
"""Factor by which rank correlations are brought nearer to 0 until they are consistent."""

DECILES = np.linspace(0.0, 1.0, 11)
DIGITS = 4


@dataclass(frozen=True)
class Posterior:
    """Posterior of the parameters.

    Attributes
    ----------
    table
        A row a parameter: ``parameter``; ``quantile`` and ``quantile_sd``, mean and standard
        deviation of the quantiles in the distribution that was sampled (a half and 0.29 if the
        counts are not informative); ``p_value`` of the Kolmogorov-Smirnov test, times the number of
        parameters; ``told``, whether the counts inform it; ``p5, median, p95``, of the values.
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
    """Return the posterior of weighted points.

    Parameters
    ----------
    experiment
        What was sampled.
    points
        Values of the parameters, a column each, a row a point.
    quantiles
        Their quantiles in the distributions that were sampled, (point, parameter).
    weights
        Of the points, shape (point,).
    effective
        Effective number of points.
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
                "told": p_value < SIGNIFICANCE,
                "p5": low,
                "median": middle,
                "p95": high,
            }
        )
    table = pd.DataFrame(rows)
    informed = list(table.loc[table["told"], "parameter"])
    uncertainties = {
        path: _deciles(points[path].to_numpy(float), weights)
        if path in informed
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
    """Return the p-value of a Kolmogorov-Smirnov test that weighted quantiles are uniform."""
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
    """Return the significant rank correlations, shrunk until a sample can have all of them."""
    matrix = weighted_correlations(ranks.rank().to_numpy(), weights)
    places = list(combinations(range(ranks.shape[1]), 2))
    least_z = stats.norm.isf(SIGNIFICANCE / 2.0 / max(len(places), 1))
    least = np.tanh(least_z / np.sqrt(max(effective - 3.0, 1.0)))  # Fisher's z
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
