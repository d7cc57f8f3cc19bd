"""The fight for a zone in one step: operations of three kinds, attacks, and what they cost.

Police operate alone, with the mission, or the mission alone; each kind knows more or less, is told
to more or fewer, and exposes somebody else. What is expected of all of them together is drawn as
whole persons by those who stand in the zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msssim.engines.agents.shown import Shown
from msssim.rules import contacts, operations, police
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.zone import Zone


@dataclass
class Operations:
    """Operations of one kind in a zone and step.

    ``police_part`` is the part of the force that is police; the rest is the mission's.
    """

    name: str
    force: float
    police_part: float
    intelligence: float
    contacts: int
    leaks: int
    evaded: int

    @property
    def fought(self) -> int:
        """Contacts that came to a fight: after a leak the target may have left."""
        return self.contacts - self.evaded

    @property
    def ambushes(self) -> int:
        """Leaked operations that met an ambush."""
        return self.leaks - self.evaded


class Engagement(Shown):
    """What happens between state and gangs in a zone, step by step.

    Attributes
    ----------
    exposed
        Part of the zone's gang members on whom repression falls.
    kinds
        The operations of the step, by kind.
    attacks
        Attacks on police.
    gang_deaths, gang_arrests, police_deaths, mission_deaths
        Expected in the step, persons; those of the state before any armour.
    hit_by_state, hit_by_gangs
        Civilians expected to be killed by either side's fire.
    """

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.kinds: list[Operations] = []
        self.attacks = 0
        self.exposed = self.met = 0.0
        self._clear()

    def _clear(self) -> None:
        self.gang_deaths = self.gang_arrests = 0.0
        self.police_deaths = self.mission_deaths = self.joint_police_deaths = 0.0
        self.hit_by_state = self.hit_by_gangs = 0.0
        self.gangs_lost_to_mission = self.state_lost_with_mission = 0.0

    # -- how many

    def operate(self) -> None:
        """Operations meet gangs; some are given away, and find nobody or an ambush."""
        zone, fire = self.zone, self.zone.scenario.contacts
        self.exposed = ordered_sum(foothold.sought for foothold in zone.footholds)
        found = operations.found_share(zone.members_seen, fire.members_half)
        self.met = float(self.exposed * found)
        coordination = zone.model.command.coordination
        pair = float(
            operations.paired(
                zone.police_force, zone.mission_force, fire.joint_share * coordination
            )
        )
        self.kinds = [
            self._of_kind("of_police", zone.police_force - pair, 1.0, 1.0),
            self._of_kind("joint", pair + pair, 0.5, fire.intelligence_joint),
            self._of_kind("of_mission", zone.mission_force - pair, 0.0, fire.intelligence_alone),
        ]

    def _of_kind(self, name: str, force: float, police_part: float, known: float) -> Operations:
        zone, fire = self.zone, self.zone.scenario.contacts
        intelligence = float(operations.intelligence_of(zone.people.intelligence, known))
        met = zone.poisson(
            f"contacts_{name}",
            operations.expected_contacts(
                force,
                fire.operations_per_100,
                fire.operations_tempo,
                intelligence,
                fire.intelligence_finding,
                1.0 - zone.state_control,
                self.met,
                zone.period.weeks,
            ),
        )
        leaks = zone.binomial(f"leaks_{name}", met, self._leak_chance(police_part))
        evaded = zone.binomial(f"evaded_{name}", leaks, fire.evasion)
        return Operations(name, force, police_part, intelligence, met, leaks, evaded)

    def _leak_chance(self, police_part: float) -> float:
        terms = self.zone.scenario.governance
        return float(
            operations.leak_chance(
                terms.leak_per_informed_person,
                terms.informed_persons,
                self._colluding(),
                terms.colluder_tells,
                terms.informed_police if police_part > 0 else 0.0,
                terms.leakiness if police_part < 1 else 0.0,
                self.zone.model.command.exposure,
            )
        )

    def _colluding(self) -> float:
        """Part of the zone's effective officers who collude with gangs."""
        terms, zone = self.zone.scenario.police, self.zone
        colluding = ordered_sum(
            float(police.collusion(unit.morale, terms)) * unit.force for unit in zone.units
        )
        return colluding / max(zone.police_force, 1e-12)

    def be_attacked(self) -> None:
        """Gangs attack police, more around arrivals and votes."""
        zone, fire = self.zone, self.zone.scenario.contacts
        self.attacks = zone.poisson(
            "attacks",
            operations.expected_attacks(
                ordered_sum(foothold.fighting for foothold in zone.footholds),
                fire.attacks_per_1000_week,
                zone.model.coalition.event,
                fire.attack_event_effect,
                zone.scenario.police.hardening,
                zone.police_force,
                zone.period.weeks,
            ),
        )

    # -- what they cost

    def weigh(self) -> None:
        """What the step's contacts are expected to cost gangs, state and bystanders."""
        self._clear()
        zone = self.zone
        self.lethality = zone.scenario.contacts.lethality_gang * ordered_sum(
            foothold.share_of_zone * foothold.gang.lethality for foothold in zone.footholds
        )
        for kind in self.kinds:
            self._exchange(kind)

    def _exchange(self, kind: Operations) -> None:
        fire, zone = self.zone.scenario.contacts, self.zone
        unrestrained = 1.0 - zone.model.command.restraint
        gangs = contacts.engaged(zone.members_seen, fire.frontage_gang)
        state = contacts.engaged(kind.force, fire.frontage_state)
        aimed = 1.0 - fire.restraint_aimed * zone.model.command.restraint
        on_gangs = aimed * contacts.casualty_rate(
            fire.lethality_state, state, kind.intelligence, gangs, fire.block_persons
        )
        on_state = fire.return_fire * contacts.casualty_rate(
            self.lethality, gangs, fire.aim_gang, state, fire.block_persons
        )
        hours = contacts.hours_of_contact(
            fire.contact_hours, gangs, on_gangs, fire.break_off_gang,
            state, on_state, fire.break_off_state,
        )  # fmt: skip
        died = contacts.expected_killed(kind.fought, on_gangs, hours, fire.killed_share)
        arrested = contacts.expected_arrests(
            kind.fought, fire.arrests_per_contact, kind.intelligence
        )
        faced = contacts.faced(kind.fought, kind.ambushes, fire.ambush_factor)
        lost = contacts.expected_killed(faced, on_state, hours, fire.killed_share)
        self._add(kind, float(died), float(arrested), float(lost))
        by_state = unrestrained * contacts.bystander_rate(
            fire.lethality_state, state, kind.intelligence, gangs, fire.block_persons,
            fire.bystanders,
        )  # fmt: skip
        by_gangs = fire.return_fire * contacts.bystander_rate(
            self.lethality, gangs, fire.aim_gang, state, fire.block_persons, fire.bystanders
        )
        share = fire.killed_share
        self.hit_by_state += float(contacts.expected_killed(kind.fought, by_state, hours, share))
        self.hit_by_gangs += float(contacts.expected_killed(kind.fought, by_gangs, hours, share))

    def _add(self, kind: Operations, died: float, arrested: float, lost: float) -> None:
        """Book what one kind of operation is expected to cost either side."""
        self.gang_deaths += died
        self.gang_arrests += arrested
        self.police_deaths += kind.police_part * lost
        self.mission_deaths += (1.0 - kind.police_part) * lost
        if kind.name == "joint":
            self.joint_police_deaths = kind.police_part * lost
        if kind.name != "of_police":
            self.gangs_lost_to_mission += died + arrested
            self.state_lost_with_mission += lost

    def deaths_per_officer(self, joint_protection: float) -> float:
        """Deaths expected for each effective officer; armour covers those on joint operations."""
        fire, zone = self.zone.scenario.contacts, self.zone
        in_attacks = contacts.killed_in_attacks(
            self.attacks,
            fire.ambush_factor,
            contacts.casualty_rate(
                self.lethality,
                contacts.engaged(zone.members_seen, fire.frontage_gang),
                fire.aim_gang,
                contacts.engaged(zone.police_force, fire.frontage_state),
                fire.block_persons,
            ),
            fire.attack_hours,
            fire.killed_share,
        )
        alone = self.police_deaths - self.joint_police_deaths
        expected = alone + self.joint_police_deaths * joint_protection + in_attacks
        return float(expected / max(zone.police_force, 1e-12))

    # -- what it looks like

    @property
    def contacts(self) -> int:
        """Operations that met a gang."""
        return ordered_sum(kind.contacts for kind in self.kinds)

    @property
    def leaks(self) -> int:
        """Operations given away."""
        return ordered_sum(kind.leaks for kind in self.kinds)

    @property
    def ambushes(self) -> int:
        """Operations that met an ambush."""
        return ordered_sum(kind.ambushes for kind in self.kinds)

    @property
    def with_mission(self) -> int:
        """Contacts in which the mission took part."""
        return self.kinds[1].contacts + self.kinds[2].contacts

    @property
    def leaks_of_mission(self) -> int:
        """Operations given away in which the mission took part."""
        return self.kinds[1].leaks + self.kinds[2].leaks

    @property
    def success_of_state(self) -> float:
        """How far contacts with the mission went the state's way, as gangs see it, in [0, 1]."""
        return float(
            contacts.success_share(
                self.gangs_lost_to_mission,
                self.state_lost_with_mission,
                self.with_mission,
                self.kinds[1].fought + self.kinds[2].fought,
            )
        )
