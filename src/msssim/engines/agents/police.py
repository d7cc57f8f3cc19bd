"""The national police: its units, with officers, equipment, stations and morale; its academy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from mesa.discrete_space import CellAgent

from msssim.engines.agents.actor import Actor, Institution
from msssim.rules import command, police
from msssim.rules.counts import apportion
from msssim.rules.hazard import chance, decayed_sum, relax
from msssim.world import variables
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import MissionModel, Zone
    from msssim.scenario.parameters.tables import PoliceUnit as UnitRow


class PoliceUnit(variables.PoliceUnit, Actor, CellAgent):
    """A unit of the police; it stands in its zone, or nowhere if that is outside the theatre."""

    cell: Zone | None

    def __init__(self, model: MissionModel, slot: int, zone: Zone | None) -> None:
        super().__init__(model)
        self.slot = slot
        self.name = self.row.name
        self.cell = zone
        self.set_starts(self.scenario, self.row)
        self.report_for_duty()

    @property
    def stations_held(self) -> int:
        """Police stations that it holds."""
        return self.row.stations - self.stations_lost

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
        self.unit_force = float(
            command.effective_police(
                self.officers, self.scenario.police, morale=self.morale,
                equipment=self.equipment, stations=self.stations_manned,
            )
        )  # fmt: skip

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
            expected = zone.fight.deaths_per_officer(joint_protection) * self.unit_force
        self.police_killed = min(self.poisson("losses", expected), self.officers)
        self.officers -= self.police_killed

    # -- what becomes of it

    def retake_stations(self) -> None:
        """Win stations back where the state controls enough of the zone."""
        rate = 0.0
        if self.cell is not None:
            rate = float(police.retaking_rate(self.cell.state_control, self.scenario.police))
        self.stations_retaken = self.binomial(
            "stations_retaken", self.stations_lost, chance(rate, self.period.weeks)
        )
        self.stations_lost -= self.stations_retaken

    def lose_leavers(self) -> None:
        """Lose officers who leave: the dead and low morale drive them."""
        terms, weeks = self.scenario.police, self.period.weeks
        self.killed_lately = float(
            decayed_sum(self.killed_lately, self.police_killed, terms.losses_memory_weeks, weeks)
        )
        rate = police.attrition_rate(terms, killed_lately=self.killed_lately, morale=self.morale)
        self.police_left = self.binomial("leaving", self.officers, chance(rate, weeks))
        self.officers -= self.police_left

    def renew_equipment(self) -> None:
        """Equipment approaches what is provided; part of it burns with the stations."""
        terms, weeks = self.scenario.police, self.period.weeks
        fallen = self.stations_fallen / max(self.row.stations, 1)
        self.equipment = float(
            police.equipment_after(self.equipment, terms, self.row, fallen=fallen, weeks=weeks)
        )

    def take_heart(self) -> None:
        """Morale follows pay, equipment, the mission at its side, its dead and its stations."""
        terms, zone = self.scenario.police, self.cell
        copresence = zone.mission_force / max(zone.force, 1e-12) if zone is not None else 0.0
        sustained = police.sustained_morale(
            terms, pay_reliability=self.model.authorities.pay_reliability,
            equipment_change=self.equipment - self.row.equipment, copresence=copresence,
            killed_lately=self.killed_lately, stations_lost=1.0 - self.stations_manned,
        )  # fmt: skip
        rate, weeks = terms.morale_recovery_per_week, self.period.weeks
        self.morale = float(relax(self.morale, sustained, rate, weeks))


class Academy(Institution):
    """The police academy: classes finish at intervals and are shared out among the units."""

    def graduate(self) -> None:
        """Post the officers of a class that finishes in this step, by the units' weights."""
        step, units = self.period, self.model.units
        finished = police.classes_finished(
            step.end_day / DAYS_PER_WEEK, step.weeks, self.scenario.police.class_interval_weeks
        )
        graduates = int(np.floor(self.model.authorities.class_size * finished))
        everybody = max(ordered_sum(unit.row.intake_weight for unit in units), 1e-12)
        before = 0.0
        for unit in units:
            through = before + unit.row.intake_weight
            unit.graduates = int(apportion(graduates, before / everybody, through / everybody))
            unit.officers += unit.graduates
            before = through
