"""Batch phase of the Security Council: filing, review, and its votes member by member."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import choice
from msssim.rules import council as rules
from msssim.world.calendar import DAYS_PER_WEEK, day_of
from msssim.world.kinds import Ballot, Vote
from msssim.world.mission import CONVERSION, OFFICE, RENEWAL, Draft
from msssim.world.sums import total


def council(b: Block) -> None:
    """Documents arrive, a review is held, and what is due or tabled is voted on."""
    s, p, day = b.state, b.p, b.step.day
    _file(b)
    _review(b)
    s.mood = rules.context(
        p.council, p.governance, clarity=s.clarity, progress=s.reviewed_progress,
        filed=s.conops_filed, cases=s.cases_remembered,
    )  # fmt: skip
    _mandate(b)
    _office(b)
    _conversion(b)
    serves_from = s.office_day + p.council.office_lag_weeks * DAYS_PER_WEEK
    s.office_serves = s.in_force & (day >= serves_from)
    assessed_from = s.conversion_day + p.council.handover_weeks * DAYS_PER_WEEK
    s.assessed = s.converted & (day >= assessed_from)


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
    following = s.next_review_day + p.council.review_interval_days
    s.next_review_day = np.where(held, following, s.next_review_day)


def _mandate(b: Block) -> None:
    """The vote in the step that holds the mandate's end."""
    s, p = b.state, b.p
    due = s.in_force & (s.mandate_end_day < b.step.end_day)
    tabled = due & (b.national("tabling") < p.council.renewal_tabled)
    renewed = _vote(b, tabled, RENEWAL)
    decision = rules.decision(renewed, b.national("rollover"), p.council.rollover_probability)
    extended = rules.mandate_end(s.mandate_end_day, p.council, decision=decision)
    s.mandate_end_day = np.where(due, extended, s.mandate_end_day)
    s.renewals = (due & (decision == Vote.RENEWAL)).astype(np.int64)
    s.lapsing = due & (decision == Vote.LAPSE)
    orderly = rules.orderly_exit(p.mission, offensive=s.offensive, cover_months=s.cover_months)
    s.orderly = np.where(s.lapsing, orderly, s.orderly)
    s.in_force = s.in_force & ~s.lapsing
    s.lapsed = s.lapsed | s.lapsing
    s.weeks_since_event = np.where(due, 0.0, s.weeks_since_event)
    seen = choice.renewal_evidence(decision == Vote.RENEWAL, decision == Vote.ROLLOVER, p.gangs)
    s.renewals_for = s.renewals_for + np.where(due, seen, 0.0)
    s.renewals_against = s.renewals_against + np.where(due, 1.0 - seen, 0.0)


def _office(b: Block) -> None:
    s = b.state
    if b.step.holds(b.p.council.office_vote_on):
        passed = _vote(b, s.in_force & np.isinf(s.office_day), OFFICE)
        s.office_day = np.where(passed, b.step.day, s.office_day)
        s.weeks_since_event = np.where(passed, 0.0, s.weeks_since_event)


def _conversion(b: Block) -> None:
    """A conversion brings a new mandate with it."""
    s, p, day = b.state, b.p, b.step.day
    if b.step.holds(p.council.conversion_vote_on):
        passed = _vote(b, s.in_force & ~s.converted, CONVERSION)
        s.conversion_day = np.where(passed, day, s.conversion_day)
        s.converted = s.converted | passed
        extended = np.maximum(s.mandate_end_day, day + p.council.renewal_term_days)
        s.mandate_end_day = np.where(passed, extended, s.mandate_end_day)
        s.weeks_since_event = np.where(passed, 0.0, s.weeks_since_event)


def _vote(b: Block, tabled: np.ndarray, draft: Draft) -> np.ndarray:
    """Whether a draft is adopted where it is tabled; remembers the votes in favour."""
    s, terms, members = b.state, b.p.council, b.p.council.members
    readiness = getattr(members, draft.leaning) + getattr(terms, draft.support) + s.mood
    ballots = rules.ballot(b.streams.of(f"member.{draft.name}"), readiness, terms.abstention)
    seated = _seated(b)
    in_favour = total(np.where(seated & (ballots == Ballot.YES), 1, 0))
    vetoes = total(np.where(seated & members.permanent & (ballots == Ballot.NO), 1, 0))
    s.yes_votes = np.where(tabled, in_favour, s.yes_votes)
    return tabled & rules.adopted(in_favour, vetoes, terms.yes_votes_needed)


def _seated(b: Block) -> np.ndarray:
    """Whether each member sits on the Council today, ``(member, 1)``."""
    members, start = b.p.council.members, b.p.start
    since = [-np.inf if date is None else day_of(date, start) for date in members.since]
    until = [np.inf if date is None else day_of(date, start) for date in members.until]
    return rules.sits(np.array(since), np.array(until), b.step.day)[:, None]
