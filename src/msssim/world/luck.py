"""The named random streams: every draw has an address.

A run owns one stream, derived from ``(seed, run)`` alone. Within it each uniform has a fixed place
``(day, entity, channel)``: the generator (Philox, counter based) jumps to the day, and reads the
entities in the order of their names. So nothing depends on the size of a block, the number of
workers, the engine or the order in which agents act, and the same run meets the same luck in every
scenario (common random numbers). Zones stand last: a zone added at the end of the alphabet moves
nobody's luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator, Philox, SeedSequence
from numpy.typing import NDArray

CHANNELS: dict[str, tuple[str, ...]] = {
    "nation": (
        "airport",
        "crisis",
        "offensive",
        "initiator",
        "base",
        "inspection",
        "sorties",
        "vehicle_deliveries",
        "vehicle_breakdowns",
        "vehicle_repairs",
        "vehicle_wear",
        "vehicle_losses",
        "filing",
        "tabling",
        "rollover",
        "replacement_lead",
        "abuse",
        "detection",
        "reintegrated",
    ),
    "member": ("renewal", "office", "conversion"),
    "donor": ("pledge_number", "pledge_size", "first_stage", "second_stage", "hold"),
    "contingent": (
        "offer",
        "threshold",
        "commitment",
        "vetting",
        "training",
        "returning",
        "resignation",
        "recall",
        "losses",
        "petition",
        "interim_order",
        "adjournment",
        "judgment",
        "ruling",
        "workaround",
    ),
    "unit": ("leaving", "losses", "stations_lost", "stations_retaken"),
    "gang": (
        "threshold",
        "first_posture",
        "revision",
        "posture",
        "child_volunteers",
        "child_forced",
        "children_lost",
    ),
    "foothold": (
        "killed",
        "killed_by_vigilantes",
        "killed_by_rivals",
        "arrested",
        "recruited",
        "forced",
        "deserted",
        "moved",
        "destination",
    ),
    "zone": (
        "contacts_of_police",
        "contacts_joint",
        "contacts_of_mission",
        "leaks_of_police",
        "leaks_joint",
        "leaks_of_mission",
        "evaded_of_police",
        "evaded_joint",
        "evaded_of_mission",
        "attacks",
        "killed_by_gangs",
        "killed_by_state",
        "killed_by_gang_fire",
        "killed_by_vigilantes",
        "injured_by_gangs",
        "injured_by_state",
        "injured_by_vigilantes",
        "kidnapped",
        "displacement_events",
        "displacement_size",
        "returns",
        "tips",
    ),
}
"""Each kind of entity and what is drawn for it; a name is unique across kinds as "kind.channel"."""

_COUNTERS_PER_DAY = 2**14
_UNIFORMS_PER_COUNTER = 4


@dataclass(frozen=True)
class _Place:
    """Where a channel lies among a day's uniforms."""

    first: int
    entities: int
    channels: int
    channel: int


class Luck:
    """The uniforms of a set of runs, day by day.

    Parameters
    ----------
    seed
        Seed of the whole experiment.
    runs
        Run numbers; each owns its own stream.
    entities
        How many entities of each kind of :data:`CHANNELS` there are.
    """

    def __init__(self, seed: int, runs: Sequence[int], entities: Mapping[str, int]) -> None:
        self._places: dict[str, _Place] = {}
        first = 0
        for kind, channels in CHANNELS.items():
            count = entities[kind]
            for index, channel in enumerate(channels):
                self._places[f"{kind}.{channel}"] = _Place(first, count, len(channels), index)
            first += count * len(channels)
        if first > _COUNTERS_PER_DAY * _UNIFORMS_PER_COUNTER:
            raise ValueError(f"{first} draws a day are more than a stream's day holds")
        self._streams = [
            Generator(Philox(SeedSequence(seed, spawn_key=(int(run),)))) for run in runs
        ]
        self._buffer = np.empty((len(self._streams), first))
        self._uniforms = np.empty((first, len(self._streams)))
        self._counter = 0
        self._day = -1

    def turn_to(self, day: int) -> None:
        """Read the uniforms of a day; days are visited in increasing order."""
        if day == self._day:
            return
        jump = day * _COUNTERS_PER_DAY - self._counter
        if jump < 0:
            raise ValueError(f"day {day} has already passed")
        for stream, row in zip(self._streams, self._buffer, strict=True):
            stream.bit_generator.advance(jump)  # type: ignore[attr-defined]
            stream.random(out=row)
        draws = self._buffer.shape[1]
        self._counter = day * _COUNTERS_PER_DAY - (-draws // _UNIFORMS_PER_COUNTER)
        self._day = day
        np.copyto(self._uniforms, self._buffer.T)

    def of(self, channel: str) -> NDArray[np.float64]:
        """Uniforms of a channel ("zone.contacts") on the present day; shape ``(entity, run)``."""
        place = self._places[channel]
        rows = self._uniforms[place.first : place.first + place.entities * place.channels]
        return rows[place.channel :: place.channels]
