"""What became of each country's offer, over the runs of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from msssim.analysis.cells import labelled_runs
from msssim.world.observables import CONSTRAINTS

if TYPE_CHECKING:
    from msssim.experiments import Result


def offers(result: Result, cell: str) -> pd.DataFrame:
    """Return a row a contingent: what it offered, whether and when it came, what held it up.

    Returns
    -------
    DataFrame
        ``contingent, offered`` (median), ``committed`` and ``landed`` (shares of runs),
        ``arrived_days`` (median of the runs in which it landed), ``in_theatre_end`` (mean),
        ``cause`` (what held it up longest; ``"none"`` if nothing did) and ``cause_share`` (of its
        weeks). Empty where contingents were not recorded.
    """
    if result.contingents is None:
        return pd.DataFrame()
    runs = labelled_runs(result, [])
    keys = ["scenario", "point", "run"]
    own = runs.loc[runs["cell"] == cell, keys].merge(result.contingents, on=keys)
    return pd.DataFrame([_offer(str(name), rows) for name, rows in own.groupby("contingent")])


def _offer(name: str, runs: pd.DataFrame) -> dict[str, object]:
    weeks = runs[[f"weeks_bound_{cause}" for cause in CONSTRAINTS]].sum()
    held_up = weeks.drop("weeks_bound_none")
    longest = str(held_up.idxmax())
    return {
        "contingent": name,
        "offered": runs["offered"].median(),
        "committed": runs["committed_days"].notna().mean(),
        "landed": runs["arrived_days"].notna().mean(),
        "arrived_days": runs["arrived_days"].median(),
        "in_theatre_end": runs["in_theatre_end"].mean(),
        "cause": longest.removeprefix("weeks_bound_") if held_up.max() > 0 else "none",
        "cause_share": held_up.max() / weeks.sum() if weeks.sum() > 0 else 0.0,
    }
