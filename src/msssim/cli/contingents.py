"""What became of each country's offer, over the runs of a one-cell result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.table import Table

from msssim.analysis.wording import number
from msssim.cli.layout import plain_table
from msssim.world.observables import CONSTRAINTS

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Offer:
    """One country's contingent: medians, at the end the mean; shares of runs, and of weeks."""

    contingent: str
    offered: float
    committed_share: float
    landed_share: float
    landed_days: float
    """NaN where it never landed."""
    in_theatre_end: float
    bound_most_by: str | None
    """What held it up longest, None if nothing did, and in which share of the weeks."""
    bound_share: float


def offers(contingents: pd.DataFrame) -> Iterator[Offer]:
    """Yield the countries by name."""
    for country, runs in contingents.groupby("contingent"):
        cause, share = _bound_most(runs)
        yield Offer(
            contingent=str(country),
            offered=runs["offered"].median(),
            committed_share=runs["committed_days"].notna().mean(),
            landed_share=runs["arrived_days"].notna().mean(),
            landed_days=runs["arrived_days"].median(),
            in_theatre_end=runs["in_theatre_end"].mean(),
            bound_most_by=cause,
            bound_share=share,
        )


def _bound_most(runs: pd.DataFrame) -> tuple[str | None, float]:
    """Return what held a contingent up longest, over all runs, and in what share of the weeks."""
    weeks = {cause: runs[f"weeks_bound_{cause}"].sum() for cause in CONSTRAINTS}
    in_all = sum(weeks.values())
    weeks.pop("none")
    cause = max(weeks, key=lambda name: weeks[name])
    return (cause, float(weeks[cause] / in_all)) if weeks[cause] else (None, 0.0)


def contingent_table(contingents: pd.DataFrame) -> Table:
    """Lay the offers out, a line a country."""
    numbers = ("offered", "committed\n(%)", "landed\n(%)", "landed\n(day)", "at end\n(mean)")
    table = plain_table(
        "contingent", *numbers, "bound most\nby (% weeks)",
        title="By contingent: medians, at the end the mean; % of runs; % of weeks",
        right=numbers,
    )  # fmt: skip
    table.collapse_padding = True
    table.columns[0].no_wrap = False  # a country's name may be long
    for offer in offers(contingents):
        bound = f"{offer.bound_most_by} {number(100 * offer.bound_share, 0)}"
        table.add_row(
            offer.contingent,
            number(offer.offered, 0),
            number(100 * offer.committed_share, 0),
            number(100 * offer.landed_share, 0),
            number(offer.landed_days, 0),
            number(offer.in_theatre_end, 0),
            bound if offer.bound_most_by else "nothing",
        )
    return table
