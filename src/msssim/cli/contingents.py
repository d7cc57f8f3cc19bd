"""What became of each country's offer, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from msssim.analysis.contingents import offers
from msssim.analysis.formatting import number
from msssim.cli.layout import plain_table

if TYPE_CHECKING:
    import pandas as pd


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
