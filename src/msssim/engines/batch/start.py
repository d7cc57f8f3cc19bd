"""The state before the first step: tables, first draws, and the rules of a step applied once.

What starts at a number or a parameter is declared (:mod:`msssim.world.variables`); here is set what
is drawn on the first day, and what follows from the rest by the functions of the phases.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from msssim.engines.batch.block import Block
from msssim.engines.batch.command import muster
from msssim.engines.batch.courts import next_date
from msssim.engines.batch.gang_finance import pay_from, ransoms, within_reach
from msssim.engines.batch.opinion import expected_tips, humanitarian_access
from msssim.engines.batch.posture import rivalry, update
from msssim.engines.batch.recruitment import advantage
from msssim.engines.batch.territory import contest_strengths, open_roads
from msssim.rules import (
    command,
    contingents,
    funding,
    gang_finance,
    openness,
    operations,
    people,
    postures,
    recruitment,
    territory,
    trust,
)
from msssim.rules.counts import apportion
from msssim.world.calendar import DAYS_PER_WEEK, day_of
from msssim.world.kinds import LegalStatus, Posture
from msssim.world.mission import COURT_STEPS
from msssim.world.sums import total, total_by


def start(b: Block) -> None:
    """Set what no declaration sets; the random streams stand at the first day."""
    _institutions(b)
    _donors(b)
    _contingents(b)
    _cases(b)
    _beliefs(b)
    _people(b)
    _members(b)
    _ground(b)
    _opinion(b)
    _income(b)


def _institutions(b: Block) -> None:
    """Dates of the mandate, and what the first day settles for the whole run."""
    s, p = b.state, b.p
    s.mandate_end_day = _nation(b, day_of(p.council.mandate_ends, p.start), np.int64)
    s.next_review_day = _nation(b, day_of(p.council.review_on, p.start), np.int64)
    s.filing_uniform = b.national("filing").copy()
    s.inspection_uniform = b.national("inspection").copy()
    s.exposure = openness.exposure(s.clarity, p.governance)
    s.in_kind = _nation(b, funding.in_kind_capacity(0.0, p.funding), np.int64)


def _donors(b: Block) -> None:
    """Pledges made before the start: a part is on its way, the rest will never be paid."""
    s, donors = b.state, b.p.funding.donors
    pledged = np.broadcast_to(donors.pledged_usd, s.received_usd.shape)
    s.first_stage_usd, s.unpaid_usd = funding.split_pledge(pledged, b.p.funding.conversion)
    s.pledged_usd = s.first_stage_usd + s.unpaid_usd + s.held_usd + s.received_usd
    s.hold = s.held_usd > 0
    s.balance_usd = total(s.received_usd)


def _contingents(b: Block) -> None:
    """What each country offers, and how far its persons are prepared."""
    s, p, rows = b.state, b.p, b.p.mission.contingents
    shape = (b.axes.contingents, b.runs)
    offered = contingents.offer(b.streams.of("contingent.offer"), rows)
    s.offered = np.broadcast_to(offered, shape).copy()
    s.threshold = contingents.threshold(
        b.streams.of("contingent.threshold"), p.mission.threshold_mean, p.mission.threshold_weight
    )
    s.committed = np.broadcast_to(rows.committed, shape).copy()
    trained = np.minimum(np.broadcast_to(rows.trained, shape), s.offered)
    s.uncommitted = np.where(s.committed, 0, s.offered)
    s.vetting = np.where(s.committed, s.offered - trained, 0)
    s.ready = np.where(s.committed, trained, 0)
    days = [np.inf if date is None else float(day_of(date, p.start)) for date in rows.announced]
    s.announced_day = np.broadcast_to(np.array(days)[:, None], shape).copy()
    s.first_announced_day = s.announced_day.copy()


def _cases(b: Block) -> None:
    """Where each case stands: the last known step before the start says it."""
    s, p, steps = b.state, b.p, b.p.law.steps
    s.legal_status = np.full((b.axes.contingents, b.runs), int(LegalStatus.CLEAR))
    s.weeks_to_court = np.zeros((b.axes.contingents, b.runs))
    for row in b.axes.court_steps:
        if day_of(steps.date[row], p.start) < 0:
            case = b.axes.contingent_of_step[row]
            known = np.broadcast_to(steps.applies[row], (b.runs,))
            status = int(COURT_STEPS[steps.step[row]].status)
            s.legal_status[case] = np.where(known, status, s.legal_status[case])
            following = next_date(b, row)
            to_court = np.where(
                np.isfinite(following), following / DAYS_PER_WEEK, p.law.hearing_weeks
            )
            s.weeks_to_court[case] = np.where(known, to_court, s.weeks_to_court[case])


def _beliefs(b: Block) -> None:
    """What gangs believe of the mission and of renewals, their posture and their threshold."""
    s, gangs, shape = b.state, b.p.gangs, (b.axes.gangs, b.runs)
    for_, against = gangs.belief_mean * gangs.belief_weight, 1.0 - gangs.belief_mean
    s.successes = np.broadcast_to(np.asarray(for_, dtype=float), shape).copy()
    s.failures = np.broadcast_to(np.asarray(against * gangs.belief_weight), shape).copy()
    s.renewals_for = _nation(b, gangs.renewal_expectation * gangs.renewal_weight)
    s.renewals_against = _nation(b, (1.0 - gangs.renewal_expectation) * gangs.renewal_weight)
    confronts = b.streams.of("gang.first_posture") < gangs.confronting_at_start
    s.posture = np.where(confronts, int(Posture.CONFRONT), int(Posture.LOW_PROFILE))
    s.join_threshold = contingents.threshold(
        b.streams.of("gang.threshold"), gangs.threshold_mean, gangs.threshold_weight
    )


def _people(b: Block) -> None:
    """Residents and displaced of each zone: the displaced come from where gangs rule."""
    s, p, x = b.state, b.p, b.axes
    population = np.broadcast_to(p.territory.zones.population, (x.zones, b.runs))
    weight = population * np.broadcast_to(p.territory.zones.gang_control, (x.zones, b.runs))
    everybody = np.maximum(total(weight), 1e-12)
    s.displaced = np.zeros((x.zones, b.runs), dtype=np.int64)
    before = np.zeros(b.runs)
    for zone in range(x.zones):
        through = before + weight[zone]
        part = apportion(p.people.displaced_at_start, before / everybody, through / everybody)
        s.displaced[zone] = np.minimum(part, population[zone])
        before = through
    s.residents = population - s.displaced


def _members(b: Block) -> None:
    """Members of each foothold: a part at the gang's base, the rest spread evenly."""
    s, p, x = b.state, b.p, b.axes
    members = np.rint(p.gangs.groups.fighters * p.gangs.fighters_factor).astype(np.int64)
    members = np.broadcast_to(members, (x.gangs, b.runs))
    s.fighters = np.zeros((x.footholds, b.runs), dtype=np.int64)
    before = np.zeros((x.gangs, b.runs))
    for foothold in range(x.footholds):
        gang = x.foothold_gang[foothold]
        through = before[gang] + recruitment.foothold_share(
            p.gangs, is_base=x.foothold_is_base[foothold],
            is_present=x.foothold_is_present[foothold], footholds=x.footholds_in_gang[foothold],
        )  # fmt: skip
        s.fighters[foothold] = apportion(members[gang], before[gang], through)
        before[gang] = through
    update(b)
    s.members_at_start = s.members_counted
    s.children = np.rint(s.members_counted * p.recruitment.children_at_start).astype(np.int64)
    s.arms = s.members_counted * _nation(b, p.gang_finance.arms_per_member)
    s.rivalry_at_start = rivalry(b)


def _ground(b: Block) -> None:
    """Who controls each zone, and the weight of the state at which that is at rest."""
    s, p, x, terms = b.state, b.p, b.axes, b.p.territory
    held = np.asarray(terms.zones.gang_control, dtype=float)
    s.state_control = 1.0 - np.broadcast_to(held, (x.zones, b.runs)).copy()
    s.weeks_held = np.where(s.state_control >= terms.held_control, terms.held_weeks, 0.0)
    zone, footholds = x.foothold_zone, np.array([len(rows) for rows in x.footholds_of_zone])
    s.gang_control = territory.gang_control_at_start(
        (1.0 - s.state_control)[zone], fighters=s.fighters,
        in_zone=s.members_in_zone[zone], footholds=footholds[:, None][zone],
    )  # fmt: skip
    open_roads(b, attacked=np.zeros((x.zones, b.runs)))
    muster(b)
    s.force = s.police_force
    s.density_at_start = command.density(s.force, s.residents)
    activity = postures.effort_at_start(terms, p.gangs)
    of_state, of_gangs = contest_strengths(b, activity=activity, lethality=1.0)
    s.resting_weight = territory.resting_weight(
        s.state_control, terms, state_strength=of_state,
        gang_strength=total_by(of_gangs, x.footholds_of_zone),
    )  # fmt: skip


def _opinion(b: Block) -> None:
    """What people remember and tell, and access to them, at the rates of the start."""
    s, p = b.state, b.p
    exposed = np.where(s.members_in_zone > 0, postures.exposed_at_start(p.gangs), 0.0)
    found = operations.found_share(s.members_in_zone, p.contacts)
    s.clashes_per_week = operations.expected_contacts(
        s.force, p.contacts, intelligence=s.intelligence, gang_control=1.0 - s.state_control,
        exposed=exposed * found, weeks=1.0,
    )  # fmt: skip
    s.access = humanitarian_access(b)
    s.access_at_start = s.access.copy()
    s.tips_per_week = expected_tips(b, weeks=1.0)
    s.tip_worth_at_start = trust.tip_saturation(s.tips_per_week, p.people.tips_half)
    s.harm_by_gangs = p.people.killed_by_gangs_per_100k_week * (1.0 - s.state_control)
    s.harm_by_gangs_at_start = s.harm_by_gangs.copy()
    s.kidnapped_per_week = people.expected_violence(
        s.residents, p.people.kidnapped_per_100k_week,
        gang_control=1.0 - s.state_control, factor=1.0, weeks=1.0,
    )  # fmt: skip


def _income(b: Block) -> None:
    """What gangs earn, what sponsors give, and by how much gangs pay more than honest work."""
    s, p = b.state, b.p
    s.local_rent_at_start = within_reach(b)
    earned = s.local_rent_at_start * postures.drawn_at_start(p.gangs) + ransoms(b)
    s.sponsored_at_start = gang_finance.sponsored(earned, p.gang_finance)
    _, pay = pay_from(b, earned)
    s.advantage_at_start = advantage(b, pay)


def _nation(b: Block, value: Any, kind: type = float) -> np.ndarray:
    return np.broadcast_to(np.asarray(value, dtype=kind), (b.runs,)).copy()
