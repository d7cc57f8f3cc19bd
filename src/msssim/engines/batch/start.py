"""The first day: the state of a block before its first step."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from msssim.engines.batch import start_ground as ground
from msssim.engines.batch.axes import Axes
from msssim.engines.batch.state import State, starting_state
from msssim.rules import command, contingents, people, trust
from msssim.rules.funding import in_kind_capacity, split_pledge
from msssim.rules.openness import exposure
from msssim.world.calendar import DAYS_PER_WEEK, day_of
from msssim.world.kinds import LegalStatus, Posture
from msssim.world.mission import COURT_STEPS
from msssim.world.streams import RandomStreams
from msssim.world.sums import total, total_by


def initial_state(  # noqa: PLR0915
    p: SimpleNamespace, axes: Axes, streams: RandomStreams, runs: int
) -> State:
    """Lay out the state of the start date for every run of a block.

    ``luck`` stands at the first day: some things are settled then for the whole run.
    """

    def nation(value: object, kind: type = float) -> np.ndarray:
        return np.broadcast_to(np.asarray(value, dtype=kind), (runs,)).copy()

    def rows(value: object, count: int, kind: type = float) -> np.ndarray:
        return np.broadcast_to(np.asarray(value, dtype=kind), (count, runs)).copy()

    residents, displaced = ground.inhabitants(p, axes, runs)
    fighters = ground.members_of_footholds(p, axes, runs)
    state_share = 1.0 - rows(p.territory.zones.gang_control, axes.zones)
    gang_control = ground.control_of_footholds(axes, fighters, 1.0 - state_share)
    officers = rows(p.police.units.officers, axes.units, np.int64)
    morale = rows(p.police.morale_at_start, axes.units)
    force = ground.police_force(p, axes, officers, morale)
    paid, unpaid = split_pledge(
        rows(p.funding.donors.pledged_usd, axes.donors, np.int64), p.funding.conversion
    )
    held = rows(p.funding.donors.held_usd, axes.donors, np.int64)
    received = rows(p.funding.donors.received_usd, axes.donors, np.int64)
    members = total_by(fighters, axes.footholds_of_gang)
    roads_open = ground.roads_open(p, axes, state_share)
    clashes = ground.clashes(p, axes, fighters, force, state_share)
    access = ground.access(p, axes, state_share, roads_open, clashes)
    tips = ground.tips(p, residents, state_share)
    harm = p.people.killed_by_gangs_per_100k_week * (1.0 - state_share)
    kidnapped = people.expected_violence(
        residents, p.people.kidnapped_per_100k_week,
        gang_control=1.0 - state_share, factor=1.0, weeks=1.0,
    )  # fmt: skip
    local, earned, sponsored = ground.income(
        p, axes, gang_control, residents, roads_open, kidnapped, state_share
    )
    offer, committed, trained = _offers(p, axes, streams, runs)
    status, to_court = _cases(p, axes, runs)
    announced = _announced(p, axes, runs)
    s = starting_state(p, axes.sizes, runs)
    s.mandate_end_day = nation(day_of(p.council.mandate_ends, p.start), np.int64)
    s.next_review_day = nation(day_of(p.council.review_on, p.start), np.int64)
    s.filing_uniform = streams.of("nation.filing")[0].copy()
    s.exposure = nation(exposure(p.governance.reference_clarity, p.governance))
    s.pledged_usd = paid + unpaid + held + received
    s.unpaid_usd = unpaid
    s.first_stage_usd = paid
    s.hold = held > 0
    s.balance_usd = total(received)
    s.in_kind = nation(in_kind_capacity(0.0, p.funding), np.int64)
    s.inspection_uniform = streams.of("nation.inspection")[0].copy()
    s.offered = offer
    s.threshold = contingents.threshold(
        streams.of("contingent.threshold"), p.mission.threshold_mean, p.mission.threshold_weight
    )
    s.legal_status = status
    s.weeks_to_court = to_court
    s.committed = committed
    s.uncommitted = np.where(committed, 0, offer)
    s.vetting = np.where(committed, offer - trained, 0)
    s.ready = np.where(committed, trained, 0)
    s.announced_day = announced
    s.first_announced_day = announced.copy()
    s.successes = rows(p.gangs.belief_mean * p.gangs.belief_weight, axes.gangs)
    s.failures = rows((1.0 - p.gangs.belief_mean) * p.gangs.belief_weight, axes.gangs)
    s.posture = np.where(
        streams.of("gang.first_posture") < p.gangs.confronting_at_start,
        int(Posture.CONFRONT),
        int(Posture.LOW_PROFILE),
    )
    s.join_threshold = contingents.threshold(
        streams.of("gang.threshold"), p.gangs.threshold_mean, p.gangs.threshold_weight
    )
    s.members_at_start = members
    s.children = np.rint(members * p.recruitment.children_at_start).astype(np.int64)
    s.arms = members * nation(p.gang_finance.arms_per_member)
    s.local_rent_at_start = local
    s.sponsored_at_start = sponsored
    s.rivalry_at_start = ground.rivalry(axes, fighters)
    s.renewals_for = nation(p.gangs.renewal_expectation * p.gangs.renewal_weight)
    s.renewals_against = nation((1.0 - p.gangs.renewal_expectation) * p.gangs.renewal_weight)
    s.fighters = fighters
    s.gang_control = gang_control
    s.advantage_at_start = ground.advantage(p, axes, earned, sponsored, members, access)
    s.residents = residents
    s.displaced = displaced
    s.state_control = state_share
    s.resting_weight = ground.resting_weight(p, axes, fighters, force, state_share)
    s.density_at_start = command.density(force, residents)
    s.weeks_held = np.where(state_share >= p.territory.held_control, p.territory.held_weeks, 0.0)
    s.roads_open = roads_open
    s.access = access
    s.access_at_start = access.copy()
    s.clashes_per_week = clashes
    s.tips_per_week = tips
    s.tip_worth_at_start = trust.tip_saturation(tips, p.people.tips_half)
    s.harm_by_gangs = harm
    s.harm_by_gangs_at_start = harm.copy()
    s.kidnapped_per_week = kidnapped
    return s


def _offers(
    p: SimpleNamespace, axes: Axes, streams: RandomStreams, runs: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Persons offered, whether committed, and persons already trained, by contingent."""
    rows = p.mission.contingents
    shape = (axes.contingents, runs)
    offer = contingents.offer(streams.of("contingent.offer"), rows)
    offer = np.broadcast_to(offer, shape).copy()
    committed = np.broadcast_to(rows.committed, shape).copy()
    trained = np.minimum(np.broadcast_to(rows.trained, shape), offer)
    return offer, committed, trained


def _cases(p: SimpleNamespace, axes: Axes, runs: int) -> tuple[np.ndarray, np.ndarray]:
    """Legal status of each contingent and weeks to its next date in court.

    The last known step before the start says where a case stands.
    """
    steps = p.law.steps
    status = np.full((axes.contingents, runs), int(LegalStatus.CLEAR))
    weeks = np.zeros((axes.contingents, runs))
    for row in axes.court_steps:
        day = day_of(steps.date[row], p.start)
        if day < 0:
            contingent = axes.contingent_of_step[row]
            known = np.broadcast_to(steps.applies[row], (runs,))
            status[contingent] = np.where(
                known, int(COURT_STEPS[steps.step[row]].status), status[contingent]
            )
            following = next_date(p, axes, row)
            to_court = np.where(
                np.isfinite(following), following / DAYS_PER_WEEK, p.law.hearing_weeks
            )
            weeks[contingent] = np.where(known, to_court, weeks[contingent])
    return status, weeks


def next_date(p: SimpleNamespace, axes: Axes, row: int) -> np.ndarray:
    """Day of the next known step of the same case, ``(run,)`` or ``(1,)``; infinite without one."""
    steps = p.law.steps
    following = np.array([np.inf])
    for other in axes.court_steps:
        same = axes.contingent_of_step[other] == axes.contingent_of_step[row]
        if same and steps.date[other] > steps.date[row]:
            day = day_of(steps.date[other], p.start)
            following = np.where(steps.applies[other], np.minimum(following, day), following)
    return following


def _announced(p: SimpleNamespace, axes: Axes, runs: int) -> np.ndarray:
    days = [
        np.inf if date is None else float(day_of(date, p.start))
        for date in p.mission.contingents.announced
    ]
    return np.broadcast_to(np.array(days)[:, None], (axes.contingents, runs)).copy()
