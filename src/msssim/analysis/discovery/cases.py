"""The cases of a search: every run of one cell, with the parameters of its point.

All runs of a point have the same parameters, by which the search splits the cases. Levers and
scenarios are choices, so one cell is searched, and cells are never mixed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from msssim.analysis.cells import Cell, cells, factor_name, labelled_runs
from msssim.analysis.conditions import Condition
from msssim.analysis.formatting import number
from msssim.errors import InputError
from msssim.scenario import Scenario, parameters
from msssim.scenario.text import nearest, written_unit
from msssim.text import text

if TYPE_CHECKING:
    from msssim.experiments import Result

FEWEST_POINTS = 40
"""A peel takes one point in twenty: with fewer than two to take, nothing can be found."""
MILLION = 1e6


@dataclass(frozen=True)
class Cases:
    """Runs of one cell.

    Attributes
    ----------
    parameters : DataFrame, shape (run, parameter)
        Values of the numeric uncertainties, as floats.
    outcomes : DataFrame, shape (run, outcome)
        Outcomes that the condition names.
    hit : ndarray, shape (run,)
        Whether the condition holds.
    point, run : ndarray, shape (run,)
        Point, and run number: the same run number has the same random numbers at every point.
    left_out : tuple of str
        Uncertainties that are not numeric: they are not searched.
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
        """Runs in which an outcome of the condition never happened: they do not meet it."""
        return int(self.outcomes.isna().any(axis=1).sum())

    def __len__(self) -> int:
        return len(self.hit)

    @property
    def base(self) -> float:
        """The share of all runs in which the condition holds."""
        return float(self.hit.mean())

    @property
    def points(self) -> int:
        """Number of points."""
        return len(np.unique(self.point))

    @property
    def run_numbers(self) -> int:
        """Number of different run numbers."""
        return len(np.unique(self.run))

    @property
    def clusters(self) -> tuple[np.ndarray, ...]:
        """Labels of runs that are not independent: by point and, if they recur, by run number."""
        return (self.point,) if self.run_numbers == len(self) else (self.point, self.run)


@dataclass(frozen=True)
class Parameter:
    """A searched parameter as it is shown: its meaning up to the first pause, and its unit."""

    path: str
    name: str
    unit: str

    @property
    def scale(self) -> float:
        """What values are multiplied by to be shown in :attr:`shown_unit`."""
        if self.unit == "share":
            return 100.0
        return 1 / MILLION if self.unit.startswith("USD/month") else 1.0

    @property
    def shown_unit(self) -> str:
        """The unit for a reader; nothing for a pure number."""
        if self.unit.startswith("USD/month"):
            return f"USD million{self.unit.removeprefix('USD')}"
        if self.unit.startswith("1/"):
            return f"a {self.unit.removeprefix('1/')}"
        return "%" if self.unit == "share" else written_unit(self.unit)

    def amount(self, value: float) -> str:
        """Return a value with its unit: ``9.1 months``, ``54 %``."""
        return f"{self.number(value)} {self.shown_unit}".strip()

    def number(self, value: float) -> str:
        """Return a value without its unit, to about three figures."""
        shown = value * self.scale
        return number(shown, 0 if abs(shown) >= 100 else 1 if abs(shown) >= 5 else 2)


def chosen_cell(result: Result, name: str | None) -> Cell:
    """Return the cell that is searched: the one of that label or scenario, or the only one.

    Raises
    ------
    InputError
        If there are several and none was named, or the name does not say which.
    """
    listed = cells(result)
    named = [cell for cell in listed if name in (None, cell.label, cell.scenario)]
    if len(named) == 1:
        return named[0]
    known = list(dict.fromkeys(cell.label for cell in listed))
    suggestion = None if named else nearest(str(name), known)
    form = "no_such_cell" if not named else "several_cells" if name is None else "several_of_name"
    raise InputError(
        f"studies.discovery.{form}",
        "scenario",
        found=name,
        count=len(named),
        allowed=known,
        suggestion=suggestion,
    )


def cases_of(result: Result, condition: Condition, cell: Cell) -> Cases:
    """Return the cases of a cell.

    Raises
    ------
    InputError
        If no numeric uncertainty was sampled.
    """
    uncertainties = result.manifest["uncertainties"]
    in_all = (labelled_runs(result, [], failed=True)["cell"] == cell.label).sum()
    runs = labelled_runs(result, condition.outcomes)
    runs = runs[runs["cell"] == cell.label].reset_index(drop=True)
    searched = [name for name in uncertainties if _is_number(runs[name])]
    if not searched:
        raise InputError("studies.discovery.nothing_sampled")
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
    """Refuse cases in which no region can be found.

    Raises
    ------
    InputError
        If there are too few points, or the condition holds always or never; with the ranges of the
        outcomes.
    """
    if cases.points < FEWEST_POINTS:
        template = "studies.discovery.too_few_points"
        raise InputError(template, points=cases.points, least=FEWEST_POINTS)
    if 0 < cases.hit.sum() < len(cases):
        return
    ranges = []
    for name, values in cases.outcomes.items():
        ends = {"low": number(values.min()), "high": number(values.max())}
        ranges.append(text("studies.discovery.range", outcome=name, **ends))
    form = "always_met" if cases.hit.any() else "never_met"
    raise InputError(
        f"studies.discovery.{form}",
        "where",
        condition=condition,
        count=len(cases),
        ranges="; ".join(ranges),
    )


def parameters_of(result: Result, cell: Cell, paths: Sequence[str]) -> Mapping[str, Parameter]:
    """Return the parameters of a cell's scenario by path.

    A parameter that this version does not know, because another wrote the result, is named by its
    path.
    """
    resolved = result.manifest["scenarios"][cell.scenario]["resolved"]
    try:
        known = {info.path: info for info in parameters(Scenario.from_data(resolved))}
    except InputError:
        known = {}
    return {
        path: Parameter(path, _name(known[path].meaning), known[path].unit)
        if path in known
        else Parameter(path, factor_name(path), "-")
        for path in paths
    }


def _name(meaning: str) -> str:
    return re.split(r"[,;:(]", meaning, maxsplit=1)[0].strip()


def _is_number(column: pd.Series) -> bool:
    return is_numeric_dtype(column) and not is_bool_dtype(column)
