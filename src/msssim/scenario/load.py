"""Load a scenario: its theatre, the files that it extends, the file itself, then the settings.

Files are added one over the other, tables first. Groups are merged key by key; the rows of a table
are merged by their ``name``; everything else is replaced. Nothing is raised before everything has
been looked at, so a person sees all that is wrong at once, each at the line that said it last.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from msssim.errors import InputError, Problem
from msssim.scenario.csvtable import TABLES, read_table
from msssim.scenario.parameters.tables import MOST_ROWS
from msssim.scenario.paths import join, row_named
from msssim.scenario.schema import Scenario
from msssim.scenario.shipped import find, shipped_folder
from msssim.scenario.text import nearest
from msssim.scenario.validation import validated
from msssim.scenario.yamlfile import Document, parse_yaml, read_yaml
from msssim.text import text

OWN_KEYS = ("name", "title", "why")
"""What a scenario says about itself and does not inherit."""

FILE_KEYS = ("extends", "theatre", "expect")
"""What a file says beside the scenario: about other files, and what is expected of the runs."""

Place = tuple[str | None, int | None]


def load_scenario(source: str | Path, settings: Sequence[str] = ()) -> Scenario:
    """Load and validate a scenario.

    Parameters
    ----------
    source
        A shipped name (``as_is``) or the path of a YAML file.
    settings
        Last changes as a person types them, ``PATH=VALUE``:
        ``funding.donors.United States.hold.lift_per_month=0.05``.

    Raises
    ------
    InputError
        With everything that is wrong: what, where (file, line, path), what is allowed.
    """
    draft = Draft()
    chain = _chain(find(source, "scenarios"), draft.problems)
    _add_theatre(draft, chain)
    for document in chain:
        draft.add_file(document)
    for setting in settings:
        _add_setting(draft, setting)
    return draft.scenario()


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


def _chain(path: Path, problems: list[Problem]) -> list[Document]:
    """Return a scenario file and all that it extends, the origin first."""
    chain: list[Document] = []
    files: list[Path] = []
    following: Path | None = path
    while following is not None:
        document = read_yaml(following)
        chain.insert(0, document)
        files.append(following.resolve())
        following = _extended(document, following.parent, files, problems)
    return chain


def _extended(
    document: Document, folder: Path, files: list[Path], problems: list[Problem]
) -> Path | None:
    """Return the file that a document extends, None if it extends none or a wrong one."""
    named = document.data.get("extends")
    if "extends" not in document.data:
        return None
    try:
        path = find(_text(named), "scenarios", beside=folder)
    except InputError as error:
        problems += [_at(document, "extends", problem) for problem in error.problems]
        return None
    if path.resolve() in files:
        circle = " -> ".join(file.name for file in [*files, path])
        circular = Problem("problems.circular_extends", files=circle)
        problems.append(_at(document, "extends", circular))
        return None
    return path


def _add_theatre(draft: Draft, chain: list[Document]) -> None:
    """Read the tables of the theatre that the last file to name one names."""
    folder = shipped_folder("scenarios") / "theatre"
    for document in chain:
        if "theatre" in document.data:
            folder = _theatre_of(document)
    problems: list[Problem] = []
    for path, (file_name, row_class) in TABLES.items():
        try:
            _require_inside(folder / file_name, folder)
            _require_table(folder / file_name)
            draft.add_table(path, read_table(folder / file_name, row_class))
        except InputError as error:
            problems += error.problems
    if problems:  # without its tables a scenario would be full of false alarms
        raise InputError(draft.problems + problems)


def _theatre_of(document: Document) -> Path:
    beside = Path(str(document.file)).parent
    try:
        folder = beside / _text(document.data["theatre"])
        _require_inside(folder, beside)
        if not os.path.isdir(folder):  # noqa: PTH112  (Path.is_dir raises on a too long name)
            raise InputError("problems.no_theatre", folder=folder, tables=_tables())
    except InputError as error:
        raise InputError([_at(document, "theatre", each) for each in error.problems]) from None
    return folder


def _require_inside(path: Path, folder: Path) -> None:
    """Refuse what leaves a folder, by ``..``, as an absolute path or through a link.

    A scenario that somebody sends must read nothing but what it came with.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        raise InputError("problems.outside_folder", target=path, folder=folder)


def _require_table(path: Path) -> None:
    """Refuse a theatre in which a table is missing, and say which there must be."""
    if not os.path.lexists(path):
        raise InputError("problems.no_table", file=str(path), tables=_tables())


def _tables() -> str:
    return ", ".join(file_name for file_name, _ in TABLES.values())


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise InputError("problems.name_needed")
    return value


def _at(document: Document, path: str, problem: Problem) -> Problem:
    return document.located(problem.at(path=path))


def _add_setting(draft: Draft, setting: str) -> None:
    """Lay one ``PATH=VALUE`` over the draft."""
    path, equals, typed = setting.partition("=")
    path = path.strip()
    if not equals or not all(path.split(".")):
        draft.problems.append(
            Problem("problems.wrong_word", path, found=setting, allowed="PATH=VALUE")
        )
        return
    try:
        value = parse_yaml(typed).data
        change = _nested(draft.data, "", path.split("."), value)
    except InputError as error:
        draft.problems += [problem.at(path=path, line=None) for problem in error.problems]
        return
    draft.add(Document(change))


def _nested(rows: Any, path: str, segments: list[str], value: Any) -> Any:
    """Return the value inside the groups, and the rows of tables, that lead to it."""
    if not segments:
        return value
    segment, *below = segments
    if path not in TABLES:
        inner = rows.get(segment) if isinstance(rows, dict) else None
        return {segment: _nested(inner, join(path, segment), below, value)}
    rows = rows if isinstance(rows, list) else []
    row = row_named(rows, segment)
    if row is None:
        names = [row["name"] for row in rows]
        suggestion = nearest(segment, names)
        raise InputError("problems.no_row", row=segment, table=path, suggestion=suggestion)
    if not below:
        raise InputError("problems.whole_row")
    return [{"name": segment} | _nested(row, join(path, segment), below, value)]
