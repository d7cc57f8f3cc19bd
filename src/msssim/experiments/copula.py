"""Uncertainties that go together: a Gaussian copula over the sample in the unit cube.

Each coordinate u of the sample is read as a quantile of a standard normal, z = Phi^-1(u). The
normals are mixed by the Cholesky factor L of their correlation matrix, z' = L z, and read back,
u' = Phi(z'). Every coordinate is again uniform, so each uncertainty keeps its own distribution;
only how they go together has changed. A person states Spearman's rank correlation r, which no
rising change of scale alters; that of the normals is 2 sin(pi r / 6).

Source: Pearson (1907) for the conversion; Nelsen, An Introduction to Copulas (2006), section 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from msssim.experiments.uncertainty import Number
from msssim.scenario.parameter import Section

NEAREST_QUANTILE = 2.0**-53
"""How near to 0 or 1 a quantile may come, so that its normal is finite."""

LEAST_EIGENVALUE = 1e-12
"""Of a correlation matrix that counts as positive definite."""


class Correlation(Section):
    """Spearman's rank correlation ``rank`` of two uncertainties, by their paths."""

    written: ClassVar[str] = "a group {between: [path, path], rank: 0.5}"

    between: tuple[str, ...]
    rank: Number


def correlated(
    sample: np.ndarray, paths: Sequence[str], correlations: Sequence[Correlation]
) -> np.ndarray:
    """Return the sample with its coordinates correlated as asked.

    Parameters
    ----------
    sample
        Points in the unit cube, (sample point, uncertainty), coordinates independent.
    paths
        The uncertainties, in the order of the coordinates.
    correlations
        The pairs that are correlated; the normals of every other pair are independent.

    Returns
    -------
    ndarray
        Of the same shape. A coordinate that is not correlated with any before it is untouched. A
        point depends on itself alone, so that a sample that grows keeps its points.
    """
    factor = np.linalg.cholesky(_normal_correlations(paths, correlations))
    return _mixed(sample, factor)


def contradictory(paths: Sequence[str], correlations: Sequence[Correlation]) -> tuple[str, ...]:
    """Return a smallest set of uncertainties that cannot be correlated as asked, empty if all can.

    Their correlation matrix is not positive definite; a pair that is not listed counts as 0.
    """
    matrix = _normal_correlations(paths, correlations)
    if _is_positive_definite(matrix):
        return ()
    kept = list(range(len(paths)))
    for place in range(len(paths)):
        fewer = [other for other in kept if other != place]
        if not _is_positive_definite(matrix[np.ix_(fewer, fewer)]):
            kept = fewer
    return tuple(paths[place] for place in kept)


def _normal_correlations(paths: Sequence[str], correlations: Sequence[Correlation]) -> np.ndarray:
    """Return the correlation matrix of the normals, (uncertainty, uncertainty)."""
    matrix = np.eye(len(paths))
    for correlation in correlations:
        one, other = (paths.index(path) for path in correlation.between)
        matrix[one, other] = matrix[other, one] = 2 * np.sin(np.pi * correlation.rank / 6)
    return matrix


def _is_positive_definite(matrix: np.ndarray) -> bool:
    return bool(np.linalg.eigvalsh(matrix)[0] > LEAST_EIGENVALUE) if len(matrix) else True


def _mixed(sample: np.ndarray, factor: np.ndarray) -> np.ndarray:
    """Mix the coordinates by a Cholesky factor; summed term by term, since `@` sums by shape."""
    from scipy.special import ndtr, ndtri  # noqa: PLC0415  (slow to import)

    normals = ndtri(np.clip(sample, NEAREST_QUANTILE, 1 - NEAREST_QUANTILE))
    mixed = sample.copy()
    for row in range(len(factor)):
        if factor[row, :row].any():
            terms = (factor[row, column] * normals[:, column] for column in range(row + 1))
            mixed[:, row] = ndtr(sum(terms, np.zeros(len(sample))))
    return mixed
