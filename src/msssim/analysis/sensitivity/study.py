"""What a sensitivity analysis plays: the points of its method as a listed design of an experiment.

The points are those of the method in the unit cube, read through the experiment's own
distributions. So they are played, stored and resumed as any sweep is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from msssim.analysis.sensitivity.method import Method
from msssim.analysis.sensitivity.methods import METHODS
from msssim.errors import InputError, Problem
from msssim.experiments.design import values_at
from msssim.experiments.experiment import Experiment, experiment_of
from msssim.experiments.fields import Lever
from msssim.scenario.schema import Scenario
from msssim.scenario.text import did_you_mean

FEWEST_RUNS = 2
"""Replications that tell luck from parameters."""
LONGEST_TITLE = 200
LAYOUT_POINTS = 32
LAYOUT_RUNS = 24
"""Most points, and runs at each, of the layout that tells luck from parameters and scenario."""


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
        All scenarios, or that which was asked for, at some of the points with many runs each; None
        where the points of the method do not follow the distributions.
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
        Whose uncertainties are the factors. Its own design is of no account.
    method
        ``sobol`` or ``morris``.
    points
        Base sample of the former, trajectories of the latter; None takes what is usual.
    runs
        Replications of each point; None takes the experiment's.
    scenario
        Which of its scenarios; None takes the first, with all of them in the layout.
    levels
        For levers by name, at which level; those that are not named are at their first.

    Raises
    ------
    InputError
        With everything for which there can be no such study.
    """
    problems = list(_problems(experiment, method, points, runs, scenario, levels or {}))
    if problems:
        raise InputError(problems)
    chosen = METHODS[method]
    points = chosen.usual_points if points is None else points
    scenarios = [one.with_values(_settings(experiment, levels or {})) for one in _all(experiment)]
    if scenario is not None:
        scenarios = [scenarios[_names(experiment).index(scenario)]]
    sample = chosen.sample(list(experiment.uncertainties), points, experiment.seed)
    base = chosen.base(sample)[:LAYOUT_POINTS]
    title = f"{experiment.title}: {chosen.title}"
    spread = f"{experiment.title}: luck, parameters and scenario"
    replications = _runs(experiment, runs)
    return Study(
        method=chosen,
        sample=sample,
        experiment=_listed(experiment, scenarios[:1], sample, replications, title),
        layout=_listed(experiment, scenarios, base, LAYOUT_RUNS, spread) if len(base) else None,
    )


def _listed(
    experiment: Experiment, scenarios: list[Scenario], sample: np.ndarray, runs: int, title: str
) -> Experiment:
    """Return the experiment at points of the unit cube, read through its distributions."""
    columns = values_at(experiment, sample)
    return experiment_of(
        scenarios,
        name=experiment.name,
        title=title[:LONGEST_TITLE],
        uncertainties={
            path: {"values": values}
            for path, values in zip(experiment.uncertainties, columns, strict=True)
        },
        design={"method": "listed", "points": len(sample)},
        replications=runs,
        horizon_days=experiment.horizon_days,
        seed=experiment.seed,
    )


def _problems(
    experiment: Experiment,
    method: str,
    points: int | None,
    runs: int | None,
    scenario: str | None,
    levels: Mapping[str, str],
) -> Iterator[Problem]:
    """Yield everything that stands in the way."""
    if method not in METHODS:
        known = ", ".join(METHODS)
        yield Problem(f"found {method}{did_you_mean(method, METHODS)} (allowed: {known})", "method")
    elif points is not None:
        try:
            METHODS[method].check(points)
        except InputError as error:
            yield from error.problems
    yield from not_independent(experiment)
    yield from _too_few(experiment, runs)
    if scenario is not None and scenario not in _names(experiment):
        hint = did_you_mean(scenario, _names(experiment))
        known = ", ".join(_names(experiment))
        message = f"`{scenario}` is none of this experiment{hint} (known: {known})"
        yield Problem(message, "scenario")
    yield from _unknown_levels(experiment, levels)


def not_independent(experiment: Experiment) -> Iterator[Problem]:
    """Yield why the uncertainties are no independent factors."""
    if not experiment.uncertainties:
        yield Problem(
            "there is none, so there is nothing to vary; list parameters with their distributions, "
            "as in {gangs.patience: {low: 0.97, high: 0.997}}",
            "uncertainties",
        )
    if experiment.correlations:
        yield Problem(
            "sensitivity indices split the variance between independent factors, and these are "
            "correlated, so that no split is right; leave the correlations out, or keep one of "
            "each pair",
            "correlations",
        )
    if experiment.design.method == "listed":
        yield Problem(
            "listed points have no distributions to sample; give each uncertainty one", "design"
        )


def _too_few(experiment: Experiment, runs: int | None) -> Iterator[Problem]:
    """Yield why luck could not be told from parameters."""
    if runs is None and experiment.until is not None:
        message = "they follow a rule; every point must have as many, so say how many (--runs)"
        yield Problem(message, "replications")
    elif _runs(experiment, runs) < FEWEST_RUNS:
        yield Problem(
            f"found {_runs(experiment, runs)}; allowed are {FEWEST_RUNS} or more, since one run "
            "does not tell luck from parameters (--runs)",
            "replications",
        )


def _unknown_levels(experiment: Experiment, levels: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the levers and levels that the experiment does not have."""
    levers = {lever.name: lever for lever in experiment.lever_list()}
    for name, level in levels.items():
        if name not in levers:
            known = ", ".join(levers) or "none"
            yield Problem(
                f"there is no such lever{did_you_mean(name, levers)} (known: {known})", name
            )
        elif level not in _labels(levers[name]):
            allowed = ", ".join(_labels(levers[name]))
            hint = did_you_mean(level, _labels(levers[name]))
            yield Problem(f"found {level}{hint} (allowed: {allowed})", f"levers.{name}")


def _settings(experiment: Experiment, levels: Mapping[str, str]) -> dict[str, Any]:
    """Return what the levers set, each at the level asked for, or its first."""
    settings: dict[str, Any] = {}
    for lever in experiment.lever_list():
        place = _labels(lever).index(levels[lever.name]) if lever.name in levels else 0
        settings |= lever.levels[place].settings
    return settings


def _labels(lever: Lever) -> list[str]:
    return [str(level.label) for level in lever.levels]


def _runs(experiment: Experiment, runs: int | None) -> int:
    if runs is not None:
        return runs
    asked = experiment.replications
    return asked if isinstance(asked, int) else FEWEST_RUNS


def _all(experiment: Experiment) -> tuple[Scenario, ...]:
    return experiment.scenarios_to_play()


def _names(experiment: Experiment) -> list[str]:
    return [scenario.name for scenario in experiment.scenarios]
