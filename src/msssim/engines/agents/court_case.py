"""A contingent's day in court: known steps of its case, and what chance adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.shown import Shown
from msssim.rules import courts
from msssim.rules.hazard import per_week
from msssim.world.calendar import DAYS_PER_WEEK, day_of
from msssim.world.kinds import LegalStatus

if TYPE_CHECKING:
    from msssim.engines.agents.contingent import Contingent
    from msssim.scenario.parameters.law import Law
    from msssim.scenario.parameters.tables import CourtStep


class CourtCase(Shown):
    """Where a deployment stands in the courts of its country.

    Attributes
    ----------
    status
        Clear, pending, under an interim order, barred, or barred for good.
    reserved
        Whether the ruling is reserved: no further hearing.
    weeks_to_court
        Weeks to the next hearing, or to the ruling.
    filed
        Whether a new petition was filed in the last step.
    """

    def __init__(self, contingent: Contingent) -> None:
        self.contingent = contingent
        self.status = LegalStatus.CLEAR
        self.reserved = self.filed = False
        self.weeks_to_court = 0.0
        start = contingent.scenario.start
        past = [step for step in self._known_steps() if step.date < start]
        if past:
            self.status = courts.STATUS_AFTER[past[-1].step]
            self.weeks_to_court = self._weeks_until_known_step(past[-1])

    @property
    def cleared(self) -> bool:
        """Whether the law lets the contingent go."""
        return bool(courts.cleared(self.status))

    def proceed(self) -> None:
        """Agreements, known steps, hearings, rulings and petitions, in that order."""
        actor, law, weeks = self.contingent, self._law, self._weeks
        met = courts.meet_bar(self.status, actor.draw("workaround"), law.workaround_weeks, weeks)
        self.status = LegalStatus(int(met))
        for step in self._known_steps():
            if actor.period.holds(step.date):
                self._take(step)
        self._hear()
        self._receive_petition()

    @property
    def _law(self) -> Law:
        return self.contingent.scenario.law

    @property
    def _weeks(self) -> float:
        return self.contingent.period.weeks

    def _known_steps(self) -> list[CourtStep]:
        """Steps of this case that are known or assumed, in order of date."""
        steps = [
            step
            for step in self._law.steps
            if step.contingent == self.contingent.row.name and step.applies
        ]
        return sorted(steps, key=lambda step: (step.date, step.name))

    def _weeks_until_known_step(self, last: CourtStep) -> float:
        """Weeks from the start of the step to the next known one; else chance goes on."""
        later = [step.date for step in self._known_steps() if step.date > last.date]
        if later:
            actor = self.contingent
            return (day_of(later[0], actor.scenario.start) - actor.period.day) / DAYS_PER_WEEK
        return float(self._law.hearing_weeks)

    def _take(self, step: CourtStep) -> None:
        """Take a known step: an order in force outlasts a further petition or hearing."""
        ordered = self.status == LegalStatus.INTERIM_ORDER
        if not (ordered and step.step in ("petition", "hearing")):
            self.status = courts.STATUS_AFTER[step.step]
        self.reserved = False
        last_known = not any(other.date > step.date for other in self._known_steps())
        if step.step == "hearing" and last_known:
            self.weeks_to_court = 0.0
        else:
            self.weeks_to_court = self._weeks_until_known_step(step)

    def _hear(self) -> None:
        actor, law = self.contingent, self._law
        due, reserved, waiting = courts.hearing(
            self.status,
            self.reserved,
            self.weeks_to_court,
            actor.draw("adjournment"),
            law.adjournment,
            law.adjournment_weeks,
            courts.judgment_time(actor.draw("judgment"), law.judgment_weeks, law.judgment_log_sd),
            self._weeks,
        )
        self.reserved, self.weeks_to_court = bool(reserved), float(waiting)
        status = courts.ruling(
            self.status,
            due,
            actor.draw("ruling"),
            actor.draw("workaround"),
            law.ruling_blocks,
            law.compliance,
            law.workaround,
        )
        self.status = LegalStatus(int(status))

    def _receive_petition(self) -> None:
        actor, law = self.contingent, self._law
        pending = actor.committed and actor.preparing > 0 and actor.model.council.in_force
        status, waiting = courts.petition(
            self.status,
            self.weeks_to_court,
            pending and actor.row.contestable,
            actor.draw("petition"),
            actor.draw("interim_order"),
            per_week(law.petitions_per_month),
            law.interim_order,
            law.compliance,
            law.hearing_weeks,
            self._weeks,
        )
        self.filed = int(status) != self.status
        self.status, self.weeks_to_court = LegalStatus(int(status)), float(waiting)
