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
    s, p = b.state, b.p
    working = p.mission.enabled & airport_works(s) & ~s.offensive
    expected = rules.expected_stages(p.logistics, working=working, weeks=b.step.weeks)
    finished = rules.stages_finished(
        poisson_count(b.national("base"), expected), p.logistics, p.funding,
        done=s.stages_done, free_usd=s.balance_usd - s.arrears_usd,
    )  # fmt: skip
    cost = finished * p.funding.base_stage_usd
    s.stages_done = s.stages_done + finished
    s.balance_usd = s.balance_usd - cost
    s.spent_usd = s.spent_usd + cost
    s.paid_usd = s.paid_usd + cost


def _inspect(b: Block) -> None:
    s, p = b.state, b.p
    s.months_open = np.where(s.base_ready, s.months_open + b.step.months, s.months_open)
    built = (s.stages_done >= p.logistics.base_stages) & p.mission.enabled
    s.base_ready, s.weeks_to_inspection, s.inspections_failed = rules.inspection(
        s.base_ready, p.logistics, built=built, weeks_to_inspection=s.weeks_to_inspection,
        failures=s.inspections_failed, uniform=s.inspection_uniform, weeks=b.step.weeks,
    )  # fmt: skip


def _supply(b: Block) -> None:
    s, p = b.state, b.p
    supplied = s.in_force & airport_works(s) & (s.vehicles < p.logistics.vehicles_ceiling)
    expected = rules.expected_deliveries(
        p.logistics, p.funding, supplied=supplied, months=b.step.months
    )
    delivered = poisson_count(b.national("vehicle_deliveries"), expected)
    s.vehicles = s.vehicles + delivered
    s.vehicles_delivered = s.vehicles_delivered + delivered


def _lose(b: Block) -> None:
    """Wear, the last step's contacts, and a disorderly drawdown take vehicles."""
    s, p = b.state, b.p
    wears = chance(per_week(p.logistics.vehicle_wear_per_month), b.step.weeks)
    worn = binomial_count(b.national("vehicle_wear"), s.vehicles, wears)
    expected = p.logistics.vehicle_loss_per_contact * s.mission_contacts
    destroyed = poisson_count(b.national("vehicle_losses"), expected)
    gone = np.minimum(worn + destroyed, s.vehicles)
    disorder = s.lapsing & ~s.orderly
    left = rules.abandoned(s.vehicles - gone, p.mission.abandoned_share)
    gone = gone + np.where(disorder, left, 0)
    s.vehicles = s.vehicles - gone
    s.vehicles_lost = s.vehicles_lost + gone
    s.vehicles_down = np.minimum(s.vehicles_down, s.vehicles)


def _maintain(b: Block) -> None:
    s, terms, weeks = b.state, b.p.logistics, b.step.weeks
    breaks = chance(rules.breakdown_rate(terms), weeks)
    running = s.vehicles - s.vehicles_down
    broken = binomial_count(b.national("vehicle_breakdowns"), running, breaks)
    repaired = binomial_count(
        b.national("vehicle_repairs"), s.vehicles_down,
        chance(1.0 / terms.vehicle_repair_weeks, weeks),
    )  # fmt: skip
    s.vehicles_down = s.vehicles_down + broken - repaired
