"""Batch phase of command: who can move, and where the force is placed."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import command as command_rules
from msssim.rules import logistics as logistics_rules
from msssim.rules import openness as openness_rules
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
        p.police.units.equipment,
        p.police.equipment_exponent,
    )
    now.police_force = total_by(now.unit_force, x.units_of_zone)
    mobile = logistics_rules.mobile_persons(
        total(s.in_theatre), s.vehicles - s.vehicles_down, p.logistics.vehicle_seats
    )
    handover = s.converted & ~now.assessed
    now.mobile = np.where(handover, mobile * (1.0 - p.council.handover_dip), mobile)
    weight = _placement(b)
    everywhere = total(weight)
    share = np.where(everywhere > 0, weight / np.maximum(everywhere, 1e-12), 0.0)
    now.mission_force = command_rules.presence(
        0.0,
        now.mobile * share,
        p.contacts.mission_weight,
        openness_rules.effectiveness(s.coordination, p.governance.coordination_floor),
    )
    now.force = now.police_force + now.mission_force
    now.density = command_rules.density(now.force, s.residents)
    s.weeks_dense = territory_rules.weeks_lasting(
        s.weeks_dense, now.density >= p.territory.hold_density, b.step.weeks
    )


def _placement(b: Block) -> np.ndarray:
    """Weight of each zone when the mission is placed, ``(zone, run)``."""
    s, p, x = b.state, b.p, b.axes
    inside = x.metropolitan[:, None]
    priority = np.where(inside, p.territory.zones.priority, 0.0)
    under_gangs = np.where(inside, s.residents * (1.0 - s.state_control), 0.0)
    return command_rules.placement_weight(
        inside,
        priority / np.maximum(total(priority), 1e-12),
        under_gangs / np.maximum(total(under_gangs), 1e-12),
        p.contacts.protect_assets,
    )
