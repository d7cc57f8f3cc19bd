"""Play stored runs again, and see whether they come to the same numbers, bit for bit.

Everything that fixes a run is in the manifest: the resolved scenarios, the design, the seed. So any
run of a result can be played again by anybody, on its own or with any others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from msssim.errors import InputError
from msssim.experiments.manifest import experiment_of_manifest, other_versions
from msssim.experiments.partition import RUN, Partition, play
from msssim.experiments.store import Store
from msssim.experiments.stored_run import Difference, differences, require_scenario
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
    tasks = task_list_of(experiment_of_manifest(manifest))
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
            last_point=tasks.points - 1,
        )
    chosen = _sample(found, rows)
    different: list[Difference] = []
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
        for task in _tasks(tasks, part_keys.iloc[here]):
            played = play(task)
            for key in task.keys:
                one = differences(key, stored.of_run(key), played.of_run(key))
                different += islice(one, 1)  # the first of each run
            failures += _failures(played)
            done += len(task)
    return Verification(
        len(chosen), found, tuple(different), tuple(failures), other_versions(manifest)
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


def _tasks(tasks: TaskList, keys: pd.DataFrame) -> Iterator[Task]:
    for name, of_scenario in keys.groupby("scenario", sort=False):
        yield from tasks.tasks_for(
            str(name), of_scenario["point"].to_numpy(), of_scenario["run"].to_numpy()
        )


def _failures(played: Partition) -> Iterator[str]:
    for row in played.runs.select([*RUN, "failure"]).to_pylist():
        if row["failure"] is not None:
            yield f"{row['run']} of {row['scenario']} at point {row['point']}: {row['failure']}"
