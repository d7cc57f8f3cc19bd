"""A contingent: one country's offer, from pledge to theatre and home again, and its day in court.

Persons stand in exactly one place: uncommitted, in vetting, in training, ready, in theatre, lost,
or gone home.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from msssim.engines.agents.actor import Actor
from msssim.rules import contingents, courts
from msssim.rules.hazard import chance, per_week
from msssim.world.calendar import DAYS_PER_WEEK, day_of
from msssim.world.kinds import LegalStatus

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel
    from msssim.scenario.tables import Contingent as ContingentRow


class Contingent(Actor, mesa.Agent):
    """A contributing country's offer to the mission.

    Attributes
    ----------
    lead
        Whether it is the lead nation, whose persons fly first.
    committed
        Whether the country has decided to send its offer.
    uncommitted, vetting, training, ready, in_theatre, lost, gone_home
        Persons in each place.
    at_lapse
        Persons in theatre when the mandate lapsed: the drawdown is a part of them each week.
    killed
        Persons killed in the last step.
    legal_status, weeks_to_hearing
        Where the deployment stands in the country's courts.
    """

    kind = "contingent"

    def __init__(self, model: MissionModel, slot: int) -> None:
        super().__init__(model)
        self.slot = slot
        row = self.row
        self.name, self.lead, self.committed = row.name, row.lead, row.committed
        trained = min(row.trained, row.pledged)
        self.uncommitted = 0 if row.committed else row.pledged
        self.vetting = row.pledged - trained if row.committed else 0
        self.training = 0
        self.ready = trained if row.committed else 0
        self.in_theatre = self.lost = self.gone_home = self.at_lapse = self.killed = 0
        self.legal_status = LegalStatus.CLEAR
        self.weeks_to_hearing = 0.0
        if row.pending_hearing is not None:
            self.legal_status = LegalStatus.PENDING
            days = day_of(row.pending_hearing, self.scenario.start)
            self.weeks_to_hearing = days / DAYS_PER_WEEK

    @property
    def row(self) -> ContingentRow:
        """Its row of the theatre's table, as now in force."""
        return self.scenario.mission.contingents[self.slot]

    @property
    def cleared(self) -> bool:
        """Whether the law lets it go."""
        return bool(courts.cleared(self.legal_status))

    def go_to_court(self) -> None:
        """Bars are met, hearings held, petitions filed, in that order."""
        law, weeks = self.scenario.law, self.period.weeks
        pending = (
            self.committed
            and self.vetting + self.training + self.ready > 0
            and self.model.council.in_force
        )
        status = courts.meet_bar(
            self.legal_status, self.draw("workaround"), law.workaround_weeks, weeks
        )
        status, waiting = courts.hearing(
            status,
            self.weeks_to_hearing,
            self.draw("adjournment"),
            self.draw("ruling"),
            self.draw("workaround"),
            law.adjournment,
            law.adjournment_weeks,
            law.ruling_blocks,
            law.compliance,
            law.workaround,
            weeks,
        )
        status, waiting = courts.petition(
            status,
            waiting,
            pending and self.row.contestable,
            self.draw("petition"),
            self.draw("interim_order"),
            per_week(law.petitions_per_month),
            law.interim_order,
            law.compliance,
            law.hearing_weeks,
            weeks,
        )
        self.legal_status, self.weeks_to_hearing = LegalStatus(int(status)), float(waiting)

    def hear_of_lapse(self) -> None:
        """Remember how many are in theatre: they go home in equal parts."""
        self.at_lapse = self.in_theatre

    def prepare(self, commitment_factor: float) -> None:
        """Train, vet and commit: a person spends a step in each stage at least."""
        mission, weeks = self.scenario.mission, self.period.weeks
        trained = self.binomial(
            "training", self.training, chance(1.0 / mission.training_weeks, weeks)
        )
        vetted = self.binomial("vetting", self.vetting, chance(1.0 / mission.vetting_weeks, weeks))
        joining = self._commit(commitment_factor)
        self.vetting += joining - vetted
        self.training += vetted - trained
        self.ready += trained

    def _commit(self, factor: float) -> int:
        """Persons who join the pipeline because the country decides to send them now."""
        likely = chance(per_week(self.row.commit_per_month) * factor, self.period.weeks)
        if not self.model.council.in_force or self.committed:
            return 0
        if self.draw("commitment") >= likely:
            return 0
        self.committed = True
        joining, self.uncommitted = self.uncommitted, 0
        return joining

    def leave(self) -> None:
        """Draw down after a lapse; withdraw persons while allowances are in arrears."""
        if self.model.council.in_force:
            leaving = self._withdrawn() if self.model.fund.unpaid_too_long else 0
        else:
            leaving = int(
                contingents.drawdown(
                    self.in_theatre,
                    self.at_lapse,
                    self.scenario.mission.drawdown_weeks,
                    self.period.weeks,
                )
            )
        self.in_theatre -= leaving
        self.gone_home += leaving

    def _withdrawn(self) -> int:
        hazard = per_week(self.scenario.mission.withdrawal_per_month)
        return self.binomial("withdrawal", self.in_theatre, chance(hazard, self.period.weeks))

    def board(self, seats: int) -> int:
        """Fly as many as are ready, cleared and have a seat; return how many flew."""
        flying = int(contingents.boarding(self.ready, self.cleared, seats))
        self.ready -= flying
        self.in_theatre += flying
        return flying

    def take_losses(self, expected_in_mission: float, present: int) -> None:
        """Lose persons killed: its part, by strength, of what the mission expects to lose."""
        expected = expected_in_mission * self.in_theatre / present
        self.killed = min(self.poisson("losses", expected), self.in_theatre)
        self.in_theatre -= self.killed
        self.lost += self.killed
