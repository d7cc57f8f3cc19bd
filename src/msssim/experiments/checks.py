"""Whether an experiment can be played: every path, value and series, in every scenario.

All that is wrong is found before the first run, because a sweep that stops at its thousandth run
for a value that was never admissible has cost an evening.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from typing import Any

from msssim.errors import InputError, Problem
from msssim.experiments.copula import correlation_problems
from msssim.experiments.fields import ExperimentFields
from msssim.scenario import parameter_info
from msssim.scenario.fields import DATES
from msssim.scenario.schema import Scenario
from msssim.scenario.text import nearest
from msssim.text import text
from msssim.world.observables import CONTINGENT_OUTCOMES, OUTCOMES, ROAD_SERIES, SERIES, ZONE_SERIES

TAKEN = {
    *("scenario", "point", "run", "date", "contingent", "cell", "outcome", "unit", "runs"),
    *("zone", "road"),
    *("mean", "median", "p5", "p25", "p75", "p95", "baseline_mean", "difference", "low", "high"),
    *("dropped", "variance_saved", "label", "share_null"),
    *(*OUTCOMES, *SERIES, *CONTINGENT_OUTCOMES, *ZONE_SERIES, *ROAD_SERIES),
}
"""Columns of the result files and of the tables made from them."""

LARGEST_GRID = 1_000_000

MOST_POINTS = 10_000_000
"""Of an experiment; a manifest of more would not fit in memory."""

MOST_VALUES = 1_000
"""Of an uncertainty that lists them."""

MOST_REFUSED = 20
"""Listed values of an uncertainty that are named, from either end, if so many are not admitted."""


def problems_of(experiment: ExperimentFields) -> list[Problem]:
    """Return everything that keeps the experiment from being played."""
    too_large = list(_size(experiment))
    if too_large:  # each of its values would be tried in each scenario
        return too_large
    checks = (
        _frame, _names, _levers, _uncertainties, _design, _record, _replications,
    )  # fmt: skip
    found = [problem for check in checks for problem in check(experiment)]
    return list(dict.fromkeys(found))


def is_whole(scenario: Scenario, path: str) -> bool:
    """Whether the parameter takes whole numbers only, so that a sample of it is rounded."""
    value = parameter_info(scenario, path).value
    return isinstance(value, int) and not isinstance(value, bool)


def _size(experiment: ExperimentFields) -> Iterator[Problem]:
    cells = experiment.cells
    points = 1 if experiment.design.method == "grid" else experiment.design.points
    if cells * points > MOST_POINTS:
        yield Problem(
            "problems.too_many_points", "levers", cells=cells, points=points, most=MOST_POINTS
        )
    for path, uncertainty in experiment.uncertainties.items():
        values = len(uncertainty.values or ())
        if values > MOST_VALUES and experiment.design.method != "listed":
            found = text("problems.values", count=values)
            allowed = text("problems.allowed_values", most=MOST_VALUES)
            where = f"uncertainties.{path}"
            yield Problem("problems.too_many", where, found=found, allowed=allowed)


def _frame(experiment: ExperimentFields) -> Iterator[Problem]:
    scenarios = experiment.scenarios
    names = [scenario.name for scenario in scenarios]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem("problems.scenario_twice", "scenarios", name=name)
    if experiment.horizon_days is not None:
        over = {"horizon_days": experiment.horizon_days}
        yield from _refused(experiment, "horizon_days", lambda one: one.with_values(over))
    shared = ["start", "step_days"] + (["horizon_days"] if experiment.horizon_days is None else [])
    for field in shared:
        found = {scenario.name: str(getattr(scenario, field)) for scenario in scenarios}
        if len(set(found.values())) > 1:
            each = ", ".join(f"{name} {value}" for name, value in found.items())
            of_horizon = field == "horizon_days"
            template = "problems.differ_in_horizon" if of_horizon else "problems.differ_in"
            yield Problem(template, "scenarios", field=field, values=each)


def _names(experiment: ExperimentFields) -> Iterator[Problem]:
    set_by: dict[str, str] = {}
    for lever in experiment.lever_list():
        place = f"levers.{lever.name}"
        if lever.named and "." in lever.name:
            yield Problem("problems.lever_name", place)
        if lever.named and lever.name in TAKEN:
            yield Problem("problems.column_taken", place, name=lever.name)
        for path in lever.paths:
            if path in set_by:
                yield Problem("problems.set_twice", place, name=path, lever=set_by[path])
            set_by[path] = lever.name
    for path in experiment.uncertainties:
        if path in set_by:
            place = f"uncertainties.{path}"
            yield Problem("problems.set_by_lever", place, lever=set_by[path])


def _levers(experiment: ExperimentFields) -> Iterator[Problem]:
    for lever in experiment.lever_list():
        for level in lever.levels:
            place = f"levers.{lever.name}" + (f".{level.label}" if lever.named else "")
            yield from _cannot_vary(experiment, level.settings, place)


def _uncertainties(experiment: ExperimentFields) -> Iterator[Problem]:
    for path, uncertainty in experiment.uncertainties.items():
        place = f"uncertainties.{path}"
        wrong = list(_unknown(experiment, path, place))
        if wrong:
            yield from wrong
            continue
        first = experiment.scenarios[0]
        if uncertainty.values is None and not _is_number(parameter_info(first, path).value):
            yield Problem("problems.not_a_number", place)
            continue
        if experiment.design.method == "listed":
            yield from _listed_values(experiment, path, uncertainty.extremes)
            continue
        for value in uncertainty.extremes:
            rounded = round(value) if _is_number(value) and is_whole(first, path) else value
            yield from _cannot_vary(experiment, {path: rounded}, place)


def _listed_values(
    experiment: ExperimentFields, path: str, values: Sequence[Any]
) -> Iterator[Problem]:
    """Yield what the scenarios object to in the values that points list, with each one's place.

    Points are many, so numbers are tried from both ends inward: between two that are admitted, all
    are. Whole numbers and others are apart, since a parameter may take the former only.
    """
    place = f"uncertainties.{path}"

    def objections(value: Any) -> list[Problem]:
        return list(_cannot_vary(experiment, {path: value}, place))

    kinds: dict[type, list[Any]] = {}
    for value in {(type(value), repr(value)): value for value in values}.values():
        kinds.setdefault(type(value) if _is_number(value) else object, []).append(value)
    refused = list(filter(objections, kinds.pop(object, [])))[:MOST_REFUSED]
    for numbers in kinds.values():
        rising = sorted(numbers)
        for inward in (rising, rising[::-1]):
            refused += islice(takewhile(objections, inward), MOST_REFUSED)
    for number, value in enumerate(values):
        if any(type(value) is type(other) and value == other for other in refused):
            for problem in objections(value):
                where = f"{place}.values.{number}{problem.path.removeprefix(place)}"
                yield problem.at(path=where)


def _design(experiment: ExperimentFields) -> Iterator[Problem]:
    """Yield what keeps the uncertainties from being sampled as the design asks."""
    method = experiment.design.method
    if method == "grid":
        yield from _grid(experiment)
    if method == "listed":
        yield from _listed(experiment)
    if experiment.design.random_numbers == "independent" and experiment.until:
        yield Problem("problems.independent_with_rule", "design.random_numbers")
    if experiment.correlations and method in ("grid", "listed"):
        yield Problem(f"problems.correlated_{method}", "correlations")
    else:
        yield from correlation_problems(experiment.uncertainties, experiment.correlations)


def _grid(experiment: ExperimentFields) -> Iterator[Problem]:
    along, dimensions = experiment.design.points, len(experiment.uncertainties)
    if along**dimensions > LARGEST_GRID:
        yield Problem(
            "problems.grid_too_large",
            "design.points",
            along=along,
            dimensions=dimensions,
            most=LARGEST_GRID,
        )


def _listed(experiment: ExperimentFields) -> Iterator[Problem]:
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


def _record(experiment: ExperimentFields) -> Iterator[Problem]:
    recorded = experiment.record.series
    for name in dict.fromkeys(recorded):
        if name not in SERIES:
            yield Problem(
                "problems.no_series",
                "record.series",
                name=name,
                allowed=", ".join(SERIES),
                suggestion=nearest(name, SERIES),
            )
        elif recorded.count(name) > 1:
            yield Problem("problems.series_twice", "record.series", name=name)
    step_days = experiment.scenarios[0].step_days
    for name in ("every_days", "zones_every_days"):
        days = getattr(experiment.record, name)
        if days is not None and days % step_days:
            yield Problem("problems.no_multiple", f"record.{name}", days=days, step=step_days)


def _replications(experiment: ExperimentFields) -> Iterator[Problem]:
    rule = experiment.until
    if rule is None:
        return
    if rule.outcome not in OUTCOMES:
        suggestion = nearest(rule.outcome, OUTCOMES)
        where = "replications.until.outcome"
        yield Problem("problems.no_outcome", where, name=rule.outcome, suggestion=suggestion)
    if rule.of == "paired_difference" and experiment.cells == 1:
        yield Problem("problems.no_pair", "replications.until.of", allowed="mean")


def _unknown(experiment: ExperimentFields, path: str, place: str) -> Iterator[Problem]:
    """Yield why there is no such parameter to vary."""
    if path in DATES:
        yield Problem("problems.date_of_all_runs", place, name=path)
    else:
        yield from _refused(experiment, place, lambda scenario: parameter_info(scenario, path))


def _cannot_vary(
    experiment: ExperimentFields, settings: Mapping[str, Any], place: str
) -> Iterator[Problem]:
    """Yield why the parameters cannot take these values together, in any scenario."""
    unknown = [problem for path in settings for problem in _unknown(experiment, path, place)]
    if unknown:
        yield from unknown
    else:
        yield from _refused(experiment, place, lambda scenario: scenario.with_values(settings))


def _refused(
    experiment: ExperimentFields, place: str, attempt: Callable[[Scenario], object]
) -> Iterator[Problem]:
    """Yield what the scenarios object to, each objection once, naming those that make it."""
    objections: dict[Problem, list[str]] = {}
    for scenario in experiment.scenarios:
        try:
            attempt(scenario)
        except InputError as error:
            for problem in error.problems:
                where = place if place.endswith(problem.path) else f"{place}.{problem.path}"
                objections.setdefault(problem.at(path=where), []).append(scenario.name)
    for problem, names in objections.items():
        if len(names) == len(experiment.scenarios):
            yield problem
        else:
            yield problem.within("problems.in_scenarios", problem.path, names=", ".join(names))


def _is_number(value: Any) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and math.isfinite(value)
