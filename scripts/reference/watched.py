"""Which parameters and random channels each phase of a step reads, found by watching it happen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any
from unittest import mock

from msssim.engines.batch import engine, run_block
from msssim.engines.batch.block import Block
from msssim.rules.day import ORDER
from msssim.scenario import load_scenario
from msssim.world.streams import RandomStreams

START = "start"
"""What is read before the first step."""

EVERY_VOTE = {
    "council.office_vote_on": dt.date(2024, 6, 20),
    "council.conversion_vote_on": dt.date(2024, 6, 27),
    "horizon_days": 18 * 7,
}
"""Every draft is tabled early, and the first mandate and a review fall within the horizon."""


class Watch:
    """Notes what is read, by phase: paths of parameters, and names of channels.

    Attributes
    ----------
    parameters, channels
        By phase, in the order of a step; ``start`` comes first.
    """

    def __init__(self) -> None:
        self.phase = START
        self.parameters: dict[str, set[str]] = {phase: set() for phase in (START, *ORDER)}
        self.channels: dict[str, set[str]] = {phase: set() for phase in (START, *ORDER)}

    def channel(self, name: str) -> None:
        """Note that a channel is drawn."""
        self.channels[self.phase].add(name)

    def parameter(self, path: str) -> None:
        """Note that a parameter is read."""
        self.parameters[self.phase].add(path)


class Seen:
    """Parameters as the batch engine reads them, each reading noted with its path."""

    def __init__(self, values: SimpleNamespace, watch: Watch, path: str = "") -> None:
        self._values, self._watch, self._path = values, watch, path

    def __getattr__(self, name: str) -> Any:
        """Return a section to go on with, or a value, and note it."""
        value, path = getattr(self._values, name), f"{self._path}{name}"
        if isinstance(value, SimpleNamespace):
            return Seen(value, self._watch, f"{path}.")
        self._watch.parameter(path)
        return value


def watched() -> Watch:
    """Play a run with every vote in it, and return what every phase has read."""
    watch = Watch()
    view, of = engine.view, RandomStreams.of

    def noted_view(*arguments: Any) -> Seen:
        watch.phase = START
        return Seen(view(*arguments), watch)

    def noted_draw(streams: RandomStreams, channel: str) -> Any:
        watch.channel(channel)
        return of(streams, channel)

    def noted(phase: str) -> Callable[[Block], None]:
        carry_out = engine.PHASES[phase]

        def carried_out(block: Block) -> None:
            watch.phase = phase
            carry_out(block)

        return carried_out

    patches: tuple[AbstractContextManager[Any], ...] = (
        mock.patch.object(engine, "view", noted_view),
        mock.patch.object(RandomStreams, "of", noted_draw),
        mock.patch.dict(engine.PHASES, {phase: noted(phase) for phase in ORDER}),
    )
    with patches[0], patches[1], patches[2]:
        run_block(load_scenario("as_is").with_values(EVERY_VOTE), seed=1, runs=[0])
    return watch
