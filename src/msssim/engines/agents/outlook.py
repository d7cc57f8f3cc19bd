"""What the members of a foothold see in neighbouring zones, and where those who leave go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.shown import Shown
from msssim.rules import choice, relocation
from msssim.rules.counts import systematic
from msssim.rules.relocation import TOLLS
from msssim.world import variables
from msssim.world.kinds import Real
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import Foothold


class Way(variables.Way, Shown):
    """A way to another foothold of the same gang, in a zone next door.

    Attributes
    ----------
    there
        The foothold that it leads to.
    kind
        A street, a road, a path or the sea.
    """

    def __init__(self, there: Foothold, kind: str) -> None:
        self.there, self.kind = there, kind
        self.moving = 0.0


class Outlook(variables.Outlook, Shown):
    """The places that members of a foothold might move to, and what they promise.

    Attributes
    ----------
    ways
        The gang's footholds in neighbouring zones, by zone, each with the kind of the way there.
    place, risk
        What the foothold's own zone is worth to a member, the losses expected in it, and both
        together; in weekly rents.
    """

    def __init__(self, foothold: Foothold) -> None:
        self.foothold = foothold
        self.set_starts(foothold.scenario)
        self.ways: list[Way] = []
        self.place = self.risk = 0.0

    def find_ways(self) -> None:
        """See which of the gang's footholds lie in a zone next door, and how one gets there."""
        here, model = self.foothold.cell, self.foothold.model
        neighbours = {
            sister.cell.name: sister
            for sister in self.foothold.gang.footholds
            if here.borders(sister.cell)
        }
        self.ways = [
            Way(neighbours[name], model.way_between(here.name, name)) for name in sorted(neighbours)
        ]

    def survey(self, rent_here: float) -> None:
        """Weigh this zone as a place to be, against what the gang's members have now."""
        gangs, zone = self.foothold.scenario.gangs, self.foothold.cell
        self.place = relocation.place_payoff(zone.member_rent, rent_here, gangs)
        self.risk = choice.expected_loss(
            self.foothold.gang.belief, gangs, police=zone.police_force, mission=zone.mission_force,
            fighters=zone.members_in_zone,
        )  # fmt: skip

    def look_around(self) -> None:
        """Weigh what neighbouring zones promise, and staying here; all have been surveyed."""
        gangs = self.foothold.scenario.gangs
        self.staying = self._promise(0.0)
        for way in self.ways:
            way.moving = way.there.outlook._promise(TOLLS[way.kind](gangs))
        self.best_move = max((way.moving for way in self.ways), default=-float("inf"))

    def _promise(self, toll: Real) -> float:
        """Payoff of being in this zone after a way that costs ``toll``, in weekly rents."""
        gangs = self.foothold.scenario.gangs
        return relocation.zone_payoff(self.place, gangs, toll=toll, loss=self.risk)

    def destinations(self, movers: int) -> list[int]:
        """How many of those who leave go each of the ways, by what it promises."""
        gangs, best = self.foothold.scenario.gangs, self.best_move
        weights = [relocation.destination_weight(way.moving, best, gangs) for way in self.ways]
        everything, shift = ordered_sum(weights), self.foothold.draw("destination")
        before, parts = 0.0, []
        for weight in weights:
            through = before + weight
            parts.append(int(systematic(movers, before / everything, through / everything, shift)))
            before = through
        return parts
