"""What a sensitivity analysis plays: the points of its method as a listed design of an experiment.

The points are those of the method in the unit cube, read through the experiment's own
distributions. So they are played, stored and resumed as any sweep is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from msssim.analysis.sensitivity.methods import METHODS, Method
from msssim.errors import InputError, Problem
from msssim.experiments.design import values_at
from msssim.experiments.experiment import Experiment, experiment_of
from msssim.experiments.fields import Lever
from msssim.scenario.schema import Scenario
from msssim.scenario.text import nearest
from msssim.text import text

FEWEST_RUNS = 2
"""Replications from which the variance of random numbers can be estimated."""
LONGEST_TITLE = 200
LAYOUT_POINTS = 32
LAYOUT_RUNS = 24
"""Most points, and runs at each, of the crossed layout for the variance decomposition."""


@dataclass(frozen=True)
class Study:
    """What is played, and how it is read.

    Attributes
    ----------
    method
        Which method.
    sample
        Its design in the unit cube, (sample point, factor).
    experiment
        One scenario at these points.
    layout
        Crossed layout for the variance decomposition: all scenarios, or the one that was asked for,
        at some of the points with many runs each. None where the points of the method do not follow
        the distributions.
    """

    method: Method
    sample: np.ndarray
    experiment: Experiment
    layout: Experiment | None

    @property
    def factors(self) -> list[str]:
        """The uncertain parameters, by their paths."""
        return list(self.experiment.uncertainties)


def study_of(
    experiment: Experiment,
    method: str = "sobol",
    points: int | None = None,
    runs: int | None = None,
    scenario: str | None = None,
    levels: Mapping[str, str] | None = None,
) -> Study:
    """Return what the sensitivity analysis of an experiment plays.

    Parameters
    ----------
    experiment
        Whose uncertainties are the factors; its own design is not used.
    method
        ``sobol`` or ``morris``.
    points
        Base sample of the former, trajectories of the latter; None takes the method's default.
    runs
        Replications of each point; None takes the experiment's.
    scenario
        Which of its scenarios; None takes the first, with all of them in the layout.
    levels
        Levels of levers by name; a lever that is not named stands at its first.

    Raises
    ------
    InputError
        With everything for which there can be no such study.
    """
    levels = levels or {}
    replications = experiment.replications if runs is None else runs
    problems = [
        *_of_method(method, points),
        *not_independent(experiment),
        *_of_replications(replications),
        *_of_scenario(experiment, scenario),
        *_of_levels(experiment, levels),
    ]
    if problems:
        raise InputError(problems)
    chosen = METHODS[method]
    points = chosen.usual_points if points is None else points
    settings = _settings(experiment, levels)
    scenarios = [each.with_values(settings) for each in experiment.scenarios_to_play()]
    if scenario is not None:
        scenarios = [each for each in scenarios if each.name == scenario]
    sample = chosen.sample(list(experiment.uncertainties), points, experiment.seed)
    base = chosen.base(sample)[:LAYOUT_POINTS]
    title = text("studies.sensitivity.title", experiment=experiment.title, method=chosen.title)
    crossed = text("studies.sensitivity.layout_title", experiment=experiment.title)
    return Study(
        method=chosen,
        sample=sample,
        experiment=_listed(experiment, scenarios[:1], sample, replications, title),
        layout=_listed(experiment, scenarios, base, LAYOUT_RUNS, crossed) if len(base) else None,
    )


def not_independent(experiment: Experiment) -> Iterator[Problem]:
    """Yield why the uncertainties are no independent factors."""
    if not experiment.uncertainties:
        yield Problem("studies.sensitivity.no_factor", "uncertainties")
    if experiment.correlations:
        yield Problem("studies.sensitivity.correlated_factors", "correlations")
    if experiment.design.method == "listed":
        yield Problem("studies.sensitivity.listed_factors", "design")


def _listed(
    experiment: Experiment, scenarios: list[Scenario], sample: np.ndarray, runs: Any, title: str
) -> Experiment:
    """Return the experiment at points of the unit cube, read through its distributions."""
    columns = zip(experiment.uncertainties, values_at(experiment, sample), strict=True)
    return experiment_of(
        scenarios,
        name=experiment.name,
        title=title[:LONGEST_TITLE],
        uncertainties={path: {"values": values} for path, values in columns},
        design={"method": "listed", "points": len(sample)},
        replications=runs,
        horizon_days=experiment.horizon_days,
        seed=experiment.seed,
    )


def _of_method(method: str, points: int | None) -> list[Problem]:
    if method not in METHODS:
        return [_unknown("no_such_method", method, METHODS, "method")]
    try:
        METHODS[method].check(METHODS[method].usual_points if points is None else points)
    except InputError as error:
        return error.problems
    return []


def _of_replications(replications: Any) -> Iterator[Problem]:
    """Yield why the variance of random numbers could not be estimated."""
    if not isinstance(replications, int):
        yield Problem("studies.sensitivity.replications_by_rule", "replications")
    elif replications < FEWEST_RUNS:
        template = "studies.sensitivity.too_few_replications"
        yield Problem(template, "replications", found=replications, least=FEWEST_RUNS)


def _of_scenario(experiment: Experiment, scenario: str | None) -> Iterator[Problem]:
    known = [each.name for each in experiment.scenarios]
    if scenario is not None and scenario not in known:
        yield _unknown("no_such_scenario", scenario, known, "scenario")


def _of_levels(experiment: Experiment, levels: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the levers and levels that the experiment does not have."""
    labels = {lever.name: _labels(lever) for lever in experiment.lever_list()}
    for name, level in levels.items():
        if name not in labels:
            yield _unknown("no_such_lever", name, labels, name)
        elif level not in labels[name]:
            yield _unknown("no_such_level", level, labels[name], f"levers.{name}")


def _unknown(template: str, found: str, known: Iterable[str], where: str) -> Problem:
    return Problem(
        f"studies.sensitivity.{template}",
        where,
        found=found,
        allowed=", ".join(known) or "none",
        suggestion=nearest(found, known),
    )


def _settings(experiment: Experiment, levels: Mapping[str, str]) -> dict[str, Any]:
    """Return what the levers set, each at the level asked for, or its first."""
    settings: dict[str, Any] = {}
    for lever in experiment.lever_list():
        place = _labels(lever).index(levels[lever.name]) if lever.name in levels else 0
        settings |= lever.levels[place].settings
    return settings


def _labels(lever: Lever) -> list[str]:
    return [str(level.label) for level in lever.levels]
