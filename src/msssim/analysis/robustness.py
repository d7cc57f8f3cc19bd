"""Robustness: how each policy does over many futures, and what choosing it may cost in regret.

A *policy* is a cell: what somebody chooses. A *future* is what nobody chooses: a sampled point,
with the mean over its runs; where nothing is sampled, a run. The *regret* of a policy in a future
is how much worse it does there than the best of the policies would have done. A policy that is
never far from the best may be preferred to one that is best on average.

The order of policies depends on which futures were sampled, and on the random numbers that all of
them share: both are drawn again to see how often each policy is first.

Source: Savage 1951 (minimax regret); Lempert, Popper and Bankes 2003 (robust decision making).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from msssim.analysis.cells import cells, outcome_columns
from msssim.analysis.chances import chances
from msssim.analysis.conditions import RED_LINES, Line
from msssim.analysis.formatting import (
    decimals,
    display,
    heading,
    interval,
    listing,
    number,
    short_name,
)
from msssim.analysis.information import (
    FEWEST_FUTURES,
    information_table,
    most_worth_knowing,
    value_of_information,
)
from msssim.analysis.paired import find_cell
from msssim.analysis.pairs import (
    SAMPLE,
    SEED,
    by_sample,
    paired_runs,
    refuse_failed_runs,
    require_outcome,
)
from msssim.errors import InputError, ResultError
from msssim.presentation import Analysis, Group, TextTable, text_table
from msssim.text import text
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

__all__ = ["Robustness", "regret", "robustness", "robustness_analysis"]

MAIN = ("gang_control_end", "held_share_end", "civilians_killed", "abuse_cases")
"""What always stands together."""

CRITERIA = ("mean", "regret_p75", "regret_max")
LEAST_PROBABILITY = 0.05
"""Probability of rank 1 over resamples from which on a policy may be the best."""

RESAMPLES = 1_000
NAMES = "analysis.robustness"


@dataclass(frozen=True)
class Robustness:
    """How the policies of a result do over its futures.

    Attributes
    ----------
    table
        A row an outcome and policy, in the outcome's own unit: ``mean`` over the futures,
        ``regret_p75`` (75th percentile) and ``regret_max``; for each of these criteria ``rank_...``
        (1 is best) and ``first_...``, its probability of rank 1: the share of resamples of futures
        and random numbers in which it is best.
    lines
        A row a policy: ``share`` of the runs of all futures in which it meets every line, with
        ``low, high`` (95 % interval), and ``rank``. No row where no line was asked.
    asked
        The lines.
    futures
        How many futures there are.
    sampled
        Whether they are sampled points; else they are runs, and differ by chance alone.
    """

    table: pd.DataFrame
    lines: pd.DataFrame
    asked: tuple[Line, ...]
    futures: int
    sampled: bool


def robustness(
    result: Result,
    outcomes: Sequence[str] | None = None,
    lines: Sequence[Line] | None = None,
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
        What is to be met at once, run by run; the red lines of which the result holds the outcome
        if not given. Lines at ``baseline`` are held against the same run of that cell.

    Raises
    ------
    InputError
        When there is one cell, or the result lacks an outcome, or neither more nor less of it is
        better, or it never happened in some run: the regret of the others would be no regret.
    ResultError
        When runs failed, unless ``without_failed``: then futures that lost a run are left out.
    """
    if not without_failed:
        refuse_failed_runs(result)
    held = outcome_columns(result)
    names = [name for name in MAIN if name in held] if outcomes is None else list(outcomes)
    for name in names:
        _require_regret(result, name)
    policies = [cell.label for cell in cells(result)]
    if len(policies) == 1:
        raise InputError(f"{NAMES}.one_cell")
    find_cell(result, baseline)
    if lines is None:
        lines = [line for line in RED_LINES if line.outcome in held]
    runs = paired_runs(result, names).dropna()
    if runs.empty:
        raise ResultError(text(f"{NAMES}.no_pair_left"))
    sampled = len(runs.groupby(level=SAMPLE)) > 1
    futures = {name: _futures(pd.DataFrame(runs[name])[policies], sampled) for name in names}
    tables = [_of_outcome(name, policies, values) for name, values in futures.items()]
    met = (
        chances(result, lines, baseline=baseline, without_failed=without_failed) if lines else None
    )
    return Robustness(
        pd.concat(tables, ignore_index=True),
        _all_met(met, len(policies)),
        tuple(lines),
        len(next(iter(futures.values()))),
        sampled,
    )


def regret(values: pd.DataFrame, better: str) -> pd.DataFrame:
    """Return how much worse each policy does than the best of them, in each future.

    Parameters
    ----------
    values : DataFrame, shape (future, policy)
    better
        ``low`` or ``high``: which way is good.
    """
    lost = _lost(values.to_numpy(), better)
    return pd.DataFrame(lost, values.index, values.columns)


def _lost(values: np.ndarray, better: str) -> np.ndarray:
    gains = -values if better == "low" else values
    lost: np.ndarray = gains.max(axis=1, keepdims=True) - gains
    return lost


def may_have_rank_1(probabilities: pd.Series) -> pd.Series:
    """Return which policies may be the best, by the probability of rank 1 of each."""
    return probabilities.ge(min(LEAST_PROBABILITY, probabilities.max()))


def robustness_analysis(
    result: Result,
    outcomes: Sequence[str] | None = None,
    lines: Sequence[Line] | None = None,
    *,
    baseline: str | None = None,
    without_failed: bool = False,
) -> Analysis:
    """Hold policies against each other, with what it would be worth to know before the choice.

    Arguments and errors as in :func:`robustness`.
    """
    found = robustness(result, outcomes, lines, baseline=baseline, without_failed=without_failed)
    findings = [least_regret(found)]
    shown = [_policy_table(found), *([_line_table(found)] if len(found.lines) else [])]
    tables = {"robustness": found.table, "lines": found.lines}
    if found.sampled and found.futures >= FEWEST_FUTURES:
        named = list(dict.fromkeys(found.table["outcome"]))
        worth = value_of_information(result, named, without_failed=without_failed)
        findings.append(most_worth_knowing(worth))
        shown.append(information_table(worth))
        tables["information"] = worth
    facts = {"futures": found.futures, "sampled": found.sampled, "finding": findings[0]}
    return Analysis(
        "robustness",
        findings=findings,
        shown=shown,
        tables=tables,
        keys={"robustness": "policies", "lines": "met"},
        facts={**facts, "lines": list(map(str, found.asked)), "information": None},
        source=(result, found),
    )


def least_regret(found: Robustness) -> str:
    """Say which policy has least regret in each outcome, where that can be told."""
    named: dict[tuple[str, ...], list[str]] = {}
    for outcome, rows in found.table.groupby("outcome", sort=False):
        first = tuple(rows.loc[may_have_rank_1(rows["first_regret_p75"]), "policy"])
        named.setdefault(first, []).append(short_name(str(outcome)))
    if len(named) == 1 and len(next(iter(named))) == 1:
        (((policy,), names),) = named.items()
        where = names[0] if len(names) == 1 else text("analysis.every_outcome")
        return text(f"{NAMES}.one", policy=policy, outcomes=where)
    parts = [_leader(*each) for each in sorted(named.items(), key=lambda each: len(each[0]) > 1)]
    return text(f"{NAMES}.several", parts="; ".join(parts))


def _leader(policies: Sequence[str], outcomes: Sequence[str]) -> str:
    """Return who has least regret in some outcomes, or between whom that is undecided."""
    if len(policies) == 1:
        return text(f"{NAMES}.leader", policy=policies[0], outcomes=listing(outcomes))
    several = text(f"{NAMES}.several_policies", count=len(policies))
    few = listing([f"“{policy}”" for policy in policies[:2]])
    return text(
        f"{NAMES}.undecided",
        policies=few if len(policies) == 2 else several,
        outcomes=listing(outcomes),
    )


def _policy_table(found: Robustness) -> TextTable:
    groups = []
    for outcome, rows in found.table.groupby("outcome", sort=False):
        scale = display(OUTCOMES[str(outcome)]).scale
        cells = [_policy_row(row, scale) for _, row in rows.iterrows()]
        groups.append(Group(heading(str(outcome)), cells))
    return text_table(f"{NAMES}.policies", groups, count=found.futures)


def _policy_row(row: pd.Series, scale: float) -> list[str]:
    regrets = [row[name] * scale for name in ("regret_p75", "regret_max")]
    places = decimals(*regrets)
    return [
        row["policy"],
        number(row["mean"] * scale),
        *(number(value, places) for value in regrets),
        number(100 * row["first_regret_p75"], 0),
    ]


def _line_table(found: Robustness) -> TextTable:
    shares = 100 * found.lines.set_index("policy")[["share", "low", "high"]]
    rows = [
        [str(policy), number(share, 0), interval(low, high, 0)]
        for policy, share, low, high in shares.itertuples()
    ]
    lines = "; ".join(map(str, found.asked))
    return text_table(f"{NAMES}.lines", [Group("", rows)], lines=lines)


def _require_regret(result: Result, name: str) -> None:
    """Refuse an outcome without a good direction, or that a run which went well does not have."""
    require_outcome(result, name)
    if not OUTCOMES[name].better:
        raise InputError(f"{NAMES}.no_direction", outcome=name)
    missing = int(result.outcomes([name], failed=False)[name].isna().sum())
    if missing:
        raise InputError(f"{NAMES}.missing", outcome=name, missing=missing)


def _futures(values: pd.DataFrame, sampled: bool) -> np.ndarray:
    """Return an outcome by future, policy and run, shape (future, policy, run).

    Where nothing is sampled each run is a future of its own.
    """
    futures = by_sample(values) if sampled else values.to_numpy()[:, :, np.newaxis]
    if not len(futures):
        raise ResultError(text(f"{NAMES}.no_future_left"))
    return futures


def _of_outcome(name: str, policies: list[str], futures: np.ndarray) -> pd.DataFrame:
    better = OUTCOMES[name].better
    scores = _scores(futures.mean(axis=2), better)
    first = _first_shares(futures, better)
    table = pd.DataFrame({"outcome": name, "policy": policies})
    for criterion in CRITERIA:
        table[criterion] = scores[criterion]
        losing = _losing(criterion, scores[criterion], better)
        table[f"rank_{criterion}"] = pd.Series(losing).rank(method="min").astype(int)
        table[f"first_{criterion}"] = first[criterion]
    return table


def _scores(values: np.ndarray, better: str) -> dict[str, np.ndarray]:
    """Return each policy's score by criterion; ``values`` has the shape (future, policy)."""
    lost = _lost(values, better)
    return {
        "mean": values.mean(axis=0),
        "regret_p75": np.quantile(lost, 0.75, axis=0),
        "regret_max": lost.max(axis=0),
    }


def _losing(criterion: str, score: np.ndarray, better: str) -> np.ndarray:
    """Return the score so that less is better."""
    return -score if criterion == "mean" and better == "high" else score


def _first_shares(futures: np.ndarray, better: str) -> dict[str, np.ndarray]:
    """Return in what share of the resamples each policy is best; those that tie share it.

    Where all futures have the same run numbers, these are drawn again along with the futures: drawn
    alone, the futures would make a policy sure that did well by chance in the few runs they share.
    """
    generator = np.random.default_rng(SEED)
    count, policies, runs = futures.shape
    shares = {criterion: np.zeros(policies) for criterion in CRITERIA}
    for drawn_runs in generator.multinomial(runs, np.full(runs, 1 / runs), RESAMPLES):
        means = futures @ drawn_runs / runs
        drawn = means[generator.integers(0, count, count)]
        for criterion, score in _scores(drawn, better).items():
            losing = _losing(criterion, score, better)
            best = losing == losing.min()
            shares[criterion] += best / best.sum()
    return {criterion: share / RESAMPLES for criterion, share in shares.items()}


def _all_met(met: pd.DataFrame | None, policies: int) -> pd.DataFrame:
    """Return how often each policy meets every line: the last rows of the table of chances."""
    if met is None:
        return pd.DataFrame(columns=["policy", "share", "low", "high", "rank"])
    table = met.tail(policies).rename(columns={"cell": "policy"}).reset_index(drop=True)
    table["rank"] = (-table["share"]).rank(method="min").astype("Int64")
    return table[["policy", "share", "low", "high", "rank"]]
