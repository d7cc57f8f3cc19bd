"""Read a table of the theatre from a CSV file.

Columns are the fields of a row class; a dotted column belongs to a group (``hold.lift_on``), ``;``
separates the parts of a list, an empty cell means the default. Cells are only turned into numbers
and switches here; whether they are allowed is found out with the rest of the scenario.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_origin

from msssim.errors import InputError, Problem
from msssim.scenario.parameter import Section
from msssim.scenario.parameters.tables import (
    MOST_ROWS,
    Contingent,
    CouncilMember,
    CourtStep,
    Donor,
    Gang,
    Link,
    PoliceUnit,
    Row,
    Zone,
)
from msssim.scenario.paths import join, renamed
from msssim.scenario.text import nearest, plain_type
from msssim.scenario.yamlfile import Document, read_text, unprintable
from msssim.text import text

TABLES: dict[str, tuple[str, type[Row]]] = {
    "territory.zones": ("zones.csv", Zone),
    "territory.links": ("links.csv", Link),
    "gangs.groups": ("gangs.csv", Gang),
    "police.units": ("police_units.csv", PoliceUnit),
    "mission.contingents": ("contingents.csv", Contingent),
    "funding.donors": ("donors.csv", Donor),
    "law.steps": ("court_steps.csv", CourtStep),
    "council.members": ("council_members.csv", CouncilMember),
}
"""The theatre's tables by their path in a scenario: file name and class of a row."""

MOST_COLUMNS = 1_000
"""Of any table that a person gives."""


def read_records(path: Path) -> list[tuple[int, list[str]]]:
    """Return the line on which each record starts, and its cells; blank lines are passed over.

    Raises
    ------
    InputError
        If the file cannot be read or is no CSV.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    records = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        file, line = str(path), reader.line_num
        raise InputError("problems.not_csv", file=file, line=line, reason=error) from None
    problems = [problem for record in records for problem in _unreadable(*record)]
    if problems:
        raise InputError([problem.at(file=str(path)) for problem in problems])
    return records


def _unreadable(line: int, cells: list[str]) -> Iterator[Problem]:
    """Yield what no table may hold, whatever it is about."""
    if len(cells) > MOST_COLUMNS:
        found = text("problems.cells", count=len(cells))
        yield Problem("problems.too_many", line=line, found=found, allowed=f"{MOST_COLUMNS:,}")
    unseen = next(filter(None, map(unprintable, cells)), "")
    if unseen:
        yield Problem("problems.unprintable", line=line, character=unseen)


def read_table(path: Path, row_class: type[Row]) -> Document:
    """Read one table; the document's data is a list of rows, its lines are those of the cells.

    Raises
    ------
    InputError
        With each wrong column, row or cell that keeps the table from being read.
    """
    records = read_records(path)
    if not records:
        raise InputError("problems.empty_table", file=str(path))
    (_, header), *body = records
    if len(body) > MOST_ROWS:
        found = text("problems.rows", count=len(body))
        raise InputError("problems.too_many", file=str(path), found=found, allowed=MOST_ROWS)
    columns = columns_of(row_class)
    table = next(each for each, (_, kind) in TABLES.items() if kind is row_class)
    columns_at_fault = _wrong_columns(header, columns, table)
    problems = [problem.at(file=str(path), line=1) for problem in columns_at_fault]
    rows: list[dict[str, Any]] = []
    lines: dict[str, int] = {}
    for line, cells in body:
        if len(cells) != len(header):
            found = text("problems.cells", count=len(cells))
            wrong = Problem("problems.other_than_header", found=found, header=len(header))
            problems.append(wrong.at(file=str(path), line=line))
        lines[str(len(rows))] = line
        rows.append(_row(dict(zip(header, cells, strict=False)), columns))
    if problems:
        raise InputError(problems)
    return Document(rows, lines, str(path))


def columns_of(section: type[Section], group: str = "") -> dict[str, Any]:
    """Return the columns that a table may have, with the type of each."""
    columns: dict[str, Any] = {}
    for name, field in section.model_fields.items():
        kind = plain_type(field.annotation)
        if isinstance(kind, type) and issubclass(kind, Section):
            columns |= columns_of(kind, join(group, name))
        else:
            columns[join(group, name)] = kind
    return columns


def _wrong_columns(header: list[str], columns: dict[str, Any], table: str) -> Iterator[Problem]:
    for column in dict.fromkeys(header):
        if column not in columns:
            suggestion = nearest(column, columns)
            unknown = Problem(
                "problems.unknown_column", column, column=column, suggestion=suggestion
            )
            yield renamed(f"{table}.*.{column}") or unknown
        if header.count(column) > 1:
            yield Problem("problems.column_twice", column, column=column)
    if "name" not in header:
        yield Problem("problems.lacks_column", "name", column="name")


def _row(cells: dict[str, str], columns: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column, cell in cells.items():
        if cell and column in columns:
            *groups, name = column.split(".")
            place = row
            for group in groups:
                place = place.setdefault(group, {})
            place[name] = cell_value(cell, columns[column])
    return row


def cell_value(cell: str, kind: Any) -> Any:
    """Read a cell as its column's type; what cannot be read so stays text, to be refused later."""
    if get_origin(kind) is tuple:
        return [part.strip() for part in cell.split(";") if part.strip()]
    if kind is bool:
        return {"true": True, "false": False}.get(cell.lower(), cell)
    try:
        return kind(cell) if kind in (int, float) else cell
    except ValueError:
        return cell
