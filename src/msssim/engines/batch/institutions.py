"""Batch phases of the institutions: shocks, courts, Council, openness, funding."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import council as council_rules
from msssim.rules import courts as court_rules
from msssim.rules import funding as fund_rules
from msssim.rules import openness as openness_rules
from msssim.rules.counts import poisson_count
from msssim.rules.hazard import chance, per_week, relax, switch
from msssim.rules.shocks import offensive_rate, raised_rate
from msssim.world.calendar import DAYS_PER_WEEK, WEEKS_PER_MONTH, day_of
from msssim.world.kinds import Vote
from msssim.world.sums import total


def shocks(b: Block) -> None:
    """Offensive, closure of the airport, crisis of the transition."""
    s, p, weeks = b.state, b.p, b.step.weeks
    s.weeks_since_event += weeks
    rate = offensive_rate(
        p.gangs.offensive_per_week,
        s.weeks_since_event <= p.gangs.offensive_event_weeks,
        p.gangs.offensive_event_effect,
        s.cohesion,
        p.gangs.cohesion_at_start,
        p.gangs.offensive_cohesion_effect,
    )
    s.offensive = switch(
        s.offensive,
        b.national("offensive"),
        chance(rate, weeks),
        chance(1.0 / p.gangs.offensive_weeks, weeks),
    )
    closure = raised_rate(
        p.logistics.airport_closure_per_week, s.offensive, p.logistics.airport_offensive_factor
    )
    s.airport_closed = switch(
        s.airport_closed,
        b.national("airport"),
        chance(closure, weeks),
        chance(1.0 / p.logistics.airport_closure_weeks, weeks),
    )
    crisis = raised_rate(
        per_week(p.authorities.crisis_per_month), s.offensive, p.authorities.crisis_offensive_factor
    )
    s.crisis = switch(
        s.crisis,
        b.national("crisis"),
        chance(crisis, weeks),
        chance(1.0 / p.authorities.crisis_weeks, weeks),
    )


def courts(b: Block) -> None:
    """Petitions, hearings and workarounds in each contributor's courts."""
    s, law, weeks = b.state, b.p.law, b.step.weeks
    pending = s.committed & (s.vetting + s.training + s.ready > 0) & s.in_force
    status = court_rules.meet_bar(
        s.legal_status, b.luck.of("contingent.workaround"), law.workaround_weeks, weeks
    )
    status, waiting = court_rules.hearing(
        status,
        s.weeks_to_hearing,
        b.luck.of("contingent.adjournment"),
        b.luck.of("contingent.ruling"),
        b.luck.of("contingent.workaround"),
        law.adjournment,
        law.adjournment_weeks,
        law.ruling_blocks,
        law.compliance,
        law.workaround,
        weeks,
    )
    s.legal_status, s.weeks_to_hearing = court_rules.petition(
        status,
        waiting,
        pending & b.p.mission.contingents.contestable,
        b.luck.of("contingent.petition"),
        b.luck.of("contingent.interim_order"),
        per_week(law.petitions_per_month),
        law.interim_order,
        law.compliance,
        law.hearing_weeks,
        weeks,
    )


def council(b: Block) -> None:
    """The vote on the mandate in the step that holds its end, and a tabled conversion."""
    s, p, step = b.state, b.p, b.step
    filled = total(s.in_theatre) / np.maximum(p.mission.force_target, 1)
    due = s.in_force & (s.mandate_end_day < step.end_day)
    decision = council_rules.vote(
        b.national("vote"),
        b.national("rollover"),
        council_rules.renewal_chance(
            p.council.renewal_probability,
            s.clarity,
            p.governance.reference_clarity,
            p.council.renewal_clarity,
            np.minimum(filled, 1.0),
            p.council.renewal_progress,
        ),
        p.council.rollover_probability,
    )
    extended = council_rules.mandate_end(
        s.mandate_end_day, decision, p.council.renewal_term_days, p.council.rollover_days
    )
    s.mandate_end_day = np.where(due, extended, s.mandate_end_day)
    b.now.renewals = (due & (decision == Vote.RENEWAL)).astype(np.int64)
    lapsing = due & (decision == Vote.LAPSE)
    s.at_lapse = np.where(lapsing, s.in_theatre, s.at_lapse)
    s.in_force = s.in_force & ~lapsing
    s.lapsed = s.lapsed | lapsing
    s.weeks_since_event = np.where(due, 0.0, s.weeks_since_event)
    if step.holds(p.council.conversion_vote_on):
        passed = (
            s.in_force
            & ~s.converted
            & (b.national("conversion") < p.council.conversion_probability)
        )
        s.conversion_day = np.where(passed, step.day, s.conversion_day)
        s.converted = s.converted | passed


def openness(b: Block) -> None:
    """Clarity, coordination and oversight approach what policy aims at; abuse happens."""
    s, p, weeks = b.state, b.p, b.step.weeks
    rate = 1.0 / p.governance.adjustment_weeks
    enabled = p.mission.enabled

    def towards(level: np.ndarray, aim: np.ndarray) -> np.ndarray:
        return np.where(enabled, relax(level, aim, rate, weeks), level)

    s.clarity = towards(s.clarity, p.governance.transparency)
    s.oversight = towards(s.oversight, p.governance.oversight)
    mistrustful = openness_rules.coordination_after_leaks(
        towards(s.coordination, p.governance.coordination),
        s.joint_leaks,
        p.governance.mistrust_per_leak,
    )
    s.coordination = np.where(enabled, mistrustful, s.coordination)
    s.exposure = openness_rules.exposure(
        s.clarity, p.governance.exposure_floor, p.governance.leakiness
    )
    s.abuse_cases = poisson_count(
        b.national("abuse"),
        openness_rules.expected_abuse(
            p.governance.abuse_per_1000_years,
            total(s.in_theatre),
            s.oversight,
            p.governance.oversight_effect,
            weeks,
        ),
    )


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
    )
    can_hold = p.funding.donors.held_usd > 0
    on = switch(
        s.hold,
        b.luck.of("donor.hold"),
        np.where(can_hold, chance(per_week(hold.reimpose_per_month), step.weeks), 0.0),
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
    number = poisson_count(b.luck.of("donor.pledge_number"), expected)
    size = fund_rules.pledge_size(
        b.luck.of("donor.pledge_size"),
        p.funding.pledge_rate_usd_month / p.funding.pledges_per_month,
        p.funding.pledge_size_log_sd,
    )
    amount = fund_rules.whole(np.rint(number * size))
    paid, unpaid = fund_rules.split_pledge(amount, p.funding.conversion)
    s.pledged_usd = s.pledged_usd + amount
    s.first_stage_usd = s.first_stage_usd + paid
    s.unpaid_usd = s.unpaid_usd + unpaid


def _transfers(b: Block) -> None:
    """Receipts first, so that no dollar passes both stages in one step.

    A hold that has come back stops a donor's first stage; one that never left holds ``held_usd``.
    """
    s, p, weeks = b.state, b.p, b.step.weeks
    lag_weeks = p.funding.lag_months * WEEKS_PER_MONTH
    received = fund_rules.transfer(
        s.second_stage_usd, b.luck.of("donor.second_stage"), lag_weeks, weeks
    )
    received = np.where(p.mission.enabled, received, 0)
    moved = fund_rules.transfer(s.first_stage_usd, b.luck.of("donor.first_stage"), lag_weeks, weeks)
    stopped = s.hold & (s.held_usd == 0)
    moved = np.where(p.mission.enabled & ~stopped, moved, 0)
    s.second_stage_usd = s.second_stage_usd - received + moved
    s.first_stage_usd = s.first_stage_usd - moved
    s.received_usd = s.received_usd + received
    b.now.receipts_usd = total(received)


def _spend(b: Block) -> None:
    s, p, step = b.state, b.p, b.step
    months = step.end_day / DAYS_PER_WEEK / WEEKS_PER_MONTH
    s.in_kind = np.where(
        p.mission.enabled,
        fund_rules.in_kind_capacity(
            p.funding.in_kind_persons,
            p.funding.in_kind_at_start,
            p.funding.in_kind_ramp_months,
            months,
        ),
        0,
    )
    persons = total(s.in_theatre)
    cost_month = fund_rules.monthly_cost(
        persons, s.in_kind, p.funding.unit_cost_cash_usd_month, p.funding.unit_cost_kind_usd_month
    )
    cost = fund_rules.whole(np.rint(cost_month * step.months))
    b.now.assessed = s.converted & (
        step.day >= s.conversion_day + p.council.handover_weeks * DAYS_PER_WEEK
    )
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
    b.now.spent_usd = paid - assessed
    b.now.in_kind_usd = fund_rules.in_kind_value(
        persons, s.in_kind, p.funding.unit_cost_kind_usd_month, step.weeks
    )
