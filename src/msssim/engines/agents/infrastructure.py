"""Infrastructure: main roads, the port, the ground of the airport, the fuel terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.engines.agents.shown import Shown
from msssim.rules import infrastructure
from msssim.rules.infrastructure import AIRPORT, FUEL_TERMINAL, PORT, NodeKind
from msssim.world import variables
from msssim.world.kinds import CORRIDORS, Flag
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import MissionModel
    from msssim.engines.agents.zone import Zone


class Road(variables.Road, Shown):
    """A main road between two zones, part of a corridor or of none."""

    def __init__(self, ends: tuple[Zone, Zone], corridor: str | None) -> None:
        self.ends, self.corridor = ends, corridor
        self.road_open = False


class Infrastructure(variables.Infrastructure, Institution):
    """What control of the ground opens and shuts.

    Attributes
    ----------
    roads
        The main roads, by name.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.roads = [
            Road((model.space[link.zone_a], model.space[link.zone_b]), link.corridor)
            for link in self.scenario.territory.main_roads
        ]
        self._roads_of = {
            zone.name: [road for road in self.roads if zone in road.ends] for zone in model.zones
        }
        for road in self.roads:
            road.road_open = self._passable(road, attacked=0.0)
        self._count_open_roads()

    def roads_of(self, zone: Zone) -> list[Road]:
        """Main roads that touch a zone."""
        return self._roads_of[zone.name]

    def open_and_shut(self) -> None:
        """Open and shut nodes and roads by the control of the ground and by attacks."""
        attacked = {zone.name: zone.attacked for zone in self.model.zones}
        self.port_open = self._works(PORT, attacked)
        self.airport_held = self._works(AIRPORT, attacked)
        self.fuel_open = self._works(FUEL_TERMINAL, attacked)
        for road in self.roads:
            road.road_open = self._passable(road, max(attacked[zone.name] for zone in road.ends))
        self._count_open_roads()

    def _works(self, node: NodeKind, attacked: dict[str, float]) -> bool:
        """Whether a kind of node works anywhere."""
        zones = [zone for zone in self.model.zones if zone.row.node == node.name]
        return node.default if not zones else any(
            infrastructure.node_open(
                node, self.scenario.territory, control=zone.state_control,
                best_neighbour=max(near.state_control for near in zone.neighbours or [zone]),
                attacked=attacked[zone.name],
            )
            for zone in zones
        )  # fmt: skip

    def _passable(self, road: Road, attacked: float) -> Flag:
        """Whether a road is open, given the larger part of members on the attack at its ends."""
        start, end = (zone.state_control for zone in road.ends)
        return infrastructure.road_open(start, end, self.scenario.territory, attacked=attacked)

    def _count_open_roads(self) -> None:
        for zone in self.model.zones:
            zone.roads_open = ordered_sum(int(road.road_open) for road in self.roads_of(zone))

    def report(self) -> None:
        """Say which ways into the capital and out of it are open, for the record."""
        self.airport_open = not self.model.airport.closed
        self.roads_open_share = self.open_share()
        for name in CORRIDORS:
            setattr(self, f"corridor_{name}_open", self.open_share(name) == 1.0)

    def open_share(self, corridor: str | None = None) -> float:
        """Share of the main roads, or of a corridor's, that are open; 1 where there is none."""
        roads = [road for road in self.roads if corridor in (None, road.corridor)]
        return ordered_sum(int(road.road_open) for road in roads) / len(roads) if roads else 1.0
