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
from msssim.world.kinds import Count, Flag, Parameters, Real


def clarity_aim(conops_filed: Flag, governance: Parameters) -> Real:
    """Strategic clarity that policy aims at.

    Each step of openness clears up a part of what statements leave unclear:
    S = 1 - (1 - S0) * product of (1 - part * how far it is done). What is filed with the Council
    can be published.
    """
    published = governance.conops_published * conops_filed
    unclear = (
        (1.0 - governance.transparency)
        * (1.0 - governance.leadership_clarity * governance.leadership_named)
        * (1.0 - governance.conops_clarity * published)
        * (1.0 - governance.budget_clarity * governance.budget_published)
        * (1.0 - governance.oversight_clarity * governance.oversight_published)
    )
    return 1.0 - unclear


def coordination_aim(governance: Parameters) -> Real:
    """Coordination that policy aims at: Q0 + q1 liaison + q2 headquarters - q3 (chains - n0)."""
    chains = governance.chains_of_command - governance.reference_chains
    aim = (
        governance.coordination
        + governance.liaison_coordination * governance.liaison
        + governance.headquarters_coordination * governance.joint_headquarters
        - governance.coordination_per_chain * chains
    )
    return np.minimum(np.maximum(aim, 0.0), 1.0)


def raised(aim: Real, serves: Flag, bonus: Real) -> Real:
    """Aim of coordination or oversight, raised where a UN body serves; at most 1."""
    return np.where(serves, np.minimum(aim + bonus, 1.0), aim)


def exposure(clarity: Real, governance: Parameters) -> Real:
    """Operational exposure: O = O0 + chi * S, at most 1."""
    return np.minimum(governance.exposure_floor + governance.leakiness * clarity, 1.0)


def effectiveness(coordination: Real, governance: Parameters) -> Real:
    """Part of a force's or a programme's effect that coordination lets through: Q0 + (1 - Q0) Q."""
    floor = governance.coordination_floor
    return floor + (1.0 - floor) * coordination


def coordination_after(
    coordination: Real, governance: Parameters, *, leaks: Real, fell: Flag
) -> Real:
    """Coordination after the mistrust that the last step's leaks have sown, and a turnover.

    When a government falls, those who coordinated go with it.
    """
    turnover = governance.turnover_coordination * fell
    left = coordination - governance.mistrust_per_leak * leaks - turnover
    return np.maximum(left, 0.0)


def expected_abuse(persons: Count, governance: Parameters, *, oversight: Real, weeks: Real) -> Real:
    """Expected cases of serious abuse in a step by ``persons`` in theatre."""
    thousand_years = persons / 1000.0 * (weeks / WEEKS_PER_YEAR)
    unwatched = 1.0 - governance.oversight_effect * oversight
    return governance.abuse_per_1000_years * thousand_years * unwatched


def detection(oversight: Real, governance: Parameters) -> Real:
    """Chance that a case of abuse comes to light."""
    return np.minimum(governance.detection_base + governance.detection_oversight * oversight, 1.0)
