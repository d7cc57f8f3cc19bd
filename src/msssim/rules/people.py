"""People: killed, injured, kidnapped, displaced; self-defence groups; humanitarian access.

Violence of gangs follows the residents they control, their posture and an offensive; presence of
the state lowers it with decreasing returns. Displacement comes in events with a heavy tail, and
people return only where the state holds.

Source: quarterly human-rights reports of the UN office in Haiti, IOM displacement counts; sign of
protection from the peacekeeping literature, not its size. docs/ODD.md, 5.14.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from msssim.rules.funding import whole
from msssim.world.kinds import Count, Flag, Parameters, Real


def activity(violence: Real, at_start: Real, members: Count) -> Real:
    """Violence of the gangs in a zone against the start, by the postures of their members.

    None where no gang has a member.
    """
    return np.where(members > 0, violence / np.maximum(at_start, 1e-12), 0.0)


def truce_factor(cohesion: Real, people: Parameters, gangs: Parameters) -> Real:
    """Factor on killing as cohesion ends fighting between gangs, against the reference.

    Only the part of the killing that comes of fights between gangs changes, by
    (1 - tau k) / (1 - tau k0).
    """
    at_reference = 1.0 - people.truce_reduction * gangs.cohesion_reference
    between_gangs = (1.0 - people.truce_reduction * cohesion) / np.maximum(at_reference, 1e-12)
    return 1.0 + people.intergang_share * (between_gangs - 1.0)


def protection(density: Real, people: Parameters, *, density_at_start: Real) -> Real:
    """Factor on violence that presence brings, against the start.

    exp(-eps * (D / (D + D50) - D_0 / (D_0 + D50))); an ad-hoc mission's density counts in part.
    """
    half = people.protection_half_density
    saturation = density / (density + half)
    at_start = density_at_start / (density_at_start + half)
    return np.exp(-people.protection_max * (saturation - at_start))


def calmed(programme: Real, effect: Real) -> Real:
    """Factor on violence of community violence reduction, where it reaches people."""
    return 1.0 - effect * programme


def expected_violence(
    residents: Count, per_100k_week: Real, *, gang_control: Real, factor: Real, weeks: Real
) -> Real:
    """Expected victims in a zone and step of a kind of violence that follows gang control."""
    return per_100k_week * (residents / 100_000.0) * gang_control * factor * weeks


def mobilisation(fear: Real, half_fear: Real) -> Real:
    """Self-defence mobilisation in a zone, in [0, 1): it rises with what gangs did lately."""
    return fear / (fear + half_fear)


def expected_vigilantism(
    residents: Count, people: Parameters, *, fear: Real, gang_control: Real, weeks: Real
) -> Real:
    """Expected killings by self-defence groups, where control is contested: 4 x (1 - x).

    They follow mobilisation against that at the start's ``fear``.
    """
    at_start = mobilisation(people.fear_reference, people.fear_half)
    mobilised = mobilisation(fear, people.fear_half) / np.maximum(at_start, 1e-12)
    contested = 4.0 * gang_control * (1.0 - gang_control)
    rate = people.vigilante_per_100k_week
    return rate * (residents / 100_000.0) * contested * mobilised * weeks


def per_100k(persons: Real, residents: Count) -> Real:
    """Persons per 100,000 residents; an empty zone counts as one resident."""
    return persons * 100_000.0 / np.maximum(residents, 1)


def expected_displacement_events(
    zone_weight: Real, people: Parameters, *, factor: Real, weeks: Real
) -> Real:
    """Expected attacks that displace people in a zone and step.

    ``zone_weight`` is the zone's part of the inhabitants under gang control at the start.
    """
    return people.displacement_events_per_week * zone_weight * factor * weeks


def displaced_by(
    events: Count, people: Parameters, *, uniform: Real, residents: Count, population: Count
) -> Count:
    """Persons displaced by the events of a step, at most all residents.

    The events of a step have one lognormal size, which shrinks with the part of the population that
    is still there.
    """
    still_there = residents / np.maximum(population, 1)
    spread = np.exp(people.displacement_log_sd * special.ndtri(uniform))
    size = people.displacement_median * spread * still_there
    return whole(np.minimum(np.rint(events * size), residents))


def may_return(hold: Flag, chance_of_return: Real) -> Real:
    """Chance that a displaced person returns to the zone in a step: only where the state holds."""
    return np.where(hold, chance_of_return, 0.0)


def access(
    people: Parameters,
    interventions: Parameters,
    *,
    state_control: Real,
    clashes_per_week: Real,
    aid_ratio: Real,
    negotiation: Real,
    roads_open: Real,
    fuel_open: Flag,
) -> Real:
    """Humanitarian access in a zone, in [0, 1].

    logit^-1(a0 + a1 x0 - a2 clashes + a3 negotiation + a4 roads + a5 (aid - 1) - a6 without fuel),
    with ``roads_open`` the open part of the zone's main roads.
    """
    return special.expit(
        people.access_base
        + people.access_state_control * state_control
        - people.access_clashes * clashes_per_week
        + people.access_negotiation * negotiation
        + people.access_roads * roads_open
        + interventions.aid_access * (aid_ratio - 1.0)
        - people.access_fuel * np.logical_not(fuel_open)
    )
