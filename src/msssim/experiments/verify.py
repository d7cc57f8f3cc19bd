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

from msssim.errors import InputError
from msssim.experiments.manifest import experiment_of_manifest, other_versions
from msssim.experiments.partition import Partition, play
from msssim.experiments.sources import RUN
from msssim.experiments.store import Store
from msssim.experiments.stored_run import Difference, differing_columns, require_scenario, rows_of
from msssim.experiments.tasks import Task, TaskList, task_list_of


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
    if scenario is not None:
        require_scenario(folder, manifest, scenario)
    work = task_list_of(experiment_of_manifest(manifest))
    asked = {"scenario": scenario, "point": point, "run": run}
    wanted = {name: value for name, value in asked.items() if value is not None}
    keys = [_keys_of(store, index, wanted) for index in range(parts)]
    found = sum(map(len, keys))
    if not found:
        raise InputError(
            "problems.no_such_run",
            folder=folder,
            wanted=", ".join(f"{name} {value}" for name, value in wanted.items()),
            last_run=manifest["replications"] - 1,
            last_point=work.points - 1,
        )
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
        len(chosen), found, tuple(differences), tuple(failures), other_versions(manifest)
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


def _tasks(work: TaskList, keys: pd.DataFrame) -> Iterator[Task]:
    for name, of_scenario in keys.groupby("scenario", sort=False):
        yield from work.tasks_for(
            str(name), of_scenario["point"].to_numpy(), of_scenario["run"].to_numpy()
        )


def _differences(task: Task, stored: Partition, played: Partition) -> Iterator[Difference]:
    """Yield the first difference of each run of a task."""
    for point, run in zip(task.points.tolist(), task.runs.tolist(), strict=True):
        key = (task.scenario.name, point, run)
        for name, table in stored.tables().items():
            one, other = rows_of(table, key), rows_of(played.tables()[name], key)
            difference = next(differing_columns(one, other), None)
            if difference is not None:
                yield Difference(*key, *difference)
                break


def _failures(played: Partition) -> Iterator[str]:
    for row in played.runs.select([*RUN, "failure"]).to_pylist():
        if row["failure"] is not None:
            yield f"{row['run']} of {row['scenario']} at point {row['point']}: {row['failure']}"
