"""Shocks: a coalition offensive, a closure of the airport, the fall of a government.

Each is a process that switches on and off (:func:`msssim.rules.hazard.switch`); here are the
hazards at which they start.

Source: the offensive from 29 February 2024, the airport closed 4 March to 20 May, deployment on
hold 12 March to 25 April. docs/ODD.md, 5.3.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.hazard import factor, per_week, relax
from msssim.rules.openness import exposure as exposure_at
from msssim.world.kinds import Count, Flag, Parameters, Real


def offensive_rate(
    gangs: Parameters,
    police: Parameters,
    governance: Parameters,
    *,
    members: Count,
    event: Flag,
    cohesion: Real,
    exposure: Real,
) -> Real:
    """Hazard of a pre-emptive offensive of the coalition per week; none without members.

    h = h0 * exp(b1 * 1{around an arrival or a vote} + b2 * (cohesion - reference)
    + b3 * (exposure - at the start) - b4 * hardening of police premises).
    """
    at_start = exposure_at(governance.reference_clarity, governance)
    exponent = (
        gangs.offensive_event_effect * event
        + gangs.offensive_cohesion_effect * (cohesion - gangs.cohesion_reference)
        + gangs.offensive_exposure_effect * (exposure - at_start)
        - gangs.offensive_hardening_effect * police.hardening
    )
    return np.where(members > 0, gangs.offensive_per_week, 0.0) * factor(exponent)


def raised_rate(rate: Real, participation: Real, factor: Real) -> Real:
    """Hazard of a closure or a crisis per week, raised by an offensive.

    rate * (1 + (f - 1) * the part of gang members who take part).
    """
    return rate * (1.0 + (factor - 1.0) * participation)


def closure_rate(participation: Real, logistics: Parameters) -> Real:
    """Hazard per week that the airport closes; more while an offensive is on."""
    rate = logistics.airport_closure_per_week
    return raised_rate(rate, participation, logistics.airport_offensive_factor)


def fall_rate(stability: Real, authorities: Parameters, *, participation: Real) -> Real:
    """Hazard per week that a government falls: the stated one at the start's stability.

    It is more below that stability, and while an offensive is on.
    """
    rate = raised_rate(
        per_week(authorities.crisis_per_month), participation, authorities.crisis_offensive_factor
    )
    lost = authorities.stability_at_start - stability
    return rate * factor(authorities.stability_effect * lost)


def stability_after(
    stability: Real,
    authorities: Parameters,
    interventions: Parameters,
    *,
    political: Real,
    participation: Real,
    fell: Flag,
    weeks: Real,
) -> Real:
    """Stability of the transition, in [0, 1]: it tends to its aim, and falls with a government.

    Political support lifts what it tends to, and an offensive lowers it, by the part of the gangs
    in it.
    """
    support = political - interventions.political_at_start
    aim = authorities.stability_aim + interventions.political_stability * support
    supported = np.minimum(np.maximum(aim, 0.0), 1.0)
    tends_to = np.maximum(supported - authorities.stability_offensive * participation, 0.0)
    level = relax(stability, tends_to, 1.0 / authorities.stability_weeks, weeks)
    return np.maximum(level - authorities.stability_fall * fell, 0.0)


def consent(authorities: Parameters, *, crisis: Flag, stability: Real) -> Flag:
    """Whether there is an authority that can consent to arrivals."""
    return np.logical_not(crisis) & (stability >= authorities.consent_stability)
