"""Paired comparison: every cell against the baseline cell, run by run."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from msssim.analysis.cells import Cell, cells, outcome_columns
from msssim.analysis.failed import refuse_failed_runs
from msssim.analysis.join import join
from msssim.analysis.pairs import in_groups, mean_interval, paired_runs
from msssim.errors import InputError

if TYPE_CHECKING:
    from msssim.experiments import Result


def compare(
    result: Result,
    *others: Result,
    baseline: str | None = None,
    outcomes: Sequence[str] | None = None,
    without_failed: bool = False,
) -> pd.DataFrame:
    """Compare every cell with the baseline in every outcome, paired by run and by sample.

    Parameters
    ----------
    result, *others : Result
        What to compare; several results must share seed, horizon, levers and runs.
    baseline : str, optional
        A cell's label, or a scenario (its first cell); the first cell by default.
    outcomes : sequence of str, optional
        Which outcomes; all by default.
    without_failed : bool
        Whether to leave runs that failed out, with their partners, in place of refusing them. What
        made them fail may have to do with the outcome: the rest need not stand for all.

    Returns
    -------
    DataFrame
        A row a cell and outcome, in the outcome's own unit: ``cell``, scenario and levers,
        ``outcome, baseline_mean, mean, difference``, ``low`` and ``high`` (95 % interval for the
        mean difference), ``q`` (its p value, corrected for the false discoveries that come with
        many comparisons), ``runs`` (pairs used), ``dropped`` (pairs where it never happened in one
        of the two, or one of the two failed) and ``variance_saved``, the share of variance that
        pairing saved against independent runs (null where neither varies). The means are those of
        the pairs used.

    Raises
    ------
    InputError
        When the baseline is none of the cells or scenarios.
    ResultError
        When the results or cells cannot be paired; the message says what differs. When runs failed,
        unless ``without_failed``; the message says how many, and how to see the first again.
    """
    together = join(result, *others)
    if not without_failed:
        refuse_failed_runs(together)
    reference = find_cell(together, baseline)
    compared = [cell for cell in cells(together) if cell.label != reference.label]
    if not compared:
        raise InputError("nothing to compare: there is only one cell; give another result")
    names = outcome_columns(together) if outcomes is None else outcomes
    tables: list[list[pd.DataFrame]] = [[] for _ in compared]
    for group in in_groups(together, names):
        runs = paired_runs(together, group)
        base = _of_cell(runs, reference)
        for cell, found in zip(compared, tables, strict=True):
            found.append(_contrast(_of_cell(runs, cell), base, cell))
    table = pd.concat([table for found in tables for table in found], ignore_index=True)
    table.insert(list(table.columns).index("high") + 1, "q", _corrected(table.pop("p")))
    return table


def _corrected(p: pd.Series) -> pd.Series:
    """Return the p values as shares of false discoveries, null where there was no test.

    Outcomes of the same runs depend on one another in every way, so it is the correction that holds
    whatever the dependence. Source: Benjamini and Yekutieli 2001.
    """
    tested = p.dropna()
    q = stats.false_discovery_control(tested, method="by") if len(tested) else tested
    return pd.Series(q, index=tested.index, dtype=float).reindex(p.index)


def find_cell(result: Result, name: str | None) -> Cell:
    """Return the cell of that label or the first cell of that scenario; None is the first."""
    listed = cells(result)
    if name is None:
        return listed[0]
    for cell in listed:
        if name in (cell.label, cell.scenario):
            return cell
    known = list(dict.fromkeys([cell.scenario for cell in listed] + [c.label for c in listed]))
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise InputError(f"baseline: {name!r} is neither a scenario nor a cell{hint} Known: {known}")


def _of_cell(runs: pd.DataFrame, cell: Cell) -> pd.DataFrame:
    """Return a cell's outcomes, each contiguous: its sum is the same whatever is read with it."""
    own = runs.xs(cell.label, axis=1, level="cell")
    values = np.ascontiguousarray(own.to_numpy().T).T
    return pd.DataFrame(values, index=own.index, columns=own.columns)


def _contrast(values: pd.DataFrame, base: pd.DataFrame, cell: Cell) -> pd.DataFrame:
    differences = values - base
    used = differences.notna()
    estimate = mean_interval(differences)
    apart = values.where(used).var() + base.where(used).var()
    table = pd.DataFrame(
        {
            "cell": cell.label,
            **cell.factors,
            "outcome": values.columns,
            "baseline_mean": base.where(used).mean(),
            "mean": values.where(used).mean(),
            "difference": estimate["mean"],
            "low": estimate["low"],
            "high": estimate["high"],
            "p": estimate["p"],
            "runs": estimate["runs"],
            "dropped": estimate["dropped"],
            "variance_saved": (1 - differences.var() / apart).where(apart > 0),
        }
    )
    return table.reset_index(drop=True)
