"""Infrastructure: main roads, the port, the ground of the airport, the fuel terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msssim.engines.agents.actor import Institution
from msssim.rules import infrastructure
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel
    from msssim.engines.agents.zone import Zone


@dataclass
class Road:
    """A main road between two zones, part of a corridor or of none."""

    ends: tuple[Zone, Zone]
    corridor: str | None
    open: bool = False


class Infrastructure(Institution):
    """What control of the ground opens and shuts.

    Attributes
    ----------
    roads
        The main roads, by name.
    port_open, fuel_open, airport_held
        Whether the port and the fuel terminal work, and the ground of the airport is safe enough.
    """

    def __init__(self, model: MissionModel) -> None:
        super().__init__(model)
        self.roads = [
            Road((model.space[link.zone_a], model.space[link.zone_b]), link.corridor)
            for link in self.scenario.territory.main_roads
        ]
        self.port_open = False
        self.fuel_open = self.airport_held = True
        self._roads_of = {
            zone.name: [road for road in self.roads if zone in road.ends] for zone in model.zones
        }
        threshold = self.scenario.territory.node_open_control
        for road in self.roads:
            road.open = self._passable(road, threshold, (0.0, 0.0))
        self._count_open_roads()

    def roads_of(self, zone: Zone) -> list[Road]:
        """Main roads that touch a zone."""
        return self._roads_of[zone.name]

    def open_and_shut(self) -> None:
        """Open and shut nodes and roads by the control of the ground and by attacks."""
        terms = self.scenario.territory
        attacked = {zone.name: zone.attacked for zone in self.model.zones}
        nobody = dict.fromkeys(attacked, 0.0)
        self.port_open = self._works("port", terms.node_open_control, attacked, False)
        # attacks shut the airport by the shock of a closure
        self.airport_held = self._works("airport", terms.airport_open_control, nobody, True)
        self.fuel_open = self._works("fuel_terminal", terms.fuel_open_control, attacked, True)
        for road in self.roads:
            a, b = road.ends
            attack = (attacked[a.name], attacked[b.name])
            road.open = self._passable(road, terms.node_open_control, attack)
        self._count_open_roads()

    def _works(
        self, node: str, threshold: float, attacked: dict[str, float], without: bool
    ) -> bool:
        """Whether a kind of node works anywhere; ``without`` one, what is assumed."""
        zones = [zone for zone in self.model.zones if zone.row.node == node]
        if not zones:
            return without
        return any(
            infrastructure.node_open(
                zone.state_control,
                max(near.state_control for near in zone.neighbours or [zone]),
                threshold,
                attacked[zone.name],
                self.scenario.territory.attacked_max,
            )
            for zone in zones
        )

    def _passable(self, road: Road, threshold: float, attacked: tuple[float, float]) -> bool:
        a, b = road.ends
        most = self.scenario.territory.attacked_max
        return bool(
            infrastructure.road_open(
                a.state_control, b.state_control, threshold, max(attacked), most
            )
        )

    def _count_open_roads(self) -> None:
        for zone in self.model.zones:
            zone.roads_open = ordered_sum(int(road.open) for road in self.roads_of(zone))

    def open_share(self, corridor: str | None = None) -> float:
        """Share of the main roads, or of a corridor's, that are open; 1 where there is none."""
        roads = [road for road in self.roads if corridor in (None, road.corridor)]
        return ordered_sum(int(road.open) for road in roads) / len(roads) if roads else 1.0
