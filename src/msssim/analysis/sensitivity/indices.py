"""From runs to indices: the mean over luck at each point, its indices, and a noise floor.

An outcome at a point is its mean over the replications, the same run numbers at every point. What
luck does alike at two points falls out of their difference. What is left of it, because the runs
differ in how they answer a step along a factor, looks like an effect of that factor. The *noise
floor* says how large: it is what a dummy would get, whose steps make as much difference between
runs and none on average. A factor whose interval begins below its floor is not told from luck.

An outcome of which some number is missing, or which never varies, has no indices, and the reason is
kept in their place: SALib itself would return zeros.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from msssim.analysis.pairs import require_outcome, told
from msssim.analysis.sensitivity.method import Method
from msssim.analysis.sensitivity.study import Study
from msssim.analysis.sensitivity.variance import variance_shares
from msssim.errors import ResultError

if TYPE_CHECKING:
    from msssim.experiments import Result

PARAMETERS, LUCK, SCENARIO = "parameters", "luck", "scenario"
AS_GOOD_AS_CONSTANT = 1e-12
"""Standard deviation against the largest value, below which differences are rounding."""
INSTEAD = {"first_boots_days": "delivered_share"}
"""What to ask for in place of an outcome that may never happen."""


@dataclass(frozen=True)
class Sensitivity:
    """What came out.

    Attributes
    ----------
    method
        Which method.
    table
        A row an outcome and factor: ``outcome, factor``, the indices of the method with their 95 %
        intervals, ``noise_floor``, ``told`` (the lower end of its measure is above the floor). The
        factors of an outcome by falling measure.
    shares
        A row an outcome and source of the spread of single runs: ``outcome, source, share``, with
        ``low`` and ``high``. Empty for a screening, whose points do not follow the distributions.
    left_out
        For each outcome without indices the reason, in words.
    """

    method: Method
    table: pd.DataFrame
    shares: pd.DataFrame
    left_out: Mapping[str, str]

    @property
    def outcomes(self) -> list[str]:
        """The outcomes that have indices."""
        return list(self.table["outcome"].unique())

    def of(self, outcome: str) -> pd.DataFrame:
        """Return the factors of an outcome, the strongest first."""
        return self.table[self.table["outcome"] == outcome].set_index("factor")


def sensitivity(
    study: Study, result: Result, outcomes: Sequence[str], layout: Result | None = None
) -> Sensitivity:
    """Return the indices of some outcomes.

    Parameters
    ----------
    study
        What was asked, see :func:`msssim.analysis.sensitivity.study_of`.
    result
        The runs of its ``experiment``.
    outcomes
        Which outcomes.
    layout
        The runs of its ``layout``, if there is one.

    Raises
    ------
    InputError
        If the result does not hold an outcome.
    ResultError
        If a run failed: no point can be spared; or if no outcome has indices.
    """
    for each in (result, layout):
        if each is not None:
            _refuse_failed(each)
    tables, shares, left_out = [], [], {}
    for outcome in outcomes:
        require_outcome(result, outcome)
        (values,) = _crossed(result, outcome)
        why_not = unusable(values, outcome)
        if why_not is not None:
            left_out[outcome] = why_not
            continue
        seed = study.experiment.seed
        found = indices(study.method, study.factors, study.sample, values, seed)
        tables.append(found.reset_index(names="factor").assign(outcome=outcome))
        shares.append(_shares(layout, outcome))
    if not tables:
        reasons = "; ".join(f"{outcome}: {why}" for outcome, why in left_out.items())
        raise ResultError(f"there is nothing to tell apart: {reasons}")
    table = pd.concat(tables, ignore_index=True)
    first = ["outcome", "factor"]
    table = table[[*first, *table.columns.drop(first)]]
    told = [each for each in shares if len(each)] or shares[:1]
    return Sensitivity(study.method, table, pd.concat(told, ignore_index=True), left_out)


def indices(
    method: Method, factors: Sequence[str], sample: np.ndarray, values: np.ndarray, seed: int
) -> pd.DataFrame:
    """Return the indices of one outcome, a row a factor, the strongest first.

    Parameters
    ----------
    method
        Which method.
    factors, sample
        Names of the coordinates, and the design in the unit cube, (sample point, factor).
    values
        The outcome, (sample point, run), two runs or more; see :func:`unusable`.
    seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        Indexed by factor: the columns of :meth:`Method.indices`, ``noise_floor`` and ``told``.
    """
    means = values.mean(axis=1)
    found = method.indices(factors, sample, means, seed)
    before, after = method.steps(sample)
    luck = (values[after] - values[before]).var(axis=-1, ddof=1) / values.shape[1]
    found["noise_floor"] = method.noise_floor(luck, float(means.var()))
    found["told"] = found[f"{method.measure}_low"] > found["noise_floor"]
    return found.sort_values(method.measure, ascending=False, kind="stable")


def unusable(values: np.ndarray, outcome: str) -> str | None:
    """Return why an outcome has no indices; None if it has.

    Parameters
    ----------
    values
        The outcome, (sample point, run).
    outcome
        Its name.
    """
    missing = np.isnan(values)
    if missing.all():
        return "it never happened, or lies beyond the horizon"
    if missing.any():
        instead = f"; take {INSTEAD[outcome]}" if outcome in INSTEAD else ""
        return (
            f"it never happened in {missing.sum():,} of {missing.size:,} runs, at "
            f"{missing.any(axis=1).sum():,} of {len(values):,} points, and indices of the rest "
            f"would be those of another question{instead}"
        )
    means = values.mean(axis=1)
    if means.std() <= AS_GOOD_AS_CONSTANT * np.abs(means).max():
        return "its mean is the same at every point, so there is no variance to share out"
    return None


def _crossed(result: Result, outcome: str) -> np.ndarray:
    """Return an outcome as (scenario, point, run)."""
    runs = result.outcomes([outcome])
    shape = tuple(runs[name].nunique() for name in ("scenario", "point", "run"))
    return np.asarray(runs[outcome].to_numpy(float).reshape(shape))


def _shares(layout: Result | None, outcome: str) -> pd.DataFrame:
    """Return the shares of the spread of single runs; no row where they cannot be told."""
    nothing = pd.DataFrame(columns=["outcome", "source", "share", "low", "high"])
    if layout is None:
        return nothing
    values = _crossed(layout, outcome)
    names = [SCENARIO, PARAMETERS, LUCK]
    if len(values) == 1:
        (values,), names = values, names[1:]
    if np.isnan(values).any() or values.std() == 0:
        return nothing
    shares = variance_shares(values, names, drawn=[PARAMETERS, LUCK])
    return shares.reset_index(names="source").assign(outcome=outcome)[list(nothing)]


def _refuse_failed(result: Result) -> None:
    failed = result.failed
    if failed.empty:
        return
    count = "1 run failed" if len(failed) == 1 else f"{len(failed):,} runs failed"
    raise ResultError(
        f"{count}, and no point of this design can be spared; the first is {told(failed.iloc[0])}"
    )
