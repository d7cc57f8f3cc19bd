"""From runs to sensitivity indices: the mean over replications at each point, and a noise floor.

Every point has the same run numbers, and so the same random numbers: in the difference of two
points, what these do alike at both cancels. What they do differently remains as sampling noise,
which looks like an effect of the factor. The *noise floor* is the measure that a factor without
effect is expected to get from it. A factor whose interval begins below its floor has no
significant effect.

An outcome with a missing value, or without variance, has no indices, and the reason is kept in
their place: SALib itself would return zeros.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from msssim.analysis.pairs import require_outcome, told
from msssim.analysis.sensitivity.methods import Method
from msssim.analysis.sensitivity.study import Study
from msssim.analysis.sensitivity.variance import variance_shares
from msssim.errors import ResultError
from msssim.text import text

if TYPE_CHECKING:
    from msssim.experiments import Result

SCENARIO, PARAMETERS, RANDOM_NUMBERS = "scenario", "parameters", "random_numbers"
"""Sources of the variance of single runs, as :attr:`Sensitivity.shares` names them."""
CONSTANT = 1e-12
"""Standard deviation relative to the largest value, below which differences are rounding errors."""
INSTEAD = {"first_boots_days": "delivered_share"}
"""What to ask for in place of an outcome that may never happen."""


@dataclass(frozen=True)
class Sensitivity:
    """Indices of the outcomes of a study, and the runs from which they were computed.

    Attributes
    ----------
    method
        Which method.
    table
        A row an outcome and factor: ``outcome, factor``, the indices of the method with their 95 %
        intervals, ``noise_floor``, ``told`` (the lower end of its measure is above the floor). The
        factors of an outcome by falling measure.
    shares
        Variance decomposition, a row an outcome and source: ``outcome, source, share``, with
        ``low`` and ``high``. Empty for a screening, whose points do not follow the distributions.
    left_out
        For each outcome without indices the reason.
    result, layout
        The runs behind ``table``, and those behind ``shares`` if there are any.
    """

    method: Method
    table: pd.DataFrame
    shares: pd.DataFrame
    left_out: Mapping[str, str]
    result: Result
    layout: Result | None = None

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
    """Return the sensitivity indices of outcomes.

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
        If a run failed, since the design needs every point; or if no outcome has indices.
    """
    for each in (result, layout):
        if each is not None:
            _refuse_failed(each)
    tables, shares, left_out = [], [], {}
    for outcome in outcomes:
        require_outcome(result, outcome)
        (values,) = _crossed(result, outcome)
        reason = unusable(values, outcome)
        if reason is not None:
            left_out[outcome] = reason
            continue
        seed = study.experiment.seed
        found = indices(study.method, study.factors, study.sample, values, seed)
        tables.append(found.reset_index(names="factor").assign(outcome=outcome))
        shares.append(_shares(layout, outcome))
    if not tables:
        reasons = "; ".join(f"{outcome}: {reason}" for outcome, reason in left_out.items())
        raise ResultError(text("studies.sensitivity.no_indices_at_all", reasons=reasons))
    table = pd.concat(tables, ignore_index=True)
    first = ["outcome", "factor"]
    table = table[[*first, *table.columns.drop(first)]]
    known = [each for each in shares if len(each)] or shares[:1]
    return Sensitivity(
        study.method, table, pd.concat(known, ignore_index=True), left_out, result, layout
    )


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
    noise = (values[after] - values[before]).var(axis=-1, ddof=1) / values.shape[1]
    found["noise_floor"] = method.noise_floor(noise, float(means.var()))
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
        return text("studies.sensitivity.never")
    if missing.any():
        name = "sometimes_never_instead" if outcome in INSTEAD else "sometimes_never"
        return text(
            f"studies.sensitivity.{name}",
            missing=missing.sum(),
            runs=missing.size,
            points_missing=missing.any(axis=1).sum(),
            points=len(values),
            instead=INSTEAD.get(outcome),
        )
    means = values.mean(axis=1)
    if means.std() <= CONSTANT * np.abs(means).max():
        return text("studies.sensitivity.constant")
    return None


def _crossed(result: Result, outcome: str) -> np.ndarray:
    """Return an outcome as (scenario, point, run)."""
    runs = result.outcomes([outcome])
    shape = tuple(runs[name].nunique() for name in ("scenario", "point", "run"))
    return np.asarray(runs[outcome].to_numpy(float).reshape(shape))


def _shares(layout: Result | None, outcome: str) -> pd.DataFrame:
    """Return the variance decomposition of an outcome; no row where there can be none."""
    nothing = pd.DataFrame(columns=["outcome", "source", "share", "low", "high"])
    if layout is None:
        return nothing
    values = _crossed(layout, outcome)
    names = [SCENARIO, PARAMETERS, RANDOM_NUMBERS]
    if len(values) == 1:
        (values,), names = values, names[1:]
    if np.isnan(values).any() or values.std() == 0:
        return nothing
    shares = variance_shares(values, names, drawn=[PARAMETERS, RANDOM_NUMBERS])
    return shares.reset_index(names="source").assign(outcome=outcome)[list(nothing)]


def _refuse_failed(result: Result) -> None:
    failed = result.failed
    if len(failed):
        first = told(failed.iloc[0])
        raise ResultError(text("studies.sensitivity.failed", count=len(failed), first=first))
