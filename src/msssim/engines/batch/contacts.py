"""Batch phase of contacts: operations of each kind, attacks, and the losses of all."""

from __future__ import annotations

from functools import reduce
from operator import add

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import choice, coalition, gang_finance, operations
from msssim.rules import contacts as rules
from msssim.rules import logistics as logistics_rules
from msssim.rules import police as police_rules
from msssim.rules.hazard import decayed_sum
from msssim.rules.operations import OPERATIONS, OperationKind, Operations
from msssim.world.sums import ordered_sum, total, total_by


def contacts(b: Block) -> None:
    """Operations and attacks; losses of both sides and of bystanders; what gangs learn."""
    _prepare(b)
    kinds = _operate(b)
    _attack(b)
    _exchange(b, kinds)
    _gang_losses(b)
    _police_losses(b)
    _mission_losses(b)
    _bystanders(b)
    _learn(b, kinds)


def _prepare(b: Block) -> None:
    """Who is exposed, how lethal each zone's gangs are, and what officers give away."""
    s, p, x = b.state, b.p, b.axes
    spared = b.of_posture(lambda kind: kind.spared(p.gangs))[x.foothold_gang]
    s.sought = s.share_of_zone * (1.0 - spared)
    s.exposed = total_by(s.sought, x.footholds_of_zone)
    s.met = s.exposed * operations.found_share(s.members_in_zone, p.contacts)
    s.lethality = gang_finance.lethality(s.arms, p.gang_finance, members=s.members_counted)
    of_zone = total_by(s.share_of_zone * s.lethality[x.foothold_gang], x.footholds_of_zone)
    s.gang_lethality = p.contacts.lethality_gang * of_zone
    s.restraint = rules.restraint_under(s.monitoring, p.contacts, p.interventions)
    colluding = total_by(police_rules.collusion(s.morale, p.police) * s.unit_force, x.units_of_zone)
    s.colluding = colluding / np.maximum(s.police_force, 1e-12)


def _operate(b: Block) -> list[Operations]:
    """How many operations of each kind meet a gang, are given away, and what then happens."""
    s, fire = b.state, b.p.contacts
    pair = operations.paired(s.police_force, s.mission_force, fire, coordination=s.coordination)
    kinds = [
        _of_kind(b, kind, kind.force(s.police_force, s.mission_force, pair)) for kind in OPERATIONS
    ]
    for each in kinds:
        setattr(s, f"operations_{each.kind.name}", each.contacts)
    s.contacts = ordered_sum(each.contacts for each in kinds)
    s.leaks = ordered_sum(each.leaks for each in kinds)
    s.ambushes = ordered_sum(each.ambushes for each in kinds)
    s.leaks_with_mission = total(ordered_sum(each.leaks for each in _with_mission(kinds)))
    return kinds


def _with_mission(kinds: list[Operations]) -> list[Operations]:
    """Operations in which the mission takes part."""
    return [each for each in kinds if each.kind.with_mission]


def _of_kind(b: Block, kind: OperationKind, force: np.ndarray) -> Operations:
    """Operations of one kind: how many meet a gang, are given away, and find nobody."""
    s, p = b.state, b.p
    intelligence = operations.intelligence_of(s.intelligence, kind.knowledge(p.contacts))
    expected = operations.expected_contacts(
        force, p.contacts, intelligence=intelligence, gang_control=1.0 - s.state_control,
        exposed=s.met, weeks=b.step.weeks,
    )  # fmt: skip
    leak = operations.leak_chance(kind, p.governance, colluding=s.colluding, exposure=s.exposure)
    met = b.poisson(f"zone.contacts_{kind.name}", expected)
    leaks = b.binomial(f"zone.leaks_{kind.name}", met, leak)
    evaded = b.binomial(f"zone.evaded_{kind.name}", leaks, p.contacts.evasion)
    return Operations(kind, force, intelligence, met, leaks, evaded)


def _attack(b: Block) -> None:
    """Attacks on police, and the stations that fall."""
    s, p, x = b.state, b.p, b.axes
    zeal = coalition.raised(p.contacts.attack_offensive_factor, s.joined)
    fighting = s.fighters * (zeal * b.of_posture(lambda kind: kind.attacks))[x.foothold_gang]
    expected = operations.expected_attacks(
        total_by(fighting, x.footholds_of_zone), p.contacts, p.police,
        recent_event=s.event, force=s.police_force, weeks=b.step.weeks,
    )  # fmt: skip
    s.attacks = b.poisson("zone.attacks", expected)
    stations = np.broadcast_to(p.police.units.stations, s.officers.shape)
    falls = police_rules.station_loss_chance(
        s.attacks, p.police,
        stations=total_by(stations, x.units_of_zone), gang_control=1.0 - s.state_control,
    )  # fmt: skip
    here = np.where(x.unit_zone[:, None] >= 0, falls[np.maximum(x.unit_zone, 0)], 0.0)
    s.stations_fallen = b.binomial("unit.stations_lost", stations - s.stations_lost, here)
    s.stations_lost = s.stations_lost + s.stations_fallen


def _exchange(b: Block, kinds: list[Operations]) -> None:
    """What the step's contacts are expected to cost gangs, state and bystanders in each zone."""
    s, fire = b.state, b.p.contacts
    fights = [
        rules.exchange_of_fire(
            each, fire, members=s.members_in_zone, lethality=s.gang_lethality, restraint=s.restraint
        )
        for each in kinds
    ]
    for name, lost in vars(reduce(add, fights)).items():
        setattr(s, name, lost)


def _gang_losses(b: Block) -> None:
    """Members killed and arrested in each foothold, by its part of those who are sought."""
    s, p, x, weeks = b.state, b.p, b.axes, b.step.weeks
    before, zone = s.fighters, x.foothold_zone
    part = s.sought / np.maximum(s.exposed, 1e-12)[zone]
    forced = rules.forced_attrition(before, p.contacts, weeks=weeks)
    by_rivals = coalition.expected_killed_by_rivals(
        before, p.gangs, p.people, rivals=np.where(before > 0, 1.0 - s.share_of_zone, 0.0),
        cohesion=s.cohesion, weeks=weeks,
    )  # fmt: skip
    killed = b.poisson("foothold.killed", s.gang_deaths[zone] * part + forced)
    s.gang_killed = np.minimum(killed, before)
    arrested = b.poisson("foothold.arrested", s.gang_arrests[zone] * part)
    s.gang_arrested = np.minimum(arrested, before - s.gang_killed)
    left = before - s.gang_killed - s.gang_arrested
    s.gang_killed_by_rivals = np.minimum(b.poisson("foothold.killed_by_rivals", by_rivals), left)
    s.fighters = left - s.gang_killed_by_rivals
    lost = total(s.gang_killed + s.gang_arrested)
    s.members_lost_per_week = lost / np.maximum(total(before), 1) / weeks


def _police_losses(b: Block) -> None:
    """Deaths of police by unit; armour covers those on joint operations in part."""
    s, x, fire = b.state, b.axes, b.p.contacts
    vehicle = logistics_rules.availability(s.vehicles, s.vehicles_down)
    half_shielded = rules.protection(fire.armour * fire.joint_armour, vehicle)
    in_attacks = rules.killed_in_attacks(
        s.attacks, fire, members=s.members_in_zone, force=s.police_force, lethality=s.gang_lethality
    )
    alone = s.police_deaths - s.joint_police_deaths
    expected = alone + s.joint_police_deaths * half_shielded + in_attacks
    per_officer = expected / np.maximum(s.police_force, 1e-12)
    of_unit = np.where(x.unit_zone[:, None] >= 0, per_officer[x.unit_zone] * s.unit_force, 0.0)
    s.police_killed = np.minimum(b.poisson("unit.losses", of_unit), s.officers)
    s.officers = s.officers - s.police_killed


def _mission_losses(b: Block) -> None:
    """Deaths of the mission by contingent, under armour as far as vehicles are available."""
    s, p = b.state, b.p
    vehicle = logistics_rules.availability(s.vehicles, s.vehicles_down)
    shielded = rules.protection(p.contacts.armour, vehicle)
    present = np.maximum(total(s.in_theatre), 1)
    expected = total(s.mission_deaths) * shielded * s.in_theatre / present
    s.mission_killed = np.minimum(b.poisson("contingent.losses", expected), s.in_theatre)
    s.in_theatre = s.in_theatre - s.mission_killed
    s.lost = s.lost + s.mission_killed
    s.deaths_remembered = decayed_sum(
        s.deaths_remembered, s.mission_killed, p.mission.memory_weeks, b.step.weeks
    )


def _bystanders(b: Block) -> None:
    """Civilians killed in the exchange, by the state's fire and by the gangs'."""
    s = b.state
    s.killed_by_state = np.minimum(b.poisson("zone.killed_by_state", s.hit_by_state), s.residents)
    s.residents = s.residents - s.killed_by_state
    hit = b.poisson("zone.killed_by_gang_fire", s.hit_by_gangs)
    s.killed_by_gang_fire = np.minimum(hit, s.residents)
    s.residents = s.residents - s.killed_by_gang_fire


def _learn(b: Block, kinds: list[Operations]) -> None:
    """Beliefs about the mission, from contacts with it and how they ended."""
    s, x = b.state, b.axes
    met = ordered_sum(each.contacts for each in _with_mission(kinds))
    fought = ordered_sum(each.fought for each in _with_mission(kinds))
    s.mission_contacts = total(met) * 1.0
    success = rules.success_share(
        s.gangs_lost_to_mission, s.state_lost_with_mission, met=met, fought=fought
    )
    seen = met[x.foothold_zone] * s.share_of_zone
    won = seen * success[x.foothold_zone]
    kept = choice.remembered(1.0, b.p.gangs, weeks=b.step.weeks)
    s.successes = s.successes * kept + total_by(won, x.footholds_of_gang)
    s.failures = s.failures * kept + total_by(seen - won, x.footholds_of_gang)
