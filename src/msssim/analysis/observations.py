"""Observations: what was counted outside the model, and the series that each count compares with.

One series is declared for each quantity, so that counts by different methods are not mixed. A file
of observations is a CSV table with a row a count: for a stock, such as the displaced, the value on
``date``; for a flow, such as the killed, the total from ``start`` to ``date``, both days included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Literal

from msssim.analysis.checked_rows import Row, read_rows, require
from msssim.analysis.formatting import DISPLAYS, Display
from msssim.scenario import shipped_folder
from msssim.scenario.text import shown
from msssim.world.observables import SERIES

Kind = Literal["stock", "flow", "event"]
COLUMNS = ("date", "series", "value", "low", "high", "start", "source")
NEEDED = ("date", "series", "value", "source")


@dataclass(frozen=True)
class Observable:
    """A quantity that can be counted, and the series of the model that add up to it.

    ``parts`` are these series, each with its sign. An event has none: it is 0 until it has
    happened, and 1 from then on.
    """

    label: str
    unit: str
    kind: Kind
    parts: Mapping[str, int] = field(default_factory=dict)

    @property
    def display(self) -> Display:
        """Scale and unit for a reader."""
        return DISPLAYS.get(self.unit, Display(1.0, self.unit, self.unit))

    @property
    def highest(self) -> float:
        """The highest value that it can have."""
        return 1.0 if self.unit in ("share", "index", "0/1") else inf


_BY_STATE = {
    "civilians_killed_by_state": 1, "gang_killed": 1, "gang_lynched": -1,
    "gang_killed_by_rivals": -1,
}  # fmt: skip
_BY_VIGILANTES = {"civilians_killed_by_vigilantes": 1, "gang_lynched": 1}
_NOT_BY_STATE = {"killed_total": 1, **{name: -sign for name, sign in _BY_STATE.items()}}

FIRST_BOOTS = "first_boots"

_LABELS = {
    "killed_total": "killed in all",
    "civilians_injured": "injured",
    "displaced": "displaced",
    "police": "police on the rolls",
    "gang_control": "gang control of the capital",
    "fund_received_usd": "received by the trust fund",
    "deployed": "mission personnel in theatre",
}


def _plain_series() -> dict[str, Observable]:
    """Return the model's own series as observables; codes are no counts."""
    return {
        name: Observable(
            _LABELS.get(name, name.removesuffix("_usd").replace("_", " ")),
            quantity.unit,
            "flow" if quantity.kind == "flow" else "stock",
            {name: 1},
        )
        for name, quantity in SERIES.items()
        if quantity.kind != "code"
    }


OBSERVABLES: dict[str, Observable] = {
    **_plain_series(),
    "killed_by_state": Observable("killed by police or mission", "persons", "flow", _BY_STATE),
    "killed_not_by_state": Observable("killed by anybody else", "persons", "flow", _NOT_BY_STATE),
    "killed_by_vigilantes": Observable(
        "killed by self-defence groups", "persons", "flow", _BY_VIGILANTES
    ),
    FIRST_BOOTS: Observable("first boots", "0/1", "event"),
}
"""What may stand in the column ``series``."""


@dataclass(frozen=True)
class Observation:
    """One count: its value, the range that its source leaves open, and the document.

    ``start`` is the first day of a flow, None for anything else.
    """

    series: str
    date: dt.date
    value: float
    low: float
    high: float
    source: str
    start: dt.date | None = None

    @property
    def observable(self) -> Observable:
        """What was counted."""
        return OBSERVABLES[self.series]

    @property
    def days(self) -> int:
        """Length of a flow's period in days; 0 for anything else."""
        return 0 if self.start is None else (self.date - self.start).days + 1


def shipped_observations(start: dt.date) -> list[Observation]:
    """Return the counts known on 12 June 2024, for a run that begins on ``start``."""
    return read_observations(shipped_folder("scenarios") / "observations.csv", start)


def read_observations(path: str | Path, start: dt.date) -> list[Observation]:
    """Read a file of observations.

    Parameters
    ----------
    path
        A CSV file with the columns ``date, series, value, source`` and, as wanted, ``low, high,
        start``.
    start
        First day of the run with which they are compared. A flow without a start of its own is
        counted from then on; rows up to that day are what was known before.

    Raises
    ------
    InputError
        With everything that is wrong: file, line and column.
    """
    found: dict[tuple[str, dt.date | None, dt.date], Observation] = {}
    rows = read_rows(path, COLUMNS, NEEDED)
    for row in rows:
        observation = None if row.problems else _observation(row, start)
        if observation is None:
            continue
        key = observation.series, observation.start, observation.date
        if key in found:
            row.refuse("studies.table.repeated_count", "series")
        found[key] = observation
    require(*rows)
    return list(found.values())


def _observation(row: Row, start: dt.date) -> Observation | None:
    """Return the count of a row; None if something is wrong with it."""
    date, value = row.date("date"), row.number("value")
    series = row.choice("series", OBSERVABLES)
    begun = row.date("start") if row.cells.get("start") else None
    low, high = row.number("low", value), row.number("high", value)
    source = row.cells["source"]
    if not source:
        row.wrong("source", shown(None), "source")
    if row.problems:
        return None
    if OBSERVABLES[series].kind == "flow" and begun is None:
        begun = start
    found = Observation(series, date, value, low, high, source, begun)
    _check_range(row, found)
    _check_period(row, found, start)
    return None if row.problems else found


def _check_range(row: Row, found: Observation) -> None:
    """Refuse a value that the quantity cannot have, or that lies outside its own range."""
    observable, value = found.observable, f"{found.value:g}"
    if not 0.0 <= found.value <= observable.highest:
        allowed = "positive" if observable.highest == inf else "share"
        row.wrong("value", value, allowed, unit=observable.unit)
    elif observable.unit == "0/1" and found.value not in (0.0, 1.0):
        row.wrong("value", value, "switch")
    if found.low > found.value:
        row.refuse("studies.table.above_value", "low", found=f"{found.low:g}", value=value)
    if found.high < found.value:
        row.refuse("studies.table.below_value", "high", found=f"{found.high:g}", value=value)


def _check_period(row: Row, found: Observation, start: dt.date) -> None:
    """Refuse a period that is none, or that begins before the run and ends in it."""
    if found.start is None:
        return
    fields = {"found": found.start, "date": found.date, "run": start, "series": found.series}
    if found.observable.kind != "flow":
        row.refuse("studies.table.no_flow", "start", **fields)
    elif found.start > found.date:
        form = "no_start" if found.start == start else "after_date"
        row.refuse(f"studies.table.{form}", "start", **fields)
    elif found.start < start < found.date:
        row.refuse("studies.table.before_run", "start", **fields)
