"""Dotted paths: the address of one value in a scenario.

A path is the keys on the way to a value, joined by dots; a row of a table is addressed by its name:
``council.renewal_term_days``, ``funding.donors.United States.hold.lift_per_month``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_origin

from pydantic.fields import FieldInfo

from msssim.errors import InputError, Problem
from msssim.scenario.parameter import Section
from msssim.scenario.parameters.tables import Row
from msssim.scenario.text import nearest, plain_type

RENAMED = {
    "design.luck": "design.random_numbers",
    "tools": "interventions",
    "gangs.feud_per_week": "gangs.killed_by_rivals_per_week",
    "economy.wage_usd_week": "recruitment.wage_usd_week",
    "economy.pay_response": "recruitment.pay_response",
    "economy": "gang_finance",
    "gangs.recruitment_per_week": "recruitment.rate_per_week",
    "gangs.recruitment_replacement": "recruitment.replacement",
    **{
        f"gangs.{name}": f"recruitment.{name}"
        for name in (
            "saturation_members", "recruits_habit", "forced_per_100k_week", "grievance_recruits",
            "children_at_start", "child_recruits", "child_forced", "child_pressure",
            "desertion_per_week", "desertion_losses",
        )
    },
}  # fmt: skip
"""Keys of scenarios and experiments with another name than before: old path, and new one.

What lies below a section moved with it. ``*`` stands for the name of any row of a table, as in
``{"police.units.*.men": "police.units.*.officers"}``.
"""


def new_path(path: str) -> str | None:
    """Return the present path of what was renamed; None if it was not."""
    for old, new in RENAMED.items():
        pattern = re.escape(old).replace(r"\*", "([^.]+)")
        now = re.sub(rf"^{pattern}(?=\.|$)", new.replace("*", r"\1"), path)
        if now != path:
            return now
    return None


def renamed(path: str) -> Problem | None:
    """Return the problem of a path that was renamed, with the new path; None if it was not."""
    now = new_path(path)
    return Problem("problems.renamed", path, old=path, suggestion=now) if now else None


def join(path: str, key: str | int) -> str:
    """Return the path one step below ``path``."""
    return f"{path}.{key}" if path else str(key)


def row_named(rows: list[Any], name: str) -> dict[str, Any] | None:
    """Return the row of that name, or None."""
    return next((row for row in rows if isinstance(row, dict) and row.get("name") == name), None)


def get_value(data: dict[str, Any], path: str) -> Any:
    """Read the value at a path of nested data.

    Raises
    ------
    InputError
        If the path does not exist; the message suggests the nearest one.
    """
    here: Any = data
    for segment in path.split("."):
        here = _below(here, segment, path, data)
    return here


def set_value(data: dict[str, Any], path: str, value: Any) -> None:
    """Replace, in place, the value at an existing path of nested data.

    Raises
    ------
    InputError
        If the path does not exist, or leads to a group of values or a table.
    """
    old = get_value(data, path)
    if isinstance(old, dict) or (isinstance(old, list) and any(isinstance(r, dict) for r in old)):
        raise InputError("problems.group_of_values", path, name=path)
    parent, _, key = path.rpartition(".")
    (get_value(data, parent) if parent else data)[key] = value


def _below(here: Any, segment: str, path: str, data: dict[str, Any]) -> Any:
    if isinstance(here, dict) and segment in here:
        return here[segment]
    row = row_named(here, segment) if isinstance(here, list) else None
    if row is not None:
        return row
    raise InputError([misspelt("problems.unknown_path", path, value_paths(data))])


def misspelt(template: str, path: str, paths: list[str]) -> Problem:
    """Return the problem of a path that is not among ``paths``: its new name, or the nearest."""
    suggestion = nearest_path(path, paths)
    return renamed(path) or Problem(template, path, suggestion=suggestion)


def nearest_path(path: str, paths: list[str]) -> str | None:
    """Suggest a path: one that ends in the same key if there is any, else the nearest spelling."""
    same_key = [known for known in paths if known.rpartition(".")[2] == path.rpartition(".")[2]]
    only = same_key[0] if len(same_key) == 1 else None
    return nearest(path, same_key) or nearest(path, paths) or only


def value_paths(data: Any, path: str = "") -> list[str]:
    """List the paths of all single values in nested data."""
    if isinstance(data, dict):
        return [p for key, below in data.items() for p in value_paths(below, join(path, key))]
    if isinstance(data, list) and any(isinstance(row, dict) for row in data):
        named = [row for row in data if isinstance(row, dict) and "name" in row]
        return [p for row in named for p in value_paths(row, join(path, row["name"]))]
    return [path]


@dataclass(frozen=True)
class Leaf:
    """One parameter of a scenario: a number, a switch, a date or a word, with its declaration.

    ``row`` is the row of a table that holds it, None outside the tables.
    """

    path: str
    value: Any
    field: FieldInfo
    row: Row | None


def leaves(section: Section, path: str = "", row: Row | None = None) -> Iterator[Leaf]:
    """Walk over a section's parameters: every number, switch, date and word with a meaning."""
    for name, field in type(section).model_fields.items():
        value, here = getattr(section, name), join(path, name)
        if isinstance(value, Section):
            yield from leaves(value, here, row)
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Row):
                    yield from leaves(item, join(here, item.name), item)
        elif _is_parameter(field):
            yield Leaf(here, value, field, row)


def leaf_at(section: Section, path: str) -> Leaf | None:
    """Return the parameter at a path; None if there is none."""
    row: Row | None = None
    here: Any = section
    *above, name = path.split(".")
    for key in above:
        if isinstance(here, tuple):
            here = row = next(
                (one for one in here if isinstance(one, Row) and one.name == key), None
            )
        else:
            here = getattr(here, key) if _field(here, key) else None
    field = _field(here, name)
    if field is None or not _is_parameter(field):
        return None
    return Leaf(path, getattr(here, name), field, row)


def _field(section: Any, name: str) -> FieldInfo | None:
    return type(section).model_fields.get(name) if isinstance(section, Section) else None


def _is_parameter(field: FieldInfo) -> bool:
    """Tell a number, switch, date or choice of words from what names and sorts rows of tables."""
    if not field.description:
        return False
    kind = plain_type(field.annotation)
    declared = isinstance(field.json_schema_extra, dict) and "source" in field.json_schema_extra
    return kind in (int, float, bool, dt.date) or (get_origin(kind) is Literal and declared)


def parameter_paths(section: Section) -> list[str]:
    """List the paths of all parameters, rows of tables included."""
    return [leaf.path for leaf in leaves(section)]
