"""A result as files for spreadsheets: CSV, or one Excel workbook, with a data dictionary.

Names come from users: a lever's label, a country, a zone. A spreadsheet runs a cell that begins
like a formula, so text that does gets an apostrophe in front (CWE-1236). Numbers are left alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from msssim.errors import InputError, ResultError, require_packages
from msssim.experiments.dictionary import column
from msssim.experiments.output import guarded
from msssim.experiments.partition import RUN
from msssim.experiments.result import Result
from msssim.experiments.store import TABLES
from msssim.text import text

if TYPE_CHECKING:
    from msssim.experiments.simulate import Progress

DICTIONARY = "dictionary"
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Of a sheet, its header included: the limits of Excel's file format."""

UNFINISHED = ".unfinished"


def export_csv(result: Result, folder: Path, progress: Progress | None = None) -> dict[str, int]:
    """Write a CSV file a table, and dictionary.csv; return the rows of each table.

    UTF-8, as RFC 4180 has it: commas, quotes where needed, CR LF; an empty cell is a null.

    Raises
    ------
    ResultError
        If the folder is there already, or cannot be written.
    """
    names = _tables(result)
    rows = dict.fromkeys(names, 0)
    with _whole(folder) as unfinished:
        unfinished.mkdir(parents=True)
        for done, name in enumerate(names):
            _report(progress, done, len(names))
            file = unfinished / f"{name}.csv"
            for first, piece in enumerate(result.pieces(name, result.columns(name))):
                _append(guarded(piece), file, header=first == 0)
                rows[name] += len(piece)
        _append(guarded(dictionary_table(result)), unfinished / f"{DICTIONARY}.csv", header=True)
    _report(progress, len(names), len(names))
    return rows


def export_xlsx(result: Result, file: Path, progress: Progress | None = None) -> dict[str, int]:
    """Write one Excel workbook: a sheet a table, the dictionary second; return the rows of each.

    Raises
    ------
    InputError
        If openpyxl is missing, or a table is too large for a sheet.
    ResultError
        If the file is there already, or cannot be written.
    """
    require_packages("problems.excel_not_installed", "openpyxl")
    from openpyxl import Workbook  # noqa: PLC0415

    names = _tables(result)
    rows = {name: sum(map(len, result.pieces(name, RUN))) for name in names}
    _refuse_too_large(result, rows)
    book = Workbook(write_only=True)
    with _whole(file) as unfinished:
        first, *rest = names
        _fill(book, first, result.pieces(first, result.columns(first)))
        _fill(book, DICTIONARY, iter([dictionary_table(result)]))
        for done, name in enumerate(rest, start=1):
            _report(progress, done, len(names))
            _fill(book, name, result.pieces(name, result.columns(name)))
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        book.save(unfinished)
    _report(progress, len(names), len(names))
    return rows


def dictionary_table(result: Result) -> pd.DataFrame:
    """Return the data dictionary of a result: a row a column of a table, in their order."""
    return pd.DataFrame(
        [
            {"table": name, "column": each, **_without_name(name, each)}
            for name in _tables(result)
            for each in result.columns(name)
        ]
    )


def _tables(result: Result) -> list[str]:
    return [name for name in TABLES if len(result.columns(name)) > len(RUN)]


def _without_name(table: str, name: str) -> dict[str, str]:
    return {key: value for key, value in asdict(column(table, name)).items() if key != "name"}


def _append(frame: pd.DataFrame, file: Path, *, header: bool) -> None:
    frame.to_csv(
        file, mode="a", header=header, index=False, encoding="utf-8", lineterminator="\r\n"
    )


def _refuse_too_large(result: Result, rows: dict[str, int]) -> None:
    for name, count in rows.items():
        columns = len(result.columns(name))
        if count >= MOST_ROWS or columns > MOST_COLUMNS:
            raise InputError(
                "problems.sheet_too_small",
                "--to xlsx",
                table=name,
                rows=count,
                columns=columns,
                most_rows=MOST_ROWS - 1,
                most_columns=MOST_COLUMNS,
            )


def _fill(book: Any, name: str, pieces: Iterator[pd.DataFrame]) -> None:
    """Add a sheet, a header and the rows of the pieces."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for first, piece in enumerate(pieces):
        frame = guarded(piece)
        if first == 0:
            sheet.append([_cell(sheet, each) for each in frame.columns])
        for row in frame.itertuples(index=False, name=None):
            sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any) -> Any:
    """Return a value as a sheet can hold it: text as text, no NaN, no dates with a time."""
    if isinstance(value, str):
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

        cell = WriteOnlyCell(sheet, value)
        cell.data_type = "s"  # openpyxl takes `=A1` for a formula and `#N/A` for an error
        return cell
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Yield where to write, and move it to its place once all is written."""
    if target.exists():
        raise ResultError(text("problems.output_exists", output=target))
    unfinished = target.with_name(target.name + UNFINISHED)
    try:
        _remove(unfinished)
        yield unfinished
        unfinished.replace(target)
    except OSError as error:
        raise ResultError(
            text("problems.output_not_written", output=target, reason=error.strerror)
        ) from error
    finally:
        with suppress(OSError):  # where nothing can be written, nothing is left
            _remove(unfinished)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _report(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)
