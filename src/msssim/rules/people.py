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
from msssim.world.kinds import Count, Flag, Real


def activity(violence: Real, at_start: Real, members: Count) -> Real:
    """Violence of the gangs in a zone against the start, by the postures of their members.

    None where no gang has a member.
    """
    return np.where(members > 0, violence / np.maximum(at_start, 1e-12), 0.0)


def truce_factor(
    cohesion: Real, cohesion_reference: Real, reduction: Real, intergang_share: Real
) -> Real:
    """Factor on killing as cohesion ends fighting between gangs, against the reference.

    Only the part of the killing that comes of fights between gangs changes, by
    (1 - tau k) / (1 - tau k0).
    """
    between_gangs = (1.0 - reduction * cohesion) / np.maximum(
        1.0 - reduction * cohesion_reference, 1e-12
    )
    return 1.0 + intergang_share * (between_gangs - 1.0)


def protection(density: Real, density_at_start: Real, largest: Real, half_density: Real) -> Real:
    """Factor on violence that presence brings, against the start.

    exp(-eps * (D / (D + D50) - D_0 / (D_0 + D50))); an ad-hoc mission's density counts in part.
    """
    saturation = density / (density + half_density)
    at_start = density_at_start / (density_at_start + half_density)
    return np.exp(-largest * (saturation - at_start))


def calmed(programme: Real, effect: Real) -> Real:
    """Factor on violence of community violence reduction, where it reaches people."""
    return 1.0 - effect * programme


def expected_violence(
    residents: Count, per_100k_week: Real, gang_control: Real, factor: Real, weeks: Real
) -> Real:
    """Expected victims in a zone and step of a kind of violence that follows gang control."""
    return per_100k_week * (residents / 100_000.0) * gang_control * factor * weeks


def mobilisation(fear: Real, half_fear: Real) -> Real:
    """Self-defence mobilisation in a zone, in [0, 1): it rises with what gangs did lately."""
    return fear / (fear + half_fear)


def expected_vigilantism(
    residents: Count, per_100k_week: Real, gang_control: Real, mobilised: Real, weeks: Real
) -> Real:
    """Expected killings by self-defence groups, where control is contested: 4 x (1 - x).

    ``mobilised`` is mobilisation against the start.
    """
    contested = 4.0 * gang_control * (1.0 - gang_control)
    return per_100k_week * (residents / 100_000.0) * contested * mobilised * weeks


def per_100k(persons: Real, residents: Count) -> Real:
    """Persons per 100,000 residents; an empty zone counts as one resident."""
    return persons * 100_000.0 / np.maximum(residents, 1)


def expected_displacement_events(
    per_week: Real, zone_weight: Real, factor: Real, weeks: Real
) -> Real:
    """Expected attacks that displace people in a zone and step.

    ``zone_weight`` is the zone's part of the inhabitants under gang control at the start.
    """
    return per_week * zone_weight * factor * weeks


def displaced_by(
    events: Count, uniform: Real, median: Real, log_sd: Real, residents: Count, population: Count
) -> Count:
    """Persons displaced by the events of a step, at most all residents.

    The events of a step have one lognormal size, which shrinks with the part of the population that
    is still there.
    """
    still_there = residents / np.maximum(population, 1)
    size = median * np.exp(log_sd * special.ndtri(uniform)) * still_there
    return whole(np.minimum(np.rint(events * size), residents))


def may_return(hold: Flag, chance_of_return: Real) -> Real:
    """Chance that a displaced person returns to the zone in a step: only where the state holds."""
    return np.where(hold, chance_of_return, 0.0)


def access(
    base: Real,
    control_effect: Real,
    state_control: Real,
    clash_effect: Real,
    contacts_per_week: Real,
    aid_effect: Real,
    aid_ratio: Real,
    negotiation_effect: Real,
    negotiation: Real,
    roads_effect: Real,
    roads_open: Real,
    fuel_effect: Real,
    fuel_open: Flag,
) -> Real:
    """Humanitarian access in a zone, in [0, 1].

    logit^-1(a0 + a1 x0 - a2 clashes + a3 negotiation + a4 roads + a5 (aid - 1) - a6 without fuel),
    with ``roads_open`` the open part of the zone's main roads.
    """
    return special.expit(
        base
        + control_effect * state_control
        - clash_effect * contacts_per_week
        + negotiation_effect * negotiation
        + roads_effect * roads_open
        + aid_effect * (aid_ratio - 1.0)
        - fuel_effect * np.logical_not(fuel_open)
    )
