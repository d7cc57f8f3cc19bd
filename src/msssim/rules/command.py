"""Command: how much force there is, and where it is.

Source: 4,000 of 13,196 officers available for public security (UN Panel of Experts, September
2023). docs/ODD.md, 5.8.
"""

from __future__ import annotations

import numpy as np

from msssim.world.kinds import Count, Flag, Real


def effective_police(
    officers: Count,
    on_duty_share: Real,
    morale: Real,
    morale_floor: Real,
    equipment: Real,
    equipment_exponent: Real,
) -> Real:
    """Officers that a unit is worth on the street.

    on duty * P * (m0 + (1 - m0) * morale) * equipment^e.
    """
    spirit = morale_floor + (1.0 - morale_floor) * morale
    return on_duty_share * officers * spirit * np.power(equipment, equipment_exponent)


def placement_weight(
    metropolitan: Flag, priority_share: Real, gang_held_share: Real, protect_assets: Real
) -> Real:
    """Weight of a zone when the mission is placed.

    ``priority_share`` is the zone's share of all assets' priority, ``gang_held_share`` its share of
    the inhabitants under gang control; the mission works in the metropolitan zones.
    """
    weight = protect_assets * priority_share + (1.0 - protect_assets) * gang_held_share
    return np.where(metropolitan, weight, 0.0)


def presence(police: Real, mission: Real, mission_weight: Real, effectiveness: Real) -> Real:
    """Effective persons of the state in a zone; coordination scales what the mission adds."""
    return police + mission_weight * mission * effectiveness


def density(force: Real, residents: Count) -> Real:
    """Effective persons per 1,000 residents; an empty zone counts as one resident."""
    return force * 1000.0 / np.maximum(residents, 1)
