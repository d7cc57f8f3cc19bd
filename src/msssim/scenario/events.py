"""Dated interventions: what a scenario looks like once some of its events have happened.

An event may set any parameter, but not the frame of a run (its dates, and the map it is played on),
and not what describes its first day only.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msssim.errors import InputError, Problem
from msssim.scenario.paths import Leaf, get_value, join, leaves, misspelt, set_value
from msssim.scenario.validation import validated

if TYPE_CHECKING:
    from msssim.scenario.schema import Event, Scenario

DATES = ("start", "horizon_days", "step_days")
"""Which days a run has: the same in all runs that are compared."""

FRAME = (*DATES, "territory.zones", "territory.links")
"""What stays as it is during a run."""


def stages(
    scenario: Scenario, known: Sequence[Problem] = ()
) -> tuple[list[Scenario], list[Problem]]:
    """Apply the events one after the other, in order of date.

    Parameters
    ----------
    scenario
        The scenario before any event.
    known
        What is wrong with it without the events; it is not told again.

    Returns
    -------
    stages
        The scenario after the first event, after the second, and so on.
    problems
        What is wrong with the events; an event that cannot be applied is passed over.
    """
    found: list[Scenario] = []
    problems: list[Problem] = []
    changeable = _changeable(scenario) if scenario.events else []
    data = scenario.resolved() | {"events": []}
    for number in in_order(scenario.events):
        event = scenario.events[number]
        try:
            data, stage = _applied(scenario, event, data, changeable)
        except InputError as error:
            new = [problem for problem in error.problems if problem not in known]
            problems += [_moved(problem, event, f"events.{number}") for problem in new]
        else:
            found.append(stage.model_copy(update={"events": scenario.events}))
    return found, problems


def in_order(events: tuple[Event, ...]) -> list[int]:
    """Return the places of the events in order of date; those of one date as they were typed."""
    return sorted(range(len(events)), key=lambda number: events[number].date)


def _applied(
    scenario: Scenario, event: Event, data: dict[str, Any], changeable: list[str]
) -> tuple[dict[str, Any], Scenario]:
    data = copy.deepcopy(data)
    problems = [p for path in event.set for p in _cannot_change(path, data, changeable)]
    for path, value in event.set.items():
        if path in changeable:
            set_value(data, path, value)
    try:
        stage = validated(type(scenario), data)
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(problems)
    return data, stage


def changes_in_a_run(leaf: Leaf) -> bool:
    """Whether a parameter acts after the first day, so that a dated event can change it."""
    declared = leaf.field.json_schema_extra
    start_only = isinstance(declared, dict) and bool(declared.get("start_only"))
    return not start_only and not leaf.path.startswith(FRAME)


def _changeable(scenario: Scenario) -> list[str]:
    return [leaf.path for leaf in leaves(scenario) if changes_in_a_run(leaf)]


def _cannot_change(path: str, data: dict[str, Any], changeable: list[str]) -> list[Problem]:
    if path in changeable:
        return []
    try:
        get_value(data, path)
    except InputError:
        return [misspelt("problems.unknown_path", path, changeable)]
    return [Problem("problems.not_changed_by_event", path)]


def _moved(problem: Problem, event: Event, where: str) -> Problem:
    """Report a problem where the event was typed, not where its value would go."""
    if problem.path in event.set:
        return problem.at(path=join(f"{where}.set", problem.path))
    return problem.within("problems.with_event", where, at=problem.path)
