"""Play stored runs again, and see whether they come to the same numbers, bit for bit.

Everything that fixes a run is in the manifest: the resolved scenarios, the design, the seed. So any
run of a result can be played again by anybody, on its own or with any others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from msssim.errors import InputError
from msssim.experiments.manifest import LIBRARIES, experiment_of_manifest, versions
from msssim.experiments.part import Part
from msssim.experiments.play import play
from msssim.experiments.sources import RUN
from msssim.experiments.store import Store
from msssim.experiments.tasks import Task, Work, work_of
from msssim.scenario.wording import did_you_mean


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
        return (
            f"scenario {self.scenario}, point {self.point}, run {self.run}: {self.column} is "
            f"stored as {self.stored!r} and comes to {self.played!r}"
        )


@dataclass(frozen=True)
class Verification:
    """How many runs were played again, of how many, and the first difference in each."""

    checked: int
    stored: int
    differences: tuple[Difference, ...]
    failures: tuple[str, ...]
    """What runs that failed, and do so again, say of it."""
    other_versions: dict[str, tuple[str, str]]
    """Libraries by name whose version is not the one that wrote the result: then, now."""

    @property
    def same(self) -> bool:
        """Whether every number was the same."""
        return not self.differences


def verify(
    folder: str | Path,
    rows: int | None = 100,
    *,
    scenario: str | None = None,
    point: int | None = None,
    run: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Verification:
    """Play a sample of a result's runs again and compare them with what is stored.

    Parameters
    ----------
    folder
        Result folder.
    rows
        How many runs; None takes all. The same number takes the same runs.
    scenario, point, run
        Only such runs.
    progress
        Called with (runs done, runs in all).

    Raises
    ------
    InputError
        If there is no such scenario, or no run is such.
    ResultError
        If the folder is no result, is not complete, is damaged, or its manifest was changed.
    """
    store = Store(folder)
    manifest = store.manifest()
    parts = store.complete_parts()
    if scenario is not None and scenario not in manifest["scenarios"]:
        held = ", ".join(manifest["scenarios"])
        hint = did_you_mean(scenario, manifest["scenarios"])
        raise InputError(f"{folder} has no scenario `{scenario}`{hint} (it has: {held})")
    work = work_of(experiment_of_manifest(manifest))
    asked = {"scenario": scenario, "point": point, "run": run}
    wanted = {name: value for name, value in asked.items() if value is not None}
    keys = [_keys_of(store, index, wanted) for index in range(parts)]
    found = sum(map(len, keys))
    if not found:
        words = ", ".join(f"{name} {value}" for name, value in wanted.items())
        raise InputError(f"{folder} has no run with {words}")
    chosen = _sample(found, rows)
    differences: list[Difference] = []
    failures: list[str] = []
    done = passed = 0
    for index, part_keys in enumerate(keys):
        here = chosen[(chosen >= passed) & (chosen < passed + len(part_keys))] - passed
        passed += len(part_keys)
        if progress is not None:
            progress(done, len(chosen))
        if not len(here):
            continue
        stored = store.part(index)
        for task in _tasks(work, part_keys.iloc[here]):
            played = play(task)
            differences += _differences(task, stored, played)
            failures += _failures(played)
            done += len(task)
    return Verification(
        len(chosen), found, tuple(differences), tuple(failures), _other_versions(manifest)
    )


def _keys_of(store: Store, index: int, wanted: dict[str, Any]) -> pd.DataFrame:
    """Return which of the wanted runs a part holds."""
    keys: pd.DataFrame = store.read("runs", index, RUN).to_pandas()
    for name, value in wanted.items():
        keys = keys[keys[name] == value]
    return keys


def _sample(count: int, rows: int | None) -> np.ndarray:
    """Return the places of the runs to play, in order."""
    if rows is None or rows >= count:
        return np.arange(count)
    return np.sort(np.random.default_rng(rows).choice(count, rows, replace=False))


def _tasks(work: Work, keys: pd.DataFrame) -> Iterator[Task]:
    for name, of_scenario in keys.groupby("scenario", sort=False):
        yield from work.tasks_for(
            str(name), of_scenario["point"].to_numpy(), of_scenario["run"].to_numpy()
        )


def _differences(task: Task, stored: Part, played: Part) -> Iterator[Difference]:
    """Yield the first difference of each run of a task."""
    for point, run in zip(task.points.tolist(), task.runs.tolist(), strict=True):
        key = (task.scenario.name, point, run)
        for name, table in stored.tables().items():
            one, other = _rows(table, key), _rows(played.tables()[name], key)
            difference = _first_difference(one, other)
            if difference is not None:
                yield Difference(*key, *difference)
                break


def _failures(played: Part) -> Iterator[str]:
    for row in played.runs.select([*RUN, "failure"]).to_pylist():
        if row["failure"] is not None:
            yield f"{row['run']} of {row['scenario']} at point {row['point']}: {row['failure']}"


def _rows(table: pa.Table, key: tuple[str, int, int]) -> pa.Table:
    """Return the rows of a run."""
    import pyarrow.compute as pc  # noqa: PLC0415

    masks = [pc.equal(table[name], value) for name, value in zip(RUN, key, strict=True)]
    return table.filter(pc.and_(pc.and_(masks[0], masks[1]), masks[2]))


def _first_difference(stored: pa.Table, played: pa.Table) -> tuple[str, Any, Any] | None:
    if stored.num_rows != played.num_rows:
        return "number of rows", stored.num_rows, played.num_rows
    for name in dict.fromkeys([*stored.column_names, *played.column_names]):
        sides = [
            table[name].to_pylist() if name in table.column_names else ["no such column"]
            for table in (stored, played)
        ]
        for one, other in zip(*sides, strict=False):
            if one != other:
                return name, one, other
    return None


def _other_versions(manifest: dict[str, Any]) -> dict[str, tuple[str, str]]:
    then, now = manifest["versions"], versions()
    return {
        name: (then.get(name, "?"), now[name]) for name in LIBRARIES if then.get(name) != now[name]
    }
