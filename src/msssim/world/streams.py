"""The named random streams: every draw has an address.

A run owns one stream, derived from ``(seed, run)`` alone. Within it each uniform has a fixed place
``(day, entity, channel)``: the generator (Philox, counter based) jumps to the day, and reads the
entities in the order of their names. So nothing depends on the size of a block, the number of
workers, the engine or the order in which agents act, and the same run has the same random numbers
in every scenario (common random numbers). Zones stand last: a zone added at the end of the alphabet
changes nobody's random numbers.
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

_TILE_RUNS = 64
"""Runs whose uniforms are read before they are laid out by channel: they fit in the cache."""


@dataclass(frozen=True)
class _Kind:
    """Where the uniforms of a kind of entity lie among a day's: entity by entity."""

    first: int
    entities: int
    channels: int

    @property
    def draws(self) -> slice:
        """Their places in a run's day."""
        return slice(self.first, self.first + self.entities * self.channels)


class RandomStreams:
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
        self._kinds: list[_Kind] = []
        first = 0
        for kind, channels in CHANNELS.items():
            self._kinds.append(_Kind(first, entities[kind], len(channels)))
            first += entities[kind] * len(channels)
        if first > _COUNTERS_PER_DAY * _UNIFORMS_PER_COUNTER:
            raise ValueError(f"{first} draws a day are more than a stream's day holds")
        self._streams = [
            Generator(Philox(SeedSequence(seed, spawn_key=(int(run),)))) for run in runs
        ]
        self._draws = first
        self._buffer = np.empty((min(len(self._streams), _TILE_RUNS), first))
        self._uniforms = [
            np.empty((kind.channels, kind.entities, len(self._streams))) for kind in self._kinds
        ]
        self._of: dict[str, NDArray[np.float64]] = {
            f"{kind}.{channel}": uniforms[index]
            for (kind, channels), uniforms in zip(CHANNELS.items(), self._uniforms, strict=True)
            for index, channel in enumerate(channels)
        }
        self._counter = 0
        self._day = -1

    def turn_to(self, day: int) -> None:
        """Read the uniforms of a day; days are visited in increasing order."""
        if day == self._day:
            return
        jump = day * _COUNTERS_PER_DAY - self._counter
        if jump < 0:
            raise ValueError(f"day {day} has already passed")
        for start in range(0, len(self._streams), _TILE_RUNS):
            self._read(slice(start, start + _TILE_RUNS), jump)
        self._counter = day * _COUNTERS_PER_DAY - (-self._draws // _UNIFORMS_PER_COUNTER)
        self._day = day

    def _read(self, runs: slice, jump: int) -> None:
        """Read the day's uniforms of some runs, and lay them out by channel, entity and run."""
        streams = self._streams[runs]
        buffer = self._buffer[: len(streams)]
        for stream, row in zip(streams, buffer, strict=True):
            stream.bit_generator.advance(jump)  # type: ignore[attr-defined]
            stream.random(out=row)
        for kind, uniforms in zip(self._kinds, self._uniforms, strict=True):
            drawn = buffer[:, kind.draws].reshape(len(streams), kind.entities, kind.channels)
            uniforms[:, :, runs] = drawn.transpose(2, 1, 0)

    def of(self, channel: str) -> NDArray[np.float64]:
        """Uniforms of a channel ("zone.contacts") on the present day; shape ``(entity, run)``."""
        return self._of[channel]
