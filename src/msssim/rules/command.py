"""Command: how much force there is, and where it is.

The mission is placed by a doctrine: it protects assets, is present where gangs rule people, clears
and holds one zone after the other, or mixes the three.

Source: 4,000 of 13,196 officers available for public security (UN Panel of Experts, September
2023); planned tasks of the mission: airport, port, roads, public buildings. docs/ODD.md, 5.8.
"""

from __future__ import annotations

import numpy as np

from msssim.world.kinds import Count, Flag, Parameters, Real
from msssim.world.mission import DOCTRINES, Doctrine


def doctrine_parts(contacts: Parameters) -> Doctrine:
    """Parts of the force that protect assets, are present, and clear and hold.

    A mixed doctrine gives to the first two what parameters say, as far as it fits, and the rest to
    the third.
    """
    if contacts.doctrine in DOCTRINES:
        return DOCTRINES[contacts.doctrine]
    protect = contacts.mixed_protect
    present = np.minimum(contacts.mixed_presence, 1.0 - protect)
    return Doctrine(protect, present, 1.0 - protect - present)


def effective_police(
    officers: Count, police: Parameters, *, morale: Real, equipment: Real, stations: Real
) -> Real:
    """Officers that a unit is worth on the street.

    on duty * P * (m0 + (1 - m0) * morale) * equipment^e * (s + (1 - s) * stations it still has).
    """
    spirit = police.morale_floor + (1.0 - police.morale_floor) * morale
    quartered = police.without_station + (1.0 - police.without_station) * stations
    equipped = np.power(equipment, police.equipment_exponent)
    return police.on_duty_share * officers * spirit * equipped * quartered


def spread_weight(
    priority_share: Real, gang_held_share: Real, doctrine: Doctrine, *, metropolitan: Flag
) -> Real:
    """Weight of a zone for the force that is spread: by assets (protect) and by people (present).

    ``priority_share`` is the zone's share of all assets' priority, ``gang_held_share`` its share of
    the inhabitants under gang control; the mission works in the metropolitan zones.
    """
    weight = doctrine.protect * priority_share + doctrine.present * gang_held_share
    return np.where(metropolitan, weight, 0.0)


def needed_to_hold(residents: Count, territory: Parameters, *, police: Real, weight: Real) -> Real:
    """Mission persons that a zone lacks of the density that holds it; ``weight`` each counts as."""
    lacking = np.maximum(territory.hold_density * residents / 1000.0 - police, 0.0)
    return lacking / np.maximum(weight, 1e-12)


def objective_rank(
    worth: Real, contacts: Parameters, *, needed: Real, weeks_dense: Real, metropolitan: Flag
) -> Real:
    """Rank of a zone as an objective of clearing: what it is worth for each person it needs.

    Zones already densely manned come first, so that the force does not wander.
    """
    held = np.where(weeks_dense > 0, contacts.held_bonus, 0.0)
    return np.where(metropolitan, worth / (needed + 1.0) + held, -1.0)


def given(available: Real, before: Real, needed: Real) -> Real:
    """Persons that an objective gets when those of higher rank have taken ``before``."""
    return np.minimum(np.maximum(available - before, 0.0), needed)


def presence(police: Real, mission: Real, contacts: Parameters, *, effectiveness: Real) -> Real:
    """Effective persons of the state in a zone; coordination scales what the mission adds."""
    return police + contacts.mission_weight * mission * effectiveness


def density(force: Real, residents: Count) -> Real:
    """Effective persons per 1,000 residents; an empty zone counts as one resident."""
    return force * 1000.0 / np.maximum(residents, 1)
