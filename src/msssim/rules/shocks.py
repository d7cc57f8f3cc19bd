"""Shocks: a coalition offensive, a closure of the airport, the fall of a government.

Each is a process that switches on and off (:func:`msssim.rules.hazard.switch`); here are the
hazards at which they start.

Source: the offensive from 29 February 2024, the airport closed 4 March to 20 May, deployment on
hold 12 March to 25 April. docs/ODD.md, 5.3.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.hazard import factor, relax
from msssim.world.kinds import Flag, Real


def offensive_rate(
    rate: Real,
    recent_event: Flag,
    event_effect: Real,
    cohesion: Real,
    cohesion_at_start: Real,
    cohesion_effect: Real,
) -> Real:
    """Hazard of a coalition offensive per week.

    h = h0 * exp(b1 * 1{first arrival or vote lately} + b2 * (cohesion - cohesion at start)).
    """
    exponent = event_effect * recent_event + cohesion_effect * (cohesion - cohesion_at_start)
    return rate * factor(exponent)


def raised_rate(rate: Real, offensive: Flag, factor: Real) -> Real:
    """Hazard of a closure or a crisis per week: multiplied while an offensive lasts."""
    return np.where(offensive, rate * factor, rate)


def fall_rate(rate: Real, stability: Real, stability_at_start: Real, effect: Real) -> Real:
    """Hazard that a government falls: the stated one at the start's stability, more below it."""
    return rate * factor(effect * (stability_at_start - stability))


def stability_after(
    stability: Real,
    aim: Real,
    offensive: Flag,
    offensive_effect: Real,
    fell: Flag,
    fall: Real,
    recovery_per_week: Real,
    weeks: Real,
) -> Real:
    """Stability of the transition: it tends to its aim, and falls with a government.

    An offensive lowers what it tends to.
    """
    tends_to = np.maximum(aim - offensive_effect * offensive, 0.0)
    return np.maximum(relax(stability, tends_to, recovery_per_week, weeks) - fall * fell, 0.0)


def consent(crisis: Flag, stability: Real, least_stability: Real) -> Flag:
    """Whether there is an authority that can consent to arrivals."""
    return np.logical_not(crisis) & (stability >= least_stability)
