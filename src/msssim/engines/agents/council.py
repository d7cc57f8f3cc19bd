"""The Security Council and the mandate: renewal, technical rollover, lapse, conversion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.engines.agents.council_member import CouncilMember
from msssim.rules import council
from msssim.world.calendar import DAYS_PER_WEEK, day_of
from msssim.world.kinds import Vote

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


class Council(Institution):
    """The Council, which holds the mandate.

    Attributes
    ----------
    members
        The states on the Council, by name.
    in_force
        Whether the mandate is in force.
    lapsed, converted
        Whether it has lapsed, or the mission has become a UN operation.
    mandate_end_day
        Day from the start on which the mandate ends.
    conversion_day
        Day of the conversion; infinite without one.
    renewals
        Renewals won in the last step.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        scenario = self.scenario
        self.members = [CouncilMember(model, slot) for slot in range(len(scenario.council.members))]
        self.in_force = scenario.mission.enabled
        self.lapsed = False
        self.converted = False
        self.mandate_end_day = day_of(scenario.council.mandate_ends, scenario.start)
        self.conversion_day = float("inf")
        self.renewals = 0

    @property
    def weeks_of_mandate_left(self) -> float:
        """Weeks from the start of the step to the end of the mandate."""
        return (self.mandate_end_day - self.period.day) / DAYS_PER_WEEK

    @property
    def assessed(self) -> bool:
        """Whether assessed contributions pay for the mission: some weeks after a conversion."""
        handover_days = self.scenario.council.handover_weeks * DAYS_PER_WEEK
        return self.converted and self.period.day >= self.conversion_day + handover_days

    @property
    def strength_ceiling(self) -> int:
        """Persons whom the mandate lets into theatre."""
        terms = self.scenario.council
        filed = day_of(terms.conops_filed_on, self.scenario.start) < self.period.end_day
        return int(
            council.strength_ceiling(
                filed, terms.ceiling_before_conops, self.scenario.mission.force_target
            )
        )

    def meet(self) -> None:
        """Vote on the mandate in the step that holds its end, and on a tabled conversion."""
        self.renewals = 0
        if self.in_force and self.mandate_end_day < self.period.end_day:
            self._vote_on_mandate()
        if self.period.holds(self.scenario.council.conversion_vote_on):
            self._vote_on_conversion()

    def _vote_on_mandate(self) -> None:
        terms = self.scenario.council
        decision = council.vote(
            self.draw("vote"),
            self.draw("rollover"),
            self._renewal_chance(),
            terms.rollover_probability,
        )
        self.mandate_end_day = int(
            council.mandate_end(
                self.mandate_end_day, decision, terms.renewal_term_days, terms.rollover_days
            )
        )
        self.renewals = int(decision == Vote.RENEWAL)
        if decision == Vote.LAPSE:
            self.in_force = False
            self.lapsed = True
            for contingent in self.model.contingents:
                contingent.hear_of_lapse()
        self.model.coalition.take_note()

    def _renewal_chance(self) -> float:
        terms, command = self.scenario.council, self.model.command
        return float(
            council.renewal_chance(
                terms.renewal_probability,
                command.clarity,
                self.scenario.governance.reference_clarity,
                terms.renewal_clarity,
                min(command.filled, 1.0),
                terms.renewal_progress,
            )
        )

    def _vote_on_conversion(self) -> None:
        likely = self.scenario.council.conversion_probability
        if self.in_force and not self.converted and self.draw("conversion") < likely:
            self.converted = True
            self.conversion_day = self.period.day
