"""Robustness: how each policy does over many futures, and what choosing it may cost in regret.

A *policy* is a cell: what somebody chooses. A *future* is what nobody chooses: a sampled point,
with the mean over its runs; where nothing is sampled, a run. The *regret* of a policy in a future
is how much worse it does there than the best of the policies would have done. A policy that is
never far from the best may be preferred to one that is best on average.

Source: Savage 1951 (minimax regret); Lempert, Popper and Bankes 2003 (robust decision making).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from msssim.analysis.cells import cells, outcome_columns
from msssim.analysis.failed import refuse_failed_runs
from msssim.analysis.lines import RED_LINES, Line
from msssim.analysis.paired import find_cell
from msssim.analysis.pairs import paired_runs, require_outcome
from msssim.analysis.wording import listing, short_name
from msssim.errors import InputError
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

__all__ = ["Robustness", "in_words", "regret", "robustness"]

MAIN = ("gang_control_end", "held_share_end", "civilians_killed", "abuse_cases")
"""What always stands together."""

CRITERIA = ("mean", "regret_p75", "regret_max")
RESAMPLES = 1_000
LUCK = 20240612
"""Names the luck of the resamples, so that the same result gives the same table."""


@dataclass(frozen=True)
class Robustness:
    """How the policies of a result do over its futures.

    Attributes
    ----------
    table
        A row an outcome and policy, in the outcome's own unit: ``mean`` over the futures,
        ``regret_p75`` (75th percentile) and ``regret_max``; for each of these criteria ``rank_...``
        (1 is best) and ``first_...``, the share of resamples of the futures in which it is best.
    lines
        A row a policy: ``share`` of futures in which it meets every line, with ``low, high`` (95 %
        interval, Wilson), and ``rank``. No row where the result holds none of the outcomes.
    asked
        The lines, those of which the result holds the outcome.
    futures
        How many futures there are.
    sampled
        Whether they are sampled points; else they are runs, and differ by luck alone.
    """

    table: pd.DataFrame
    lines: pd.DataFrame
    asked: tuple[Line, ...]
    futures: int
    sampled: bool


def robustness(
    result: Result,
    outcomes: Sequence[str] | None = None,
    lines: Sequence[Line] = RED_LINES,
    *,
    baseline: str | None = None,
    without_failed: bool = False,
) -> Robustness:
    """Hold the policies of a result against each other over all its futures.

    Parameters
    ----------
    outcomes
        Which outcomes; the main ones that the result holds if not given.
    lines
        What is to be met at once; lines at ``baseline`` are held against that cell's same future.

    Raises
    ------
    InputError
        When there is one cell, or the result lacks an outcome, or neither more nor less of it is
        better.
    ResultError
        When runs failed, unless ``without_failed``: then futures that lost a run are left out.
    """
    if not without_failed:
        refuse_failed_runs(result)
    held = outcome_columns(result)
    names = [name for name in MAIN if name in held] if outcomes is None else list(outcomes)
    for name in names:
        require_outcome(result, name)
        if not OUTCOMES[name].better:
            raise InputError(f"{name!r} has no regret: neither more nor less of it is better")
    policies = [cell.label for cell in cells(result)]
    if len(policies) == 1:
        raise InputError("nothing to choose from: there is only one cell")
    asked = tuple(line for line in lines if line.outcome in held)
    wanted = list(dict.fromkeys([*names, *(line.outcome for line in asked)]))
    futures, sampled = _futures(paired_runs(result, wanted))
    tables = [_of_outcome(name, pd.DataFrame(futures[name])[policies].dropna()) for name in names]
    reference = find_cell(result, baseline).label
    met = [
        line.met(pd.DataFrame(futures[line.outcome])[policies], futures[line.outcome][reference])
        for line in asked
    ]
    return Robustness(
        pd.concat(tables, ignore_index=True), _all_met(met), asked, len(futures), sampled
    )


def regret(values: pd.DataFrame, better: str) -> pd.DataFrame:
    """Return how much worse each policy does than the best of them, in each future.

    Parameters
    ----------
    values : DataFrame, shape (future, policy)
    better
        ``low`` or ``high``: which way is good.
    """
    gains = -values if better == "low" else values
    return gains.rsub(gains.max(axis=1), axis=0)


def _futures(runs: pd.DataFrame) -> tuple[pd.DataFrame, bool]:
    """Return a row a future, a column an ``(outcome, cell)``; and whether futures are sampled."""
    points = runs.groupby(level=["sample", "twin"]).mean()
    return (points, True) if len(points) > 1 else (runs, False)


def _of_outcome(name: str, values: pd.DataFrame) -> pd.DataFrame:
    better = OUTCOMES[name].better
    lost = regret(values, better)
    table = pd.DataFrame({"outcome": name, "policy": values.columns})
    first = _first_shares(values.to_numpy(), lost.to_numpy(), better)
    scores = _scores(values.to_numpy(), lost.to_numpy())
    for criterion in CRITERIA:
        losing = _losing(criterion, scores[criterion], better)
        table[criterion] = scores[criterion]
        table[f"rank_{criterion}"] = pd.Series(losing).rank(method="min").astype(int)
        table[f"first_{criterion}"] = first[criterion]
    return table


def _scores(values: np.ndarray, lost: np.ndarray) -> dict[str, np.ndarray]:
    """Return each policy's score by criterion; the future is the last axis but one."""
    return {
        "mean": values.mean(axis=-2),
        "regret_p75": np.quantile(lost, 0.75, axis=-2),
        "regret_max": lost.max(axis=-2),
    }


def _losing(criterion: str, score: np.ndarray, better: str) -> np.ndarray:
    """Return the score so that less is better."""
    return -score if criterion == "mean" and better == "high" else score


def _first_shares(values: np.ndarray, lost: np.ndarray, better: str) -> dict[str, np.ndarray]:
    """Return in what share of the resamples each policy is best; those that tie share it."""
    luck = np.random.default_rng(LUCK)
    shares = {criterion: np.zeros(values.shape[1]) for criterion in CRITERIA}
    for _ in range(RESAMPLES):
        drawn = luck.integers(0, len(values), len(values))
        for criterion, score in _scores(values[drawn], lost[drawn]).items():
            losing = _losing(criterion, score, better)
            best = losing == losing.min()
            shares[criterion] += best / best.sum()
    return {criterion: share / RESAMPLES for criterion, share in shares.items()}


def _all_met(met: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the share of futures in which each policy meets every line, with its interval."""
    if not met:
        return pd.DataFrame(columns=["policy", "share", "low", "high", "rank"])
    levels = list(range(1, 1 + met[0].index.nlevels))
    every = pd.concat(dict(enumerate(met))).groupby(level=levels).min()
    rows = []
    for policy in met[0]:
        own = every[policy].dropna()
        test = stats.binomtest(int(own.sum()), len(own))
        low, high = test.proportion_ci(method="wilson")[:]
        rows.append({"policy": policy, "share": own.mean(), "low": low, "high": high})
    table = pd.DataFrame(rows)
    return table.assign(rank=(-table["share"]).rank(method="min").astype(int))


def in_words(found: Robustness) -> str:
    """Say which policy has least regret in each outcome, and whether one has it in all."""
    best = {
        str(outcome): [str(policy) for policy in rows.loc[rows["rank_regret_p75"] == 1, "policy"]]
        for outcome, rows in found.table.groupby("outcome", sort=False)
    }
    first, *rest = best.values()
    in_all = [policy for policy in first if all(policy in policies for policies in rest)]
    if in_all:
        return f"{_named(in_all)} has the least regret in every outcome"
    by_policy: dict[str, list[str]] = {}
    for outcome, policies in best.items():
        by_policy.setdefault(_named(policies), []).append(short_name(outcome))
    parts = [f"{policy} in {listing(names)}" for policy, names in by_policy.items()]
    return f"No policy has the least regret in all: {'; '.join(parts)}"


def _named(policies: Sequence[str]) -> str:
    """Return the first of those that tie, and how many more there are."""
    more = len(policies) - 1
    others = "" if not more else " and another" if more == 1 else f" and {more} others"
    return f"“{policies[0]}”{others}"
