"""Batch phase of gang finance: revenue by source, pay, arms."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import gang_finance as rules
from msssim.rules.infrastructure import FUEL_TERMINAL, PORT
from msssim.rules.territory import part_of_gangs
from msssim.world.sums import total_by


def gang_finance(b: Block) -> None:
    """Gangs take in money, set their pay by it, and buy arms."""
    b.state.members_counted = total_by(b.state.fighters, b.axes.footholds_of_gang)
    _earn(b)
    _arm(b)


def _earn(b: Block) -> None:
    """Revenue of each gang by source, what it pays a member, and how it makes up for losses."""
    s, p = b.state, b.p
    on_the_spot = within_reach(b)
    s.local_rent = on_the_spot * (1.0 - b.of_posture(lambda kind: kind.rent_given_up(p.gangs)))
    s.ransoms = ransoms(b)
    s.revenue, s.pay = pay_from(b, s.local_rent + s.ransoms)
    s.revenue_usd = np.rint(s.revenue * b.step.weeks)
    s.ransoms_usd = np.rint(s.ransoms * b.step.weeks)
    s.substitution = rules.substitution(on_the_spot, s.local_rent_at_start, p.gang_finance)


def _toll_roads(b: Block) -> np.ndarray:
    """Main roads of each zone by their traffic, ``(zone, run)``."""
    roads = np.array([len(found) for found in b.axes.roads_of_zone])[:, None]
    counted: np.ndarray = rules.traffic(roads, b.p.gang_finance, open_roads=b.state.roads_open)
    return counted


def _node_usd(b: Block) -> np.ndarray:
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
        toll_roads=_toll_roads(b), node_usd=_node_usd(b),
    )  # fmt: skip
    return rent


def within_reach(b: Block) -> np.ndarray:
    """USD a week that each gang could draw on the spot, ``(gang, run)``."""
    s, zone = b.state, b.axes.foothold_zone
    rent = rules.local_rent(
        s.gang_control, b.p.gang_finance, residents=s.residents[zone],
        toll_roads=_toll_roads(b)[zone], node_usd=_node_usd(b)[zone],
    )  # fmt: skip
    return total_by(rent, b.axes.footholds_of_gang)


def ransoms(b: Block) -> np.ndarray:
    """USD a week of each gang in ransoms, ``(gang, run)``."""
    s, zone = b.state, b.axes.foothold_zone
    part = part_of_gangs(s.gang_control, s.state_control[zone])
    usd = rules.ransoms(s.kidnapped_per_week[zone], b.p.gang_finance, part=part)
    return total_by(usd, b.axes.footholds_of_gang)


def pay_from(b: Block, earned: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Revenue of each gang with the money of sponsors, after sanctions, and a member's pay."""
    s, p = b.state, b.p
    revenue = rules.total_revenue(
        earned, p.interventions, sponsored_at_start=s.sponsored_at_start, sanctions=s.sanctions
    )
    return revenue, rules.pay(revenue, p.gang_finance, members=s.members_counted)


def _arm(b: Block) -> None:
    """Arms are bought, captured, lost and worn out."""
    s, x, terms, weeks = b.state, b.axes, b.p.gang_finance, b.step.weeks
    fallen = total_by(s.stations_fallen, x.units_of_zone)
    captured = rules.arms_captured(total_by(s.police_killed, x.units_of_zone), fallen, terms)
    of_gang = total_by(captured[x.foothold_zone] * s.share_of_zone, x.footholds_of_gang)
    bought = rules.arms_bought(s.revenue, terms, interdiction=s.interdiction, weeks=weeks)
    lost = total_by(s.gang_killed + s.gang_arrested, x.footholds_of_gang)
    s.arms = rules.arms_after(
        s.arms, terms, bought=bought, captured=of_gang, members=s.members_counted,
        members_lost=lost, weeks=weeks,
    )  # fmt: skip
