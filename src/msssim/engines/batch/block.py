"""What the phases of the batch engine work on: a block of runs of one scenario."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from numbers import Number
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from msssim.engines.batch.axes import Axes
from msssim.engines.batch.state import State
from msssim.rules.counts import binomial_count, poisson_count
from msssim.rules.postures import POSTURES, PostureKind, by_posture
from msssim.world.calendar import Step
from msssim.world.streams import RandomStreams


@dataclass
class Block:
    """A block of runs in the middle of a step.

    ``p`` holds the parameters in force, ``streams`` the uniforms of the day, and ``state`` what is
    remembered and what this step has produced so far for the phases that follow; ``seen`` are the
    step's observations.
    """

    runs: int
    axes: Axes
    p: SimpleNamespace
    streams: RandomStreams
    step: Step
    state: State
    seen: dict[str, Any] = field(default_factory=dict)

    def national(self, channel: str) -> Any:
        """Uniforms of a channel that is drawn once for the nation, ``(run,)``."""
        return self.streams.of(f"nation.{channel}")[0]

    def poisson(self, channel: str, expected: Any) -> Any:
        """Draw how many events happen of which so many are expected, ``(entity, run)``."""
        return poisson_count(self.streams.of(channel), expected)

    def binomial(self, channel: str, persons: Any, chance: Any) -> Any:
        """Draw to how many of some persons (or operations) a thing happens, ``(entity, run)``."""
        return binomial_count(self.streams.of(channel), persons, chance)

    def of_posture(self, effect: Callable[[PostureKind], Any]) -> Any:
        """An effect of the posture that each gang acts in, ``(gang, run)``."""
        return by_posture(self.state.acting_posture, [effect(kind) for kind in POSTURES])


class InRuns:
    """A section of parameters in some runs: each parameter as :func:`in_runs` gives it."""

    def __init__(self, section: SimpleNamespace, run: NDArray[np.intp]) -> None:
        self._section, self._run = section, run

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._section, name)
        plain = isinstance(value, np.ndarray | Number)
        return in_runs(value, self._run) if plain else InRuns(value, self._run)


def in_runs(value: Any, run: NDArray[np.intp]) -> Any:
    """A parameter in some runs: the same for all, or each run's own along the last axis."""
    same = np.ndim(value) == 0 or value.shape[-1] == 1
    return value if same else value[..., run]
