"""What a step shows: every declared observation, reduced over the agents that hold the variable."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from msssim.world import observables
from msssim.world.observables import SERIES, Observation
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import MissionModel

Seen = dict[str, float]


def look_at(model: MissionModel) -> Seen:
    """Observe a model at the end of a step; the names are those that the tally reads."""
    return observables.observe(partial(_reduce, model))


def _reduce(model: MissionModel, observation: Observation) -> Any:
    """Reduce a variable over its holders, as its declaration says."""
    variable, observed = observation.variable, observation.observed
    assert variable is not None  # what is derived is not reduced
    values = model.values(variable.name)
    if observed.equals is not None:
        values = [each == observed.equals for each in values]
    match observed.reduction:
        case "value":
            return values[0]
        case "total":
            return ordered_sum(values)
        case "share":
            return ordered_sum(int(each) for each in values) / max(len(values), 1)
        case "mean":
            weights = model.values(observed.weight)
            weighed = ordered_sum(a * b for a, b in zip(values, weights, strict=True))
            return weighed / max(ordered_sum(weights), 1)


def reporters() -> dict[str, Callable[[MissionModel], float]]:
    """One reporter for each recorded series, for a Mesa data collector.

    They are plain functions: Mesa 3.4 and later take anything else that can be called for a method,
    and call it without the model.
    """
    return {name: _reporter(name) for name in SERIES}


def _reporter(name: str) -> Callable[[MissionModel], float]:
    def reported(model: MissionModel) -> float:
        return model.seen[name]

    return reported
