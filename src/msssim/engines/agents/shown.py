"""What agents, cells and their parts have in common: declared variables, and how they look.

A notebook shows the declared variables of an agent with unit and meaning, and what the class's
docstring lists under *Attributes*: its name, and whom it is linked to.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from html import escape
from operator import attrgetter
from typing import Any

import numpy as np

from msssim.scenario.schema import Scenario
from msssim.world.declare import Owner, Variable

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


class Shown(Owner):
    """Base of everything that holds declared variables and can be looked into."""

    def __setattr__(self, name: str, value: Any) -> None:
        """Keep what a rule returns for one agent as a plain number."""
        if isinstance(value, np.generic | np.ndarray) and value.ndim == 0:
            value = value.item()
        super().__setattr__(name, value)

    @property
    def owner(self) -> str:
        """Name of the class that declares its variables; empty if it has none."""
        return next((each.owner for each in self.declared.values()), "")

    @property
    def parts(self) -> Sequence[Shown]:
        """What belongs to it and holds variables of its own."""
        return ()

    def set_starts(self, scenario: Scenario, row: Any = None) -> None:
        """Set every variable that starts at a number or a parameter; what a step writes, at zero.

        ``row`` is the entity's row of the theatre's table.
        """
        for name, each in self.declared.items():
            if isinstance(getattr(type(self), name, None), property):
                continue  # worked out whenever it is asked for
            if each.start is not None:
                setattr(self, name, each.type(_starting_value(each, scenario, row)))
            elif each.by:
                setattr(self, name, each.type(0))

    def __repr__(self) -> str:
        """Return its kind and, if it has one, its name."""
        name = getattr(self, "name", None)
        return f"<{type(self).__name__}>" if name is None else f"<{type(self).__name__} {name}>"

    def _repr_html_(self) -> str:
        """Return a table of what it holds; what has no value yet is left out."""
        described_first = (
            (name, "", meaning) for names, meaning in described(type(self)) for name in names
        )
        variables = ((name, each.unit, each.meaning) for name, each in self.declared.items())
        return table(
            repr(self),
            (
                (name, getattr(self, name), f"{meaning}, {unit}" if unit else meaning)
                for name, unit, meaning in (*described_first, *variables)
                if hasattr(self, name)
            ),
        )


TABLES = {
    "donor": "funding.donors.",
    "contingent": "mission.contingents.",
    "gang": "gangs.groups.",
    "unit": "police.units.",
    "zone": "territory.zones.",
}
"""Where the scenario has the rows of a kind of entity."""


def _starting_value(variable: Variable, scenario: Scenario, row: Any) -> Any:
    """Value before the first step: a number, a parameter, or a column of the entity's row."""
    start = variable.start
    if not isinstance(start, str):
        return start
    table = TABLES.get(variable.axis)
    if table is not None and start.startswith(table):
        return attrgetter(start.removeprefix(table))(row)
    return attrgetter(start)(scenario)


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
