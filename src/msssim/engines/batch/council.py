"""Batch phase of the Security Council: filing, review, and its votes member by member."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import choice
from msssim.rules import council as rules
from msssim.world.calendar import DAYS_PER_WEEK, WEEKS_PER_MONTH, day_of
from msssim.world.kinds import Ballot, Vote
from msssim.world.sums import total


def council(b: Block) -> None:
    """Documents arrive, a review is held, and what is due or tabled is voted on."""
    _file(b)
    _review(b)
    b.now.mood = rules.context(
        b.state.clarity - b.p.governance.reference_clarity,
        b.p.council.vote_clarity,
        b.state.reviewed_progress,
        b.p.council.vote_progress,
        b.state.conops_filed,
        b.p.council.vote_unfiled,
        b.state.cases_remembered,
        b.p.council.vote_abuse,
    )
    _mandate(b)
    _office(b)
    _conversion(b)
    s, p, day = b.state, b.p, b.step.day
    b.now.office_serves = s.in_force & (
        day >= s.office_day + p.council.office_lag_weeks * DAYS_PER_WEEK
    )
    b.now.assessed = s.converted & (
        day >= s.conversion_day + p.council.handover_weeks * DAYS_PER_WEEK
    )


def _file(b: Block) -> None:
    s, p = b.state, b.p
    delay = rules.filing_delay(s.filing_uniform, p.council.conops_delay_weeks)
    due = day_of(p.council.conops_filed_on, p.start) + delay * DAYS_PER_WEEK
    s.conops_filed = s.conops_filed | (due < b.step.end_day)


def _review(b: Block) -> None:
    s, p = b.state, b.p
    held = s.in_force & (s.next_review_day < b.step.end_day)
    filled = np.minimum(total(s.in_theatre) / np.maximum(p.mission.force_target, 1), 1.0)
    s.reviewed_progress = np.where(held, filled, s.reviewed_progress)
    s.next_review_day = np.where(
        held, s.next_review_day + p.council.review_interval_days, s.next_review_day
    )


def _mandate(b: Block) -> None:
    """The vote in the step that holds the mandate's end."""
    s, p, step = b.state, b.p, b.step
    due = s.in_force & (s.mandate_end_day < step.end_day)
    tabled = due & (b.national("tabling") < p.council.renewal_tabled)
    renewed = _vote(b, tabled, "renewal", "leaning", p.council.renewal_support)
    decision = rules.decision(renewed, b.national("rollover"), p.council.rollover_probability)
    extended = rules.mandate_end(
        s.mandate_end_day, decision, p.council.renewal_term_days, p.council.rollover_days
    )
    s.mandate_end_day = np.where(due, extended, s.mandate_end_day)
    b.now.renewals = (due & (decision == Vote.RENEWAL)).astype(np.int64)
    b.now.lapsing = due & (decision == Vote.LAPSE)
    orderly = rules.orderly_exit(
        s.offensive, s.cover_months, p.mission.drawdown_weeks / WEEKS_PER_MONTH
    )
    s.orderly = np.where(b.now.lapsing, orderly, s.orderly)
    s.in_force = s.in_force & ~b.now.lapsing
    s.lapsed = s.lapsed | b.now.lapsing
    s.weeks_since_event = np.where(due, 0.0, s.weeks_since_event)
    seen = choice.renewal_evidence(decision == Vote.RENEWAL, decision == Vote.ROLLOVER, p.gangs)
    s.renewals_for = s.renewals_for + np.where(due, seen, 0.0)
    s.renewals_against = s.renewals_against + np.where(due, 1.0 - seen, 0.0)


def _office(b: Block) -> None:
    s, p = b.state, b.p
    if b.step.holds(p.council.office_vote_on):
        tabled = s.in_force & np.isinf(s.office_day)
        passed = _vote(b, tabled, "office", "leaning_office", p.council.office_support)
        s.office_day = np.where(passed, b.step.day, s.office_day)
        s.weeks_since_event = np.where(passed, 0.0, s.weeks_since_event)


def _conversion(b: Block) -> None:
    """A conversion brings a new mandate with it."""
    s, p, day = b.state, b.p, b.step.day
    if b.step.holds(p.council.conversion_vote_on):
        tabled = s.in_force & ~s.converted
        passed = _vote(b, tabled, "conversion", "leaning_operation", p.council.conversion_support)
        s.conversion_day = np.where(passed, day, s.conversion_day)
        s.converted = s.converted | passed
        s.mandate_end_day = np.where(
            passed,
            np.maximum(s.mandate_end_day, day + p.council.renewal_term_days),
            s.mandate_end_day,
        )
        s.weeks_since_event = np.where(passed, 0.0, s.weeks_since_event)


def _vote(b: Block, tabled: np.ndarray, draft: str, leaning: str, support: object) -> np.ndarray:
    """Whether a draft is adopted where it is tabled; remembers the votes in favour."""
    s, members = b.state, b.p.council.members
    seated = _seated(b)
    ballots = rules.ballot(
        b.streams.of(f"member.{draft}"),
        getattr(members, leaning) + support + b.now.mood,
        b.p.council.abstention,
    )
    in_favour = total(np.where(seated & (ballots == Ballot.YES), 1, 0))
    vetoes = total(np.where(seated & members.permanent & (ballots == Ballot.NO), 1, 0))
    s.yes_votes = np.where(tabled, in_favour, s.yes_votes)
    passed: np.ndarray = tabled & rules.adopted(in_favour, vetoes, b.p.council.yes_votes_needed)
    return passed


def _seated(b: Block) -> np.ndarray:
    """Whether each member sits on the Council today, ``(member, 1)``."""
    members, start = b.p.council.members, b.p.start
    since = [-np.inf if date is None else day_of(date, start) for date in members.since]
    until = [np.inf if date is None else day_of(date, start) for date in members.until]
    seated: np.ndarray = rules.sits(np.array(since), np.array(until), b.step.day)[:, None]
    return seated
