"""Rows of CSV tables that a person gives, read cell by cell with everything that is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, isfinite, nan
from pathlib import Path

from msssim.errors import InputError, Problem
from msssim.scenario.csvtable import read_records
from msssim.scenario.text import did_you_mean, shown
from msssim.text import text


@dataclass(frozen=True)
class Row:
    """A row of a table that a person gives, by column, and what is wrong with it."""

    file: str
    line: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, name: str, where: str = "", **fields: object) -> None:
        """Add a problem: the template of that name in ``studies.table``."""
        message = text(f"studies.table.{name}", **fields)
        self.problems.append(Problem(message, where, self.file, self.line))

    def choice(self, column: str, allowed: Iterable[str]) -> str:
        """Return one of the allowed words."""
        found, allowed = self.cells[column], list(allowed)
        if found not in allowed:
            hint = did_you_mean(found, allowed) or f" ({column}: {', '.join(allowed)})"
            self.refuse("no_choice", column, found=shown(found), column=column, hint=hint)
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
            form = "no_number" if least == -inf else "no_number_from"
            self.refuse(form, column, found=shown(cell), least=least)
        return value

    def date(self, column: str) -> dt.date:
        """Return a date."""
        try:
            return dt.datetime.strptime(self.cells[column], "%Y-%m-%d").date()
        except ValueError:
            self.refuse("no_date", column, found=shown(self.cells[column]))
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
    (_, header), *rows = read_records(Path(path)) or [(1, [])]
    head = Row(str(path), 1, {})
    for column in dict.fromkeys(header):
        if column not in columns:
            head.refuse("unknown_column", column=column, hint=did_you_mean(column, columns))
        if header.count(column) > 1:
            head.refuse("repeated_column", column=column)
    for column in needed if header else ():
        if column not in header:
            head.refuse("missing_column", column=column)
    if not header:
        head.refuse("empty", needed=", ".join(needed))
    require(head)
    read = [Row(str(path), line, dict(zip(header, cells, strict=False))) for line, cells in rows]
    for row, (_, cells) in zip(read, rows, strict=True):
        if len(cells) != len(header):
            row.refuse("wrong_length", found=len(cells), header=len(header))
    return read


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
