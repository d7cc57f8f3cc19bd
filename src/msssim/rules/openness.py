"""Openness, coordination and oversight.

Strategic clarity (who leads, for how long, with what money and oversight) and operational exposure
(dates, routes, targets that reach outsiders) are two things. Clarity wins contributors and donors;
exposure gives operations away.

Source: GI-TOC on the stalled mission (June 2024); Amnesty International, 4 June 2024. docs/ODD.md,
5.6.
"""

from __future__ import annotations

import numpy as np

from msssim.world.calendar import WEEKS_PER_YEAR
from msssim.world.kinds import Count, Real


def exposure(clarity: Real, floor: Real, leakiness: Real) -> Real:
    """Operational exposure: O = O0 + chi * S, at most 1."""
    return np.minimum(floor + leakiness * clarity, 1.0)


def effectiveness(coordination: Real, floor: Real) -> Real:
    """Part of a force's or a programme's effect that coordination lets through: Q0 + (1 - Q0) Q."""
    return floor + (1.0 - floor) * coordination


def coordination_after_leaks(coordination: Real, leaks: Real, mistrust_per_leak: Real) -> Real:
    """Coordination quality after the mistrust that the last step's leaks have sown."""
    return np.maximum(coordination - mistrust_per_leak * leaks, 0.0)


def leak_chance(
    per_person: Real, informed_persons: Real, leakiness: Real, exposure_level: Real
) -> Real:
    """Chance that an operation is given away: 1 - (1 - l0)^n * (1 - chi * O)."""
    kept = np.power(1.0 - per_person, informed_persons)
    return 1.0 - kept * (1.0 - leakiness * exposure_level)


def expected_abuse(
    per_1000_years: Real, persons: Count, oversight: Real, oversight_effect: Real, weeks: Real
) -> Real:
    """Expected cases of serious abuse in a step by ``persons`` in theatre."""
    thousand_years = persons / 1000.0 * (weeks / WEEKS_PER_YEAR)
    return per_1000_years * thousand_years * (1.0 - oversight_effect * oversight)
