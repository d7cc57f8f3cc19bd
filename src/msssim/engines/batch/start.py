"""The first day: the state of a block before its first step."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from msssim.engines.batch.axes import Axes
from msssim.engines.batch.state import State
from msssim.rules import command, means, territory
from msssim.rules.counts import apportion
from msssim.rules.funding import in_kind_capacity, split_pledge
from msssim.rules.openness import exposure
from msssim.world.calendar import DAYS_PER_WEEK, day_of
from msssim.world.kinds import LegalStatus
from msssim.world.sums import total, total_by


def initial_state(p: SimpleNamespace, axes: Axes, runs: int) -> State:
    """Lay out the state of the start date for every run of a block."""

    def nation(value: object, kind: type = float) -> np.ndarray:
        return np.broadcast_to(np.asarray(value, dtype=kind), (runs,)).copy()

    def rows(value: object, count: int, kind: type = float) -> np.ndarray:
        return np.broadcast_to(np.asarray(value, dtype=kind), (count, runs)).copy()

    enabled = nation(p.mission.enabled, bool)
    residents, displaced = _people(p, axes, runs)
    fighters = _fighters(p, axes, runs)
    state_share = 1.0 - rows(p.territory.zones.gang_control, axes.zones)
    gang_control = _gang_control(axes, fighters, 1.0 - state_share)
    officers = rows(p.police.units.officers, axes.units, np.int64)
    morale = rows(p.police.morale_at_start, axes.units)
    force = _police_force(p, axes, officers, morale)
    paid, unpaid = split_pledge(
        rows(p.funding.donors.pledged_usd, axes.donors, np.int64), p.funding.conversion
    )
    held = rows(p.funding.donors.held_usd, axes.donors, np.int64)
    received = rows(p.funding.donors.received_usd, axes.donors, np.int64)
    offer, committed, trained = _offers(p, axes, runs)
    return State(
        airport_closed=nation(False, bool),
        crisis=nation(False, bool),
        offensive=nation(False, bool),
        weeks_since_event=nation(np.inf),
        in_force=enabled.copy(),
        lapsed=nation(False, bool),
        converted=nation(False, bool),
        mandate_end_day=nation(day_of(p.council.mandate_ends, p.start), np.int64),
        conversion_day=nation(np.inf),
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
        inspection_luck=nation(0.0),
        base_ready=nation(False, bool),
        months_open=nation(0.0),
        vehicles=nation(p.logistics.vehicles_at_start, np.int64),
        vehicles_delivered=nation(0, np.int64),
        vehicles_lost=nation(0, np.int64),
        mission_contacts=nation(0.0),
        legal_status=_legal_status(p, axes, runs),
        weeks_to_hearing=_weeks_to_hearing(p, axes, runs),
        committed=committed,
        uncommitted=np.where(committed, 0, offer),
        vetting=np.where(committed, offer - trained, 0),
        training=np.zeros_like(offer),
        ready=np.where(committed, trained, 0),
        in_theatre=np.zeros_like(offer),
        lost=np.zeros_like(offer),
        gone_home=np.zeros_like(offer),
        at_lapse=np.zeros_like(offer),
        ever_arrived=nation(False, bool),
        binding=nation(0, np.int64),
        successes=rows(p.gangs.belief_mean * p.gangs.belief_weight, axes.gangs),
        failures=rows((1.0 - p.gangs.belief_mean) * p.gangs.belief_weight, axes.gangs),
        confronting=rows(True, axes.gangs, bool),
        cohesion=nation(p.gangs.cohesion_at_start),
        rent_at_start=_rent_at_start(p, axes, gang_control, residents),
        fighters=fighters,
        gang_control=gang_control,
        officers=officers,
        morale=morale,
        police_killed=np.zeros_like(officers),
        residents=residents,
        displaced=displaced,
        killed=np.zeros_like(residents),
        state_control=state_share,
        resting_weight=_resting_weight(p, axes, fighters, force, state_share),
        density_at_start=command.density(force, residents),
        weeks_dense=rows(0.0, axes.zones),
        weeks_held=np.where(state_share >= p.territory.held_control, p.territory.held_weeks, 0.0),
        trust=rows(p.people.trust_at_start, axes.zones),
        access=rows(0.0, axes.zones),
        sanctions=nation(p.tools.sanctions_at_start),
        interdiction=nation(p.tools.interdiction_at_start),
        cvr_slots=nation(p.tools.cvr_slots_at_start),
        aid_usd_month=nation(p.tools.aid_at_start_usd_month),
        dialogue=nation(p.tools.dialogue_at_start),
    )


def _people(p: SimpleNamespace, axes: Axes, runs: int) -> tuple[np.ndarray, np.ndarray]:
    """Residents and displaced of each zone: the displaced come from where gangs rule."""
    population = np.broadcast_to(p.territory.zones.population, (axes.zones, runs))
    weight = population * np.broadcast_to(p.territory.zones.gang_control, (axes.zones, runs))
    everybody = np.maximum(total(weight), 1e-12)
    displaced = np.zeros((axes.zones, runs), dtype=np.int64)
    before = np.zeros(runs)
    for zone in range(axes.zones):
        through = before + weight[zone]
        part = apportion(p.people.displaced_at_start, before / everybody, through / everybody)
        displaced[zone] = np.minimum(part, population[zone])
        before = through
    return population - displaced, displaced


def _fighters(p: SimpleNamespace, axes: Axes, runs: int) -> np.ndarray:
    """Members of each foothold: a part at the base, the rest spread evenly."""
    members = np.rint(p.gangs.groups.fighters * p.gangs.fighters_factor).astype(np.int64)
    members = np.broadcast_to(members, (axes.gangs, runs))
    fighters = np.zeros((axes.footholds, runs), dtype=np.int64)
    before = np.zeros((axes.gangs, runs))
    for foothold in range(axes.footholds):
        gang = axes.foothold_gang[foothold]
        through = before[gang] + means.foothold_share(
            axes.foothold_is_base[foothold], axes.footholds_in_gang[foothold], p.gangs.base_share
        )
        fighters[foothold] = apportion(members[gang], before[gang], through)
        before[gang] = through
    return fighters


def _gang_control(axes: Axes, fighters: np.ndarray, held_by_gangs: np.ndarray) -> np.ndarray:
    """Control of each foothold: what gangs hold of the zone, by fighters."""
    in_zone = total_by(fighters, axes.footholds_of_zone)
    footholds = np.array([len(rows) for rows in axes.footholds_of_zone])[:, None]
    zone = axes.foothold_zone
    control: np.ndarray = territory.gang_control_at_start(
        held_by_gangs[zone], fighters, in_zone[zone], footholds[zone]
    )
    return control


def _police_force(
    p: SimpleNamespace, axes: Axes, officers: np.ndarray, morale: np.ndarray
) -> np.ndarray:
    """Effective police in each zone."""
    effective = command.effective_police(
        officers,
        p.police.on_duty_share,
        morale,
        p.police.morale_floor,
        p.police.units.equipment,
        p.police.equipment_exponent,
    )
    return total_by(effective, axes.units_of_zone)


def _resting_weight(
    p: SimpleNamespace, axes: Axes, fighters: np.ndarray, force: np.ndarray, control: np.ndarray
) -> np.ndarray:
    """Weight of the state in each zone's contest that leaves the start at rest."""
    exponent = p.territory.contest_exponent
    neighbours = total_by(fighters, axes.sister_footholds)
    gangs = territory.contest_strength(
        territory.gang_effort(
            fighters,
            neighbours,
            p.territory.spill,
            p.gangs.confronting_at_start,
            p.territory.low_profile_effort,
        ),
        exponent,
    )
    state = territory.contest_strength(
        territory.state_effort(force, total_by(force, axes.zone_neighbours), p.territory.spill),
        exponent,
    )
    return territory.resting_weight(
        control, state, total_by(gangs, axes.footholds_of_zone), p.territory.contest_margin
    )


def _rent_at_start(
    p: SimpleNamespace, axes: Axes, control: np.ndarray, residents: np.ndarray
) -> np.ndarray:
    """Rent of each gang at the start's share of confrontation."""
    rent = means.rent(
        control, residents[axes.foothold_zone], p.gangs.confronting_at_start, p.gangs.rent_given_up
    )
    return total_by(rent, axes.footholds_of_gang)


def _offers(p: SimpleNamespace, axes: Axes, runs: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Persons offered, whether committed, and persons already trained, by contingent."""
    rows = p.mission.contingents
    offer = np.broadcast_to(rows.pledged, (axes.contingents, runs)).copy()
    committed = np.broadcast_to(rows.committed, (axes.contingents, runs)).copy()
    trained = np.minimum(np.broadcast_to(rows.trained, (axes.contingents, runs)), offer)
    return offer, committed, trained


def _weeks_to_hearing(p: SimpleNamespace, axes: Axes, runs: int) -> np.ndarray:
    weeks = [
        0.0 if date is None else day_of(date, p.start) / DAYS_PER_WEEK
        for date in p.mission.contingents.pending_hearing
    ]
    return np.broadcast_to(np.array(weeks)[:, None], (axes.contingents, runs)).copy()


def _legal_status(p: SimpleNamespace, axes: Axes, runs: int) -> np.ndarray:
    status = [
        LegalStatus.CLEAR if date is None else LegalStatus.PENDING
        for date in p.mission.contingents.pending_hearing
    ]
    column = np.array(status, dtype=np.int64)[:, None]
    return np.broadcast_to(column, (axes.contingents, runs)).copy()
