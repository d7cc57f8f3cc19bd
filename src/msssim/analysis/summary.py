"""What happened in each cell: means, ranges, chances, binding constraints, bands over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from msssim.analysis.cells import Cell, cell_paths, cells, labelled_runs, outcome_columns
from msssim.analysis.pairs import in_groups
from msssim.errors import InputError
from msssim.world.mission import CONSTRAINTS
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

BAND = {"p5": 0.05, "p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95}


def summarise(result: Result, outcomes: Sequence[str] | None = None) -> pd.DataFrame:
    """Describe each outcome in each cell, over its runs.

    Parameters
    ----------
    outcomes
        Which outcomes; None takes all.

    Returns
    -------
    DataFrame
        ``cell``, scenario and levers, ``outcome, unit, mean, median, p5, p25, p75, p95``
        (of the runs in which it happened), ``share_null`` (of the runs in which it never did),
        ``runs`` and ``failed``: how many runs failed; those are not among the ``runs``.
    """
    names = outcome_columns(result) if outcomes is None else outcomes
    listed = cells(result)
    in_all = labelled_runs(result, [], failed=True)["cell"].value_counts()
    tables: list[list[pd.DataFrame]] = [[] for _ in listed]
    for group in in_groups(result, names):
        runs = labelled_runs(result, group)
        for cell, found in zip(listed, tables, strict=True):
            values = runs.loc[runs["cell"] == cell.label, group].astype(float)
            found.append(_described(values, cell, in_all[cell.label] - len(values)))
    return pd.concat([table for found in tables for table in found], ignore_index=True)


def _described(values: pd.DataFrame, cell: Cell, failed: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "cell": cell.label,
            **cell.factors,
            "outcome": values.columns,
            "unit": [OUTCOMES[str(name)].unit for name in values],
            "mean": values.mean(),
            **{name: values.quantile(share) for name, share in BAND.items()},
            "share_null": values.isna().mean(),
            "runs": len(values),
            "failed": failed,
        }
    )


def bands(result: Result, series: str) -> pd.DataFrame:
    """Return quantiles over the runs, date by date: index ``(cell, date)``, columns of ``BAND``.

    The median of each date is not the path of any one run.
    """
    if series not in result.columns("series"):
        recorded = ", ".join(result.manifest["recorded"])
        raise InputError("analysis.series_not_recorded", name=series, recorded=recorded)
    tables = {
        cell.label: paths.astype(float).quantile(list(BAND.values())).T.set_axis(list(BAND), axis=1)
        for cell, paths in cell_paths(result, series)
    }
    labels = pd.CategoricalIndex(tables, list(tables), ordered=True)
    return pd.concat(tables.values(), keys=labels, names=["cell", "date"])


def binding_shares(result: Result) -> pd.DataFrame:
    """Return the share of weeks that each cause held up the next tranche, shape (cell, cause)."""
    columns = [f"weeks_bound_{cause}" for cause in CONSTRAINTS]
    weeks = labelled_runs(result, columns).groupby("cell", observed=True)[columns].mean()
    weeks.columns = pd.Index(CONSTRAINTS, name="cause")
    return weeks.div(weeks.sum(axis=1), axis=0)
