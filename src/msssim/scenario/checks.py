"""What must fit together in a scenario, what its dated events make of it, and remarks.

References between tables and values between fields are checked. An event may set any parameter, but
not the frame of a run (its dates, and the map it is played on), and not what describes its first
day only. A remark is about what is allowed, and may not do what its author thinks: an event before
the first day or after the last one, or one that gives way to another before it has acted.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from msssim.errors import InputError, Problem
from msssim.scenario.fields import FRAME, Event, ScenarioFields
from msssim.scenario.paths import Leaf, get_value, join, leaves, misspelt, set_value
from msssim.scenario.text import nearest, shown
from msssim.scenario.validation import validated
from msssim.text import text

Fields = TypeVar("Fields", bound=ScenarioFields)

EARLIEST_START = dt.date(1945, 10, 24)  # the United Nations: before it no Council authorises
LATEST_START = dt.date(2099, 12, 31)


def problems_of(scenario: ScenarioFields) -> list[Problem]:
    """Return everything that does not fit together in a scenario whose single values are valid."""
    checks = (_time, _base, _zones, _links, _gangs, _police, _contingents, _cases)
    problems = [problem for check in checks for problem in check(scenario)]
    return problems + stages(scenario, known=problems)[1]


def _time(scenario: ScenarioFields) -> Iterator[Problem]:
    if scenario.step_days not in (1, 7):
        allowed = text("problems.allowed_step")
        yield Problem(
            "problems.wrong_value", "step_days", found=scenario.step_days, allowed=allowed
        )
    if not EARLIEST_START <= scenario.start <= LATEST_START:
        allowed = text("problems.allowed_start", earliest=EARLIEST_START, latest=LATEST_START)
        yield Problem("problems.wrong_value", "start", found=scenario.start, allowed=allowed)


def _base(scenario: ScenarioFields) -> Iterator[Problem]:
    done, stages_in_all = scenario.logistics.base_stages_done, scenario.logistics.base_stages
    if done > stages_in_all:
        where = "logistics.base_stages_done"
        yield Problem("problems.stages_done", where, done=done, stages=stages_in_all)


def _zones(scenario: ScenarioFields) -> Iterator[Problem]:
    if not scenario.territory.zones:
        yield Problem("problems.no_zones", "territory.zones")


def _links(scenario: ScenarioFields) -> Iterator[Problem]:
    linked: dict[frozenset[str], str] = {}
    for link in scenario.territory.links:
        where = f"territory.links.{link.name}"
        yield from _no_zone(scenario, link.zone_a, f"{where}.zone_a")
        yield from _no_zone(scenario, link.zone_b, f"{where}.zone_b")
        ends = frozenset((link.zone_a, link.zone_b))
        if len(ends) == 1:
            yield Problem("problems.link_to_itself", where, zone=link.zone_a)
        if ends in linked:
            yield Problem("problems.same_link", where, link=linked[ends])
        linked[ends] = link.name


def _gangs(scenario: ScenarioFields) -> Iterator[Problem]:
    for gang in scenario.gangs.groups:
        where = f"gangs.groups.{gang.name}"
        for zone in gang.presence:
            yield from _no_zone(scenario, zone, f"{where}.presence")
        unknown_base = list(_no_zone(scenario, gang.base, f"{where}.base"))
        yield from unknown_base
        if gang.base not in gang.presence and not unknown_base:
            yield Problem("problems.base_not_present", where, base=gang.base)
        yield from _turned_round(gang.fighters_low, gang.fighters_high, f"{where}.fighters_low")


def _police(scenario: ScenarioFields) -> Iterator[Problem]:
    for unit in scenario.police.units:
        where = f"police.units.{unit.name}.zone"
        if unit.zone is not None:
            yield from _no_zone(scenario, unit.zone, where)
        if (unit.zone is None) != (unit.kind == "elsewhere"):
            yield Problem("problems.unit_zone", where)


def _contingents(scenario: ScenarioFields) -> Iterator[Problem]:
    leads = [contingent.name for contingent in scenario.mission.contingents if contingent.lead]
    for name in leads if len(leads) > 1 else []:
        where = f"mission.contingents.{name}.lead"
        yield Problem("problems.lead_nations", where, number=len(leads), names=", ".join(leads))
    for contingent in scenario.mission.contingents:
        where = f"mission.contingents.{contingent.name}"
        if contingent.trained > contingent.pledged:
            yield Problem(
                "problems.trained_not_pledged",
                f"{where}.trained",
                trained=contingent.trained,
                pledged=contingent.pledged,
            )
        if contingent.pledged_log_sd > 0 and contingent.pledged_high == 0:
            yield Problem("problems.offer_without_bounds", f"{where}.pledged_high")
        yield from _turned_round(
            contingent.pledged_low, contingent.pledged_high, f"{where}.pledged_low"
        )


def _cases(scenario: ScenarioFields) -> Iterator[Problem]:
    countries = [contingent.name for contingent in scenario.mission.contingents]
    for step in scenario.law.steps:
        if step.contingent not in countries:
            yield Problem(
                "problems.no_contingent",
                f"law.steps.{step.name}.contingent",
                contingent=step.contingent,
                suggestion=nearest(step.contingent, countries),
            )


def _no_zone(scenario: ScenarioFields, zone: str, where: str) -> Iterator[Problem]:
    names = [known.name for known in scenario.territory.zones]
    if zone not in names:
        yield Problem("problems.no_zone", where, zone=zone, suggestion=nearest(zone, names))


def _turned_round(low: int, high: int, where: str) -> Iterator[Problem]:
    if low > high > 0:
        yield Problem("problems.ends_of_range", where, found=low, high=high)


def stages(scenario: Fields, known: Sequence[Problem] = ()) -> tuple[list[Fields], list[Problem]]:
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
    found: list[Fields] = []
    problems: list[Problem] = []
    changeable = [leaf.path for leaf in leaves(scenario) if changes_in_a_run(leaf)]
    data = scenario.resolved() | {"events": []}
    for number, event in scenario.events_by_date():
        try:
            data, stage = _applied(scenario, event, data, changeable)
        except InputError as error:
            new = [problem for problem in error.problems if problem not in known]
            problems += [_moved(problem, event, f"events.{number}") for problem in new]
        else:
            found.append(stage.model_copy(update={"events": scenario.events}))
    return found, problems


def _applied(
    scenario: Fields, event: Event, data: dict[str, Any], changeable: list[str]
) -> tuple[dict[str, Any], Fields]:
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


def remarks_of(scenario: ScenarioFields) -> list[Problem]:
    """Return what is to be said of a scenario that is right, with the places it is about."""
    events = scenario.events_by_date()
    latest = {(_step(scenario, each), path): each for _, each in events for path in each.set}
    return [
        remark
        for number, event in enumerate(scenario.events)
        for remark in _of_event(scenario, event, f"events.{number}", latest)
    ]


def _of_event(
    scenario: ScenarioFields, event: Event, where: str, latest: dict[tuple[int, str], Event]
) -> Iterator[Problem]:
    """Yield what is to be said of an event; ``latest`` is the last one by step and path."""
    days: dict[str, Any] = {"date": event.date, "start": scenario.start, "last": scenario.last_day}
    if event.date > scenario.last_day:
        yield Problem("problems.event_after_end", f"{where}.date", **days)
        return
    acting = {path: latest[_step(scenario, event), path] for path in event.set}
    for path, other in acting.items():
        value, now = event.set[path], other.set[path]
        if now != value:
            values: dict[str, Any] = {
                "value": shown(value),
                "other": shown(now),
                "date": other.date,
            }
            yield Problem("problems.event_overruled", f"{where}.set.{path}", **values)
    if event.date < scenario.start and event in acting.values():
        yield Problem("problems.event_before_start", f"{where}.date", **days)


def _step(scenario: ScenarioFields, event: Event) -> int:
    """Return in which step an event happens, from 1; 0 for all that is so on the first day."""
    days = (event.date - scenario.start).days
    return days // scenario.step_days + 1 if days > 0 else 0
