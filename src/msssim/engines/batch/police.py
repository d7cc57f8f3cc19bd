"""Batch phase of the police: stations, leavers, a class from the academy, morale, equipment."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import police as rules
from msssim.rules.counts import apportion
from msssim.rules.funding import whole
from msssim.rules.hazard import chance, decayed_sum, relax
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.sums import running_total, total


def police(b: Block) -> None:
    """Stations are retaken, officers leave, a class arrives, morale and equipment follow."""
    _retake(b)
    _leave(b)
    _graduate(b)
    _take_heart(b)


def _retake(b: Block) -> None:
    s, zone = b.state, b.axes.unit_zone
    rate = rules.retaking_rate(s.state_control, b.p.police)
    retakes = chance(rate, b.step.weeks)[np.where(zone >= 0, zone, 0)]
    s.stations_retaken = b.binomial("unit.stations_retaken", s.stations_lost, retakes)
    s.stations_lost = s.stations_lost - s.stations_retaken


def _leave(b: Block) -> None:
    s, terms, weeks = b.state, b.p.police, b.step.weeks
    s.killed_lately = decayed_sum(
        s.killed_lately, s.police_killed, terms.losses_memory_weeks, weeks
    )
    rate = rules.attrition_rate(terms, killed_lately=s.killed_lately, morale=s.morale)
    leaving = b.binomial("unit.leaving", s.officers, chance(rate, weeks))
    s.officers = s.officers - leaving
    s.police_left = leaving


def _graduate(b: Block) -> None:
    s, p, step = b.state, b.p, b.step
    end_weeks = step.end_day / DAYS_PER_WEEK
    finished = rules.classes_finished(end_weeks, step.weeks, p.police.class_interval_weeks)
    size = rules.lessened(p.police.class_size, s.crisis, p.authorities.crisis_intake)
    graduates = whole(np.floor(size * finished))
    weight = np.broadcast_to(p.police.units.intake_weight, s.officers.shape)
    everybody = np.maximum(total(weight), 1e-12)
    before, through = running_total(weight)
    s.graduates = apportion(graduates, before / everybody, through / everybody)
    s.officers = s.officers + s.graduates


def _take_heart(b: Block) -> None:
    s, p, weeks, zone = b.state, b.p, b.step.weeks, b.axes.unit_zone
    terms, units = p.police, p.police.units
    fallen = s.stations_fallen / np.maximum(units.stations, 1)
    s.equipment = rules.equipment_after(s.equipment, terms, units, fallen=fallen, weeks=weeks)
    with_mission = s.mission_force / np.maximum(s.force, 1e-12)
    paid = rules.lessened(p.authorities.pay_reliability, s.crisis, p.authorities.crisis_pay)
    together = np.where(zone[:, None] >= 0, with_mission[np.where(zone >= 0, zone, 0)], 0.0)
    stations_lost = 1.0 - rules.stations_manned(units.stations, s.stations_lost)
    sustained = rules.sustained_morale(
        terms, pay_reliability=paid, equipment_change=s.equipment - units.equipment,
        copresence=together, killed_lately=s.killed_lately, stations_lost=stations_lost,
    )  # fmt: skip
    s.morale = relax(s.morale, sustained, terms.morale_recovery_per_week, weeks)
