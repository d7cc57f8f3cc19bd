"""The cases of a search: every run of one cell, with the parameters of its point.

A run is a case, and all runs of a point have the same parameters: that is what the search splits
by. Levers and scenarios are choices, so one cell is searched, and they are never mixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from msssim.analysis.cells import Cell, cells, labelled_runs
from msssim.analysis.conditions import Condition
from msssim.analysis.formatting import number
from msssim.errors import InputError, Problem
from msssim.scenario.text import did_you_mean

if TYPE_CHECKING:
    from msssim.experiments import Result

FEWEST_POINTS = 40
"""A peel takes one point in twenty: with fewer than two to take, there is nothing to learn."""


@dataclass(frozen=True)
class Cases:
    """Runs of one cell.

    Attributes
    ----------
    parameters : DataFrame, shape (run, parameter)
        Values of the uncertainties that are numbers, as floats.
    outcomes : DataFrame, shape (run, outcome)
        What the condition asks about.
    hit : ndarray, shape (run,)
        Whether the condition holds.
    point, run : ndarray, shape (run,)
        At which point, and under whose luck: a run number meets the same luck wherever it is.
    left_out : tuple of str
        Uncertainties that are words, dates, or yes or no: they are not searched.
    failed : int
        Runs that failed, which are not among the cases.
    """

    parameters: pd.DataFrame
    outcomes: pd.DataFrame
    hit: np.ndarray
    point: np.ndarray
    run: np.ndarray
    left_out: tuple[str, ...] = ()
    failed: int = 0

    @property
    def never(self) -> int:
        """Runs in which something that is asked about never happened: they do not meet it."""
        return int(self.outcomes.isna().any(axis=1).sum())

    def __len__(self) -> int:
        return len(self.hit)

    @property
    def base(self) -> float:
        """The share of all runs in which the condition holds."""
        return float(self.hit.mean())

    @property
    def points(self) -> int:
        """How many points there are."""
        return len(np.unique(self.point))

    @property
    def lucks(self) -> int:
        """How many lucks the points met."""
        return len(np.unique(self.run))

    @property
    def clusters(self) -> tuple[np.ndarray, ...]:
        """What runs have in common: their point and, if it comes back elsewhere, their luck."""
        return (self.point,) if self.lucks == len(self) else (self.point, self.run)


def chosen_cell(result: Result, name: str | None) -> Cell:
    """Return the cell that is searched: the one of that label or scenario, or the only one.

    Raises
    ------
    InputError
        If there are several and none was named, or the name says not which.
    """
    listed = cells(result)
    named = [cell for cell in listed if name in (None, cell.label, cell.scenario)]
    if len(named) == 1:
        return named[0]
    known = list(dict.fromkeys(cell.label for cell in listed))
    if named:
        found = f"{len(named)} cells" if name is None else f"{len(named)} cells of `{name}`"
        message = f"found {found}; choices are not mixed, allowed is one of {known}"
    else:
        message = f"found `{name}`; allowed is one of {known}{did_you_mean(str(name), known)}"
    raise InputError([Problem(message, "scenario")])


def cases_of(result: Result, condition: Condition, cell: Cell) -> Cases:
    """Return the cases of a cell.

    Raises
    ------
    InputError
        If nothing was sampled that is a number.
    """
    uncertainties = result.manifest["uncertainties"]
    in_all = (labelled_runs(result, [], failed=True)["cell"] == cell.label).sum()
    runs = labelled_runs(result, condition.outcomes)
    runs = runs[runs["cell"] == cell.label].reset_index(drop=True)
    searched = [name for name in uncertainties if _is_number(runs[name])]
    if not searched:
        raise InputError(
            "nothing to search: the result sampled no uncertainty that is a number; `msssim sweep` "
            "plays an experiment with `uncertainties`"
        )
    return Cases(
        runs[searched].astype(float),
        runs[condition.outcomes],
        condition.holds(runs),
        runs["point"].to_numpy(),
        runs["run"].to_numpy(),
        tuple(name for name in uncertainties if name not in searched),
        int(in_all) - len(runs),
    )


def refuse_too_little(cases: Cases, condition: Condition) -> None:
    """Refuse cases among which there is nothing to find.

    Raises
    ------
    InputError
        If there are too few points, or the condition holds always or never; with the ranges of the
        outcomes.
    """
    if cases.points < FEWEST_POINTS:
        raise InputError(
            f"found {cases.points} sampled points; a search needs {FEWEST_POINTS} at least, "
            "and hundreds to be worth it: `design: {points: ...}` in the experiment"
        )
    if 0 < cases.hit.sum() < len(cases):
        return
    how_often = "all" if cases.hit.any() else "none"
    ranges = "; ".join(
        f"{name} lies between {number(values.min())} and {number(values.max())}"
        for name, values in cases.outcomes.items()
    )
    raise InputError(
        [
            Problem(
                f"`{condition}` holds in {how_often} of the {len(cases):,} runs, so there is no "
                f"region to find; {ranges}",
                "where",
            )
        ]
    )


def _is_number(column: pd.Series) -> bool:
    return is_numeric_dtype(column) and not is_bool_dtype(column)
