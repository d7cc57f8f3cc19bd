"""Batch phase of the people: violence, displacement and return, trust, tips, access."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block, in_runs
from msssim.rules import coalition, command, postures, trust
from msssim.rules import openness as openness_rules
from msssim.rules import people as rules
from msssim.rules.counts import binomial_count, poisson_count
from msssim.rules.hazard import chance, decayed_mean, decayed_sum, per_week
from msssim.world.sums import total, total_by


def people(b: Block) -> None:
    """What happens to the inhabitants of each zone, and what they make of it."""
    factor = _violence_factor(b)
    _suffer(b, factor)
    _defend_themselves(b)
    _be_hurt(b)
    _be_kidnapped(b, factor)
    _flee_and_return(b, factor)
    _remember(b)
    _reach(b)
    _trust(b)
    _inform(b)


def _violence_factor(b: Block) -> np.ndarray:
    """Violence of gangs in each zone against the start, for the same residents and control."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    acting = now.acting_posture[x.foothold_gang]
    shares = [
        total_by(np.where(acting == kind.posture, now.share_of_zone, 0.0), x.footholds_of_zone)
        for kind in postures.POSTURES
    ]
    attacking = total_by(
        np.where(s.joined[x.foothold_gang], now.share_of_zone, 0.0), x.footholds_of_zone
    )
    kind = np.where(s.converted, 1.0, p.people.protection_adhoc)
    protecting = now.police_force + kind * now.mission_force
    return (
        rules.activity(
            postures.mean_violence(shares, p.people),
            postures.mean_violence(postures.shares_at_start(p.gangs), p.people),
            total_by(s.fighters, x.footholds_of_zone),
        )
        * coalition.raised(p.people.offensive_factor, attacking)
        * rules.protection(
            command.density(protecting, s.residents),
            s.density_at_start,
            p.people.protection_max,
            p.people.protection_half_density,
        )
        * rules.calmed(now.served, p.interventions.cvr_violence)
    )


def _suffer(b: Block, factor: np.ndarray) -> None:
    """Killed by gangs, apart from those hit in contacts."""
    s, p, now = b.state, b.p, b.now
    truce = rules.truce_factor(
        s.cohesion, p.gangs.cohesion_reference, p.people.truce_reduction, p.people.intergang_share
    )
    now.killed_by_violence = np.minimum(
        poisson_count(
            b.streams.of("zone.killed_by_gangs"),
            rules.expected_violence(
                s.residents,
                p.people.killed_by_gangs_per_100k_week,
                1.0 - s.state_control,
                factor * truce,
                b.step.weeks,
            ),
        ),
        s.residents,
    )
    s.residents = s.residents - now.killed_by_violence
    now.killed_by_gangs = now.killed_by_violence + now.killed_by_gang_fire


def _defend_themselves(b: Block) -> None:
    """Self-defence groups kill: members of gangs, and people taken for such."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    terms = p.people
    mobilised = rules.mobilisation(s.harm_by_gangs, terms.fear_half) / np.maximum(
        rules.mobilisation(terms.fear_reference, terms.fear_half), 1e-12
    )
    expected = rules.expected_vigilantism(
        s.residents, terms.vigilante_per_100k_week, 1.0 - s.state_control, mobilised, b.step.weeks
    )
    now.killed_by_vigilantes = np.minimum(
        poisson_count(
            b.streams.of("zone.killed_by_vigilantes"), expected * (1.0 - terms.vigilante_members)
        ),
        s.residents,
    )
    s.residents = s.residents - now.killed_by_vigilantes
    now.gang_killed_by_vigilantes = np.minimum(
        poisson_count(
            b.streams.of("foothold.killed_by_vigilantes"),
            (expected * terms.vigilante_members)[x.foothold_zone] * now.share_of_zone,
        ),
        s.fighters,
    )
    s.fighters = s.fighters - now.gang_killed_by_vigilantes
    s.children = np.minimum(s.children, total_by(s.fighters, x.footholds_of_gang))
    now.killed_civilians = now.killed_by_gangs + now.killed_by_state + now.killed_by_vigilantes
    s.killed = s.killed + now.killed_civilians


def _be_hurt(b: Block) -> None:
    """Injured, for those killed by each perpetrator."""
    terms, now = b.p.people, b.now
    now.injured_by_gangs = poisson_count(
        b.streams.of("zone.injured_by_gangs"), terms.injured_per_killed * now.killed_by_gangs
    )
    now.injured_by_state = poisson_count(
        b.streams.of("zone.injured_by_state"), terms.injured_per_killed * now.killed_by_state
    )
    now.injured_by_vigilantes = poisson_count(
        b.streams.of("zone.injured_by_vigilantes"),
        terms.injured_by_vigilantes * now.killed_by_vigilantes,
    )


def _be_kidnapped(b: Block, factor: np.ndarray) -> None:
    """Kidnapped, more where other rents of the gangs have fallen."""
    s, p, x, now, weeks = b.state, b.p, b.axes, b.now, b.step.weeks
    gangs_hold = 1.0 - s.state_control
    instead = np.where(
        gangs_hold > 0,
        total_by(s.gang_control * now.substitution[x.foothold_gang], x.footholds_of_zone)
        / np.where(gangs_hold > 0, gangs_hold, 1.0),
        1.0,
    )
    now.kidnapped = poisson_count(
        b.streams.of("zone.kidnapped"),
        rules.expected_violence(
            s.residents, p.people.kidnapped_per_100k_week, gangs_hold, factor * instead, weeks
        ),
    )
    s.kidnapped_per_week = decayed_mean(
        s.kidnapped_per_week, now.kidnapped / weeks, p.gang_finance.kidnapping_memory_weeks, weeks
    )


def _flee_and_return(b: Block, factor: np.ndarray) -> None:
    """Displacement by events, return where the state holds."""
    s, p, weeks = b.state, b.p, b.step.weeks
    zones = p.territory.zones
    exposed_at_start = np.broadcast_to(zones.population * zones.gang_control, s.residents.shape)
    exposed = s.residents * (1.0 - s.state_control)
    events = poisson_count(
        b.streams.of("zone.displacement_events"),
        rules.expected_displacement_events(
            p.people.displacement_events_per_week,
            exposed / np.maximum(total(exposed_at_start), 1e-12),
            factor,
            weeks,
        ),
    )
    fleeing = _fleeing(b, events)
    returning = binomial_count(
        b.streams.of("zone.returns"),
        s.displaced,
        rules.may_return(
            s.weeks_held >= p.territory.held_weeks,
            chance(per_week(p.people.return_per_month), weeks),
        ),
    )
    s.residents = s.residents - fleeing + returning
    s.displaced = s.displaced + fleeing - returning
    b.now.fleeing, b.now.returning = fleeing, returning


def _fleeing(b: Block, events: np.ndarray) -> np.ndarray:
    """Persons whom the events of displacement drive away; most zones see none in a step."""
    s, terms = b.state, b.p.people
    population = np.broadcast_to(b.p.territory.zones.population, s.residents.shape)
    zone, run = events.nonzero()
    fleeing = np.zeros_like(s.residents)
    fleeing[zone, run] = rules.displaced_by(
        events[zone, run],
        b.streams.of("zone.displacement_size")[zone, run],
        in_runs(terms.displacement_median, run),
        in_runs(terms.displacement_log_sd, run),
        s.residents[zone, run],
        population[zone, run],
    )
    return fleeing


def _remember(b: Block) -> None:
    """Harm by gangs, harm by the state, and abuse, as people remember them."""
    s, terms, now, weeks = b.state, b.p.people, b.now, b.step.weeks

    def remembered(rate: np.ndarray, killed: np.ndarray) -> np.ndarray:
        now_a_week = rules.per_100k(killed, s.residents) / weeks
        kept: np.ndarray = decayed_mean(rate, now_a_week, terms.fear_memory_weeks, weeks)
        return kept

    s.harm_by_gangs = remembered(s.harm_by_gangs, now.killed_by_gangs)
    s.harm_by_state = remembered(s.harm_by_state, now.killed_by_state)
    s.abuse_felt = decayed_sum(s.abuse_felt, s.abuse_detected, terms.abuse_memory_weeks, weeks)


def _reach(b: Block) -> None:
    """Humanitarian access to each zone."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    roads = np.array([max(len(found), 1) for found in x.roads_of_zone])[:, None]
    none = np.array([not len(found) for found in x.roads_of_zone])[:, None]
    s.clashes_per_week = decayed_mean(
        s.clashes_per_week, now.contacts / b.step.weeks, p.people.clash_memory_weeks, b.step.weeks
    )
    s.access = rules.access(
        p.people.access_base,
        p.people.access_state_control,
        s.state_control,
        p.people.access_clashes,
        s.clashes_per_week,
        p.interventions.aid_access,
        s.aid_usd_month / p.interventions.aid_at_start_usd_month,
        p.people.access_negotiation,
        s.dialogue,
        p.people.access_roads,
        np.where(none, 1.0, s.roads_open / roads),
        p.people.access_fuel,
        s.fuel_open,
    )


def _trust(b: Block) -> None:
    """Trust and cooperation follow presence, relief and conduct."""
    s, terms, weeks = b.state, b.p.people, b.step.weeks
    abuse = trust.abuse_effect(s.abuse_felt, terms.trust_abuse)
    rate = terms.trust_recovery_per_week
    s.trust = trust.trust_after(s.trust, _sustained(b, abuse), rate, weeks)
    s.cooperation = trust.trust_after(
        s.cooperation, _sustained(b, terms.abuse_on_tips * abuse), rate, weeks
    )


def _sustained(b: Block, abuse: np.ndarray) -> np.ndarray:
    """Level to which trust tends, given what abuse costs it, ``(zone, run)``."""
    s, p = b.state, b.p
    terms = p.people
    level: np.ndarray = trust.sustained_trust(
        terms.trust_at_start,
        terms.trust_presence,
        command.density(b.now.mission_force, s.residents),
        p.interventions.aid_trust,
        trust.relief(
            s.aid_usd_month / p.interventions.aid_at_start_usd_month, s.access, s.access_at_start
        ),
        terms.trust_harm,
        s.harm_by_state,
        terms.trust_gang_harm,
        s.harm_by_gangs - s.harm_by_gangs_at_start,
        p.interventions.monitoring_trust,
        s.monitoring - p.interventions.monitoring_at_start,
        abuse,
    )
    return level


def _inform(b: Block) -> None:
    """Tips from the people, and the intelligence that they become."""
    s, p, now, weeks = b.state, b.p, b.now, b.step.weeks
    terms = p.people
    now.tips = poisson_count(
        b.streams.of("zone.tips"),
        trust.expected_tips(
            terms.tips_per_100k_week,
            s.residents,
            1.0 - s.state_control,
            terms.tips_danger,
            s.cooperation,
            terms.trust_at_start,
            terms.tips_trust,
            weeks,
        ),
    )
    s.tips_per_week = decayed_mean(
        s.tips_per_week, now.tips / weeks, terms.tips_memory_weeks, weeks
    )
    s.intelligence = trust.intelligence_after(
        s.intelligence,
        p.contacts.intelligence,
        p.contacts.intelligence_tips,
        trust.tip_saturation(s.tips_per_week, terms.tips_half),
        s.tip_worth_at_start,
        openness_rules.effectiveness(s.coordination, p.governance),
        p.contacts.intelligence_adjustment_per_week,
        weeks,
    )
