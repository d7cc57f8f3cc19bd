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

from msssim.world.kinds import Count, Flag, Parameters, Real


def rivalry(rivals_share: Real, members: Count) -> Real:
    """Rivalry among gangs: chance that another member in a member's zone is of another gang.

    ``rivals_share`` is the sum over footholds of members times the part of the zone's members who
    are of other gangs; none where there are no members.
    """
    return rivals_share / np.maximum(members, 1)


def expected_killed_by_rivals(
    fighters: Count, gangs: Parameters, people: Parameters, *, rivals: Real, cohesion: Real,
    weeks: Real,
) -> Real:  # fmt: skip
    """Members of a foothold whom rival gangs are expected to kill in a step.

    f G r (1 - tau k), with ``rivals`` r the part of the zone's members who are of other gangs: a
    coalition that holds ends part of the killing among gangs.
    """
    truce = 1.0 - people.truce_reduction * cohesion
    return fighters * rivals * gangs.killed_by_rivals_per_week * truce * weeks


def cohesion_after(
    cohesion: Real, gangs: Parameters, *, threat: Real, rivalry_change: Real, loss_rate: Real,
    inducement: Real, weeks: Real,
) -> Real:  # fmt: skip
    """Cohesion of the coalition after a step, in [0, 1].

    dk = g0 (k0 - k) + g_T threat (1 - k) - (g_R (R - R0) + g_D (L - L0) + g_I offers) k per week: a
    threat closes the ranks; rivalry beyond the start's, losses L beyond those that it is used to
    and offers of exit open them; without any of these it returns to the pact's. A locked coalition
    stays as it is.
    """
    opening = (
        gangs.cohesion_rivalry * rivalry_change
        + gangs.cohesion_losses * (loss_rate - gangs.losses_reference)
        + gangs.cohesion_offers * inducement
    )
    change = (
        gangs.cohesion_recovery * (gangs.cohesion_at_start - cohesion)
        + gangs.cohesion_threat * threat * (1.0 - cohesion)
        - opening * cohesion
    )
    after = np.minimum(np.maximum(cohesion + change * weeks, 0.0), 1.0)
    return np.where(gangs.cohesion_locked, cohesion, after)


def arrest_risk(force: Real, gangs: Parameters, *, acting: Count) -> Real:
    """Chance of being caught that a gang sees: 1 - exp(-k floor(C / (1 + A))).

    The state's ``force`` near counts in elements C of some persons, ``acting`` A are the gangs that
    already act. The rounding down is what makes an outburst: as soon as more act than there are
    elements of the state, nobody sees a risk. Without it the risk fades smoothly and nobody joins
    in a rush.
    """
    elements = force / gangs.element_persons
    return -np.expm1(-gangs.arrest_constant * np.floor(elements / (1.0 + acting)))


def joins(
    acting_share: Real, gangs: Parameters, *, membership: Real, cohesion: Real, risk: Real,
    threshold: Real,
) -> Flag:  # fmt: skip
    """Whether a gang joins those who act.

    membership * cohesion * acting share - r * risk >= threshold, for members of the coalition.
    """
    pull = membership * cohesion * acting_share
    return (membership > 0) & (pull - gangs.risk_aversion * risk >= threshold)


def raised(factor: Real, participation: Real) -> Real:
    """Factor of an offensive in which a part of the gangs takes part: 1 + (f - 1) * part."""
    return 1.0 + (factor - 1.0) * participation
