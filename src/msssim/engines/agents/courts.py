"""A contingent's day in court: known steps of its case, and what chance adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Actor
from msssim.engines.agents.shown import Shown
from msssim.rules import courts
from msssim.world import variables
from msssim.world.calendar import DAYS_PER_WEEK, day_of
from msssim.world.kinds import LegalStatus
from msssim.world.mission import COURT_STEPS

if TYPE_CHECKING:
    from msssim.scenario.parameters.law import Law
    from msssim.scenario.parameters.tables import CourtStep


class CourtCase(variables.CourtCase, Shown):
    """Where a deployment stands in the courts of its country."""

    def __init__(self, actor: Actor, country: str) -> None:
        self.actor, self.country = actor, country
        self.set_starts(actor.scenario)
        self.legal_status = LegalStatus.CLEAR
        self.weeks_to_court = 0.0
        start = actor.scenario.start
        past = [step for step in self._known_steps() if step.date < start]
        if past:
            self.legal_status = COURT_STEPS[past[-1].step].status
            self.weeks_to_court = self._weeks_until_known_step(past[-1], self._law.hearing_weeks)

    @property
    def cleared(self) -> bool:
        """Whether the law lets the contingent go."""
        return bool(courts.cleared(self.legal_status))

    def proceed(self, exposed: bool) -> None:
        """Agreements, known steps, hearings, rulings and petitions, in that order.

        ``exposed``: a deployment that can be contested is pending.
        """
        actor = self.actor
        met = courts.meet_bar(
            self.legal_status, self._law, uniform=actor.draw("workaround"), weeks=actor.period.weeks
        )
        self.legal_status = LegalStatus(int(met))
        for step in self._known_steps():
            if actor.period.holds(step.date):
                self._take(step)
        self._hear()
        self._receive_petition(exposed)

    @property
    def _law(self) -> Law:
        return self.actor.scenario.law

    def _known_steps(self) -> list[CourtStep]:
        """Steps of this case that are known or assumed, in order of date."""
        country = self.country
        steps = [step for step in self._law.steps if step.contingent == country and step.applies]
        return sorted(steps, key=lambda step: (step.date, step.name))

    def _weeks_until_known_step(self, last: CourtStep, otherwise: float) -> float:
        """Weeks from the start of the step to the next known one after the last."""
        later = [step.date for step in self._known_steps() if step.date > last.date]
        if later:
            actor = self.actor
            return (day_of(later[0], actor.scenario.start) - actor.period.day) / DAYS_PER_WEEK
        return float(otherwise)

    def _take(self, step: CourtStep) -> None:
        """Take a known step; without a later one, chance goes on from there."""
        kind = COURT_STEPS[step.step]
        if not (kind.yields_to_order and self.legal_status == LegalStatus.INTERIM_ORDER):
            self.legal_status = kind.status
        self.reserved = False
        otherwise = 0.0 if kind.heard else self._law.hearing_weeks
        self.weeks_to_court = self._weeks_until_known_step(step, otherwise)

    def _hear(self) -> None:
        actor = self.actor
        due, reserved, waiting = courts.hearing(
            self.legal_status, self.weeks_to_court, self._law, reserved=self.reserved,
            uniform_adjournment=actor.draw("adjournment"), uniform_judgment=actor.draw("judgment"),
            weeks=actor.period.weeks,
        )  # fmt: skip
        self.reserved, self.weeks_to_court = bool(reserved), float(waiting)
        status = courts.ruling(
            self.legal_status, self._law, due=due, uniform_ruling=actor.draw("ruling"),
            uniform_workaround=actor.draw("workaround"),
        )  # fmt: skip
        self.legal_status = LegalStatus(int(status))

    def _receive_petition(self, exposed: bool) -> None:
        actor = self.actor
        status, waiting = courts.petition(
            self.legal_status, self.weeks_to_court, self._law, exposed=exposed,
            uniform_petition=actor.draw("petition"), uniform_order=actor.draw("interim_order"),
            weeks=actor.period.weeks,
        )  # fmt: skip
        self.petition_filed = int(status) != self.legal_status
        self.legal_status, self.weeks_to_court = LegalStatus(int(status)), float(waiting)
