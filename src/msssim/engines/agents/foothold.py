"""A foothold: the members of one gang in one zone, or its reach into a zone next door.

Manpower, control and luck in a fight are local, so they live here; posture, belief and money are
the gang's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesa.discrete_space import CellAgent

from msssim.engines.agents.actor import Actor
from msssim.engines.agents.outlook import Outlook
from msssim.rules import coalition, contacts, means, operations, relocation, territory
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.gang import Gang
    from msssim.engines.agents.zone import Zone


class Foothold(Actor, CellAgent):
    """A gang's presence in a zone, now or in reach; it stands in the cell of that zone.

    Attributes
    ----------
    gang
        The gang that it belongs to.
    outlook
        What its members see in neighbouring zones.
    fighters
        Armed members here, persons.
    control
        Share of the zone under this gang's control, in [0, 1].
    share_of_zone, share_of_gang
        Part of all gang members in the zone, and of the gang's, when postures were last chosen.
    was_present
        Whether the gang was here at the start.
    idle
        Whether nobody is here to lose, and nobody sends recruits: nothing happens in the step.
    advantage_at_start
        USD a week by which the gang paid more than honest work before the first step.
    killed, feud, lynched, arrested, volunteers, forced, left, moved
        Members lost, won and moved away in the last step, persons.
    """

    kind = "foothold"
    cell: Zone

    def __init__(self, gang: Gang, slot: int, zone: Zone, fighters: int) -> None:
        super().__init__(gang.model)
        self.slot = slot
        self.gang = gang
        self.name = f"{gang.name} in {zone.name}"
        self.cell = zone
        self.fighters = fighters
        self.control = 0.0
        self.share_of_zone = self.share_of_gang = 0.0
        self.outlook = Outlook(self)
        self.advantage = self.advantage_at_start = 0.0
        self.killed = self.feud = self.lynched = self.arrested = self.left = self.moved = 0
        self.volunteers = self.forced = 0
        self.was_present = zone.name in gang.row.presence
        self.idle = False

    @property
    def share_at_start(self) -> float:
        """Part of the gang that was here at the start."""
        row = self.gang.row
        return float(
            means.foothold_share(
                self.cell.name == row.base,
                self.was_present,
                len(set(row.presence)),
                self.scenario.gangs.base_share,
            )
        )

    # -- posture

    def update(self) -> None:
        """See how large a part of the zone's and of its gang's members it is."""
        self.share_of_zone = self.fighters / max(self.cell.gang_members, 1)
        self.share_of_gang = self.fighters / max(self.gang.members_then, 1)
        self.idle = self.fighters == 0 and not self.was_present
        if self.idle:
            self.killed = self.feud = self.lynched = self.arrested = self.left = self.moved = 0
            self.volunteers = self.forced = 0

    # -- contacts

    @property
    def sought(self) -> float:
        """Its part of the zone's gang members, as far as repression falls on it."""
        exposed = operations.exposed_share(self.gang.confronts, self.scenario.gangs.conditionality)
        return float(self.share_of_zone * exposed)

    @property
    def fighting(self) -> float:
        """Members who attack police: all who confront, several times over in an offensive."""
        if not self.gang.confronts:
            return 0.0
        factor = self.scenario.contacts.attack_offensive_factor
        return float(self.fighters * coalition.raised(factor, self.gang.joined))

    def take_losses(self) -> None:
        """Lose members killed and arrested in contacts, and killed by rivals."""
        if self.idle:
            return
        fight = self.cell.fight
        part = self.sought / max(fight.exposed, 1e-12)
        forced = contacts.forced_attrition(
            self.fighters, self.scenario.contacts.attrition_forcing_per_week, self.period.weeks
        )
        killed = self.poisson("killed", fight.gang_deaths * part + forced)
        self.killed = min(killed, self.fighters)
        arrested = self.poisson("arrested", fight.gang_arrests * part)
        self.arrested = min(arrested, self.fighters - self.killed)
        rivals = 1.0 - self.share_of_zone if self.fighters > 0 else 0.0
        feud = coalition.expected_feud(
            self.fighters,
            rivals,
            self.scenario.gangs.feud_per_week,
            self.scenario.people.truce_reduction,
            self.model.coalition.cohesion,
            self.period.weeks,
        )
        left = self.fighters - self.killed - self.arrested
        self.feud = min(self.poisson("killed_by_rivals", feud), left)
        self.fighters = left - self.feud

    def be_lynched(self, expected: float) -> None:
        """Lose members to self-defence groups, of whom so many are expected in the zone."""
        if self.idle:
            return
        lynched = self.poisson("killed_by_vigilantes", expected * self.share_of_zone)
        self.lynched = min(lynched, self.fighters)
        self.fighters -= self.lynched

    # -- territory

    def strength(self, confronting: float) -> float:
        """Strength in the contest for the zone; its gang's members next door count in part.

        ``confronting`` is the gang's posture, 0 or 1, or a share.
        """
        terms = self.scenario.territory
        effort = territory.gang_effort(
            self.fighters,
            ordered_sum(sister.fighters for sister, _ in self.outlook.ways),
            terms.spill,
            confronting,
            terms.low_profile_effort,
        )
        armed = effort * self.gang.lethality
        return float(territory.contest_strength(armed, terms.contest_exponent))

    # -- means

    @property
    def part_of_gang_control(self) -> float:
        """Its part of what gangs hold of the zone."""
        return self.control / max(1.0 - self.cell.state_control, 1e-12)

    def recruit(self, all_members: int) -> None:
        """Win volunteers, those whom harm by the state brings, and those who are forced."""
        if self.idle:
            return
        gangs, terms, weeks = self.scenario.gangs, self.scenario.interventions, self.period.weeks
        people = self.cell.people
        economy = self.scenario.economy
        members = self.gang.members_then
        self.advantage = float(
            means.advantage(
                self.gang.purse.pay, economy.wage_usd_week, terms.programme_pay_usd_week,
                people.served,
            )
        )  # fmt: skip
        volunteers = means.expected_volunteers(
            self.gang.recruiting_base,
            means.recruiting_share(
                self.share_at_start, self.fighters, members, gangs.recruits_habit
            ),
            all_members,
            gangs.recruitment_per_week,
            gangs.saturation_members,
            means.willingness(self.advantage, self.advantage_at_start, economy.pay_response),
            people.served,
            terms.cvr_recruitment,
            weeks,
        )
        aggrieved = means.expected_aggrieved(
            people.killed_by_state, gangs.grievance_recruits, self.share_of_zone
        )
        self.volunteers = self.poisson("recruited", volunteers + aggrieved)
        forced = means.expected_forced(
            people.residents, self.control, gangs.forced_per_100k_week, self.fighters, weeks
        )
        self.forced = self.poisson("forced", forced)

    def leaving_chance(self, loss_per_week: float) -> float:
        """Chance that a member leaves by himself, after the gang's losses."""
        gangs, terms = self.scenario.gangs, self.scenario.interventions
        interventions = self.model.interventions
        served = means.served(
            interventions.reintegration, terms.reintegration_half, self.cell.people.access
        )
        return float(
            means.desertion_chance(
                gangs.desertion_per_week,
                self.advantage - self.advantage_at_start,
                self.scenario.economy.pay_response,
                loss_per_week,
                gangs.desertion_losses,
                served,
                terms.reintegration_exit,
                interventions.dialogue,
                terms.dialogue_exit,
                self.period.weeks,
            )
        )

    def lose_deserters(self, chance: float) -> None:
        """Lose those who leave; count those who came."""
        self.left = self.binomial("deserted", self.fighters, chance)
        self.fighters += self.volunteers + self.forced - self.left

    # -- displacement

    def send_movers(self) -> None:
        """Members leave for neighbouring zones: driven by losses, or because the gang relocates."""
        gangs = self.scenario.gangs
        self.moved = 0
        if self.idle or not self.outlook.ways:
            return
        leaves = relocation.leaving_chance(
            self.killed + self.arrested,
            self.fighters,
            gangs.displaced_share,
            gangs.displacing_losses,
            self.gang.relocates and self.outlook.best > self.outlook.staying,
            gangs.relocation_per_week,
            self.period.weeks,
        )
        self.moved = self.binomial("moved", self.fighters, leaves)
