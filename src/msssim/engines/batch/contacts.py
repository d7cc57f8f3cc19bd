"""Batch phase of contacts: operations of each kind, attacks, and the losses of all."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.engines.batch.posture import of_posture
from msssim.rules import choice, coalition, gang_finance, operations
from msssim.rules import contacts as rules
from msssim.rules import logistics as logistics_rules
from msssim.rules import police as police_rules
from msssim.rules.counts import binomial_count, poisson_count
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
    s, p, x, now = b.state, b.p, b.axes, b.now
    spared = of_posture(b, lambda kind: kind.spared(p.gangs))[x.foothold_gang]
    now.sought = now.share_of_zone * (1.0 - spared)
    now.exposed = total_by(now.sought, x.footholds_of_zone)
    now.met = now.exposed * operations.found_share(now.members_in_zone, p.contacts)
    now.lethality = gang_finance.lethality(s.arms, p.gang_finance, members=now.members_counted)
    now.gang_lethality = p.contacts.lethality_gang * total_by(
        now.share_of_zone * now.lethality[x.foothold_gang], x.footholds_of_zone
    )
    now.restraint = rules.restraint_under(s.monitoring, p.contacts, p.interventions)
    colluding = police_rules.collusion(s.morale, p.police)
    now.colluding = total_by(colluding * now.unit_force, x.units_of_zone) / np.maximum(
        now.police_force, 1e-12
    )


def _operate(b: Block) -> list[Operations]:
    """How many operations of each kind meet a gang, are given away, and what then happens."""
    s, now = b.state, b.now
    pair = operations.paired(
        now.police_force, now.mission_force, b.p.contacts, coordination=s.coordination
    )
    kinds = [
        _of_kind(b, kind, kind.force(now.police_force, now.mission_force, pair))
        for kind in OPERATIONS
    ]
    now.contacts = ordered_sum(each.contacts for each in kinds)
    now.leaks = ordered_sum(each.leaks for each in kinds)
    now.ambushes = ordered_sum(each.ambushes for each in kinds)
    s.leaks_with_mission = total(
        ordered_sum(each.leaks for each in kinds if each.kind.with_mission)
    )
    for each in kinds:
        setattr(now, f"operations_{each.kind.name}", each.contacts)
    return kinds


def _of_kind(b: Block, kind: OperationKind, force: np.ndarray) -> Operations:
    """Operations of one kind: how many meet a gang, are given away, and find nobody."""
    s, p, now = b.state, b.p, b.now
    intelligence = operations.intelligence_of(s.intelligence, kind.knowledge(p.contacts))
    expected = operations.expected_contacts(
        force,
        p.contacts,
        intelligence=intelligence,
        gang_control=1.0 - s.state_control,
        exposed=now.met,
        weeks=b.step.weeks,
    )
    leak = operations.leak_chance(kind, p.governance, colluding=now.colluding, exposure=s.exposure)
    met = poisson_count(b.streams.of(f"zone.contacts_{kind.name}"), expected)
    leaks = binomial_count(b.streams.of(f"zone.leaks_{kind.name}"), met, leak)
    evaded = binomial_count(b.streams.of(f"zone.evaded_{kind.name}"), leaks, p.contacts.evasion)
    return Operations(kind, force, intelligence, met, leaks, evaded)


def _attack(b: Block) -> None:
    """Attacks on police, and the stations that fall."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    zeal = coalition.raised(p.contacts.attack_offensive_factor, s.joined)
    fighting = s.fighters * (zeal * of_posture(b, lambda kind: kind.attacks))[x.foothold_gang]
    now.attacks = poisson_count(
        b.streams.of("zone.attacks"),
        operations.expected_attacks(
            total_by(fighting, x.footholds_of_zone),
            p.contacts,
            p.police,
            recent_event=now.event,
            force=now.police_force,
            weeks=b.step.weeks,
        ),
    )
    stations = np.broadcast_to(p.police.units.stations, s.officers.shape)
    in_zone = total_by(stations, x.units_of_zone)
    here = np.where(x.unit_zone >= 0, x.unit_zone, 0)
    falls = police_rules.station_loss_chance(
        now.attacks, p.police, stations=in_zone, gang_control=1.0 - s.state_control
    )
    now.stations_fallen = binomial_count(
        b.streams.of("unit.stations_lost"),
        stations - s.stations_lost,
        np.where(x.unit_zone[:, None] >= 0, falls[here], 0.0),
    )
    s.stations_lost = s.stations_lost + now.stations_fallen


def _exchange(b: Block, kinds: list[Operations]) -> None:
    """What the step's contacts are expected to cost gangs, state and bystanders in each zone."""
    now = b.now
    fights = [
        (
            each.kind,
            rules.exchange_of_fire(
                each.fought,
                each.ambushes,
                b.p.contacts,
                members=now.members_in_zone,
                force=each.force,
                lethality=now.gang_lethality,
                intelligence=each.intelligence,
                restraint=now.restraint,
            ),
        )
        for each in kinds
    ]
    now.gang_deaths = ordered_sum(lost.gang_deaths for _, lost in fights)
    now.gang_arrests = ordered_sum(lost.gang_arrests for _, lost in fights)
    now.hit_by_state = ordered_sum(lost.hit_by_state for _, lost in fights)
    now.hit_by_gangs = ordered_sum(lost.hit_by_gangs for _, lost in fights)
    of_police = [(kind, kind.police_part * lost.state_deaths) for kind, lost in fights]
    now.police_deaths = ordered_sum(deaths for _, deaths in of_police)
    now.joint_police_deaths = ordered_sum(deaths for kind, deaths in of_police if kind.armoured)
    now.mission_deaths = ordered_sum(
        (1.0 - kind.police_part) * lost.state_deaths for kind, lost in fights
    )
    with_mission = [lost for kind, lost in fights if kind.with_mission]
    now.gangs_lost_to_mission = ordered_sum(
        lost.gang_deaths + lost.gang_arrests for lost in with_mission
    )
    now.state_lost_with_mission = ordered_sum(lost.state_deaths for lost in with_mission)


def _gang_losses(b: Block) -> None:
    """Members killed and arrested in each foothold, by its part of those who are sought."""
    s, p, x, now, weeks = b.state, b.p, b.axes, b.now, b.step.weeks
    before, zone = s.fighters, x.foothold_zone
    part = now.sought / np.maximum(now.exposed, 1e-12)[zone]
    forced = rules.forced_attrition(before, p.contacts, weeks=weeks)
    killed = poisson_count(b.streams.of("foothold.killed"), now.gang_deaths[zone] * part + forced)
    now.gang_killed = np.minimum(killed, before)
    arrested = poisson_count(b.streams.of("foothold.arrested"), now.gang_arrests[zone] * part)
    now.gang_arrested = np.minimum(arrested, before - now.gang_killed)
    by_rivals = coalition.expected_killed_by_rivals(
        before,
        p.gangs,
        p.people,
        rivals=np.where(before > 0, 1.0 - now.share_of_zone, 0.0),
        cohesion=s.cohesion,
        weeks=weeks,
    )
    left = before - now.gang_killed - now.gang_arrested
    now.gang_killed_by_rivals = np.minimum(
        poisson_count(b.streams.of("foothold.killed_by_rivals"), by_rivals), left
    )
    s.fighters = left - now.gang_killed_by_rivals
    lost = total(now.gang_killed + now.gang_arrested)
    s.members_lost_per_week = lost / np.maximum(total(before), 1) / weeks


def _police_losses(b: Block) -> None:
    """Deaths of police by unit; armour covers those on joint operations in part."""
    s, x, now, fire = b.state, b.axes, b.now, b.p.contacts
    vehicle = logistics_rules.availability(s.vehicles, s.vehicles_down)
    half_shielded = rules.protection(fire.armour * fire.joint_armour, vehicle)
    in_attacks = rules.killed_in_attacks(
        now.attacks,
        fire,
        members=now.members_in_zone,
        force=now.police_force,
        lethality=now.gang_lethality,
    )
    alone = now.police_deaths - now.joint_police_deaths
    expected = alone + now.joint_police_deaths * half_shielded + in_attacks
    per_officer = expected / np.maximum(now.police_force, 1e-12)
    of_unit = np.where(x.unit_zone[:, None] >= 0, per_officer[x.unit_zone] * now.unit_force, 0.0)
    s.police_killed = np.minimum(poisson_count(b.streams.of("unit.losses"), of_unit), s.officers)
    s.officers = s.officers - s.police_killed


def _mission_losses(b: Block) -> None:
    """Deaths of the mission by contingent, under armour as far as vehicles are available."""
    s, p, now = b.state, b.p, b.now
    vehicle = logistics_rules.availability(s.vehicles, s.vehicles_down)
    shielded = rules.protection(p.contacts.armour, vehicle)
    present = np.maximum(total(s.in_theatre), 1)
    expected = total(now.mission_deaths) * shielded * s.in_theatre / present
    now.mission_killed = np.minimum(
        poisson_count(b.streams.of("contingent.losses"), expected), s.in_theatre
    )
    s.in_theatre = s.in_theatre - now.mission_killed
    s.lost = s.lost + now.mission_killed
    s.deaths_remembered = decayed_sum(
        s.deaths_remembered, now.mission_killed, p.mission.memory_weeks, b.step.weeks
    )


def _bystanders(b: Block) -> None:
    """Civilians killed in the exchange, by the state's fire and by the gangs'."""
    s, now = b.state, b.now
    now.killed_by_state = np.minimum(
        poisson_count(b.streams.of("zone.killed_by_state"), now.hit_by_state), s.residents
    )
    s.residents = s.residents - now.killed_by_state
    now.killed_by_gang_fire = np.minimum(
        poisson_count(b.streams.of("zone.killed_by_gang_fire"), now.hit_by_gangs), s.residents
    )
    s.residents = s.residents - now.killed_by_gang_fire


def _learn(b: Block, kinds: list[Operations]) -> None:
    """Beliefs about the mission, from contacts with it and how they ended."""
    s, x, now = b.state, b.axes, b.now
    met = ordered_sum(each.contacts for each in kinds if each.kind.with_mission)
    s.mission_contacts = total(met) * 1.0
    success = rules.success_share(
        now.gangs_lost_to_mission,
        now.state_lost_with_mission,
        met=met,
        fought=ordered_sum(each.fought for each in kinds if each.kind.with_mission),
    )
    seen = met[x.foothold_zone] * now.share_of_zone
    won = seen * success[x.foothold_zone]
    kept = choice.remembered(1.0, b.p.gangs, weeks=b.step.weeks)
    s.successes = s.successes * kept + total_by(won, x.footholds_of_gang)
    s.failures = s.failures * kept + total_by(seen - won, x.footholds_of_gang)
