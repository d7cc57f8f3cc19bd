"""Whether the uncertainties can be sampled as the experiment asks: its design and correlations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from msssim.errors import Problem
from msssim.experiments.copula import Correlation, contradictory
from msssim.experiments.uncertainty import Uncertainty
from msssim.scenario.text import did_you_mean, shown

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
        message = "with luck of its own each point takes a number of replications, not a rule"
        yield Problem(message, "design.luck")
    if experiment.correlations and method in ("grid", "listed"):
        reason = {
            "grid": "a grid crosses all values, so nothing in it can be correlated",
            "listed": "listed points go together as they are listed",
        }[method]
        allowed = "allowed are latin_hypercube, sobol, halton"
        yield Problem(f"{reason}; {allowed}", "correlations")
    else:
        yield from _correlations(experiment)


def _grid(experiment: Experiment) -> Iterator[Problem]:
    along, dimensions = experiment.design.points, len(experiment.uncertainties)
    if along**dimensions > LARGEST_GRID:
        yield Problem(
            f"a grid of {along} values along {dimensions} uncertainties has "
            f"more than {LARGEST_GRID:,} points; take fewer, or latin_hypercube",
            "design.points",
        )


def _listed(experiment: Experiment) -> Iterator[Problem]:
    if not experiment.uncertainties:
        yield Problem("a listed design lists their values; there is none", "uncertainties")
    points = experiment.design.points
    for path, uncertainty in experiment.uncertainties.items():
        place = f"uncertainties.{path}"
        if uncertainty.values is None or uncertainty.weights is not None:
            yield Problem("a listed design takes {values: [...]}: the value at each point", place)
        elif len(uncertainty.values) != points:
            yield Problem(
                f"{len(uncertainty.values)} values for {points} points (design.points); "
                "a listed design takes one for each",
                place,
            )


def _correlations(experiment: Experiment) -> Iterator[Problem]:
    found: list[Problem] = []
    pairs: set[frozenset[str]] = set()
    for number, correlation in enumerate(experiment.correlations):
        found += _correlation(experiment, correlation, f"correlations.{number}")
        pair = frozenset(correlation.between)
        if len(pair) == 2 and pair in pairs:
            both = ", ".join(correlation.between)
            found.append(Problem(f"the pair {both} is listed twice", f"correlations.{number}"))
        pairs.add(pair)
    yield from found
    paths = list(experiment.uncertainties)
    together = () if found else contradictory(paths, experiment.correlations)
    if together:
        yield Problem(
            f"no {len(together)} quantities can be correlated as {', '.join(together)} are here "
            "(a pair that is not listed counts as 0); bring their ranks nearer to 0",
            "correlations",
        )


def _correlation(experiment: Experiment, correlation: Correlation, place: str) -> Iterator[Problem]:
    between = correlation.between
    if len(between) != 2:
        message = f"a correlation is between two uncertainties, not {len(between)}"
        yield Problem(message, f"{place}.between")
    elif between[0] == between[1]:
        yield Problem(f"{between[0]} cannot be correlated with itself", f"{place}.between")
    if not -1 < correlation.rank < 1:
        message = f"found {shown(correlation.rank)}; allowed is a number above -1 and below 1"
        yield Problem(message, f"{place}.rank")
    for path in between:
        uncertainty = experiment.uncertainties.get(path)
        if uncertainty is None:
            hint = did_you_mean(path, experiment.uncertainties)
            message = f"it is not among the uncertainties{hint}"
            yield Problem(message, f"{place}.between.{path}")
        elif not _has_order(uncertainty):
            message = f"{path} is not a list of numbers from the least to the greatest"
            yield Problem(f"{message}, so it has no ranks", f"{place}.between")


def _has_order(uncertainty: Uncertainty) -> bool:
    """Whether a greater quantile is a greater number."""
    values = uncertainty.values
    if values is None:
        return True
    numbers = all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in values)
    return numbers and all(one < other for one, other in pairwise(values))
