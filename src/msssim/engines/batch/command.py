"""Batch phase of command: who can move, and where the force is placed."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import command as command_rules
from msssim.rules import logistics as logistics_rules
from msssim.rules import openness as openness_rules
from msssim.rules import police as police_rules
from msssim.rules import territory as territory_rules
from msssim.world.sums import total, total_by


def command(b: Block) -> None:
    """Effective police and mission in each zone, density, and hold."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    now.unit_force = command_rules.effective_police(
        s.officers,
        p.police.on_duty_share,
        s.morale,
        p.police.morale_floor,
        s.equipment,
        p.police.equipment_exponent,
        police_rules.stations_manned(p.police.units.stations, s.stations_lost),
        p.police.without_station,
    )
    now.police_force = total_by(now.unit_force, x.units_of_zone)
    mobile = logistics_rules.mobile_persons(
        total(s.in_theatre), s.vehicles - s.vehicles_down, p.logistics.vehicle_seats
    )
    handover = s.converted & ~now.assessed
    now.mobile = np.where(handover, mobile * (1.0 - p.council.handover_dip), mobile)
    effect = openness_rules.effectiveness(s.coordination, p.governance)
    now.mission_force = command_rules.presence(
        0.0, _place(b, effect), p.contacts.mission_weight, effect
    )
    now.force = now.police_force + now.mission_force
    now.density = command_rules.density(now.force, s.residents)
    s.weeks_dense = territory_rules.weeks_lasting(
        s.weeks_dense, now.density >= p.territory.hold_density, b.step.weeks
    )


def _place(b: Block, effect: np.ndarray) -> np.ndarray:
    """Mobile mission persons in each zone, ``(zone, run)``, as the doctrine sends them."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    inside = x.metropolitan[:, None]
    priority = np.where(inside, p.territory.zones.priority, 0.0)
    under_gangs = np.where(inside, s.residents * (1.0 - s.state_control), 0.0)
    priority = priority / np.maximum(total(priority), 1e-12)
    under_gangs = under_gangs / np.maximum(total(under_gangs), 1e-12)
    protect, present, clear = command_rules.doctrine_parts(
        p.contacts.doctrine, p.contacts.mixed_protect, p.contacts.mixed_presence
    )
    clearing = now.mobile * clear
    cleared = _clear(b, clearing, priority + under_gangs, effect)
    spread = command_rules.spread_weight(inside, priority, under_gangs, protect, present)
    everywhere = total(spread)
    share = np.where(everywhere > 0, spread / np.maximum(everywhere, 1e-12), 0.0)
    placed = share * (now.mobile * (protect + present)) + cleared
    left: np.ndarray = placed + np.maximum(clearing - total(cleared), 0.0) * under_gangs
    return left


def _clear(b: Block, force: np.ndarray, worth: np.ndarray, effect: np.ndarray) -> np.ndarray:
    """Persons sent to clear and hold, one objective after the other by rank."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    inside = x.metropolitan[:, None]
    needed = command_rules.needed_to_hold(
        p.territory.hold_density, s.residents, now.police_force, p.contacts.mission_weight * effect
    )
    rank = command_rules.objective_rank(inside, worth, needed, s.weeks_dense, p.contacts.held_bonus)
    needed = np.where(inside, needed, 0.0)
    order = np.argsort(-rank, axis=0, kind="stable")
    sent = np.zeros((x.zones, b.runs))
    taken = np.zeros(b.runs)
    asked = np.take_along_axis(needed, order, axis=0)
    for place in range(x.zones):
        asked[place] = command_rules.given(force, taken, asked[place])
        taken = taken + asked[place]
    np.put_along_axis(sent, order, asked, axis=0)
    return sent
