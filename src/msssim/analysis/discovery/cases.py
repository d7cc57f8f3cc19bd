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
from msssim.analysis.discovery.where import Condition
from msssim.analysis.wording import number
from msssim.errors import InputError, Problem
from msssim.scenario.wording import did_you_mean

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
    hit : ndarray, shape (run,)
        Whether the condition holds.
    point, run : ndarray, shape (run,)
        At which point, and under whose luck: a run number meets the same luck at every point.
    left_out : tuple of str
        Uncertainties that are words, dates, or yes or no: they are not searched.
    never, failed : int
        Runs in which an outcome of the condition never happened, which do not meet it; runs that
        failed, which are not among the cases.
    """

    parameters: pd.DataFrame
    hit: np.ndarray
    point: np.ndarray
    run: np.ndarray
    left_out: tuple[str, ...] = ()
    never: int = 0
    failed: int = 0

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
        If nothing was sampled, or too few points.
    """
    uncertainties = result.manifest["uncertainties"]
    runs = labelled_runs(result, condition.outcomes, failed=True)
    runs = runs[runs["cell"] == cell.label]
    went_well = labelled_runs(result, condition.outcomes)
    went_well = went_well[went_well["cell"] == cell.label].reset_index(drop=True)
    searched = [name for name in uncertainties if _is_number(went_well[name])]
    found = Cases(
        went_well[searched].astype(float),
        condition.holds(went_well),
        went_well["point"].to_numpy(),
        went_well["run"].to_numpy(),
        tuple(name for name in uncertainties if name not in searched),
        int(went_well[condition.outcomes].isna().any(axis=1).sum()),
        len(runs) - len(went_well),
    )
    if not searched:
        raise InputError(
            "nothing to search: the result sampled no uncertainty that is a number; `msssim sweep` "
            "plays an experiment with `uncertainties`"
        )
    return found


def refuse_too_little(cases: Cases, condition: Condition, values: pd.DataFrame) -> None:
    """Refuse cases among which there is nothing to find.

    Raises
    ------
    InputError
        If there are too few points, or the condition holds always or never; with the range of
        ``values``, the outcomes of the runs.
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
        f"{name} lies between {number(low)} and {number(high)}"
        for name, low, high in zip(values, values.min(), values.max(), strict=True)
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
