"""Setting the stage: the network of zones with its people, gangs and police in their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from mesa.discrete_space import Network

from msssim.engines.agents.foothold import Foothold
from msssim.engines.agents.gang import Gang
from msssim.engines.agents.police import PoliceUnit
from msssim.engines.agents.shown import Shown
from msssim.engines.agents.zone import Zone
from msssim.rules.counts import apportion
from msssim.rules.recruitment import foothold_share
from msssim.scenario.schema import Scenario
from msssim.world.entities import footholds
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.actor import MissionModel


def map_of(scenario: Scenario) -> nx.Graph:
    """Draw the graph of zones; nodes and every node's neighbours come in the order of names."""
    graph = nx.Graph()
    graph.add_nodes_from(zone.name for zone in scenario.territory.zones)
    graph.add_edges_from(
        sorted(sorted((link.zone_a, link.zone_b)) for link in scenario.territory.links)
    )
    return graph


def lay_out_zones(model: MissionModel) -> Network:
    """Lay out the network of zones and settle the people, those displaced at the start apart."""
    space = Network(map_of(model.in_force), random=model.random, cell_klass=Zone)
    rows = model.in_force.territory.zones
    weights = [row.population * row.gang_control for row in rows]
    everybody = max(ordered_sum(weights), 1e-12)
    before = 0.0
    for slot, (row, weight) in enumerate(zip(rows, weights, strict=True)):
        through = before + weight
        part = apportion(
            model.in_force.people.displaced_at_start, before / everybody, through / everybody
        )
        displaced = min(int(part), row.population)
        space[row.name].join(model, slot, row.population - displaced, displaced)
        before = through
    return space


def settle_gangs(model: MissionModel) -> list[Gang]:
    """Put every gang at its base, and its members in the zones where it is present."""
    reach: dict[str, list[str]] = {}
    for name, zone in footholds(model.in_force):
        reach.setdefault(name, []).append(zone)
    slot = 0
    gangs = []
    for place, row in enumerate(model.in_force.gangs.groups):
        gang = Gang(model, place, model.space[row.base])
        zones = reach[row.name]
        for zone, fighters in zip(zones, _spread(model, gang, zones), strict=True):
            gang.footholds.append(Foothold(gang, slot, model.space[zone], fighters))
            slot += 1
        for foothold in gang.footholds:
            foothold.outlook.find_ways()
        gang.settle()
        gangs.append(gang)
    return gangs


def _spread(model: MissionModel, gang: Gang, zones: list[str]) -> list[int]:
    """Members of a gang in each zone: a part at the base, the rest evenly where it is present."""
    terms, row = model.in_force.gangs, gang.row
    members = int(np.rint(row.fighters * terms.fighters_factor))
    fighters = []
    before = 0.0
    for zone in zones:
        through = before + foothold_share(
            terms, is_base=zone == row.base, is_present=zone in row.presence,
            footholds=len(set(row.presence)),
        )  # fmt: skip
        fighters.append(int(apportion(members, before, through)))
        before = through
    return fighters


def station_police(model: MissionModel) -> list[PoliceUnit]:
    """Put every police unit in its zone; units outside the theatre stand nowhere."""
    return [
        PoliceUnit(model, slot, model.space[row.zone] if row.zone else None)
        for slot, row in enumerate(model.in_force.police.units)
    ]


def initialise(model: MissionModel) -> None:
    """Set what depends on everybody being in place: control, the contest at rest, rents."""
    for zone in model.zones:
        zone.index_occupants()
        zone.muster()
        zone.divide_control()
    for zone in model.zones:
        zone.initialise()
    for gang in model.gangs:
        gang.update()
    model.coalition.rivalry_at_start = model.coalition.rivalry
    for zone in model.zones:
        zone.people.opinion.settle()
        zone.people.reach()
    for gang in model.gangs:
        gang.finance.set_up()


def ways_by_rank(everybody: list[Foothold]) -> list[Shown]:
    """List the ways between footholds: all that are their foothold's first, then all second ones.

    So the batch engine lists pairs of footholds.
    """
    most = max((len(foothold.outlook.ways) for foothold in everybody), default=0)
    return [
        foothold.outlook.ways[rank]
        for rank in range(most)
        for foothold in everybody
        if rank < len(foothold.outlook.ways)
    ]
