"""The Security Council, its members, and the mandate: filing, review, votes, conversion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from msssim.engines.agents.actor import Actor, Institution
from msssim.rules import council
from msssim.world import variables
from msssim.world.calendar import DAYS_PER_WEEK, day_of
from msssim.world.kinds import Ballot, Vote
from msssim.world.mission import CONVERSION, OFFICE, RENEWAL, Draft

if TYPE_CHECKING:
    from msssim.engines.agents.actor import MissionModel
    from msssim.scenario.parameters.tables import CouncilMember as MemberRow


class CouncilMember(Actor, mesa.Agent):
    """A member of the Council, permanent or elected.

    Attributes
    ----------
    name
        The state.
    row
        Its row of the theatre's table: permanence, term, leanings.
    """

    axis = "member"

    def __init__(self, model: MissionModel, slot: int) -> None:
        super().__init__(model)
        self.slot = slot
        self.name = self.row.name

    @property
    def row(self) -> MemberRow:
        """Its row of the theatre's table, as now in force."""
        return self.scenario.council.members[self.slot]

    @property
    def sits(self) -> bool:
        """Whether it sits on the Council today."""
        row, start = self.row, self.scenario.start
        since = float("-inf") if row.since is None else day_of(row.since, start)
        until = float("inf") if row.until is None else day_of(row.until, start)
        return bool(council.sits(since, until, self.period.day))

    def vote(self, draft: Draft, mood: float) -> Ballot:
        """Vote on a draft, given what the state of the mission adds to its readiness."""
        terms = self.scenario.council
        readiness = getattr(self.row, draft.leaning) + getattr(terms, draft.support) + mood
        return Ballot(int(council.ballot(self.draw(draft.name), readiness, terms.abstention)))


class Council(variables.Council, Institution):
    """The Council, which holds the mandate.

    Attributes
    ----------
    members
        The states on the Council or about to join it, by name.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        scenario = self.scenario
        terms = scenario.council
        self.members = [CouncilMember(model, slot) for slot in range(len(terms.members))]
        self.mandate_end_day = day_of(terms.mandate_ends, scenario.start)
        self.next_review_day = day_of(terms.review_on, scenario.start)
        self.filing_uniform = self.draw("filing")

    @property
    def weeks_of_mandate_left(self) -> float:
        """Weeks from the start of the step to the end of the mandate."""
        return (self.mandate_end_day - self.period.day) / DAYS_PER_WEEK

    @property
    def assessed(self) -> bool:
        """Whether the UN operation pays and commands: some weeks after a conversion."""
        handover_days = self.scenario.council.handover_weeks * DAYS_PER_WEEK
        return self.converted and self.period.day >= self.conversion_day + handover_days

    @property
    def office_serves(self) -> bool:
        """Whether a support office serves the mission: some weeks after it was decided."""
        lag_days = self.scenario.council.office_lag_weeks * DAYS_PER_WEEK
        return self.in_force and self.period.day >= self.office_day + lag_days

    @property
    def strength_ceiling(self) -> int:
        """Persons whom the mandate lets into theatre."""
        before = self.scenario.council.ceiling_before_conops
        target = self.scenario.mission.force_target
        return int(council.strength_ceiling(self.conops_filed, before, target))

    def meet(self) -> None:
        """Receive the documents, hold a review, vote on what is due or tabled."""
        terms = self.scenario.council
        self.renewals = 0
        self.lapsing = False
        self._receive_documents()
        self._review()
        self.mood = self._mood()
        if self.in_force and self.mandate_end_day < self.period.end_day:
            self._vote_on_mandate()
        if self.period.holds(terms.office_vote_on):
            self._vote_on_office()
        if self.period.holds(terms.conversion_vote_on):
            self._vote_on_conversion()

    def _receive_documents(self) -> None:
        terms = self.scenario.council
        delay = council.filing_delay(self.filing_uniform, terms.conops_delay_weeks)
        due = day_of(terms.conops_filed_on, self.scenario.start) + delay * DAYS_PER_WEEK
        self.conops_filed = self.conops_filed or bool(due < self.period.end_day)

    def _review(self) -> None:
        """Look at the mission; until the next review the members judge by what they saw."""
        if self.in_force and self.next_review_day < self.period.end_day:
            self.reviewed_progress = min(self.model.command.filled, 1.0)
            self.next_review_day += self.scenario.council.review_interval_days

    def _vote_on_mandate(self) -> None:
        """Renew, roll over, or let lapse."""
        terms = self.scenario.council
        tabled = self.draw("tabling") < terms.renewal_tabled
        renewed = tabled and self._adopts(RENEWAL)
        decision = council.decision(renewed, self.draw("rollover"), terms.rollover_probability)
        self.mandate_end_day = int(
            council.mandate_end(self.mandate_end_day, terms, decision=decision)
        )
        self.renewals = int(decision == Vote.RENEWAL)
        if decision == Vote.LAPSE:
            self._let_lapse()
        self.model.coalition.take_note()
        self.model.coalition.see_decision(decision == Vote.RENEWAL, decision == Vote.ROLLOVER)

    def _let_lapse(self) -> None:
        self.in_force = False
        self.lapsed = self.lapsing = True
        offensive, cover = self.model.coalition.offensive, self.model.fund.cover_months
        self.orderly = bool(
            council.orderly_exit(self.scenario.mission, offensive=offensive, cover_months=cover)
        )

    def _vote_on_office(self) -> None:
        if not self.in_force or self.office_day < float("inf"):
            return
        if self._adopts(OFFICE):
            self.office_day = self.period.day
            self.model.coalition.take_note()

    def _vote_on_conversion(self) -> None:
        """A conversion brings a new mandate with it."""
        if not self.in_force or self.converted:
            return
        if self._adopts(CONVERSION):
            self.converted = True
            self.conversion_day = self.period.day
            extended = self.period.day + self.scenario.council.renewal_term_days
            self.mandate_end_day = max(self.mandate_end_day, extended)
            self.model.coalition.take_note()

    def _adopts(self, draft: Draft) -> bool:
        """Let the members who sit today vote on a draft."""
        terms = self.scenario.council
        ballots = [(each, each.vote(draft, self.mood)) for each in self.members if each.sits]
        in_favour = sum(ballot == Ballot.YES for _, ballot in ballots)
        vetoes = sum(member.row.permanent and ballot == Ballot.NO for member, ballot in ballots)
        self.yes_votes = float(in_favour)
        return bool(council.adopted(in_favour, vetoes, terms.yes_votes_needed))

    def _mood(self) -> float:
        """What the state of the mission adds to every member's readiness to vote yes."""
        clarity, cases = self.model.command.clarity, self.model.oversight.cases_remembered
        return float(
            council.context(
                self.scenario.council, self.scenario.governance, clarity=clarity,
                progress=self.reviewed_progress, filed=self.conops_filed, cases=cases,
            )
        )  # fmt: skip
