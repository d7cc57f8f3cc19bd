"""A unit of the national police: officers, equipment, morale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesa.discrete_space import CellAgent

from msssim.engines.agents.actor import Actor
from msssim.rules import command, police
from msssim.rules.hazard import chance

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel
    from msssim.engines.agents.zone import Zone
    from msssim.scenario.tables import PoliceUnit as UnitRow


class PoliceUnit(Actor, CellAgent):
    """A unit of the police; it stands in its zone, or nowhere if that is outside the theatre.

    Attributes
    ----------
    officers
        Officers on its rolls, persons.
    morale
        In [0, 1].
    force
        Effective officers on the street in this step.
    killed, left
        Officers killed, and gone by themselves, in the last step, persons.
    """

    kind = "unit"
    cell: Zone | None

    def __init__(self, model: MissionModel, slot: int, zone: Zone | None) -> None:
        super().__init__(model)
        self.slot = slot
        self.name = self.row.name
        self.cell = zone
        self.officers = self.row.officers
        self.morale = self.scenario.police.morale_at_start
        self.killed = self.left = 0
        self.force = 0.0
        self.report_for_duty()

    @property
    def row(self) -> UnitRow:
        """Its row of the theatre's table, as now in force."""
        return self.scenario.police.units[self.slot]

    def report_for_duty(self) -> None:
        """Work out how many officers it is worth on the street."""
        police_terms = self.scenario.police
        self.force = float(
            command.effective_police(
                self.officers,
                police_terms.on_duty_share,
                self.morale,
                police_terms.morale_floor,
                self.row.equipment,
                police_terms.equipment_exponent,
            )
        )

    def take_losses(self) -> None:
        """Lose officers in the zone's contacts and attacks, by its part of the force there."""
        zone = self.cell
        expected = zone.killed_per_officer * self.force if zone is not None else 0.0
        self.killed = min(self.poisson("losses", expected), self.officers)
        self.officers -= self.killed

    def lose_leavers(self) -> None:
        """Lose officers who leave: the dead and low morale drive them."""
        terms = self.scenario.police
        rate = police.attrition_rate(
            terms.attrition_per_week,
            self.killed,
            terms.attrition_losses,
            self.morale,
            terms.morale_at_start,
            terms.attrition_morale,
        )
        self.left = self.binomial("leaving", self.officers, chance(rate, self.period.weeks))
        self.officers -= self.left

    def take_heart(self) -> None:
        """Morale follows pay, the mission's presence, and the unit's dead."""
        terms = self.scenario.police
        sustained = police.sustained_morale(
            terms.morale_at_start,
            terms.morale_pay,
            self.model.authorities.pay_reliability,
            terms.reference_pay,
            terms.morale_mission,
            min(self.model.command.filled, 1.0),
        )
        self.morale = float(
            police.morale_after(
                self.morale,
                sustained,
                terms.morale_recovery_per_week,
                self.killed,
                terms.morale_losses,
                self.period.weeks,
            )
        )
