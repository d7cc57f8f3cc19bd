"""A foothold: the members of one gang in one zone, or its reach into a zone next door.

Members, control and losses in a fight are local, so they live here; posture, belief and money are
the gang's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mesa.discrete_space import CellAgent

from msssim.engines.agents.actor import Actor
from msssim.engines.agents.outlook import Outlook
from msssim.engines.agents.shown import Shown
from msssim.rules import coalition, contacts, recruitment, relocation, territory
from msssim.world import variables
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import Gang, Zone


class Foothold(variables.Foothold, Actor, CellAgent):
    """A gang's presence in a zone, now or in reach; it stands in the cell of that zone.

    Attributes
    ----------
    gang
        The gang that it belongs to.
    outlook
        What its members see in neighbouring zones.
    was_present
        Whether the gang was here at the start.
    idle
        Whether nobody is here to lose, and nobody sends recruits: nothing happens in the step.
    """

    cell: Zone

    def __init__(self, gang: Gang, slot: int, zone: Zone, fighters: int) -> None:
        super().__init__(gang.model)
        self.slot = slot
        self.gang = gang
        self.name = f"{gang.name} in {zone.name}"
        self.cell = zone
        self.set_starts(self.scenario)
        self.fighters = fighters
        self.gang_control = 0.0
        self.outlook = Outlook(self)
        self.was_present = zone.name in gang.row.presence
        self.idle = False

    def _clear(self) -> None:
        """Nobody lost, won or moved away in the step so far."""
        self.gang_killed = self.gang_arrested = 0
        self.gang_killed_by_rivals = self.gang_killed_by_vigilantes = 0
        self.volunteers = self.forced = self.gang_left = self.moved = 0

    @property
    def parts(self) -> Sequence[Shown]:
        """What its members see next door."""
        return (self.outlook,)

    @property
    def gang_recruited(self) -> int:
        """Members recruited in the step."""
        return self.volunteers + self.forced

    @property
    def share_at_start(self) -> float:
        """Part of the gang that was here at the start."""
        row = self.gang.row
        return recruitment.foothold_share(
            self.scenario.gangs, is_base=self.cell.name == row.base, is_present=self.was_present,
            footholds=len(set(row.presence)),
        )  # fmt: skip

    # -- posture

    def update(self) -> None:
        """See how large a part of the zone's and of its gang's members it is."""
        self.share_of_zone = self.fighters / max(self.cell.members_here, 1)
        self.share_of_gang = self.fighters / max(self.gang.members_counted, 1)
        self.idle = self.fighters == 0 and not self.was_present
        if self.idle:
            self._clear()

    # -- contacts

    @property
    def sought(self) -> float:
        """Its part of the zone's gang members, as far as repression falls on it."""
        return self.share_of_zone * (1.0 - self.gang.conduct.spared(self.scenario.gangs))

    @property
    def fighting(self) -> float:
        """Members who attack police in their posture, counted several times in an offensive."""
        factor = self.scenario.contacts.attack_offensive_factor
        return self.fighters * (
            coalition.raised(factor, self.gang.joined) * self.gang.conduct.attacks
        )

    def take_losses(self) -> None:
        """Lose members killed and arrested in contacts, and killed by rivals."""
        if self.idle:
            return
        fight, scenario, weeks = self.cell.fight, self.scenario, self.period.weeks
        part = self.sought / max(fight.exposed, 1e-12)
        forced = contacts.forced_attrition(self.fighters, scenario.contacts, weeks=weeks)
        by_rivals = coalition.expected_killed_by_rivals(
            self.fighters, scenario.gangs, scenario.people, cohesion=self.model.coalition.cohesion,
            rivals=1.0 - self.share_of_zone if self.fighters > 0 else 0.0, weeks=weeks,
        )  # fmt: skip
        killed = self.poisson("killed", fight.gang_deaths * part + forced)
        self.gang_killed = min(killed, self.fighters)
        arrested = self.poisson("arrested", fight.gang_arrests * part)
        self.gang_arrested = min(arrested, self.fighters - self.gang_killed)
        left = self.fighters - self.gang_killed - self.gang_arrested
        self.gang_killed_by_rivals = min(self.poisson("killed_by_rivals", by_rivals), left)
        self.fighters = left - self.gang_killed_by_rivals

    def lose_to_vigilantes(self, expected: float) -> None:
        """Lose members to self-defence groups, of whom so many are expected in the zone."""
        if self.idle:
            return
        killed = self.poisson("killed_by_vigilantes", expected * self.share_of_zone)
        self.gang_killed_by_vigilantes = min(killed, self.fighters)
        self.fighters -= self.gang_killed_by_vigilantes

    # -- territory

    def strength(self, activity: float) -> float:
        """Strength in the contest for the zone; its gang's members next door count in part.

        ``activity`` is the effort that the gang's posture leaves its members.
        """
        terms = self.scenario.territory
        next_door = ordered_sum(way.there.fighters for way in self.outlook.ways)
        effort = territory.gang_effort(
            self.fighters, terms, neighbouring=next_door, activity=activity
        )
        return territory.contest_strength(effort * self.gang.lethality, terms)

    @property
    def part_of_gang_control(self) -> float:
        """Its part of what gangs hold of the zone."""
        return territory.part_of_gangs(self.gang_control, self.cell.state_control)

    # -- recruitment

    def advantage_of(self, pay: float) -> float:
        """USD a week by which a pay exceeds honest work and what a programme offers here."""
        scenario, served = self.scenario, self.cell.people.served
        return recruitment.advantage(
            pay, scenario.recruitment, scenario.interventions, served=served
        )

    def recruit(self, all_members: int) -> None:
        """Win volunteers, those whom harm by the state brings, and those who are forced."""
        self.advantage = self.advantage_of(self.gang.finance.pay)
        if self.idle:
            return
        terms, weeks, people = self.scenario.recruitment, self.period.weeks, self.cell.people
        members, at_start = self.gang.members_counted, self.gang.members_at_start
        share = recruitment.recruiting_share(
            self.share_at_start, terms, fighters=self.fighters, members=members
        )
        willing = recruitment.willingness(self.advantage, self.advantage_at_start, terms)
        volunteers = recruitment.expected_volunteers(
            recruitment.recruiting_base(members, at_start, terms), terms,
            self.scenario.interventions, share=share, all_members=all_members, willing=willing,
            served=people.served, weeks=weeks,
        )  # fmt: skip
        aggrieved = recruitment.expected_aggrieved(
            people.killed_by_state, terms, share_of_zone=self.share_of_zone
        )
        forced = recruitment.expected_forced(
            people.residents, terms, control=self.gang_control, fighters=self.fighters, weeks=weeks
        )
        self.volunteers = self.poisson("recruited", volunteers + aggrieved)
        self.forced = self.poisson("forced", forced)

    def leaving_chance(self, loss_per_week: float) -> float:
        """Chance that a member leaves by himself, after the gang's losses."""
        terms, interventions = self.scenario.interventions, self.model.interventions
        served = recruitment.served(
            interventions.reintegration, terms.reintegration_half, self.cell.people.access
        )
        return recruitment.desertion_chance(
            self.advantage - self.advantage_at_start, self.scenario.recruitment, terms,
            loss_share=loss_per_week, served=served, offer=interventions.dialogue,
            weeks=self.period.weeks,
        )  # fmt: skip

    def lose_deserters(self, chance: float) -> None:
        """Lose those who leave; count those who came."""
        self.gang_left = self.binomial("deserted", self.fighters, chance)
        self.fighters += self.gang_recruited - self.gang_left

    # -- relocation

    def send_movers(self) -> None:
        """Members leave for neighbouring zones: driven by losses, or because the gang relocates."""
        self.moved = 0
        if self.idle or not self.outlook.ways:
            return
        leaves = relocation.leaving_chance(
            self.gang_killed + self.gang_arrested, self.scenario.gangs, fighters=self.fighters,
            relocates=self.gang.conduct.moves and self.outlook.best_move > self.outlook.staying,
            weeks=self.period.weeks,
        )  # fmt: skip
        self.moved = self.binomial("moved", self.fighters, leaves)
