"""Read a file of observations: a CSV table with a row a count.

For a stock, such as the displaced, the row has its value on ``date``; for a flow, such as the
killed, the total from ``start`` to ``date``, both days included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from math import inf, isfinite, nan
from pathlib import Path

from msssim.analysis.observations import OBSERVABLES, Observation
from msssim.errors import InputError, Problem
from msssim.scenario import shipped_folder
from msssim.scenario.csvtable import read_records
from msssim.scenario.text import did_you_mean, shown

COLUMNS = ("date", "series", "value", "low", "high", "start", "source")
NEEDED = ("date", "series", "value", "source")


def shipped_observations(start: dt.date) -> list[Observation]:
    """Return the counts known on 12 June 2024, as seen by a run that begins on ``start``."""
    return read_observations(shipped_folder("scenarios") / "observations.csv", start)


def read_observations(path: str | Path, start: dt.date) -> list[Observation]:
    """Read a file of observations.

    Parameters
    ----------
    path
        A CSV file with the columns ``date, series, value, source`` and, as wanted, ``low, high,
        start``.
    start
        First day of the run that they are held against. A flow that says no start of its own is
        counted from then on; rows up to that day are what was known before.

    Raises
    ------
    InputError
        With everything that is wrong: file, line and column.
    """
    records = read_records(Path(path))
    if not records:
        message = f"the table is empty; a header is needed: {', '.join(NEEDED)}"
        raise InputError([Problem(message, file=str(path))])
    (_, header), *rows = records
    problems = [Problem(message, file=str(path), line=1) for message in _wrong_header(header)]
    if problems:
        raise InputError(problems)
    found: dict[tuple[str, dt.date | None, dt.date], Observation] = {}
    for line, cells in rows:
        try:
            observation = _observation(header, cells, start)
            key = observation.series, observation.start, observation.date
            if key in found:
                raise InputError([Problem("the same count is there twice", "series")])
            found[key] = observation
        except InputError as error:
            problems += [each.at(file=str(path), line=line) for each in error.problems]
    if problems:
        raise InputError(problems)
    return list(found.values())


def _wrong_header(header: Sequence[str]) -> Iterator[str]:
    for column in dict.fromkeys(header):
        if column not in COLUMNS:
            yield f"unknown column `{column}`{did_you_mean(column, COLUMNS)}"
        if header.count(column) > 1:
            yield f"column `{column}` is there twice"
    for column in NEEDED:
        if column not in header:
            yield f"lacks the column `{column}`"


def _observation(header: Sequence[str], cells: Sequence[str], start: dt.date) -> Observation:
    if len(cells) != len(header):
        raise InputError(f"found {len(cells)} cells; the header has {len(header)}")
    row = dict(zip(header, cells, strict=True))
    problems: list[Problem] = []
    date = _date(row, "date", problems)
    begun = _date(row, "start", problems) if row.get("start") else None
    value = _number(row, "value", problems)
    low, high = (_number(row, end, problems) if row.get(end) else value for end in ("low", "high"))
    if row["series"] not in OBSERVABLES:
        hint = did_you_mean(row["series"], OBSERVABLES) or f" (series: {', '.join(OBSERVABLES)})"
        problems.append(
            Problem(f"found {shown(row['series'])}, which is no series{hint}", "series")
        )
    if not row["source"]:
        problems.append(Problem("found nothing; the document of the count is needed", "source"))
    if problems or date is None or value is None or low is None or high is None:
        raise InputError(problems)
    kind = OBSERVABLES[row["series"]].kind
    if kind == "flow" and begun is None:
        begun = start
    found = Observation(row["series"], date, value, low, high, row["source"], begun)
    problems += _out_of_range(found) + _out_of_time(found, start)
    if problems:
        raise InputError(problems)
    return found


def _out_of_range(found: Observation) -> list[Problem]:
    problems = []
    unit = found.observable.unit
    highest = 1.0 if unit in ("share", "index", "0/1") else inf
    if not 0.0 <= found.value <= highest:
        end = "" if highest > 1.0 else " and at most 1"
        allowed = f"allowed is a number of at least 0{end} ({unit})"
        problems.append(Problem(f"found {found.value:g}; {allowed}", "value"))
    elif unit == "0/1" and found.value not in (0.0, 1.0):
        allowed = "allowed is 0 (not yet) or 1 (it has happened)"
        problems.append(Problem(f"found {found.value:g}; {allowed}", "value"))
    if found.low > found.value:
        problems.append(Problem(f"found {found.low:g}, above the value {found.value:g}", "low"))
    if found.high < found.value:
        problems.append(Problem(f"found {found.high:g}, below the value {found.value:g}", "high"))
    return problems


def _out_of_time(found: Observation, start: dt.date) -> list[Problem]:
    if found.start is None:
        return []
    if found.observable.kind != "flow":
        message = f"{found.series} is no flow, so it has no start; leave the cell empty"
        return [Problem(message, "start")]
    if found.start > found.date:
        message = f"found {found.start}, after the date {found.date}"
        if found.start == start:
            message = f"a flow that ends before the run starts ({start}) needs a start of its own"
        return [Problem(message, "start")]
    if found.start < start < found.date:
        message = f"found {found.start}, before the run starts; allowed is a date from {start}"
        return [Problem(message, "start")]
    return []


def _date(row: Mapping[str, str], column: str, problems: list[Problem]) -> dt.date | None:
    try:
        return dt.datetime.strptime(row[column], "%Y-%m-%d").date()
    except ValueError:
        message = f"found {shown(row[column])}; allowed is a date as YYYY-MM-DD"
        problems.append(Problem(message, column))
        return None


def _number(row: Mapping[str, str], column: str, problems: list[Problem]) -> float | None:
    try:
        number = float(row[column])
    except ValueError:
        number = nan
    if isfinite(number):
        return number
    problems.append(Problem(f"found {shown(row[column])}; allowed is a number", column))
    return None
