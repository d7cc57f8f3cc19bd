"""What gangs draw from the ground of a zone, for several phases of the batch engine."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import revenue


def toll_roads(b: Block) -> np.ndarray:
    """Main roads of each zone by their traffic, ``(zone, run)``."""
    roads = np.array([len(found) for found in b.axes.roads_of_zone])[:, None]
    counted: np.ndarray = revenue.traffic(roads, b.state.roads_open, b.p.economy.closed_traffic)
    return counted


def node_usd(b: Block) -> np.ndarray:
    """USD a week that the port or terminal of each zone yields, ``(zone, run)``."""
    s, terms = b.state, b.p.economy
    yields = np.zeros((b.axes.zones, b.runs))
    for zone in b.axes.node_zones["port"]:
        yields[zone] = revenue.node_rent(terms.port_usd_week, s.port_open, terms.closed_traffic)
    for zone in b.axes.node_zones["fuel_terminal"]:
        yields[zone] = revenue.node_rent(terms.fuel_usd_week, s.fuel_open, terms.closed_traffic)
    return yields


def zone_rent(b: Block) -> np.ndarray:
    """USD a week that a zone yields who controls all of it, ``(zone, run)``."""
    terms = b.p.economy
    rent: np.ndarray = revenue.local_rent(
        1.0, b.state.residents, terms.extortion_usd_week, toll_roads(b), terms.toll_usd_week,
        node_usd(b),
    )  # fmt: skip
    return rent
