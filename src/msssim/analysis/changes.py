"""What each change between two scenarios does alone, what all do, and what they do to one another.

Every effect is changed minus unchanged, run by run under the same luck. What is left when the
effects of the single changes are taken from that of all together is what the changes do to one
another, and what those of them do that cannot be played alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from msssim.analysis.cells import cells
from msssim.analysis.paired import compare
from msssim.analysis.pairs import mean_interval, paired_runs
from msssim.errors import ResultError
from msssim.scenario.diff import Change
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

TOGETHER, LEFT = "all together", "left to interaction"
COLUMNS = [
    *("outcome", "unit", "change", "baseline_mean", "mean", "difference", "low", "high"),
    *("runs", "dropped"),
]


def change_effects(
    result: Result, listed: Sequence[Change], outcomes: Sequence[str]
) -> pd.DataFrame:
    """Return the effect of each change, outcome by outcome, the largest first.

    Parameters
    ----------
    result
        Runs of :func:`msssim.experiments.play_changes` with the same changes.
    listed
        The changes.
    outcomes
        Which outcomes.

    Returns
    -------
    DataFrame
        A row an outcome and change that can be played alone, by the size of its effect; then
        ``"all together"`` and ``"left to interaction"``: ``outcome, unit, change`` (its label),
        ``baseline_mean, mean, difference``, ``low`` and ``high`` (95 % interval of the mean
        paired difference), ``runs`` and ``dropped`` (pairs in which it never happened in one of
        the two). The means are null for what is left.

    Raises
    ------
    ResultError
        If the result does not hold the scenario, then each change alone, then all.
    """
    labels = [*(change.label for change in listed if change.alone), TOGETHER]
    base, *changed = cells(result)
    if len(changed) != len(labels):
        raise ResultError(
            f"these runs are not those of the changes: they hold {len(changed)} variants of the "
            f"scenario in place of {len(labels)}"
        )
    name_of = dict(zip((cell.label for cell in changed), labels, strict=True))
    table = compare(result, outcomes=outcomes)
    table["change"] = table["cell"].map(name_of)
    left = _left(result, outcomes, base.label, list(name_of)).assign(change=LEFT)
    both = pd.concat([table, left], ignore_index=True)
    both["unit"] = [OUTCOMES[str(outcome)].unit for outcome in both["outcome"]]
    return _largest_first(both, outcomes)[COLUMNS]


def effects_on(table: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Return the rows of one outcome, indexed by change, the largest effect first."""
    return table[table["outcome"] == outcome].set_index("change")


def _left(
    result: Result, outcomes: Sequence[str], base: str, changed: Sequence[str]
) -> pd.DataFrame:
    """Return what is left of the whole, run by run, when the single effects are taken from it."""
    runs = paired_runs(result, outcomes)
    unchanged = runs.xs(base, axis=1, level="cell")
    *alone, together = (runs.xs(label, axis=1, level="cell") - unchanged for label in changed)
    left = pd.DataFrame(together)
    for effect in alone:
        left = left - effect
    found = mean_interval(left).rename(columns={"mean": "difference"})
    return found.rename_axis("outcome").reset_index()


def _largest_first(table: pd.DataFrame, outcomes: Sequence[str]) -> pd.DataFrame:
    order = pd.DataFrame(
        {
            "outcome": table["outcome"].map({name: n for n, name in enumerate(outcomes)}),
            "group": table["change"].map({TOGETHER: 1, LEFT: 2}).fillna(0),
            "size": -table["difference"].abs(),
        }
    )
    return table.loc[
        order.sort_values(["outcome", "group", "size"], kind="stable").index
    ].reset_index(drop=True)
