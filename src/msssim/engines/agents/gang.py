"""A gang: its base, its footholds, what it believes about the mission, and its posture.

From time to time a gang weighs confrontation, a low profile and relocation, from what is public and
from its own experience of the mission. It fights, loses, learns, draws rents, recruits by what it
can pay, and moves members to where they fare better.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from mesa.discrete_space import CellAgent

from msssim.engines.agents.actor import Actor
from msssim.engines.agents.gang_finance import GangFinance
from msssim.engines.agents.shown import Shown
from msssim.rules import choice, contingents, recruitment
from msssim.rules.hazard import chance
from msssim.rules.postures import POSTURES, PostureKind, Prospect
from msssim.world import variables
from msssim.world.kinds import Posture
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import MissionModel
    from msssim.engines.agents.coalition import PublicPicture
    from msssim.engines.agents.foothold import Foothold
    from msssim.engines.agents.zone import Zone
    from msssim.scenario.parameters.tables import Gang as GangRow


class Gang(variables.Gang, Actor, CellAgent):
    """An armed group; it stands in the cell of its base.

    Attributes
    ----------
    name
        As UN reports name it.
    footholds
        Its presence and its reach, one foothold a zone, by name of the zone.
    next_posture
        What it has chosen to do, and what it will do once all have chosen.
    finance
        Its money and arms.
    """

    def __init__(self, model: MissionModel, slot: int, base: Zone) -> None:
        super().__init__(model)
        self.slot = slot
        self.name = self.row.name
        self.cell = base
        self.footholds: list[Foothold] = []
        gangs = self.scenario.gangs
        self.set_starts(self.scenario)
        self.lethality = 1.0  # at the start arms are at the reference
        self.successes = gangs.belief_mean * gangs.belief_weight
        self.failures = (1.0 - gangs.belief_mean) * gangs.belief_weight
        first = self.draw("first_posture") < gangs.confronting_at_start
        self.posture = Posture.CONFRONT if first else Posture.LOW_PROFILE
        self.next_posture = self.posture
        self.join_threshold = contingents.threshold(
            self.draw("threshold"), gangs.threshold_mean, gangs.threshold_weight
        )

    def settle(self) -> None:
        """Count members, children and arms, once its footholds are in place."""
        self.members_at_start = self.members_counted = self.members
        self.children = int(np.rint(self.members * self.scenario.recruitment.children_at_start))
        self.child_recruits = 0
        self.finance = GangFinance(self)

    @property
    def row(self) -> GangRow:
        """Its row of the theatre's table, as now in force."""
        return self.scenario.gangs.groups[self.slot]

    @property
    def members(self) -> int:
        """Members in all its footholds, persons."""
        return ordered_sum(foothold.fighters for foothold in self.footholds)

    @property
    def parts(self) -> Sequence[Shown]:
        """Its money and arms."""
        return (self.finance,)

    @property
    def acting_posture(self) -> Posture:
        """The posture that it acts in: who takes part in an offensive confronts."""
        return Posture.CONFRONT if self.joined else self.posture

    @property
    def conduct(self) -> PostureKind:
        """What the posture that it acts in means for what it does."""
        return POSTURES[self.acting_posture]

    # -- posture

    def update(self) -> None:
        """Count its members and weigh what other zones promise them."""
        self.members_counted = self.members
        self.belief = choice.belief(self.successes, self.failures)
        self.lethality = self.finance.lethality
        for foothold in self.footholds:
            foothold.update()

    def look_elsewhere(self) -> None:
        """Weigh what other zones promise its members, against what they have now."""
        here = ordered_sum(each.share_of_gang * each.cell.member_rent for each in self.footholds)
        for foothold in self.footholds:
            foothold.outlook.survey(here)
        for foothold in self.footholds:
            foothold.outlook.look_around()

    def choose(self, public: PublicPicture) -> None:
        """Choose a posture from what is public, without acting on it yet."""
        gangs = self.scenario.gangs
        reviews = self.draw("revision") < chance(1.0 / gangs.revision_weeks, self.period.weeks)
        chances = choice.posture_chances(self._prospect(public), gangs)
        if reviews:
            self.next_posture = Posture(int(choice.chosen(self.draw("posture"), chances)))

    def _prospect(self, public: PublicPicture) -> Prospect:
        """What it weighs, by what is public and by its own experience."""
        gangs, here = self.scenario.gangs, self.footholds
        self.seriousness = choice.taken_seriously(public.in_theatre, gangs, belief=self.belief)
        loss = choice.expected_loss(
            self.belief, gangs, fighters=self.members_counted,
            police=ordered_sum(each.cell.police_force * each.share_of_zone for each in here),
            mission=ordered_sum(each.cell.mission_force * each.share_of_zone for each in here),
        )  # fmt: skip
        share = choice.internalised_share(
            self.members_counted / public.all_members, bloc_share=public.bloc_share,
            cohesion=public.cohesion, membership=self.row.coalition,
        )  # fmt: skip
        moves = [each.outlook.best_move for each in here if each.fighters > 0]
        elsewhere = max(moves, default=-float("inf"))
        return Prospect(loss, share, public.waiting, self.seriousness, elsewhere)

    def take_posture(self) -> None:
        """Act on the choice."""
        self.posture = self.next_posture

    # -- contacts

    def learn(self) -> None:
        """Update the belief about the mission from the contacts with it and how they ended."""
        kept = choice.remembered(1.0, self.scenario.gangs, weeks=self.period.weeks)
        fights = [(each.cell.fight, each.share_of_zone) for each in self.footholds]
        seen = [fight.contacts_with_mission * share for fight, share in fights]
        won = [n * fight.success_of_state for n, (fight, _) in zip(seen, fights, strict=True)]
        lost = [n - of_these for n, of_these in zip(seen, won, strict=True)]
        self.successes = self.successes * kept + ordered_sum(won)
        self.failures = self.failures * kept + ordered_sum(lost)

    # -- recruitment

    def recruit(self, all_members: int) -> None:
        """Recruit by what it pays; all gangs share the pool of ``all_members``."""
        self.members_counted = self.members
        for foothold in self.footholds:
            foothold.recruit(all_members)

    @property
    def lost_in_contacts(self) -> int:
        """Members killed or arrested in the step."""
        return ordered_sum(each.gang_killed + each.gang_arrested for each in self.footholds)

    @property
    def loss_per_week(self) -> float:
        """Part of its members killed or arrested in the step, per week."""
        lost = self.lost_in_contacts
        return lost / max(self.members_counted + lost, 1) / self.period.weeks

    def count_children(self) -> None:
        """Count the children among those who came and those who are gone."""
        terms, here = self.scenario.recruitment, self.footholds
        volunteers = ordered_sum(each.volunteers for each in here)
        forced = ordered_sum(each.forced for each in here)
        others = ordered_sum(each.gang_killed_by_rivals + each.gang_left for each in here)
        gone = self.lost_in_contacts + others
        before = self.members + gone - volunteers - forced
        among = recruitment.child_share(self.members_counted, self.members_at_start, terms)
        came = self.binomial("child_volunteers", volunteers, among)
        self.child_recruits = came + self.binomial("child_forced", forced, terms.child_forced)
        lost = self.binomial("children_lost", gone, min(self.children / max(before, 1), 1.0))
        self.children = recruitment.children_after(
            self.children, recruited=self.child_recruits, lost=lost, members=self.members
        )
