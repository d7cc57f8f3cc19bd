"""From plain data to a validated model, with everything that is wrong said at once.

Data are validated as JSON in pydantic's strict mode: ``true`` is not 1 and ``"0.5"`` is not 0.5,
while a list may stand for a tuple and a text such as ``2024-06-12`` for a date. Scenarios and
experiments both come through :func:`validated`.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Sequence
from numbers import Integral
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from msssim.errors import InputError, Problem
from msssim.scenario.paths import join, renamed, value_paths
from msssim.scenario.text import allowed, nearest, plain_type, shown
from msssim.text import text

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]

MOST_TOLD = 100
"""Mistakes of one file that are told; nobody reads more, and each looks for the nearest word."""

_OUT_OF_RANGE = (
    "greater_than",
    "less_than",
    "finite_number",
    "literal_error",
    "string_",
    "too_short",
    "too_long",
)
_WRONG_KIND = ("_type", "_parsing", "_from_date_exact")


def require(kind: type, value: Any) -> None:
    """Refuse what is no Scenario or no Experiment, as the name of one in its place.

    Raises
    ------
    InputError
        Saying which function returns one.
    """
    if not isinstance(value, kind):
        kind_of_it = text("problems.a_kind", kind=type(value).__name__)
        found = shown(value) if isinstance(value, str) else kind_of_it
        allowed_kind = text(f"problems.allowed_{kind.__name__.lower()}")
        raise InputError("problems.wrong_value", found=found, allowed=allowed_kind)


def require_whole(name: str, value: Any) -> None:
    """Refuse an argument that is no whole number of at least 0.

    Raises
    ------
    InputError
        With what was found.
    """
    if not isinstance(value, Integral) or isinstance(value, bool) or value < 0:
        whole = text("problems.allowed_whole")
        raise InputError("problems.wrong_value", name, found=shown(value), allowed=whole)


def validated(model: type[Model], data: dict[str, Any], also: Sequence[str] = ()) -> Model:
    """Validate plain data against a model.

    Parameters
    ----------
    model
        Class to validate against.
    data
        Nested dictionaries, lists and scalars; NumPy scalars and dates are accepted.
    also
        Further keys that may stand at the top level of a file, for suggestions.

    Raises
    ------
    InputError
        With a :class:`~msssim.errors.Problem` for each thing that is wrong.
    """
    try:
        return model.model_validate_json(_as_json(data), strict=True)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        problems = _explained(errors[:MOST_TOLD], model, data, also) + _further(errors, model, data)
        more = len(errors) - MOST_TOLD
        if more > 0:
            problems.append(Problem("problems.and_more", number=f"{more:,}"))
    raise InputError(problems)


def _as_json(data: Any) -> str:
    return json.dumps(data, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if hasattr(value, "item"):  # a NumPy scalar
        return value.item()
    return repr(value)


def _further(errors: list[ErrorDetails], model: type[Model], data: dict[str, Any]) -> list[Problem]:
    """Find what does not fit together once the values at fault are left at their defaults."""
    rest = copy.deepcopy(data)
    for error in errors:
        _remove(rest, error["loc"])
    for key in {"name", "title"} & set(model.model_fields):
        rest.setdefault(key, "unnamed")
    try:
        model.model_validate_json(_as_json(rest), strict=True)
    except ValidationError:
        return []
    except InputError as further:
        return further.problems
    return []


def _remove(data: Any, location: Location) -> None:
    places = [key for key in location if not _is_form(key)]
    group = _at(data, tuple(places[:-1]))
    if isinstance(group, dict) and places:
        group.pop(places[-1], None)


def _explained(
    errors: list[ErrorDetails], model: type[BaseModel], data: Any, also: Sequence[str]
) -> list[Problem]:
    problems = []
    lacking: dict[Location, list[str]] = {}
    for error in errors:
        if error["type"] == "too_short" and error["input"]:
            continue  # it counts without the entries at fault, which are told
        if error["type"] == "missing":
            lacking.setdefault(error["loc"][:-1], []).append(f"`{error['loc'][-1]}`")
        elif moved := _renamed(error, data):
            problems += moved
        else:
            choices = also if len(error["loc"]) == 1 else ()
            problems.append(_problem(error, model, data, choices))
    return problems + [_lacks(where, keys, data) for where, keys in lacking.items()]


def _renamed(error: ErrorDetails, data: Any) -> list[Problem]:
    """Name the new paths of an unknown key that was renamed, or of the values below it."""
    if error["type"] != "extra_forbidden":
        return []
    where = _where(error["loc"], data)
    paths = value_paths(error["input"], where) or [where]
    return [problem for path in paths if (problem := renamed(path))]


def _problem(
    error: ErrorDetails, model: type[BaseModel], data: Any, also: Sequence[str]
) -> Problem:
    location, kind = error["loc"], error["type"]
    where = _where(location, data)
    if kind == "extra_forbidden":
        key = str(location[-1])
        suggestion = _right_key(key, location[:-1], model, also)
        return Problem("problems.unknown_key", where, key=key, suggestion=suggestion)
    found, field = shown(error["input"]), _field_at(model, location)
    if field is not None and (kind.startswith(_OUT_OF_RANGE) or kind.endswith(_WRONG_KIND)):
        return Problem(
            "problems.wrong_value",
            where,
            found=found,
            allowed=allowed(field),
            suggestion=_right_word(error["input"], field),
        )
    return Problem("problems.not_valid", where, found=found, reason=error["msg"])


def _lacks(location: Location, keys: list[str], data: Any) -> Problem:
    """Say what a group lacks; a row that lacks something may be a misspelt name."""
    lacking, where = ", ".join(keys), _where(location, data)
    table = _at(data, location[:-1]) if location and isinstance(location[-1], int) else []
    names = [row["name"] for row in table if isinstance(row, dict) and "name" in row]
    own = _at(data, location).get("name") if location else None
    if isinstance(own, str):
        other = nearest(own, (name for name in names if name != own))
        return Problem("problems.new_row_lacks", where, row=own, keys=lacking, suggestion=other)
    return Problem("problems.lacks", where, keys=lacking)


def _right_key(
    key: str, location: Location, model: type[BaseModel], also: Sequence[str]
) -> str | None:
    owner = _model_at(model, location)
    elsewhere = [path for path in _declared_paths(model) if path.rpartition(".")[2] == key]
    sibling = nearest(key, [*(owner.model_fields if owner else ()), *also])
    return sibling or next(iter(elsewhere), None)


def _right_word(found: Any, field: FieldInfo) -> str | None:
    choices = [str(choice) for choice in get_args(plain_type(field.annotation))]
    return nearest(found, choices) if isinstance(found, str) else None


def _where(location: Location, data: Any) -> str:
    """Write a location as a path, rows by their names."""
    path = ""
    for key in location:
        if _is_form(key):
            continue
        data = _at(data, (key,))
        name = data.get("name") if isinstance(key, int) and isinstance(data, dict) else None
        path = join(path, name if isinstance(name, str) else key)
    return path


def _at(data: Any, location: Location) -> Any:
    for key in location:
        if _is_form(key):
            continue
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _field_at(model: type[BaseModel], location: Location) -> FieldInfo | None:
    return _reached(model, location)[0]


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    return _reached(model, location)[1]


def _reached(
    model: type[BaseModel], location: Location
) -> tuple[FieldInfo | None, type[BaseModel] | None]:
    """Return the declaration of the value at a location, and its class if it is a group."""
    field: FieldInfo | None = None
    here: type[BaseModel] | None = model
    for key in location:
        if field and _is_form(key):
            field = _form(field, str(key))
        elif here and isinstance(key, str):
            field = here.model_fields.get(key)
        else:
            field = _member(field) if field else None
        here = _model_of(field.annotation) if field else None
    return field, here


def _member(field: FieldInfo) -> FieldInfo | None:
    """Return the declaration of what a list holds, or a group whose keys are the user's own."""
    bare = plain_type(field.annotation)
    if get_origin(bare) not in (tuple, dict):
        return None
    return FieldInfo.from_annotation(get_args(bare)[0 if get_origin(bare) is tuple else 1])


def _is_form(key: int | str) -> bool:
    """Whether a key of a location names one of several forms of a value, as ``<number>`` does."""
    return isinstance(key, str) and key.startswith("<")


def _form(field: FieldInfo, tag: str) -> FieldInfo | None:
    """Return the declaration of one form of a value that may take several, by its tag."""
    for form in get_args(field.annotation):
        if any(isinstance(part, Tag) and part.tag == tag for part in get_args(form)):
            return FieldInfo.from_annotation(form)
    return None


def _model_of(annotation: Any) -> type[BaseModel] | None:
    bare = plain_type(annotation)
    return bare if isinstance(bare, type) and issubclass(bare, BaseModel) else None


def _declared_paths(model: type[BaseModel]) -> list[str]:
    """List the paths of all fields outside tables."""
    paths = []
    for name, field in model.model_fields.items():
        below = _model_of(field.annotation)
        paths += [join(name, path) for path in _declared_paths(below)] if below else [name]
    return paths
