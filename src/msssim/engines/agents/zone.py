"""A zone: a cell of the network, with the forces in it, their contacts, and its control.

Footholds and police units stand in the cell as agents; the mission is placed there anew each step.
The inhabitants are in :mod:`msssim.engines.agents.inhabitants`.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from mesa.discrete_space import Cell

from msssim.engines.agents.actor import Actor
from msssim.engines.agents.adding import add_up
from msssim.engines.agents.foothold import Foothold
from msssim.engines.agents.inhabitants import Inhabitants
from msssim.engines.agents.police_unit import PoliceUnit
from msssim.rules import command, contacts, territory

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel
    from msssim.scenario.tables import Zone as ZoneRow


class Zone(Actor, Cell):
    """A part of the theatre; zones border each other as the links say.

    Attributes
    ----------
    people
        Its inhabitants.
    state_control
        Share of the zone that the state controls, in [0, 1]; gangs hold the rest.
    resting_weight
        Weight of the state in the contest at which the start is at rest.
    police_force, mission_force
        Effective persons in this step.
    weeks_dense, weeks_held
        How long the state's presence has been dense, and its control enough.
    contacts, leaks, attacks
        Operations that met a gang, those given away, attacks on police; in the last step.
    fought
        Contacts that came to a fight: after a leak the target may have left.
    exposed
        Part of its gang members on whom repression falls.
    killed_in_operations, killed_in_attacks
        Expected deaths among state forces without armour in the last step, persons.
    success_of_state
        How far contacts went the state's way, as gangs see it, in [0, 1].
    """

    kind = "zone"

    def __init__(
        self, coordinate: str, capacity: int | None = None, random: Random | None = None
    ) -> None:
        super().__init__(coordinate, capacity=capacity, random=random)
        self.name = coordinate
        self.police_force = self.mission_force = 0.0
        self.weeks_dense = self.weeks_held = 0.0
        self.contacts = self.leaks = self.attacks = 0
        self.exposed = self.fought = 0.0
        self.killed_in_operations = self.killed_in_attacks = 0.0
        self.success_of_state = 0.5

    # -- the start

    def join(self, model: MissionModel, slot: int, residents: int, displaced: int) -> None:
        """Take its place in the model with its people, before anybody stands in it."""
        self.model, self.slot = model, slot
        self.metropolitan = self.row.metropolitan
        self.state_control = 1.0 - self.row.gang_control
        self.people = Inhabitants(self, residents, displaced)
        terms = self.scenario.territory
        self.weeks_held = terms.held_weeks if self.state_control >= terms.held_control else 0.0

    def divide_control(self) -> None:
        """Divide what gangs hold of it among them by fighters."""
        in_zone = self.gang_members
        for foothold in self.footholds:
            foothold.control = float(
                territory.gang_control_at_start(
                    1.0 - self.state_control, foothold.fighters, in_zone, len(self.footholds)
                )
            )

    def come_to_rest(self) -> None:
        """Weigh the contest so that the start is at rest, once all forces are in place."""
        terms = self.scenario.territory
        confronting = self.scenario.gangs.confronting_at_start
        self.resting_weight = float(
            territory.resting_weight(
                self.state_control,
                self._state_strength(),
                add_up(foothold.strength(confronting) for foothold in self.footholds),
                terms.contest_margin,
            )
        )
        self.people.density_at_start = self.density

    # -- who is here

    @property
    def row(self) -> ZoneRow:
        """Its row of the theatre's table, as now in force."""
        return self.scenario.territory.zones[self.slot]

    @property
    def neighbours(self) -> list[Zone]:
        """Zones that it borders, by name."""
        return list(self.connections.values())

    def borders(self, other: Zone) -> bool:
        """Whether a link leads to the other zone."""
        return other.name in self.connections

    @property
    def footholds(self) -> list[Foothold]:
        """Gangs' footholds in it, by name of the gang."""
        return [agent for agent in self._agents if isinstance(agent, Foothold)]

    @property
    def units(self) -> list[PoliceUnit]:
        """Police units in it, by name."""
        return [agent for agent in self._agents if isinstance(agent, PoliceUnit)]

    @property
    def gang_members(self) -> int:
        """Members of all gangs in it, persons."""
        return add_up(foothold.fighters for foothold in self.footholds)

    @property
    def force(self) -> float:
        """Effective persons of the state."""
        return self.police_force + self.mission_force

    @property
    def density(self) -> float:
        """Effective persons of the state per 1,000 residents."""
        return float(command.density(self.force, self.people.residents))

    @property
    def residents_under_gangs(self) -> float:
        """Residents, as far as gangs control the zone."""
        return self.people.residents * (1.0 - self.state_control)

    # -- command

    def muster(self) -> None:
        """Add up the police units that stand in it."""
        self.police_force = add_up(unit.force for unit in self.units)

    def count_weeks_dense(self) -> None:
        """How long the state's presence has been dense enough to hold."""
        self.weeks_dense = float(
            territory.weeks_lasting(
                self.weeks_dense,
                self.density >= self.scenario.territory.hold_density,
                self.period.weeks,
            )
        )

    # -- contacts

    def clash(self, leak_chance: float) -> None:
        """Operations meet gangs, some are given away; gangs attack police."""
        fire, weeks = self.scenario.contacts, self.period.weeks
        self.exposed = add_up(foothold.sought for foothold in self.footholds)
        self.contacts = self.poisson(
            "contacts",
            contacts.expected_contacts(
                self.force,
                fire.operations_per_100,
                fire.operations_tempo,
                fire.intelligence,
                fire.intelligence_finding,
                1.0 - self.state_control,
                self.exposed,
                weeks,
            ),
        )
        self.leaks = self.binomial("leaks", self.contacts, leak_chance)
        fighting = add_up(
            foothold.fighters for foothold in self.footholds if foothold.gang.confronting
        )
        self.attacks = self.poisson(
            "attacks",
            contacts.expected_attacks(
                fighting,
                fire.attacks_per_1000_week,
                self.model.coalition.offensive,
                fire.attack_offensive_factor,
                self.police_force,
                weeks,
            ),
        )

    def face_fire(self, operation_casualties: float, attack_casualties: float) -> None:
        """Expect deaths among state forces, given a gang's casualties inflicted in each case."""
        fire = self.scenario.contacts
        self.fought = float(contacts.fought(self.contacts, self.leaks, fire.evasion))
        self.killed_in_operations = float(
            contacts.expected_killed_in_operations(
                self.contacts,
                self.leaks,
                fire.evasion,
                fire.return_fire,
                fire.ambush_factor,
                operation_casualties,
                fire.killed_share,
            )
        )
        self.killed_in_attacks = float(
            contacts.expected_killed_in_attacks(
                self.attacks, fire.ambush_factor, attack_casualties, fire.killed_share
            )
        )

    def weigh_losses(self, casualties: float) -> None:
        """How far contacts went the state's way, as gangs see it, given casualties of one."""
        fire = self.scenario.contacts
        gang_lost = contacts.expected_gang_losses(
            self.fought, casualties, fire.killed_share, fire.arrests_per_contact, fire.intelligence
        )
        self.success_of_state = float(contacts.success_share(gang_lost, self.killed_in_operations))

    @property
    def killed_per_person(self) -> float:
        """Deaths expected in operations for each effective person of the state without armour."""
        return self.killed_in_operations / max(self.force, 1e-12)

    @property
    def killed_per_officer(self) -> float:
        """The same for police, whom gangs also attack."""
        return self.killed_per_person + self.killed_in_attacks / max(self.police_force, 1e-12)

    @property
    def contacts_with_mission(self) -> float:
        """The mission's part of the contacts, by its part of the force."""
        return self.contacts * self.mission_force / max(self.force, 1e-12)

    # -- territory

    def contest(self) -> None:
        """Control moves towards what forces in and around the zone win."""
        terms, weeks = self.scenario.territory, self.period.weeks
        strengths = [foothold.strength(foothold.gang.confronting) for foothold in self.footholds]
        gangs_strength = add_up(strengths)
        outcome = territory.state_share(
            self.resting_weight, self._state_strength(), gangs_strength, self.state_control
        )
        held_by_gangs = 1.0 - self.state_control
        self.state_control = float(
            territory.state_control(
                self.state_control,
                outcome,
                terms.inertia_per_week,
                terms.state_gain,
                self.weeks_dense >= terms.hold_weeks,
                weeks,
            )
        )
        for foothold, strength in zip(self.footholds, strengths, strict=True):
            foothold.control = float(
                territory.gang_control(
                    foothold.control,
                    held_by_gangs,
                    strength,
                    gangs_strength,
                    1.0 - self.state_control,
                    terms.inertia_per_week,
                    weeks,
                )
            )
        self.weeks_held = float(
            territory.weeks_lasting(
                self.weeks_held, self.state_control >= terms.held_control, weeks
            )
        )

    def _state_strength(self) -> float:
        """Strength of the state in the contest; forces next door count in part."""
        terms = self.scenario.territory
        effort = territory.state_effort(
            self.force, add_up(zone.force for zone in self.neighbours), terms.spill
        )
        return float(territory.contest_strength(effort, terms.contest_exponent))
