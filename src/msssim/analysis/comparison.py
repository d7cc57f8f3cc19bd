"""Results held against a baseline: differences, chances of lines, runs needed, distributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from msssim.analysis.chances import chances
from msssim.analysis.conditions import Line
from msssim.analysis.formatting import (
    decimals,
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
from msssim.presentation import Analysis, Group, TextTable, headings
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
    rows = _told(comparison[comparison["outcome"].isin(MAIN_OUTCOMES)])
    order = pd.Categorical(rows["outcome"], MAIN_OUTCOMES, ordered=True)
    return TextTable(
        text("analysis.comparison.title", baseline=baseline),
        headings("analysis.comparison.columns"),
        _by_outcome(rows.assign(outcome=order).sort_values("outcome", kind="stable"), _difference),
    )


def _difference(row: Any, scale: float) -> list[str]:
    low, high, difference = row.low * scale, row.high * scale, row.difference * scale
    places = decimals(difference, low, high)
    return [
        row.cell,
        number(row.baseline_mean * scale),
        number(row.mean * scale),
        number(difference, places, signed=True),
        interval(low, high, places),
    ]


def _spread_table(spread: pd.DataFrame, baseline: str) -> TextTable:
    return TextTable(
        text("analysis.comparison.spread_title", baseline=baseline),
        headings("analysis.comparison.spread_columns"),
        _by_outcome(_told(spread), _statistic),
    )


def _statistic(row: Any, scale: float) -> list[str]:
    low, high, difference = row.low * scale, row.high * scale, row.difference * scale
    places = decimals(difference, low, high)
    return [
        f"{row.cell}, {row.statistic}",
        number(row.baseline * scale),
        number(row.value * scale),
        number(difference, places, signed=True),
        interval(low, high, places),
    ]


def _told(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of outcomes in which some cell differs by a number."""
    return table[table["difference"].notna().groupby(table["outcome"]).transform("any")]


def _by_outcome(table: pd.DataFrame, row_of: Any) -> list[Group]:
    """Return a group an outcome; ``row_of`` takes a row and by what it is scaled."""
    groups = []
    for outcome, rows in table.groupby("outcome", sort=False, observed=True):
        scale = display(OUTCOMES[str(outcome)]).scale
        groups.append(Group(heading(str(outcome)), [row_of(row, scale) for row in _rows(rows)]))
    return groups


def _chance_table(met: pd.DataFrame) -> TextTable:
    groups = [
        Group(str(line), [_chance(row) for row in _rows(rows)])
        for line, rows in met.groupby("line", sort=False)
    ]
    title = text("analysis.comparison.chance_title")
    return TextTable(title, headings("analysis.comparison.chance_columns"), groups)


def _chance(row: Any) -> list[str]:
    return [
        row.cell,
        number(100 * row.share, 1),
        interval(100 * row.low, 100 * row.high, 1),
        number(100 * row.difference, 1, signed=True),
        interval(100 * row.difference_low, 100 * row.difference_high, 1),
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
        outcome, size = str(rows["outcome"].iloc[0]), float(rows["size"].iloc[0])
        shown = display(OUTCOMES[outcome])
        size_words = f"{number(size * shown.scale)} {shown.change_unit}"
        title = text("analysis.comparison.size", size=size_words, outcome=short_name(outcome))
        groups.append(Group(title, [_runs(row) for row in _rows(rows)]))
    title = text("analysis.comparison.needed_title")
    return TextTable(title, headings("analysis.comparison.needed_columns"), groups)


def _runs(row: Any) -> list[str]:
    more = text("analysis.comparison.more_points")
    paired = more if pd.isna(row.runs) else number(row.runs, 0)
    return [row.cell, paired, "" if pd.isna(row.unpaired) else number(row.unpaired, 0)]


def _warning(elsewhere: Sequence[str]) -> Iterator[str]:
    """Say which scenarios play in another theatre than the baseline, and what that means."""
    if elsewhere:
        names = listing(elsewhere)
        yield text("analysis.comparison.elsewhere", count=len(elsewhere), scenarios=names)


def _in_all(comparison: pd.DataFrame) -> Iterator[str]:
    """Say how many differences stay, and what pairing was worth."""
    tested, saved = comparison["q"].dropna(), comparison["variance_saved"].dropna()
    if len(tested):
        yield text(
            "analysis.comparison.stay",
            count=int((tested < FALSE_SHARE).sum()),
            tested=len(tested),
            share=number(100 * FALSE_SHARE),
        )
    if len(saved):
        yield text("analysis.comparison.saved", share=number(100 * saved.median(), 0))


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows, each with its columns as attributes."""
    yield from frame.itertuples(index=False)
