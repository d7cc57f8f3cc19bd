"""Uncertainties that go together: a Gaussian copula over the sample in the unit cube.

Each coordinate u of the sample is read as a quantile of a standard normal, z = Phi^-1(u). The
normals are mixed by the Cholesky factor L of their correlation matrix, z' = L z, and read back,
u' = Phi(z'). Every coordinate is again uniform, so each uncertainty keeps its own distribution;
only how they go together has changed. A person states Spearman's rank correlation r, which no
rising change of scale alters; that of the normals is 2 sin(pi r / 6).

Source: Pearson (1907) for the conversion; Nelsen, An Introduction to Copulas (2006), section 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import ClassVar

import numpy as np

from msssim.errors import Problem
from msssim.experiments.uncertainty import Number, Uncertainty
from msssim.scenario.parameter import Section
from msssim.scenario.text import nearest, shown
from msssim.text import text

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


def correlation_problems(
    uncertainties: Mapping[str, Uncertainty], correlations: Sequence[Correlation]
) -> Iterator[Problem]:
    """Yield what keeps uncertainties from being correlated as asked."""
    found: list[Problem] = []
    pairs: set[frozenset[str]] = set()
    for number, correlation in enumerate(correlations):
        found += _correlation(uncertainties, correlation, f"correlations.{number}")
        pair = frozenset(correlation.between)
        if len(pair) == 2 and pair in pairs:
            both = ", ".join(correlation.between)
            found.append(Problem("problems.pair_twice", f"correlations.{number}", pair=both))
        pairs.add(pair)
    yield from found
    together = () if found else contradictory(list(uncertainties), correlations)
    if together:
        names = ", ".join(together)
        yield Problem("problems.contradictory", "correlations", number=len(together), names=names)


def _correlation(
    uncertainties: Mapping[str, Uncertainty], correlation: Correlation, place: str
) -> Iterator[Problem]:
    between = correlation.between
    if len(between) != 2:
        yield Problem("problems.correlation_of_two", f"{place}.between", found=len(between))
    elif between[0] == between[1]:
        yield Problem("problems.correlation_itself", f"{place}.between", name=between[0])
    if not -1 < correlation.rank < 1:
        found, allowed = shown(correlation.rank), text("problems.allowed_rank")
        yield Problem("problems.wrong_value", f"{place}.rank", found=found, allowed=allowed)
    for path in between:
        uncertainty = uncertainties.get(path)
        if uncertainty is None:
            suggestion = nearest(path, uncertainties)
            where = f"{place}.between.{path}"
            yield Problem("problems.not_uncertain", where, suggestion=suggestion)
        elif not _has_order(uncertainty):
            yield Problem("problems.no_ranks", f"{place}.between", name=path)


def _has_order(uncertainty: Uncertainty) -> bool:
    """Whether a greater quantile is a greater number."""
    values = uncertainty.values
    if values is None:
        return True
    numbers = all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in values)
    return numbers and all(one < other for one, other in pairwise(values))
