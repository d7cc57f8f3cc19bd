"""The airlift: who may fly, who flies, and what holds up the rest.

Every gate (mandate, host, pledges, courts, base, equipment, airlift, cash) lets a number of persons
through. The one that lets through the fewest of the next tranche is the binding constraint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from msssim.engines.agents.actor import Institution
from msssim.engines.agents.adding import add_up
from msssim.rules import contingents, logistics
from msssim.rules.funding import MANY_PERSONS
from msssim.world.observables import CONSTRAINTS

if TYPE_CHECKING:
    from msssim.engines.agents.contingent import Contingent
    from msssim.engines.agents.model import MissionModel


class Airlift(Institution):
    """The airlift into theatre.

    Attributes
    ----------
    gates
        Persons whom each gate lets through in this step, by name of the gate.
    binding
        Place in :data:`msssim.world.observables.CONSTRAINTS` of what binds the next tranche.
    ever_arrived
        Whether anybody of the mission has been in theatre.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.gates = dict.fromkeys(CONSTRAINTS[1:], 0)
        self.binding = 0
        self.ever_arrived = False

    @property
    def binding_name(self) -> str:
        """What binds the next tranche, in a word."""
        return CONSTRAINTS[self.binding]

    def fly(self) -> None:
        """Judge the gates, then fly those who pass all of them, the lead nation first."""
        mission, command = self.scenario.mission, self.model.command
        present = command.in_theatre
        self.gates = self._open_gates(present)
        if not mission.enabled:
            self.binding = 0
            return
        wanted = contingents.next_tranche(mission.tranche_persons, mission.force_target, present)
        allowed = np.array([self.gates[gate] for gate in CONSTRAINTS[1:]])
        self.binding = int(contingents.binding_constraint(wanted, allowed))
        seats = min(
            *self.gates.values(),
            max(mission.force_target - present, 0),
            self._seats(self.period.weeks),
        )
        for contingent in sorted(self.model.contingents, key=_boarding_order):
            seats -= contingent.board(seats)
        if command.in_theatre > 0 and not self.ever_arrived:
            self.ever_arrived = True
            self.model.coalition.take_note()

    def _open_gates(self, present: int) -> dict[str, int]:
        model, contributors = self.model, self.model.contingents
        room = {
            "council": model.council.strength_ceiling - present if model.council.in_force else 0,
            "host": 0 if model.authorities.crisis else MANY_PERSONS,
            "pledge": add_up(contingent.ready for contingent in contributors),
            "court": add_up(contingent.ready for contingent in contributors if contingent.cleared),
            "base": model.base.places - present,
            "equipment": model.fleet.persons_allowed - present,
            "airlift": self._seats(1.0),
            "cash": (
                MANY_PERSONS
                if model.council.assessed
                else model.fund.affordable_persons() - present
            ),
        }
        return {gate: max(persons, 0) for gate, persons in room.items()}

    def _seats(self, weeks: float) -> int:
        """Persons whom it can bring in so many weeks."""
        return int(
            logistics.airlift_persons(
                self.scenario.logistics.airlift_persons_per_week,
                not self.model.airport.closed,
                weeks,
            )
        )


def _boarding_order(contingent: Contingent) -> tuple[bool, str]:
    return not contingent.lead, contingent.name
