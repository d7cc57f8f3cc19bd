"""The random numbers of one run, read once a step and handed out draw by draw."""

from __future__ import annotations

from msssim.scenario.schema import Scenario
from msssim.world.entities import entity_counts
from msssim.world.streams import CHANNELS, RandomStreams


class Draws:
    """Uniforms of one run as plain numbers.

    Parameters
    ----------
    scenario
        Says how many entities of each kind there are.
    seed, run
        Seed of the experiment and number of the run: together they fix all random numbers.
    """

    def __init__(self, scenario: Scenario, seed: int, run: int) -> None:
        self._streams = RandomStreams(seed, [run], entity_counts(scenario))
        self._today: dict[str, dict[str, list[float]]] = {}

    def turn_to(self, day: int) -> None:
        """Read the uniforms of the step that starts on a day; days only go forward."""
        self._streams.turn_to(day)
        self._today = {
            kind: {
                channel: self._streams.of(f"{kind}.{channel}")[:, 0].tolist()
                for channel in channels
            }
            for kind, channels in CHANNELS.items()
        }

    def of(self, kind: str, channel: str, slot: int) -> float:
        """Uniform of a channel for the entity in a slot."""
        return self._today[kind][channel][slot]
