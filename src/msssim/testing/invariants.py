"""What the kit asks of runs: invariants of every step, and relations between worlds.

An :class:`Invariant` is asked of a :class:`Snapshot`, a block of runs after a step beside what it
was before; :class:`Watch` follows a block through its steps and remembers where each invariant was
first violated. It is what ``watch`` of :func:`msssim.engines.batch.run_block` calls. A
:class:`Relation` is asked of the outcomes of worlds that are made of a scenario.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from msssim.engines.batch.axes import Axes
from msssim.engines.batch.block import Block
from msssim.engines.batch.state import State
from msssim.scenario import Scenario
from msssim.testing.violations import PropertyViolatedError

Holds = Mapping[str, NDArray[np.bool_]]
"""Whether each part of an invariant holds: by its name, an array whose last axis is the run.

A part that has nothing to be asked of yet, at the first step say, is left out.
"""


@dataclass(frozen=True)
class Snapshot:
    """A block after one of its steps.

    Attributes
    ----------
    block
        The block itself.
    before
        Copy of its state after the step before; None after the first step.
    first
        Copy of its state after the first step.
    same_terms
        Whether the parameters in force are those of the step before.
    """

    block: Block
    before: State | None
    first: State
    same_terms: bool

    @property
    def state(self) -> State:
        """What the block remembers."""
        return self.block.state

    @property
    def p(self) -> SimpleNamespace:
        """The parameters in force."""
        return self.block.p

    @property
    def axes(self) -> Axes:
        """Which entities there are, and who belongs to whom."""
        return self.block.axes


@dataclass(frozen=True)
class Invariant:
    """Something that holds in every run: at every step, or of its outcomes.

    ``holds`` is the function that says so, of a :class:`Snapshot` or, for those in
    :mod:`~.totals`, of the outcomes and the length of the run in weeks; its name is the
    invariant's, and the first line of its docstring the sentence. ``source`` is the part of
    docs/ODD.md that it comes from.
    """

    holds: Callable[..., Holds]
    source: str

    @property
    def name(self) -> str:
        """What the invariant is called."""
        return self.holds.__name__

    @property
    def sentence(self) -> str:
        """The invariant in words."""
        return first_line(self.holds)


@dataclass(frozen=True)
class Location:
    """Where an invariant was first violated: run in its block, last date of the step, part.

    ``date`` is None for what is known of a run as a whole.
    """

    run: int
    date: dt.date | None
    part: str


class Watch:
    """Follows a block of runs, and remembers where each of some invariants was first violated.

    >>> watch = Watch(FACTS)
    >>> run_block(scenario, seed=1, runs=range(6), watch=watch)
    >>> watch.require()
    """

    def __init__(self, invariants: Sequence[Invariant]) -> None:
        self.invariants = invariants
        self.steps = 0
        self.violated: dict[str, Location] = {}
        self._first: State | None = None
        self._before: State | None = None
        self._terms: SimpleNamespace | None = None

    def __call__(self, block: Block) -> None:
        """Look at the block after a step."""
        self.steps += 1
        now = _copied(block.state)
        if self._first is None:
            self._first = now
        snapshot = Snapshot(block, self._before, self._first, block.p is self._terms)
        for invariant in self.invariants:
            if invariant.name not in self.violated:
                place = first_violated(invariant.holds(snapshot), block.step.last_date)
                if place is not None:
                    self.violated[invariant.name] = place
        self._before, self._terms = now, block.p

    def require(self) -> None:
        """Raise if any invariant was violated.

        Raises
        ------
        PropertyViolatedError
            Which names each of them, with the run's place in the block, the date and the part.
        """
        if self.violated:
            raise PropertyViolatedError(
                [
                    f"{name}: {at.part}, run {at.run}, {at.date}"
                    for name, at in self.violated.items()
                ]
            )


def first_violated(held: Holds, date: dt.date | None = None) -> Location | None:
    """Return the first part that does not hold, and the first run for which it does not."""
    for part, flags in held.items():
        violated = ~flags.reshape(-1, flags.shape[-1]).all(axis=0)
        if violated.any():
            return Location(int(np.argmax(violated)), date, part)
    return None


def first_line(function: Callable[..., Any]) -> str:
    """Return the first line of a function's docstring."""
    return (function.__doc__ or "").strip().partition("\n")[0]


def _copied(state: State) -> State:
    copied = State()
    vars(copied).update({name: np.array(value) for name, value in vars(state).items()})
    return copied


@dataclass(frozen=True)
class Relation:
    """Something that must hold of worlds made of any scenario.

    Attributes
    ----------
    name, sentence
        What it is called, and what it says.
    source
        The section of docs/ODD.md that it comes from.
    worlds
        Makes the worlds of a scenario.
    holds
        Takes the outcomes of each world, see :mod:`msssim.testing.totals`, in the same order.
    of_a_mission
        Whether it says something of scenarios with a mission only.
    """

    name: str
    sentence: str
    source: str
    worlds: Callable[[Scenario], tuple[Scenario, ...]]
    holds: Callable[..., Holds]
    of_a_mission: bool = True
