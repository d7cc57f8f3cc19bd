"""Targets of a calibration: counts, with the errors of their source and of the model.

No model is exact, so a parameter is not ruled out because the model misses a count by a little. How
little is stated beforehand, series by series, in a table with the reasons. A series that is not in
the table is held back as a test.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from msssim.analysis.checked_rows import read_rows, require
from msssim.analysis.observations import OBSERVABLES, Observation
from msssim.errors import InputError
from msssim.scenario import shipped_folder
from msssim.scenario.text import shown

COLUMNS = ("series", "share", "fixed", "why")
HALF_WIDTHS = 2.0
"""Standard deviations from a count to the ends of the range that its source leaves open."""


@dataclass(frozen=True)
class Discrepancy:
    """Error of the model in a series: one standard deviation.

    ``share`` is in parts of the count, ``fixed`` in the unit of the series; their squares add up.
    """

    series: str
    share: float
    fixed: float
    why: str

    def sd(self, value: float) -> float:
        """Return it for a count, in the unit of the series."""
        return float(((self.share * value) ** 2 + self.fixed**2) ** 0.5)


@dataclass(frozen=True)
class Target:
    """A count, and the standard deviations of its source and of the model, in the count's unit."""

    count: Observation
    observation_sd: float
    discrepancy_sd: float

    @property
    def label(self) -> str:
        """The series and the day, for tables."""
        return f"{self.count.series} {self.count.date}"


def targets_of(
    counts: Iterable[Observation], discrepancies: Mapping[str, Discrepancy]
) -> tuple[list[Target], list[Observation]]:
    """Return the counts that are matched, and those that are held back."""
    targets, held_back = [], []
    for count in counts:
        if count.series in discrepancies:
            off = discrepancies[count.series].sd(count.value)
            targets.append(Target(count, (count.high - count.low) / (2 * HALF_WIDTHS), off))
        else:
            held_back.append(count)
    return targets, held_back


def shipped_discrepancies() -> dict[str, Discrepancy]:
    """Return the table that comes with msssim."""
    return read_discrepancies(shipped_folder("scenarios") / "discrepancy.csv")


def read_discrepancies(path: str | Path) -> dict[str, Discrepancy]:
    """Read a table with the columns ``series, share, fixed, why``.

    Raises
    ------
    InputError
        With everything that is wrong: file, line and column.
    """
    rows = read_rows(path, COLUMNS, COLUMNS)
    found: dict[str, Discrepancy] = {}
    for row in rows:
        if row.problems:
            continue
        series, why = row.choice("series", OBSERVABLES), row.cells["why"]
        share, fixed = (row.number(name, 0.0, least=0.0) for name in ("share", "fixed"))
        if series in found:
            row.refuse("studies.table.repeated_series", "series", series=series)
        if share == fixed == 0.0:
            row.refuse("studies.table.no_error", "share")
        if not why:
            row.wrong("why", shown(None), "reason")
        found[series] = Discrepancy(series, share, fixed, why)
    require(*rows)
    if not found:
        raise InputError("studies.table.no_rows", file=str(path))
    return found
