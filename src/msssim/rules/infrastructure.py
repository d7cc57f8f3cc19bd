"""Infrastructure: port, airport, fuel terminal and roads, open or closed by control of the ground.

A node works where the state controls enough of its zone and of at least one way to it, and no
offensive goes on near. Roads need control at both ends; a corridor out of the capital is open where
all its roads are.

Source: the port paralysed from March 2024, the airport shut from 4 March to 20 May 2024, the main
roads cut (UN reports of 2023-24). docs/ODD.md, 5.11.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from msssim.world.kinds import Flag, Parameters, Real


@dataclass(frozen=True)
class NodeKind:
    """A row of the table of nodes; what depends on parameters is a function of a section."""

    name: str
    control: Callable[[Parameters], Real]
    """State control at which it works."""
    rent_usd_week: Callable[[Parameters], Real]
    """Rent for who controls its zone, while it works."""
    shut_by_attack: bool
    """Whether an offensive near shuts it."""
    default: bool
    """Whether it counts as working where no zone has one."""


PORT = NodeKind(
    "port", shut_by_attack=True, default=False,
    control=lambda territory: territory.node_open_control,
    rent_usd_week=lambda gang_finance: gang_finance.port_usd_week,
)  # fmt: skip
AIRPORT = NodeKind(
    "airport", shut_by_attack=False, default=True,  # attacks shut it by the shock of a closure
    control=lambda territory: territory.airport_open_control,
    rent_usd_week=lambda gang_finance: 0.0,
)  # fmt: skip
FUEL_TERMINAL = NodeKind(
    "fuel_terminal", shut_by_attack=True, default=True,
    control=lambda territory: territory.fuel_open_control,
    rent_usd_week=lambda gang_finance: gang_finance.fuel_usd_week,
)  # fmt: skip
NODES = (PORT, AIRPORT, FUEL_TERMINAL)
"""Infrastructure that a zone may hold."""


def node_open(
    node: NodeKind, territory: Parameters, *, control: Real, best_neighbour: Real, attacked: Real
) -> Flag:
    """Whether a port, an airport or a terminal works.

    ``control`` is the state's of its zone, ``best_neighbour`` of the best zone next to it;
    ``attacked`` the part of its gang members who take part in an offensive. With a threshold of 0
    gangs let it work, for a toll, until they attack it.
    """
    held = np.minimum(control, best_neighbour) >= node.control(territory)
    return held & ((attacked <= territory.attacked_max) | (not node.shut_by_attack))


def road_open(control_a: Real, control_b: Real, territory: Parameters, *, attacked: Real) -> Flag:
    """Whether a road is open: enough state control at both ends, and no attack on either."""
    held = np.minimum(control_a, control_b) >= territory.node_open_control
    return held & (attacked <= territory.attacked_max)
