"""What the model is calibrated to: counts, and how far the model itself may be off.

No model is right, so a parameter is not refused because the model misses a count by a little. How
little is stated beforehand, series by series, in a table with the reasons. A series that is not in
the table is held back: it stays a test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite, nan
from pathlib import Path

from msssim.analysis.observations import OBSERVABLES, Observation
from msssim.errors import InputError, Problem
from msssim.scenario import shipped_folder
from msssim.scenario.csvtable import read_records
from msssim.scenario.text import did_you_mean, shown

COLUMNS = ("series", "share", "fixed", "why")
HALF_WIDTHS = 2.0
"""Standard deviations from a count to the ends of the range that its source leaves open."""


@dataclass(frozen=True)
class Discrepancy:
    """How far the model may be off a count: one standard deviation.

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
    records = read_records(Path(path))
    header = list(records[0][1]) if records else []
    if sorted(header) != sorted(COLUMNS):
        hint = f"found {', '.join(header) or 'nothing'}; allowed: {', '.join(COLUMNS)}"
        raise InputError([Problem(f"the header is wrong: {hint}", file=str(path), line=1)])
    found: dict[str, Discrepancy] = {}
    problems: list[Problem] = []
    for line, cells in records[1:]:
        row = dict(zip(header, cells, strict=False))
        wrong = list(_wrong(row, cells, header, found))
        problems += [each.at(file=str(path), line=line) for each in wrong]
        if not wrong:
            share, fixed = (float(row[name] or 0.0) for name in ("share", "fixed"))
            found[row["series"]] = Discrepancy(row["series"], share, fixed, row["why"])
    if not problems and not found:
        problems.append(Problem("there is no series below the header", file=str(path)))
    if problems:
        raise InputError(problems)
    return found


def _wrong(
    row: Mapping[str, str],
    cells: Sequence[str],
    header: Sequence[str],
    found: Mapping[str, Discrepancy],
) -> Iterator[Problem]:
    if len(cells) != len(header):
        yield Problem(f"found {len(cells)} cells; the header has {len(header)}")
        return
    series = row["series"]
    if series not in OBSERVABLES:
        yield Problem(
            f"found {shown(series)}, which is no series{did_you_mean(series, OBSERVABLES)}",
            "series",
        )
    elif series in found:
        yield Problem(f"{series} is there twice", "series")
    sizes = {name: _size(row[name]) for name in ("share", "fixed")}
    for name, size in sizes.items():
        if not 0.0 <= size < inf:
            yield Problem(f"found {shown(row[name])}; allowed is a number of at least 0", name)
    if not any(sizes.values()):
        yield Problem("share and fixed are both 0; no model is right to the unit", "share")
    if not row["why"]:
        yield Problem("found nothing; the reason is needed", "why")


def _size(cell: str) -> float:
    """Return a size, 0 for an empty cell and NaN for what is no number."""
    try:
        number = float(cell or 0.0)
    except ValueError:
        return nan
    return number if isfinite(number) else nan
