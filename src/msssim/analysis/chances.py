"""How often each cell meets stated lines, and how that differs from the baseline run by run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
from scipy import stats

from msssim.analysis.cells import cells
from msssim.analysis.conditions import Line
from msssim.analysis.paired import find_cell
from msssim.analysis.pairs import (
    SAMPLE,
    mean_interval,
    paired_runs,
    refuse_failed_runs,
    require_outcome,
)

if TYPE_CHECKING:
    from msssim.experiments import Result

ALL = "all of them"


def chances(
    result: Result,
    lines: Sequence[Line],
    *,
    baseline: str | None = None,
    without_failed: bool = False,
) -> pd.DataFrame:
    """Return the share of runs in which each cell meets each line, and all lines at once.

    Returns
    -------
    DataFrame
        A row a line and cell: ``line, cell, share, low, high`` (95 % interval: Wilson's where no
        two runs share random numbers or sample or every run is alike, else the one over samples
        and runs, cut to [0, 1]),
        ``difference, difference_low, difference_high`` to the baseline over the same runs, and
        ``runs``. ``line`` is ``"all of them"`` in the last rows where there are several. A pair of
        which either run failed is left out.

    Raises
    ------
    InputError
        When the result lacks an outcome, or the baseline is no cell.
    ResultError
        When runs failed, unless ``without_failed``.
    """
    for line in lines:
        require_outcome(result, line.outcome)
    if not without_failed:
        refuse_failed_runs(result)
    reference = find_cell(result, baseline).label
    order = [cell.label for cell in cells(result)]
    runs = paired_runs(result, list(dict.fromkeys(line.outcome for line in lines)))
    lost = _failed(result, runs.index, order)
    met = {}
    for line in lines:
        values = pd.DataFrame(runs[line.outcome])[order]
        met[str(line)] = line.met(values, values[reference]).where(~lost)
    if len(met) > 1:
        every = pd.concat(met).groupby(level=list(range(1, 1 + runs.index.nlevels))).min()
        met[ALL] = every.loc[runs.index]
    tables = [_shares(name, held, reference) for name, held in met.items()]
    return pd.concat(tables, ignore_index=True)


def _failed(result: Result, pairs: pd.Index, order: list[str]) -> pd.DataFrame:
    """Return which cell's run of each pair has failed; it has no outcome, not even a count."""
    always = pd.DataFrame(paired_runs(result, ["civilians_killed"])["civilians_killed"])
    return always.loc[pairs, order].isna()


def _shares(name: str, met: pd.DataFrame, reference: str) -> pd.DataFrame:
    share = mean_interval(met)
    independent = _are_independent(met.index)
    for cell, held in met.items():
        known = held.dropna()
        if independent and len(known):
            share.loc[cell, ["low", "high"]] = _wilson(int(known.sum()), len(known))
        elif known.min() == known.max():  # no spread: a t interval would have no width
            units = _fewest(known.index)
            share.loc[cell, ["low", "high"]] = _wilson(int(known.iloc[0]) * units, units)
    difference = mean_interval(met.sub(met[reference], axis=0))
    return pd.DataFrame(
        {
            "line": name,
            "cell": met.columns,
            "share": share["mean"].to_numpy(),
            "low": share["low"].clip(0, 1).to_numpy(),
            "high": share["high"].clip(0, 1).to_numpy(),
            "difference": difference["mean"].to_numpy(),
            "difference_low": difference["low"].to_numpy(),
            "difference_high": difference["high"].to_numpy(),
            "runs": share["runs"].to_numpy(),
        }
    )


def _are_independent(pairs: pd.Index) -> bool:
    """Whether no two runs share random numbers, nor, where there are several samples, a sample."""
    keys = pairs.to_frame(index=False)
    samples = len(keys[SAMPLE].drop_duplicates())
    return bool(keys["run"].is_unique) and samples in (1, len(keys))


def _wilson(met: int, of: int) -> tuple[float, float]:
    low, high = stats.binomtest(met, of).proportion_ci(method="wilson")[:]
    return float(low), float(high)


def _fewest(pairs: pd.Index) -> int:
    """Return how many samples there are, or run numbers if fewer, but more than one, were played.

    Samples may share the run numbers: so many values, and no more, are surely independent.
    """
    keys = pairs.to_frame(index=False)
    samples, runs = len(keys[SAMPLE].drop_duplicates()), keys["run"].nunique()
    return min((count for count in (samples, runs) if count > 1), default=1)
