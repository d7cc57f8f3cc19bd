"""How many runs it would take to tell a difference of a given size from nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd
from scipy import optimize, stats

from msssim.analysis.cells import cells
from msssim.analysis.paired import find_cell
from msssim.analysis.pairs import has_own_numbers, paired_runs, refuse_failed_runs, require_outcome
from msssim.errors import InputError

if TYPE_CHECKING:
    from msssim.experiments import Result

MOST = 1e12


def runs_needed(
    result: Result, outcome: str, size: float, *, baseline: str | None = None
) -> pd.DataFrame:
    """Return how many replications make half the 95 % interval of a paired difference so narrow.

    The spread of the differences is taken from the runs that there are. Where uncertainties are
    sampled, more replications do not narrow the part of the interval that comes from the samples;
    if that part alone is wider, no number of runs is enough, and more points are needed.

    Parameters
    ----------
    outcome, size
        Half the width that is wanted, in the outcome's own unit.

    Returns
    -------
    DataFrame
        A row a cell beside the baseline: ``cell, runs`` (a whole number; null where no number is
        enough) and ``unpaired``, the runs in each cell that it would take without pairing (null
        where uncertainties are sampled).

    Raises
    ------
    InputError
        When the result lacks the outcome, has one cell or fewer than two runs, or the size is not
        above zero, or each point has random numbers of its own.
    """
    require_outcome(result, outcome)
    refuse_failed_runs(result)
    if not (size > 0 and math.isfinite(size)):
        raise InputError("analysis.size_not_positive", found=f"{size:g}")
    reference = find_cell(result, baseline).label
    runs = pd.DataFrame(paired_runs(result, [outcome])[outcome])
    if has_own_numbers(runs.index):
        raise InputError("analysis.own_random_numbers")
    others = [cell.label for cell in cells(result) if cell.label != reference]
    if not others:
        raise InputError("analysis.one_cell")
    rows = []
    for cell in others:
        both = runs[[reference, cell]].dropna()
        if both.index.get_level_values("run").nunique() < 2:
            raise InputError("analysis.one_run")
        rows.append({"cell": cell, **_needed(both[cell], both[reference], size)})
    return pd.DataFrame(rows)


def _needed(values: pd.Series, base: pd.Series, size: float) -> dict[str, float]:
    difference = values - base
    samples = difference.groupby(level=["sample", "twin"]).mean()
    of_runs = difference.groupby(level="run").mean().var()
    if len(samples) == 1:
        return {
            "runs": _replications(of_runs, size),
            "unpaired": _replications(values.var() + base.var(), size, spare=2),
        }
    fixed = samples.var() / len(samples)
    left = (size / stats.t.ppf(0.975, len(samples) - 1)) ** 2 - fixed
    return {
        "runs": max(math.ceil(of_runs / left), 1) if left > 0 else math.nan,
        "unpaired": math.nan,
    }


def _replications(variance: float, size: float, spare: int = 1) -> float:
    """Return the smallest n for which t(n) * sqrt(variance / n) is at most ``size``.

    ``spare`` is 1 for the differences of n pairs, 2 for two groups of n runs each.
    """

    def excess(runs: float) -> float:
        freedom = spare * (runs - 1)
        return float(stats.t.ppf(0.975, freedom) * math.sqrt(variance / runs) - size)

    if excess(2) <= 0:
        return 2
    if excess(MOST) > 0:
        return math.nan
    return math.ceil(optimize.brentq(excess, 2, MOST, xtol=1e-6) - 1e-6)
