"""Load a scenario: its theatre, the files that it extends, the file itself, then the settings.

Nothing is raised before everything has been looked at, so a person sees all that is wrong at once.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msssim.errors import InputError, Problem
from msssim.scenario.csvtable import TABLES, read_table
from msssim.scenario.draft import Draft
from msssim.scenario.paths import join, row_named
from msssim.scenario.schema import Scenario
from msssim.scenario.shipped import find, shipped_folder
from msssim.scenario.text import nearest
from msssim.scenario.yamlfile import Document, parse_yaml, read_yaml


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
    path, equals, text = setting.partition("=")
    path = path.strip()
    if not equals or not all(path.split(".")):
        draft.problems.append(
            Problem("problems.wrong_word", path, found=setting, allowed="PATH=VALUE")
        )
        return
    try:
        value = parse_yaml(text).data
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
