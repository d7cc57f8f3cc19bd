"""Batch phase of the police: stations, leavers, a class from the academy, morale, equipment."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import police as rules
from msssim.rules.counts import apportion, binomial_count
from msssim.rules.funding import whole
from msssim.rules.hazard import chance, decayed_sum
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.sums import running_total, total


def police(b: Block) -> None:
    """Stations are retaken, officers leave, a class arrives, morale and equipment follow."""
    _retake(b)
    _leave(b)
    _graduate(b)
    _take_heart(b)


def _retake(b: Block) -> None:
    s, p, x = b.state, b.p, b.axes
    here = np.where(x.unit_zone >= 0, x.unit_zone, 0)
    rate = rules.retaking_rate(
        p.police.station_retaken_per_week, s.state_control, p.police.station_retaken_control
    )
    b.now.stations_retaken = binomial_count(
        b.streams.of("unit.stations_retaken"), s.stations_lost, chance(rate, b.step.weeks)[here]
    )
    s.stations_lost = s.stations_lost - b.now.stations_retaken


def _leave(b: Block) -> None:
    s, terms, weeks = b.state, b.p.police, b.step.weeks
    s.killed_lately = decayed_sum(
        s.killed_lately, s.police_killed, terms.losses_memory_weeks, weeks
    )
    rate = rules.attrition_rate(
        terms.attrition_per_week,
        s.killed_lately,
        terms.attrition_losses,
        s.morale,
        terms.morale_at_start,
        terms.attrition_morale,
        terms.emigration_pull,
    )
    leaving = binomial_count(b.streams.of("unit.leaving"), s.officers, chance(rate, weeks))
    s.officers = s.officers - leaving
    b.now.police_left = leaving


def _graduate(b: Block) -> None:
    s, p, step = b.state, b.p, b.step
    finished = rules.classes_finished(
        step.end_day / DAYS_PER_WEEK, step.weeks, p.police.class_interval_weeks
    )
    size = rules.lessened(p.police.class_size, s.crisis, p.authorities.crisis_intake)
    graduates = whole(np.floor(size * finished))
    weight = np.broadcast_to(p.police.units.intake_weight, s.officers.shape)
    everybody = np.maximum(total(weight), 1e-12)
    before, through = running_total(weight)
    b.now.graduates = apportion(graduates, before / everybody, through / everybody)
    s.officers = s.officers + b.now.graduates


def _take_heart(b: Block) -> None:
    s, p, x, now = b.state, b.p, b.axes, b.now
    terms = p.police
    here = np.where(x.unit_zone >= 0, x.unit_zone, 0)
    with_mission = now.mission_force / np.maximum(now.force, 1e-12)
    fallen = now.stations_fallen / np.maximum(terms.units.stations, 1)
    s.equipment = rules.equipment_after(
        s.equipment,
        np.minimum(terms.units.equipment + terms.equipment_support, 1.0),
        terms.equipment_renewal_per_week,
        terms.station_equipment * fallen,
        b.step.weeks,
    )
    sustained = rules.sustained_morale(
        terms.morale_at_start,
        terms.morale_pay,
        rules.lessened(p.authorities.pay_reliability, s.crisis, p.authorities.crisis_pay),
        terms.reference_pay,
        terms.morale_equipment,
        s.equipment - terms.units.equipment,
        terms.morale_mission,
        np.where(x.unit_zone[:, None] >= 0, with_mission[here], 0.0),
        terms.morale_losses,
        s.killed_lately,
        terms.morale_stations,
        1.0 - rules.stations_manned(terms.units.stations, s.stations_lost),
    )
    s.morale = rules.morale_after(s.morale, sustained, terms.morale_recovery_per_week, b.step.weeks)
