"""Whether the uncertainties can be sampled as the experiment asks: its design and correlations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from msssim.errors import Problem
from msssim.experiments.copula import Correlation, contradictory
from msssim.experiments.uncertainty import Uncertainty
from msssim.scenario.text import nearest, shown
from msssim.text import text

if TYPE_CHECKING:
    from msssim.experiments.experiment import Experiment

LARGEST_GRID = 1_000_000


def design_problems(experiment: Experiment) -> Iterator[Problem]:
    """Yield everything that keeps the uncertainties from being sampled."""
    method = experiment.design.method
    if method == "grid":
        yield from _grid(experiment)
    if method == "listed":
        yield from _listed(experiment)
    if experiment.design.luck == "own" and experiment.until:
        yield Problem("problems.independent_with_rule", "design.luck")
    if experiment.correlations and method in ("grid", "listed"):
        yield Problem(f"problems.correlated_{method}", "correlations")
    else:
        yield from _correlations(experiment)


def _grid(experiment: Experiment) -> Iterator[Problem]:
    along, dimensions = experiment.design.points, len(experiment.uncertainties)
    if along**dimensions > LARGEST_GRID:
        yield Problem(
            "problems.grid_too_large",
            "design.points",
            along=along,
            dimensions=dimensions,
            most=LARGEST_GRID,
        )


def _listed(experiment: Experiment) -> Iterator[Problem]:
    if not experiment.uncertainties:
        yield Problem("problems.nothing_listed", "uncertainties")
    points = experiment.design.points
    for path, uncertainty in experiment.uncertainties.items():
        place = f"uncertainties.{path}"
        if uncertainty.values is None or uncertainty.weights is not None:
            yield Problem("problems.not_listed", place)
        elif len(uncertainty.values) != points:
            values = len(uncertainty.values)
            yield Problem("problems.other_than_points", place, values=values, points=points)


def _correlations(experiment: Experiment) -> Iterator[Problem]:
    found: list[Problem] = []
    pairs: set[frozenset[str]] = set()
    for number, correlation in enumerate(experiment.correlations):
        found += _correlation(experiment, correlation, f"correlations.{number}")
        pair = frozenset(correlation.between)
        if len(pair) == 2 and pair in pairs:
            both = ", ".join(correlation.between)
            found.append(Problem("problems.pair_twice", f"correlations.{number}", pair=both))
        pairs.add(pair)
    yield from found
    paths = list(experiment.uncertainties)
    together = () if found else contradictory(paths, experiment.correlations)
    if together:
        names = ", ".join(together)
        yield Problem("problems.contradictory", "correlations", number=len(together), names=names)


def _correlation(experiment: Experiment, correlation: Correlation, place: str) -> Iterator[Problem]:
    between = correlation.between
    if len(between) != 2:
        yield Problem("problems.correlation_of_two", f"{place}.between", found=len(between))
    elif between[0] == between[1]:
        yield Problem("problems.correlation_itself", f"{place}.between", name=between[0])
    if not -1 < correlation.rank < 1:
        found, allowed = shown(correlation.rank), text("problems.allowed_rank")
        yield Problem("problems.wrong_value", f"{place}.rank", found=found, allowed=allowed)
    for path in between:
        uncertainty = experiment.uncertainties.get(path)
        if uncertainty is None:
            suggestion = nearest(path, experiment.uncertainties)
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
