"""How agents, cells and their parts look in a notebook: a line, or a table of what they remember.

What is shown, and what it means, is what the class's docstring lists under *Attributes*; the
documentation reads the same list, so a variable that is described is also seen.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from enum import Enum
from html import escape
from typing import Any

SECTION = "Attributes\n----------\n"
LEFT = 'style="text-align:left"'
LISTED = 3
"""Members of a list that are named; of a longer one the first, and how many there are."""


def described(kind: type) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the attributes that a class's docstring lists: names that belong together, meaning."""
    text = (inspect.getdoc(kind) or "").partition(SECTION)[2]
    listed = re.split(r"\n\n[A-Z]\w+\n-+\n", text)[0].strip()
    for entry in re.split(r"\n(?=\S)", listed) if listed else ():
        names, *meaning = entry.splitlines()
        yield tuple(names.split(", ")), " ".join(" ".join(meaning).split())


class Shown:
    """Mixin of everything that can be looked into."""

    def __repr__(self) -> str:
        """Return its kind and, if it has one, its name."""
        name = getattr(self, "name", None)
        return f"<{type(self).__name__}>" if name is None else f"<{type(self).__name__} {name}>"

    def _repr_html_(self) -> str:
        """Return a table of what it remembers; what has no value yet is left out."""
        return table(
            repr(self),
            (
                (name, getattr(self, name), meaning)
                for names, meaning in described(type(self))
                for name in names
                if hasattr(self, name)
            ),
        )


def table(title: str, rows: Iterable[tuple[str, Any, str]]) -> str:
    """Return names, values and meanings as a table of HTML."""
    lines = (
        f"<tr><th {LEFT}>{escape(name)}</th><td {LEFT}>{escape(brief(value))}</td>"
        f"<td {LEFT}>{escape(_plain(meaning))}</td></tr>"
        for name, value, meaning in rows
    )
    return f"<table><caption>{escape(title)}</caption>{''.join(lines)}</table>"


def brief(value: Any) -> str:
    """Return a value in few words: a number as people write it, of a long list its length."""
    if isinstance(value, Enum):
        return value.name.lower().replace("_", " ")
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1_000 else f"{value:,.0f}"
    if isinstance(value, list | tuple | set | dict):
        first = ", ".join(str(item) for item in list(value)[:LISTED])
        return f"{len(value)}: {first}, ..." if len(value) > LISTED else first
    return str(value)


def _plain(meaning: str) -> str:
    """Return a meaning without the marks of its docstring."""
    return re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"\1", meaning).replace("``", "")
