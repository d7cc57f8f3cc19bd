"""What all agents have in common.

An agent sees the scenario in force and the present step through its model, and has random numbers
of its own: each draw has an address (kind of entity, channel, place in the order of names), so the
order in which agents act changes nobody's random numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from msssim.engines.agents.shown import Shown
from msssim.rules.counts import binomial_count, poisson_count
from msssim.scenario.schema import Scenario
from msssim.world.calendar import Step
from msssim.world.kinds import Real

if TYPE_CHECKING:
    # In Mesa's pattern a model holds its agents and each agent knows its model. This is the only
    # place where an agent's file looks up to the model, for the types of what is above it.
    from msssim.engines.agents.model import Foothold as Foothold
    from msssim.engines.agents.model import Gang as Gang
    from msssim.engines.agents.model import Inhabitants as Inhabitants
    from msssim.engines.agents.model import MissionModel as MissionModel
    from msssim.engines.agents.model import Zone as Zone


class Actor(Shown):
    """Mixin of every agent and cell.

    Attributes
    ----------
    model
        The model that the actor lives in.
    slot
        Place among its kind in the order of names; 0 for an institution.
    """

    slot: int = 0
    model: MissionModel

    @property
    def scenario(self) -> Scenario:
        """The scenario in force: dated events up to the present step are applied."""
        return self.model.in_force

    @property
    def period(self) -> Step:
        """The present step of the calendar."""
        return self.model.period

    def draw(self, channel: str) -> float:
        """Return the actor's uniform of a channel in the present step."""
        return self.model.draws.of(self.axis, channel, self.slot)

    def poisson(self, channel: str, expected: Real) -> int:
        """Draw how many events happen of which so many are expected."""
        return int(poisson_count(self.draw(channel), expected))

    def binomial(self, channel: str, persons: int, chance: Real) -> int:
        """Draw to how many of some persons (or vehicles, operations) a thing happens."""
        return int(binomial_count(self.draw(channel), persons, chance))


class Institution(Actor, mesa.Agent):
    """An actor of which there is one; it stands nowhere on the map."""

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.set_starts(self.scenario)
