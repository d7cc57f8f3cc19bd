"""Batch phase of the contingents: prepare, leave, and fly."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.airlift import airlift
from msssim.engines.batch.block import Block
from msssim.engines.batch.state import airport_works
from msssim.rules import contingents as rules
from msssim.rules.hazard import chance, per_week
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.kinds import LegalStatus
from msssim.world.mission import PHASES
from msssim.world.sums import total


def contingents(b: Block) -> None:
    """All decide on what is public; then they prepare, leave, and fly."""
    commits = _commits(b)
    _prepare(b)
    _commit(b, commits)
    _recall(b)
    _leave(b)
    _replace_lead(b)
    airlift(b)
    _postpone(b)


def _commits(b: Block) -> np.ndarray:
    """Which countries decide to send their offer in this step."""
    s, p, step = b.state, b.p, b.step
    committed = total(np.where(s.committed & ~s.going_home, s.offered, 0))
    share_committed = committed / np.maximum(total(s.offered), 1)
    deaths, days_left = total(s.deaths_remembered), s.mandate_end_day - step.day
    factor = rules.commitment_factor(
        p.mission, p.governance, clarity=s.clarity, oversight=s.oversight, assessed=s.assessed,
        coordination=s.coordination, share_committed=share_committed, deaths=deaths,
        cases=s.cases_remembered, mandate_weeks_left=days_left / DAYS_PER_WEEK,
    )  # fmt: skip
    standing = rules.standing(
        p.mission, clarity=s.clarity, oversight=s.oversight, share_committed=share_committed
    )
    likely = chance(per_week(p.mission.contingents.commit_per_month) * factor, step.weeks)
    decides = b.streams.of("contingent.commitment") < likely
    return s.in_force & ~s.committed & decides & (standing >= s.threshold)


def _prepare(b: Block) -> None:
    """Leave ends, training, and vetting, in that order: a step in each at least."""
    s = b.state
    for phase in reversed(PHASES):
        if phase.leads_to:
            persons = getattr(s, phase.name)
            leaves = chance(1.0 / getattr(b.p.mission, phase.weeks), b.step.weeks)
            moved = b.binomial(f"contingent.{phase.channel}", persons, leaves)
            setattr(s, phase.name, persons - moved)
            setattr(s, phase.leads_to, getattr(s, phase.leads_to) + moved)


def _commit(b: Block, commits: np.ndarray) -> None:
    s = b.state
    joining = np.where(commits, s.uncommitted, 0)
    s.committed = s.committed | commits
    s.uncommitted = s.uncommitted - joining
    s.vetting = s.vetting + joining
    announced = rules.announced_for(b.step.day, b.p.mission)
    s.announced_day = np.where(commits, announced, s.announced_day)
    s.first_announced_day = np.where(commits, announced, s.first_announced_day)


def _recall(b: Block) -> None:
    """States recall contingents; a recalled one ends its preparation at once."""
    s, p = b.state, b.p
    unpaid = s.arrears_days > p.funding.arrears_days
    rate = rules.recall_rate(
        p.mission, unpaid=unpaid, deaths=s.deaths_remembered, cases=s.cases_remembered
    )
    present = s.in_theatre + s.on_leave > 0
    recalls = b.streams.of("contingent.recall") < chance(rate, b.step.weeks)
    s.recalled = s.recalled | (s.in_force & present & recalls)
    s.gone_home = s.gone_home + np.where(s.recalled, rules.preparing(s), 0)
    for phase in PHASES:
        if phase.prepares:
            getattr(s, phase.name)[s.recalled] = 0


def _leave(b: Block) -> None:
    """Drawdown after a lapse, a recall or a bar for good; resignations; home leave."""
    s, p, weeks = b.state, b.p, b.step.weeks
    going = s.recalled | (s.legal_status == LegalStatus.BARRED_FOR_GOOD) | ~s.in_force
    s.leaving_from = np.where(going & ~s.going_home, s.in_theatre, s.leaving_from)
    s.weeks_leaving = np.where(going, s.weeks_leaving + weeks, 0.0)
    s.going_home = going
    drawn_down = rules.drawdown(
        s.in_theatre, p.mission,
        at_notice=s.leaving_from, weeks_since=s.weeks_leaving, orderly=s.orderly,
    )  # fmt: skip
    unpaid = s.arrears_days > p.funding.arrears_days
    resigns = np.where(unpaid, chance(per_week(p.mission.resignations_per_month), weeks), 0.0)
    resigned = b.binomial("contingent.resignation", s.in_theatre, resigns)
    s.resigned = np.where(going, 0, resigned)
    leaving = np.where(going, drawn_down, resigned)
    s.in_theatre = s.in_theatre - leaving
    s.gone_home = s.gone_home + leaving + np.where(going, s.on_leave, 0)
    s.on_leave = np.where(going, 0, s.on_leave)
    _go_on_leave(b)


def _go_on_leave(b: Block) -> None:
    s = b.state
    on_tour, waiting = rules.leave_wave(
        s.in_theatre, s.weeks_to_leave, b.p.mission, weeks=b.step.weeks
    )
    stays = s.going_home | ~airport_works(s)
    s.weeks_to_leave = np.where(stays, s.weeks_to_leave, waiting)
    on_tour = np.where(stays, 0, on_tour)
    s.in_theatre = s.in_theatre - on_tour
    s.on_leave = s.on_leave + on_tour


def _replace_lead(b: Block) -> None:
    """Another state may take over from a lead nation that is lost; a UN operation needs none."""
    s, p, lead = b.state, b.p, b.axes.lead
    s.leaderless = np.zeros(b.runs, dtype=bool)
    s.led = np.ones(b.runs, dtype=bool)
    if lead is None:
        return
    barred = s.legal_status[lead] == LegalStatus.BARRED_FOR_GOOD
    lost = s.recalled[lead] | barred | (s.offered[lead] == 0)
    likely = chance(per_week(p.mission.replacement_lead_per_month), b.step.weeks)
    found = lost & s.in_force & (b.national("replacement_lead") < likely)
    s.replacement_lead = s.replacement_lead | found
    commanded = s.replacement_lead | s.assessed
    s.leaderless = lost & ~commanded
    landed = np.isfinite(s.arrived_day[lead]) & ~lost
    s.led = landed | commanded | np.logical_not(p.mission.lead_lands_first)


def _postpone(b: Block) -> None:
    """An announced date that passes with nobody landed is put back."""
    s, mission = b.state, b.p.mission
    waiting = s.committed & np.isinf(s.arrived_day) & ~s.going_home & mission.enabled
    missed = waiting & (s.announced_day < b.step.end_day)
    s.postponements = s.postponements + np.where(missed, 1, 0)
    put_back = s.announced_day + rules.postponement_days(mission)
    s.announced_day = np.where(missed, put_back, s.announced_day)
