"""``--json``: what a command found, as one JSON document on standard output.

Every command that prints something worth reading by a program shares this module. A document is an
object whose keys stay; numbers are numbers, and what never happened is null. Tables are lists of
rows. Nothing else is on standard output: no table, no progress bar. What goes wrong is said on
standard error in words, as ever, and by the exit status.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import typer

from msssim.errors import Problem

if TYPE_CHECKING:
    import pandas as pd

_SENTENCE = re.compile(
    r"(?:found (?P<found>.+?))?"
    r"(?:(?:^|; )allowed is (?P<allowed>.+?))?"
    r"(?:.*; did you mean `(?P<suggestion>.+?)`\?.*)?",
    flags=re.DOTALL,
)
"""How :mod:`msssim.scenario.wording` puts every message about an input together."""


def say(document: Mapping[str, Any]) -> None:
    """Print a document, in ASCII so that it survives every terminal and pipe."""
    typer.echo(json.dumps(plain(document), indent=2, allow_nan=False))


def plain(value: Any) -> Any:
    """Return a value as JSON has it: what is no number, or endless, becomes null."""
    if isinstance(value, Mapping):
        return {str(key): plain(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if hasattr(value, "item"):  # a NumPy scalar
        return plain(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, PurePath) else value


def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table as a list of rows."""
    return [
        {str(key): None if value is None or value != value else value for key, value in row.items()}
        for row in table.to_dict("records")
    ]


def problem(found: Problem) -> dict[str, Any]:
    """Return one thing that is wrong with an input, taken apart; null what it does not say."""
    said = _SENTENCE.fullmatch(found.message)
    parts = said.groupdict() if said else dict.fromkeys(("found", "allowed", "suggestion"))
    return {
        "file": found.file,
        "line": found.line,
        "path": found.where or None,
        "message": found.message,
        **parts,
    }
