"""A block of runs after a step, beside what it was before: what the facts about a run look at.

:class:`Watch` follows a block through its steps, asks each fact at each of them, and remembers for
each the first run and date at which it did not hold. It is what ``watch`` of
:func:`msssim.engines.batch.run_block` calls.
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
from msssim.testing.broken import PropertyBrokenError

Held = Mapping[str, NDArray[np.bool_]]
"""Whether each part of a fact holds: by a word for the part, an array whose last axis is the run.

A part that has nothing to be asked of yet, at the first step say, is left out.
"""


@dataclass(frozen=True)
class Moment:
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
class Fact:
    """Something that holds at every step of every run.

    ``holds`` is the function that says so; its name is the fact's name, and the first line of its
    docstring the sentence. ``source`` is the part of docs/ODD.md that it comes from.
    """

    holds: Callable[[Moment], Held]
    source: str

    @property
    def name(self) -> str:
        """What the fact is called."""
        return self.holds.__name__

    @property
    def sentence(self) -> str:
        """The fact in words."""
        return first_line(self.holds)


@dataclass(frozen=True)
class Place:
    """Where a fact first failed: place of the run in its block, last date of the step, which part.

    ``date`` is None for what is known of a run as a whole.
    """

    run: int
    date: dt.date | None
    part: str


class Watch:
    """Follows a block of runs, and remembers where each of some facts first failed.

    >>> watch = Watch(FACTS)
    >>> run_block(scenario, seed=1, runs=range(6), watch=watch)
    >>> watch.require()
    """

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts
        self.steps = 0
        self.broken: dict[str, Place] = {}
        self._first: State | None = None
        self._before: State | None = None
        self._terms: SimpleNamespace | None = None

    def __call__(self, block: Block) -> None:
        """Look at the block after a step."""
        self.steps += 1
        now = _copied(block.state)
        if self._first is None:
            self._first = now
        moment = Moment(block, self._before, self._first, block.p is self._terms)
        for fact in self.facts:
            if fact.name not in self.broken:
                place = first_broken(fact.holds(moment), block.step.last_date)
                if place is not None:
                    self.broken[fact.name] = place
        self._before, self._terms = now, block.p

    def require(self) -> None:
        """Raise if any fact has failed.

        Raises
        ------
        PropertyBrokenError
            Which names each of them, with the run's place in the block, the date and the part.
        """
        if self.broken:
            raise PropertyBrokenError(
                [f"{name}: {at.part}, run {at.run}, {at.date}" for name, at in self.broken.items()]
            )


def first_broken(held: Held, date: dt.date | None = None) -> Place | None:
    """Return the first part that does not hold, and the first run for which it does not."""
    for part, flags in held.items():
        broken = ~flags.reshape(-1, flags.shape[-1]).all(axis=0)
        if broken.any():
            return Place(int(np.argmax(broken)), date, part)
    return None


def first_line(function: Callable[..., Any]) -> str:
    """Return the first line of a function's docstring."""
    return (function.__doc__ or "").strip().partition("\n")[0]


def _copied(state: State) -> State:
    copied = State()
    vars(copied).update({name: np.array(value) for name, value in vars(state).items()})
    return copied
