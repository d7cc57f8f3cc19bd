"""Batch phase of logistics: the base and the fleet."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.engines.batch.state import airport_works
from msssim.rules import logistics as rules
from msssim.rules.counts import binomial_count, poisson_count
from msssim.rules.hazard import chance, per_week


def logistics(b: Block) -> None:
    """The base is built and inspected; vehicles come, break down, are repaired and lost."""
    _build(b)
    _inspect(b)
    _supply(b)
    _lose(b)
    _maintain(b)


def _build(b: Block) -> None:
    """Stages are finished while there is security, an airport, and cash for each."""
    s, p, step = b.state, b.p, b.step
    working = p.mission.enabled & airport_works(s) & ~s.offensive
    drawn = poisson_count(
        b.national("base"),
        rules.expected_stages(p.logistics.base_stages, p.logistics.base_weeks, working, step.weeks),
    )
    finished = rules.stages_finished(
        drawn,
        p.logistics.base_stages - s.stages_done,
        s.balance_usd - s.arrears_usd,
        p.funding.base_stage_usd,
    )
    cost = finished * p.funding.base_stage_usd
    s.stages_done = s.stages_done + finished
    s.balance_usd = s.balance_usd - cost
    s.spent_usd = s.spent_usd + cost
    b.now.paid_usd = b.now.paid_usd + cost


def _inspect(b: Block) -> None:
    s, p, step = b.state, b.p, b.step
    was_ready = s.base_ready
    s.base_ready, s.weeks_to_inspection, s.inspections_failed = rules.inspection(
        s.base_ready,
        (s.stages_done >= p.logistics.base_stages) & p.mission.enabled,
        s.weeks_to_inspection,
        s.inspections_failed,
        s.inspection_uniform,
        p.logistics.inspection_pass,
        p.logistics.inspection_setback_weeks,
        step.weeks,
    )
    s.months_open = np.where(was_ready, s.months_open + step.months, s.months_open)


def _supply(b: Block) -> None:
    s, p, step = b.state, b.p, b.step
    supplied = s.in_force & airport_works(s) & (s.vehicles < p.logistics.vehicles_ceiling)
    delivered = poisson_count(
        b.national("vehicle_deliveries"),
        rules.expected_deliveries(
            p.logistics.vehicles_per_month,
            p.funding.in_kind_persons,
            p.logistics.vehicles_in_kind_persons,
            supplied,
            step.months,
        ),
    )
    s.vehicles = s.vehicles + delivered
    s.vehicles_delivered = s.vehicles_delivered + delivered


def _lose(b: Block) -> None:
    """Wear, the last step's contacts, and a disorderly drawdown take vehicles."""
    s, p, step = b.state, b.p, b.step
    worn = binomial_count(
        b.national("vehicle_wear"),
        s.vehicles,
        chance(per_week(p.logistics.vehicle_wear_per_month), step.weeks),
    )
    destroyed = poisson_count(
        b.national("vehicle_losses"), p.logistics.vehicle_loss_per_contact * s.mission_contacts
    )
    gone = np.minimum(worn + destroyed, s.vehicles)
    disorder = b.now.lapsing & ~s.orderly
    left = rules.abandoned(s.vehicles - gone, p.mission.abandoned_share)
    gone = gone + np.where(disorder, left, 0)
    s.vehicles = s.vehicles - gone
    s.vehicles_lost = s.vehicles_lost + gone
    s.vehicles_down = np.minimum(s.vehicles_down, s.vehicles)


def _maintain(b: Block) -> None:
    s, p, step = b.state, b.p, b.step
    broken = binomial_count(
        b.national("vehicle_breakdowns"),
        s.vehicles - s.vehicles_down,
        chance(
            rules.breakdown_rate(
                p.logistics.vehicle_availability, p.logistics.vehicle_repair_weeks
            ),
            step.weeks,
        ),
    )
    repaired = binomial_count(
        b.national("vehicle_repairs"),
        s.vehicles_down,
        chance(1.0 / p.logistics.vehicle_repair_weeks, step.weeks),
    )
    s.vehicles_down = s.vehicles_down + broken - repaired
