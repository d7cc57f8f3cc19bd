"""How ``msssim compare`` lays out what it found: differences, chances, runs needed, spread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich.console import RenderableType
from rich.table import Table

from msssim.analysis import runs_needed
from msssim.analysis.formatting import decimals, display, interval, listing, number, short_name
from msssim.cli.layout import plain_table
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
"""Of the differences that are said to stay, no more than this share is to be luck."""


def needed(
    result: Result, sizes: Sequence[tuple[str, float]], baseline: str | None
) -> pd.DataFrame:
    """Return how many runs each size of each outcome needs, one below the other."""
    return pd.concat(
        [
            runs_needed(result, outcome, size, baseline=baseline).assign(outcome=outcome, size=size)
            for outcome, size in sizes
        ],
        ignore_index=True,
    )


def theatre_warning(elsewhere: Sequence[str]) -> Iterator[str]:
    """Say which scenarios play in another theatre than the baseline, and what that means."""
    if elsewhere:
        yield (
            f"{listing(elsewhere)} {'plays' if len(elsewhere) == 1 else 'play'} in another theatre "
            "than the baseline: what differs may come of the place and not of a choice, and equal "
            "luck falls on other zones and gangs.\n"
        )


def _differences(comparison: pd.DataFrame) -> Iterator[RenderableType]:
    """Yield, for each main outcome, the difference of every cell; then what stays of them all."""
    for outcome in MAIN_OUTCOMES:
        rows = comparison[comparison["outcome"] == outcome]
        if rows["difference"].isna().all():
            continue
        shown = display(OUTCOMES[outcome])
        table = plain_table(
            "cell", "baseline", "mean", "difference", "95 % interval",
            title=f"{short_name(outcome)} ({shown.unit})", right=("baseline", "mean", "difference"),
        )  # fmt: skip
        table.columns[0].no_wrap = False  # a cell's name may be long
        for row in _rows(rows):
            ends = (row.low * shown.scale, row.high * shown.scale)
            difference = row.difference * shown.scale
            places = decimals(difference, *ends)
            table.add_row(
                row.cell,
                number(row.baseline_mean * shown.scale),
                number(row.mean * shown.scale),
                number(difference, places, signed=True),
                interval(*ends, places),
            )
        yield table
    yield from _in_all(comparison)


def _in_all(comparison: pd.DataFrame) -> Iterator[str]:
    """Say how many differences stay, and what pairing was worth."""
    tested, saved = comparison["q"].dropna(), comparison["variance_saved"].dropna()
    if len(tested):
        yield (
            f"{(tested < FALSE_SHARE).sum():,} of the {len(tested):,} differences in all outcomes "
            f"stay when at most {number(100 * FALSE_SHARE)} % of those that do may be luck "
            "(q in the table)."
        )
    if len(saved):
        yield (
            f"Pairing saved {number(100 * saved.median(), 0)} % of the variance of a difference "
            "(the median over them)."
        )
    yield ""


def _chances(table: pd.DataFrame) -> Iterator[Table]:
    """Yield how often each line is met, a table a line."""
    for line, rows in table.groupby("line", sort=False):
        laid = plain_table(
            "cell", "% of runs", "95 % interval", "difference", "95 % interval ",
            title=f"how often: {line}", right=("% of runs", "difference"),
        )  # fmt: skip
        laid.columns[0].no_wrap = False
        for row in _rows(rows):
            laid.add_row(
                row.cell,
                number(100 * row.share, 1),
                interval(100 * row.low, 100 * row.high, 1),
                number(100 * row.difference, 1, signed=True),
                interval(100 * row.difference_low, 100 * row.difference_high, 1),
            )
        yield laid


def _needed(table: pd.DataFrame) -> Iterator[Table]:
    """Yield how many runs it takes, a table an outcome and size."""
    for _, rows in table.groupby(["outcome", "size"], sort=False):
        outcome, size = str(rows["outcome"].iloc[0]), float(rows["size"].iloc[0])
        shown = display(OUTCOMES[outcome])
        laid = plain_table(
            "cell", "paired runs", "unpaired",
            title=f"runs to resolve {number(size * shown.scale)} {shown.change_unit} of "
            f"{short_name(outcome)}",
            right=("paired runs", "unpaired"),
        )  # fmt: skip
        laid.columns[0].no_wrap = False
        for row in _rows(rows):
            enough = "more points" if pd.isna(row.runs) else number(row.runs, 0)
            laid.add_row(row.cell, enough, "" if pd.isna(row.unpaired) else number(row.unpaired, 0))
        yield laid


def _spread(table: pd.DataFrame) -> Iterator[Table]:
    """Yield how mean, median and tails differ, a table an outcome."""
    for outcome, rows in table.groupby("outcome", sort=False):
        shown = display(OUTCOMES[str(outcome)])
        laid = plain_table(
            "cell", "", "baseline", "cell's", "difference", "95 % interval",
            title=f"{short_name(str(outcome))} ({shown.unit})",
            right=("baseline", "cell's", "difference"),
        )  # fmt: skip
        laid.columns[0].no_wrap = False
        before = None
        for row in _rows(rows):
            difference, low, high = (
                value * shown.scale for value in (row.difference, row.low, row.high)
            )
            places = decimals(difference, low, high)
            laid.add_row(
                "" if row.cell == before else row.cell,
                row.statistic,
                number(row.baseline * shown.scale),
                number(row.value * shown.scale),
                number(difference, places, signed=True),
                interval(low, high, places),
            )
            before = row.cell
        yield laid


LAYOUTS: dict[str, Callable[[pd.DataFrame], Iterable[RenderableType]]] = {
    "comparison": _differences,
    "chances": _chances,
    "runs_needed": _needed,
    "spread": _spread,
}
"""What is printed of each table, by the name of its file."""


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows, each with its columns as attributes."""
    yield from frame.itertuples(index=False)
