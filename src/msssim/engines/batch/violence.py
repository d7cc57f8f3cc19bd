"""Batch phases of the gangs: posture, contacts, territory, means."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import choice
from msssim.rules import contacts as contact_rules
from msssim.rules import logistics as logistics_rules
from msssim.rules import means as means_rules
from msssim.rules import openness as openness_rules
from msssim.rules import territory as territory_rules
from msssim.rules.counts import binomial_count, poisson_count
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.sums import total, total_by


def posture(b: Block) -> None:
    """Each gang chooses confrontation or a low profile; the coalition closes or loosens."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    in_zone = total_by(s.fighters, x.footholds_of_zone)
    now.share_of_zone = s.fighters / np.maximum(in_zone, 1)[x.foothold_zone]
    members = total_by(s.fighters, x.footholds_of_gang)
    everybody = np.maximum(total(members), 1)
    membership = p.gangs.groups.coalition
    loss = choice.expected_loss(
        choice.belief(s.successes, s.failures),
        total_by(now.police_force[x.foothold_zone] * now.share_of_zone, x.footholds_of_gang),
        total_by(now.mission_force[x.foothold_zone] * now.share_of_zone, x.footholds_of_gang),
        members,
        p.gangs.expected_loss_max,
    )
    share = choice.internalised_share(
        members / everybody, total(members * membership) / everybody, s.cohesion, membership
    )
    serious = choice.taken_seriously(total(s.in_theatre), p.gangs.presence_persons)
    stay = choice.expected_stay(
        s.in_force,
        (s.mandate_end_day - b.step.day) / DAYS_PER_WEEK,
        p.gangs.renewal_expectation,
        p.council.renewal_term_days / DAYS_PER_WEEK,
    )
    confronts = choice.confront_probability(
        choice.confront_payoff(loss, p.gangs.loss_aversion, p.gangs.concession, share),
        choice.low_profile_payoff(
            loss,
            p.gangs.loss_aversion,
            p.gangs.rent_given_up,
            p.gangs.conditionality,
            p.gangs.patience,
            stay,
            p.gangs.foothold_value,
            serious,
        ),
        p.gangs.rationality,
    )
    s.confronting = b.luck.of("gang.posture") < confronts
    s.cohesion = choice.cohesion_after(
        s.cohesion,
        p.gangs.cohesion_at_start,
        serious,
        p.gangs.cohesion_threat,
        p.gangs.cohesion_rivalry,
        b.step.weeks,
    )


def contacts(b: Block) -> None:
    """Operations and attacks; losses of both sides and of bystanders; what gangs learn."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    confronting = s.confronting[x.foothold_gang]
    _meet(b, confronting)
    casualties = contact_rules.gang_casualties(
        p.contacts.lethality_state,
        p.contacts.frontage_state,
        p.contacts.contact_hours,
        p.contacts.intelligence,
        p.contacts.frontage_gang,
        p.contacts.block_persons,
        p.contacts.restraint,
    )
    now.casualties = casualties
    sought = now.share_of_zone * contact_rules.exposed_share(confronting, p.gangs.conditionality)
    part = sought / np.maximum(now.exposed, 1e-12)[x.foothold_zone]
    now.fought = contact_rules.fought(now.contacts, now.leaks, p.contacts.evasion)
    met = now.fought[x.foothold_zone] * part
    now.gang_killed = np.minimum(
        poisson_count(b.luck.of("foothold.killed"), met * casualties * p.contacts.killed_share),
        s.fighters,
    )
    now.gang_arrested = np.minimum(
        poisson_count(
            b.luck.of("foothold.arrested"),
            met * p.contacts.arrests_per_contact * p.contacts.intelligence,
        ),
        s.fighters - now.gang_killed,
    )
    s.fighters = s.fighters - now.gang_killed - now.gang_arrested
    _state_losses(b)
    now.killed_by_state = np.minimum(
        poisson_count(
            b.luck.of("zone.killed_by_state"),
            contact_rules.expected_civilians_killed(
                now.fought,
                casualties,
                p.contacts.civilians_per_gang_casualty,
                p.contacts.intelligence,
            ),
        ),
        s.residents,
    )
    _learn(b)


def _meet(b: Block, confronting: np.ndarray) -> None:
    """How many contacts, leaks and attacks there are in each zone."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    exposed = contact_rules.exposed_share(confronting, p.gangs.conditionality)
    now.exposed = total_by(now.share_of_zone * exposed, x.footholds_of_zone)
    now.contacts = poisson_count(
        b.luck.of("zone.contacts"),
        contact_rules.expected_contacts(
            now.force,
            p.contacts.operations_per_100,
            p.contacts.operations_tempo,
            p.contacts.intelligence,
            p.contacts.intelligence_finding,
            1.0 - s.state_control,
            now.exposed,
            b.step.weeks,
        ),
    )
    leak = openness_rules.leak_chance(
        p.governance.leak_per_informed_person,
        p.governance.informed_persons,
        np.where(p.mission.enabled, p.governance.leakiness, 0.0),
        s.exposure,
    )
    now.leaks = binomial_count(b.luck.of("zone.leaks"), now.contacts, leak)
    s.leaks = total(now.leaks)
    s.joint_leaks = total(now.leaks * now.mission_force / np.maximum(now.force, 1e-12))
    fighting = total_by(np.where(confronting, s.fighters, 0), x.footholds_of_zone)
    now.attacks = poisson_count(
        b.luck.of("zone.attacks"),
        contact_rules.expected_attacks(
            fighting,
            p.contacts.attacks_per_1000_week,
            s.offensive,
            p.contacts.attack_offensive_factor,
            now.police_force,
            b.step.weeks,
        ),
    )


def _state_losses(b: Block) -> None:
    """Deaths of police by unit and of the mission by contingent."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    arms = contact_rules.arms_factor(
        s.interdiction, p.tools.interdiction_at_start, p.tools.arms_elasticity
    )
    in_operations = contact_rules.expected_killed_in_operations(
        now.contacts,
        now.leaks,
        p.contacts.evasion,
        p.contacts.return_fire,
        p.contacts.ambush_factor,
        contact_rules.state_casualties(
            p.contacts.lethality_gang, p.contacts.frontage_gang, p.contacts.contact_hours, arms
        ),
        p.contacts.killed_share,
    )
    in_attacks = contact_rules.expected_killed_in_attacks(
        now.attacks,
        p.contacts.ambush_factor,
        contact_rules.state_casualties(
            p.contacts.lethality_gang, p.contacts.frontage_gang, p.contacts.attack_hours, arms
        ),
        p.contacts.killed_share,
    )
    now.killed_in_operations = in_operations
    per_person = in_operations / np.maximum(now.force, 1e-12)
    per_officer = per_person + in_attacks / np.maximum(now.police_force, 1e-12)
    of_unit = np.where(x.unit_zone[:, None] >= 0, per_officer[x.unit_zone] * now.unit_force, 0.0)
    s.police_killed = np.minimum(poisson_count(b.luck.of("unit.losses"), of_unit), s.officers)
    s.officers = s.officers - s.police_killed

    shielded = total(per_person * now.mission_force) * contact_rules.protection(
        p.contacts.armour, logistics_rules.availability(s.vehicles, s.vehicles_down)
    )
    present = np.maximum(total(s.in_theatre), 1)
    now.mission_killed = np.minimum(
        poisson_count(b.luck.of("contingent.losses"), shielded * s.in_theatre / present),
        s.in_theatre,
    )
    s.in_theatre = s.in_theatre - now.mission_killed
    s.lost = s.lost + now.mission_killed
    s.deaths_remembered = openness_rules.remembered(
        s.deaths_remembered, now.mission_killed, p.mission.memory_weeks, b.step.weeks
    )


def _learn(b: Block) -> None:
    """Beliefs about the mission, from contacts with it and how they ended."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    with_mission = now.contacts * now.mission_force / np.maximum(now.force, 1e-12)
    s.mission_contacts = total(with_mission)
    success = contact_rules.success_share(
        contact_rules.expected_gang_losses(
            now.fought,
            now.casualties,
            p.contacts.killed_share,
            p.contacts.arrests_per_contact,
            p.contacts.intelligence,
        ),
        now.killed_in_operations,
    )
    seen = with_mission[x.foothold_zone] * now.share_of_zone
    won = seen * success[x.foothold_zone]
    kept = choice.remembered(1.0, p.gangs.belief_memory, b.step.weeks)
    s.successes = s.successes * kept + total_by(won, x.footholds_of_gang)
    s.failures = s.failures * kept + total_by(seen - won, x.footholds_of_gang)


def territory(b: Block) -> None:
    """The contest for each zone, hold, and what control opens."""
    s, p, x, now, weeks = b.state, b.p, b.axes, b.now, b.step.weeks
    terms = p.territory
    strength = territory_rules.contest_strength(
        territory_rules.gang_effort(
            s.fighters,
            total_by(s.fighters, x.sister_footholds),
            terms.spill,
            s.confronting[x.foothold_gang],
            terms.low_profile_effort,
        ),
        terms.contest_exponent,
    )
    gangs_strength = total_by(strength, x.footholds_of_zone)
    state_strength = territory_rules.contest_strength(
        territory_rules.state_effort(
            now.force, total_by(now.force, x.zone_neighbours), terms.spill
        ),
        terms.contest_exponent,
    )
    outcome = territory_rules.state_share(
        s.resting_weight, state_strength, gangs_strength, s.state_control
    )
    hold = s.weeks_dense >= terms.hold_weeks
    before = 1.0 - s.state_control
    s.state_control = territory_rules.state_control(
        s.state_control, outcome, terms.inertia_per_week, terms.state_gain, hold, weeks
    )
    s.gang_control = territory_rules.gang_control(
        s.gang_control,
        before[x.foothold_zone],
        strength,
        gangs_strength[x.foothold_zone],
        (1.0 - s.state_control)[x.foothold_zone],
        terms.inertia_per_week,
        weeks,
    )
    s.weeks_held = territory_rules.weeks_lasting(
        s.weeks_held, s.state_control >= terms.held_control, weeks
    )


def means(b: Block) -> None:
    """Recruitment and desertion in each foothold."""
    s, p, x, now, weeks = b.state, b.p, b.axes, b.now, b.step.weeks
    rent = total_by(
        means_rules.rent(
            s.gang_control,
            s.residents[x.foothold_zone],
            s.confronting[x.foothold_gang],
            p.gangs.rent_given_up,
        ),
        x.footholds_of_gang,
    )
    index = means_rules.rent_index(rent, s.rent_at_start, s.sanctions, p.tools.sanctions_at_start)
    programme = means_rules.programme_effect(s.cvr_slots, p.tools.cvr_half_slots)
    now.gang_recruited = poisson_count(
        b.luck.of("foothold.recruited"),
        means_rules.expected_recruits(
            total_by(s.fighters, x.footholds_of_gang)[x.foothold_gang],
            means_rules.foothold_share(
                x.foothold_is_base[:, None], x.footholds_in_gang[:, None], p.gangs.base_share
            ),
            total(s.fighters),
            p.gangs.recruitment_per_week,
            p.gangs.saturation_members,
            index[x.foothold_gang],
            programme,
            p.tools.cvr_recruitment,
            weeks,
        ),
    )
    now.gang_left = binomial_count(
        b.luck.of("foothold.deserted"),
        s.fighters,
        means_rules.desertion_chance(
            p.gangs.desertion_per_week,
            programme,
            p.tools.cvr_exit,
            s.dialogue,
            p.tools.dialogue_exit,
            weeks,
        ),
    )
    s.fighters = s.fighters + now.gang_recruited - now.gang_left
