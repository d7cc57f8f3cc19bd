"""Batch phase of observation: what a step shows to the recorder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from msssim.engines.batch.block import Block
from msssim.engines.batch.state import airport_works
from msssim.rules import contingents as contingent_rules
from msssim.rules import territory as territory_rules
from msssim.world.calendar import day_of
from msssim.world.kinds import Posture
from msssim.world.sums import total, total_by


def observe(b: Block) -> None:
    """What the step shows to the recorder."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    metro = x.metropolitan[:, None]
    population = np.broadcast_to(p.territory.zones.population, s.residents.shape)
    in_metro = np.where(metro, population, 0)
    inhabitants = np.maximum(total(population), 1)
    residents = np.maximum(total(s.residents), 1)
    civilians = total(now.killed_civilians)
    gang_killed = total(now.gang_killed + now.gang_killed_by_rivals + now.gang_killed_by_vigilantes)
    police_killed = total(s.police_killed)
    members = total(s.fighters)
    in_zone = total_by(s.fighters, x.footholds_of_zone)
    revenue_usd = total(np.rint(now.revenue * b.step.weeks))
    ransoms_usd = total(np.rint(now.ransoms * b.step.weeks))
    mission_killed = total(now.mission_killed)
    now.seen_in_zones = {
        "gang_control": 1.0 - s.state_control,
        "gang_members": in_zone,
        "police": now.police_force,
        "mission": now.mission_force,
        "residents": s.residents,
        "displaced": s.displaced,
        "civilians_killed": now.killed_civilians,
    }
    now.seen_on_roads = {"open": now.roads}
    now.seen = {
        "deployed": total(s.in_theatre),
        "force_target": p.mission.force_target,
        "fund_pledged_usd": total(s.pledged_usd),
        "fund_received_usd": now.receipts_usd,
        "fund_spent_usd": now.spent_usd,
        "fund_balance_usd": s.balance_usd,
        "in_kind_usd": now.in_kind_usd,
        "cover_months": s.cover_months,
        "gang_control": total(in_metro * (1.0 - s.state_control)) / np.maximum(total(in_metro), 1),
        "held_share": total(
            territory_rules.held_inhabitants(population, p.territory, weeks_held=s.weeks_held)
        )
        / inhabitants,
        **{
            f"{posture.name.lower()}_share": total(np.where(now.acting_posture == posture, 1, 0))
            / max(x.gangs, 1)
            for posture in Posture
        },
        "cohesion": s.cohesion,
        "offensives": np.where(now.offensive_started, 1, 0),
        "participation": s.participation,
        "belief": total(now.belief * now.members) / np.maximum(total(now.members), 1),
        "gang_members": members,
        "police": total(s.officers),
        "displaced": total(s.displaced),
        "civilians_killed": civilians,
        "civilians_killed_by_gangs": total(now.killed_by_gangs),
        "civilians_killed_by_state": total(now.killed_by_state),
        "civilians_killed_by_vigilantes": total(now.killed_by_vigilantes),
        "killed_in_crossfire": total(now.killed_by_state + now.killed_by_gang_fire),
        "civilians_injured": total(
            now.injured_by_gangs + now.injured_by_state + now.injured_by_vigilantes
        ),
        "civilians_injured_by_gangs": total(now.injured_by_gangs),
        "civilians_injured_by_state": total(now.injured_by_state),
        "civilians_injured_by_vigilantes": total(now.injured_by_vigilantes),
        "fled": total(now.fleeing),
        "returned": total(now.returning),
        "kidnapped": total(now.kidnapped),
        "gang_killed": gang_killed,
        "gang_arrested": total(now.gang_arrested),
        "gang_recruited": total(now.gang_recruited),
        "gang_left": total(now.gang_left),
        "gang_reintegrated": now.reintegrated,
        "gang_moved": total(now.moved),
        "gang_lynched": total(now.gang_killed_by_vigilantes),
        "gang_killed_by_rivals": total(now.gang_killed_by_rivals),
        "children_recruited": total(now.child_recruits),
        "recruited_by_force": total(now.forced),
        "children_in_gangs": total(s.children),
        "arms_per_member": total(s.arms) / np.maximum(members, 1),
        "gang_pay": total(now.pay * now.members) / np.maximum(total(now.members), 1),
        "gang_revenue_usd": revenue_usd,
        "kidnapping_revenue_usd": ransoms_usd,
        "peripheral_share": total(np.where(metro, 0, in_zone)) / np.maximum(members, 1),
        "mission_killed": mission_killed,
        "police_killed": police_killed,
        "killed_total": civilians + gang_killed + mission_killed + police_killed,
        "police_left": total(now.police_left),
        "police_morale": total(s.morale * s.officers) / np.maximum(total(s.officers), 1),
        "stations_lost": total(now.stations_fallen),
        "stations_retaken": total(now.stations_retaken),
        "stations_held": total(p.police.units.stations - s.stations_lost),
        "attacks_on_police": total(now.attacks),
        "attacks_around_events": np.where(now.event, total(now.attacks), 0),
        **{f"operations_{name}": number for name, number in now.operations.items()},
        "ambushes": total(now.ambushes),
        "tips": total(now.tips),
        "intelligence": total(s.intelligence * s.residents) / residents,
        "programmes_usd": now.programme_usd,
        "leaks": s.leaks,
        "abuse_cases": s.abuse_cases,
        "access": total(s.access * s.residents) / residents,
        "trust": total(s.trust * s.residents) / residents,
        "clarity": s.clarity,
        "exposure": s.exposure,
        "coordination": s.coordination,
        "oversight": s.oversight,
        "mandate_in_force": s.in_force.astype(np.int64),
        "lapsed": s.lapsed.astype(np.int64),
        "converted": s.converted.astype(np.int64),
        "renewals": now.renewals,
        "binding_constraint": s.binding,
        "mobile": now.mobile,
        "vehicles": s.vehicles,
        "stability": s.stability,
        "fund_held_usd": total(s.held_usd),
        "slippage_now": contingent_rules.slippage(
            b.step.end_day - 1,
            day_of(p.mission.first_announced, p.start),
            day_of(p.council.authorised_on, p.start),
        ),
        "postponements": total(s.postponements),
        "contributors": total(np.where(s.committed & ~s.going_home, 1, 0)),
        "contingents_recalled": total(np.where(s.recalled, 1, 0)),
        "resigned": total(now.resigned),
        "petitions": total(np.where(now.petitions, 1, 0)),
        "inspections_failed": s.inspections_failed,
        "allowances_late": s.arrears_usd > 0,
        "leaderless": now.leaderless,
        "yes_votes": s.yes_votes,
        "support_office": now.office_serves,
        "abuse_detected": s.abuse_detected,
        "governments_fallen": s.fell,
        "port_open": s.port_open,
        "airport_open": airport_works(s),
        "fuel_open": s.fuel_open,
        "roads_open": _open_share(b, range(len(x.road_ends))),
        **{
            f"corridor_{name}_open": _open_share(b, roads) == 1.0
            for name, roads in x.corridors.items()
        },
    }


def _open_share(b: Block, roads: Sequence[int]) -> np.ndarray:
    """Share of some main roads that are open, ``(run,)``; 1 where there is none."""
    if not len(roads):
        return np.ones(b.runs)
    share: np.ndarray = total(b.now.roads[list(roads)]) / len(roads)
    return share
