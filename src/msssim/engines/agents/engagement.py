"""The fight for a zone in one step: operations of each kind, attacks, and what they cost.

Police operate alone, with the mission, or the mission alone; each kind knows more or less, is told
to more or fewer, and exposes somebody else. What is expected of all of them together is drawn as
whole persons by those who stand in the zone.
"""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from msssim.engines.agents.shown import Shown
from msssim.rules import contacts, operations, police
from msssim.rules.operations import OPERATIONS, OperationKind, Operations
from msssim.world import variables
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import Zone


class Engagement(variables.Engagement, Shown):
    """What happens between state and gangs in a zone, step by step.

    Attributes
    ----------
    kinds
        The operations of the step, by kind.
    """

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.kinds: list[Operations] = []

    # -- how many

    def operate(self) -> None:
        """Operations meet gangs; some are given away, and find nobody or an ambush."""
        zone, fire, command = self.zone, self.zone.scenario.contacts, self.zone.model.command
        self.exposed = ordered_sum(foothold.sought for foothold in zone.footholds)
        self.met = self.exposed * operations.found_share(zone.members_in_zone, fire)
        self.colluding = self._colluding()
        forces = zone.police_force, zone.mission_force
        pair = operations.paired(*forces, fire, coordination=command.coordination)
        self.kinds = [self._of_kind(kind, kind.force(*forces, pair)) for kind in OPERATIONS]
        for each in self.kinds:
            setattr(self, f"operations_{each.kind.name}", each.contacts)

    def _of_kind(self, kind: OperationKind, force: float) -> Operations:
        """Operations of one kind: how many meet a gang, are given away, and find nobody."""
        zone, scenario, fire = self.zone, self.zone.scenario, self.zone.scenario.contacts
        known = operations.intelligence_of(zone.people.intelligence, kind.knowledge(fire))
        expected = operations.expected_contacts(
            force, fire, intelligence=known, gang_control=1.0 - zone.state_control,
            exposed=self.met, weeks=zone.period.weeks,
        )  # fmt: skip
        exposure = zone.model.command.exposure
        leak = operations.leak_chance(
            kind, scenario.governance, colluding=self.colluding, exposure=exposure
        )
        met = zone.poisson(f"contacts_{kind.name}", expected)
        leaks = zone.binomial(f"leaks_{kind.name}", met, leak)
        evaded = zone.binomial(f"evaded_{kind.name}", leaks, fire.evasion)
        return Operations(kind, force, known, met, leaks, evaded)

    def _colluding(self) -> float:
        """Part of the zone's effective officers who collude with gangs."""
        terms, zone = self.zone.scenario.police, self.zone
        colluding = ordered_sum(
            police.collusion(unit.morale, terms) * unit.unit_force for unit in zone.units
        )
        return colluding / max(zone.police_force, 1e-12)

    def be_attacked(self) -> None:
        """Gangs attack police, more around arrivals and votes."""
        zone, scenario = self.zone, self.zone.scenario
        expected = operations.expected_attacks(
            ordered_sum(foothold.fighting for foothold in zone.footholds), scenario.contacts,
            scenario.police, recent_event=zone.model.coalition.event, force=zone.police_force,
            weeks=zone.period.weeks,
        )  # fmt: skip
        self.attacks = zone.poisson("attacks", expected)

    # -- what they cost

    def weigh(self) -> None:
        """What the step's contacts are expected to cost gangs, state and bystanders."""
        zone = self.zone
        self.gang_lethality = zone.scenario.contacts.lethality_gang * ordered_sum(
            foothold.share_of_zone * foothold.gang.lethality for foothold in zone.footholds
        )
        fights = [
            contacts.exchange_of_fire(
                each, zone.scenario.contacts, members=zone.members_in_zone,
                lethality=self.gang_lethality, restraint=zone.model.command.restraint,
            )
            for each in self.kinds
        ]  # fmt: skip
        for name, lost in vars(reduce(add, fights)).items():
            setattr(self, name, lost)

    def deaths_per_officer(self, joint_protection: float) -> float:
        """Deaths expected for each effective officer; armour covers those on joint operations."""
        zone = self.zone
        in_attacks = contacts.killed_in_attacks(
            self.attacks, zone.scenario.contacts, members=zone.members_in_zone,
            force=zone.police_force, lethality=self.gang_lethality,
        )  # fmt: skip
        alone = self.police_deaths - self.joint_police_deaths
        expected = alone + self.joint_police_deaths * joint_protection + in_attacks
        return expected / max(zone.police_force, 1e-12)

    # -- what it looks like

    @property
    def contacts(self) -> int:
        """Operations that met a gang."""
        return ordered_sum(each.contacts for each in self.kinds)

    @property
    def leaks(self) -> int:
        """Operations given away."""
        return ordered_sum(each.leaks for each in self.kinds)

    @property
    def ambushes(self) -> int:
        """Operations that met an ambush."""
        return ordered_sum(each.ambushes for each in self.kinds)

    @property
    def with_mission(self) -> list[Operations]:
        """Operations in which the mission took part, by kind."""
        return [each for each in self.kinds if each.kind.with_mission]

    @property
    def contacts_with_mission(self) -> int:
        """Contacts in which the mission took part."""
        return ordered_sum(each.contacts for each in self.with_mission)

    @property
    def leaks_of_mission(self) -> int:
        """Operations given away in which the mission took part."""
        return ordered_sum(each.leaks for each in self.with_mission)

    @property
    def success_of_state(self) -> float:
        """How far contacts with the mission went the state's way, as gangs see it, in [0, 1]."""
        fought = ordered_sum(each.fought for each in self.with_mission)
        return contacts.success_share(
            self.gangs_lost_to_mission, self.state_lost_with_mission,
            met=self.contacts_with_mission, fought=fought,
        )  # fmt: skip
