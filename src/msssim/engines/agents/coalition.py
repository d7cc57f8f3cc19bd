"""The coalition of gangs: how closely it holds together, and who joins its offensives.

It also draws the public picture from which every gang chooses its posture: what is known at that
moment of the mission, the mandate and the bloc. All gangs choose from the same picture before any
of them acts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.rules import choice, coalition, operations, shocks
from msssim.rules.counts import systematic
from msssim.rules.hazard import spell
from msssim.world import variables
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import Gang, MissionModel


@dataclass(frozen=True)
class PublicPicture:
    """What every gang knows when it chooses its posture.

    Attributes
    ----------
    all_members
        Members of all gangs, persons; at least 1.
    bloc_share
        Share of them that belongs to the coalition.
    cohesion
        Cohesion of the coalition, in [0, 1].
    in_theatre
        Mission personnel in theatre, persons.
    waiting
        Discount on what a foothold is worth once the mission has left, in [0, 1].
    """

    all_members: int
    bloc_share: float
    cohesion: float
    in_theatre: int
    waiting: float


class Coalition(variables.Coalition, Institution):
    """The coalition of gangs."""

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        gangs = self.scenario.gangs
        self.renewals_for = gangs.renewal_expectation * gangs.renewal_weight
        self.renewals_against = (1.0 - gangs.renewal_expectation) * gangs.renewal_weight

    # -- offensives

    def attack_or_rest(self) -> None:
        """Start or end a joint offensive."""
        gangs, weeks, council = self.scenario.gangs, self.period.weeks, self.model.council
        self.weeks_since_event += weeks
        to_vote = council.weeks_of_mandate_left if council.in_force else float("inf")
        self.event = operations.around_event(self.weeks_since_event, gangs, weeks_to_vote=to_vote)
        rate = shocks.offensive_rate(
            gangs, self.scenario.police, self.scenario.governance,
            members=self.model.gang_members, event=self.event, cohesion=self.cohesion,
            exposure=self.model.command.exposure,
        )  # fmt: skip
        self.offensive = spell(
            self.offensive, self.draw("offensive"),
            rate=rate, mean_weeks=gangs.offensive_weeks, weeks=weeks,
        )  # fmt: skip

    @property
    def pressure(self) -> float:
        """Part of gang members in an offensive that goes on, as last seen."""
        return self.participation if self.offensive else 0.0

    def rally(self) -> None:
        """An offensive starts with one gang; others join in rounds, until nobody more does."""
        gangs = self.model.gangs
        weights = [gang.members_counted * gang.row.coalition for gang in gangs]
        bloc = max(ordered_sum(weights), 1e-12)
        self.offensive_started = self.offensive and not any(gang.joined for gang in gangs)
        if not self.offensive:
            for gang in gangs:
                gang.joined = False
        elif self.offensive_started:
            self._begin(weights, bloc)
        while self.offensive and self._carry_along(weights, bloc):
            pass
        acting = ordered_sum(gang.members_counted for gang in gangs if gang.joined)
        self.participation = acting / max(ordered_sum(gang.members_counted for gang in gangs), 1)

    def _begin(self, weights: list[float], bloc: float) -> None:
        """One gang of the coalition begins, picked by its weight in it."""
        before = 0.0
        for gang, weight in zip(self.model.gangs, weights, strict=True):
            through = before + weight
            picked = systematic(1, before / bloc, through / bloc, self.draw("initiator")) > 0
            gang.joined = bool(picked) and weight > 0
            before = through

    def _carry_along(self, weights: list[float], bloc: float) -> bool:
        """One round: who sees enough others act joins them; whether anybody did."""
        gangs = self.model.gangs
        acting = ordered_sum(int(gang.joined) for gang in gangs)
        share = ordered_sum(
            weight if gang.joined else 0.0 for gang, weight in zip(gangs, weights, strict=True)
        )
        hesitant = [gang for gang in gangs if not gang.joined]
        more = [gang for gang in hesitant if self._joins(gang, acting, share / bloc)]
        for gang in more:
            gang.joined = True
        return bool(more)

    def _joins(self, gang: Gang, acting: int, acting_share: float) -> bool:
        """Whether a gang joins those who act."""
        gangs = self.scenario.gangs
        near = ordered_sum(each.cell.force * each.share_of_gang for each in gang.footholds)
        return coalition.joins(
            acting_share, gangs, membership=gang.row.coalition, cohesion=self.cohesion,
            risk=coalition.arrest_risk(near, gangs, acting=acting), threshold=gang.join_threshold,
        )  # fmt: skip

    # -- what is known, and how closely they hold together

    def take_note(self) -> None:
        """Take note of an event that an offensive might answer: a first arrival, a vote."""
        self.weeks_since_event = 0.0

    def see_decision(self, renewed: bool, technical: bool) -> None:
        """Learn from a decision on the mandate how likely the next renewal is."""
        seen = choice.renewal_evidence(renewed, technical, self.scenario.gangs)
        self.renewals_for += seen
        self.renewals_against += 1.0 - seen

    def public_picture(self) -> PublicPicture:
        """Draw what every gang knows."""
        gangs, council = self.model.gangs, self.model.council
        everybody = max(ordered_sum(gang.members_counted for gang in gangs), 1)
        bloc = ordered_sum(gang.members_counted * gang.row.coalition for gang in gangs)
        self.bloc_share = bloc / everybody
        waiting = choice.waiting_factor(
            council.weeks_of_mandate_left, self.scenario.gangs, in_force=council.in_force,
            renewal=choice.belief(self.renewals_for, self.renewals_against),
            term_weeks=self.scenario.council.renewal_term_days / DAYS_PER_WEEK,
        )  # fmt: skip
        return PublicPicture(
            everybody, self.bloc_share, self.cohesion, self.model.command.in_theatre, waiting
        )

    @property
    def rivalry(self) -> float:
        """How mixed gangs are in the zones where they stand, in [0, 1]."""
        here = self.model.footholds
        rivals = ordered_sum(each.fighters * (1.0 - each.share_of_zone) for each in here)
        return coalition.rivalry(rivals, self.model.gang_members)

    @property
    def threat(self) -> float:
        """How far gangs take the mission seriously, in [0, 1]: their mean by members."""
        gangs = self.model.gangs
        taken = ordered_sum(gang.seriousness * gang.members_counted for gang in gangs)
        return taken / max(ordered_sum(gang.members_counted for gang in gangs), 1)

    def close_ranks(self) -> None:
        """Threat binds the coalition; rivalry, losses and offers loosen it."""
        rivalry_change = self.rivalry - self.rivalry_at_start
        self.cohesion = coalition.cohesion_after(
            self.cohesion, self.scenario.gangs, threat=self.threat, rivalry_change=rivalry_change,
            loss_rate=self.members_lost_per_week, inducement=self.model.interventions.dialogue,
            weeks=self.period.weeks,
        )  # fmt: skip

    def count_losses(self, members_before: int) -> None:
        """See what share of all members the step has cost."""
        lost = ordered_sum(gang.lost_in_contacts for gang in self.model.gangs)
        self.members_lost_per_week = lost / max(members_before, 1) / self.period.weeks
