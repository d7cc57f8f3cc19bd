"""Batch phase of the people: violence against them, displacement and return."""

from __future__ import annotations

from typing import Any

import numpy as np

from msssim.engines.batch.block import Block, InRuns
from msssim.engines.batch.opinion import form_opinion
from msssim.rules import coalition, command, postures
from msssim.rules import people as rules
from msssim.rules.hazard import chance, decayed_mean, per_week
from msssim.world.sums import total, total_by


def people(b: Block) -> None:
    """What happens to the inhabitants of each zone, and what they make of it."""
    factor = _violence_factor(b)
    _suffer(b, factor)
    _defend_themselves(b)
    _be_hurt(b)
    _be_kidnapped(b, factor)
    _flee_and_return(b, factor)
    form_opinion(b)


def _violence_factor(b: Block) -> np.ndarray:
    """Violence of gangs in each zone against the start, for the same residents and control."""
    s, p, x = b.state, b.p, b.axes
    acting = s.acting_posture[x.foothold_gang]
    shares = [
        total_by(np.where(acting == kind.posture, s.share_of_zone, 0.0), x.footholds_of_zone)
        for kind in postures.POSTURES
    ]
    violence = postures.mean_violence(shares, p.people)
    at_start = postures.mean_violence(postures.shares_at_start(p.gangs), p.people)
    attacking = np.where(s.joined[x.foothold_gang], s.share_of_zone, 0.0)
    kind = np.where(s.converted, 1.0, p.people.protection_adhoc)
    protecting = command.density(s.police_force + kind * s.mission_force, s.residents)
    return (
        rules.activity(violence, at_start, total_by(s.fighters, x.footholds_of_zone))
        * coalition.raised(p.people.offensive_factor, total_by(attacking, x.footholds_of_zone))
        * rules.protection(protecting, p.people, density_at_start=s.density_at_start)
        * rules.calmed(s.served, p.interventions.cvr_violence)
    )


def _killed(b: Block, channel: str, expected: Any) -> np.ndarray:
    """Residents killed in a step, who are residents no longer."""
    s = b.state
    killed = np.minimum(b.poisson(f"zone.{channel}", expected), s.residents)
    s.residents = s.residents - killed
    return killed


def _suffer(b: Block, factor: np.ndarray) -> None:
    """Killed by gangs, apart from those hit in contacts."""
    s, p = b.state, b.p
    truce = rules.truce_factor(s.cohesion, p.people, p.gangs)
    expected = rules.expected_violence(
        s.residents, p.people.killed_by_gangs_per_100k_week,
        gang_control=1.0 - s.state_control, factor=factor * truce, weeks=b.step.weeks,
    )  # fmt: skip
    s.killed_by_violence = _killed(b, "killed_by_gangs", expected)
    s.killed_by_gangs = s.killed_by_violence + s.killed_by_gang_fire


def _defend_themselves(b: Block) -> None:
    """Self-defence groups kill: members of gangs, and people taken for such."""
    s, terms, x = b.state, b.p.people, b.axes
    expected = rules.expected_vigilantism(
        s.residents, terms,
        fear=s.harm_by_gangs, gang_control=1.0 - s.state_control, weeks=b.step.weeks,
    )  # fmt: skip
    of_residents = expected * (1.0 - terms.vigilante_members)
    s.killed_by_vigilantes = _killed(b, "killed_by_vigilantes", of_residents)
    of_members = (expected * terms.vigilante_members)[x.foothold_zone] * s.share_of_zone
    killed = b.poisson("foothold.killed_by_vigilantes", of_members)
    s.gang_killed_by_vigilantes = np.minimum(killed, s.fighters)
    s.fighters = s.fighters - s.gang_killed_by_vigilantes
    s.children = np.minimum(s.children, total_by(s.fighters, x.footholds_of_gang))
    s.civilians_killed = s.killed_by_gangs + s.killed_by_state + s.killed_by_vigilantes
    s.killed = s.killed + s.civilians_killed


def _be_hurt(b: Block) -> None:
    """Injured, for those killed by each perpetrator."""
    terms, s = b.p.people, b.state
    per_killed, by_vigilantes = terms.injured_per_killed, terms.injured_by_vigilantes
    s.injured_by_gangs = b.poisson("zone.injured_by_gangs", per_killed * s.killed_by_gangs)
    s.injured_by_state = b.poisson("zone.injured_by_state", per_killed * s.killed_by_state)
    s.injured_by_vigilantes = b.poisson(
        "zone.injured_by_vigilantes", by_vigilantes * s.killed_by_vigilantes
    )


def _be_kidnapped(b: Block, factor: np.ndarray) -> None:
    """Kidnapped, more where other rents of the gangs have fallen."""
    s, p, x, weeks = b.state, b.p, b.axes, b.step.weeks
    gangs_hold = 1.0 - s.state_control
    replacing = total_by(s.gang_control * s.substitution[x.foothold_gang], x.footholds_of_zone)
    held = np.where(gangs_hold > 0, gangs_hold, 1.0)
    instead = np.where(gangs_hold > 0, replacing / held, 1.0)
    expected = rules.expected_violence(
        s.residents, p.people.kidnapped_per_100k_week,
        gang_control=gangs_hold, factor=factor * instead, weeks=weeks,
    )  # fmt: skip
    s.kidnapped = b.poisson("zone.kidnapped", expected)
    s.kidnapped_per_week = decayed_mean(
        s.kidnapped_per_week, s.kidnapped / weeks, p.gang_finance.kidnapping_memory_weeks, weeks
    )


def _flee_and_return(b: Block, factor: np.ndarray) -> None:
    """Displacement by events, return where the state holds."""
    s, p, weeks, zones = b.state, b.p, b.step.weeks, b.p.territory.zones
    exposed_at_start = np.broadcast_to(zones.population * zones.gang_control, s.residents.shape)
    exposed = s.residents * (1.0 - s.state_control)
    weight = exposed / np.maximum(total(exposed_at_start), 1e-12)
    expected = rules.expected_displacement_events(weight, p.people, factor=factor, weeks=weeks)
    events = b.poisson("zone.displacement_events", expected)
    fleeing = _fleeing(b, events)
    returns = rules.may_return(
        s.weeks_held >= p.territory.held_weeks, chance(per_week(p.people.return_per_month), weeks)
    )
    returning = b.binomial("zone.returns", s.displaced, returns)
    s.residents = s.residents - fleeing + returning
    s.displaced = s.displaced + fleeing - returning
    s.fled, s.returned = fleeing, returning


def _fleeing(b: Block, events: np.ndarray) -> np.ndarray:
    """Persons whom the events of displacement drive away; most zones see none in a step."""
    s = b.state
    population = np.broadcast_to(b.p.territory.zones.population, s.residents.shape)
    zone, run = events.nonzero()
    fleeing = np.zeros_like(s.residents)
    fleeing[zone, run] = rules.displaced_by(
        events[zone, run], InRuns(b.p.people, run),
        uniform=b.streams.of("zone.displacement_size")[zone, run],
        residents=s.residents[zone, run], population=population[zone, run],
    )  # fmt: skip
    return fleeing
