"""Play a stored run in the Mesa model: see that it is the same, and be told its story.

The batch engine has played the run among many; here it is played alone, agent by agent, with the
same random numbers. What comes out is put into the tables of a result, and every number is compared
with what is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from msssim.engines.agents import MissionModel
from msssim.engines.agents.chronicle import Chronicle
from msssim.engines.batch import Played
from msssim.engines.tally_places import PlaceTally, kept_steps
from msssim.errors import MsssimError, RunError
from msssim.experiments.manifest import other_versions
from msssim.experiments.partition import RUN, Partition, partition_of
from msssim.experiments.stored_run import Difference, StoredRun, differences, find_run
from msssim.scenario.schema import Scenario
from msssim.text import text
from msssim.world.calendar import steps
from msssim.world.events import Event
from msssim.world.observables import CONTINGENT_OUTCOMES, ROAD_VARIABLES, ZONE_VARIABLES

if TYPE_CHECKING:
    from msssim.experiments.simulate import Progress

__all__ = ["Ground", "Replay", "Stand", "replay"]

PLACES = (*ZONE_VARIABLES.values(), *ROAD_VARIABLES.values())
"""Variables that are kept of each zone and main road."""


class Stand(NamedTuple):
    """Members of a gang in a zone; ``posture`` is the name of a Posture in small letters."""

    zone: str
    gang: str
    members: int
    posture: str


@dataclass(frozen=True)
class Ground:
    """Who stood where at one moment, by name of the zone or the main road.

    ``control`` is that of gangs, in [0, 1]; ``open_roads`` are 0 or 1.
    """

    control: dict[str, float]
    police: dict[str, float]
    mission: dict[str, float]
    open_roads: dict[str, float]
    gangs: tuple[Stand, ...]


@dataclass(frozen=True)
class Replay:
    """A stored run, played again and told.

    Attributes
    ----------
    stored
        The run as it is stored.
    scenario
        What was played.
    events
        What happened, by date.
    outcomes
        Outcomes by name; NaN for what never happened.
    seen
        A row a step with everything that the step showed, indexed by its last date.
    start, end
        The ground before the first step, and after the last.
    compared
        How many values were compared with those stored.
    differences
        What is not as it is stored, a column each.
    other_versions
        Libraries by name whose version is not the one that wrote the result: then, now.
    """

    stored: StoredRun
    scenario: Scenario
    events: tuple[Event, ...]
    outcomes: dict[str, float]
    seen: pd.DataFrame
    start: Ground
    end: Ground
    compared: int
    differences: tuple[Difference, ...]
    other_versions: dict[str, tuple[str, str]]

    @property
    def same(self) -> bool:
        """Whether every value was the same."""
        return not self.differences


def replay(
    folder: str | Path,
    run: int,
    *,
    scenario: str | None = None,
    point: int | None = None,
    progress: Progress | None = None,
) -> Replay:
    """Play a stored run again in the Mesa model.

    Parameters
    ----------
    folder
        Result folder.
    run
        Number of the run.
    scenario, point
        Which of several; not needed where there is one.
    progress
        Called with (steps done, steps in all).

    Raises
    ------
    InputError
        If there is no such run, or there are several.
    ResultError
        If the folder is no result, is not complete, is damaged, or its manifest was changed.
    RunError
        If the run failed, then or now.
    """
    stored = find_run(folder, run, scenario, point)
    if stored.failure is not None:
        name, place, _ = stored.key
        said = {"run": run, "scenario": name, "point": place, "reason": stored.failure}
        raise RunError(text("problems.run_failed", **said))
    model = MissionModel(stored.scenario, seed=stored.task.seed, run=run)
    try:
        return _watched(model, stored, progress)
    finally:
        model.close()


def _watched(model: MissionModel, stored: StoredRun, progress: Progress | None) -> Replay:
    """Play a model to its end, take down what happens, and compare it with what is stored."""
    plan, task = model.plan, stored.task
    calendar = steps(plan.start, plan.horizon_days, plan.step_days)
    chronicle, events, seen = Chronicle(model), [], []
    kept = kept_steps(calendar, task.places_every or len(calendar))
    tally = PlaceTally(kept, len(model.zones), len(model.infrastructure.roads), 1)
    start = _ground_of(model)
    for step in calendar:
        _step(model)
        events += chronicle.look()
        seen.append(dict(model.seen))
        tally.observe(step, {each.name: model.column(each.name) for each in PLACES})
        if progress is not None:
            progress(step.index + 1, len(calendar))
    dates = [step.last_date for step in calendar]
    table = pd.DataFrame(seen, index=pd.DatetimeIndex(dates, name="date"))
    outcomes, by_country = model.outcomes(), model.contingent_outcomes().values()
    played = Played(
        outcomes={name: np.array([value]) for name, value in outcomes.items()},
        series={name: table[[name]].to_numpy(float) for name in task.record.series},
        dates=dates,
        contingents={
            name: np.array([[each[name]] for each in by_country], float).reshape(-1, 1)
            for name in CONTINGENT_OUTCOMES
        },
        places=None if task.places_every is None else tally.places,
    )
    again = partition_of(task, played, {})
    return Replay(
        stored=stored,
        scenario=plan,
        events=tuple(events),
        outcomes=outcomes,
        seen=table,
        start=start,
        end=_ground_of(model),
        compared=_numbers(stored.part),
        differences=tuple(differences(stored.key, stored.part, again)),
        other_versions=other_versions(stored.manifest),
    )


def _step(model: MissionModel) -> None:
    """Play a step; whatever stops the model is told with the date."""
    try:
        model.step()
    except MsssimError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise RunError(text("problems.model_stopped", date=model.date, reason=reason)) from error


def _ground_of(model: MissionModel) -> Ground:
    """Take down who stands where."""
    zones = [zone.name for zone in model.zones]
    roads = [link.name for link in model.plan.territory.main_roads]
    return Ground(
        control=dict(zip(zones, model.values("gang_share"), strict=True)),
        police=dict(zip(zones, model.values("police_force"), strict=True)),
        mission=dict(zip(zones, model.values("mission_force"), strict=True)),
        open_roads=dict(zip(roads, model.values("road_open"), strict=True)),
        gangs=tuple(
            Stand(foothold.cell.name, gang.name, foothold.fighters, gang.posture.name.lower())
            for gang in model.gangs
            for foothold in gang.footholds
            if foothold.fighters > 0
        ),
    )


def _numbers(part: Partition) -> int:
    """Return how many values a run's rows hold, besides those that say which run it is."""
    tables = part.tables().values()
    return sum(table.num_rows * (table.num_columns - len(RUN)) for table in tables)
