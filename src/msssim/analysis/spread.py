"""Differences of whole distributions: means, medians and tails, with bootstrap intervals.

A mean may stay where it is while the bad cases get worse. So each cell's median and its fifth and
ninety-fifth percentiles are held against the baseline's. Pairs are drawn again as pairs; where
uncertainties are sampled, whole samples are drawn again, for their runs are not independent.

Source: Efron 1987 (bias-corrected and accelerated intervals), as in ``scipy.stats.bootstrap``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

import numpy as np
import pandas as pd
from scipy import stats

from msssim.analysis.cells import cells, outcome_columns
from msssim.analysis.paired import find_cell
from msssim.analysis.pairs import SEED, paired_runs, refuse_failed_runs, require_outcome
from msssim.errors import InputError

if TYPE_CHECKING:
    from msssim.experiments import Result

RESAMPLES = 1_000
MOST_UNITS_FOR_BCA = 2_000
"""Acceleration takes each unit out in turn: with more units that costs more than it tells."""

MAIN = (
    "strength_52w",
    "strength_104w",
    "gang_control_end",
    "held_share_end",
    "civilians_killed",
    "abuse_cases",
    "displaced_end",
)

Statistic = Callable[..., np.ndarray]


def _quantile(share: float) -> Statistic:
    def of(values: np.ndarray, axis: int) -> np.ndarray:
        found: np.ndarray = np.quantile(values, share, axis=axis)
        return found

    return of


STATISTICS: dict[str, Statistic] = {
    "mean": np.mean,
    "p5": _quantile(0.05),
    "median": _quantile(0.5),
    "p95": _quantile(0.95),
}


def distribution_differences(
    result: Result,
    outcomes: Sequence[str] | None = None,
    *,
    baseline: str | None = None,
    without_failed: bool = False,
) -> pd.DataFrame:
    """Hold mean, median, and 5th and 95th percentile of every cell against the baseline's.

    Parameters
    ----------
    outcomes
        Which outcomes; the main ones that the result holds if not given.

    Returns
    -------
    DataFrame
        A row a cell, outcome and statistic, in the outcome's own unit: ``cell, outcome, statistic,
        baseline, value, difference, low, high`` (95 % interval), ``method`` (``BCa``,
        ``percentile``, or ``none`` where nothing varies or there are too few pairs) and ``runs``
        (pairs used: those in which the thing happened in both).

    Raises
    ------
    InputError
        When there is one cell, or the result lacks an outcome.
    ResultError
        When runs failed, unless ``without_failed``.
    """
    if not without_failed:
        refuse_failed_runs(result)
    held = outcome_columns(result)
    names = [name for name in MAIN if name in held] if outcomes is None else list(outcomes)
    for name in names:
        require_outcome(result, name)
    reference = find_cell(result, baseline).label
    others = [cell.label for cell in cells(result) if cell.label != reference]
    if not others:
        raise InputError("analysis.one_cell")
    rows: list[dict[str, Any]] = []
    for name in names:
        runs = pd.DataFrame(paired_runs(result, [name])[name])
        for cell in others:
            both = runs[[reference, cell]].dropna()
            rows += [{"cell": cell, "outcome": name, **row} for row in _rows(both)]
    return pd.DataFrame(rows)


def _rows(both: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a row a statistic; the first column is the baseline's, the second the cell's."""
    units = _units(both)
    rows = []
    for name, statistic in STATISTICS.items():
        base, value = (
            statistic(both.iloc[:, side].to_numpy(), axis=-1) if len(both) else np.nan
            for side in (0, 1)
        )
        low, high, method = _interval(units, statistic)
        rows.append(
            {
                "statistic": name,
                "baseline": float(base),
                "value": float(value),
                "difference": float(value - base),
                "low": low,
                "high": high,
                "method": method,
                "runs": len(both),
            }
        )
    return rows


def _units(both: pd.DataFrame) -> list[np.ndarray]:
    """Return what is drawn again as a whole: pairs, or the pairs of a sample; shape (run, 2)."""
    by_sample = both.groupby(level=["sample", "twin"])
    if by_sample.ngroups > 1:
        return [own.to_numpy() for _, own in by_sample]
    return list(both.to_numpy()[:, None, :])


def _interval(units: list[np.ndarray], statistic: Statistic) -> tuple[float, float, str]:
    together = np.concatenate(units) if units else np.empty((0, 2))
    if len(units) < 2:
        return np.nan, np.nan, "none"
    if np.ptp(together[:, 1] - together[:, 0]) == 0:  # a shift moves every statistic alike
        shift = float(together[0, 1] - together[0, 0])
        return shift, shift, "none"
    return _bootstrap(_difference_of(units, statistic), len(units))


def _difference_of(units: list[np.ndarray], statistic: Statistic) -> Statistic:
    """Return the difference between the statistics of the cell and the baseline, of drawn units.

    Units of one size are drawn as an array; samples that lost runs differ in size.
    """
    if len({len(unit) for unit in units}) == 1:
        values = np.stack(units)

        def together(drawn: np.ndarray, axis: int = -1) -> np.ndarray:
            own = values[drawn.astype(int)]
            own = own.reshape(*own.shape[:-3], -1, 2)
            difference: np.ndarray = statistic(own[..., 1], axis=-1) - statistic(
                own[..., 0], axis=-1
            )
            return difference

        return together

    def one_by_one(drawn: np.ndarray, axis: int = -1) -> np.ndarray:
        rows = drawn.astype(int).reshape(-1, drawn.shape[-1])
        owns = (np.concatenate([units[unit] for unit in row]) for row in rows)
        found = [statistic(own[:, 1], axis=0) - statistic(own[:, 0], axis=0) for own in owns]
        return np.reshape(found, drawn.shape[:-1])

    return one_by_one


def _bootstrap(difference: Statistic, units: int) -> tuple[float, float, str]:
    """Return the interval: BCa where it exists, else the percentiles of the resamples."""
    for method in ("BCa", "percentile") if units <= MOST_UNITS_FOR_BCA else ("percentile",):
        with np.errstate(all="ignore"), catch_warnings():
            simplefilter("ignore", stats.DegenerateDataWarning)  # the next method is tried
            found = stats.bootstrap(
                (np.arange(units),),
                difference,
                vectorized=True,
                n_resamples=RESAMPLES,
                batch=100,
                method=method,
                rng=np.random.default_rng(SEED),
            ).confidence_interval
        if np.isfinite([found.low, found.high]).all():
            return float(found.low), float(found.high), method
    return np.nan, np.nan, "none"
