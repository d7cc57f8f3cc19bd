"""Results held against a baseline: differences, chances of lines, runs needed, distributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from msssim.analysis.chances import chances
from msssim.analysis.conditions import Line
from msssim.analysis.formatting import (
    change_cells,
    display,
    heading,
    interval,
    listing,
    number,
    short_name,
)
from msssim.analysis.paired import compare, find_cell
from msssim.analysis.precision import runs_needed
from msssim.analysis.spread import distribution_differences
from msssim.analysis.theatres import other_theatres
from msssim.presentation import Analysis, Group, TextTable, text_table
from msssim.text import text
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

MAIN_OUTCOMES = (
    "first_boots_days",
    "strength_52w",
    "strength_104w",
    "delivered_share",
    "lapse",
    "gang_control_end",
    "held_share_end",
    "civilians_killed",
    "abuse_cases",
    "displaced_end",
)
NAMES = "analysis.comparison"
FALSE_SHARE = 0.05
"""Of the differences that are said to stay, no more than this share may be chance."""


def comparison_analysis(
    result: Result,
    *,
    baseline: str | None = None,
    lines: Sequence[Line] = (),
    sizes: Sequence[tuple[str, float]] = (),
    spread: bool = False,
    without_failed: bool = False,
) -> Analysis:
    """Compare every cell of a result with its baseline.

    Parameters
    ----------
    baseline, without_failed
        As in :func:`~msssim.analysis.paired.compare`.
    lines
        Lines of which is said how often each cell meets them.
    sizes
        Outcomes with a size of difference, of which is said how many runs would resolve it.
    spread
        Whether medians and tails are compared too.
    """
    how: Any = {"baseline": baseline, "without_failed": without_failed}
    reference = find_cell(result, baseline)
    elsewhere = other_theatres(result, reference.scenario)
    tables = {"comparison": compare(result, **how)}
    shown = [difference_table(tables["comparison"], reference.label)]
    if lines:
        tables["chances"] = chances(result, lines, **how)
        shown.append(_chance_table(tables["chances"]))
    if sizes:
        tables["runs_needed"] = _needed(result, sizes, baseline)
        shown.append(_needed_table(tables["runs_needed"]))
    if spread:
        tables["spread"] = distribution_differences(result, **how)
        shown.append(_spread_table(tables["spread"], reference.label))
    return Analysis(
        "comparison",
        findings=[*_warning(elsewhere), *_in_all(tables["comparison"])],
        shown=shown,
        tables=tables,
        keys={"comparison": "differences"},
        facts={
            "baseline": reference.label,
            "other_theatres": elsewhere,
            **dict.fromkeys(("chances", "runs_needed", "spread")),
        },
        source=(result, baseline, tables.get("spread")),
    )


def difference_table(comparison: pd.DataFrame, baseline: str) -> TextTable:
    """Lay out the differences of every cell in the main outcomes."""
    rows = [comparison[comparison["outcome"] == name] for name in MAIN_OUTCOMES]
    groups = _by_outcome(pd.concat(rows), "mean")
    return text_table(f"{NAMES}.differences", groups, baseline=baseline)


def _spread_table(spread: pd.DataFrame, baseline: str) -> TextTable:
    named = spread.assign(
        cell=spread["cell"] + ", " + spread["statistic"], baseline_mean=spread["baseline"]
    )
    return text_table(f"{NAMES}.spread", _by_outcome(named, "value"), baseline=baseline)


def _by_outcome(table: pd.DataFrame, value: str) -> list[Group]:
    """Return a group an outcome in which some cell differs by a number."""
    groups = []
    for outcome, rows in table.dropna(subset="difference").groupby("outcome", sort=False):
        scale = display(OUTCOMES[str(outcome)]).scale
        cells = [
            [
                row["cell"],
                number(row["baseline_mean"] * scale),
                number(row[value] * scale),
                *change_cells(row["difference"], row["low"], row["high"], scale),
            ]
            for _, row in rows.iterrows()
        ]
        groups.append(Group(heading(str(outcome)), cells))
    return groups


def _chance_table(met: pd.DataFrame) -> TextTable:
    groups = [
        Group(str(line), [_chance(100 * row) for _, row in rows.set_index("cell").iterrows()])
        for line, rows in met.drop(columns="line").groupby(met["line"], sort=False)
    ]
    return text_table(f"{NAMES}.chances", groups)


def _chance(row: pd.Series) -> list[str]:
    return [
        str(row.name),
        number(row["share"], 1),
        interval(row["low"], row["high"], 1),
        number(row["difference"], 1, signed=True),
        interval(row["difference_low"], row["difference_high"], 1),
    ]


def _needed(
    result: Result, sizes: Sequence[tuple[str, float]], baseline: str | None
) -> pd.DataFrame:
    """Return how many runs each size of each outcome needs, one below the other."""
    tables = [
        runs_needed(result, outcome, size, baseline=baseline).assign(outcome=outcome, size=size)
        for outcome, size in sizes
    ]
    return pd.concat(tables, ignore_index=True)


def _needed_table(needed: pd.DataFrame) -> TextTable:
    groups = []
    for _, rows in needed.groupby(["outcome", "size"], sort=False):
        outcome, size = rows["outcome"].iloc[0], rows["size"].iloc[0]
        shown = display(OUTCOMES[outcome])
        size = f"{number(size * shown.scale)} {shown.change_unit}"
        title = text(f"{NAMES}.size", size=size, outcome=short_name(outcome))
        groups.append(Group(title, [_runs(row) for _, row in rows.iterrows()]))
    return text_table(f"{NAMES}.needed", groups)


def _runs(row: pd.Series) -> list[str]:
    more = text(f"{NAMES}.more_points")
    paired = more if pd.isna(row["runs"]) else number(row["runs"], 0)
    return [row["cell"], paired, "" if pd.isna(row["unpaired"]) else number(row["unpaired"], 0)]


def _warning(elsewhere: Sequence[str]) -> Iterator[str]:
    """Say which scenarios play in another theatre than the baseline, and what that means."""
    if elsewhere:
        yield text(f"{NAMES}.elsewhere", count=len(elsewhere), scenarios=listing(elsewhere))


def _in_all(comparison: pd.DataFrame) -> Iterator[str]:
    """Say how many differences stay, and what pairing was worth."""
    tested, saved = comparison["q"].dropna(), comparison["variance_saved"].dropna()
    if len(tested):
        yield text(
            f"{NAMES}.stay",
            count=int((tested < FALSE_SHARE).sum()),
            tested=len(tested),
            share=number(100 * FALSE_SHARE),
        )
    if len(saved):
        yield text(f"{NAMES}.saved", share=number(100 * saved.median(), 0))
