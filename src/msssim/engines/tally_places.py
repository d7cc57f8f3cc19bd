"""What an engine shows of each zone and main road, kept at some steps of the run.

A map needs more than the sums of the whole country, but not every week: the steps that are kept are
the first, so that there is something to compare with, and every so many steps after it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from msssim.world.calendar import Step
from msssim.world.observables import ROAD_SERIES, ROAD_VARIABLES, ZONE_SERIES, ZONE_VARIABLES


@dataclass(frozen=True)
class Places:
    """Zones and main roads of a block of runs at some dates.

    ``zones`` are arrays ``(date, zone, run)`` of :data:`msssim.world.observables.ZONE_SERIES`,
    ``roads`` arrays ``(date, road, run)`` of its ``ROAD_SERIES``. A flow is the sum since the date
    before, for the first date since the start.
    """

    dates: list[dt.date]
    zones: dict[str, NDArray[np.float64]]
    roads: dict[str, NDArray[np.float64]]

    @classmethod
    def blank(cls, dates: Sequence[dt.date], zones: int, roads: int, runs: int) -> Places:
        """Return places of which nothing is known yet: NaN throughout."""

        def tables(names: Mapping[str, object], count: int) -> dict[str, NDArray[np.float64]]:
            return {name: np.full((len(dates), count, runs), np.nan) for name in names}

        return cls(list(dates), tables(ZONE_SERIES, zones), tables(ROAD_SERIES, roads))


def kept_steps(calendar: Sequence[Step], every: int) -> list[Step]:
    """Return the steps that are kept: the first, each ``every``-th, and the last."""
    last = len(calendar) - 1
    return [step for step in calendar if step.index in (0, last) or (step.index + 1) % every == 0]


class PlaceTally:
    """Collects places, one step at a time."""

    def __init__(self, kept: Sequence[Step], zones: int, roads: int, runs: int) -> None:
        self._place = {step.index: place for place, step in enumerate(kept)}
        self._flows = {
            name: np.zeros((zones, runs)) for name, of in ZONE_SERIES.items() if of.kind == "flow"
        }
        self.places = Places.blank([step.last_date for step in kept], zones, roads, runs)

    def observe(self, step: Step, seen: Mapping[str, Any]) -> None:
        """Add one step's observations: variables by name, ``(zone, run)`` and ``(road, run)``."""
        for name in self._flows:
            self._flows[name] += seen[ZONE_VARIABLES[name].name]
        if step.index not in self._place:
            return
        place = self._place[step.index]
        for name, kept in self.places.zones.items():
            kept[place] = self._flows.get(name, seen[ZONE_VARIABLES[name].name])
        for name, kept in self.places.roads.items():
            kept[place] = seen[ROAD_VARIABLES[name].name]
        for flow in self._flows.values():
            flow[:] = 0.0
