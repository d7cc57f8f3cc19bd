"""Batch phase of the courts: known steps of cases, and what chance adds."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import courts as rules
from msssim.rules.contingents import preparing
from msssim.world.calendar import DAYS_PER_WEEK, day_of
from msssim.world.kinds import LegalStatus
from msssim.world.mission import COURT_STEPS


def courts(b: Block) -> None:
    """Agreements, known steps, hearings, rulings and petitions, in that order."""
    s, law, streams, weeks = b.state, b.p.law, b.streams, b.step.weeks
    met = streams.of("contingent.workaround")
    s.legal_status = rules.meet_bar(s.legal_status, law, uniform=met, weeks=weeks)
    for row in b.axes.court_steps:
        if b.step.holds(law.steps.date[row]):
            _known_step(b, row)
    _hearings(b)
    pending = s.committed & (preparing(s) > 0) & s.in_force
    before = s.legal_status
    s.legal_status, s.weeks_to_court = rules.petition(
        before, s.weeks_to_court, law, exposed=pending & b.p.mission.contingents.contestable,
        uniform_petition=streams.of("contingent.petition"),
        uniform_order=streams.of("contingent.interim_order"), weeks=weeks,
    )  # fmt: skip
    s.petition_filed = s.legal_status != before


def _known_step(b: Block, row: int) -> None:
    """A step of a case whose date has come; without a later one, chance goes on from there."""
    s, law = b.state, b.p.law
    case, step = b.axes.contingent_of_step[row], COURT_STEPS[law.steps.step[row]]
    happens = np.broadcast_to(law.steps.applies[row], (b.runs,))
    ordered = s.legal_status[case] == LegalStatus.INTERIM_ORDER
    decides = happens & ~ordered if step.yields_to_order else happens
    s.legal_status[case] = np.where(decides, int(step.status), s.legal_status[case])
    following = (next_date(b, row) - b.step.day) / DAYS_PER_WEEK
    otherwise = 0.0 if step.heard else law.hearing_weeks
    to_court = np.where(np.isfinite(following), following, otherwise)
    s.weeks_to_court[case] = np.where(happens, to_court, s.weeks_to_court[case])
    s.reserved[case] &= ~happens


def next_date(b: Block, row: int) -> np.ndarray:
    """Day of the next known step of the same case, ``(run,)`` or ``(1,)``; infinite without one."""
    steps, case = b.p.law.steps, b.axes.contingent_of_step
    following = np.array([np.inf])
    for other in b.axes.court_steps:
        if case[other] == case[row] and steps.date[other] > steps.date[row]:
            day = day_of(steps.date[other], b.p.start)
            following = np.where(steps.applies[other], np.minimum(following, day), following)
    return following


def _hearings(b: Block) -> None:
    s, law, streams = b.state, b.p.law, b.streams
    due, s.reserved, s.weeks_to_court = rules.hearing(
        s.legal_status, s.weeks_to_court, law, reserved=s.reserved,
        uniform_adjournment=streams.of("contingent.adjournment"),
        uniform_judgment=streams.of("contingent.judgment"), weeks=b.step.weeks,
    )  # fmt: skip
    s.legal_status = rules.ruling(
        s.legal_status, law, due=due, uniform_ruling=streams.of("contingent.ruling"),
        uniform_workaround=streams.of("contingent.workaround"),
    )  # fmt: skip
