"""Two scenarios side by side: what the second one changes, and each change alone laid on the first.

A change is a parameter with another value, a row of a table that only one of the two has (a gang, a
donor, a step of a court case), or another course of dated events for one parameter. Names, titles
and reasons are what scenarios say about themselves; they are no changes.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from msssim.errors import InputError
from msssim.scenario.csvtable import TABLES
from msssim.scenario.describe import ParameterInfo, parameters
from msssim.scenario.fields import DATES
from msssim.scenario.load import OWN_KEYS
from msssim.scenario.paths import get_value, join, row_named, set_value
from msssim.scenario.schema import Scenario
from msssim.text import text

Kind = Literal["value", "description", "row", "events"]

DESCRIPTIONS = {
    *("title", "commune", "department", "latitude", "longitude", "area_km2", "assets", "route"),
    *("fighters_low", "fighters_high", "confidence_strength", "notes", "confidence", "source"),
}
"""What a row says for readers and maps, and no rule of the model looks at."""

Course = tuple[tuple[str, Any], ...]
"""The dated events of one parameter: (date, value), in order of date."""


@dataclass(frozen=True)
class Change:
    """One thing in which a scenario differs from another.

    Attributes
    ----------
    kind
        ``value``: a parameter. ``description``: what a row says for readers. ``row``: a row of a
        table that only one of the two has. ``events``: the dated events of a parameter.
    path
        Of the parameter or the row; for events, of the parameter that they set.
    before, after
        Values as JSON has them; for a row its values by name, for events their course; None where
        there is none, or where the value itself is null.
    unit, meaning, source
        Of the parameter, or of the row; the source is that of the default.
    reason
        Why the change cannot be played alone; empty if it can.
    """

    kind: Kind
    path: str
    before: Any
    after: Any
    unit: str = "-"
    meaning: str = ""
    source: str = ""
    reason: str = ""

    @property
    def alone(self) -> bool:
        """Whether the first scenario can be played with this change alone."""
        return not self.reason

    @property
    def label(self) -> str:
        """The change in a few words, no two alike: ``gangs.groups.Brooklyn added``."""
        if self.kind == "events":
            return f"{self.path}, dated"
        if self.kind == "row":
            return f"{self.path} {'added' if self.before is None else 'left out'}"
        return self.path


def changes(before: Scenario, after: Scenario) -> list[Change]:
    """Return what ``after`` changes, in the order of the schema, events last."""
    described = {info.path: info for each in (before, after) for info in parameters(each)}
    old, new = _own(before), _own(after)
    found = [
        *_rows(old, new),
        *_values(dict(_leaves(old)), dict(_leaves(new)), described),
        *_courses(before, after, described),
    ]
    order = {name: place for place, name in enumerate(Scenario.model_fields)}
    found.sort(key=lambda change: (change.kind == "events", order[change.path.split(".")[0]]))
    return [replace(change, reason=_why_not_alone(before, change)) for change in found]


def with_changes(scenario: Scenario, asked: Iterable[Change]) -> Scenario:
    """Return a scenario with some changes to it, and its own name, title and reason.

    Raises
    ------
    InputError
        If it does not fit together so; the message says what does not.
    """
    data = copy.deepcopy(scenario.resolved())
    for change in asked:
        _LAID[change.kind](data, change)
    return Scenario.from_data(data)


def _own(scenario: Scenario) -> dict[str, Any]:
    """Return what can be changed one by one: all but what the scenario says about itself."""
    data = scenario.resolved()
    return {key: value for key, value in data.items() if key not in (*OWN_KEYS, "events")}


def _rows(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Yield the rows of tables that only one of the two has."""
    for table in TABLES:
        section, key = table.split(".")
        before = {row["name"]: row for row in old[section][key]}
        after = {row["name"]: row for row in new[section][key]}
        for name in sorted(before.keys() ^ after.keys()):
            row = before.get(name) or after[name]
            meaning = ", ".join(f"{key} {_plainly(value)}" for key, value in _telling(row))
            yield Change(
                "row", join(table, name), before.get(name), after.get(name), "row", meaning,
                row["source"],
            )  # fmt: skip


def _telling(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the values of a row by which a reader knows it."""
    for key, value in row.items():
        said = value not in (None, "", False, 0) and not isinstance(value, dict)
        if said and key not in DESCRIPTIONS and key != "name":
            yield key.replace("_", " "), value


def _plainly(value: Any) -> str:
    if isinstance(value, list):
        return " and ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _values(
    old: Mapping[str, Any], new: Mapping[str, Any], described: Mapping[str, ParameterInfo]
) -> Iterator[Change]:
    """Yield the values that both have and that differ."""
    for path, value in old.items():
        if path not in new or new[path] == value:
            continue
        in_row = path.rpartition(".")[2] if len(path.split(".")) > 2 else ""
        kind: Kind = "description" if in_row in DESCRIPTIONS else "value"
        yield _described(kind, path, value, new[path], described)


def _courses(
    before: Scenario, after: Scenario, described: Mapping[str, ParameterInfo]
) -> Iterator[Change]:
    """Yield the parameters whose dated events differ."""
    old, new = _course_by_path(before), _course_by_path(after)
    for path in sorted(old.keys() | new.keys()):
        if old.get(path) != new.get(path):
            yield _described("events", path, old.get(path), new.get(path), described)


def _course_by_path(scenario: Scenario) -> dict[str, Course]:
    courses: dict[str, dict[str, Any]] = {}
    for event in scenario.resolved()["events"]:  # of two events of one date, the later typed holds
        for path, value in event["set"].items():
            courses.setdefault(path, {})[event["date"]] = value
    return {path: tuple(sorted(course.items())) for path, course in courses.items()}


def _described(
    kind: Kind, path: str, before: Any, after: Any, described: Mapping[str, ParameterInfo]
) -> Change:
    info = described.get(path)
    if info is None:
        return Change(kind, path, before, after)
    return Change(kind, path, before, after, info.unit, info.meaning, info.source)


def _leaves(data: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value with its path; a list of plain values is one value."""
    if isinstance(data, dict):
        for key, below in data.items():
            yield from _leaves(below, join(path, key))
    elif path in TABLES:
        for row in data:
            below = {key: value for key, value in row.items() if key != "name"}
            yield from _leaves(below, join(path, row["name"]))
    else:
        yield path, data


def _why_not_alone(before: Scenario, change: Change) -> str:
    """Return why a change cannot be played alone; nothing if it can."""
    if change.kind == "description":
        return "no rule of the model looks at it"
    if change.kind == "value" and change.path in DATES:
        return "runs are compared over the same days"
    try:
        with_changes(before, [change])
    except InputError as error:
        first = error.problems[0]
        return text("problems.not_alone", path=first.path, message=first.message)
    return ""


def _lay_value(data: dict[str, Any], change: Change) -> None:
    set_value(data, change.path, change.after)


def _lay_row(data: dict[str, Any], change: Change) -> None:
    table, _, name = change.path.rpartition(".")
    rows = get_value(data, table)
    if change.after is None:
        rows.remove(row_named(rows, name))
    else:
        rows.append(change.after)


def _lay_events(data: dict[str, Any], change: Change) -> None:
    """Give a parameter the events of the second scenario in place of those of the first."""
    for event in data["events"]:
        event["set"].pop(change.path, None)
    course = [{"date": date, "set": {change.path: value}} for date, value in change.after or ()]
    data["events"] = [event for event in data["events"] if event["set"]] + course


_LAID = {"value": _lay_value, "description": _lay_value, "row": _lay_row, "events": _lay_events}
