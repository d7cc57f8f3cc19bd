"""Batch phases of police, people and complementary tools."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import command as command_rules
from msssim.rules import contingents as contingent_rules
from msssim.rules import openness as openness_rules
from msssim.rules import people as people_rules
from msssim.rules import police as police_rules
from msssim.rules import territory as territory_rules
from msssim.rules import tools as tool_rules
from msssim.rules.counts import apportion, binomial_count, poisson_count
from msssim.rules.funding import whole
from msssim.rules.hazard import chance, per_week
from msssim.world.calendar import DAYS_PER_WEEK, day_of
from msssim.world.sums import total, total_by


def police(b: Block) -> None:
    """Leavers, a class from the academy, morale."""
    s, p, x, step = b.state, b.p, b.axes, b.step
    filled = np.minimum(total(s.in_theatre) / np.maximum(p.mission.force_target, 1), 1.0)
    rate = police_rules.attrition_rate(
        p.police.attrition_per_week,
        s.police_killed,
        p.police.attrition_losses,
        s.morale,
        p.police.morale_at_start,
        p.police.attrition_morale,
    )
    leaving = binomial_count(b.luck.of("unit.leaving"), s.officers, chance(rate, step.weeks))
    s.officers = s.officers - leaving

    finished = police_rules.classes_finished(
        step.end_day / DAYS_PER_WEEK, step.weeks, p.police.class_interval_weeks
    )
    size = police_rules.lessened(p.police.class_size, s.crisis, p.authorities.crisis_intake)
    graduates = whole(np.floor(size * finished))
    weight = np.broadcast_to(p.police.units.intake_weight, s.officers.shape)
    everybody = np.maximum(total(weight), 1e-12)
    before = np.zeros(b.runs)
    for unit in range(x.units):
        through = before + weight[unit]
        s.officers[unit] += apportion(graduates, before / everybody, through / everybody)
        before = through
    b.now.police_left = total(leaving)

    sustained = police_rules.sustained_morale(
        p.police.morale_at_start,
        p.police.morale_pay,
        police_rules.lessened(p.authorities.pay_reliability, s.crisis, p.authorities.crisis_pay),
        p.police.reference_pay,
        p.police.morale_mission,
        filled,
    )
    s.morale = police_rules.morale_after(
        s.morale,
        sustained,
        p.police.morale_recovery_per_week,
        s.police_killed,
        p.police.morale_losses,
        step.weeks,
    )


def people(b: Block) -> None:
    """Violence against civilians, displacement and return, trust, access."""
    s, now = b.state, b.now
    factor = _violence_factor(b)
    _harm(b, factor)
    _move(b, factor)
    _trust(b)
    now.killed_civilians = now.killed_by_gangs + now.killed_by_state + now.killed_by_vigilantes
    s.killed = s.killed + now.killed_civilians


def _violence_factor(b: Block) -> np.ndarray:
    """Violence of gangs in each zone against the start, for the same residents and control."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    confronting = total_by(now.share_of_zone * s.confronting[x.foothold_gang], x.footholds_of_zone)
    kind = np.where(s.converted, 1.0, p.people.protection_adhoc)
    protecting = now.police_force + kind * now.mission_force
    return (
        people_rules.activity(
            confronting,
            p.people.low_profile_violence,
            p.gangs.confronting_at_start,
            total_by(s.fighters, x.footholds_of_zone),
        )
        * np.where(s.offensive, p.people.offensive_factor, 1.0)
        * people_rules.protection(
            command_rules.density(protecting, s.residents),
            s.density_at_start,
            p.people.protection_max,
            p.people.protection_half_density,
        )
    )


def _harm(b: Block, factor: np.ndarray) -> None:
    """Killed by gangs and self-defence groups, injured, kidnapped; the dead leave the residents."""
    s, p, now, weeks = b.state, b.p, b.now, b.step.weeks
    gangs_hold = 1.0 - s.state_control
    s.residents = s.residents - now.killed_by_state
    truce = people_rules.truce_factor(
        s.cohesion, p.gangs.cohesion_at_start, p.people.truce_reduction, p.people.intergang_share
    )
    now.killed_by_gangs = np.minimum(
        poisson_count(
            b.luck.of("zone.killed_by_gangs"),
            people_rules.expected_violence(
                s.residents,
                p.people.killed_by_gangs_per_100k_week,
                gangs_hold,
                factor * truce,
                weeks,
            ),
        ),
        s.residents,
    )
    s.residents = s.residents - now.killed_by_gangs
    now.killed_by_vigilantes = np.minimum(
        poisson_count(
            b.luck.of("zone.killed_by_vigilantes"),
            people_rules.expected_vigilantism(
                s.residents, p.people.vigilante_per_100k_week, gangs_hold, factor, weeks
            ),
        ),
        s.residents,
    )
    s.residents = s.residents - now.killed_by_vigilantes
    now.injured = poisson_count(
        b.luck.of("zone.injured"),
        p.people.injured_per_killed * (now.killed_by_gangs + now.killed_by_state),
    )
    now.kidnapped = poisson_count(
        b.luck.of("zone.kidnapped"),
        people_rules.expected_violence(
            s.residents, p.people.kidnapped_per_100k_week, gangs_hold, factor, weeks
        ),
    )


def _move(b: Block, factor: np.ndarray) -> None:
    """Displacement by events, return where the state holds."""
    s, p, weeks = b.state, b.p, b.step.weeks
    zones = p.territory.zones
    exposed_at_start = np.broadcast_to(zones.population * zones.gang_control, s.residents.shape)
    exposed = s.residents * (1.0 - s.state_control)
    events = poisson_count(
        b.luck.of("zone.displacement_events"),
        people_rules.expected_displacement_events(
            p.people.displacement_events_per_week,
            exposed / np.maximum(total(exposed_at_start), 1e-12),
            factor,
            weeks,
        ),
    )
    fleeing = people_rules.displaced_by(
        events,
        b.luck.of("zone.displacement_size"),
        p.people.displacement_median,
        p.people.displacement_log_sd,
        s.residents,
    )
    returning = binomial_count(
        b.luck.of("zone.returns"),
        s.displaced,
        people_rules.may_return(
            s.weeks_held >= p.territory.held_weeks,
            chance(per_week(p.people.return_per_month), weeks),
        ),
    )
    s.residents = s.residents - fleeing + returning
    s.displaced = s.displaced + fleeing - returning


def _trust(b: Block) -> None:
    s, p, now, weeks = b.state, b.p, b.now, b.step.weeks
    aid_ratio = s.aid_usd_month / p.tools.aid_at_start_usd_month
    s.trust = people_rules.trust_after(
        s.trust,
        people_rules.sustained_trust(p.people.trust_at_start, p.tools.aid_trust, aid_ratio),
        p.people.trust_recovery_per_week,
        p.people.trust_presence,
        now.mission_force * 1000.0 / np.maximum(s.residents, 1),
        p.people.trust_harm,
        now.killed_by_state,
        s.residents,
        p.people.trust_abuse,
        s.abuse_detected,
        weeks,
    )
    s.access = people_rules.access(
        p.people.access_base,
        p.people.access_state_control,
        s.state_control,
        p.people.access_clashes,
        now.contacts / weeks,
        p.tools.aid_access,
        aid_ratio,
    )


def tools(b: Block) -> None:
    """What the complementary tools have delivered."""
    s, p, weeks = b.state, b.p, b.step.weeks
    delivery = openness_rules.effectiveness(s.coordination, p.governance.coordination_floor)

    def delivered(level: np.ndarray, at_start: np.ndarray, aim: np.ndarray) -> np.ndarray:
        return tool_rules.delivered(level, at_start, aim, delivery, p.tools.delivery_weeks, weeks)

    s.sanctions = delivered(s.sanctions, p.tools.sanctions_at_start, p.tools.sanctions_bite)
    s.interdiction = delivered(s.interdiction, p.tools.interdiction_at_start, p.tools.interdiction)
    s.cvr_slots = delivered(s.cvr_slots, p.tools.cvr_slots_at_start, p.tools.cvr_slots_per_month)
    s.aid_usd_month = delivered(
        s.aid_usd_month, p.tools.aid_at_start_usd_month, p.tools.aid_usd_month
    )
    s.dialogue = delivered(s.dialogue, p.tools.dialogue_at_start, p.tools.dialogue_offer)


def observe(b: Block) -> None:
    """What the step shows to the recorder."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    metro = x.metropolitan[:, None]
    population = np.broadcast_to(p.territory.zones.population, s.residents.shape)
    in_metro = np.where(metro, population, 0)
    inhabitants = np.maximum(total(population), 1)
    residents = np.maximum(total(s.residents), 1)
    civilians = total(now.killed_civilians)
    gang_killed, police_killed = total(now.gang_killed), total(s.police_killed)
    mission_killed = total(now.mission_killed)
    roads = [
        territory_rules.neighbourly_open(
            s.state_control[a], s.state_control[z], p.territory.node_open_control, s.offensive
        )
        for a, z in x.road_ends
    ]
    ports = [
        territory_rules.neighbourly_open(
            s.state_control[z], s.state_control[z], p.territory.node_open_control, s.offensive
        )
        for z in x.port_zones
    ]
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
            territory_rules.held_inhabitants(population, s.weeks_held, p.territory.held_weeks)
        )
        / inhabitants,
        "low_profile_share": total(np.where(s.confronting, 0, 1)) / max(x.gangs, 1),
        "confront_share": total(np.where(s.confronting, 1, 0)) / max(x.gangs, 1),
        "gang_members": total(s.fighters),
        "police": total(s.officers),
        "displaced": total(s.displaced),
        "civilians_killed": civilians,
        "civilians_killed_by_gangs": total(now.killed_by_gangs),
        "civilians_killed_by_state": total(now.killed_by_state),
        "civilians_killed_by_vigilantes": total(now.killed_by_vigilantes),
        "civilians_injured": total(now.injured),
        "kidnapped": total(now.kidnapped),
        "gang_killed": gang_killed,
        "gang_arrested": total(now.gang_arrested),
        "gang_recruited": total(now.gang_recruited),
        "gang_left": total(now.gang_left),
        "mission_killed": mission_killed,
        "police_killed": police_killed,
        "killed_total": civilians + gang_killed + mission_killed + police_killed,
        "attacks_on_police": total(now.attacks),
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
        "port_open": np.any(ports, axis=0) if ports else np.zeros(b.runs, dtype=bool),
        "airport_open": ~s.airport_closed,
        "roads_open": np.mean(roads, axis=0) if roads else np.ones(b.runs),
    }
