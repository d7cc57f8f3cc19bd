"""The first day: the state of a block before its first step."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from msssim.engines.batch import start_ground as ground
from msssim.engines.batch.axes import Axes
from msssim.engines.batch.state import State
from msssim.rules import command, contingents, courts, people, trust
from msssim.rules.funding import in_kind_capacity, split_pledge
from msssim.rules.openness import exposure
from msssim.world.calendar import DAYS_PER_WEEK, day_of
from msssim.world.kinds import LegalStatus, Posture
from msssim.world.streams import RandomStreams
from msssim.world.sums import total, total_by


def initial_state(p: SimpleNamespace, axes: Axes, streams: RandomStreams, runs: int) -> State:
    """Lay out the state of the start date for every run of a block.

    ``luck`` stands at the first day: some things are settled then for the whole run.
    """

    def nation(value: object, kind: type = float) -> np.ndarray:
        return np.broadcast_to(np.asarray(value, dtype=kind), (runs,)).copy()

    def rows(value: object, count: int, kind: type = float) -> np.ndarray:
        return np.broadcast_to(np.asarray(value, dtype=kind), (count, runs)).copy()

    enabled = nation(p.mission.enabled, bool)
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
        residents, p.people.kidnapped_per_100k_week, 1.0 - state_share, 1.0, 1.0
    )
    local, earned, sponsored = ground.income(
        p, axes, gang_control, residents, roads_open, kidnapped, state_share
    )
    offer, committed, trained = _offers(p, axes, streams, runs)
    status, to_court = _cases(p, axes, runs)
    announced = _announced(p, axes, runs)
    return State(
        airport_closed=nation(False, bool),
        crisis=nation(False, bool),
        offensive=nation(False, bool),
        participation=nation(0.0),
        airport_held=nation(True, bool),
        port_open=nation(False, bool),
        fuel_open=nation(True, bool),
        stability=nation(p.authorities.stability_at_start),
        fell=nation(False, bool),
        weeks_since_event=nation(np.inf),
        in_force=enabled.copy(),
        lapsed=nation(False, bool),
        converted=nation(False, bool),
        mandate_end_day=nation(day_of(p.council.mandate_ends, p.start), np.int64),
        conversion_day=nation(np.inf),
        office_day=nation(np.inf),
        next_review_day=nation(day_of(p.council.review_on, p.start), np.int64),
        reviewed_progress=nation(0.0),
        filing_uniform=streams.of("nation.filing")[0].copy(),
        conops_filed=nation(False, bool),
        yes_votes=nation(np.nan),
        orderly=nation(True, bool),
        clarity=nation(p.governance.reference_clarity),
        coordination=nation(p.governance.reference_coordination),
        oversight=nation(p.governance.reference_oversight),
        exposure=nation(
            exposure(
                p.governance.reference_clarity, p.governance.exposure_floor, p.governance.leakiness
            )
        ),
        leaks=nation(0, np.int64),
        joint_leaks=nation(0.0),
        abuse_cases=nation(0, np.int64),
        abuse_detected=nation(0, np.int64),
        cases_remembered=nation(0.0),
        pledged_usd=paid + unpaid + held + received,
        unpaid_usd=unpaid,
        held_usd=held,
        first_stage_usd=paid,
        second_stage_usd=np.zeros_like(paid),
        received_usd=received,
        hold=held > 0,
        assessed_usd=nation(0, np.int64),
        spent_usd=nation(0, np.int64),
        balance_usd=total(received),
        arrears_usd=nation(0, np.int64),
        arrears_days=nation(0.0),
        cover_months=nation(0.0),
        in_kind=nation(
            in_kind_capacity(
                p.funding.in_kind_persons,
                p.funding.in_kind_at_start,
                p.funding.in_kind_ramp_months,
                0.0,
            ),
            np.int64,
        ),
        stages_done=nation(p.logistics.base_stages_done, np.int64),
        weeks_to_inspection=nation(p.logistics.inspection_notice_weeks),
        inspections_failed=nation(0, np.int64),
        inspection_uniform=streams.of("nation.inspection")[0].copy(),
        base_ready=nation(False, bool),
        months_open=nation(0.0),
        vehicles=nation(p.logistics.vehicles_at_start, np.int64),
        vehicles_down=nation(0, np.int64),
        vehicles_delivered=nation(0, np.int64),
        vehicles_lost=nation(0, np.int64),
        mission_contacts=nation(0.0),
        offered=offer,
        threshold=contingents.threshold(
            streams.of("contingent.threshold"), p.mission.threshold_mean, p.mission.threshold_weight
        ),
        legal_status=status,
        reserved=np.zeros_like(committed),
        weeks_to_court=to_court,
        committed=committed,
        recalled=np.zeros_like(committed),
        going_home=np.zeros_like(committed),
        uncommitted=np.where(committed, 0, offer),
        vetting=np.where(committed, offer - trained, 0),
        training=np.zeros_like(offer),
        ready=np.where(committed, trained, 0),
        in_theatre=np.zeros_like(offer),
        on_leave=np.zeros_like(offer),
        lost=np.zeros_like(offer),
        gone_home=np.zeros_like(offer),
        leaving_from=np.zeros_like(offer),
        weeks_leaving=rows(0.0, axes.contingents),
        weeks_to_leave=rows(0.0, axes.contingents),
        deaths_remembered=rows(0.0, axes.contingents),
        announced_day=announced,
        first_announced_day=announced.copy(),
        arrived_day=rows(np.inf, axes.contingents),
        postponements=np.zeros_like(offer),
        binding_of=np.zeros_like(offer),
        replacement_lead=nation(False, bool),
        ever_arrived=nation(False, bool),
        binding=nation(0, np.int64),
        successes=rows(p.gangs.belief_mean * p.gangs.belief_weight, axes.gangs),
        failures=rows((1.0 - p.gangs.belief_mean) * p.gangs.belief_weight, axes.gangs),
        posture=np.where(
            streams.of("gang.first_posture") < p.gangs.confronting_at_start,
            int(Posture.CONFRONT),
            int(Posture.LOW_PROFILE),
        ),
        joined=rows(False, axes.gangs, bool),
        join_threshold=contingents.threshold(
            streams.of("gang.threshold"), p.gangs.threshold_mean, p.gangs.threshold_weight
        ),
        members_at_start=members,
        children=np.rint(members * p.recruitment.children_at_start).astype(np.int64),
        arms=members * nation(p.gang_finance.arms_per_member),
        local_rent_at_start=local,
        sponsored_at_start=sponsored,
        cohesion=nation(p.gangs.cohesion_at_start),
        rivalry_at_start=ground.rivalry(axes, fighters),
        members_lost_per_week=nation(0.0),
        renewals_for=nation(p.gangs.renewal_expectation * p.gangs.renewal_weight),
        renewals_against=nation((1.0 - p.gangs.renewal_expectation) * p.gangs.renewal_weight),
        fighters=fighters,
        gang_control=gang_control,
        advantage_at_start=ground.advantage(p, axes, earned, sponsored, members, access),
        officers=officers,
        morale=morale,
        equipment=rows(p.police.units.equipment, axes.units),
        stations_lost=np.zeros_like(officers),
        police_killed=np.zeros_like(officers),
        killed_lately=rows(0.0, axes.units),
        residents=residents,
        displaced=displaced,
        killed=np.zeros_like(residents),
        state_control=state_share,
        resting_weight=ground.resting_weight(p, axes, fighters, force, state_share),
        density_at_start=command.density(force, residents),
        weeks_dense=rows(0.0, axes.zones),
        weeks_held=np.where(state_share >= p.territory.held_control, p.territory.held_weeks, 0.0),
        roads_open=roads_open,
        trust=rows(p.people.trust_at_start, axes.zones),
        cooperation=rows(p.people.trust_at_start, axes.zones),
        access=access,
        access_at_start=access.copy(),
        clashes_per_week=clashes,
        intelligence=rows(p.contacts.intelligence, axes.zones),
        tips_per_week=tips,
        tip_worth_at_start=trust.tip_saturation(tips, p.people.tips_half),
        harm_by_state=rows(0.0, axes.zones),
        harm_by_gangs=harm,
        harm_by_gangs_at_start=harm.copy(),
        kidnapped_per_week=kidnapped,
        abuse_felt=nation(0.0),
        sanctions=nation(p.interventions.sanctions_at_start),
        interdiction=nation(p.interventions.interdiction_at_start),
        cvr_slots=nation(p.interventions.cvr_slots_at_start),
        reintegration=nation(p.interventions.reintegration_at_start),
        aid_usd_month=nation(p.interventions.aid_at_start_usd_month),
        monitoring=nation(p.interventions.monitoring_at_start),
        political=nation(p.interventions.political_at_start),
        dialogue=nation(p.interventions.dialogue_at_start),
    )


def _offers(
    p: SimpleNamespace, axes: Axes, streams: RandomStreams, runs: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Persons offered, whether committed, and persons already trained, by contingent."""
    rows = p.mission.contingents
    shape = (axes.contingents, runs)
    offer = contingents.offer(
        streams.of("contingent.offer"),
        rows.pledged,
        rows.pledged_low,
        rows.pledged_high,
        rows.pledged_log_sd,
    )
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
                known, int(courts.STATUS_AFTER[steps.step[row]]), status[contingent]
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
