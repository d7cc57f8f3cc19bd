"""A table of points as a design: a CSV file with a column a parameter and a row a point.

The header names the parameters by their paths. A column ``point``, as the tables of msssim have it,
is passed over: points are numbered in the order of their rows. Cells are only turned into numbers
and switches here; whether a scenario admits them is found out with the rest of the experiment.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msssim.errors import InputError, Problem
from msssim.scenario import Document, Scenario, parameter_info
from msssim.scenario.csvtable import read_records
from msssim.text import text

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
        place = re.sub(r"\.values\.\d+", "", problem.path).removeprefix("uncertainties.")
        return self.cells.located(problem).at(path=place)


def read_points(path: Path, scenario: Scenario) -> PointsFile:
    """Read a file of points; ``scenario`` says which parameters are numbers and which are switches.

    Raises
    ------
    InputError
        With each column, row or cell that keeps the file from being read.
    """
    records = read_records(path)
    if not records:
        raise InputError("problems.empty_points", file=str(path))
    (header_line, header), *body = records
    problems = [problem.at(line=header_line) for problem in _wrong_header(header)]
    if not body:
        problems.append(Problem("problems.no_points", line=header_line))
    for line, cells in body:
        problems += [problem.at(line=line) for problem in _wrong_row(header, cells)]
    if problems:
        raise InputError([one.at(file=str(path)) for one in dict.fromkeys(problems)])
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
        yield Problem("problems.semicolons")
        return
    for column in dict.fromkeys(header):
        if not column:
            yield Problem("problems.column_without_name")
        elif header.count(column) > 1:
            yield Problem("problems.column_twice", column, column=column)
    if set(header) == {PASSED_OVER}:
        yield Problem("problems.point_alone", column=PASSED_OVER)


def _wrong_row(header: list[str], cells: list[str]) -> Iterator[Problem]:
    if len(cells) != len(header):
        found = text("problems.cells", count=len(cells))
        yield Problem("problems.other_than_header", found=found, header=len(header))
        return
    for column, cell in zip(header, cells, strict=True):
        if not cell and column != PASSED_OVER:
            yield Problem("problems.empty_cell", column)


def _kind(scenario: Scenario, path: str) -> type:
    """Return the type of a parameter; text if there is none, which is found out later."""
    try:
        return type(parameter_info(scenario, path).value)
    except InputError:
        return str


def _value(cell: str, kind: type) -> Any:
    """Read a cell as its parameter's type; what cannot be read so stays text, refused later."""
    if kind is bool:
        return {"true": True, "false": False}.get(cell.lower(), cell)
    if kind not in (int, float):
        return cell
    try:
        number = float(cell)
    except ValueError:
        return cell
    if not math.isfinite(number):
        return cell
    # tables often write whole numbers as 91.0
    return int(number) if kind is int and number.is_integer() else number
