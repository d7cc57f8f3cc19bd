"""Play a task. One bad run is not a lost block.

Where the engine stops with an error, or leaves a number that cannot be, the runs that caused it are
found by halving the block, and come out as rows that say why; the others are what they would have
been without them, because no run depends on its neighbours. A division by zero, an overflow and an
invalid operation are errors here, so that none of them ends as a wrong number.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from msssim.engines import batch
from msssim.engines.tally_places import Places, kept_steps
from msssim.errors import MsssimError, RunError
from msssim.experiments.partition import Partition, partition_of
from msssim.experiments.tasks import Task
from msssim.text import text
from msssim.world.calendar import Step, steps
from msssim.world.observables import CONTINGENT_OUTCOMES, OUTCOMES

PACKAGE = Path(batch.__file__).parents[2]


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
