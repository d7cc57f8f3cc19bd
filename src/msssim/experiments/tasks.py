"""The work of an experiment in pieces: blocks of runs of one scenario, each played in one go.

A block holds a few hundred runs, of several points if need be, because numeric parameters may
differ from run to run. Flags, dates and words may not: where one of them changes, a new block
begins. Nothing in a run depends on the block that it is played in, so the cut is a matter of speed
alone.

A task is made when it is asked for, so that the plan of a large sweep takes no room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import Any, overload

import numpy as np
import pyarrow as pa
from pydantic_core import to_jsonable_python

from msssim.experiments.design import Point, design_points, varied_columns
from msssim.experiments.experiment import Experiment
from msssim.experiments.fields import Record
from msssim.scenario import parameter_info
from msssim.scenario.schema import Scenario

BLOCK_RUNS = 1024
"""Most runs in a block; see docs/performance.md for how the rate depends on it."""


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
    record: Record

    def __len__(self) -> int:
        return len(self.runs)

    @property
    def keys(self) -> list[tuple[str, int, int]]:
        """Scenario, point and number of each run."""
        pairs = zip(self.points.tolist(), self.runs.tolist(), strict=True)
        return [(self.scenario.name, point, run) for point, run in pairs]

    def values_of_runs(self) -> dict[str, np.ndarray]:
        """Return the values that the engine takes run by run, path -> (run,)."""
        return {path: self.varied[path].to_numpy() for path in self.values}

    @property
    def places_every(self) -> int | None:
        """The steps after which zones and main roads are kept again; None keeps none."""
        days = self.record.zones_every_days
        return None if days is None else days // self.scenario.step_days

    def only(self, rows: np.ndarray) -> Task:
        """Return the task with some of its runs, by their places in it."""
        varied = {name: values.take(pa.array(rows)) for name, values in self.varied.items()}
        return replace(self, points=self.points[rows], runs=self.runs[rows], varied=varied)


@dataclass(frozen=True)
class _Stretch:
    """Points of one scenario that agree in what cannot differ within a block."""

    scenario: Scenario
    points: np.ndarray
    varied: Mapping[str, pa.Array]
    """What the result files say of every point of the scenario, name -> (point,)."""


class TaskList(Sequence[Task]):
    """The tasks of an experiment, in the order of its result: scenario, point, run.

    Parameters
    ----------
    experiment
        What is played.
    runs
        Numbers of the runs at each point.
    first
        Number of the first task.
    block_runs
        Most runs in a block.
    """

    def __init__(
        self, experiment: Experiment, runs: range, first: int = 0, block_runs: int = BLOCK_RUNS
    ) -> None:
        self._experiment = experiment
        self._block_runs = block_runs
        points = design_points(experiment)
        scenarios = experiment.scenarios_to_play()
        shown = _shown(experiment, points, scenarios)
        self._by_run = tuple(
            path for path, values in shown[0].items() if "." in path and _is_numeric(values)
        )
        self._stretches = [
            _Stretch(scenario.with_values(fixed) if fixed else scenario, members, columns)
            for scenario, columns in zip(scenarios, shown, strict=True)
            for fixed, members in _alike(points, self._by_run)
        ]
        self.points = len(points)
        self._points_in_all = len(points) * len(scenarios)
        self.sample_points = self._points_in_all // experiment.cells
        self._cut(runs, first)

    def _cut(self, runs: range, first: int) -> None:
        self.runs, self.first = runs, first
        self.runs_in_all = self._points_in_all * len(runs)
        sizes = (
            -(-len(stretch.points) * len(runs) // self._block_runs) for stretch in self._stretches
        )
        self._ends = np.array(list(accumulate(sizes)))

    def with_runs(self, runs: range, first: int) -> TaskList:
        """Return the work of other runs at the same points, its tasks counted from ``first``."""
        other = copy(self)
        other._cut(runs, first)
        return other

    def __len__(self) -> int:
        return int(self._ends[-1])

    def size(self, place: int) -> int:
        """Return the number of runs of the task at a place."""
        return len(self._rows(place)[1])

    @overload
    def __getitem__(self, place: int) -> Task: ...
    @overload
    def __getitem__(self, place: slice) -> list[Task]: ...
    def __getitem__(self, place: int | slice) -> Task | list[Task]:
        """Make the task at a place; its ``index`` is that place, counted from ``first``."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        stretch, block = self._rows(place)
        rows = np.array(block)
        points = stretch.points[rows // len(self.runs)]
        runs = self.runs.start + rows % len(self.runs)
        if self._experiment.design.random_numbers == "independent":
            runs = runs + len(self.runs) * (points % self.sample_points)
        return self._task(self.first + place, stretch, points, runs)

    def tasks_for(self, scenario: str, points: np.ndarray, runs: np.ndarray) -> Iterator[Task]:
        """Yield tasks that play these runs, and no others; ``points`` and ``runs`` are (n,)."""
        for number, stretch in enumerate(self._stretches):
            here = np.isin(points, stretch.points) & (stretch.scenario.name == scenario)
            if here.any():
                yield self._task(number, stretch, points[here], runs[here])

    def _task(self, index: int, stretch: _Stretch, points: np.ndarray, runs: np.ndarray) -> Task:
        return Task(
            index=index,
            scenario=stretch.scenario,
            seed=self._experiment.seed,
            points=points,
            runs=runs,
            varied={name: values.take(points) for name, values in stretch.varied.items()},
            values=self._by_run,
            record=self._experiment.record,
        )

    def _rows(self, place: int) -> tuple[_Stretch, range]:
        """Return the stretch that a task lies in, and its runs there, counted point by point."""
        number = int(np.searchsorted(self._ends, place, side="right"))
        stretch = self._stretches[number]
        before = int(self._ends[number - 1]) if number else 0
        blocks, block = int(self._ends[number]) - before, place - before
        total = len(stretch.points) * len(self.runs)
        return stretch, range(block * total // blocks, (block + 1) * total // blocks)


def task_list_of(experiment: Experiment, block_runs: int = BLOCK_RUNS) -> TaskList:
    """Return the whole work of an experiment; of one that follows a rule, its first round."""
    asked = experiment.replications
    runs = range(asked) if isinstance(asked, int) else asked.until.after(range(0))
    return TaskList(experiment, runs, block_runs=block_runs)


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
