"""What became of each country's offer, over many runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from msssim.analysis.cells import labelled_runs
from msssim.experiments.partition import RUN
from msssim.world.mission import CONSTRAINTS

if TYPE_CHECKING:
    from msssim.experiments import Result


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
    """Yield the countries by name; ``contingents`` are rows of the table of that name."""
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


def offers_in(result: Result, cell: str) -> list[Offer]:
    """Return the countries of one cell; none where contingents were not recorded."""
    if result.contingents is None:
        return []
    runs = labelled_runs(result, [])
    of_cell = runs.loc[runs["cell"] == cell, RUN]
    return list(offers(of_cell.merge(result.contingents, on=RUN)))


def _bound_most(runs: pd.DataFrame) -> tuple[str | None, float]:
    """Return what held a contingent up longest, over all runs, and in what share of the weeks."""
    weeks = {cause: runs[f"weeks_bound_{cause}"].sum() for cause in CONSTRAINTS}
    in_all = sum(weeks.values())
    weeks.pop("none")
    cause = max(weeks, key=lambda name: weeks[name])
    return (cause, float(weeks[cause] / in_all)) if weeks[cause] else (None, 0.0)
