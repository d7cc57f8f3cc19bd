"""Police: attrition, morale, equipment, collusion, stations, academy classes.

Source: 1,663 of about 14,000 officers left in 2023; 45 stations attacked in 2023, 22 police
buildings wrecked in a month of 2024 (UN reports). docs/ODD.md, 5.13.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.hazard import factor, relax
from msssim.world.kinds import Count, Flag, Real


def attrition_rate(
    rate_per_week: Real,
    killed_lately: Real,
    losses_effect: Real,
    morale: Real,
    morale_at_start: Real,
    morale_effect: Real,
    emigration_pull: Real,
) -> Real:
    """Hazard per week that an officer leaves.

    a0 * exp(a1 * killed lately - a2 * (morale - m0) + a3), with a3 the pull of emigration beyond
    the start's.
    """
    return rate_per_week * factor(
        losses_effect * killed_lately - morale_effect * (morale - morale_at_start) + emigration_pull
    )


def sustained_morale(
    morale_at_start: Real,
    pay_effect: Real,
    pay_reliability: Real,
    reference_pay: Real,
    equipment_effect: Real,
    equipment_change: Real,
    mission_effect: Real,
    copresence: Real,
    losses_effect: Real,
    killed_lately: Real,
    stations_effect: Real,
    stations_lost: Real,
) -> Real:
    """Morale that a unit's circumstances sustain, in [0, 1].

    m0 + m1 (pay - pay_0) + m2 (equipment - equipment_0) + m3 copresence - m4 ln(1 + killed lately)
    - m5 stations lost; copresence is the mission's part of the force in the zone, stations lost
    the part of the unit's stations that it has lost.
    """
    level = (
        morale_at_start
        + pay_effect * (pay_reliability - reference_pay)
        + equipment_effect * equipment_change
        + mission_effect * copresence
        - losses_effect * np.log1p(killed_lately)
        - stations_effect * stations_lost
    )
    return np.minimum(np.maximum(level, 0.0), 1.0)


def equipment_after(
    equipment: Real, aim: Real, renewal_per_week: Real, share_lost: Real, weeks: Real
) -> Real:
    """Equipment after a step: it approaches what is provided, and burns with the stations lost."""
    level = relax(equipment, aim, renewal_per_week, weeks) * (1.0 - share_lost)
    return np.minimum(np.maximum(level, 0.0), 1.0)


def collusion(prevalence: Real, morale: Real, morale_at_start: Real, morale_effect: Real) -> Real:
    """Part of the officers who collude with gangs: c0 exp(a (m0 - m)), at most 1."""
    return np.minimum(prevalence * factor(morale_effect * (morale_at_start - morale)), 1.0)


def station_loss_chance(
    attacks: Count, stations: Count, per_attack: Real, gang_control: Real
) -> Real:
    """Chance that a station of a zone falls in a step.

    Each attack hits one of the zone's stations and takes it with a chance that rises with what
    gangs control: 1 - (1 - p x)^(attacks / stations).
    """
    hits = attacks / np.maximum(stations, 1)
    return 1.0 - np.power(1.0 - per_attack * gang_control, hits)


def stations_manned(stations: Count, lost: Count) -> Real:
    """Part of a unit's stations that it still has; all of them where it never had one."""
    return np.where(stations > 0, 1.0 - lost / np.maximum(stations, 1), 1.0)


def retaking_rate(per_week: Real, state_control: Real, needed: Real) -> Real:
    """Hazard that a lost station is retaken: only where the state controls enough of the zone."""
    return np.where(state_control >= needed, per_week, 0.0)


def classes_finished(end_weeks: Real, weeks: Real, interval_weeks: Real) -> Real:
    """Number of academy classes that finish in a step ending ``end_weeks`` after the start."""
    return np.floor(end_weeks / interval_weeks) - np.floor((end_weeks - weeks) / interval_weeks)


def lessened(level: Real, crisis: Flag, loss: Real) -> Real:
    """Pay reliability or size of a class, lessened by a crisis of the authorities."""
    return np.where(crisis, level * (1.0 - loss), level)


def morale_after(morale: Real, sustained: Real, recovery_per_week: Real, weeks: Real) -> Real:
    """Morale after a step: it closes the gap to what is sustained."""
    return relax(morale, sustained, recovery_per_week, weeks)
