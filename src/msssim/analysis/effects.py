"""Main effects and interactions: how far an outcome moves from one end of a factor to the other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from msssim.analysis.cells import cells, varied_factors
from msssim.analysis.pairs import mean_interval, paired_runs, require_outcome
from msssim.errors import InputError

if TYPE_CHECKING:
    from msssim.experiments import Result


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
        raise InputError(f"{wide[0]!r} has more than two levels: effects need two of each factor")
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
