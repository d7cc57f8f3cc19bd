"""The work of an experiment in pieces: blocks of runs of one scenario, each played in one go.

A block holds a few hundred runs, of several points if need be, because numeric parameters may
differ from run to run. Flags, dates and words may not: where one of them changes, a new block
begins. Nothing in a run depends on the block that it is played in, so the cut is a matter of speed
alone.
"""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa
from pydantic_core import to_jsonable_python

from msssim.engines import batch
from msssim.errors import MsssimError, RunError
from msssim.experiments.design import Point, design_points, varied_columns
from msssim.experiments.experiment import Experiment
from msssim.scenario import parameter_info
from msssim.scenario.schema import Scenario
from msssim.world.observables import CONTINGENT_OUTCOMES, OUTCOMES, SERIES

BLOCK_RUNS = 256
"""Most runs in a block; a larger one falls out of the processor's cache."""


@dataclass(frozen=True)
class Part:
    """The result of a task: a row a run, and a row a run and recorded date.

    If the experiment asks for it, also a row a run and contingent.
    """

    runs: pa.Table
    series: pa.Table
    contingents: pa.Table | None = None


@dataclass(frozen=True)
class Task:
    """A block of runs of one scenario.

    ``points``, ``runs`` and every array of ``varied`` have the shape (run of the block,).
    ``varied`` is what the result files say of each run; ``values`` names those of them that the
    engine takes run by run. What differs between blocks only is in ``scenario`` already.
    """

    index: int
    scenario: Scenario
    seed: int
    points: np.ndarray
    runs: np.ndarray
    varied: Mapping[str, pa.Array]
    values: tuple[str, ...]
    series: tuple[str, ...]
    every_days: int
    contingents: bool

    def __len__(self) -> int:
        return len(self.runs)

    def values_of(self, rows: slice = slice(None)) -> dict[str, np.ndarray]:
        """Return the values that the engine takes run by run, path -> (run,)."""
        return {path: self.varied[path].to_numpy()[rows] for path in self.values}


def tasks_of(experiment: Experiment, block_runs: int = BLOCK_RUNS) -> list[Task]:
    """Return the whole work of an experiment, in the order of its result: scenario, point, run."""
    points = design_points(experiment)
    scenarios = experiment.scenarios_to_play()
    shown = _shown(experiment, points, scenarios)
    by_run = tuple(path for path, values in shown[0].items() if "." in path and _is_numeric(values))
    tasks: list[Task] = []
    for scenario, columns in zip(scenarios, shown, strict=True):
        for fixed, group in _alike(points, by_run):
            played = scenario.with_values(fixed) if fixed else scenario
            for places, runs in _blocks(group, experiment.replications, block_runs):
                tasks.append(
                    Task(
                        index=len(tasks),
                        scenario=played,
                        seed=experiment.seed,
                        points=places,
                        runs=runs,
                        varied={name: values.take(places) for name, values in columns.items()},
                        values=by_run,
                        series=experiment.record.series,
                        every_days=experiment.record.every_days,
                        contingents=experiment.record.contingents,
                    )
                )
    return tasks


def play(task: Task) -> Part:
    """Play a block.

    Raises
    ------
    RunError
        When a run fails; it names the first one that does, and the command that plays it again.
    """
    try:
        block = batch.run_block(
            task.scenario,
            seed=task.seed,
            runs=task.runs,
            values=task.values_of(),
            series=task.series,
        )
    except MsssimError:
        raise
    except Exception as error:
        raise _run_error(task, error) from error
    return Part(
        _runs_table(task, block),
        _series_table(task, block),
        _contingents_table(task, block) if task.contingents else None,
    )


def _shown(
    experiment: Experiment, points: list[Point], scenarios: Sequence[Scenario]
) -> list[dict[str, pa.Array]]:
    """Return, for each scenario, the columns that say what varied: name -> (point,).

    A column has one type in all scenarios, so that all parts agree whatever values they hold.
    """
    shown: list[dict[str, pa.Array]] = [{} for _ in scenarios]
    for column in varied_columns(experiment):
        values = [_column(column, points, scenario) for scenario in scenarios]
        joined = pa.array([value for each in values for value in each])
        for number, columns in enumerate(shown):
            columns[column] = joined.slice(number * len(points), len(points))
    return shown


def _column(column: str, points: list[Point], scenario: Scenario) -> list[Any]:
    """Return what a column says of each point: the label, the value set, or the scenario's own."""
    said = [{**point.settings, **point.labels} for point in points]
    own = None if all(column in one for one in said) else parameter_info(scenario, column).value
    return [to_jsonable_python(one.get(column, own)) for one in said]


def _is_numeric(values: pa.Array) -> bool:
    kind = values.type
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def _alike(
    points: list[Point], by_run: tuple[str, ...]
) -> Iterator[tuple[dict[str, Any], np.ndarray]]:
    """Yield neighbouring points that agree in what cannot differ within a block, and that."""

    def fixed(point: Point) -> dict[str, Any]:
        return {path: value for path, value in point.settings.items() if path not in by_run}

    for settings, group in groupby(points, fixed):
        yield settings, np.array([point.number for point in group])


def _blocks(
    points: np.ndarray, replications: int, block_runs: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield (point, run), each (n,), in blocks of about equal size."""
    total = len(points) * replications
    for rows in np.array_split(np.arange(total), -(-total // block_runs)):
        yield points[rows // replications], rows % replications


def _runs_table(task: Task, block: batch.Played) -> pa.Table:
    outcomes = {name: _nullable(block.outcomes[name]) for name in OUTCOMES}
    return pa.table({**_keys(task, 1), **task.varied, **outcomes})


def _series_table(task: Task, block: batch.Played) -> pa.Table:
    steps = len(block.dates)
    stride = task.every_days // task.scenario.step_days
    starts = np.arange(0, steps, stride)
    ends = np.minimum(starts + stride, steps) - 1
    dates: list[dt.date] = [block.dates[end] for end in ends]
    columns = {
        name: _recorded(block.series[name], SERIES[name].kind, starts, ends) for name in task.series
    }
    return pa.table(
        {**_keys(task, len(ends)), "date": pa.array(dates * len(task), pa.date32()), **columns}
    )


def _contingents_table(task: Task, block: batch.Played) -> pa.Table:
    countries = [row.name for row in task.scenario.mission.contingents]
    outcomes = {name: _nullable(block.contingents[name].T.ravel()) for name in CONTINGENT_OUTCOMES}
    return pa.table(
        {
            **_keys(task, len(countries)),
            "contingent": pa.array(countries * len(task), pa.string()),
            **outcomes,
        }
    )


def _keys(task: Task, rows: int) -> dict[str, pa.Array]:
    """Return the columns that say which run a row belongs to, for so many rows a run."""
    return {
        "scenario": pa.array([task.scenario.name] * (len(task) * rows), pa.string()),
        "point": pa.array(np.repeat(task.points, rows), pa.int64()),
        "run": pa.array(np.repeat(task.runs, rows), pa.int64()),
    }


def _nullable(values: np.ndarray) -> pa.Array:
    """Return outcomes with null for what never happened."""
    return pa.array(np.asarray(values, float), from_pandas=True)


def _recorded(values: np.ndarray, kind: str, starts: np.ndarray, ends: np.ndarray) -> pa.Array:
    """Return a series (step, run) as recorded, run by run: flows summed, the rest at the end."""
    kept = np.add.reduceat(values, starts, axis=0) if kind == "flow" else values[ends]
    return pa.array(kept.T.ravel().astype(np.float32), from_pandas=True)


def _run_error(task: Task, error: Exception) -> RunError:
    """Return an error about the first run of the block that fails when it is played alone."""
    for row in range(len(task)):
        alone = replace(task, runs=task.runs[row : row + 1], points=task.points[row : row + 1])
        values = task.values_of(slice(row, row + 1))
        try:
            batch.run_block(
                alone.scenario, seed=alone.seed, runs=alone.runs, values=values, series=alone.series
            )
        except Exception as own:  # whatever the engine raises is the finding
            return RunError(_failure(task, row, own))
    return RunError(
        f"runs {task.runs[0]} to {task.runs[-1]} of scenario {task.scenario.name} failed together, "
        f"though each can be played alone: {type(error).__name__}: {error}"
    )


def _failure(task: Task, row: int, error: Exception) -> str:
    run, point, scenario = int(task.runs[row]), int(task.points[row]), task.scenario
    settings = [
        f"{path}={values[row].as_py()}" for path, values in task.varied.items() if "." in path
    ]
    command = ["msssim", "run", scenario.name, "--runs", str(run + 1), "--seed", str(task.seed),
               "--days", str(scenario.horizon_days)]  # fmt: skip
    for setting in settings:
        command += ["--set", setting]
    return (
        f"run {run} of scenario {scenario.name} failed at point {point}: "
        f"{type(error).__name__}: {error}; to see it again: {shlex.join(command)}"
    )
