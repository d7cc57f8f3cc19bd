"""Batch phase of contacts: operations of three kinds, attacks, and the losses of all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import arms as arms_rules
from msssim.rules import choice, coalition, operations
from msssim.rules import contacts as rules
from msssim.rules import logistics as logistics_rules
from msssim.rules import police as police_rules
from msssim.rules.counts import binomial_count, poisson_count
from msssim.rules.hazard import decayed_sum
from msssim.world.sums import total, total_by


@dataclass
class Kind:
    """Operations of one kind: of police, joint, or of the mission; arrays ``(zone, run)``."""

    name: str
    force: np.ndarray
    police_part: float
    intelligence: np.ndarray
    contacts: np.ndarray
    leaks: np.ndarray
    fought: np.ndarray
    ambushes: np.ndarray


def contacts(b: Block) -> None:
    """Operations and attacks; losses of both sides and of bystanders; what gangs learn."""
    _prepare(b)
    kinds = _operate(b)
    _attack(b)
    _exchange(b, kinds)
    _gang_losses(b)
    _state_losses(b)
    _bystanders(b)
    _learn(b, kinds)


def _prepare(b: Block) -> None:
    """Who is exposed, how lethal each zone's gangs are, and what officers give away."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    exposed = operations.exposed_share(now.confronts_here, p.gangs.conditionality)
    now.sought = now.share_of_zone * exposed
    now.exposed = total_by(now.sought, x.footholds_of_zone)
    now.met = now.exposed * operations.found_share(now.in_zone, p.contacts.members_half)
    now.lethality = arms_rules.lethality(
        s.arms, now.members, p.economy.arms_per_member, p.economy.arms_elasticity
    )
    now.gang_lethality = p.contacts.lethality_gang * total_by(
        now.share_of_zone * now.lethality[x.foothold_gang], x.footholds_of_zone
    )
    now.restraint = rules.restraint_under(
        p.contacts.restraint, s.monitoring, p.interventions.monitoring_restraint
    )
    colluding = police_rules.collusion(s.morale, p.police)
    now.colluding = total_by(colluding * now.unit_force, x.units_of_zone) / np.maximum(
        now.police_force, 1e-12
    )


def _operate(b: Block) -> list[Kind]:
    """How many operations of each kind meet a gang, are given away, and what then happens."""
    p, now = b.p, b.now
    pair = operations.paired(
        now.police_force, now.mission_force, p.contacts.joint_share * b.state.coordination
    )
    kinds = [
        _of_kind(b, "of_police", now.police_force - pair, 1.0, 1.0),
        _of_kind(b, "joint", pair + pair, 0.5, p.contacts.intelligence_joint),
        _of_kind(b, "of_mission", now.mission_force - pair, 0.0, p.contacts.intelligence_alone),
    ]
    now.contacts = kinds[0].contacts + kinds[1].contacts + kinds[2].contacts
    now.leaks = kinds[0].leaks + kinds[1].leaks + kinds[2].leaks
    now.ambushes = kinds[0].ambushes + kinds[1].ambushes + kinds[2].ambushes
    b.state.leaks_with_mission = total(kinds[1].leaks + kinds[2].leaks)
    for kind in kinds:
        setattr(now, f"operations_{kind.name}", kind.contacts)
    return kinds


def _of_kind(b: Block, name: str, force: np.ndarray, police_part: float, known: np.ndarray) -> Kind:
    s, p, now = b.state, b.p, b.now
    intelligence = operations.intelligence_of(s.intelligence, known)
    met = poisson_count(
        b.streams.of(f"zone.contacts_{name}"),
        operations.expected_contacts(
            force,
            p.contacts.operations_per_100,
            p.contacts.operations_tempo,
            intelligence,
            p.contacts.intelligence_finding,
            1.0 - s.state_control,
            now.met,
            b.step.weeks,
        ),
    )
    leak = operations.leak_chance(
        p.governance.leak_per_informed_person,
        p.governance.informed_persons,
        now.colluding,
        p.governance.colluder_tells,
        p.governance.informed_police if police_part > 0 else 0.0,
        p.governance.leakiness if police_part < 1 else 0.0,
        s.exposure,
    )
    leaks = binomial_count(b.streams.of(f"zone.leaks_{name}"), met, leak)
    evaded = binomial_count(b.streams.of(f"zone.evaded_{name}"), leaks, p.contacts.evasion)
    return Kind(
        name=name, force=force, police_part=police_part, intelligence=intelligence,
        contacts=met, leaks=leaks, fought=met - evaded, ambushes=leaks - evaded,
    )  # fmt: skip


def _attack(b: Block) -> None:
    """Attacks on police, and the stations that fall."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    zeal = coalition.raised(p.contacts.attack_offensive_factor, s.joined)
    fighting = np.where(now.confronts_here, s.fighters * zeal[x.foothold_gang], 0.0)
    now.attacks = poisson_count(
        b.streams.of("zone.attacks"),
        operations.expected_attacks(
            total_by(fighting, x.footholds_of_zone),
            p.contacts.attacks_per_1000_week,
            now.event,
            p.contacts.attack_event_effect,
            p.police.hardening,
            now.police_force,
            b.step.weeks,
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


EXPECTED = (
    "gang_deaths", "gang_arrests", "police_deaths", "joint_police_deaths", "mission_deaths",
    "hit_by_state", "hit_by_gangs", "gangs_lost_to_mission", "state_lost_with_mission",
)  # fmt: skip
"""Persons whom the contacts of a step are expected to cost, by zone; the state's before armour."""


def _exchange(b: Block, kinds: list[Kind]) -> None:
    """What the contacts of a step are expected to cost gangs, state and bystanders in a zone."""
    for name in EXPECTED:
        setattr(b.now, name, np.zeros((b.axes.zones, b.runs)))
    for kind in kinds:
        _weigh(b, kind)


def _weigh(b: Block, kind: Kind) -> None:
    """The cost of one kind of operation: who is engaged, at what rates, for how long."""
    now, fire = b.now, b.p.contacts
    gangs = rules.engaged(now.in_zone, fire.frontage_gang)
    state = rules.engaged(kind.force, fire.frontage_state)
    on_gangs = (1.0 - fire.restraint_aimed * now.restraint) * rules.casualty_rate(
        fire.lethality_state, state, kind.intelligence, gangs, fire.block_persons
    )
    on_state = fire.return_fire * rules.casualty_rate(
        now.gang_lethality, gangs, fire.aim_gang, state, fire.block_persons
    )
    hours = rules.hours_of_contact(
        fire.contact_hours, gangs, on_gangs, fire.break_off_gang,
        state, on_state, fire.break_off_state,
    )  # fmt: skip
    _book(b, kind, on_gangs, on_state, hours)
    by_state = (1.0 - now.restraint) * rules.bystander_rate(
        fire.lethality_state, state, kind.intelligence, gangs, fire.block_persons, fire.bystanders
    )
    by_gangs = fire.return_fire * rules.bystander_rate(
        now.gang_lethality, gangs, fire.aim_gang, state, fire.block_persons, fire.bystanders
    )
    now.hit_by_state += rules.expected_killed(kind.fought, by_state, hours, fire.killed_share)
    now.hit_by_gangs += rules.expected_killed(kind.fought, by_gangs, hours, fire.killed_share)


def _book(
    b: Block, kind: Kind, on_gangs: np.ndarray, on_state: np.ndarray, hours: np.ndarray
) -> None:
    """Book what one kind of operation is expected to cost either side at these rates."""
    now, fire = b.now, b.p.contacts
    died = rules.expected_killed(kind.fought, on_gangs, hours, fire.killed_share)
    arrested = rules.expected_arrests(kind.fought, fire.arrests_per_contact, kind.intelligence)
    faced = rules.faced(kind.fought, kind.ambushes, fire.ambush_factor)
    lost = rules.expected_killed(faced, on_state, hours, fire.killed_share)
    now.gang_deaths += died
    now.gang_arrests += arrested
    now.police_deaths += kind.police_part * lost
    now.mission_deaths += (1.0 - kind.police_part) * lost
    if kind.name == "joint":
        now.joint_police_deaths += kind.police_part * lost
    if kind.name != "of_police":
        now.gangs_lost_to_mission += died + arrested
        now.state_lost_with_mission += lost


def _gang_losses(b: Block) -> None:
    """Members killed and arrested in each foothold, by its part of those who are sought."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    part = now.sought / np.maximum(now.exposed, 1e-12)[x.foothold_zone]
    forced = rules.forced_attrition(s.fighters, p.contacts.attrition_forcing_per_week, b.step.weeks)
    before = s.fighters
    now.gang_killed = np.minimum(
        poisson_count(
            b.streams.of("foothold.killed"), now.gang_deaths[x.foothold_zone] * part + forced
        ),
        before,
    )
    now.gang_arrested = np.minimum(
        poisson_count(b.streams.of("foothold.arrested"), now.gang_arrests[x.foothold_zone] * part),
        before - now.gang_killed,
    )
    now.gang_feud = np.minimum(
        poisson_count(
            b.streams.of("foothold.killed_by_rivals"),
            coalition.expected_feud(
                before,
                np.where(before > 0, 1.0 - now.share_of_zone, 0.0),
                p.gangs.feud_per_week,
                p.people.truce_reduction,
                s.cohesion,
                b.step.weeks,
            ),
        ),
        before - now.gang_killed - now.gang_arrested,
    )
    s.fighters = before - now.gang_killed - now.gang_arrested - now.gang_feud
    lost = total(now.gang_killed + now.gang_arrested)
    s.members_lost_per_week = lost / np.maximum(total(before), 1) / b.step.weeks


def _state_losses(b: Block) -> None:
    """Deaths of police by unit and of the mission by contingent."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    fire = p.contacts
    vehicle = logistics_rules.availability(s.vehicles, s.vehicles_down)
    shielded = rules.protection(fire.armour, vehicle)
    half_shielded = rules.protection(fire.armour * fire.joint_armour, vehicle)
    in_attacks = rules.killed_in_attacks(
        now.attacks,
        fire.ambush_factor,
        rules.casualty_rate(
            now.gang_lethality,
            rules.engaged(now.in_zone, fire.frontage_gang),
            fire.aim_gang,
            rules.engaged(now.police_force, fire.frontage_state),
            fire.block_persons,
        ),
        fire.attack_hours,
        fire.killed_share,
    )
    alone = now.police_deaths - now.joint_police_deaths
    of_police = alone + now.joint_police_deaths * half_shielded + in_attacks
    per_officer = of_police / np.maximum(now.police_force, 1e-12)
    of_unit = np.where(x.unit_zone[:, None] >= 0, per_officer[x.unit_zone] * now.unit_force, 0.0)
    s.police_killed = np.minimum(poisson_count(b.streams.of("unit.losses"), of_unit), s.officers)
    s.officers = s.officers - s.police_killed

    present = np.maximum(total(s.in_theatre), 1)
    now.mission_killed = np.minimum(
        poisson_count(
            b.streams.of("contingent.losses"),
            total(now.mission_deaths) * shielded * s.in_theatre / present,
        ),
        s.in_theatre,
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


def _learn(b: Block, kinds: list[Kind]) -> None:
    """Beliefs about the mission, from contacts with it and how they ended."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    with_mission = kinds[1].contacts + kinds[2].contacts
    s.mission_contacts = total(with_mission) * 1.0
    success = rules.success_share(
        now.gangs_lost_to_mission,
        now.state_lost_with_mission,
        with_mission,
        kinds[1].fought + kinds[2].fought,
    )
    seen = with_mission[x.foothold_zone] * now.share_of_zone
    won = seen * success[x.foothold_zone]
    kept = choice.remembered(1.0, p.gangs.belief_memory, b.step.weeks)
    s.successes = s.successes * kept + total_by(won, x.footholds_of_gang)
    s.failures = s.failures * kept + total_by(seen - won, x.footholds_of_gang)
