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
from msssim.world.calendar import steps
from msssim.world.observables import CONTINGENT_OUTCOMES, OUTCOMES, SERIES

RUN = ["scenario", "point", "run"]
"""The columns that every table begins with: which run a row belongs to."""

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

    def of_run(self, key: tuple[str, int, int]) -> Partition:
        """Return the rows of one run, by scenario, point and run."""
        return Partition(**{name: rows_of(table, key) for name, table in self.tables().items()})


def rows_of(table: pa.Table, key: tuple[str, int, int]) -> pa.Table:
    """Return the rows of a table that belong to a run, by scenario, point and run."""
    import pyarrow.compute as pc  # noqa: PLC0415  (a worker does without)

    scenario, point, run = (pc.equal(table[name], of) for name, of in zip(RUN, key, strict=True))
    return table.filter(pc.and_(pc.and_(scenario, point), run))


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
                series=asked.record.series,
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
    frames = traceback.extract_tb(error.__traceback__)
    places = [(Path(frame.filename), frame.lineno) for frame in frames]
    inside = [
        f" ({file.relative_to(PACKAGE)}:{line})"
        for file, line in places
        if file.is_relative_to(PACKAGE) and file != Path(__file__)
    ]
    where = inside[-1] if inside else ""
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
    scenario, territory = task.scenario, task.scenario.territory
    calendar = steps(scenario.start, scenario.horizon_days, scenario.step_days)

    def blank(names: Iterable[str], *shape: int) -> dict[str, np.ndarray]:
        return {name: np.full((*shape, len(task)), np.nan) for name in names}

    places = None
    if task.places_every is not None:
        kept = [step.last_date for step in kept_steps(calendar, task.places_every)]
        places = Places.blank(kept, len(territory.zones), len(territory.main_roads), len(task))
    return batch.Played(
        outcomes=blank(OUTCOMES),
        series=blank(task.record.series, len(calendar)),
        dates=[step.last_date for step in calendar],
        contingents=blank(CONTINGENT_OUTCOMES, len(scenario.mission.contingents)),
        places=places,
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
    tables = {"runs": _runs(task, played, failures), "series": _series(task, played)}
    if task.record.contingents:
        countries = [row.name for row in task.scenario.mission.contingents]
        outcomes = {name: played.contingents[name] for name in CONTINGENT_OUTCOMES}
        tables["contingents"] = _rows(task, {"contingent": _words(countries)}, outcomes)
    if played.places is not None:
        territory, places = task.scenario.territory, played.places
        zones, roads = territory.zones, territory.main_roads
        for kind, rows, found in (("zone", zones, places.zones), ("road", roads, places.roads)):
            names = [row.name for row in rows]
            index = {
                "date": _dates([date for date in places.dates for _ in names]),
                kind: _words(names * len(places.dates)),
            }
            tables[f"{kind}s"] = _rows(task, index, _single(found))
    return Partition(**tables)


def reproducing(scenario: str, point: int, run: int) -> str:
    """Return the command that plays one run of a result again; RESULT stands for its folder."""
    return f"msssim validate verify RESULT --scenario {scenario} --point {point} --run {run}"


def _runs(task: Task, played: batch.Played, failures: Mapping[int, str]) -> pa.Table:
    """Return a row a run: what varies, the outcomes, and for a run that failed the reason."""
    commands = [
        reproducing(*key) if place in failures else None for place, key in enumerate(task.keys)
    ]
    return pa.table(
        {
            **_keys(task, 1),
            **task.varied,
            **{name: _column(played.outcomes[name]) for name in OUTCOMES},
            "failure": _words([failures.get(place) for place in range(len(task))]),
            "reproduce": _words(commands),
        }
    )


def _series(task: Task, played: batch.Played) -> pa.Table:
    """Return a row a run and recorded date: flows summed over the interval, the rest at its end."""
    stride = task.record.every_days // task.scenario.step_days
    starts = np.arange(0, len(played.dates), stride)
    ends = np.minimum(starts + stride, len(played.dates)) - 1
    recorded = {
        name: np.add.reduceat(values, starts, axis=0)
        if SERIES[name].kind == "flow"
        else values[ends]
        for name, values in ((name, played.series[name]) for name in task.record.series)
    }
    return _rows(task, {"date": _dates([played.dates[end] for end in ends])}, _single(recorded))


def _rows(task: Task, index: Mapping[str, pa.Array], values: Mapping[str, np.ndarray]) -> pa.Table:
    """Return a row a run and place of an index, run by run; ``values`` are (..., run)."""
    count = len(next(iter(index.values())))
    return pa.table(
        {
            **_keys(task, count),
            **{name: pa.concat_arrays([column] * len(task)) for name, column in index.items()},
            **{name: _column(array) for name, array in values.items()},
        }
    )


def _keys(task: Task, rows: int) -> dict[str, pa.Array]:
    """Return the columns that say which run a row belongs to, for so many rows a run."""
    return {
        "scenario": _words([task.scenario.name] * (len(task) * rows)),
        "point": pa.array(np.repeat(task.points, rows), pa.int64()),
        "run": pa.array(np.repeat(task.runs, rows), pa.int64()),
    }


def _column(values: np.ndarray) -> pa.Array:
    """Return values (..., run) run by run, with null for what never happened or is not known."""
    return pa.array(np.moveaxis(values, -1, 0).ravel(), from_pandas=True)


def _single(values: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {name: array.astype(np.float32) for name, array in values.items()}


def _words(values: Sequence[str | None]) -> pa.Array:
    return pa.array(values, pa.string())


def _dates(values: Sequence[dt.date]) -> pa.Array:
    return pa.array(values, pa.date32())
