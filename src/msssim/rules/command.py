"""Command: how much force there is, and where it is.

The mission is placed by a doctrine: it protects assets, is present where gangs rule people, clears
and holds one zone after the other, or mixes the three.

Source: 4,000 of 13,196 officers available for public security (UN Panel of Experts, September
2023); planned tasks of the mission: airport, port, roads, public buildings. docs/ODD.md, 5.8.
"""

from __future__ import annotations

import numpy as np

from msssim.world.kinds import Count, Flag, Real

SINGLE_MINDED = {
    "protect_assets": (1.0, 0.0, 0.0),
    "presence": (0.0, 1.0, 0.0),
    "clear_and_hold": (0.0, 0.0, 1.0),
}
"""Parts of the force that protect, are present, and clear, under a doctrine that does one thing."""


def doctrine_parts(doctrine: str, protect: Real, present: Real) -> tuple[Real, Real, Real]:
    """Parts of the force that protect assets, are present, and clear and hold; they add up to 1.

    A mixed doctrine gives ``protect`` to the first and ``present`` to the second, as far as they
    fit, and the rest to the third.
    """
    if doctrine in SINGLE_MINDED:
        return SINGLE_MINDED[doctrine]
    spread = np.minimum(present, 1.0 - protect)
    return protect, spread, 1.0 - protect - spread


def effective_police(
    officers: Count,
    on_duty_share: Real,
    morale: Real,
    morale_floor: Real,
    equipment: Real,
    equipment_exponent: Real,
    stations: Real,
    without_station: Real,
) -> Real:
    """Officers that a unit is worth on the street.

    on duty * P * (m0 + (1 - m0) * morale) * equipment^e * (s + (1 - s) * stations it still has).
    """
    spirit = morale_floor + (1.0 - morale_floor) * morale
    quartered = without_station + (1.0 - without_station) * stations
    return on_duty_share * officers * spirit * np.power(equipment, equipment_exponent) * quartered


def spread_weight(
    metropolitan: Flag, priority_share: Real, gang_held_share: Real, protect: Real, present: Real
) -> Real:
    """Weight of a zone for the force that is spread: by assets (protect) and by people (present).

    ``priority_share`` is the zone's share of all assets' priority, ``gang_held_share`` its share of
    the inhabitants under gang control; the mission works in the metropolitan zones.
    """
    return np.where(metropolitan, protect * priority_share + present * gang_held_share, 0.0)


def needed_to_hold(hold_density: Real, residents: Count, police: Real, weight: Real) -> Real:
    """Mission persons that a zone lacks of the density that holds it; ``weight`` each counts as."""
    lacking = np.maximum(hold_density * residents / 1000.0 - police, 0.0)
    return lacking / np.maximum(weight, 1e-12)


def objective_rank(
    metropolitan: Flag, worth: Real, needed: Real, weeks_dense: Real, held_bonus: Real
) -> Real:
    """Rank of a zone as an objective of clearing: what it is worth for each person it needs.

    Zones already densely manned come first (``held_bonus``), so that the force does not wander.
    """
    value = worth / (needed + 1.0) + np.where(weeks_dense > 0, held_bonus, 0.0)
    return np.where(metropolitan, value, -1.0)


def given(available: Real, before: Real, needed: Real) -> Real:
    """Persons that an objective gets when those of higher rank have taken ``before``."""
    return np.minimum(np.maximum(available - before, 0.0), needed)


def presence(police: Real, mission: Real, mission_weight: Real, effectiveness: Real) -> Real:
    """Effective persons of the state in a zone; coordination scales what the mission adds."""
    return police + mission_weight * mission * effectiveness


def density(force: Real, residents: Count) -> Real:
    """Effective persons per 1,000 residents; an empty zone counts as one resident."""
    return force * 1000.0 / np.maximum(residents, 1)
