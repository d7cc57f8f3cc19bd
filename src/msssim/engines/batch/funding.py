"""Batch phase of the trust fund: holds, pledges, transfers, and what the mission costs."""

from __future__ import annotations

from typing import Any

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import funding as rules
from msssim.rules.hazard import chance, per_week, switch
from msssim.world.calendar import DAYS_PER_WEEK, WEEKS_PER_MONTH, day_of
from msssim.world.sums import total


def funding(b: Block) -> None:
    """Holds, pledges, transfers and receipts, donor by donor; then what the mission costs."""
    appeal = _appeal(b)
    _holds(b)
    _pledges(b, appeal)
    _transfers(b)
    _spend(b)


def _appeal(b: Block) -> np.ndarray:
    """Factor on the rate of pledges: openness, progress, and what the fund still needs."""
    s, p = b.state, b.p
    filled = np.minimum(total(s.in_theatre) / np.maximum(p.mission.force_target, 1), 1.0)
    appeal = rules.appeal(
        p.funding, p.governance, clarity=s.clarity, oversight=s.oversight, filled=filled,
        deaths=total(s.deaths_remembered), cases=s.cases_remembered,
    )  # fmt: skip
    planned_cost = rules.monthly_cost(p.mission.force_target, p.funding, in_kind=s.in_kind)
    in_sight = s.balance_usd + total(s.first_stage_usd + s.second_stage_usd)
    return appeal * rules.unmet_need(in_sight, planned_cost, p.funding.need_months)


def _holds(b: Block) -> None:
    s, p, weeks = b.state, b.p, b.step.weeks
    donors = p.funding.donors
    lift = rules.lift_rate(donors, p.funding, p.governance, clarity=s.clarity, urgent=s.offensive)
    reimposed = chance(per_week(donors.hold.reimpose_per_month), weeks)
    on = switch(s.hold, b.streams.of("donor.hold"), reimposed, chance(lift, weeks))
    end_day = b.step.end_day
    lifted_for_good = np.array(
        [date is not None and day_of(date, p.start) < end_day for date in donors.hold.lift_on],
        dtype=np.bool_,
    )[:, None]
    s.hold = np.where(p.mission.enabled, on & ~lifted_for_good, s.hold)
    released = np.where(s.hold, 0, s.held_usd)
    s.held_usd = s.held_usd - released
    _send(b, released)


def _send(b: Block, amount: Any) -> None:
    """Put the part of an amount that will be paid on its way, and write off the rest."""
    paid, unpaid = rules.split_pledge(amount, b.p.funding.conversion)
    b.state.first_stage_usd = b.state.first_stage_usd + paid
    b.state.unpaid_usd = b.state.unpaid_usd + unpaid


def _pledges(b: Block, appeal: np.ndarray) -> None:
    s, terms = b.state, b.p.funding
    expected = terms.pledges_per_month * terms.donors.pledge_weight * appeal * b.step.months
    number = b.poisson("donor.pledge_number", np.where(s.in_force, expected, 0.0))
    size = rules.pledge_size(b.streams.of("donor.pledge_size"), terms)
    amount = rules.whole(np.rint(number * size))
    s.pledged_usd = s.pledged_usd + amount
    s.held_usd = s.held_usd + np.where(s.hold, amount, 0)
    _send(b, np.where(s.hold, 0, amount))


def _transfers(b: Block) -> None:
    """Receipts first, so that no dollar passes both stages in one step."""
    s, enabled = b.state, b.p.mission.enabled

    def leaving(stage_usd: np.ndarray, channel: str) -> np.ndarray:
        uniform = b.streams.of(channel)
        moved = rules.transfer(stage_usd, b.p.funding, uniform=uniform, weeks=b.step.weeks)
        return np.where(enabled, moved, 0)

    received = leaving(s.second_stage_usd, "donor.second_stage")
    moved = leaving(s.first_stage_usd, "donor.first_stage")
    s.second_stage_usd = s.second_stage_usd - received + moved
    s.first_stage_usd = s.first_stage_usd - moved
    s.received_usd = s.received_usd + received
    b.state.receipts_usd = total(received)


def _spend(b: Block) -> None:
    s, p, step = b.state, b.p, b.step
    capacity = rules.in_kind_capacity(step.end_day / DAYS_PER_WEEK / WEEKS_PER_MONTH, p.funding)
    with_office = np.maximum(capacity, p.council.office_in_kind_persons)
    capacity = np.where(s.office_serves, with_office, capacity)
    s.in_kind = np.where(p.mission.enabled, capacity, 0)
    persons = total(s.in_theatre)
    cost_month = rules.monthly_cost(persons, p.funding, in_kind=s.in_kind)
    cost = rules.whole(np.rint(cost_month * step.months))
    balance = s.balance_usd + s.receipts_usd
    assessed = np.where(s.assessed, np.maximum(s.arrears_usd + cost - balance, 0), 0)
    paid, s.arrears_usd = rules.pay(balance + assessed, s.arrears_usd, cost)
    s.balance_usd = balance + assessed - paid
    s.assessed_usd = s.assessed_usd + assessed
    s.spent_usd = s.spent_usd + paid
    s.arrears_days = rules.arrears_days(s.arrears_usd, cost_month)
    with_tranche = np.maximum(persons, p.mission.tranche_persons)
    s.cover_months = rules.cover_months(
        s.balance_usd, rules.monthly_cost(with_tranche, p.funding, in_kind=s.in_kind)
    )
    s.paid_usd = paid - assessed
    s.in_kind_usd = rules.in_kind_value(persons, p.funding, in_kind=s.in_kind, weeks=step.weeks)
