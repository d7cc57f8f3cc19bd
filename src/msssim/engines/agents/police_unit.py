"""A unit of the national police: officers, equipment, stations, morale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesa.discrete_space import CellAgent

from msssim.engines.agents.actor import Actor
from msssim.rules import command, police
from msssim.rules.hazard import chance, decayed_sum

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel
    from msssim.engines.agents.zone import Zone
    from msssim.scenario.parameters.tables import PoliceUnit as UnitRow


class PoliceUnit(Actor, CellAgent):
    """A unit of the police; it stands in its zone, or nowhere if that is outside the theatre.

    Attributes
    ----------
    officers
        Officers on its rolls, persons.
    morale, equipment
        In [0, 1].
    stations_lost
        Stations that it has lost to gangs and not retaken.
    killed_lately
        Officers killed, as far as they still weigh on it.
    force
        Effective officers on the street in this step.
    killed, left, stations_fallen, stations_retaken
        In the last step: officers killed, and gone by themselves; stations lost and won back.
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
        self.equipment = self.row.equipment
        self.stations_lost = self.stations_fallen = self.stations_retaken = 0
        self.killed_lately = 0.0
        self.killed = self.left = 0
        self.force = 0.0
        self.report_for_duty()

    @property
    def row(self) -> UnitRow:
        """Its row of the theatre's table, as now in force."""
        return self.scenario.police.units[self.slot]

    @property
    def stations_manned(self) -> float:
        """Part of its stations that it still has."""
        return float(police.stations_manned(self.row.stations, self.stations_lost))

    def report_for_duty(self) -> None:
        """Work out how many officers it is worth on the street."""
        terms = self.scenario.police
        self.force = float(
            command.effective_police(
                self.officers,
                terms.on_duty_share,
                self.morale,
                terms.morale_floor,
                self.equipment,
                terms.equipment_exponent,
                self.stations_manned,
                terms.without_station,
            )
        )

    # -- contacts

    def lose_stations(self) -> None:
        """Lose stations in the attacks on the zone's police."""
        falls = self.cell.station_loss_chance if self.cell is not None else 0.0
        held = self.row.stations - self.stations_lost
        self.stations_fallen = self.binomial("stations_lost", held, falls)
        self.stations_lost += self.stations_fallen

    def take_losses(self, joint_protection: float) -> None:
        """Lose officers in the zone's contacts and attacks, by its part of the force there."""
        zone = self.cell
        expected = 0.0
        if zone is not None:
            expected = zone.fight.deaths_per_officer(joint_protection) * self.force
        self.killed = min(self.poisson("losses", expected), self.officers)
        self.officers -= self.killed

    # -- what becomes of it

    def retake_stations(self) -> None:
        """Win stations back where the state controls enough of the zone."""
        terms = self.scenario.police
        hazard = 0.0
        if self.cell is not None:
            hazard = float(
                police.retaking_rate(
                    terms.station_retaken_per_week,
                    self.cell.state_control,
                    terms.station_retaken_control,
                )
            )
        self.stations_retaken = self.binomial(
            "stations_retaken", self.stations_lost, chance(hazard, self.period.weeks)
        )
        self.stations_lost -= self.stations_retaken

    def lose_leavers(self) -> None:
        """Lose officers who leave: the dead and low morale drive them."""
        terms, weeks = self.scenario.police, self.period.weeks
        self.killed_lately = float(
            decayed_sum(self.killed_lately, self.killed, terms.losses_memory_weeks, weeks)
        )
        rate = police.attrition_rate(
            terms.attrition_per_week,
            self.killed_lately,
            terms.attrition_losses,
            self.morale,
            terms.morale_at_start,
            terms.attrition_morale,
            terms.emigration_pull,
        )
        self.left = self.binomial("leaving", self.officers, chance(rate, weeks))
        self.officers -= self.left

    def renew_equipment(self) -> None:
        """Equipment approaches what is provided; part of it burns with the stations."""
        terms = self.scenario.police
        fallen = self.stations_fallen / max(self.row.stations, 1)
        self.equipment = float(
            police.equipment_after(
                self.equipment,
                min(self.row.equipment + terms.equipment_support, 1.0),
                terms.equipment_renewal_per_week,
                terms.station_equipment * fallen,
                self.period.weeks,
            )
        )

    def take_heart(self) -> None:
        """Morale follows pay, equipment, the mission at its side, its dead and its stations."""
        terms = self.scenario.police
        zone = self.cell
        copresence = zone.mission_force / max(zone.force, 1e-12) if zone is not None else 0.0
        sustained = police.sustained_morale(
            terms.morale_at_start,
            terms.morale_pay,
            self.model.authorities.pay_reliability,
            terms.reference_pay,
            terms.morale_equipment,
            self.equipment - self.row.equipment,
            terms.morale_mission,
            copresence,
            terms.morale_losses,
            self.killed_lately,
            terms.morale_stations,
            1.0 - self.stations_manned,
        )
        self.morale = float(
            police.morale_after(
                self.morale, sustained, terms.morale_recovery_per_week, self.period.weeks
            )
        )
