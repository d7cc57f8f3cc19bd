"""What happened in each cell: means, ranges, chances, binding constraints, bands over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from msssim.analysis.cells import cells, labelled_runs, labelled_series
from msssim.analysis.pairs import outcome_columns, require_outcome
from msssim.errors import InputError
from msssim.world.observables import CONSTRAINTS, OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

BAND = {"p5": 0.05, "p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95}


def summarise(result: Result) -> pd.DataFrame:
    """Describe each outcome in each cell, over its runs.

    Returns
    -------
    DataFrame
        ``cell``, scenario and levers, ``outcome, unit, mean, median, p5, p25, p75, p95``
        (of the runs in which it happened), ``share_null`` (of the runs in which it never did) and
        ``runs``.
    """
    runs = labelled_runs(result)
    tables = []
    for cell in cells(result):
        values = runs.loc[runs["cell"] == cell.label, outcome_columns(result)].astype(float)
        table = pd.DataFrame(
            {
                "cell": cell.label,
                **cell.factors,
                "outcome": values.columns,
                "unit": [OUTCOMES[str(name)].unit for name in values],
                "mean": values.mean(),
                **{name: values.quantile(share) for name, share in BAND.items()},
                "share_null": values.isna().mean(),
                "runs": len(values),
            }
        )
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def bands(result: Result, series: str) -> pd.DataFrame:
    """Return quantiles over the runs, date by date: index ``(cell, date)``, columns of ``BAND``.

    The median of each date is not the path of any one run.
    """
    frame = labelled_series(result)
    if series not in frame:
        recorded = ", ".join(result.manifest["recorded"])
        raise InputError(f"series {series!r} was not recorded; recorded: {recorded}")
    frame["date"] = pd.to_datetime(frame["date"])
    grouped = frame.groupby(["cell", "date"], observed=True)[series]
    table = grouped.quantile(np.array(list(BAND.values()))).unstack()  # noqa: PD010  (nothing to aggregate)
    return table.set_axis(list(BAND), axis=1)


def binding_shares(result: Result) -> pd.DataFrame:
    """Return the share of weeks that each cause held up the next tranche, shape (cell, cause)."""
    columns = [f"weeks_bound_{cause}" for cause in CONSTRAINTS]
    weeks = labelled_runs(result).groupby("cell", observed=True)[columns].mean()
    weeks.columns = pd.Index(CONSTRAINTS, name="cause")
    return weeks.div(weeks.sum(axis=1), axis=0)


def chance(
    result: Result, outcome: str, *, above: float | None = None, below: float | None = None
) -> pd.DataFrame:
    """Return each cell's chance that an outcome ends above, or below, a value.

    A run in which it never happened did not cross. The interval is Wilson's, 95 %.

    Returns
    -------
    DataFrame
        ``cell, chance, low, high, runs``.
    """
    if (above is None) == (below is None):
        raise InputError("chance: give either above or below")
    require_outcome(result, outcome)
    runs = labelled_runs(result)
    crossed = runs[outcome] > above if above is not None else runs[outcome] < below
    rows = []
    for label, hits in crossed.groupby(runs["cell"], observed=True):
        test = binomtest(int(hits.sum()), len(hits))
        low, high = test.proportion_ci(method="wilson")
        rows.append((label, test.statistic, low, high, len(hits)))
    return pd.DataFrame(rows, columns=["cell", "chance", "low", "high", "runs"])
