"""Batch phase of the trust fund: holds, pledges, transfers, and what the mission costs."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import funding as fund_rules
from msssim.rules.counts import poisson_count
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


def _holds(b: Block) -> None:
    s, p, step = b.state, b.p, b.step
    hold = p.funding.donors.hold
    lift = fund_rules.lift_rate(
        per_week(hold.lift_per_month),
        s.clarity,
        p.governance.reference_clarity,
        p.funding.hold_clarity,
        s.offensive,
        p.funding.hold_urgency,
    )
    on = switch(
        s.hold,
        b.streams.of("donor.hold"),
        chance(per_week(hold.reimpose_per_month), step.weeks),
        chance(lift, step.weeks),
    )
    lifted_for_good = np.array(
        [date is not None and day_of(date, p.start) < step.end_day for date in hold.lift_on],
        dtype=np.bool_,
    )[:, None]
    s.hold = np.where(p.mission.enabled, on & ~lifted_for_good, s.hold)
    released = np.where(s.hold, 0, s.held_usd)
    paid, unpaid = fund_rules.split_pledge(released, p.funding.conversion)
    s.held_usd = s.held_usd - released
    s.first_stage_usd = s.first_stage_usd + paid
    s.unpaid_usd = s.unpaid_usd + unpaid


def _appeal(b: Block) -> np.ndarray:
    """Factor on the rate of pledges: openness, progress, and what the fund still needs."""
    s, p = b.state, b.p
    filled = np.minimum(total(s.in_theatre) / np.maximum(p.mission.force_target, 1), 1.0)
    appeal = fund_rules.appeal(
        s.clarity,
        p.governance.reference_clarity,
        p.funding.pledge_clarity,
        s.oversight,
        p.governance.reference_oversight,
        p.funding.pledge_oversight,
        filled,
        p.funding.pledge_progress,
        total(s.deaths_remembered),
        p.funding.pledge_losses,
        s.cases_remembered,
        p.funding.pledge_abuse,
    )
    planned_cost = fund_rules.monthly_cost(
        p.mission.force_target,
        s.in_kind,
        p.funding.unit_cost_cash_usd_month,
        p.funding.unit_cost_kind_usd_month,
    )
    in_sight = s.balance_usd + total(s.first_stage_usd + s.second_stage_usd)
    return appeal * fund_rules.unmet_need(in_sight, planned_cost, p.funding.need_months)


def _pledges(b: Block, appeal: np.ndarray) -> None:
    s, p = b.state, b.p
    expected = np.where(
        s.in_force,
        p.funding.pledges_per_month * p.funding.donors.pledge_weight * appeal * b.step.months,
        0.0,
    )
    number = poisson_count(b.streams.of("donor.pledge_number"), expected)
    size = fund_rules.pledge_size(
        b.streams.of("donor.pledge_size"),
        p.funding.pledge_rate_usd_month / p.funding.pledges_per_month,
        p.funding.pledge_size_log_sd,
    )
    amount = fund_rules.whole(np.rint(number * size))
    paid, unpaid = fund_rules.split_pledge(np.where(s.hold, 0, amount), p.funding.conversion)
    s.pledged_usd = s.pledged_usd + amount
    s.held_usd = s.held_usd + np.where(s.hold, amount, 0)
    s.first_stage_usd = s.first_stage_usd + paid
    s.unpaid_usd = s.unpaid_usd + unpaid


def _transfers(b: Block) -> None:
    """Receipts first, so that no dollar passes both stages in one step."""
    s, p, weeks = b.state, b.p, b.step.weeks
    lag_weeks = p.funding.lag_months * WEEKS_PER_MONTH
    received = fund_rules.transfer(
        s.second_stage_usd, b.streams.of("donor.second_stage"), lag_weeks, weeks
    )
    received = np.where(p.mission.enabled, received, 0)
    moved = fund_rules.transfer(
        s.first_stage_usd, b.streams.of("donor.first_stage"), lag_weeks, weeks
    )
    moved = np.where(p.mission.enabled, moved, 0)
    s.second_stage_usd = s.second_stage_usd - received + moved
    s.first_stage_usd = s.first_stage_usd - moved
    s.received_usd = s.received_usd + received
    b.now.receipts_usd = total(received)


def _spend(b: Block) -> None:
    s, p, step = b.state, b.p, b.step
    months = step.end_day / DAYS_PER_WEEK / WEEKS_PER_MONTH
    capacity = fund_rules.in_kind_capacity(
        p.funding.in_kind_persons, p.funding.in_kind_at_start, p.funding.in_kind_ramp_months, months
    )
    with_office = np.maximum(capacity, p.council.office_in_kind_persons)
    capacity = np.where(b.now.office_serves, with_office, capacity)
    s.in_kind = np.where(p.mission.enabled, capacity, 0)
    persons = total(s.in_theatre)
    cost_month = fund_rules.monthly_cost(
        persons, s.in_kind, p.funding.unit_cost_cash_usd_month, p.funding.unit_cost_kind_usd_month
    )
    cost = fund_rules.whole(np.rint(cost_month * step.months))
    balance = s.balance_usd + b.now.receipts_usd
    assessed = np.where(b.now.assessed, np.maximum(s.arrears_usd + cost - balance, 0), 0)
    paid, s.arrears_usd = fund_rules.pay(balance + assessed, s.arrears_usd, cost)
    s.balance_usd = balance + assessed - paid
    s.assessed_usd = s.assessed_usd + assessed
    s.spent_usd = s.spent_usd + paid
    s.arrears_days = fund_rules.arrears_days(s.arrears_usd, cost_month)
    s.cover_months = fund_rules.cover_months(
        s.balance_usd,
        fund_rules.monthly_cost(
            np.maximum(persons, p.mission.tranche_persons),
            s.in_kind,
            p.funding.unit_cost_cash_usd_month,
            p.funding.unit_cost_kind_usd_month,
        ),
    )
    b.now.paid_usd = paid - assessed
    b.now.in_kind_usd = fund_rules.in_kind_value(
        persons, s.in_kind, p.funding.unit_cost_kind_usd_month, step.weeks
    )
