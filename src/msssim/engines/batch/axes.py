"""The axes of a block: which row is whom, and who is near whom, as index arrays.

The agents walk cells and lists instead; that the two come to the same is what the docking test
shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from msssim.rules.infrastructure import NODES
from msssim.rules.relocation import TOLLS
from msssim.scenario import Scenario
from msssim.world.entities import footholds
from msssim.world.kinds import CORRIDORS, Parameters
from msssim.world.sums import Groups, groups

Indices = NDArray[np.intp]

WAYS = tuple(TOLLS)
"""Kinds of ways between zones."""


@dataclass(frozen=True)
class Moves:
    """Pairs of footholds between which members can move, in the order of choices.

    A foothold's choices are those of the same gang in neighbouring zones, in order of their names.
    All first choices come first, then all second ones, so that each rank of choice is one slice.
    """

    reach: Groups
    """For each foothold, those within its reach."""
    here: Indices
    """For each pair, from where,"""
    there: Indices
    """where to,"""
    way: Indices
    """and the kind of the way, as a place in ``WAYS``."""
    choices: list[slice]
    """Pairs that are their foothold's first, second ... choice."""
    choice_of: Indices
    """The pair that is each foothold's first, second ... choice, ``(choice, foothold)``; -1 without
    one."""

    def tolls(self, gangs: Parameters) -> NDArray[np.float64]:
        """Toll of the way of each pair, ``(pair, run)`` or ``(pair, 1)``."""
        tolls = np.broadcast_arrays(*(np.atleast_1d(toll(gangs)) for toll in TOLLS.values()))
        return np.stack(tolls)[self.way]


@dataclass(frozen=True)
class Axes:
    """Index arrays of a scenario's theatre; a member list keeps the order of its axis."""

    zones: int
    gangs: int
    footholds: int
    units: int
    contingents: int
    donors: int
    foothold_gang: Indices
    foothold_zone: Indices
    footholds_of_gang: Groups
    footholds_of_zone: Groups
    footholds_in_gang: Indices
    """For each foothold, the number of its gang's footholds at the start."""
    foothold_is_base: NDArray[np.bool_]
    foothold_is_present: NDArray[np.bool_]
    """Where a gang is at the start, rather than within its reach."""
    moves: Moves
    zone_neighbours: Groups
    metropolitan: NDArray[np.bool_]
    unit_zone: Indices
    units_of_zone: Groups
    boarding_order: list[int]
    """Contingents in the order in which they board: the lead nation, then by name."""
    lead: int | None
    is_lead: NDArray[np.bool_]
    court_steps: list[int]
    """Known steps of cases in order of date."""
    contingent_of_step: list[int]
    road_ends: list[tuple[int, int]]
    roads_of_zone: Groups
    """Main roads, as places in ``road_ends``, that touch each zone."""
    corridors: dict[str, list[int]]
    """Main roads of each way out of the capital."""
    node_zones: dict[str, list[int]]
    """Zones with a port, an airport, a fuel terminal."""

    @property
    def sizes(self) -> dict[str, int]:
        """How many entities of each kind there are, where there are several."""
        return {
            "donor": self.donors,
            "contingent": self.contingents,
            "unit": self.units,
            "gang": self.gangs,
            "foothold": self.footholds,
            "zone": self.zones,
            "road": len(self.road_ends),
        }


def axes_of(scenario: Scenario) -> Axes:
    """Index the theatre of a scenario."""
    territory = scenario.territory
    zone = {row.name: index for index, row in enumerate(territory.zones)}
    gang = {row.name: index for index, row in enumerate(scenario.gangs.groups)}
    places = footholds(scenario)
    foothold_gang = np.array([gang[who] for who, _ in places], dtype=np.intp)
    foothold_zone = np.array([zone[where] for _, where in places], dtype=np.intp)

    near: list[dict[int, str]] = [{} for _ in zone]
    for link in territory.links:
        a, b = zone[link.zone_a], zone[link.zone_b]
        near[a][b] = near[b][a] = link.kind
    roads = territory.main_roads
    unit_zone = np.array([zone.get(row.zone or "", -1) for row in scenario.police.units], np.intp)
    contingents, cases = scenario.mission.contingents, scenario.law.steps
    country = {row.name: index for index, row in enumerate(contingents)}
    rows = scenario.gangs.groups
    present = [where in rows[gang[who]].presence for who, where in places]
    presences = [len(set(row.presence)) for row in rows]
    return Axes(
        zones=len(zone),
        gangs=len(gang),
        footholds=len(places),
        units=len(scenario.police.units),
        contingents=len(contingents),
        donors=len(scenario.funding.donors),
        foothold_gang=foothold_gang,
        foothold_zone=foothold_zone,
        footholds_of_gang=groups(foothold_gang, len(gang)),
        footholds_of_zone=groups(foothold_zone, len(zone)),
        moves=_moves_of(foothold_gang.tolist(), foothold_zone.tolist(), near),
        footholds_in_gang=np.array([presences[index] for index in foothold_gang], np.intp),
        foothold_is_base=np.array(
            [rows[gang[who]].base == where for who, where in places], np.bool_
        ),
        foothold_is_present=np.array(present, np.bool_),
        zone_neighbours=Groups(
            (np.array(sorted(found), dtype=np.intp) for found in near), len(zone)
        ),
        metropolitan=np.array([row.metropolitan for row in territory.zones], np.bool_),
        unit_zone=unit_zone,
        units_of_zone=groups(unit_zone, len(zone)),
        boarding_order=sorted(
            range(len(contingents)), key=lambda k: (not contingents[k].lead, contingents[k].name)
        ),
        lead=next((k for k, row in enumerate(contingents) if row.lead), None),
        is_lead=np.array([row.lead for row in contingents], np.bool_),
        court_steps=sorted(range(len(cases)), key=lambda k: (cases[k].date, cases[k].name)),
        contingent_of_step=[country[row.contingent] for row in cases],
        road_ends=[(zone[road.zone_a], zone[road.zone_b]) for road in roads],
        roads_of_zone=Groups(
            (
                np.array(
                    [at for at, road in enumerate(roads) if name in (road.zone_a, road.zone_b)],
                    dtype=np.intp,
                )
                for name in zone
            ),
            len(roads),
        ),
        corridors={
            name: [place for place, road in enumerate(roads) if road.corridor == name]
            for name in CORRIDORS
        },
        node_zones={
            node.name: [zone[row.name] for row in territory.zones if row.node == node.name]
            for node in NODES
        },
    )


def _moves_of(gang: Sequence[int], zone: Sequence[int], near: Sequence[Mapping[int, str]]) -> Moves:
    """Index the moves of footholds.

    Parameters
    ----------
    gang, zone
        Whose and where each foothold is.
    near
        For each zone, its neighbours and the kind of the way to each.
    """
    at = {place: foothold for foothold, place in enumerate(zip(gang, zone, strict=True))}
    reach = [
        [
            (at[who, there], near[where][there])
            for there in sorted(near[where])
            if (who, there) in at
        ]
        for who, where in zip(gang, zone, strict=True)
    ]
    most = max(map(len, reach), default=0)
    pairs: list[tuple[int, int, int]] = []
    choices = []
    choice_of = np.full((most, len(reach)), -1, dtype=np.intp)
    for choice in range(most):
        first = len(pairs)
        for here, found in enumerate(reach):
            if choice < len(found):
                there, way = found[choice]
                choice_of[choice, here] = len(pairs)
                pairs.append((here, there, WAYS.index(way)))
        choices.append(slice(first, len(pairs)))
    here, there, way = np.array(pairs, dtype=np.intp).reshape(-1, 3).T
    return Moves(
        reach=Groups(
            (np.array([there for there, _ in found], dtype=np.intp) for found in reach), len(reach)
        ),
        here=here,
        there=there,
        way=way,
        choices=choices,
        choice_of=choice_of,
    )
