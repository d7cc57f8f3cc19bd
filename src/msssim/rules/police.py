"""Police: attrition, morale, academy classes.

Source: 1,663 of about 14,000 officers left in 2023 (UN Secretary-General, January 2024).
docs/ODD.md, 5.13.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.hazard import factor, relax
from msssim.world.kinds import Count, Flag, Real


def attrition_rate(
    rate_per_week: Real,
    killed: Count,
    losses_effect: Real,
    morale: Real,
    morale_at_start: Real,
    morale_effect: Real,
) -> Real:
    """Hazard per week that an officer leaves: a0 * exp(a1 * killed lately - a2 * (morale - m0))."""
    return rate_per_week * factor(
        losses_effect * killed - morale_effect * (morale - morale_at_start)
    )


def sustained_morale(
    morale_at_start: Real,
    pay_effect: Real,
    pay_reliability: Real,
    reference_pay: Real,
    mission_effect: Real,
    filled: Real,
) -> Real:
    """Morale that pay and the mission's presence sustain, in [0, 1]."""
    level = (
        morale_at_start + pay_effect * (pay_reliability - reference_pay) + mission_effect * filled
    )
    return np.minimum(np.maximum(level, 0.0), 1.0)


def morale_after(
    morale: Real,
    sustained: Real,
    recovery_per_week: Real,
    killed: Count,
    losses_effect: Real,
    weeks: Real,
) -> Real:
    """Morale after a step: it returns to what is sustained, and falls with the unit's dead."""
    level = relax(morale, sustained, recovery_per_week, weeks) - losses_effect * np.log1p(killed)
    return np.minimum(np.maximum(level, 0.0), 1.0)


def classes_finished(end_weeks: Real, weeks: Real, interval_weeks: Real) -> Real:
    """Number of academy classes that finish in a step ending ``end_weeks`` after the start."""
    return np.floor(end_weeks / interval_weeks) - np.floor((end_weeks - weeks) / interval_weeks)


def lessened(level: Real, crisis: Flag, loss: Real) -> Real:
    """Pay reliability or size of a class, lessened by a crisis of the authorities."""
    return np.where(crisis, level * (1.0 - loss), level)
