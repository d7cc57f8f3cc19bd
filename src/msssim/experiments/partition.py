"""Play a task: what it comes to, in the tables that the result folder keeps.

One bad run is not a lost block. Where the engine stops with an error, or leaves a number that
cannot be, the runs that caused it are found by halving the block, and come out as rows that say
why; the others are what they would have been without them, because no run depends on its
neighbours. A division by zero, an overflow and an invalid operation are errors here, so that none
of them ends as a wrong number.
"""

from __future__ import annotations

import datetime as dt
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pyarrow as pa

from msssim.engines import batch
from msssim.engines.tally_places import Places, kept_steps
from msssim.errors import MsssimError, RunError
from msssim.experiments.tasks import Task
from msssim.text import text
from msssim.world.calendar import Step, steps
from msssim.world.observables import CONTINGENT_OUTCOMES, OUTCOMES, SERIES

PACKAGE = Path(batch.__file__).parents[2]


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


def play(task: Task) -> Partition:
    """Play a block of runs.

    Raises
    ------
    RunError
        When the machine has too little memory: that is no run's fault.
    MsssimError
        What the engine refuses on purpose, as it is.
    """
    failures: dict[int, str] = {}
    pieces: list[tuple[np.ndarray, batch.Played]] = []
    for rows, result in _attempts(task, np.arange(len(task))):
        if isinstance(result, batch.Played):
            pieces.append((rows, result))
            failures |= {int(rows[place]): why for place, why in _impossible(result).items()}
        else:
            failures[int(rows[0])] = result
    return partition_of(task, _joined(task, pieces, list(failures)), failures)


def _attempts(task: Task, rows: np.ndarray) -> Iterator[tuple[np.ndarray, batch.Played | str]]:
    """Yield rows of the task with what they came to; for a run that fails alone, the reason."""
    asked = task if len(rows) == len(task) else task.only(rows)
    try:
        with np.errstate(divide="raise", over="raise", invalid="raise"):
            played = batch.run_block(
                asked.scenario,
                seed=asked.seed,
                runs=asked.runs,
                values=asked.values_of_runs(),
                series=asked.series,
                places_every=asked.places_every,
            )
    except MsssimError:
        raise
    except MemoryError as error:
        raise RunError(text("problems.little_memory", runs=len(asked))) from error
    except Exception as error:  # whatever the engine raises is the finding
        if len(rows) == 1:
            yield rows, _reason(error)
            return
        for half in np.array_split(rows, 2):
            yield from _attempts(task, half)
    else:
        yield rows, played


def _reason(error: Exception) -> str:
    """Return what went wrong and where in the package, in a line."""
    inside = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(PACKAGE) and frame.filename != __file__
    ]
    where = "".join(
        f" ({Path(frame.filename).relative_to(PACKAGE)}:{frame.lineno})" for frame in inside[-1:]
    )
    return f"{type(error).__name__}: {' '.join(str(error).split())}{where}"


def _impossible(played: batch.Played) -> dict[int, str]:
    """Return the runs, by place, with a number that cannot be, and which number that is."""
    found: dict[int, str] = {}
    numbers = {f"outcome {name}": values for name, values in played.outcomes.items()}
    numbers |= {f"series {name}": values for name, values in played.series.items()}
    for name, values in numbers.items():
        nullable = name.startswith("outcome ") and OUTCOMES[name.split()[1]].may_be_null
        wrong = np.isinf(values) if nullable else ~np.isfinite(values)
        for place in np.flatnonzero(wrong if wrong.ndim == 1 else wrong.any(axis=0)):
            found.setdefault(int(place), f"{name} is not a finite number")
    return found


def _joined(
    task: Task, pieces: list[tuple[np.ndarray, batch.Played]], failed: list[int]
) -> batch.Played:
    """Return one result for the whole task, NaN for the runs that failed."""
    if len(pieces) == 1 and not failed:
        return pieces[0][1]
    joined = _nothing(task)
    for rows, played in pieces:
        for whole, piece in zip(_tables(joined), _tables(played), strict=True):
            for name, values in piece.items():
                whole[name][..., rows] = values
    for whole in _tables(joined):
        for values in whole.values():
            values[..., failed] = np.nan
    return joined


def _tables(played: batch.Played) -> list[dict[str, np.ndarray]]:
    """Return everything that was played, as tables of arrays with the run axis last."""
    places = [] if played.places is None else [played.places.zones, played.places.roads]
    return [played.outcomes, played.series, played.contingents, *places]


def _nothing(task: Task) -> batch.Played:
    """Return the result of a task of which no run has been played yet: NaN throughout."""
    scenario = task.scenario
    calendar = steps(scenario.start, scenario.horizon_days, scenario.step_days)
    dates = [step.last_date for step in calendar]

    def blank(names: Iterable[str], *shape: int) -> dict[str, np.ndarray]:
        return {name: np.full((*shape, len(task)), np.nan) for name in names}

    return batch.Played(
        outcomes=blank(OUTCOMES),
        series=blank(task.series, len(dates)),
        dates=dates,
        contingents=blank(CONTINGENT_OUTCOMES, len(scenario.mission.contingents)),
        places=None if task.places_every is None else _no_places(task, calendar),
    )


def _no_places(task: Task, calendar: Sequence[Step]) -> Places:
    territory = task.scenario.territory
    return Places.blank(
        [step.last_date for step in kept_steps(calendar, task.places_every or 1)],
        len(territory.zones),
        len(territory.main_roads),
        len(task),
    )


def partition_of(task: Task, played: batch.Played, failures: Mapping[int, str]) -> Partition:
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


def _runs_table(task: Task, played: batch.Played, failures: Mapping[int, str]) -> pa.Table:
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


def _series_table(task: Task, played: batch.Played) -> pa.Table:
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


def _contingents_table(task: Task, played: batch.Played) -> pa.Table:
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
