"""The coalition of gangs: its cohesion, and who joins an offensive.

Routine posture is each gang's own choice (:mod:`msssim.rules.choice`); an offensive is a collective
move. Once somebody has started, a gang joins when those who already act, counted as far as it is
bound to them, outweigh the risk of being caught and its own threshold. Each that joins may bring in
the next, so an offensive may stay with those who started it or carry all along.

Source: thresholds after Granovetter, American Journal of Sociology 83(6); risk of arrest after
Epstein, PNAS 99(3): the ratio of state to actors is rounded down, without which his outbursts do
not happen. docs/ODD.md, 5.9.
"""

from __future__ import annotations

import numpy as np

from msssim.world.kinds import Count, Flag, Real


def rivalry(rivals_share: Real, members: Count) -> Real:
    """Rivalry among gangs: chance that another member in a member's zone is of another gang.

    ``rivals_share`` is the sum over footholds of members times the part of the zone's members who
    are of other gangs; none where there are no members.
    """
    return rivals_share / np.maximum(members, 1)


def expected_feud(
    fighters: Count, rivals: Real, per_week: Real, truce: Real, cohesion: Real, weeks: Real
) -> Real:
    """Members of a foothold whom rival gangs are expected to kill in a step.

    f G r (1 - tau k), with ``rivals`` r the part of the zone's members who are of other gangs: a
    coalition that holds ends part of the killing among gangs.
    """
    return fighters * rivals * per_week * (1.0 - truce * cohesion) * weeks


def cohesion_after(
    cohesion: Real,
    at_rest: Real,
    recovery_rate: Real,
    threat: Real,
    threat_rate: Real,
    rivalry_change: Real,
    rivalry_rate: Real,
    loss_rate: Real,
    loss_effect: Real,
    inducement: Real,
    inducement_rate: Real,
    locked: Flag,
    weeks: Real,
) -> Real:
    """Cohesion of the coalition after a step, in [0, 1].

    dk = g0 (k0 - k) + g_T threat (1 - k) - (g_R (R - R0) + g_D losses + g_I offers) k per week: a
    threat closes the ranks, rivalry beyond the start's, losses beyond those that it is used to
    (``loss_rate``) and offers of exit open them; without any of these it returns to the pact's. A
    ``locked`` coalition stays as it is.
    """
    change = (
        recovery_rate * (at_rest - cohesion)
        + threat_rate * threat * (1.0 - cohesion)
        - (rivalry_rate * rivalry_change + loss_effect * loss_rate + inducement_rate * inducement)
        * cohesion
    )
    after = np.minimum(np.maximum(cohesion + change * weeks, 0.0), 1.0)
    return np.where(locked, cohesion, after)


def arrest_risk(state_elements: Real, acting: Count, constant: Real) -> Real:
    """Chance of being caught that a gang sees: 1 - exp(-k floor(C / (1 + A))).

    ``state_elements`` C are the state's elements near, ``acting`` A the gangs that already act. The
    rounding down is what makes an outburst: as soon as more act than there are elements of the
    state, nobody sees a risk. Without it the risk fades smoothly and nobody joins in a rush.
    """
    return -np.expm1(-constant * np.floor(state_elements / (1.0 + acting)))


def joins(
    acting_share: Real,
    membership: Real,
    cohesion: Real,
    risk: Real,
    risk_aversion: Real,
    threshold: Real,
) -> Flag:
    """Whether a gang joins those who act.

    membership * cohesion * acting share - r * risk >= threshold, for members of the coalition.
    """
    pull = membership * cohesion * acting_share
    return (membership > 0) & (pull - risk_aversion * risk >= threshold)


def raised(factor: Real, participation: Real) -> Real:
    """Factor of an offensive in which a part of the gangs takes part: 1 + (f - 1) * part."""
    return 1.0 + (factor - 1.0) * participation
