"""Runs of all cells side by side, paired by random numbers and by uncertainty sample.

The same run number meets the same random numbers in every cell, and the same uncertainty sample
the same values of everything that nobody chooses. What is left between two paired runs is the
cells' own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from msssim.analysis.cells import cells, labelled_runs, outcome_columns
from msssim.errors import InputError, ResultError
from msssim.scenario.text import nearest
from msssim.text import text

if TYPE_CHECKING:
    from msssim.experiments import Result

SEED = 20240612
"""Of resamples and shuffles, so that the same result gives the same table."""

TOGETHER = 1_000_000
"""Numbers read together where all outcomes are wanted: with more runs, fewer outcomes at a time."""
SAMPLE = ["sample", "twin"]
PAIR = [*SAMPLE, "run"]


def in_groups(result: Result, outcomes: Sequence[str]) -> Iterator[list[str]]:
    """Yield outcomes, as many at a time as can be read together in little memory."""
    many = max(1, TOGETHER // max(1, len(result)))
    for first in range(0, len(outcomes), many):
        yield list(outcomes[first : first + many])


def require_outcome(result: Result, name: str) -> None:
    """Refuse an outcome that the result does not hold, naming the nearest that it does."""
    held = outcome_columns(result)
    if name not in held:
        raise InputError("analysis.outcome_not_held", name=name, suggestion=nearest(name, held))


def refuse_failed_runs(result: Result) -> None:
    """Refuse a result of which a run failed.

    Raises
    ------
    ResultError
        It says how many failed, why the first did, and the command that plays it again.
    """
    failed = result.failed
    if len(failed):
        first = told(failed.iloc[0])
        raise ResultError(text("analysis.failed_runs", count=len(failed), first=first))


def refuse_lost_cells(result: Result) -> None:
    """Refuse a result with a cell of which every run failed: nothing can be said of it.

    Raises
    ------
    ResultError
        It names the cell, why its first run failed, and the command that plays that run again.
    """
    left = set(labelled_runs(result, [])["cell"].unique())
    for cell in cells(result):
        if cell.label not in left:
            runs = labelled_runs(result, ["failure", "reproduce"], failed=True)
            first = runs[runs["cell"] == cell.label].iloc[0]
            raise ResultError(text("analysis.lost_cell", cell=cell.label, first=told(first)))


def told(run: pd.Series) -> str:
    """Return which run it was, why it failed, and how to see it again."""
    names = ("run", "scenario", "point", "failure", "reproduce")
    return text("analysis.failed_run", **{name: run[name] for name in names})


def paired_runs(result: Result, outcomes: Sequence[str] | None = None) -> pd.DataFrame:
    """Return a row a pair ``(sample, twin, run)``, a column an ``(outcome, cell)``.

    ``twin`` tells apart uncertainty samples that happen to be equal. A run that failed has no
    outcome: all of its row in that cell is null.

    Parameters
    ----------
    outcomes
        Which outcomes; None takes all.

    Raises
    ------
    ResultError
        When two cells do not hold the same runs and samples.
    """
    names = outcome_columns(result) if outcomes is None else list(outcomes)
    runs = labelled_runs(result, names, failed=True)
    uncertainties = result.manifest["uncertainties"]
    runs["sample"] = runs.groupby(uncertainties, dropna=False).ngroup() if uncertainties else 0
    runs["twin"] = runs.groupby(["cell", "sample", "run"], observed=True).cumcount()
    keyed = runs.set_index([*PAIR, "cell"])
    _require_same_runs(keyed.index)
    values = keyed[names].astype(float)
    values.columns.name = "outcome"
    return pd.DataFrame(values.unstack("cell"))  # noqa: PD010  (a repeat must fail)


def as_pairs(values: pd.DataFrame) -> pd.DataFrame:
    """Return values of points and runs with the index of :func:`paired_runs`."""
    keys = values.index.to_frame(index=False).rename(columns={"point": "sample"}).assign(twin=0)
    return values.set_axis(pd.MultiIndex.from_frame(keys[PAIR]))


def by_sample(values: pd.DataFrame) -> np.ndarray:
    """Return values of pairs by sample, column and run, shape (sample, column, run).

    A sample that lost a run is left out, so that all samples have the same run numbers. Where each
    sample has random numbers of its own, its mean stands for it: who draws it draws them with it.
    """
    if has_own_numbers(values.index):
        return values.groupby(level=SAMPLE).mean().to_numpy()[:, :, np.newaxis]
    whole = values.unstack("run").dropna()  # noqa: PD010  (a repeat must fail)
    width = values.shape[1]
    return whole.to_numpy().reshape(len(whole), width, whole.shape[1] // width)


def sample_values(result: Result) -> pd.DataFrame:
    """Return the values of each sample, numbered as in :func:`paired_runs`."""
    names = result.manifest["uncertainties"]
    samples = result.outcomes().groupby(names, dropna=False).size()
    return pd.DataFrame(samples.reset_index()[names])


def has_own_numbers(pairs: pd.Index) -> bool:
    """Whether there are several samples, and no run number comes back in another of them."""
    keys = pairs.to_frame(index=False)
    return len(keys[SAMPLE].drop_duplicates()) > 1 and bool(keys["run"].is_unique)


def mean_interval(values: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Return each column's mean with a Student t interval; nulls are left out and counted.

    With uncertainties, run numbers and samples are crossed: a run number comes back in every
    sample, so the values are not independent. The variance of the mean is then the variance over
    samples plus that over runs, slightly on the safe side since their interaction counts twice.
    Where each sample has random numbers of its own, the variance over samples holds theirs already.
    Without uncertainties this is the ordinary one-sample t interval.

    Parameters
    ----------
    values : DataFrame, shape (pair, column)
        Indexed by sample, twin and run.
    confidence : float
        Coverage of each interval.

    Returns
    -------
    DataFrame, indexed by column
        ``mean, low, high, p, runs, dropped``; the interval is null below two pairs. ``p`` is that
        of the t test which goes with the interval, that the mean is zero: 1 where every value is.
    """
    variance = pd.Series(0.0, index=values.columns)
    freedom = pd.Series(np.inf, index=values.columns)
    for clusters in [SAMPLE] if has_own_numbers(values.index) else [SAMPLE, ["run"]]:
        means = values.groupby(level=clusters).mean()
        count = means.count()
        several = count > 1
        variance += (means.var() / count).where(several, 0.0)
        freedom = freedom.where(~several, freedom.clip(upper=count - 1))
    mean = values.mean()
    known = np.isfinite(freedom)
    quantile = stats.t.ppf((1 + confidence) / 2, freedom.where(known, 1.0))
    error = variance**0.5
    reach = (error * quantile).where(known)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(mean == 0, 0.0, mean.abs() / error)  # of no spread: as far from 0 as can be
    p = pd.Series(2 * stats.t.sf(t, freedom.where(known, 1.0)), index=mean.index)
    return pd.DataFrame(
        {
            "mean": mean,
            "low": mean - reach,
            "high": mean + reach,
            "p": p.where(known),
            "runs": values.count(),
            "dropped": values.isna().sum(),
        }
    )


def _require_same_runs(index: pd.Index) -> None:
    present = pd.Series(1, index=index).unstack("cell")  # noqa: PD010  (a repeat must fail)
    for cell in present:
        missing = present.index[present[cell].isna()]
        if len(missing):
            runs = sorted(set(missing.get_level_values("run")))
            counts = {"held": present[cell].count(), "runs": len(present)}
            raise ResultError(text("analysis.unpaired", cell=cell, **counts, missing=runs[0]))
