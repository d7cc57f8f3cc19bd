"""What gangs draw from the ground of a zone, for several phases of the batch engine."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import gang_finance as rules
from msssim.rules.infrastructure import FUEL_TERMINAL, PORT


def toll_roads(b: Block) -> np.ndarray:
    """Main roads of each zone by their traffic, ``(zone, run)``."""
    roads = np.array([len(found) for found in b.axes.roads_of_zone])[:, None]
    counted: np.ndarray = rules.traffic(roads, b.p.gang_finance, open_roads=b.state.roads_open)
    return counted


def node_usd(b: Block) -> np.ndarray:
    """USD a week that the port or terminal of each zone yields, ``(zone, run)``."""
    terms = b.p.gang_finance
    yields = np.zeros((b.axes.zones, b.runs))
    for node, working in ((PORT, b.state.port_open), (FUEL_TERMINAL, b.state.fuel_open)):
        for zone in b.axes.node_zones[node.name]:
            yields[zone] = rules.node_rent(node.rent_usd_week(terms), terms, working=working)
    return yields


def zone_rent(b: Block) -> np.ndarray:
    """USD a week that a zone yields who controls all of it, ``(zone, run)``."""
    rent: np.ndarray = rules.local_rent(
        1.0, b.p.gang_finance, residents=b.state.residents,
        toll_roads=toll_roads(b), node_usd=node_usd(b),
    )  # fmt: skip
    return rent
