"""Batch phase of the courts: known steps of cases, and what chance adds."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.engines.batch.start import next_date
from msssim.rules import courts as rules
from msssim.rules.hazard import per_week
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.kinds import LegalStatus


def courts(b: Block) -> None:
    """Agreements, known steps, hearings, rulings and petitions, in that order."""
    s, law, weeks = b.state, b.p.law, b.step.weeks
    s.legal_status = rules.meet_bar(
        s.legal_status, b.streams.of("contingent.workaround"), law.workaround_weeks, weeks
    )
    for row in b.axes.court_steps:
        if b.step.holds(law.steps.date[row]):
            _known_step(b, row)
    _hearings(b)
    pending = s.committed & (s.vetting + s.training + s.ready > 0) & s.in_force
    before = s.legal_status
    s.legal_status, s.weeks_to_court = rules.petition(
        s.legal_status,
        s.weeks_to_court,
        pending & b.p.mission.contingents.contestable,
        b.streams.of("contingent.petition"),
        b.streams.of("contingent.interim_order"),
        per_week(law.petitions_per_month),
        law.interim_order,
        law.compliance,
        law.hearing_weeks,
        weeks,
    )
    b.now.petitions = s.legal_status != before


def _known_step(b: Block, row: int) -> None:
    """A step of a case whose date has come; without a later one, chance goes on from there."""
    s, law = b.state, b.p.law
    case = b.axes.contingent_of_step[row]
    happens = np.broadcast_to(law.steps.applies[row], (b.runs,))
    kind = law.steps.step[row]
    status = int(rules.STATUS_AFTER[kind])
    if kind in ("hearing", "petition"):
        ordered = s.legal_status[case] == LegalStatus.INTERIM_ORDER
        happens_to_status = happens & ~ordered
    else:
        happens_to_status = happens
    s.legal_status[case] = np.where(happens_to_status, status, s.legal_status[case])
    following = (next_date(b.p, b.axes, row) - b.step.day) / DAYS_PER_WEEK
    otherwise = 0.0 if kind == "hearing" else law.hearing_weeks
    to_court = np.where(np.isfinite(following), following, otherwise)
    s.weeks_to_court[case] = np.where(happens, to_court, s.weeks_to_court[case])
    s.reserved[case] &= ~happens


def _hearings(b: Block) -> None:
    s, law = b.state, b.p.law
    due, s.reserved, s.weeks_to_court = rules.hearing(
        s.legal_status,
        s.reserved,
        s.weeks_to_court,
        b.streams.of("contingent.adjournment"),
        law.adjournment,
        law.adjournment_weeks,
        rules.judgment_time(
            b.streams.of("contingent.judgment"), law.judgment_weeks, law.judgment_log_sd
        ),
        b.step.weeks,
    )
    s.legal_status = rules.ruling(
        s.legal_status,
        due,
        b.streams.of("contingent.ruling"),
        b.streams.of("contingent.workaround"),
        law.ruling_blocks,
        law.compliance,
        law.workaround,
    )
