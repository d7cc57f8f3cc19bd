"""What is known about each parameter of a scenario: unit, ranges, default, meaning and source.

All of it comes from the parameter's declaration or, for a value of the theatre's tables, from its
row.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any, get_origin

from pydantic.fields import FieldInfo

from msssim.errors import InputError
from msssim.scenario.csvtable import TABLES
from msssim.scenario.load import load_scenario
from msssim.scenario.parameter import Section
from msssim.scenario.paths import Leaf, leaf_at, leaves, misspelt, parameter_paths
from msssim.scenario.schema import Scenario
from msssim.scenario.text import bounds, unit_of, words_of


@dataclass(frozen=True)
class ParameterInfo:
    """One parameter of a scenario.

    ``low`` and ``high`` are the admissible range, ``plausible`` is the range that the evidence
    leaves open; None where there is none. ``choices`` are the words of which it is one, if it is a
    word. ``default`` is the value of the as-is scenario.
    ``evidence`` is the grade of the default's source; ``confidence`` how far the row of a table can
    be trusted, empty outside the tables.
    """

    path: str
    value: Any
    unit: str
    low: float | None
    high: float | None
    plausible: tuple[float, float] | None
    default: Any
    meaning: str
    source: str
    evidence: str
    confidence: str = ""
    choices: tuple[str, ...] = ()
    start_only: bool = False
    """It describes the first day only: a dated event cannot change it."""


def parameters(scenario: Scenario) -> list[ParameterInfo]:
    """Describe every parameter of a scenario, rows of tables included, in the schema's order."""
    return [_described(leaf) for leaf in leaves(scenario)]


def parameter_info(scenario: Scenario, path: str) -> ParameterInfo:
    """Describe one parameter.

    Raises
    ------
    InputError
        If there is none at that path; the message suggests the nearest.
    """
    leaf = leaf_at(scenario, path)
    if leaf is not None:
        return _described(leaf)
    raise InputError([misspelt("problems.no_parameter", path, parameter_paths(scenario))])


@dataclass(frozen=True)
class DatedValue:
    """What a dated event gives a parameter, from its day on."""

    date: dt.date
    path: str
    value: Any
    unit: str


def dated_values(scenario: Scenario) -> list[DatedValue]:
    """Return what the dated events of a scenario set, a row a parameter, in order of date."""
    units = {info.path: info.unit for info in parameters(scenario)}
    return [
        DatedValue(event.date, path, value, units[path])
        for _, event in scenario.events_by_date()
        for path, value in event.set.items()
    ]


def declared(path: str) -> tuple[str, str] | None:
    """Return unit and meaning of a parameter, whatever the scenario; None if there is no such path.

    A row of a table need not exist for that: every row of a table has the same parameters.
    """
    keys = path.split(".")
    section: type[Section] = Scenario
    if ".".join(keys[:2]) in TABLES:
        section, keys = TABLES[".".join(keys[:2])][1], keys[3:]
    for key in keys[:-1]:
        below = _group(section.model_fields[key]) if key in section.model_fields else None
        if below is None:
            return None
        section = below
    field = section.model_fields.get(keys[-1]) if keys else None
    if field is None or get_origin(field.annotation) is tuple or _group(field):
        return None
    return unit_of(field), field.description or keys[-1].replace("_", " ")


def _group(field: FieldInfo) -> type[Section] | None:
    """Return the class of a group of parameters; None if the field is no group."""
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, Section) else None


def _described(leaf: Leaf) -> ParameterInfo:
    field, row = leaf.field, leaf.row
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    declared_default = None if field.is_required() else field.default
    default = _as_is_values().get(leaf.path, declared_default)
    typed = default if leaf.path in _as_is_values() else leaf.value
    source = str(extra.get("source", ""))
    if row is not None and (not source or typed != declared_default):
        source = row.source
    plausible: Any = extra.get("plausible")
    low, high = bounds(field)
    return ParameterInfo(
        path=leaf.path,
        value=leaf.value,
        unit=unit_of(field),
        low=low,
        high=high,
        plausible=tuple(plausible) if plausible else None,
        default=default,
        meaning=field.description or "",
        source=source,
        evidence=str(extra.get("evidence", "judgement")),
        confidence=row.confidence if row is not None else "",
        choices=words_of(field),
        start_only=bool(extra.get("start_only")),
    )


@cache
def _as_is_values() -> dict[str, Any]:
    return {leaf.path: leaf.value for leaf in leaves(load_scenario("as_is"))}
