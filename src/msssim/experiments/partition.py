"""What a task comes to: the tables that the result folder keeps, and which of its runs failed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa

from msssim.engines.batch import Played
from msssim.engines.tally_places import Places
from msssim.experiments.tasks import Task
from msssim.world.observables import CONTINGENT_OUTCOMES, OUTCOMES, SERIES


@dataclass(frozen=True)
class Partition:
    """The result of a task: a row a run, and a row a run and recorded date.

    If the experiment asks for them, also a row a run and contingent; and a row a run, date and
    zone, and one a run, date and main road.
    """

    runs: pa.Table
    series: pa.Table
    contingents: pa.Table | None = None
    zones: pa.Table | None = None
    roads: pa.Table | None = None

    def tables(self) -> dict[str, pa.Table]:
        """Return the tables that it has, by name."""
        every = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: table for name, table in every.items() if table is not None}


def partition_of(task: Task, played: Played, failures: Mapping[int, str]) -> Partition:
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
    return Partition(
        _runs_table(task, played, failures),
        _series_table(task, played),
        _contingents_table(task, played) if task.contingents else None,
        *((None, None) if played.places is None else _places_tables(task, played.places)),
    )


def reproducing(scenario: str, point: int, run: int) -> str:
    """Return the command that plays one run of a result again; RESULT stands for its folder."""
    return f"msssim validate verify RESULT --scenario {scenario} --point {point} --run {run}"


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


def _places_tables(task: Task, places: Places) -> tuple[pa.Table, pa.Table]:
    territory = task.scenario.territory
    zones = [row.name for row in territory.zones]
    roads = [link.name for link in territory.main_roads]
    return (
        _place_table(task, places.dates, "zone", zones, places.zones),
        _place_table(task, places.dates, "road", roads, places.roads),
    )


def _place_table(
    task: Task, dates: list[dt.date], kind: str, names: list[str], values: Mapping[str, np.ndarray]
) -> pa.Table:
    """Return a row a run, date and place; ``values`` are arrays ``(date, place, run)``."""
    at = [date for date in dates for _ in names]
    columns = {name: np.moveaxis(array, -1, 0).ravel() for name, array in values.items()}
    return pa.table(
        {
            **_keys(task, len(at)),
            "date": pa.array(at * len(task), pa.date32()),
            kind: pa.array(names * (len(dates) * len(task)), pa.string()),
            **{name: _single(array) for name, array in columns.items()},
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
    return _single(kept.T.ravel())


def _single(values: np.ndarray) -> pa.Array:
    """Return numbers in single precision, with null for what is not known."""
    return pa.array(values.astype(np.float32), from_pandas=True)
