"""The first day on the ground: who lives where, who holds what, what gangs earn."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from msssim.engines.batch.axes import Axes
from msssim.rules import (
    coalition,
    command,
    infrastructure,
    means,
    operations,
    people,
    revenue,
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
        through = before[gang] + means.foothold_share(
            axes.foothold_is_base[foothold],
            axes.foothold_is_present[foothold],
            axes.footholds_in_gang[foothold],
            p.gangs.base_share,
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
        held_by_gangs[zone], fighters, in_zone[zone], footholds[zone]
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
    exponent = p.territory.contest_exponent
    neighbours = total_by(fighters, axes.moves.reach)
    gangs = territory.contest_strength(
        territory.gang_effort(
            fighters,
            neighbours,
            p.territory.spill,
            p.gangs.confronting_at_start,
            p.territory.low_profile_effort,
        ),
        exponent,
    )
    state = territory.contest_strength(
        territory.state_effort(force, total_by(force, axes.zone_neighbours), p.territory.spill),
        exponent,
    )
    return territory.resting_weight(
        control, state, total_by(gangs, axes.footholds_of_zone), p.territory.contest_margin
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
        roads[road] = infrastructure.road_open(
            control[a], control[z], p.territory.node_open_control, 0.0, p.territory.attacked_max
        )
    return total_by(roads, axes.roads_of_zone)


def clashes(
    p: SimpleNamespace, axes: Axes, fighters: np.ndarray, force: np.ndarray, control: np.ndarray
) -> np.ndarray:
    """Contacts a week of the police that stand in each zone, at the start's postures."""
    fire = p.contacts
    in_zone = total_by(fighters, axes.footholds_of_zone)
    confronting = p.gangs.confronting_at_start
    exposed = np.where(in_zone > 0, 1.0 - (1.0 - confronting) * p.gangs.conditionality, 0.0)
    clashes: np.ndarray = operations.expected_contacts(
        force,
        fire.operations_per_100,
        fire.operations_tempo,
        fire.intelligence,
        fire.intelligence_finding,
        1.0 - control,
        exposed * operations.found_share(in_zone, fire.members_half),
        1.0,
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
    terms, zone = p.economy, axes.foothold_zone
    roads = np.array([len(found) for found in axes.roads_of_zone])[:, None]
    nodes = np.zeros(residents.shape)
    for port in axes.node_zones["port"]:
        nodes[port] = revenue.node_rent(terms.port_usd_week, False, terms.closed_traffic)
    for terminal in axes.node_zones["fuel_terminal"]:
        nodes[terminal] = revenue.node_rent(terms.fuel_usd_week, True, terms.closed_traffic)
    local = total_by(
        revenue.local_rent(
            gang_control,
            residents[zone],
            terms.extortion_usd_week,
            revenue.traffic(roads, roads_open, terms.closed_traffic)[zone],
            terms.toll_usd_week,
            nodes[zone],
        ),
        axes.footholds_of_gang,
    )
    hiding = revenue.hiding_factor(p.gangs.confronting_at_start, p.gangs.rent_given_up)
    part = gang_control / np.maximum(1.0 - control, 1e-12)[zone]
    ransoms = total_by(terms.ransom_usd * kidnapped[zone] * part, axes.footholds_of_gang)
    earned = local * hiding + ransoms
    return local, earned, revenue.sponsored(earned, terms.sponsor_share)


def advantage(
    p: SimpleNamespace,
    axes: Axes,
    earned: np.ndarray,
    sponsored: np.ndarray,
    members: np.ndarray,
    access: np.ndarray,
) -> np.ndarray:
    """USD a week by which each gang pays more than honest work, foothold by foothold."""
    all_told = revenue.total_revenue(
        earned, 0.0, 1.0, p.interventions.sanctions_at_start, sponsored
    )
    pay = revenue.pay(all_told, members, p.economy.pay_share)
    served = means.served(
        p.interventions.cvr_slots_at_start, p.interventions.cvr_half_slots, access
    )
    advantage: np.ndarray = means.advantage(
        pay[axes.foothold_gang],
        p.economy.wage_usd_week,
        p.interventions.programme_pay_usd_week,
        served[axes.foothold_zone],
    )
    return advantage
