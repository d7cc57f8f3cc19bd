"""``--json``: what a command found, as one JSON document on standard output.

Every command that prints something worth reading by a program shares this module. A document is an
object whose keys stay; numbers are numbers, and what never happened is null. Tables are lists of
rows. Nothing else is on standard output: no table, no progress bar. What goes wrong is said on
standard error in words, as ever, and by the exit status.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

import typer

from msssim.errors import Problem

_PARTS = ("found", "allowed", "suggestion")
"""Fields of a problem that a document has by themselves."""


def say(document: Mapping[str, Any]) -> None:
    """Print a document, in ASCII so that it survives every terminal and pipe."""
    typer.echo(written(document))


def written(document: Mapping[str, Any]) -> str:
    """Return a document as text, in ASCII."""
    return json.dumps(_finite(document), default=_plain, indent=2, allow_nan=False)


def _plain(value: Any) -> Any:
    """Return what JSON has no word for in words that it has."""
    if hasattr(value, "to_dict"):  # a table
        return _finite(value.to_dict("records"))
    if is_dataclass(value) and not isinstance(value, type):
        return _finite(asdict(value))
    if hasattr(value, "item"):  # a NumPy scalar
        return _finite(value.item())
    return str(value)  # a date or a path


def _finite(value: Any) -> Any:
    """Replace what is not a number, or has no end, by null."""
    if isinstance(value, Mapping):
        return {str(key): _finite(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def problem(found: Problem) -> dict[str, Any]:
    """Return one thing that is wrong with an input, by its parts; null for those it lacks."""
    parts = {name: found.fields.get(name) for name in _PARTS}
    return {
        "file": found.file,
        "line": found.line,
        "path": found.path or None,
        "message": found.message,
        **{name: None if part is None else str(part) for name, part in parts.items()},
    }
