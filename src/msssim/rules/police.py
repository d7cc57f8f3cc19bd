"""Police: attrition, morale, equipment, collusion, stations, academy classes.

Source: 1,663 of about 14,000 officers left in 2023; 45 stations attacked in 2023, 22 police
buildings wrecked in a month of 2024 (UN reports). docs/ODD.md, 5.13.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.hazard import factor, relax
from msssim.world.kinds import Count, Flag, Parameters, Real


def attrition_rate(police: Parameters, *, killed_lately: Real, morale: Real) -> Real:
    """Hazard per week that an officer leaves.

    a0 * exp(a1 * killed lately - a2 * (morale - m0) + a3), with a3 the pull of emigration beyond
    the start's.
    """
    return police.attrition_per_week * factor(
        police.attrition_losses * killed_lately
        - police.attrition_morale * (morale - police.morale_at_start)
        + police.emigration_pull
    )


def sustained_morale(
    police: Parameters,
    *,
    pay_reliability: Real,
    equipment_change: Real,
    copresence: Real,
    killed_lately: Real,
    stations_lost: Real,
) -> Real:
    """Morale that a unit's circumstances sustain, in [0, 1].

    m0 + m1 (pay - pay_0) + m2 (equipment - equipment_0) + m3 copresence - m4 ln(1 + killed lately)
    - m5 stations lost; copresence is the mission's part of the force in the zone, stations lost
    the part of the unit's stations that it has lost.
    """
    level = (
        police.morale_at_start
        + police.morale_pay * (pay_reliability - police.reference_pay)
        + police.morale_equipment * equipment_change
        + police.morale_mission * copresence
        - police.morale_losses * np.log1p(killed_lately)
        - police.morale_stations * stations_lost
    )
    return np.minimum(np.maximum(level, 0.0), 1.0)


def equipment_after(
    equipment: Real, police: Parameters, police_unit: Parameters, *, fallen: Real, weeks: Real
) -> Real:
    """Equipment after a step: it approaches what is provided, and burns with the stations lost.

    ``fallen`` is the part of the unit's stations that fell in the step.
    """
    aim = np.minimum(police_unit.equipment + police.equipment_support, 1.0)
    level = relax(equipment, aim, police.equipment_renewal_per_week, weeks)
    left = level * (1.0 - police.station_equipment * fallen)
    return np.minimum(np.maximum(left, 0.0), 1.0)


def collusion(morale: Real, police: Parameters) -> Real:
    """Part of the officers who collude with gangs: c0 exp(a (m0 - m)), at most 1."""
    lost = police.morale_at_start - morale
    return np.minimum(police.collusion * factor(police.collusion_morale * lost), 1.0)


def station_loss_chance(
    attacks: Count, police: Parameters, *, stations: Count, gang_control: Real
) -> Real:
    """Chance that a station of a zone falls in a step.

    Each attack hits one of the zone's stations and takes it with a chance that rises with what
    gangs control: 1 - (1 - p x)^(attacks / stations).
    """
    hits = attacks / np.maximum(stations, 1)
    return 1.0 - np.power(1.0 - police.station_loss_per_attack * gang_control, hits)


def stations_manned(stations: Count, lost: Count) -> Real:
    """Part of a unit's stations that it still has; all of them where it never had one."""
    return np.where(stations > 0, 1.0 - lost / np.maximum(stations, 1), 1.0)


def retaking_rate(state_control: Real, police: Parameters) -> Real:
    """Hazard that a lost station is retaken: only where the state controls enough of the zone."""
    enough = state_control >= police.station_retaken_control
    return np.where(enough, police.station_retaken_per_week, 0.0)


def classes_finished(end_weeks: Real, weeks: Real, interval_weeks: Real) -> Real:
    """Number of academy classes that finish in a step ending ``end_weeks`` after the start."""
    return np.floor(end_weeks / interval_weeks) - np.floor((end_weeks - weeks) / interval_weeks)


def lessened(level: Real, crisis: Flag, loss: Real) -> Real:
    """Pay reliability or size of a class, lessened by a crisis of the authorities."""
    return np.where(crisis, level * (1.0 - loss), level)
