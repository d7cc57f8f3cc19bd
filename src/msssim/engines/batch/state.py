"""The state of a block of runs: arrays ``(entity, run)``, the run axis last and contiguous.

Persons, vehicles, events and dollars are integers; control, trust and the like are real. What there
is, is declared in :mod:`msssim.world.variables`; here are the arrays of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

import numpy as np

from msssim.world.declare import Reduction, Variable
from msssim.world.observables import Observation
from msssim.world.sums import total
from msssim.world.variables import VARIABLES, Everything

REMEMBERED = frozenset(name for name, each in VARIABLES.items() if not each.by)
"""What is remembered from step to step."""


class State(Everything):
    """Every declared variable of a block, as an array; what a step writes is absent before."""

    def begin_step(self) -> None:
        """Forget what the last step wrote, so that nobody reads it before it is written anew."""
        self.__dict__ = {name: kept for name, kept in vars(self).items() if name in REMEMBERED}


def starting_state(p: Any, sizes: Mapping[str, int], runs: int) -> State:
    """Return a state in which all is set that starts at a number or a parameter."""
    state = State()
    for name, each in VARIABLES.items():
        if each.start is not None and not each.by:
            setattr(state, name, _start(each, p, sizes, runs))
    return state


def _start(variable: Variable, p: Any, sizes: Mapping[str, int], runs: int) -> np.ndarray:
    start: Any = variable.start
    value = attrgetter(start)(p) if isinstance(start, str) else start
    shape = (runs,) if variable.axis == "nation" else (sizes[variable.axis], runs)
    return np.broadcast_to(np.asarray(value, dtype=variable.type), shape).copy()


def reduce(state: State, observation: Observation) -> Any:
    """Reduce a variable over its entities, as its declaration says; ``(run,)``."""
    variable, observed = observation.variable, observation.observed
    assert variable is not None  # what is derived is not reduced
    values = getattr(state, variable.name)
    if observed.equals is not None:
        values = values == observed.equals
    return _REDUCTIONS[observed.reduction](
        values, getattr(state, observed.weight) if observed.weight else None
    )


def _mean(values: np.ndarray, weights: Any) -> np.ndarray:
    mean: np.ndarray = total(values * weights) / np.maximum(total(weights), 1)
    return mean


_REDUCTIONS: dict[Reduction, Any] = {
    "value": lambda values, _: values,
    "total": lambda values, _: total(values if values.dtype != bool else values.astype(np.int64)),
    "mean": _mean,
    "share": lambda flags, _: total(flags.astype(np.int64)) / max(len(flags), 1),
}


def airport_works(s: Any) -> Any:
    """Whether the airport works: its ground is safe, and no closure is on."""
    return s.airport_held & ~s.airport_closed
