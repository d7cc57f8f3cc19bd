"""A model that is watched: it keeps a snapshot of every step, and the story of what happened.

What the page draws are these snapshots, never the model itself: while one thread plays, another may
draw.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from threading import RLock

from msssim.engines.agents import MissionModel
from msssim.engines.agents.chronicle import Chronicle
from msssim.scenario import Scenario
from msssim.text import text
from msssim.views.map import GangMark, Picture
from msssim.world.events import Event


@dataclass(frozen=True)
class Snapshot:
    """What is seen at the end of a step; ``seen`` is empty before the first."""

    date: dt.date
    picture: Picture
    seen: Mapping[str, float]


class WatchedModel(MissionModel):
    """The Mesa model with what the page shows of it, made for Mesa's own controls.

    ``moved`` says in words what was changed of the scenario. A step or a close waits for its turn,
    and a step after the end does nothing: who presses Reset while the run plays closes a model that
    another thread is about to step.

    Attributes
    ----------
    made_of
        The arguments that it was made with, by name.
    title
        Which run this is, in a line.
    snapshots
        What was seen at the start and at the end of each step.
    story
        What has happened, in order.
    """

    def __init__(self, scenario: Scenario, seed: int, run: int, moved: str) -> None:
        super().__init__(scenario, seed=seed, run=run)
        self.made_of = {"scenario": scenario, "seed": seed, "run": run, "moved": moved}
        which = text("dashboard.run", seed=seed, run=run)
        self.title = " · ".join(filter(None, (scenario.title, which, moved)))
        self._turn = RLock()
        self._chronicle = Chronicle(self)
        self.story: list[Event] = []
        self.snapshots = [Snapshot(self.plan.start, picture_of(self), {})]

    @property
    def steps_in_all(self) -> int:
        """How many steps the horizon has."""
        return len(self._calendar)

    def step(self) -> None:
        """Play one step and look at what has come of it."""
        with self._turn:
            if not self.running:
                return
            super().step()
            self.story += self._chronicle.look()
            self.snapshots.append(Snapshot(self.date, picture_of(self), dict(self.seen)))

    def close(self) -> None:
        """Let go of the model, whoever is about to step it."""
        with self._turn:
            self.running = False
            super().close()


def picture_of(model: MissionModel) -> Picture:
    """Return what the map shows of a model now."""
    roads = zip(model.in_force.territory.main_roads, model.infrastructure.roads, strict=True)
    gangs = [
        GangMark(gang.cell.name, gang.name, gang.members, gang.acting_posture.name.lower())
        for gang in model.gangs
    ]
    return Picture(
        control={zone.name: 1.0 - zone.state_control for zone in model.zones},
        police={zone.name: zone.police_force for zone in model.zones},
        mission={zone.name: zone.mission_force for zone in model.zones},
        open_roads={link.name: float(road.road_open) for link, road in roads},
        gangs=gangs,
    )
