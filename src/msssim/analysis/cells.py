"""Cells of a result: one scenario at one level of every lever.

Levers and scenarios are what somebody chooses, so they make the cells that are compared.
Uncertainties are what nobody chooses: they vary inside every cell, alike in all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import pandas as pd

from msssim.errors import ResultError
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments import Result

Level = str | int | float | bool
NOTHING = {"none", "no", "off", "false"}
LONGEST_LABEL = 60
"""Letters: figures cut a longer label, and with it what tells it from the next."""

NAME_LENGTHS = (26, 20, 16, 12)
"""How long the name of a level may be, in letters: the first that keeps labels short is taken."""

FEWEST_LETTERS = 4
DATE = re.compile(r"\d{4}-\d\d-\d\d")


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
    if isinstance(level, str) and not DATE.fullmatch(level):
        return f"no {factor_name(factor)}" if level.lower() in NOTHING else level.replace("_", " ")
    return f"{factor_name(factor)} {short_level_name(factor, level)}"


def short_level_name(factor: str, level: Level) -> str:
    """Return a level in words where the factor is named nearby: number or date stands alone."""
    if isinstance(level, str) and DATE.fullmatch(level):
        return level
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
    named = [{factor: each[factor] for factor in several} for each in combinations]
    listed = []
    for combination, label in zip(combinations, _labels_of(named), strict=True):
        levels = {factor: level for factor, level in combination.items() if factor != "scenario"}
        listed.append(Cell(label, str(combination["scenario"]), levels))
    present = set(_labels(result, result.outcomes(), listed).unique())
    return [cell for cell in listed if cell.label in present]


def labelled_runs(
    result: Result, outcomes: Sequence[str] | None = None, *, failed: bool = False
) -> pd.DataFrame:
    """Return runs with the column ``cell`` in front, an ordered categorical of cell labels.

    Parameters
    ----------
    outcomes
        Which outcomes to read; None reads all.
    failed
        Whether the runs that failed are among them, with no outcome at all.
    """
    names = outcome_columns(result) if outcomes is None else outcomes
    listed = cells(result)
    runs = result.outcomes(names, failed=failed)
    labels = [cell.label for cell in listed]
    label = pd.Categorical(_labels(result, runs, listed), labels, ordered=True)
    return pd.concat([pd.Series(label, index=runs.index, name="cell"), runs], axis=1)


def cell_paths(result: Result, series: str) -> Iterator[tuple[Cell, pd.DataFrame]]:
    """Yield each cell with a series of its runs, shape (run, date); failed runs are left out.

    Only one cell is held at a time: a series is by far the largest thing that a result holds.
    """
    runs = labelled_runs(result, [])
    for cell in cells(result):
        own = runs[runs["cell"] == cell.label]
        paths = result.paths(series, cell.scenario, set(own["point"]))
        went_well = paths.index.isin(pd.MultiIndex.from_frame(own[paths.index.names]))
        yield cell, paths[went_well]


def outcome_columns(result: Result) -> list[str]:
    """Return the outcomes that the result holds, in the order of the public list."""
    held = set(result.columns("runs"))
    return [name for name in OUTCOMES if name in held]


def shorten(name: str, limit: int) -> str:
    """Return the name cut to ``limit`` characters, with an ellipsis where something is missing."""
    return name if len(name) <= limit else name[: limit - 1].rstrip() + "…"


def _labels_of(named: list[dict[str, Level]]) -> list[str]:
    """Return a label a combination of levels, no two alike, and short enough to stay whole."""
    labels: list[str] = []
    for limit in NAME_LENGTHS:
        labels = [
            ", ".join(_shortened(factor, level, limit) for factor, level in levels.items())
            for levels in named
        ]
        if max(map(len, labels)) <= LONGEST_LABEL:
            break
    return _told_apart(labels)


def _shortened(factor: str, level: Level, limit: int) -> str:
    """Return a level's name, shortened so that the number or date that tells it apart is whole."""
    name, value = level_name(factor, level), short_level_name(factor, level)
    if name == value or len(name) <= limit:
        return shorten(name, limit)
    kept = max(limit - len(value) - 1, FEWEST_LETTERS)
    return f"{shorten(name.removesuffix(value).rstrip(), kept)} {value}"


def _told_apart(labels: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    numbered = []
    for label in labels:
        seen[label] += 1
        numbered.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return numbered


def _labels(result: Result, runs: pd.DataFrame, listed: list[Cell]) -> pd.Series:
    """Return the label of each run's cell."""
    columns = list(factors(result))
    missing = [column for column in columns if column not in runs]
    if missing:
        raise ResultError(f"the runs lack the column {missing[0]!r}, which the manifest lists")
    table = pd.DataFrame([{**cell.factors, "label": cell.label} for cell in listed])
    labels = runs[columns].merge(table, how="left", on=columns)["label"]
    if labels.isna().any():
        stray = runs.loc[labels.isna().to_numpy(), columns].iloc[0].to_dict()
        raise ResultError(f"the runs hold a cell that the manifest does not list: {stray}")
    return labels
