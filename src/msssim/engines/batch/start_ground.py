"""The first day on the ground: who lives where, who holds what, what gangs earn."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from msssim.engines.batch.axes import Axes
from msssim.rules import (
    coalition,
    command,
    gang_finance,
    infrastructure,
    operations,
    people,
    postures,
    recruitment,
    territory,
    trust,
)
from msssim.rules.counts import apportion
from msssim.world.sums import total, total_by


def inhabitants(p: SimpleNamespace, axes: Axes, runs: int) -> tuple[np.ndarray, np.ndarray]:
    """Residents and displaced of each zone: the displaced come from where gangs rule."""
    population = np.broadcast_to(p.territory.zones.population, (axes.zones, runs))
    weight = population * np.broadcast_to(p.territory.zones.gang_control, (axes.zones, runs))
    everybody = np.maximum(total(weight), 1e-12)
    displaced = np.zeros((axes.zones, runs), dtype=np.int64)
    before = np.zeros(runs)
    for zone in range(axes.zones):
        through = before + weight[zone]
        part = apportion(p.people.displaced_at_start, before / everybody, through / everybody)
        displaced[zone] = np.minimum(part, population[zone])
        before = through
    return population - displaced, displaced


def members_of_footholds(p: SimpleNamespace, axes: Axes, runs: int) -> np.ndarray:
    """Members of each foothold: a part at the base, the rest spread evenly."""
    members = np.rint(p.gangs.groups.fighters * p.gangs.fighters_factor).astype(np.int64)
    members = np.broadcast_to(members, (axes.gangs, runs))
    fighters = np.zeros((axes.footholds, runs), dtype=np.int64)
    before = np.zeros((axes.gangs, runs))
    for foothold in range(axes.footholds):
        gang = axes.foothold_gang[foothold]
        through = before[gang] + recruitment.foothold_share(
            p.gangs,
            is_base=axes.foothold_is_base[foothold],
            is_present=axes.foothold_is_present[foothold],
            footholds=axes.footholds_in_gang[foothold],
        )
        fighters[foothold] = apportion(members[gang], before[gang], through)
        before[gang] = through
    return fighters


def control_of_footholds(axes: Axes, fighters: np.ndarray, held_by_gangs: np.ndarray) -> np.ndarray:
    """Control of each foothold: what gangs hold of the zone, by fighters."""
    in_zone = total_by(fighters, axes.footholds_of_zone)
    footholds = np.array([len(rows) for rows in axes.footholds_of_zone])[:, None]
    zone = axes.foothold_zone
    control: np.ndarray = territory.gang_control_at_start(
        held_by_gangs[zone], fighters=fighters, in_zone=in_zone[zone], footholds=footholds[zone]
    )
    return control


def police_force(
    p: SimpleNamespace, axes: Axes, officers: np.ndarray, morale: np.ndarray
) -> np.ndarray:
    """Effective police in each zone."""
    effective = command.effective_police(
        officers, p.police, morale=morale, equipment=p.police.units.equipment, stations=1.0
    )
    return total_by(effective, axes.units_of_zone)


def resting_weight(
    p: SimpleNamespace, axes: Axes, fighters: np.ndarray, force: np.ndarray, control: np.ndarray
) -> np.ndarray:
    """Weight of the state in each zone's contest that leaves the start at rest."""
    terms = p.territory
    effort = territory.gang_effort(
        fighters,
        terms,
        neighbouring=total_by(fighters, axes.moves.reach),
        activity=postures.effort_at_start(terms, p.gangs),
    )
    gangs = territory.contest_strength(effort, terms)
    of_state = territory.state_effort(
        force, terms, neighbouring=total_by(force, axes.zone_neighbours)
    )
    return territory.resting_weight(
        control,
        terms,
        state_strength=territory.contest_strength(of_state, terms),
        gang_strength=total_by(gangs, axes.footholds_of_zone),
    )


def rivalry(axes: Axes, fighters: np.ndarray) -> np.ndarray:
    """Rivalry among gangs as they stand."""
    in_zone = total_by(fighters, axes.footholds_of_zone)
    share = fighters / np.maximum(in_zone, 1)[axes.foothold_zone]
    found: np.ndarray = coalition.rivalry(total(fighters * (1.0 - share)), total(fighters))
    return found


def roads_open(p: SimpleNamespace, axes: Axes, control: np.ndarray) -> np.ndarray:
    """Main roads of each zone that are open."""
    roads = np.zeros((len(axes.road_ends), control.shape[1]), dtype=np.int64)
    for road, (a, z) in enumerate(axes.road_ends):
        roads[road] = infrastructure.road_open(control[a], control[z], p.territory, attacked=0.0)
    return total_by(roads, axes.roads_of_zone)


def clashes(
    p: SimpleNamespace, axes: Axes, fighters: np.ndarray, force: np.ndarray, control: np.ndarray
) -> np.ndarray:
    """Contacts a week of the police that stand in each zone, at the start's postures."""
    in_zone = total_by(fighters, axes.footholds_of_zone)
    exposed = np.where(in_zone > 0, postures.exposed_at_start(p.gangs), 0.0)
    clashes: np.ndarray = operations.expected_contacts(
        force,
        p.contacts,
        intelligence=p.contacts.intelligence,
        gang_control=1.0 - control,
        exposed=exposed * operations.found_share(in_zone, p.contacts),
        weeks=1.0,
    )
    return clashes


def access(
    p: SimpleNamespace, axes: Axes, control: np.ndarray, roads_open: np.ndarray, clashes: np.ndarray
) -> np.ndarray:
    """Humanitarian access at the clashes of the start."""
    roads = np.array([len(found) for found in axes.roads_of_zone])[:, None]
    access: np.ndarray = people.access(
        p.people, p.interventions, state_control=control, clashes_per_week=clashes, aid_ratio=1.0,
        negotiation=p.interventions.dialogue_at_start,
        roads_open=np.where(roads > 0, roads_open / np.maximum(roads, 1), 1.0), fuel_open=True,
    )  # fmt: skip
    return access


def tips(p: SimpleNamespace, residents: np.ndarray, control: np.ndarray) -> np.ndarray:
    """Tips a week from each zone at the start's trust."""
    tips: np.ndarray = trust.expected_tips(
        residents, p.people,
        gang_control=1.0 - control, cooperation=p.people.trust_at_start, weeks=1.0,
    )  # fmt: skip
    return tips


def income(
    p: SimpleNamespace,
    axes: Axes,
    gang_control: np.ndarray,
    residents: np.ndarray,
    roads_open: np.ndarray,
    kidnapped: np.ndarray,
    control: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """USD a week of each gang: within its reach on the spot, earned, and given by sponsors."""
    terms, zone = p.gang_finance, axes.foothold_zone
    roads = np.array([len(found) for found in axes.roads_of_zone])[:, None]
    nodes = np.zeros(residents.shape)
    for node in (infrastructure.PORT, infrastructure.FUEL_TERMINAL):
        rent = node.rent_usd_week(terms)
        for place in axes.node_zones[node.name]:
            nodes[place] = gang_finance.node_rent(rent, terms, working=node.default)
    toll_roads = gang_finance.traffic(roads, terms, open_roads=roads_open)
    rents = gang_finance.local_rent(
        gang_control,
        terms,
        residents=residents[zone],
        toll_roads=toll_roads[zone],
        node_usd=nodes[zone],
    )
    local = total_by(rents, axes.footholds_of_gang)
    part = territory.part_of_gangs(gang_control, control[zone])
    ransoms = gang_finance.ransoms(kidnapped[zone], terms, part=part)
    drawn = local * postures.drawn_at_start(p.gangs)
    earned = drawn + total_by(ransoms, axes.footholds_of_gang)
    return local, earned, gang_finance.sponsored(earned, terms)


def advantage(
    p: SimpleNamespace,
    axes: Axes,
    earned: np.ndarray,
    sponsored: np.ndarray,
    members: np.ndarray,
    access: np.ndarray,
) -> np.ndarray:
    """USD a week by which each gang pays more than honest work, foothold by foothold."""
    revenue = gang_finance.total_revenue(
        earned,
        p.interventions,
        sponsored_at_start=sponsored,
        sanctions=p.interventions.sanctions_at_start,
    )
    pay = gang_finance.pay(revenue, p.gang_finance, members=members)
    served = recruitment.served(
        p.interventions.cvr_slots_at_start, p.interventions.cvr_half_slots, access
    )
    advantage: np.ndarray = recruitment.advantage(
        pay[axes.foothold_gang], p.recruitment, p.interventions, served=served[axes.foothold_zone]
    )
    return advantage
