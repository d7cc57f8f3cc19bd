"""People: killed, injured, kidnapped, displaced; access and trust.

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


def activity(
    confronting: Real, low_violence: Real, confronting_at_start: Real, members: Count
) -> Real:
    """Violence of the gangs in a zone against the start, by the share of them that confronts.

    None where no gang has a member.
    """
    now = low_violence + (1.0 - low_violence) * confronting
    at_start = low_violence + (1.0 - low_violence) * confronting_at_start
    return np.where(members > 0, now / np.maximum(at_start, 1e-12), 0.0)


def truce_factor(
    cohesion: Real, cohesion_at_start: Real, reduction: Real, intergang_share: Real
) -> Real:
    """Factor on killing as cohesion ends fighting between gangs, against the start.

    Only the part of the killing that comes of fights between gangs changes, by
    (1 - tau k) / (1 - tau k0).
    """
    between_gangs = (1.0 - reduction * cohesion) / np.maximum(
        1.0 - reduction * cohesion_at_start, 1e-12
    )
    return 1.0 + intergang_share * (between_gangs - 1.0)


def protection(density: Real, density_at_start: Real, largest: Real, half_density: Real) -> Real:
    """Factor on violence that presence brings, against the start.

    exp(-eps * (D / (D + D50) - D_0 / (D_0 + D50))); an ad-hoc mission's density counts in part.
    """
    saturation = density / (density + half_density)
    at_start = density_at_start / (density_at_start + half_density)
    return np.exp(-largest * (saturation - at_start))


def expected_violence(
    residents: Count, per_100k_week: Real, gang_control: Real, factor: Real, weeks: Real
) -> Real:
    """Expected victims in a zone and step of a kind of violence that follows gang control."""
    return per_100k_week * (residents / 100_000.0) * gang_control * factor * weeks


def expected_vigilantism(
    residents: Count, per_100k_week: Real, gang_control: Real, factor: Real, weeks: Real
) -> Real:
    """Expected killings by self-defence groups, where control is contested: 4 x (1 - x)."""
    contested = 4.0 * gang_control * (1.0 - gang_control)
    return per_100k_week * (residents / 100_000.0) * contested * factor * weeks


def expected_displacement_events(
    per_week: Real, zone_weight: Real, factor: Real, weeks: Real
) -> Real:
    """Expected attacks that displace people in a zone and step; weights of zones add up to 1."""
    return per_week * zone_weight * factor * weeks


def displaced_by(
    events: Count, uniform: Real, median: Real, log_sd: Real, residents: Count
) -> Count:
    """Persons displaced by the events of a step: lognormal for each, at most all residents."""
    size = median * np.exp(log_sd * special.ndtri(uniform))
    return whole(np.minimum(np.rint(events * size), residents))


def trust_after(
    trust: Real,
    sustained: Real,
    recovery: Real,
    presence_gain: Real,
    mission_density: Real,
    harm_effect: Real,
    killed_by_state: Count,
    residents: Count,
    abuse_effect: Real,
    abuse_detected: Real,
    weeks: Real,
) -> Real:
    """Community trust after a step, in [0, 1].

    It returns to what is sustained, gains from the visible presence of the mission, and loses by
    civilians killed by the state (per 100,000 residents) and by detected abuse.
    """
    harm = harm_effect * killed_by_state * 100_000.0 / np.maximum(residents, 1)
    level = (
        trust
        + (sustained - trust) * -np.expm1(-recovery * weeks)
        + presence_gain * mission_density * weeks
        - harm
        - abuse_effect * abuse_detected
    )
    return np.minimum(np.maximum(level, 0.0), 1.0)


def sustained_trust(trust_at_start: Real, aid_effect: Real, aid_ratio: Real) -> Real:
    """Level to which trust returns: aid lifts it by ``aid_effect`` when it doubles."""
    return np.minimum(np.maximum(trust_at_start + aid_effect * (aid_ratio - 1.0), 0.0), 1.0)


def access(
    base: Real,
    control_effect: Real,
    state_control: Real,
    clash_effect: Real,
    contacts_per_week: Real,
    aid_effect: Real,
    aid_ratio: Real,
) -> Real:
    """Humanitarian access in a zone, in [0, 1]."""
    return special.expit(
        base
        + control_effect * state_control
        - clash_effect * contacts_per_week
        + aid_effect * (aid_ratio - 1.0)
    )


def may_return(hold: Flag, chance_of_return: Real) -> Real:
    """Chance that a displaced person returns to the zone in a step: only where the state holds."""
    return np.where(hold, chance_of_return, 0.0)
