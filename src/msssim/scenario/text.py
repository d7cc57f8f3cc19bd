"""Words for messages: what was found, what is allowed, and the nearest right spelling.

Every message about an input is put together here, so that they all read alike.
"""

from __future__ import annotations

import datetime as dt
import difflib
import types
from collections.abc import Iterable
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from unicodedata import category

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from pydantic.fields import FieldInfo

from msssim.scenario.parameter import Written
from msssim.text import text

_KINDS = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    dt.date: "a date as YYYY-MM-DD",
}
_GROUP = "a group of keys with values"
_LONGEST_SHOWN = 60
_UNWRITTEN = ("-", "date", "row")
"""Units of pure numbers, dates and rows of tables, which read better without."""


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the nearest right spelling of a word among ``choices``; None if none is near."""
    by_lower_case = {choice.lower(): choice for choice in choices}
    near = difflib.get_close_matches(word.lower(), by_lower_case, n=1)
    return by_lower_case[near[0]] if near else None


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return ``"; did you mean `x`?"`` for the nearest of ``choices``, or nothing."""
    suggestion = nearest(word, choices)
    return text("problems.did_you_mean", suggestion=suggestion) if suggestion else ""


def printable(line: str) -> str:
    """Return a text without the characters that a terminal would obey and not print."""
    return "".join("?" if category(each) == "Cc" and each not in "\n\t" else each for each in line)


def shown(value: Any) -> str:
    """Name a value as a person typed it, shortened."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a group of keys" if value else "an empty group"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    written = f'"{value}"' if isinstance(value, str) else _number(value)
    return written if len(written) <= _LONGEST_SHOWN else written[: _LONGEST_SHOWN - 1] + "…"


def allowed(field: FieldInfo) -> str:
    """Say what a field accepts, as it says itself, or by its kind, range and unit."""
    for each in field.metadata:
        if isinstance(each, Written):
            return each.words
    or_null = ", or null" if type(None) in get_args(field.annotation) else ""
    return f"{_kind(field.annotation)}{_range(field)}{_length(field)}{_unit(field)}{or_null}"


def bounds(field: FieldInfo) -> tuple[float | None, float | None]:
    """Return the lowest and the highest value that a field accepts."""
    low: Any = None
    high: Any = None
    for constraint in field.metadata:
        match constraint:
            case Ge(ge=value) | Gt(gt=value):
                low = value
            case Le(le=value) | Lt(lt=value):
                high = value
    return low, high


def plain_type(annotation: Any) -> Any:
    """Strip ``| None`` and ``Annotated`` from an annotation."""
    if get_origin(annotation) in (Union, types.UnionType):
        return plain_type(next(part for part in get_args(annotation) if part is not type(None)))
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def unit_of(field: FieldInfo) -> str:
    """Return a field's declared unit; ``"-"`` for a pure number, ``"date"`` for a date."""
    extra = field.json_schema_extra
    if isinstance(extra, dict) and "unit" in extra:
        return str(extra["unit"])
    return "date" if plain_type(field.annotation) is dt.date else "-"


def written_unit(unit: str) -> str:
    """Return a unit as it stands behind a value; nothing where a value needs none."""
    return "" if unit in _UNWRITTEN else unit


def with_unit(value: str, unit: str) -> str:
    """Return a value with its unit: ``183 days``, ``0.8 share``, ``2024-06-12``."""
    return f"{value} {written_unit(unit)}".rstrip()


def words_of(field: FieldInfo) -> tuple[str, ...]:
    """Return the words of which a field is one; none if it is no choice of words."""
    bare = plain_type(field.annotation)
    return get_args(bare) if get_origin(bare) is Literal else ()


def _kind(annotation: Any) -> str:
    bare = plain_type(annotation)
    if get_origin(bare) is Literal:
        return "one of " + ", ".join(str(choice) for choice in get_args(bare))
    if get_origin(bare) is tuple:
        return "a list"
    return getattr(bare, "written", _KINDS.get(bare, _GROUP))


def _range(field: FieldInfo) -> str:
    low, high = bounds(field)
    if low is not None and high is not None:
        return f" from {_number(low)} to {_number(high)}"
    if low is not None:
        above = any(isinstance(constraint, Gt) for constraint in field.metadata)
        return f" {'above' if above else 'of at least'} {_number(low)}"
    return f" of at most {_number(high)}" if high is not None else ""


def _length(field: FieldInfo) -> str:
    counted = {str: "characters", tuple: "entries"}
    bare = plain_type(field.annotation)
    noun = counted.get(get_origin(bare) or bare)
    least = next((each.min_length for each in field.metadata if isinstance(each, MinLen)), 0)
    most = next((each.max_length for each in field.metadata if isinstance(each, MaxLen)), None)
    if noun is None or not (least or most):
        return ""
    return f" of {least} or more {noun}" if most is None else f" of {least} to {most} {noun}"


def _unit(field: FieldInfo) -> str:
    unit = written_unit(unit_of(field))
    return f" ({unit})" if unit else ""


def _number(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return f"{value:,.1f}"
    try:
        return f"{value:,}" if isinstance(value, int) else str(value)
    except ValueError:  # Python refuses to write out integers of thousands of digits
        return "a very large number"
