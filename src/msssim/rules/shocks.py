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
    event: Flag,
    event_effect: Real,
    cohesion: Real,
    cohesion_reference: Real,
    cohesion_effect: Real,
    exposure_change: Real,
    exposure_effect: Real,
    hardening: Real,
    hardening_effect: Real,
) -> Real:
    """Hazard of a pre-emptive offensive of the coalition per week.

    h = h0 * exp(b1 * 1{around an arrival or a vote} + b2 * (cohesion - reference)
    + b3 * (exposure - at the start) - b4 * hardening of police premises).
    """
    exponent = (
        event_effect * event
        + cohesion_effect * (cohesion - cohesion_reference)
        + exposure_effect * exposure_change
        - hardening_effect * hardening
    )
    return rate * factor(exponent)


def raised_rate(rate: Real, participation: Real, factor: Real) -> Real:
    """Hazard of a closure or a crisis per week, raised by an offensive.

    rate * (1 + (f - 1) * the part of gang members who take part).
    """
    return rate * (1.0 + (factor - 1.0) * participation)


def supported(aim: Real, effect: Real, support_change: Real) -> Real:
    """Stability to which the transition tends, lifted by political support; in [0, 1]."""
    return np.minimum(np.maximum(aim + effect * support_change, 0.0), 1.0)


def fall_rate(rate: Real, stability: Real, stability_at_start: Real, effect: Real) -> Real:
    """Hazard that a government falls: the stated one at the start's stability, more below it."""
    return rate * factor(effect * (stability_at_start - stability))


def stability_after(
    stability: Real,
    aim: Real,
    participation: Real,
    offensive_effect: Real,
    fell: Flag,
    fall: Real,
    recovery_per_week: Real,
    weeks: Real,
) -> Real:
    """Stability of the transition: it tends to its aim, and falls with a government.

    An offensive lowers what it tends to, by the part of the gangs in it.
    """
    tends_to = np.maximum(aim - offensive_effect * participation, 0.0)
    return np.maximum(relax(stability, tends_to, recovery_per_week, weeks) - fall * fell, 0.0)


def consent(crisis: Flag, stability: Real, least_stability: Real) -> Flag:
    """Whether there is an authority that can consent to arrivals."""
    return np.logical_not(crisis) & (stability >= least_stability)
