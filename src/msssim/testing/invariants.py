"""Invariants of a run: how they are stated, checked after every step, and reported.

:class:`Watch` follows a block of runs through its steps, checks each invariant after each of them,
and remembers for each the first run and date that violates it. It is what ``watch`` of
:func:`msssim.engines.batch.run_block` calls.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from msssim.engines.batch.axes import Axes
from msssim.engines.batch.block import Block
from msssim.engines.batch.state import State

Flags = Mapping[str, NDArray[np.bool_]]
"""Whether each part of an invariant holds: by its name, an array whose last axis is the run.

A part that cannot be checked yet, at the first step say, is left out.
"""


class NotApplicableError(Exception):
    """A property says nothing about a scenario; the message says why."""


class PropertyViolationError(AssertionError):
    """A property of a scenario is violated; the message has a line for each that is."""

    def __init__(self, lines: Iterable[object]) -> None:
        super().__init__("\n".join(map(str, lines)))


@dataclass(frozen=True)
class Violation:
    """The first run that violates a property.

    Attributes
    ----------
    part
        Which part of the property: a stock, an outcome.
    run
        Number of the run; None where the property is about all runs.
    date
        Last date of the step; None for what is known of a run as a whole.
    reproduce
        Command that shows it again.
    story
        Commands that tell the run by dates; empty for a run of a scenario made for the check.
    """

    part: str
    run: int | None
    date: dt.date | None = None
    reproduce: str = ""
    story: str = ""

    def __str__(self) -> str:
        run = "" if self.run is None else f", run {self.run}"
        date = "" if self.date is None else f", {self.date}"
        return f"{self.part}{run}{date}"


@dataclass(frozen=True)
class Invariant:
    """Something that holds in every run: of its state after each step, or of its outcomes.

    ``holds`` checks it; its name is the invariant's name, and the first line of its docstring the
    sentence. It takes a :class:`Snapshot`, or the outcomes and the length of the run in weeks.
    ``source`` is the section of docs/ODD.md that it comes from.
    """

    holds: Callable[..., Flags]
    source: str

    @property
    def name(self) -> str:
        """Name of the invariant."""
        return self.holds.__name__

    @property
    def sentence(self) -> str:
        """The invariant in words."""
        return first_line(self.holds)


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
    same_parameters
        Whether the parameters in force are those of the step before.
    """

    block: Block
    before: State | None
    first: State
    same_parameters: bool

    @property
    def state(self) -> State:
        """State of the block."""
        return self.block.state

    @property
    def p(self) -> SimpleNamespace:
        """The parameters in force."""
        return self.block.p

    @property
    def axes(self) -> Axes:
        """Which entities there are, and who belongs to whom."""
        return self.block.axes


class Watch:
    """Checks invariants after every step of a block; keeps the first violation of each.

    >>> watch = Watch(STATE_INVARIANTS)
    >>> run_block(scenario, seed=1, runs=range(6), watch=watch)
    >>> watch.require()
    """

    def __init__(self, invariants: Sequence[Invariant]) -> None:
        self.invariants = invariants
        self.steps = 0
        self.violations: dict[str, Violation] = {}
        self._first: State | None = None
        self._before: State | None = None
        self._parameters: SimpleNamespace | None = None

    def __call__(self, block: Block) -> None:
        """Check the block after a step."""
        self.steps += 1
        now = _copied(block.state)
        if self._first is None:
            self._first = now
        snapshot = Snapshot(block, self._before, self._first, block.p is self._parameters)
        for each in self.invariants:
            if each.name not in self.violations:
                found = first_violation(each.holds(snapshot), block.step.last_date)
                if found is not None:
                    self.violations[each.name] = found
        self._before, self._parameters = now, block.p

    def require(self) -> None:
        """Raise if any invariant is violated.

        Raises
        ------
        PropertyViolationError
            With each of them: the part, the run's place in the block, the date.
        """
        if self.violations:
            raise PropertyViolationError(
                [f"{name}: {found}" for name, found in self.violations.items()]
            )


def first_violation(flags: Flags, date: dt.date | None = None) -> Violation | None:
    """Return the first part that does not hold, and its first run."""
    for part, holds in flags.items():
        wrong = ~holds.reshape(-1, holds.shape[-1]).all(axis=0)
        if wrong.any():
            return Violation(part, int(np.argmax(wrong)), date)
    return None


def first_line(function: Callable[..., Any]) -> str:
    """Return the first line of a function's docstring."""
    return (function.__doc__ or "").strip().partition("\n")[0]


def _copied(state: State) -> State:
    copied = State()
    vars(copied).update({name: np.array(value) for name, value in vars(state).items()})
    return copied
