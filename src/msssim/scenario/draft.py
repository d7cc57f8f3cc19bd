"""A scenario in the making: what all its files say, and which line of which file said it last.

Files are added one over the other, tables first. Groups are merged key by key; the rows of a table
are merged by their ``name``; everything else is replaced.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

from msssim.errors import InputError, Problem
from msssim.scenario.csvtable import TABLES
from msssim.scenario.paths import join, row_named
from msssim.scenario.schema import Scenario
from msssim.scenario.tables import MOST_ROWS
from msssim.scenario.validation import validated
from msssim.scenario.yamlfile import Document
from msssim.text import text

OWN_KEYS = ("name", "title", "why")
"""What a scenario says about itself and does not inherit."""

FILE_KEYS = ("extends", "theatre", "expect")
"""What a file says beside the scenario: about other files, and what is expected of the runs."""

Place = tuple[str | None, int | None]


class Draft:
    """Merged data, the place (file, line) of every value, and the problems met so far."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.places: dict[str, Place] = {}
        self.problems: list[Problem] = []

    def add_table(self, path: str, document: Document) -> None:
        """Put a theatre's table where it belongs."""
        section, table = path.split(".")
        self.places[path] = (document.file, 1)
        group = self.data.setdefault(section, {})
        group[table] = self._merged([], document.data, path, document, "")

    def add_file(self, document: Document) -> None:
        """Lay a scenario file over what there is."""
        for key in OWN_KEYS:
            self.data.pop(key, None)
        said = {key: value for key, value in document.data.items() if key not in FILE_KEYS}
        self.places[""] = (document.file, document.line(""))
        self.add(replace(document, data=said))

    def add(self, document: Document) -> None:
        """Lay a document over what there is."""
        self.data = self._merged(self.data, document.data, "", document, "")

    def scenario(self) -> Scenario:
        """Return the validated scenario.

        Raises
        ------
        InputError
            With everything that is wrong, each at the place where it was typed.
        """
        try:
            scenario = validated(Scenario, self.data, also=FILE_KEYS)
        except InputError as error:
            self.problems += [self._located(problem) for problem in error.problems]
        if self.problems:
            raise InputError(sorted(self.problems, key=_reading_order))
        return scenario

    def _merged(self, base: Any, change: Any, path: str, document: Document, typed: str) -> Any:
        """Return ``change`` over ``base``; ``typed`` is the path of ``change`` in its document."""
        if path:  # the top level belongs to the last file, whatever settings follow
            self.places[path] = (document.file, document.line(typed))
        if isinstance(change, dict):
            merged = dict(base) if isinstance(base, dict) else {}
            for key, value in change.items():
                below = join(path, key), document, join(typed, key)
                merged[key] = self._merged(merged.get(key), value, *below)
            return merged
        if isinstance(change, list) and path in TABLES:
            return self._rows(base if isinstance(base, list) else [], change, path, document, typed)
        if isinstance(change, list):
            return [
                self._merged(None, value, join(path, n), document, join(typed, n))
                for n, value in enumerate(change)
            ]
        return change

    def _rows(
        self, base: list[Any], change: list[Any], path: str, document: Document, typed: str
    ) -> list[Any]:
        if len(change) > MOST_ROWS:
            found = text("problems.rows", count=len(change))
            problem = Problem("problems.too_many", path, found=found, allowed=MOST_ROWS)
            self._refuse(problem, document, typed)
            return base
        rows = copy.copy(base)
        names = set()
        for number, row in enumerate(change):
            name = row.get("name") if isinstance(row, dict) else None
            place = join(typed, number)
            if not isinstance(name, str):
                self._refuse(Problem("problems.row_without_name", path), document, place)
                continue
            if name in names:
                self._refuse(Problem("problems.two_rows", path, name=name), document, place)
            names.add(name)
            old = row_named(rows, name)
            new = self._merged(old, row, join(path, name), document, place)
            rows = [new if row is old else row for row in rows] if old else [*rows, new]
        return rows

    def _refuse(self, problem: Problem, document: Document, typed: str) -> None:
        self.problems.append(problem.at(file=document.file, line=document.line(typed)))

    def _located(self, problem: Problem) -> Problem:
        path = problem.path
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        file, line = self.places.get(path, (None, None))
        return problem.at(file=file, line=line)


def _reading_order(problem: Problem) -> tuple[bool, str, int]:
    return problem.file is None, problem.file or "", problem.line or 0
