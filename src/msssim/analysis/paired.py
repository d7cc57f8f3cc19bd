"""Paired comparison: every cell against the baseline, and the levels of each factor, run by run."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from msssim.analysis.cells import Cell, cells, outcome_columns, varied_factors
from msssim.analysis.join import join
from msssim.analysis.pairs import (
    in_groups,
    mean_interval,
    paired_runs,
    refuse_failed_runs,
    require_outcome,
)
from msssim.errors import InputError
from msssim.scenario.text import nearest

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
        raise InputError("analysis.one_cell")
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
    suggestion = nearest(name, known)
    raise InputError(
        "analysis.no_cell", "baseline", name=name, known=", ".join(known), suggestion=suggestion
    )


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


def main_effects(result: Result, outcome: str) -> pd.DataFrame:
    """Return the widest contrast between two levels of each factor, averaged over all others.

    The two levels are picked for being furthest apart, so the interval is widened by Bonferroni for
    all pairs of levels: a factor that does nothing is called one that does in at most 5 % of cases.
    Pairs of runs in which the outcome never happened in some cell are left out.

    Returns
    -------
    DataFrame
        A row a factor, the strongest first: ``factor, lowest, highest`` (levels),
        ``lowest_mean, highest_mean, difference, low, high, runs``. Empty with nothing to compare.
    """
    require_outcome(result, outcome)
    runs = pd.DataFrame(paired_runs(result, [outcome])[outcome]).dropna()
    rows = [
        _widest(runs, {level: _columns(result, factor, level) for level in levels}, factor)
        for factor, levels in varied_factors(result).items()
    ]
    columns = ["factor", "lowest", "highest", "lowest_mean", "highest_mean"]
    table = pd.DataFrame(rows, columns=[*columns, "difference", "low", "high", "runs"])
    return table.sort_values("difference", ascending=False, kind="stable", ignore_index=True)


def factorial_effects(result: Result, outcome: str) -> pd.DataFrame:
    """Return main effects and two-way interactions of a design in which each factor has two levels.

    A main effect is the second level less the first, averaged over all others; an interaction is
    what both second levels together bring beyond the sum of each alone; 95 % intervals.

    Returns
    -------
    DataFrame
        A row an effect: ``effect, difference, low, high, runs``; main effects first, in the order
        of the factors.

    Raises
    ------
    InputError
        When a varied factor has more than two levels, or the result does not hold the outcome.
    """
    require_outcome(result, outcome)
    varied = varied_factors(result)
    wide = [name for name, levels in varied.items() if len(levels) != 2]
    if wide:
        raise InputError("analysis.too_many_levels", factor=wide[0])
    runs = pd.DataFrame(paired_runs(result, [outcome])[outcome]).dropna()
    signs = {
        name: np.array([1 if cell.factors[name] == levels[1] else -1 for cell in cells(result)])
        for name, levels in varied.items()
    }
    effects = {name: signs[name] / (len(runs.columns) / 2) for name in varied} | {
        f"{a} x {b}": signs[a] * signs[b] / (len(runs.columns) / 4)
        for a, b in combinations(varied, 2)
    }
    labels = [cell.label for cell in cells(result)]
    contrasts = pd.DataFrame({name: runs[labels] @ weights for name, weights in effects.items()})
    table = mean_interval(contrasts).rename(columns={"mean": "difference"})
    return table.drop(columns="dropped").rename_axis("effect").reset_index()


def _columns(result: Result, factor: str, level: object) -> list[str]:
    return [cell.label for cell in cells(result) if cell.factors[factor] == level]


def _widest(runs: pd.DataFrame, columns: dict[object, list[str]], factor: str) -> dict[str, object]:
    by_level = {level: runs[labels].mean(axis=1) for level, labels in columns.items()}
    means = {level: values.mean() for level, values in by_level.items()}
    lowest, highest = min(means, key=means.__getitem__), max(means, key=means.__getitem__)
    pairs = len(list(combinations(means, 2)))
    contrast = (by_level[highest] - by_level[lowest]).to_frame("difference")
    estimate = mean_interval(contrast, confidence=1 - 0.05 / pairs).iloc[0]
    return {
        "factor": factor,
        "lowest": lowest,
        "highest": highest,
        "lowest_mean": means[lowest],
        "highest_mean": means[highest],
        "difference": estimate["mean"],
        "low": estimate["low"],
        "high": estimate["high"],
        "runs": int(estimate["runs"]),
    }
