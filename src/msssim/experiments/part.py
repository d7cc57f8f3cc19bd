"""What a task comes to: the tables that the result folder keeps, and which of its runs failed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from msssim.engines.batch import Played
from msssim.experiments.tasks import Task
from msssim.world.observables import CONTINGENT_OUTCOMES, OUTCOMES, SERIES


@dataclass(frozen=True)
class Part:
    """The result of a task: a row a run, and a row a run and recorded date.

    If the experiment asks for it, also a row a run and contingent.
    """

    runs: pa.Table
    series: pa.Table
    contingents: pa.Table | None = None


def part_of(task: Task, played: Played, failures: Mapping[int, str]) -> Part:
    """Return the tables of a task.

    Parameters
    ----------
    task
        What was asked.
    played
        What came out, a column for each run of the task, NaN throughout for one that failed.
    failures
        For each run that failed, by its place in the task, the reason.
    """
    return Part(
        _runs_table(task, played, failures),
        _series_table(task, played),
        _contingents_table(task, played) if task.contingents else None,
    )


def reproducing(scenario: str, point: int, run: int) -> str:
    """Return the command that plays one run of a result again; RESULT stands for its folder."""
    return f"msssim verify RESULT --scenario {scenario} --point {point} --run {run}"


def _runs_table(task: Task, played: Played, failures: Mapping[int, str]) -> pa.Table:
    outcomes = {name: _nullable(played.outcomes[name]) for name in OUTCOMES}
    rows = range(len(task))
    commands = [
        reproducing(task.scenario.name, int(task.points[row]), int(task.runs[row]))
        if row in failures
        else None
        for row in rows
    ]
    return pa.table(
        {
            **_keys(task, 1),
            **task.varied,
            **outcomes,
            "failure": pa.array([failures.get(row) for row in rows], pa.string()),
            "reproduce": pa.array(commands, pa.string()),
        }
    )


def _series_table(task: Task, played: Played) -> pa.Table:
    steps = len(played.dates)
    stride = task.every_days // task.scenario.step_days
    starts = np.arange(0, steps, stride)
    ends = np.minimum(starts + stride, steps) - 1
    dates: list[dt.date] = [played.dates[end] for end in ends]
    columns = {
        name: _recorded(played.series[name], SERIES[name].kind, starts, ends)
        for name in task.series
    }
    return pa.table(
        {**_keys(task, len(ends)), "date": pa.array(dates * len(task), pa.date32()), **columns}
    )


def _contingents_table(task: Task, played: Played) -> pa.Table:
    countries = [row.name for row in task.scenario.mission.contingents]
    outcomes = {name: _nullable(played.contingents[name].T.ravel()) for name in CONTINGENT_OUTCOMES}
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
