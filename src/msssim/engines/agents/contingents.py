"""A contingent: one country's offer, from pledge to theatre and home again.

Persons stand in exactly one place: uncommitted, in vetting, in training, ready, in theatre, on
leave, lost, or gone home. The country's courts are in :mod:`msssim.engines.agents.courts`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import mesa

from msssim.engines.agents.actor import Actor
from msssim.engines.agents.courts import CourtCase
from msssim.engines.agents.shown import Shown
from msssim.rules import contingents
from msssim.rules.hazard import chance, decayed_sum, per_week
from msssim.world import variables
from msssim.world.calendar import day_of
from msssim.world.kinds import LegalStatus
from msssim.world.mission import PHASES

if TYPE_CHECKING:
    from msssim.engines.agents.actor import MissionModel
    from msssim.scenario.parameters.tables import Contingent as ContingentRow


class Contingent(variables.Contingent, Actor, mesa.Agent):
    """A contributing country's offer to the mission.

    Attributes
    ----------
    lead
        Whether it is the lead nation, whose persons land first.
    flown
        Persons flown in in the last step.
    case
        Where the deployment stands in the country's courts.
    """

    def __init__(self, model: MissionModel, slot: int) -> None:
        super().__init__(model)
        self.slot = slot
        row, mission = self.row, self.scenario.mission
        self.set_starts(self.scenario, row)
        self.name, self.lead, self.committed = row.name, row.lead, row.committed
        self.offered = int(contingents.offer(self.draw("offer"), row))
        mean, weight = mission.threshold_mean, mission.threshold_weight
        self.threshold = float(contingents.threshold(self.draw("threshold"), mean, weight))
        trained = min(row.trained, self.offered)
        self.uncommitted = 0 if row.committed else self.offered
        self.vetting = self.offered - trained if row.committed else 0
        self.ready = trained if row.committed else 0
        self.flown = 0
        self.announced_day = math.inf
        if row.announced is not None:
            self.announced_day = float(day_of(row.announced, self.scenario.start))
        self.first_announced_day = self.announced_day
        self.case = CourtCase(self, self.name)

    @property
    def row(self) -> ContingentRow:
        """Its row of the theatre's table, as now in force."""
        return self.scenario.mission.contingents[self.slot]

    @property
    def preparing(self) -> int:
        """Persons between commitment and the flight."""
        return int(contingents.preparing(self))

    @property
    def to_come(self) -> int:
        """Persons who may still come."""
        return self.uncommitted + self.preparing

    @property
    def exposed(self) -> bool:
        """Whether its deployment is pending and can be contested in court."""
        pending = self.committed and self.preparing > 0 and self.model.council.in_force
        return pending and self.row.contestable

    @property
    def has_landed(self) -> bool:
        """Whether anybody of it has been in theatre."""
        return self.arrived_day < math.inf

    @property
    def parts(self) -> Sequence[Shown]:
        """Its case in the courts."""
        return (self.case,)

    @property
    def contributes(self) -> bool:
        """Whether it is committed to the mission and not going home."""
        return self.committed and not self.going_home

    @property
    def barred_for_good(self) -> bool:
        """Whether its courts have barred it and no agreement can help."""
        return self.case.legal_status == LegalStatus.BARRED_FOR_GOOD

    @property
    def lost_to_mission(self) -> bool:
        """Whether its state or its courts have taken it out of the mission."""
        return self.recalled or self.barred_for_good or self.offered == 0

    # -- preparing

    def prepare(self, commitment_factor: float, standing: float) -> None:
        """Return from leave, train, vet and commit: a person spends a step in each at least."""
        mission, weeks = self.scenario.mission, self.period.weeks
        for phase in reversed(PHASES):
            if phase.leads_to:
                persons = getattr(self, phase.name)
                leaves = chance(1.0 / getattr(mission, phase.weeks), weeks)
                moved = self.binomial(phase.channel, persons, leaves)
                setattr(self, phase.name, persons - moved)
                setattr(self, phase.leads_to, getattr(self, phase.leads_to) + moved)
        self._commit(commitment_factor, standing)

    def _commit(self, factor: float, standing: float) -> None:
        """The country may decide to send its offer, and announces a date with optimism."""
        likely = chance(per_week(self.row.commit_per_month) * factor, self.period.weeks)
        if not self.model.council.in_force or self.committed or standing < self.threshold:
            return
        if self.draw("commitment") >= likely:
            return
        self.committed = True
        announced = contingents.announced_for(self.period.day, self.scenario.mission)
        self.announced_day = self.first_announced_day = float(announced)
        self.vetting += self.uncommitted
        self.uncommitted = 0

    def postpone(self) -> None:
        """Put an announced date back that passes with nobody landed."""
        waiting = self.committed and not self.has_landed and not self.going_home
        if not waiting or not self.scenario.mission.enabled:
            return
        if self.announced_day < self.period.end_day:
            self.postponements += 1
            self.announced_day += float(contingents.postponement_days(self.scenario.mission))

    # -- leaving

    def leave(self) -> None:
        """Be recalled, draw down, resign unpaid, go on home leave."""
        self._heed_recall()
        told = self.recalled or self.barred_for_good or not self.model.council.in_force
        if told and not self.going_home:
            self.leaving_from = self.in_theatre
        self.going_home = told
        self.weeks_leaving = self.weeks_leaving + self.period.weeks if told else 0.0
        self.resigned = self.flown = 0
        if told:
            self._draw_down()
        else:
            self._resign()
            self._go_on_leave()

    def _heed_recall(self) -> None:
        """The state may call the contingent home; preparation ends at once."""
        rate = contingents.recall_rate(
            self.scenario.mission, unpaid=self.model.fund.unpaid_too_long,
            deaths=self.deaths_remembered, cases=self.model.oversight.cases_remembered,
        )  # fmt: skip
        present = self.in_theatre + self.on_leave > 0
        if present and self.model.council.in_force:
            recalls = self.draw("recall") < chance(rate, self.period.weeks)
            self.recalled = self.recalled or bool(recalls)
        if self.recalled:
            self.gone_home += self.preparing
            self.vetting = self.training = self.ready = 0

    def _draw_down(self) -> None:
        leaving = int(
            contingents.drawdown(
                self.in_theatre, self.scenario.mission, at_notice=self.leaving_from,
                weeks_since=self.weeks_leaving, orderly=self.model.council.orderly,
            )
        )  # fmt: skip
        self.in_theatre -= leaving
        self.gone_home += leaving + self.on_leave
        self.on_leave = 0

    def _resign(self) -> None:
        """Persons resign while allowances are in arrears."""
        if self.model.fund.unpaid_too_long:
            hazard = per_week(self.scenario.mission.resignations_per_month)
            resigns = chance(hazard, self.period.weeks)
            self.resigned = self.binomial("resignation", self.in_theatre, resigns)
            self.in_theatre -= self.resigned
            self.gone_home += self.resigned

    def _go_on_leave(self) -> None:
        """A wave of home leave goes when it is due; nobody leaves from a closed airport."""
        if self.model.airport.closed:
            return
        mission, weeks = self.scenario.mission, self.period.weeks
        going, waiting = contingents.leave_wave(
            self.in_theatre, self.weeks_to_leave, mission, weeks=weeks
        )
        self.weeks_to_leave = float(waiting)
        self.in_theatre -= int(going)
        self.on_leave += int(going)

    # -- in theatre

    def board(self, seats: int) -> int:
        """Fly as many as are ready, cleared and have a seat; return how many flew."""
        flying = int(contingents.boarding(self.ready, self.case.cleared, seats))
        self.ready -= flying
        self.in_theatre += flying
        self.flown = flying
        if self.in_theatre > 0 and not self.has_landed:
            self.arrived_day = self.period.end_day - 1.0
            self.weeks_to_leave = float(contingents.wave_weeks(self.scenario.mission))
        return flying

    def take_losses(self, expected_in_mission: float, present: int) -> None:
        """Lose persons killed: its part, by strength, of what the mission expects to lose."""
        expected = expected_in_mission * self.in_theatre / present
        self.mission_killed = min(self.poisson("losses", expected), self.in_theatre)
        self.in_theatre -= self.mission_killed
        self.lost += self.mission_killed
        memory, weeks = self.scenario.mission.memory_weeks, self.period.weeks
        self.deaths_remembered = float(
            decayed_sum(self.deaths_remembered, self.mission_killed, memory, weeks)
        )
