"""Batch phase of command: who can move, and where the force is placed."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import command as rules
from msssim.rules import logistics, openness, police, territory
from msssim.world.sums import total, total_by


def command(b: Block) -> None:
    """Effective police and mission in each zone, density, and hold."""
    s, p = b.state, b.p
    muster(b)
    running = s.vehicles - s.vehicles_down
    mobile = logistics.mobile_persons(total(s.in_theatre), running, p.logistics.vehicle_seats)
    handover = s.converted & ~s.assessed
    s.mobile = np.where(handover, mobile * (1.0 - p.council.handover_dip), mobile)
    effect = openness.effectiveness(s.coordination, p.governance)
    s.mission_force = rules.presence(0.0, _place(b, effect), p.contacts, effectiveness=effect)
    s.force = s.police_force + s.mission_force
    s.density = rules.density(s.force, s.residents)
    s.weeks_dense = territory.weeks_lasting(
        s.weeks_dense, s.density >= p.territory.hold_density, b.step.weeks
    )


def muster(b: Block) -> None:
    """Effective police of each unit and zone."""
    s, p = b.state, b.p
    manned = police.stations_manned(p.police.units.stations, s.stations_lost)
    s.unit_force = rules.effective_police(
        s.officers, p.police, morale=s.morale, equipment=s.equipment, stations=manned
    )
    s.police_force = total_by(s.unit_force, b.axes.units_of_zone)


def _place(b: Block, effect: np.ndarray) -> np.ndarray:
    """Mobile mission persons in each zone, ``(zone, run)``, as the doctrine sends them."""
    s, p, inside = b.state, b.p, b.axes.metropolitan[:, None]
    doctrine = rules.doctrine_parts(p.contacts)
    priority = np.where(inside, p.territory.zones.priority, 0.0)
    under_gangs = np.where(inside, s.residents * (1.0 - s.state_control), 0.0)
    priority = priority / np.maximum(total(priority), 1e-12)
    under_gangs = under_gangs / np.maximum(total(under_gangs), 1e-12)
    clearing = s.mobile * doctrine.clear
    cleared = _clear(b, clearing, priority + under_gangs, effect)
    spread = rules.spread_weight(priority, under_gangs, doctrine, metropolitan=inside)
    everywhere = total(spread)
    share = np.where(everywhere > 0, spread / np.maximum(everywhere, 1e-12), 0.0)
    placed = share * (s.mobile * (doctrine.protect + doctrine.present)) + cleared
    return placed + np.maximum(clearing - total(cleared), 0.0) * under_gangs


def _clear(b: Block, force: np.ndarray, worth: np.ndarray, effect: np.ndarray) -> np.ndarray:
    """Persons sent to clear and hold, one objective after the other by rank."""
    s, p, x, inside = b.state, b.p, b.axes, b.axes.metropolitan[:, None]
    needed = rules.needed_to_hold(
        s.residents, p.territory,
        police=s.police_force, weight=p.contacts.mission_weight * effect,
    )  # fmt: skip
    rank = rules.objective_rank(
        worth, p.contacts, needed=needed, weeks_dense=s.weeks_dense, metropolitan=inside
    )
    order = np.argsort(-rank, axis=0, kind="stable")
    asked = np.take_along_axis(np.where(inside, needed, 0.0), order, axis=0)
    taken = np.zeros(b.runs)
    for place in range(x.zones):
        asked[place] = rules.given(force, taken, asked[place])
        taken = taken + asked[place]
    sent = np.zeros((x.zones, b.runs))
    np.put_along_axis(sent, order, asked, axis=0)
    return sent
