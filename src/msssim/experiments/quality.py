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
from msssim.text import text

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

    def messages(self) -> list[str]:
        """Return the quality in words, a sentence an item."""
        said = [self._cells(), self._sample()]
        if self.discrepancy:
            found = self.discrepancy
            whole = found.points == self.sample_points
            template = "experiments.discrepancy" if whole else "experiments.discrepancy_of_first"
            share = found.sample / found.random
            said.append(text(template, value=found.sample, share=share, points=found.points))
        elif self.method == "latin_hypercube" and self.sample_points > MOST_MEASURED:
            said.append(text("experiments.discrepancy_not_measured", most=MOST_MEASURED))
        if self.balance:
            said.append(self._balance())
        if self.correlation:
            one, other = self.correlation.between
            template = "correlation_asked" if self.correlation.asked else "correlation_unasked"
            said.append(
                text(
                    f"experiments.{template}",
                    found=self.correlation.found,
                    one=one,
                    other=other,
                    asked=self.correlation.asked,
                )
            )
        return said

    def _cells(self) -> str:
        if not self.levels:
            return text("experiments.cells_without_levers", cells=self.cells)
        crossed = " x ".join(map(str, (self.scenarios, *self.levels.values())))
        names = ", ".join(self.levels)
        return text("experiments.cells", crossed=crossed, cells=self.cells, names=names)

    def _sample(self) -> str:
        if not self.dimensions:
            return text("experiments.no_sample")
        points = text("experiments.points", count=self.sample_points)
        dimensions = text("experiments.dimensions", count=self.dimensions)
        return text(f"experiments.sample_{self.method}", points=points, dimensions=dimensions)

    def _balance(self) -> str:
        even = self.sample_points / self.slices

        def unevenness(path: str) -> float:
            return max(self.balance[path].most - even, even - self.balance[path].fewest)

        path = max(self.balance, key=unevenness)
        worst = self.balance[path]
        same = worst.fewest == worst.most
        return text(
            "experiments.balance_even" if same else "experiments.balance_uneven",
            slices=self.slices,
            fewest=worst.fewest,
            most=worst.most,
            even=even,
            path=path,
        )


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
