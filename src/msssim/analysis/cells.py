"""Cells of a result: one scenario at one level of every lever.

Levers and scenarios are what somebody chooses, so they make the cells that are compared.
Uncertainties are what nobody chooses: they vary inside every cell, alike in all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import pandas as pd

from msssim.errors import ResultError

if TYPE_CHECKING:
    from msssim.experiments import Result

Level = str | int | float | bool
NOTHING = {"none", "no", "off", "false"}
LONGEST_NAME = 26


@dataclass(frozen=True)
class Cell:
    """A scenario and its lever levels, with a short readable name."""

    label: str
    scenario: str
    levels: Mapping[str, Level]

    @property
    def factors(self) -> dict[str, Level]:
        """Scenario and levels together, as columns of a table."""
        return {"scenario": self.scenario, **self.levels}


def factors(result: Result) -> dict[str, list[Level]]:
    """Return what a reader can compare, each with its levels: the scenario, then the levers."""
    return {"scenario": list(result.manifest["scenarios"]), **result.manifest["factors"]}


def varied_factors(result: Result) -> dict[str, list[Level]]:
    """Return the factors that have more than one level."""
    return {name: levels for name, levels in factors(result).items() if len(levels) > 1}


def factor_name(factor: str) -> str:
    """Return a lever's name in words: the last part of its path, without underscores."""
    return str(factor).rsplit(".", maxsplit=1)[-1].replace("_", " ")


def level_name(factor: str, level: Level) -> str:
    """Return a level in words: ``full funding``, ``no renewal``, ``conversion 0.5``."""
    if factor == "scenario":
        return str(level).replace("_", " ")
    if level is None:
        return f"no {factor_name(factor)}"
    if isinstance(level, bool):
        return factor_name(factor) if level else f"no {factor_name(factor)}"
    if isinstance(level, str):
        return f"no {factor_name(factor)}" if level.lower() in NOTHING else level.replace("_", " ")
    return f"{factor_name(factor)} {short_level_name(factor, level)}"


def short_level_name(factor: str, level: Level) -> str:
    """Return a level in words where the factor is named nearby: a number stands alone."""
    if level is None or isinstance(level, (str, bool)):
        return level_name(factor, level)
    return f"{level:,g}" if abs(level) < 1e6 else f"{level:,.0f}"


def cells(result: Result) -> list[Cell]:
    """Return every cell of the result, in the order of the manifest; the first is the baseline.

    Raises
    ------
    ResultError
        When the runs hold a scenario or level that the manifest does not list.
    """
    every = factors(result)
    several = [name for name in every if len(every[name]) > 1] or ["scenario"]
    combinations = [dict(zip(every, levels, strict=True)) for levels in product(*every.values())]
    labels = [
        ", ".join(shorten(level_name(factor, combination[factor])) for factor in several)
        for combination in combinations
    ]
    listed = []
    for combination, label in zip(combinations, _told_apart(labels), strict=True):
        levels = {factor: level for factor, level in combination.items() if factor != "scenario"}
        listed.append(Cell(label, str(combination["scenario"]), levels))
    present = set(_match(result, listed))
    return [cell for cell in listed if cell.label in present]


def labelled_runs(result: Result) -> pd.DataFrame:
    """Return the runs with the column ``cell`` in front, an ordered categorical of cell labels."""
    listed = cells(result)
    label = pd.Categorical(_match(result, listed), [cell.label for cell in listed], ordered=True)
    return pd.concat([pd.Series(label, index=result.runs.index, name="cell"), result.runs], axis=1)


def labelled_series(result: Result) -> pd.DataFrame:
    """Return the series with the column ``cell`` in front."""
    where = ["scenario", "point"]
    points = labelled_runs(result)[["cell", *where]].drop_duplicates(where)
    found = result.series[where].merge(points, how="left", on=where)["cell"]
    label = pd.Series(found.array, index=result.series.index, name="cell")
    return pd.concat([label, result.series], axis=1)


def shorten(name: str, limit: int = LONGEST_NAME) -> str:
    """Return the name cut to ``limit`` characters, with an ellipsis where something is missing."""
    return name if len(name) <= limit else name[: limit - 1].rstrip() + "…"


def _told_apart(labels: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    numbered = []
    for label in labels:
        seen[label] += 1
        numbered.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return numbered


def _match(result: Result, listed: list[Cell]) -> pd.Series:
    columns = list(factors(result))
    missing = [column for column in columns if column not in result.runs]
    if missing:
        raise ResultError(f"the runs lack the column {missing[0]!r}, which the manifest lists")
    table = pd.DataFrame([{**cell.factors, "label": cell.label} for cell in listed])
    labels = result.runs[columns].merge(table, how="left", on=columns)["label"]
    if labels.isna().any():
        stray = result.runs.loc[labels.isna().to_numpy(), columns].iloc[0].to_dict()
        raise ResultError(f"the runs hold a cell that the manifest does not list: {stray}")
    return labels
