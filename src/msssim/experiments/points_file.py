"""A table of points as a design: a CSV file with a column a parameter and a row a point.

The header names the parameters by their paths. A column ``point``, as the tables of msssim have it,
is passed over: points are numbered in the order of their rows. Cells are only turned into numbers
and switches here; whether a scenario admits them is found out with the rest of the experiment.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from msssim.errors import InputError, Problem
from msssim.scenario import Document, Scenario, parameter_info
from msssim.scenario.csvtable import read_records

PASSED_OVER = "point"


@dataclass(frozen=True)
class PointsFile:
    """The points of a file: the values of each parameter, and where they were typed."""

    columns: dict[str, list[Any]]
    cells: Document

    def settings(self) -> dict[str, Any]:
        """Return the keys of an experiment that say the same."""
        points = len(next(iter(self.columns.values())))
        listed = {path: {"values": values} for path, values in self.columns.items()}
        return {"uncertainties": listed, "design": {"method": "listed", "points": points}}

    def located(self, problem: Problem) -> Problem:
        """Point to the cell that a problem of an uncertainty comes from: file, line and column."""
        place = re.sub(r"\.values\.\d+", "", problem.where).removeprefix("uncertainties.")
        return replace(self.cells.located(problem), where=place)


def read_points(path: Path, scenario: Scenario) -> PointsFile:
    """Read a file of points; ``scenario`` says which parameters are numbers and which are switches.

    Raises
    ------
    InputError
        With each column, row or cell that keeps the file from being read.
    """
    records = read_records(path)
    if not records:
        message = "the file is empty; a header with the paths of parameters is needed"
        raise InputError([Problem(message, file=str(path))])
    (header_line, header), *body = records
    problems = [replace(problem, line=header_line) for problem in _wrong_header(header)]
    if not body:
        problems.append(Problem("there is no point below the header", line=header_line))
    for line, cells in body:
        problems += [replace(problem, line=line) for problem in _wrong_row(header, cells)]
    if problems:
        raise InputError([replace(one, file=str(path)) for one in dict.fromkeys(problems)])
    columns: dict[str, list[Any]] = {}
    lines: dict[str, int] = {}
    for place, column in enumerate(header):
        if column == PASSED_OVER:
            continue
        kind = _kind(scenario, column)
        columns[column] = [_value(cells[place], kind) for _, cells in body]
        lines[f"uncertainties.{column}"] = header_line
        for number, (line, _) in enumerate(body):
            lines[f"uncertainties.{column}.values.{number}"] = line
    return PointsFile(columns, Document(columns, lines, str(path)))


def _wrong_header(header: list[str]) -> Iterator[Problem]:
    if len(header) == 1 and ";" in header[0]:
        yield Problem("the cells are separated by semicolons; separate them by commas")
        return
    for column in dict.fromkeys(header):
        if not column:
            yield Problem("a column has no name; allowed are the paths of parameters")
        elif header.count(column) > 1:
            yield Problem(f"column `{column}` is there twice", column)
    if set(header) == {PASSED_OVER}:
        yield Problem(f"there is no column beside `{PASSED_OVER}`; one a parameter is needed")


def _wrong_row(header: list[str], cells: list[str]) -> Iterator[Problem]:
    if len(cells) != len(header):
        yield Problem(f"found {len(cells)} cells; the header has {len(header)}")
        return
    for column, text in zip(header, cells, strict=True):
        if not text and column != PASSED_OVER:
            yield Problem("the cell is empty; every point gives every parameter a value", column)


def _kind(scenario: Scenario, path: str) -> type:
    """Return the type of a parameter; text if there is none, which is found out later."""
    try:
        return type(parameter_info(scenario, path).value)
    except InputError:
        return str


def _value(text: str, kind: type) -> Any:
    """Read a cell as its parameter's type; what cannot be read so stays text, refused later."""
    if kind is bool:
        return {"true": True, "false": False}.get(text.lower(), text)
    if kind not in (int, float):
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    # tables often write whole numbers as 91.0
    return int(number) if kind is int and number.is_integer() else number
