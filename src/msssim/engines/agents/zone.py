"""A zone: a cell of the network, with the forces in it, what it yields, and its control.

Footholds and police units stand in the cell as agents; the mission is placed there anew each step.
Its inhabitants are in :mod:`msssim.engines.agents.inhabitants`, the fight for it in
:mod:`msssim.engines.agents.engagement`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mesa.discrete_space import Cell

from msssim.engines.agents.actor import Actor
from msssim.engines.agents.engagement import Engagement
from msssim.engines.agents.foothold import Foothold
from msssim.engines.agents.inhabitants import Inhabitants
from msssim.engines.agents.police import PoliceUnit
from msssim.engines.agents.shown import Shown
from msssim.rules import command, gang_finance, police, relocation, territory
from msssim.rules.infrastructure import FUEL_TERMINAL, PORT
from msssim.rules.postures import effort_at_start
from msssim.world import variables
from msssim.world.kinds import Posture
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import MissionModel
    from msssim.scenario.parameters.tables import Zone as ZoneRow


class Zone(variables.Zone, Actor, Cell):
    """A part of the theatre; zones border each other as the links say.

    Attributes
    ----------
    people
        Its inhabitants.
    fight
        The operations and attacks of the step.
    footholds, units, neighbours
        Gangs' footholds and police units in it, and zones that it borders, each by name.
    member_rent
        What a gang member could expect to draw here when postures were last chosen, USD a week.
    """

    def __init__(self, coordinate: str, *given: Any, **named: Any) -> None:
        # what else the network gives a cell is Mesa's affair: from 3.5 on there is a position too
        super().__init__(coordinate, *given, **named)
        self.name = coordinate
        self.member_rent = 0.0
        self.footholds: list[Foothold] = []
        self.units: list[PoliceUnit] = []
        self.neighbours: list[Zone] = []
        self.fight = Engagement(self)

    # -- the start

    def join(self, model: MissionModel, slot: int, residents: int, displaced: int) -> None:
        """Take its place in the model with its people, before anybody stands in it."""
        self.model, self.slot = model, slot
        self.set_starts(self.scenario, self.row)
        self.fight.set_starts(self.scenario)
        self.metropolitan = self.row.metropolitan
        self.state_control = 1.0 - self.row.gang_control
        self.people = Inhabitants(self, residents, displaced)
        terms = self.scenario.territory
        self.weeks_held = terms.held_weeks if self.state_control >= terms.held_control else 0.0

    def divide_control(self) -> None:
        """Divide what gangs hold of it among them by fighters."""
        for foothold in self.footholds:
            foothold.gang_control = territory.gang_control_at_start(
                1.0 - self.state_control, fighters=foothold.fighters, in_zone=self.members_here,
                footholds=len(self.footholds),
            )  # fmt: skip

    def initialise(self) -> None:
        """Weigh the contest so that the start is at rest, once all forces are in place."""
        terms = self.scenario.territory
        activity = effort_at_start(terms, self.scenario.gangs)
        self.resting_weight = territory.resting_weight(
            self.state_control, terms, state_strength=self._state_strength(),
            gang_strength=ordered_sum(each.strength(activity) for each in self.footholds),
        )  # fmt: skip
        self._measure_density()
        self.people.density_at_start = self.density

    # -- who is here

    @property
    def parts(self) -> Sequence[Shown]:
        """The fight for it, its people and what they think."""
        return (self.fight, self.people, self.people.opinion)

    @property
    def row(self) -> ZoneRow:
        """Its row of the theatre's table, as now in force."""
        return self.scenario.territory.zones[self.slot]

    def borders(self, other: Zone) -> bool:
        """Whether a link leads to the other zone."""
        return other.name in self.connections

    def index_occupants(self) -> None:
        """List who stands in it, once all have come; nobody moves afterwards."""
        self.footholds = [agent for agent in self._agents if isinstance(agent, Foothold)]
        self.units = [agent for agent in self._agents if isinstance(agent, PoliceUnit)]
        self.neighbours = list(self.connections.values())

    @property
    def gang_share(self) -> float:
        """Share of the zone that gangs control."""
        return 1.0 - self.state_control

    @property
    def metropolitan_population(self) -> int:
        """Inhabitants of a metropolitan zone, as the table counts them; none of another."""
        return self.row.population if self.metropolitan else 0

    @property
    def peripheral_members(self) -> int:
        """Gang members outside the metropolitan zones."""
        return 0 if self.metropolitan else self.members_here

    @property
    def members_here(self) -> int:
        """Members of all gangs in it, persons."""
        return ordered_sum(foothold.fighters for foothold in self.footholds)

    @property
    def force(self) -> float:
        """Effective persons of the state."""
        return self.police_force + self.mission_force

    def _measure_density(self) -> None:
        """Relate effective persons of the state to 1,000 residents."""
        self.density = command.density(self.force, self.people.residents)

    @property
    def residents_under_gangs(self) -> float:
        """Residents, as far as gangs control the zone."""
        return self.people.residents * (1.0 - self.state_control)

    # -- command

    def muster(self) -> None:
        """Add up the police units that stand in it."""
        self.police_force = ordered_sum(unit.unit_force for unit in self.units)

    def count_weeks_dense(self) -> None:
        """How long the state's presence has been dense enough to hold."""
        self._measure_density()
        dense = self.density >= self.scenario.territory.hold_density
        self.weeks_dense = territory.weeks_lasting(self.weeks_dense, dense, self.period.weeks)

    # -- what it yields

    @property
    def toll_roads(self) -> float:
        """Main roads by their traffic."""
        roads = len(self.model.infrastructure.roads_of(self))
        terms = self.scenario.gang_finance
        return gang_finance.traffic(roads, terms, open_roads=self.roads_open)

    @property
    def node_usd(self) -> float:
        """USD a week that its port or fuel terminal yields who holds it."""
        terms, infrastructure = self.scenario.gang_finance, self.model.infrastructure
        works = ((PORT, infrastructure.port_open), (FUEL_TERMINAL, infrastructure.fuel_open))
        return ordered_sum(
            gang_finance.node_rent(node.rent_usd_week(terms), terms, working=working)
            for node, working in works
            if node.name == self.row.node
        )

    def update(self) -> None:
        """Count gang members, and what one of them can expect to draw here."""
        self.members_in_zone = self.members_here
        rent = gang_finance.local_rent(
            1.0, self.scenario.gang_finance, residents=self.people.residents,
            toll_roads=self.toll_roads, node_usd=self.node_usd,
        )  # fmt: skip
        self.member_rent = relocation.member_rent(
            rent, self.scenario.gangs, gang_control=self.gang_share, members=self.members_in_zone
        )

    @property
    def arms_captured(self) -> float:
        """Weapons that gangs captured in it in the step."""
        killed = ordered_sum(unit.police_killed for unit in self.units)
        fallen = ordered_sum(unit.stations_fallen for unit in self.units)
        return gang_finance.arms_captured(killed, fallen, self.scenario.gang_finance)

    @property
    def station_loss_chance(self) -> float:
        """Chance that a police station in it falls in the step."""
        stations = ordered_sum(unit.row.stations for unit in self.units)
        return police.station_loss_chance(
            self.fight.attacks, self.scenario.police, stations=stations,
            gang_control=self.gang_share,
        )  # fmt: skip

    def share_acting(self, posture: Posture) -> float:
        """Part of its gang members whose gangs act in a posture."""
        acting = (each for each in self.footholds if each.gang.acting_posture == posture)
        return ordered_sum(foothold.share_of_zone for foothold in acting)

    @property
    def attacked(self) -> float:
        """Part of its gang members whose gangs are on the offensive."""
        return ordered_sum(each.share_of_zone for each in self.footholds if each.gang.joined)

    # -- territory

    def contest(self) -> None:
        """Control moves towards what forces in and around the zone win."""
        terms, weeks = self.scenario.territory, self.period.weeks
        strengths = [each.strength(each.gang.conduct.effort(terms)) for each in self.footholds]
        gangs_strength, held_before = ordered_sum(strengths), self.gang_share
        outcome = territory.state_share(
            self.resting_weight, state_strength=self._state_strength(),
            gang_strength=gangs_strength, present=self.state_control,
        )  # fmt: skip
        self.state_control = territory.state_control(
            self.state_control, terms, outcome=outcome, weeks_dense=self.weeks_dense, weeks=weeks
        )
        for foothold, strength in zip(self.footholds, strengths, strict=True):
            foothold.gang_control = territory.gang_control(
                foothold.gang_control, terms, held_before=held_before, held_after=self.gang_share,
                strength=strength, gangs_strength=gangs_strength, weeks=weeks,
            )  # fmt: skip
        held = self.state_control >= terms.held_control
        self.weeks_held = territory.weeks_lasting(self.weeks_held, held, weeks)

    def _state_strength(self) -> float:
        """Strength of the state in the contest; forces next door count in part."""
        terms = self.scenario.territory
        next_door = ordered_sum(zone.force for zone in self.neighbours)
        effort = territory.state_effort(self.force, terms, neighbouring=next_door)
        return territory.contest_strength(effort, terms)
