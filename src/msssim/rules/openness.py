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
from msssim.world.kinds import Count, Flag, Real


def clarity_aim(
    statements: Real,
    leadership_named: Real,
    leadership_clarity: Real,
    conops_published: Real,
    conops_clarity: Real,
    budget_published: Real,
    budget_clarity: Real,
    oversight_published: Real,
    oversight_clarity: Real,
) -> Real:
    """Strategic clarity that policy aims at.

    Each step of openness clears up a part of what statements leave unclear:
    S = 1 - (1 - S0) * product of (1 - part * how far it is done).
    """
    unclear = (
        (1.0 - statements)
        * (1.0 - leadership_clarity * leadership_named)
        * (1.0 - conops_clarity * conops_published)
        * (1.0 - budget_clarity * budget_published)
        * (1.0 - oversight_clarity * oversight_published)
    )
    return 1.0 - unclear


def coordination_aim(
    base: Real,
    liaison: Real,
    liaison_effect: Real,
    headquarters: Real,
    headquarters_effect: Real,
    chains: Count,
    reference_chains: Count,
    per_chain: Real,
) -> Real:
    """Coordination that policy aims at: Q0 + q1 liaison + q2 headquarters - q3 (chains - n0)."""
    aim = (
        base
        + liaison_effect * liaison
        + headquarters_effect * headquarters
        - per_chain * (chains - reference_chains)
    )
    return np.minimum(np.maximum(aim, 0.0), 1.0)


def raised(aim: Real, serves: Flag, bonus: Real) -> Real:
    """Aim of coordination or oversight, raised where a UN body serves; at most 1."""
    return np.where(serves, np.minimum(aim + bonus, 1.0), aim)


def exposure(clarity: Real, floor: Real, leakiness: Real) -> Real:
    """Operational exposure: O = O0 + chi * S, at most 1."""
    return np.minimum(floor + leakiness * clarity, 1.0)


def effectiveness(coordination: Real, floor: Real) -> Real:
    """Part of a force's or a programme's effect that coordination lets through: Q0 + (1 - Q0) Q."""
    return floor + (1.0 - floor) * coordination


def coordination_after(
    coordination: Real, leaks: Real, mistrust_per_leak: Real, fell: Flag, turnover: Real
) -> Real:
    """Coordination after the mistrust that the last step's leaks have sown, and a turnover.

    When a government falls, those who coordinated go with it.
    """
    left = coordination - mistrust_per_leak * leaks - turnover * fell
    return np.maximum(left, 0.0)


def expected_abuse(
    per_1000_years: Real, persons: Count, oversight: Real, oversight_effect: Real, weeks: Real
) -> Real:
    """Expected cases of serious abuse in a step by ``persons`` in theatre."""
    thousand_years = persons / 1000.0 * (weeks / WEEKS_PER_YEAR)
    return per_1000_years * thousand_years * (1.0 - oversight_effect * oversight)


def detection(base: Real, by_oversight: Real, oversight: Real) -> Real:
    """Chance that a case of abuse comes to light."""
    return np.minimum(base + by_oversight * oversight, 1.0)


def remembered(before: Real, new: Count, memory_weeks: Real, weeks: Real) -> Real:
    """Deaths or cases that weigh on donors, contributors and the Council: they fade with time."""
    return before * np.exp(-weeks / memory_weeks) + new
