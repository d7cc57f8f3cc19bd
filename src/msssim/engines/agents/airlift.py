"""The airlift: who may fly, who flies, and what holds up the rest.

Every gate (mandate, host, pledges, courts, base, equipment, airlift, cash) lets a number of persons
through. The one that lets through the fewest of the next tranche is the binding constraint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from msssim.engines.agents.actor import Institution
from msssim.rules import contingents, logistics
from msssim.rules.funding import MANY_PERSONS
from msssim.world import variables
from msssim.world.mission import CONSTRAINTS, GATES
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import MissionModel
    from msssim.engines.agents.contingents import Contingent


class Airlift(variables.Airlift, Institution):
    """The airlift into theatre.

    Attributes
    ----------
    gates
        Persons whom each gate lets through in this step, by name of the gate.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.gates = dict.fromkeys(CONSTRAINTS[1:], 0)

    @property
    def binding_name(self) -> str:
        """What binds the next tranche, in a word."""
        return CONSTRAINTS[self.binding]

    def fly(self) -> None:
        """Judge the gates, then fly those who pass all of them, the lead nation first."""
        mission, command = self.scenario.mission, self.model.command
        present = command.in_theatre
        common = self._common_gates(present)
        self.gates = self._in_order(common | self._gates_for(self._may_land()))
        wanted = int(contingents.next_tranche(present, mission))
        self.binding = self._narrowest(wanted, self.gates)
        self._bind_each(common, wanted)
        self._board(max(mission.force_target - present, 0))
        if command.in_theatre > 0 and not self.ever_arrived:
            self.ever_arrived = True
            self.model.coalition.take_note()

    def _may_land(self) -> list[Contingent]:
        """Contingents that need not wait for the lead nation."""
        led = self.model.command.led
        return [contingent for contingent in self.model.contingents if contingent.lead or led]

    def _common_gates(self, present: int) -> dict[str, int]:
        """Persons whom each gate lets through that is the same for all contingents."""
        model, fund = self.model, self.model.fund
        airlift = logistics.airlift_persons(
            self.scenario.logistics, airport_open=not model.airport.closed
        )
        return {
            "council": model.council.strength_ceiling - present if model.council.in_force else 0,
            "host": MANY_PERSONS if model.authorities.consents else 0,
            "base": model.base.places - present,
            "equipment": model.fleet.persons_allowed - present,
            "airlift": int(airlift),
            "cash": MANY_PERSONS if model.council.assessed else fund.affordable_persons - present,
        }

    @staticmethod
    def _gates_for(contributors: list[Contingent]) -> dict[str, int]:
        """Persons ready, and those of them whom the law lets go."""
        return {
            "pledge": ordered_sum(each.ready for each in contributors),
            "court": ordered_sum(each.ready for each in contributors if each.case.cleared),
        }

    @staticmethod
    def _in_order(room: dict[str, int]) -> dict[str, int]:
        """What the gates let through, in their order; never less than nobody."""
        return {gate.name: max(room[gate.name], 0) for gate in GATES}

    @staticmethod
    def _narrowest(wanted: int, gates: dict[str, int]) -> int:
        allowed = np.array(list(gates.values()))
        return int(contingents.binding_constraint(wanted, allowed))

    def _bind_each(self, common: dict[str, int], wanted: int) -> None:
        """What binds each contingent's next persons; who waits for the lead waits with it."""
        lead, may_land = self.model.command.lead, self._may_land()
        own = {
            each: self._narrowest(
                min(wanted, each.to_come), self._in_order(common | self._gates_for([each]))
            )
            for each in self.model.contingents
        }
        for each, binding in own.items():
            each.binding_of = binding
            if lead is not None and min(wanted, each.to_come) > 0:
                behind = contingents.behind_lead(binding, own[lead], eligible=each in may_land)
                each.binding_of = int(behind)

    def _board(self, wanted: int) -> None:
        """Fill the seats of the step's flights with those whom every gate lets through."""
        seats = self._fly_sorties()
        if not self.scenario.mission.enabled:
            return
        gates = [self.gates[gate.name] for gate in GATES if not gate.by_flight]
        seats = min(*gates, seats, wanted)
        for contingent in sorted(self._may_land(), key=lambda each: (not each.lead, each.name)):
            seats -= contingent.board(seats)

    def _fly_sorties(self) -> int:
        """Fly the step's sorties; return their seats."""
        terms = self.scenario.logistics
        expected = logistics.expected_sorties(
            terms, airport_open=not self.model.airport.closed, weeks=self.period.weeks
        )
        self.flights = self.poisson("sorties", expected)
        return self.flights * terms.sortie_seats
