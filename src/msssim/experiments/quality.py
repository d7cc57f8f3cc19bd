"""How good an experiment's design is, so that it can be judged before the first run.

Three questions. Does the sample fill the space? The centred discrepancy of Hickernell (1998) says
how far the share of points in a box is from the box's share of the space; it stands beside what
plain random points of the same number have on average,
``((5/4)^d - (13/12)^d) / n`` for n points in d dimensions (the mean of its definition over
independent uniform points). Is each uncertainty covered evenly? Its points are counted in slices
of equal probability. Do uncertainties go together only as they were asked to? That is the rank
correlation of each pair, less the one asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np

from msssim.experiments.design import quantile_sample, uncertainty_sample, unit_sample
from msssim.experiments.experiment import Experiment

MOST_MEASURED = 4_096
"""Points of which the discrepancy is measured; its cost grows with their square."""

MOST_SLICES = 8
"""Slices of equal probability in which the points of an uncertainty are counted."""


@dataclass(frozen=True)
class Discrepancy:
    """Centred discrepancy of the first ``points`` points, and of random ones on average."""

    points: int
    sample: float
    random: float


@dataclass(frozen=True)
class Balance:
    """Least and most points in a slice of one uncertainty."""

    fewest: int
    most: int


@dataclass(frozen=True)
class RankCorrelation:
    """Spearman's rank correlation of two uncertainties: found in the sample, and asked for."""

    between: tuple[str, str]
    found: float
    asked: float

    @property
    def off(self) -> float:
        """How far it is from what was asked for."""
        return abs(self.found - self.asked)


@dataclass(frozen=True)
class DesignQuality:
    """The quality of an experiment's design.

    Attributes
    ----------
    method
        The design's method.
    scenarios
        Number of scenarios.
    levels
        Number of levels of each lever; all are crossed.
    sample_points, dimensions
        Size of the sample of the uncertainties, and their number.
    discrepancy
        None for a grid, for listed points and for a single one, and for a latin hypercube that is
        too large, of which the first points alone are no latin hypercube.
    slices
        Slices of equal probability in which points were counted for ``balance``.
    balance
        For each uncertainty; empty for a grid, which is even, for listed points and a single one.
    correlation
        The pair whose rank correlation is farthest from what was asked for, 0 where nothing was;
        None for a grid, and if no two numbers vary.
    """

    method: str
    scenarios: int
    levels: Mapping[str, int]
    sample_points: int
    dimensions: int
    discrepancy: Discrepancy | None
    slices: int
    balance: Mapping[str, Balance]
    correlation: RankCorrelation | None

    @property
    def cells(self) -> int:
        """Number of scenarios by levers' levels."""
        return self.scenarios * prod(self.levels.values())


def design_quality(experiment: Experiment) -> DesignQuality:
    """Return the quality of an experiment's design."""
    paths = list(experiment.uncertainties)
    method = experiment.design.method
    levels = {lever.name: len(lever.levels) for lever in experiment.lever_list()}
    if method == "listed" or not paths:
        sample, points = _listed_numbers(experiment), experiment.design.points if paths else 1
    else:
        quantiles = quantile_sample(experiment)
        sample, points = dict(zip(paths, quantiles.T, strict=True)), len(quantiles)
    slices = min(MOST_SLICES, points)
    sampled = method not in ("listed", "grid") and points > 1
    return DesignQuality(
        method=method,
        scenarios=len(experiment.scenarios),
        levels=levels,
        sample_points=points,
        dimensions=len(paths),
        discrepancy=_discrepancy(experiment) if sampled and paths else None,
        slices=slices,
        balance={path: _balance(along, slices) for path, along in sample.items() if sampled},
        correlation=_farthest_correlation(experiment, sample) if method != "grid" else None,
    )


def _listed_numbers(experiment: Experiment) -> dict[str, np.ndarray]:
    """Return the values of the uncertainties that are numbers, each (sample point,)."""
    rows = uncertainty_sample(experiment)
    columns = {path: np.array([row[path] for row in rows]) for path in rows[0]}
    return {path: values for path, values in columns.items() if values.dtype.kind in "if"}


def _discrepancy(experiment: Experiment) -> Discrepancy | None:
    """Measure the sample before it is correlated: what is correlated shall not fill the space."""
    from scipy.stats import qmc  # noqa: PLC0415  (slow to import)

    dimensions = len(experiment.uncertainties)
    sample = unit_sample(experiment, dimensions)
    if len(sample) > MOST_MEASURED and experiment.design.method == "latin_hypercube":
        return None
    measured = sample[:MOST_MEASURED]
    random = ((5 / 4) ** dimensions - (13 / 12) ** dimensions) / len(measured)
    return Discrepancy(len(measured), float(qmc.discrepancy(measured, method="CD")), random)


def _balance(quantiles: np.ndarray, slices: int) -> Balance:
    places = np.minimum(quantiles * slices, slices - 1).astype(int)
    counts = np.bincount(places, minlength=slices)
    return Balance(int(np.min(counts)), int(np.max(counts)))


def _farthest_correlation(
    experiment: Experiment, sample: Mapping[str, np.ndarray]
) -> RankCorrelation | None:
    """Return the pair whose rank correlation is farthest from what was asked for."""
    from scipy.stats import rankdata  # noqa: PLC0415  (slow to import)

    varying = [path for path, along in sample.items() if len(np.unique(along)) > 1]
    if len(varying) < 2:
        return None
    found = np.corrcoef([rankdata(sample[path]) for path in varying])
    asked = {frozenset(one.between): one.rank for one in experiment.correlations}
    pairs = [
        RankCorrelation(
            (varying[one], varying[other]),
            float(found[one, other]),
            asked.get(frozenset((varying[one], varying[other])), 0.0),
        )
        for one, other in combinations(range(len(varying)), 2)
    ]
    return max(pairs, key=lambda pair: pair.off)


def sentences(quality: DesignQuality) -> list[str]:
    """Say the quality in words, a sentence an item."""
    said = [_cells(quality), _size(quality)]
    if quality.discrepancy:
        said.append(_filled(quality.discrepancy, quality.sample_points))
    elif quality.method == "latin_hypercube" and quality.sample_points > MOST_MEASURED:
        said.append(
            f"Discrepancy: not measured; a latin hypercube has more than {MOST_MEASURED:,} points."
        )
    if quality.balance:
        said.append(_covered(quality))
    if quality.correlation:
        said.append(_together(quality.correlation))
    return said


def _cells(quality: DesignQuality) -> str:
    if not quality.levels:
        return f"Cells: {quality.cells:,}, one a scenario; there are no levers."
    crossed = " x ".join(str(number) for number in (quality.scenarios, *quality.levels.values()))
    names = ", ".join(quality.levels)
    return (
        f"Cells: {crossed} = {quality.cells:,} (scenarios, {names}), a full factorial: each level "
        "meets every other equally often."
    )


def _size(quality: DesignQuality) -> str:
    if not quality.dimensions:
        return "Sample: none; there are no uncertainties."
    points = _counted(quality.sample_points, "point")
    size = f"{points} in {_counted(quality.dimensions, 'dimension')}"
    how = {
        "grid": "a grid, even by construction",
        "listed": "as they are listed",
        "latin_hypercube": "a latin hypercube",
        "sobol": "a Sobol sequence",
        "halton": "a Halton sequence",
    }[quality.method]
    return f"Sample: {size}, {how}, the same in every cell."


def _filled(discrepancy: Discrepancy, sample_points: int) -> str:
    part = "" if discrepancy.points == sample_points else f" of the first {discrepancy.points:,}"
    share = discrepancy.sample / discrepancy.random
    return (
        f"Centred discrepancy{part}: {discrepancy.sample:.2g}, {share:.2g} times what random "
        "points have on average (less is better)."
    )


def _covered(quality: DesignQuality) -> str:
    even = quality.sample_points / quality.slices
    path, worst = max(
        quality.balance.items(), key=lambda one: max(one[1].most - even, even - one[1].fewest)
    )
    slices = f"each of {quality.slices} equally likely slices"
    if worst.fewest == worst.most:
        return f"Balance: {slices} of every uncertainty holds {worst.most:,} points."
    return (
        f"Balance: {slices} of an uncertainty holds {worst.fewest:,} to {worst.most:,} points "
        f"(even is {even:,.4g}); the least even is {path}."
    )


def _together(correlation: RankCorrelation) -> str:
    one, other = correlation.between
    asked = f"asked was {correlation.asked:.2f}" if correlation.asked else "none was asked for"
    return (
        f"Rank correlation farthest from what was asked: {correlation.found:.2f} "
        f"between {one} and {other} ({asked})."
    )


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
