"""The two doors: ``simulate`` plays one scenario, ``sweep`` an experiment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msssim.experiments.executor import TaskExecutor, executor_of, play_all
from msssim.experiments.experiment import Experiment, experiment_of
from msssim.experiments.manifest import manifest_of
from msssim.experiments.partition import RUN, Partition
from msssim.experiments.priors import WORD, Priors, with_priors
from msssim.experiments.replications import Until, precision
from msssim.experiments.result import Result
from msssim.experiments.store import Store, to_frame
from msssim.experiments.tasks import Task, TaskList, task_list_of
from msssim.scenario.schema import Scenario
from msssim.scenario.validation import require
from msssim.world.observables import SERIES

Progress = Callable[[int, int], None]
"""Called with the runs done and the runs in all, first before the first block."""

WEEK = 7
QUARTER = 91
"""Days; how often zones and main roads are kept, or as near to it as steps allow."""


def simulate(
    scenario: Scenario,
    runs: int = 500,
    seed: int = 1,
    days: int | None = None,
    series: Sequence[str] | None = None,
    progress: Progress | None = None,
    out: str | Path | None = None,
    priors: Priors | None = None,
) -> Result:
    """Play a scenario many times.

    Parameters
    ----------
    scenario
        What is played.
    runs
        How often; run *k* does not depend on how many are played.
    seed
        Names the random numbers: same seed, same runs.
    days
        Horizon; None takes the scenario's.
    series
        Series to record, once a week (once a step that does not fit into a week); None takes all.
    progress
        Called with (runs done, runs in all).
    out
        Result folder. With it every block is stored as soon as it is played, and the same call
        again goes on where it stopped; without it the result is in memory only.
    priors
        With them every run draws its parameters too (those that the scenario sets itself stay as
        they are), so that the runs show what is unknown and not chance alone.

    Raises
    ------
    InputError
        If the scenario is none, an argument is out of range or a series unknown.
    RunError
        If a run fails.
    ResultError
        If ``out`` holds something else.
    """
    require(Scenario, scenario)
    recorded = list(SERIES) if series is None else list(series)
    step = scenario.step_days
    sampled = {} if priors is None else _sampled(scenario, runs, priors)
    experiment = experiment_of(
        [scenario],
        name=scenario.name,
        title=scenario.title,
        **{"replications": runs, **sampled},
        horizon_days=scenario.horizon_days if days is None else days,
        record={
            "series": recorded,
            "every_days": step if WEEK % step else WEEK,
            "contingents": True,
            "zones_every_days": step * max(1, round(QUARTER / step)),
        },
        seed=seed,
    )
    if out is None:
        return play_in_memory(experiment, progress)
    tasks = task_list_of(experiment)
    manifest = manifest_of(experiment, parts=len(tasks), from_file=bool(sampled))
    with executor_of(workers=1) as executor:
        return _fill(Store(out), tasks, manifest, executor, progress)


def _sampled(scenario: Scenario, runs: int, priors: Priors) -> dict[str, Any]:
    """Return the keys of an experiment in which every run has parameters and a stream of its own.

    A Halton sequence, so that a longer sample begins alike.
    """
    return {
        **with_priors({"uncertainties": WORD}, priors, [scenario]),
        "design": {"method": "halton", "points": runs, "random_numbers": "independent"},
        "replications": 1,
    }


def play_in_memory(experiment: Experiment, progress: Progress | None = None) -> Result:
    """Play an experiment that no file describes, in this process, and keep nothing on disk."""
    tasks = task_list_of(experiment)
    manifest = manifest_of(experiment, parts=len(tasks), from_file=bool(experiment.uncertainties))
    with executor_of(workers=1) as executor:
        played = _counted(play_all(tasks, executor), 0, tasks.runs_in_all, progress)
        return Result.of_parts((part for _, part in played), manifest)


def sweep(
    experiment: Experiment,
    out: str | Path,
    workers: int | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
    dask: str | None = None,
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
        Called with (runs done, runs in all); under a rule for the replications, in all so far.
    dask
        Address of a Dask scheduler, or ``local`` for a cluster on this machine.

    Raises
    ------
    InputError
        If the experiment is none, the number of workers or the seed out of range, or there is no
        such cluster.
    RunError
        If a block cannot be played; what is finished is kept. A run that fails is no error, but
        a row of the result that says so, see :attr:`Result.failed`.
    ResultError
        If ``out`` holds another experiment, something damaged, or cannot be written.
    """
    require(Experiment, experiment)
    if seed is not None:
        experiment = experiment.with_seed(seed)
    tasks = task_list_of(experiment)
    manifest = manifest_of(experiment, parts=None if experiment.until else len(tasks))
    with executor_of(workers, dask) as executor:
        return _fill(Store(out), tasks, manifest, executor, progress, experiment.until)


def _fill(
    store: Store,
    tasks: TaskList,
    manifest: dict[str, Any],
    executor: TaskExecutor,
    progress: Progress | None,
    rule: Until | None = None,
) -> Result:
    """Play into a folder what it still lacks, and read it."""
    with store.claimed(manifest):
        if rule is None:
            _play_missing(store, tasks, executor, progress)
        else:
            store.finish(_play_until_precise(store, tasks, executor, progress, rule))
    return Result.read(store.folder)


def _play_until_precise(
    store: Store, tasks: TaskList, executor: TaskExecutor, progress: Progress | None, rule: Until
) -> dict[str, Any]:
    """Play round after round, and return what it came to.

    What is stored decides on the next round, so a sweep that was interrupted decides alike.
    """
    while True:
        _play_missing(store, tasks, executor, progress)
        parts = tasks.first + len(tasks)
        columns = [*RUN, rule.outcome]
        runs = to_frame([store.read("runs", part, columns) for part in range(parts)])
        found = precision(rule, runs, tasks.sample_points)
        next_runs = rule.after(tasks.runs)
        if found.is_enough or not next_runs:
            replications = tasks.runs.stop
            return {"parts": parts, "replications": replications, "precision": found.described()}
        tasks = tasks.with_runs(next_runs, first=parts)


def _play_missing(
    store: Store, tasks: TaskList, executor: TaskExecutor, progress: Progress | None
) -> None:
    """Play those tasks whose parts are not there, and write each as it comes."""
    parts = range(tasks.first, tasks.first + len(tasks))
    missing = [index - tasks.first for index in store.missing(parts)]
    before = tasks.runs.start * tasks.runs_in_all // len(tasks.runs)
    there = before + tasks.runs_in_all - sum(tasks.size(place) for place in missing)
    played = play_all((tasks[place] for place in missing), executor)
    for task, part in _counted(played, there, before + tasks.runs_in_all, progress):
        store.write(task.index, part)


def _counted(
    played: Iterable[tuple[Task, Partition]], done: int, total: int, progress: Progress | None
) -> Iterator[tuple[Task, Partition]]:
    """Pass on what was played, and report each block once it has been dealt with."""
    report = progress or (lambda done, total: None)
    report(done, total)
    for task, part in played:
        yield task, part
        done += len(task)
        report(done, total)
