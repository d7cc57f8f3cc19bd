"""The coalition of gangs: how closely it holds together, and whether it is on the offensive.

It also draws the public picture from which every gang chooses its posture: what is known at that
moment of the mission, the mandate and the bloc. All gangs choose from the same picture before any
of them acts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.engines.agents.adding import add_up
from msssim.rules import choice, contacts, shocks
from msssim.rules.hazard import chance, switch
from msssim.world.calendar import DAYS_PER_WEEK

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


@dataclass(frozen=True)
class PublicPicture:
    """What every gang knows when it chooses its posture.

    Attributes
    ----------
    all_members
        Members of all gangs, persons; at least 1.
    bloc_share
        Share of them that belongs to the coalition.
    cohesion
        Cohesion of the coalition, in [0, 1].
    seriousness
        How far the mission is worth waiting out, in [0, 1].
    stay_weeks
        Weeks that the mission is expected to stay.
    """

    all_members: int
    bloc_share: float
    cohesion: float
    seriousness: float
    stay_weeks: float


class Coalition(Institution):
    """The coalition of gangs.

    Attributes
    ----------
    cohesion
        In [0, 1].
    offensive
        Whether a coalition offensive is going on.
    weeks_since_event
        Weeks since the mission's first arrival or the last vote on the mandate; infinite before.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.cohesion = self.scenario.gangs.cohesion_at_start
        self.offensive = False
        self.weeks_since_event = float("inf")

    def attack_or_rest(self) -> None:
        """Start or end a joint offensive."""
        gangs, weeks = self.scenario.gangs, self.period.weeks
        self.weeks_since_event += weeks
        rate = shocks.offensive_rate(
            gangs.offensive_per_week,
            self.weeks_since_event <= gangs.offensive_event_weeks,
            gangs.offensive_event_effect,
            self.cohesion,
            gangs.cohesion_at_start,
            gangs.offensive_cohesion_effect,
        )
        self.offensive = bool(
            switch(
                self.offensive,
                self.draw("offensive"),
                chance(rate, weeks),
                chance(1.0 / gangs.offensive_weeks, weeks),
            )
        )

    def take_note(self) -> None:
        """Take note of an event that an offensive might answer: a first arrival, a vote."""
        self.weeks_since_event = 0.0

    def public_picture(self) -> PublicPicture:
        """Draw what every gang knows."""
        gangs, council = self.model.gangs, self.model.council
        everybody = max(self.model.gang_members, 1)
        return PublicPicture(
            all_members=everybody,
            bloc_share=add_up(gang.members * gang.row.coalition for gang in gangs) / everybody,
            cohesion=self.cohesion,
            seriousness=float(
                choice.taken_seriously(
                    self.model.command.in_theatre, self.scenario.gangs.presence_persons
                )
            ),
            stay_weeks=float(
                choice.expected_stay(
                    council.in_force,
                    council.weeks_of_mandate_left,
                    self.scenario.gangs.renewal_expectation,
                    self.scenario.council.renewal_term_days / DAYS_PER_WEEK,
                )
            ),
        )

    def close_ranks(self, threat: float) -> None:
        """Threat binds the coalition, rivalry loosens it."""
        gangs = self.scenario.gangs
        self.cohesion = float(
            choice.cohesion_after(
                self.cohesion,
                gangs.cohesion_at_start,
                threat,
                gangs.cohesion_threat,
                gangs.cohesion_rivalry,
                self.period.weeks,
            )
        )

    def casualties_inflicted(self, hours: float) -> float:
        """Expected casualties of state forces without armour under a gang's full fire."""
        fire, tools = self.scenario.contacts, self.scenario.tools
        arms = contacts.arms_factor(
            self.model.programmes.interdiction, tools.interdiction_at_start, tools.arms_elasticity
        )
        return float(
            contacts.state_casualties(fire.lethality_gang, fire.frontage_gang, hours, arms)
        )
