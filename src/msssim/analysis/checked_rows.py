"""Rows of CSV tables that a person gives, read cell by cell with everything that is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, isfinite, nan
from pathlib import Path
from typing import Any

from msssim.errors import InputError, Problem
from msssim.scenario.csvtable import read_records
from msssim.scenario.text import nearest, shown
from msssim.text import text


@dataclass(frozen=True)
class Row:
    """A row of a table, by column, and what is wrong with it."""

    file: str
    line: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, template: str, where: str = "", /, **fields: Any) -> None:
        """Add a problem of the row or of one of its cells."""
        self.problems.append(Problem(template, where, self.file, self.line, **fields))

    def wrong(self, column: str, found: str, allowed: str, **fields: Any) -> None:
        """Add a cell with something else than what a template in ``studies.table`` allows."""
        allowed = text(f"studies.table.{allowed}", **fields)
        self.refuse("problems.wrong_value", column, found=found, allowed=allowed)

    def choice(self, column: str, allowed: Collection[str]) -> str:
        """Return one of the allowed words."""
        found = self.cells[column]
        if found not in allowed:
            fields = {"suggestion": nearest(found, allowed), "allowed": ", ".join(allowed)}
            template = "studies.table.no_choice"
            self.refuse(template, column, found=shown(found), column=column, **fields)
        return found

    def number(self, column: str, default: float | None = None, least: float = -inf) -> float:
        """Return a finite number, at least ``least``; the default if the cell is empty."""
        cell = self.cells.get(column, "")
        if not cell and default is not None:
            return default
        try:
            value = float(cell)
        except ValueError:
            value = nan
        if not (isfinite(value) and value >= least):
            allowed = "number" if least == -inf else "number_from"
            self.wrong(column, shown(cell), allowed, least=least)
        return value

    def date(self, column: str) -> dt.date:
        """Return a date."""
        try:
            return dt.datetime.strptime(self.cells[column], "%Y-%m-%d").date()
        except ValueError:
            self.wrong(column, shown(self.cells[column]), "date")
            return dt.date.min


def read_rows(path: str | Path, columns: Sequence[str], needed: Sequence[str]) -> list[Row]:
    """Read the rows of a CSV table.

    Parameters
    ----------
    columns, needed
        The columns that it may have, and those that it must have.

    Raises
    ------
    InputError
        If the file cannot be read, or with everything that is wrong with its header.
    """
    records = read_records(Path(path))
    if not records:
        raise InputError("problems.empty_table", file=str(path))
    (_, header), *body = records
    head = Row(str(path), 1, {})
    for column in dict.fromkeys(header):
        if column not in columns:
            suggestion = nearest(column, columns)
            head.refuse("problems.unknown_column", column=column, suggestion=suggestion)
        if header.count(column) > 1:
            head.refuse("problems.column_twice", column=column)
    for column in needed:
        if column not in header:
            head.refuse("problems.lacks_column", column=column)
    require(head)
    rows = []
    for line, cells in body:
        rows.append(Row(str(path), line, dict(zip(header, cells, strict=False))))
        if len(cells) != len(header):
            found = text("problems.cells", count=len(cells))
            rows[-1].refuse("problems.other_than_header", found=found, header=len(header))
    return rows


def require(*rows: Row) -> None:
    """Refuse rows that have a problem.

    Raises
    ------
    InputError
        With all problems of all rows.
    """
    problems = [problem for row in rows for problem in row.problems]
    if problems:
        raise InputError(problems)
