"""Shocks: a coalition offensive, a closure of the airport, a crisis of the transition.

Each is a process that switches on and off (:func:`msssim.rules.hazard.switch`); here are the
hazards at which they start.

Source: the offensive from 29 February 2024, the airport closed 4 March to 20 May, deployment on
hold 12 March to 25 April. docs/ODD.md, 5.3.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.hazard import factor
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
