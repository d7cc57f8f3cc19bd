"""Trade-offs: which cells no other beats in every outcome of a pair, as far as the runs can tell.

A cell is dominated if another does at least as well in each outcome and better in one. Means say so
too easily: of two cells that differ by chance alone, one is nearly always ahead. So a cell counts
as dominated only where the paired differences leave no doubt; where the means alone say so, it
stays in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from msssim.analysis.cells import cells
from msssim.analysis.pairs import mean_interval, paired_runs, require_outcome
from msssim.errors import InputError
from msssim.world.observables import OUTCOMES, range_of

if TYPE_CHECKING:
    from msssim.experiments import Result

Standing = Literal["non-dominated", "in doubt", "dominated"]

NONDOMINATED: Standing = "non-dominated"
"""No other cell has means as good in every outcome and better in one."""

IN_DOUBT: Standing = "in doubt"
"""The means say that another cell dominates this one; the paired differences leave it open."""

DOMINATED: Standing = "dominated"
"""Some other cell is better beyond doubt, in one outcome or more, and in the rest the same."""


@dataclass(frozen=True)
class Frontier:
    """How the cells stand in some outcomes taken together.

    Attributes
    ----------
    outcomes
        What is traded off; each has a direction that is good for people.
    means
        Index ``(outcome, cell)``; columns ``mean, low, high`` (95 % interval, within the outcome's
        range), in the outcome's own unit, over the runs that every cell went through.
    standing
        Indexed by cell, in the order of the result: ``non-dominated``, ``in doubt``, ``dominated``.
    beaten_by
        Indexed by cell: a cell that dominates it, beyond doubt where there is one; null for the
        non-dominated.
    """

    outcomes: tuple[str, ...]
    means: pd.DataFrame
    standing: pd.Series
    beaten_by: pd.Series

    def estimates(self, outcome: str) -> pd.DataFrame:
        """Return mean and interval of an outcome, a row a cell."""
        return pd.DataFrame(self.means.loc[outcome])

    def cells(self, standing: Standing) -> list[str]:
        """Return the cells of that standing."""
        return [str(cell) for cell, found in self.standing.items() if found == standing]


def frontier(result: Result, outcomes: Sequence[str]) -> Frontier:
    """Sort the cells by what another cell does better in every outcome.

    Each cell is held against all others, so that the intervals are widened by Bonferroni for as
    many comparisons: a cell that no other dominates is called dominated in at most 5 % of cases.
    Runs that failed, or in which one of the outcomes never happened, are left out of every cell.

    Raises
    ------
    InputError
        When the result does not hold an outcome, or no direction of it is good for people.
    """
    for outcome in outcomes:
        require_outcome(result, outcome)
        if not OUTCOMES[outcome].better:
            raise InputError("analysis.no_trade_off", outcome=outcome)
    runs = paired_runs(result, outcomes).dropna()
    labels = [cell.label for cell in cells(result)]
    names = runs.columns.get_level_values("outcome")
    signs = [1.0 if OUTCOMES[name].better == "high" else -1.0 for name in names]
    gains = runs * signs
    others = max(len(labels) - 1, 1)
    standing: dict[str, Standing] = {}
    beaten_by: dict[str, str | None] = {}
    for label in labels:
        better = _better_by(gains, label, 1 - 0.05 / others)
        proven, ahead = better["proven"], better["ahead"]
        standing[label] = DOMINATED if proven.any() else IN_DOUBT if ahead.any() else NONDOMINATED
        winners = proven if proven.any() else ahead
        beaten_by[label] = str(winners.idxmax()) if winners.any() else None
    estimates = {
        outcome: _means(pd.DataFrame(runs[outcome])[labels], outcome) for outcome in outcomes
    }
    means = pd.concat(estimates, names=["outcome", "cell"])
    return Frontier(tuple(outcomes), means, _by_cell(standing), _by_cell(beaten_by))


def _means(runs: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Return each cell's mean with the part of its interval in which a mean can lie at all.

    A t interval is even about the mean and may reach below zero where the outcome cannot; the true
    mean is not there, so that what is cut off costs no coverage.
    """
    found = mean_interval(runs)[["mean", "low", "high"]]
    least, most = range_of(outcome)
    return found.assign(low=found["low"].clip(lower=least), high=found["high"].clip(upper=most))


def _better_by(gains: pd.DataFrame, label: str, confidence: float) -> dict[str, pd.Series]:
    """Return which cells dominate one: ``ahead`` by their means, ``proven`` beyond doubt.

    Beyond doubt is: in each outcome ahead by an interval above zero, or the same in every run; and
    not the same in all of them. ``gains`` has a column an ``(outcome, cell)``, more is better.
    """
    own = gains.xs(label, axis=1, level="cell")
    difference = gains.drop(columns=label, level="cell")
    difference = difference - own[difference.columns.get_level_values("outcome")].to_numpy()
    estimate = mean_interval(difference, confidence)
    same = (difference == 0).all()
    above_zero = estimate["low"] > 0
    return {
        "ahead": _everywhere(estimate["mean"] >= 0) & _somewhere(estimate["mean"] > 0),
        "proven": _everywhere(above_zero | same) & _somewhere(above_zero),
    }


def _everywhere(holds: pd.Series) -> pd.Series:
    """Return for each cell whether it holds in every outcome."""
    return holds.groupby(level="cell", sort=False).all()


def _somewhere(holds: pd.Series) -> pd.Series:
    """Return for each cell whether it holds in some outcome."""
    return holds.groupby(level="cell", sort=False).any()


def _by_cell(found: dict[str, Standing] | dict[str, str | None]) -> pd.Series:
    return pd.Series(found, dtype=object).rename_axis("cell")
