"""The two doors: ``simulate`` plays one scenario, ``sweep`` an experiment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msssim.errors import InputError
from msssim.experiments.execute import play_all
from msssim.experiments.experiment import Experiment, experiment_of
from msssim.experiments.manifest import manifest_of
from msssim.experiments.result import Result
from msssim.experiments.store import Store
from msssim.experiments.tasks import Part, Task, tasks_of
from msssim.scenario.schema import Scenario
from msssim.world.observables import SERIES

Progress = Callable[[int, int], None]
"""Called with the runs done and the runs in all, first before the first block."""

WEEK = 7


def simulate(
    scenario: Scenario,
    runs: int = 500,
    seed: int = 1,
    days: int | None = None,
    series: Sequence[str] | None = None,
    progress: Progress | None = None,
    out: str | Path | None = None,
) -> Result:
    """Play a scenario many times.

    Parameters
    ----------
    scenario
        What is played.
    runs
        How often; run *k* does not depend on how many are played.
    seed
        Names the luck: same seed, same runs.
    days
        Horizon; None takes the scenario's.
    series
        Series to record, once a week (once a step that does not fit into a week); None takes all.
    progress
        Called with (runs done, runs in all).
    out
        Result folder. With it every block is stored as soon as it is played, and the same call
        again goes on where it stopped; without it the result is in memory only.

    Raises
    ------
    InputError
        If an argument is out of range or a series unknown.
    RunError
        If a run fails.
    ResultError
        If ``out`` holds something else.
    """
    recorded = list(SERIES) if series is None else list(series)
    step = scenario.step_days
    experiment = experiment_of(
        [scenario],
        name=scenario.name,
        title=scenario.title,
        replications=runs,
        horizon_days=scenario.horizon_days if days is None else days,
        record={
            "series": recorded,
            "every_days": step if WEEK % step else WEEK,
            "contingents": True,
        },
        seed=seed,
    )
    if out is None:
        return play_in_memory(experiment, progress)
    tasks = tasks_of(experiment)
    manifest = manifest_of(experiment, parts=len(tasks), from_file=False)
    return _fill(Store(out), tasks, manifest, workers=1, progress=progress)


def play_in_memory(experiment: Experiment, progress: Progress | None = None) -> Result:
    """Play an experiment that no file describes, in this process, and keep nothing on disk."""
    tasks = tasks_of(experiment)
    manifest = manifest_of(experiment, parts=len(tasks), from_file=False)
    played = _counted(play_all(tasks, workers=1), 0, tasks, progress)
    return Result.of_parts((part for _, part in played), manifest)


def sweep(
    experiment: Experiment,
    out: str | Path,
    workers: int | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Play an experiment into a result folder; the same call again goes on where it stopped.

    Parameters
    ----------
    experiment
        What is played, see :func:`msssim.experiments.load_experiment`.
    out
        Result folder.
    workers
        Processes; 1 plays in this one, None takes one a core. The result is the same to the byte.
    seed
        Takes the place of the experiment's seed.
    progress
        Called with (runs done, runs in all).

    Raises
    ------
    InputError
        If the number of workers or the seed is out of range.
    RunError
        If a run fails; what is finished is kept.
    ResultError
        If ``out`` holds another experiment.
    """
    if workers is not None and workers < 1:
        raise InputError(f"{workers} workers cannot play anything; allowed: 1 or more")
    if seed is not None:
        experiment = experiment.with_seed(seed)
    tasks = tasks_of(experiment)
    manifest = manifest_of(experiment, parts=len(tasks))
    return _fill(Store(out), tasks, manifest, workers, progress)


def _fill(
    store: Store,
    tasks: list[Task],
    manifest: dict[str, Any],
    workers: int | None,
    progress: Progress | None,
) -> Result:
    """Play into a folder what it still lacks, and read it."""
    missing = [tasks[index] for index in store.begin(manifest)]
    there = sum(map(len, tasks)) - sum(map(len, missing))
    for task, part in _counted(play_all(missing, workers), there, tasks, progress):
        store.write(task.index, part)
    return Result.read(store.folder)


def _counted(
    played: Iterable[tuple[Task, Part]], done: int, tasks: Sequence[Task], progress: Progress | None
) -> Iterator[tuple[Task, Part]]:
    """Pass on what was played, and report each block once it has been dealt with."""
    report = progress or (lambda done, total: None)
    total = sum(map(len, tasks))
    report(done, total)
    for task, part in played:
        yield task, part
        done += len(task)
        report(done, total)
