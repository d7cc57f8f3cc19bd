"""One run of a result folder: its rows, what it takes to play it again, and where that differs.

Whoever asks for a run that is not there, or could mean several, is told what there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from msssim.errors import InputError
from msssim.experiments.manifest import experiment_of_manifest
from msssim.experiments.partition import RUN, Partition, rows_of
from msssim.experiments.result import FAILURE, Result
from msssim.experiments.store import Store
from msssim.experiments.tasks import Task, task_list_of
from msssim.scenario.schema import Scenario
from msssim.scenario.text import nearest
from msssim.text import text

MOST_POINTS_SHOWN = 5
MOST_FACTORS_SHOWN = 4
"""Of a point in a list of points: what sets it apart is said of so many levers and parameters."""


@dataclass(frozen=True)
class StoredRun:
    """A run as it is stored.

    Attributes
    ----------
    folder, manifest
        Where it is stored, and what was asked there.
    task
        What it takes to play this run, and no other.
    part
        Its rows in every table of the result.
    """

    folder: Path
    manifest: dict[str, Any]
    task: Task
    part: Partition

    @property
    def key(self) -> tuple[str, int, int]:
        """Scenario, point and number of the run."""
        return self.task.keys[0]

    @property
    def scenario(self) -> Scenario:
        """The scenario with the values of the run's point."""
        values = {path: array[0].item() for path, array in self.task.values_of_runs().items()}
        return self.task.scenario.with_values(values) if values else self.task.scenario

    @property
    def setting(self) -> str:
        """What sets the run's point apart, in words; empty where there is one point."""
        return _said(
            {name: values[0].as_py() for name, values in self.task.varied.items()},
            _factors(self.manifest),
        )

    @property
    def failure(self) -> str | None:
        """Why the run failed, if it did."""
        if FAILURE not in self.part.runs.column_names:
            return None
        reason: str | None = self.part.runs[FAILURE][0].as_py()
        return reason


def find_run(
    folder: str | Path, run: int, scenario: str | None = None, point: int | None = None
) -> StoredRun:
    """Find a run in a result folder.

    Parameters
    ----------
    folder
        Result folder.
    run
        Number of the run.
    scenario, point
        Which of several; not needed where there is one, or where one point alone has the run.

    Raises
    ------
    InputError
        If there is no such run, or there are several.
    ResultError
        If the folder is no result, is not complete, is damaged, or its manifest was changed.
    """
    store = Store(folder)
    manifest = store.manifest()
    parts = store.complete_parts()
    keys = Result.read(folder).outcomes()
    name = _scenario(folder, manifest, scenario)
    of_scenario = keys[keys["scenario"] == name]
    place = _point(folder, of_scenario, run, point, _factors(manifest))
    tasks = task_list_of(experiment_of_manifest(manifest))
    (task,) = tasks.tasks_for(name, np.array([place]), np.array([run]))
    return StoredRun(Path(folder), manifest, task, _rows(store, parts, (name, place, run)))


def _scenario(folder: str | Path, manifest: dict[str, Any], asked: str | None) -> str:
    held = list(manifest["scenarios"])
    if asked is not None:
        require_scenario(folder, manifest, asked)
        return asked
    if len(held) > 1:
        raise InputError("problems.several_scenarios", folder=folder, names=", ".join(held))
    return str(held[0])


def _point(
    folder: str | Path, keys: pd.DataFrame, run: int, asked: int | None, factors: Sequence[str]
) -> int:
    """Return the point that has the run, of the one that is asked for or of all."""
    if asked is not None and asked not in set(keys["point"]):
        raise _choose(text("problems.no_point", folder=folder, point=asked), keys, factors)
    among = keys if asked is None else keys[keys["point"] == asked]
    having = among[among["run"] == run]
    if having.empty:
        runs = sorted(set(among["run"]))
        raise InputError(
            "problems.no_run" if asked is None else "problems.no_run_at_point",
            folder=folder,
            run=run,
            scenario=among["scenario"].iloc[0],
            point=asked,
            held=text("problems.held_runs", count=len(runs), numbers=_ranges(runs)),
        )
    if len(having) > 1:
        raise _choose(text("problems.several_runs", folder=folder, run=run), having, factors)
    return int(having["point"].iloc[0])


def _choose(what: str, keys: pd.DataFrame, factors: Sequence[str]) -> InputError:
    """Refuse, with the points from which to choose."""
    points = keys.drop_duplicates("point").set_index("point")
    there = _ranges(list(points.index))
    listed = "" if len(points) == 1 else f":\n{_listed(points, factors)}"
    return InputError("problems.choose_point", what=what, held=there, listed=listed)


def _listed(points: pd.DataFrame, factors: Sequence[str]) -> str:
    """Return a line a point, with what sets it apart; the first of many."""
    lines = [
        f"  {number}: {_said(dict(point), factors[:MOST_FACTORS_SHOWN])}"
        for number, point in points.head(MOST_POINTS_SHOWN).iterrows()
    ]
    if len(factors) > MOST_FACTORS_SHOWN:
        unsaid = text("experiments.more_factors", count=len(factors) - MOST_FACTORS_SHOWN)
        lines = [f"{line}, {unsaid}" for line in lines]
    if len(points) > MOST_POINTS_SHOWN:
        lines += [f"  {text('experiments.more_points', count=len(points) - MOST_POINTS_SHOWN)}"]
    return "\n".join(lines)


def _factors(manifest: dict[str, Any]) -> list[str]:
    """Return levers and uncertainties; a lever with labels stands for all that it sets."""
    return [*manifest["factors"], *manifest["uncertainties"]]


def _said(values: Mapping[str, Any], factors: Sequence[str]) -> str:
    """Return ``renewal six, gangs.rationality 2.772``."""
    known = {name: values[name] for name in factors if name in values}
    return ", ".join(f"{name} {_value(value)}" for name, value in known.items())


def _value(value: Any) -> str:
    """Return a value on one line; a lever that is off is null in a table, and reads ``none``."""
    if pd.isna(value):
        return "none"
    return f"{value:.4g}" if isinstance(value, float) else " ".join(str(value).split())


def _ranges(numbers: Sequence[int]) -> str:
    """Return ``0 to 499``, or the numbers one by one where some are missing."""
    if numbers[-1] - numbers[0] == len(numbers) - 1 and len(numbers) > 1:
        return f"{numbers[0]} to {numbers[-1]}"
    return ", ".join(map(str, numbers))


def _rows(store: Store, parts: int, key: tuple[str, int, int]) -> Partition:
    """Return the rows of a run from the part that holds it."""
    for index in range(parts):
        if rows_of(store.read("runs", index, RUN), key).num_rows:
            return store.part(index).of_run(key)
    raise AssertionError(key)


@dataclass(frozen=True)
class Difference:
    """A number that came out otherwise than it is stored."""

    scenario: str
    point: int
    run: int
    column: str
    stored: Any
    played: Any

    def __str__(self) -> str:
        return text("experiments.difference", **self.__dict__)


def differences(
    key: tuple[str, int, int], stored: Partition, played: Partition
) -> Iterator[Difference]:
    """Yield each column of a run's tables that came out otherwise, with the first such value."""
    tables = played.tables()
    for name, table in stored.tables().items():
        for column, one, other in _differing_columns(table, tables[name]):
            yield Difference(*key, column, one, other)


def _differing_columns(stored: pa.Table, played: pa.Table) -> Iterator[tuple[str, Any, Any]]:
    if stored.num_rows != played.num_rows:
        yield "number of rows", stored.num_rows, played.num_rows
        return
    for name in dict.fromkeys([*stored.column_names, *played.column_names]):
        sides = [
            table[name].to_pylist() if name in table.column_names else ["no such column"]
            for table in (stored, played)
        ]
        pairs = zip(*sides, strict=False)
        different = next(((one, other) for one, other in pairs if one != other), None)
        if different is not None:
            yield name, *different


def require_scenario(folder: str | Path, manifest: dict[str, Any], scenario: str) -> None:
    """Refuse a scenario that a result does not have.

    Raises
    ------
    InputError
        If it has none of that name.
    """
    held = manifest["scenarios"]
    if scenario not in held:
        raise InputError(
            "problems.not_in_result",
            folder=folder,
            name=scenario,
            held=", ".join(held),
            suggestion=nearest(scenario, held),
        )
