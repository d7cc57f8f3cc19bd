"""Batch phases of the mission: logistics, contingents, command."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import command as command_rules
from msssim.rules import contingents as contingent_rules
from msssim.rules import council as council_rules
from msssim.rules import courts as court_rules
from msssim.rules import funding as fund_rules
from msssim.rules import logistics as logistics_rules
from msssim.rules import openness as openness_rules
from msssim.rules import territory as territory_rules
from msssim.rules.counts import binomial_count, poisson_count
from msssim.rules.hazard import chance, per_week
from msssim.world.calendar import DAYS_PER_WEEK, day_of
from msssim.world.observables import CONSTRAINTS
from msssim.world.sums import total, total_by


def logistics(b: Block) -> None:
    """Construction, inspection, and the fleet."""
    s, p, step = b.state, b.p, b.step
    working = p.mission.enabled & ~s.airport_closed & ~s.offensive
    finished = poisson_count(
        b.national("base"),
        logistics_rules.expected_stages(
            p.logistics.base_stages, p.logistics.base_weeks, working, step.weeks
        ),
    )
    s.stages_done = np.minimum(s.stages_done + finished, p.logistics.base_stages)
    was_ready = s.base_ready
    if step.index == 0:
        s.inspection_luck = b.national("inspection").copy()
    s.base_ready, s.weeks_to_inspection, s.inspections_failed = logistics_rules.inspection(
        s.base_ready,
        (s.stages_done >= p.logistics.base_stages) & p.mission.enabled,
        s.weeks_to_inspection,
        s.inspections_failed,
        s.inspection_luck,
        p.logistics.inspection_pass,
        p.logistics.inspection_setback_weeks,
        step.weeks,
    )
    s.months_open = np.where(was_ready, s.months_open + step.months, s.months_open)

    supplied = s.in_force & ~s.airport_closed & (s.vehicles < p.logistics.vehicles_ceiling)
    delivered = poisson_count(
        b.national("vehicle_deliveries"),
        logistics_rules.expected_deliveries(
            p.logistics.vehicles_per_month,
            p.funding.in_kind_persons,
            p.logistics.vehicles_in_kind_persons,
            supplied,
            step.months,
        ),
    )
    worn = binomial_count(
        b.national("vehicle_wear"),
        s.vehicles,
        chance(per_week(p.logistics.vehicle_wear_per_month), step.weeks),
    )
    destroyed = poisson_count(
        b.national("vehicle_losses"), p.logistics.vehicle_loss_per_contact * s.mission_contacts
    )
    gone = np.minimum(worn + destroyed, s.vehicles)
    s.vehicles = s.vehicles - gone + delivered
    s.vehicles_delivered = s.vehicles_delivered + delivered
    s.vehicles_lost = s.vehicles_lost + gone


def contingents(b: Block) -> None:
    """The pipeline of each contingent, the gates, and what binds the next tranche."""
    _prepare(b)
    _leave(b)
    _arrive(b)


def _prepare(b: Block) -> None:
    """Training, vetting and commitment, in that order: a step in each stage at least."""
    s, p, step = b.state, b.p, b.step
    trained = binomial_count(
        b.luck.of("contingent.training"),
        s.training,
        chance(1.0 / p.mission.training_weeks, step.weeks),
    )
    vetted = binomial_count(
        b.luck.of("contingent.vetting"),
        s.vetting,
        chance(1.0 / p.mission.vetting_weeks, step.weeks),
    )
    openness = contingent_rules.openness_exponent(
        s.clarity - p.governance.reference_clarity,
        p.mission.commit_clarity,
        s.oversight - p.governance.reference_oversight,
        p.mission.commit_oversight,
        s.coordination - p.governance.reference_coordination,
        p.mission.commit_coordination,
    )
    rows = p.mission.contingents
    offered = np.maximum(total(np.broadcast_to(rows.pledged, s.uncommitted.shape)), 1)
    factor = contingent_rules.commitment_factor(
        openness,
        p.mission.commit_peers,
        total(np.where(s.committed, rows.pledged, 0)) / offered,
        p.mission.commit_losses,
        total(s.lost),
        p.mission.commit_horizon_weeks,
        (s.mandate_end_day - step.day) / DAYS_PER_WEEK,
    )
    likely = chance(per_week(rows.commit_per_month) * factor, step.weeks)
    commits = s.in_force & ~s.committed & (b.luck.of("contingent.commitment") < likely)
    joining = np.where(commits, s.uncommitted, 0)
    s.committed = s.committed | commits
    s.uncommitted = s.uncommitted - joining
    s.vetting = s.vetting - vetted + joining
    s.training = s.training - trained + vetted
    s.ready = s.ready + trained


def _leave(b: Block) -> None:
    """Drawdown after a lapse; withdrawal while allowances are in arrears."""
    s, p, step = b.state, b.p, b.step
    drawn_down = contingent_rules.drawdown(
        s.in_theatre, s.at_lapse, p.mission.drawdown_weeks, step.weeks
    )
    unpaid = s.arrears_days > p.funding.arrears_days
    withdrawn = binomial_count(
        b.luck.of("contingent.withdrawal"),
        s.in_theatre,
        np.where(unpaid, chance(per_week(p.mission.withdrawal_per_month), step.weeks), 0.0),
    )
    leaving = np.where(s.in_force, withdrawn, drawn_down)
    s.in_theatre = s.in_theatre - leaving
    s.gone_home = s.gone_home + leaving


def _arrive(b: Block) -> None:
    s, p, step = b.state, b.p, b.step
    present = total(s.in_theatre)
    allowed = _gates(b, present)
    wanted = np.where(
        p.mission.enabled,
        contingent_rules.next_tranche(p.mission.tranche_persons, p.mission.force_target, present),
        0,
    )
    s.binding = contingent_rules.binding_constraint(wanted, allowed)
    seats = np.minimum(np.min(allowed, axis=0), np.maximum(p.mission.force_target - present, 0))
    seats = np.minimum(
        seats,
        logistics_rules.airlift_persons(
            p.logistics.airlift_persons_per_week, ~s.airport_closed, step.weeks
        ),
    )
    seats = np.where(p.mission.enabled, seats, 0)
    clear = court_rules.cleared(s.legal_status)
    for contingent in b.axes.boarding_order:
        flying = contingent_rules.boarding(s.ready[contingent], clear[contingent], seats)
        s.ready[contingent] -= flying
        s.in_theatre[contingent] += flying
        seats = seats - flying
    arrived = (total(s.in_theatre) > 0) & ~s.ever_arrived
    s.weeks_since_event = np.where(arrived, 0.0, s.weeks_since_event)
    s.ever_arrived = s.ever_arrived | arrived


def _gates(b: Block, present: np.ndarray) -> np.ndarray:
    """Persons whom each gate lets through, in the order of CONSTRAINTS without "none"."""
    s, p, step = b.state, b.p, b.step
    ceiling = council_rules.strength_ceiling(
        day_of(p.council.conops_filed_on, p.start) < step.end_day,
        p.council.ceiling_before_conops,
        p.mission.force_target,
    )
    room = {
        "council": np.where(s.in_force, ceiling - present, 0),
        "host": np.where(s.crisis, 0, fund_rules.MANY_PERSONS),
        "pledge": total(s.ready),
        "court": total(np.where(court_rules.cleared(s.legal_status), s.ready, 0)),
        "base": logistics_rules.places(
            s.base_ready, p.logistics.base_places, p.logistics.base_places_per_month, s.months_open
        )
        - present,
        "equipment": logistics_rules.equipment_persons(s.vehicles, p.logistics.persons_per_vehicle)
        - present,
        "airlift": logistics_rules.airlift_persons(
            p.logistics.airlift_persons_per_week, ~s.airport_closed, 1.0
        ),
        "cash": np.where(
            b.now.assessed,
            fund_rules.MANY_PERSONS,
            fund_rules.affordable_persons(
                s.balance_usd - s.arrears_usd,
                p.funding.cover_months_to_deploy,
                s.in_kind,
                p.funding.unit_cost_cash_usd_month,
                p.funding.unit_cost_kind_usd_month,
            )
            - present,
        ),
    }
    return np.stack(
        [np.maximum(np.broadcast_to(room[cause], (b.runs,)), 0) for cause in CONSTRAINTS[1:]]
    )


def command(b: Block) -> None:
    """Effective police and mission in each zone, density, and hold."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    now.unit_force = command_rules.effective_police(
        s.officers,
        p.police.on_duty_share,
        s.morale,
        p.police.morale_floor,
        p.police.units.equipment,
        p.police.equipment_exponent,
    )
    now.police_force = total_by(now.unit_force, x.units_of_zone)
    mobile = logistics_rules.mobile_persons(
        total(s.in_theatre), s.vehicles, p.logistics.vehicle_seats, p.logistics.vehicle_availability
    )
    weight = _placement(b)
    everywhere = total(weight)
    share = np.where(everywhere > 0, weight / np.maximum(everywhere, 1e-12), 0.0)
    now.mission_force = command_rules.presence(
        0.0,
        mobile * share,
        p.contacts.mission_weight,
        openness_rules.effectiveness(s.coordination, p.governance.coordination_floor),
    )
    now.force = now.police_force + now.mission_force
    now.density = command_rules.density(now.force, s.residents)
    s.weeks_dense = territory_rules.weeks_lasting(
        s.weeks_dense, now.density >= p.territory.hold_density, b.step.weeks
    )


def _placement(b: Block) -> np.ndarray:
    """Weight of each zone when the mission is placed, ``(zone, run)``."""
    s, p, x = b.state, b.p, b.axes
    inside = x.metropolitan[:, None]
    priority = np.where(inside, p.territory.zones.priority, 0.0)
    under_gangs = np.where(inside, s.residents * (1.0 - s.state_control), 0.0)
    return command_rules.placement_weight(
        inside,
        priority / np.maximum(total(priority), 1e-12),
        under_gangs / np.maximum(total(under_gangs), 1e-12),
        p.contacts.protect_assets,
    )
