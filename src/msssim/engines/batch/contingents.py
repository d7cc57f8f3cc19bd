"""Batch phase of the contingents: prepare, leave, fly, and what binds the next tranche."""

from __future__ import annotations

from typing import Any

import numpy as np

from msssim.engines.batch.block import Block
from msssim.engines.batch.state import airport_works
from msssim.rules import contingents as rules
from msssim.rules import council as council_rules
from msssim.rules import courts as court_rules
from msssim.rules import funding as fund_rules
from msssim.rules import logistics as logistics_rules
from msssim.rules import shocks as shock_rules
from msssim.rules.counts import binomial_count, poisson_count
from msssim.rules.hazard import chance, per_week
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.kinds import LegalStatus
from msssim.world.observables import CONSTRAINTS
from msssim.world.sums import total

PLEDGE = CONSTRAINTS.index("pledge")


def contingents(b: Block) -> None:
    """All decide on what is public; then they prepare, leave, and fly."""
    _prepare(b)
    _recall(b)
    _leave(b)
    _replace_lead(b)
    _arrive(b)
    _announce(b)


def _prepare(b: Block) -> None:
    """Leave ends, training, vetting and commitment, in that order: a step in each at least."""
    s, p, step = b.state, b.p, b.step
    back = binomial_count(
        b.streams.of("contingent.returning"),
        s.on_leave,
        chance(1.0 / p.mission.leave_weeks, step.weeks),
    )
    trained = binomial_count(
        b.streams.of("contingent.training"),
        s.training,
        chance(1.0 / p.mission.training_weeks, step.weeks),
    )
    vetted = binomial_count(
        b.streams.of("contingent.vetting"),
        s.vetting,
        chance(1.0 / p.mission.vetting_weeks, step.weeks),
    )
    commits = _commits(b)
    joining = np.where(commits, s.uncommitted, 0)
    s.committed = s.committed | commits
    s.uncommitted = s.uncommitted - joining
    s.vetting = s.vetting - vetted + joining
    s.training = s.training - trained + vetted
    s.on_leave = s.on_leave - back
    s.ready = s.ready + trained + back
    announced = rules.announced_for(
        step.day,
        p.mission.vetting_weeks + p.mission.training_weeks,
        p.mission.announced_optimism,
        DAYS_PER_WEEK,
    )
    s.announced_day = np.where(commits, announced, s.announced_day)
    s.first_announced_day = np.where(commits, announced, s.first_announced_day)


def _commits(b: Block) -> np.ndarray:
    """Which countries decide to send their offer in this step."""
    s, p, step = b.state, b.p, b.step
    committed = total(np.where(s.committed & ~s.going_home, s.offered, 0))
    share_committed = committed / np.maximum(total(s.offered), 1)
    openness = rules.openness_exponent(
        s.clarity - p.governance.reference_clarity,
        p.mission.commit_clarity,
        s.oversight - p.governance.reference_oversight,
        p.mission.commit_oversight,
        s.coordination - p.governance.reference_coordination,
        p.mission.commit_coordination,
    )
    factor = rules.commitment_factor(
        openness,
        p.mission.commit_peers,
        share_committed,
        p.mission.commit_losses,
        total(s.deaths_remembered),
        p.mission.commit_abuse,
        s.cases_remembered,
        p.mission.commit_assessed,
        b.now.assessed,
        p.mission.commit_horizon_weeks,
        (s.mandate_end_day - step.day) / DAYS_PER_WEEK,
    )
    standing = rules.standing(
        s.clarity,
        p.mission.standing_clarity,
        s.oversight,
        p.mission.standing_oversight,
        share_committed,
        p.mission.standing_peers,
    )
    likely = chance(per_week(p.mission.contingents.commit_per_month) * factor, step.weeks)
    decides = b.streams.of("contingent.commitment") < likely
    commits: np.ndarray = s.in_force & ~s.committed & decides & (standing >= s.threshold)
    return commits


def _recall(b: Block) -> None:
    """States recall contingents; a recalled one ends its preparation at once."""
    s, p, step = b.state, b.p, b.step
    unpaid = s.arrears_days > p.funding.arrears_days
    rate = rules.recall_rate(
        unpaid,
        per_week(p.mission.recall_arrears_per_month),
        s.deaths_remembered,
        per_week(p.mission.recall_losses_per_month),
        s.cases_remembered,
        per_week(p.mission.recall_abuse_per_month),
    )
    present = s.in_theatre + s.on_leave > 0
    recalls = b.streams.of("contingent.recall") < chance(rate, step.weeks)
    s.recalled = s.recalled | (s.in_force & present & recalls)
    released = np.where(s.recalled, s.vetting + s.training + s.ready, 0)
    s.gone_home = s.gone_home + released
    for stage in (s.vetting, s.training, s.ready):
        stage[s.recalled] = 0


def _leave(b: Block) -> None:
    """Drawdown after a lapse, a recall or a bar for good; resignations; home leave."""
    s, p, step = b.state, b.p, b.step
    going = s.recalled | (s.legal_status == LegalStatus.BARRED_FOR_GOOD) | ~s.in_force
    s.leaving_from = np.where(going & ~s.going_home, s.in_theatre, s.leaving_from)
    s.weeks_leaving = np.where(going, s.weeks_leaving + step.weeks, 0.0)
    s.going_home = going
    drawn_down = rules.drawdown(
        s.in_theatre,
        s.leaving_from,
        s.weeks_leaving,
        np.where(s.orderly, p.mission.drawdown_weeks, p.mission.disorderly_weeks),
    )
    unpaid = s.arrears_days > p.funding.arrears_days
    resigned = binomial_count(
        b.streams.of("contingent.resignation"),
        s.in_theatre,
        np.where(unpaid, chance(per_week(p.mission.resignations_per_month), step.weeks), 0.0),
    )
    resigned = np.where(going, 0, resigned)
    b.now.resigned = resigned
    leaving = np.where(going, drawn_down, resigned)
    s.in_theatre = s.in_theatre - leaving
    s.gone_home = s.gone_home + leaving + np.where(going, s.on_leave, 0)
    s.on_leave = np.where(going, 0, s.on_leave)
    _go_on_leave(b)


def _go_on_leave(b: Block) -> None:
    s, p = b.state, b.p
    wave_weeks = p.mission.tour_weeks / p.mission.leave_waves
    on_tour, waiting = rules.leave_wave(
        s.in_theatre, s.weeks_to_leave, p.mission.leave_waves, wave_weeks, b.step.weeks
    )
    stays = s.going_home | ~airport_works(s)
    s.weeks_to_leave = np.where(stays, s.weeks_to_leave, waiting)
    on_tour = np.where(stays, 0, on_tour)
    s.in_theatre = s.in_theatre - on_tour
    s.on_leave = s.on_leave + on_tour


def _replace_lead(b: Block) -> None:
    """Another state may take over from a lead nation that is lost; a UN operation needs none."""
    s, p, lead = b.state, b.p, b.axes.lead
    b.now.leaderless = np.zeros(b.runs, dtype=bool)
    b.now.led = np.ones(b.runs, dtype=bool)
    if lead is None:
        return
    barred = s.legal_status[lead] == LegalStatus.BARRED_FOR_GOOD
    lost = s.recalled[lead] | barred | (s.offered[lead] == 0)
    likely = chance(per_week(p.mission.replacement_lead_per_month), b.step.weeks)
    found = lost & s.in_force & (b.national("replacement_lead") < likely)
    s.replacement_lead = s.replacement_lead | found
    commanded = s.replacement_lead | b.now.assessed
    b.now.leaderless = lost & ~commanded
    landed = np.isfinite(s.arrived_day[lead]) & ~lost
    b.now.led = landed | commanded | np.logical_not(p.mission.lead_lands_first)


def _arrive(b: Block) -> None:
    """Those fly who are ready, cleared and led, as far as every gate and the sorties allow."""
    s, p, step, x = b.state, b.p, b.step, b.axes
    present = total(s.in_theatre)
    clear = court_rules.cleared(s.legal_status)
    eligible = x.is_lead[:, None] | b.now.led
    may_fly = np.where(eligible, s.ready, 0)
    wanted = np.where(
        p.mission.enabled,
        rules.next_tranche(p.mission.tranche_persons, p.mission.force_target, present),
        0,
    )
    room = _room(b, present)
    of_all = room | {"pledge": total(may_fly), "court": total(np.where(clear, may_fly, 0))}
    allowed = _gates(of_all, wanted.shape)
    s.binding = rules.binding_constraint(wanted, allowed)
    _bind_each(b, room, clear, eligible, wanted)

    b.now.flights = poisson_count(
        b.national("sorties"),
        logistics_rules.expected_sorties(
            p.logistics, airport_open=airport_works(s), weeks=step.weeks
        ),
    )
    within = [_gate(of_all[cause], wanted.shape) for cause in CONSTRAINTS[1:] if cause != "airlift"]
    seats = np.minimum(np.min(within, axis=0), b.now.flights * p.logistics.sortie_seats)
    seats = np.minimum(seats, np.maximum(p.mission.force_target - present, 0))
    seats = np.where(p.mission.enabled, seats, 0)
    for k in x.boarding_order:
        flying = rules.boarding(may_fly[k], clear[k], seats)
        s.ready[k] -= flying
        s.in_theatre[k] += flying
        seats = seats - flying
    first = (s.in_theatre > 0) & np.isinf(s.arrived_day)
    s.arrived_day = np.where(first, step.end_day - 1.0, s.arrived_day)
    wave_weeks = p.mission.tour_weeks / p.mission.leave_waves
    s.weeks_to_leave = np.where(first, wave_weeks, s.weeks_to_leave)
    arrived = (total(s.in_theatre) > 0) & ~s.ever_arrived
    s.weeks_since_event = np.where(arrived, 0.0, s.weeks_since_event)
    s.ever_arrived = s.ever_arrived | arrived


def _room(b: Block, present: np.ndarray) -> dict[str, Any]:
    """Persons whom each gate lets through that is the same for all contingents."""
    s, p = b.state, b.p
    ceiling = council_rules.strength_ceiling(
        s.conops_filed, p.council.ceiling_before_conops, p.mission.force_target
    )
    consent = shock_rules.consent(p.authorities, crisis=s.crisis, stability=s.stability)
    affordable = fund_rules.affordable_persons(
        s.balance_usd - s.arrears_usd, p.funding, in_kind=s.in_kind
    )
    return {
        "council": np.where(s.in_force, ceiling - present, 0),
        "host": np.where(consent, fund_rules.MANY_PERSONS, 0),
        "base": logistics_rules.places(s.base_ready, p.logistics, months_open=s.months_open)
        - present,
        "equipment": logistics_rules.equipment_persons(s.vehicles, p.logistics.persons_per_vehicle)
        - present,
        "airlift": logistics_rules.airlift_persons(p.logistics, airport_open=airport_works(s)),
        "cash": np.where(b.now.assessed, fund_rules.MANY_PERSONS, affordable - present),
    }


def _bind_each(
    b: Block, room: dict[str, Any], clear: np.ndarray, eligible: np.ndarray, wanted: np.ndarray
) -> None:
    """What binds each contingent's next persons; those who wait for the lead wait with it."""
    s, lead = b.state, b.axes.lead
    to_come = s.uncommitted + s.vetting + s.training + s.ready
    wanted_of = np.minimum(wanted, to_come)
    own = room | {"pledge": s.ready, "court": np.where(clear, s.ready, 0)}
    binding = rules.binding_constraint(wanted_of, _gates(own, to_come.shape))
    if lead is not None:
        behind = rules.behind_lead(binding, eligible, binding[lead], PLEDGE)
        binding = np.where(wanted_of > 0, behind, binding)
    s.binding_of = binding


def _gates(room: dict[str, Any], shape: tuple[int, ...]) -> np.ndarray:
    """Stack the gates in the order of CONSTRAINTS without "none"."""
    return np.stack([_gate(room[cause], shape) for cause in CONSTRAINTS[1:]])


def _gate(persons: Any, shape: tuple[int, ...]) -> np.ndarray:
    persons = np.broadcast_to(persons, shape)
    return np.asarray(np.maximum(persons, 0))


def _announce(b: Block) -> None:
    """An announced date that passes with nobody landed is put back."""
    s, p, step = b.state, b.p, b.step
    missed = (
        (s.announced_day < step.end_day)
        & np.isinf(s.arrived_day)
        & s.committed
        & ~s.going_home
        & p.mission.enabled
    )
    s.postponements = s.postponements + np.where(missed, 1, 0)
    delay = np.rint(p.mission.postponement_weeks * DAYS_PER_WEEK)
    s.announced_day = np.where(missed, s.announced_day + delay, s.announced_day)
