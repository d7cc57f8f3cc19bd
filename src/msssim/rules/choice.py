"""Gang posture: confrontation, a low profile or relocation, by logit quantal response.

Payoffs are in units of the gang's own baseline weekly rent::

    U_confront = 1       - c * loss(b)           + psi * share
    U_low      = (1 - s) - c * (1 - d) * loss(b) + W * V * presence
    U_relocate = max over reachable zones of (rent there / rent here) - toll of the way - c * loss

A gang that hides gives up part of its rent ``s``, is spared part of the repression (conditionality
``d``), and keeps its foothold for the time after the mission: its value ``V`` is discounted by
``W``, over the time that the mission is expected to stay. Confrontation wins political concessions,
of which a gang internalises its own share or, in a cohesive coalition, the coalition's.

Source: quantal response after McKelvey and Palfrey (1995); conditional repression and the
free-rider problem of violent lobbying after Lessing, Journal of Conflict Resolution 59(8).
docs/ODD.md, 5.9.
"""

from __future__ import annotations

import numpy as np

from msssim.world.kinds import Array, Count, Flag, Posture, Real


def expected_loss(
    belief: Real, police: Real, mission: Real, fighters: Count, loss_max: Real
) -> Real:
    """Share of its members that a gang expects to lose in a week if it fights.

    l_max * (1 - exp(-(police + b * mission) / fighters)): police are known, the mission counts as
    far as the gang believes in it. A gang without fighters expects the maximum.
    """
    ratio = (police + belief * mission) / np.maximum(fighters, 1)
    return loss_max * -np.expm1(-ratio)


def waiting_factor(
    in_force: Flag, weeks_to_end: Real, renewal: Real, term_weeks: Real, patience: Real
) -> Real:
    """Discount on what a foothold is worth once the mission has left: W in [0, 1].

    The mandate ends after ``weeks_to_end``; each time it is renewed with chance p for a term T, so
    that the expected discount over a geometric number of renewals is
    W = beta^T_end (1 - p) / (1 - p beta^T). Without a mandate the waiting is over: W = 1.
    """
    another = renewal * np.power(patience, term_weeks)
    forever = another >= 1.0  # renewed for sure and perfectly patient: the mission never leaves
    stays = np.power(patience, np.maximum(weeks_to_end, 0.0)) * (1.0 - renewal)
    return np.where(
        in_force, np.where(forever, 0.0, stays / np.where(forever, 1.0, 1.0 - another)), 1.0
    )


def taken_seriously(mission: Count, belief: Real, presence_persons: Real) -> Real:
    """How far the mission is worth waiting out: 1 - exp(-b N / N0), none when nobody is there.

    Persons count as far as the gang believes in the mission's capability.
    """
    return -np.expm1(-belief * mission / presence_persons)


def internalised_share(own_share: Real, bloc_share: Real, cohesion: Real, membership: Real) -> Real:
    """Share of a collective concession that a gang counts as its own.

    Cohesion lets a member of the coalition count the bloc's share: (1 - k) s_own + k s_bloc.
    """
    bound = cohesion * membership
    return (1.0 - bound) * own_share + bound * bloc_share


def confront_payoff(loss: Real, loss_aversion: Real, concession: Real, share: Real) -> Real:
    """Payoff of confrontation, in weekly rents."""
    return 1.0 - loss_aversion * loss + concession * share


def low_profile_payoff(
    loss: Real,
    loss_aversion: Real,
    rent_given_up: Real,
    conditionality: Real,
    waiting: Real,
    foothold_value: Real,
    seriousness: Real,
) -> Real:
    """Payoff of a low profile, in weekly rents."""
    kept = waiting * foothold_value * seriousness
    return (1.0 - rent_given_up) - loss_aversion * (1.0 - conditionality) * loss + kept


def place_payoff(rent_there: Real, rent_here: Real, gain_max: Real) -> Real:
    """Rent of a member in another zone, in units of what the gang's members have now, bounded."""
    gain = rent_there / np.where(rent_here > 0, rent_here, 1.0)
    return np.where(
        rent_here > 0, np.minimum(gain, gain_max), np.where(rent_there > 0, gain_max, 0.0)
    )


def relocation_payoff(place: Real, way: Real, loss: Real, loss_aversion: Real) -> Real:
    """Payoff of moving to one zone: what it yields less the toll of the way and the risk there."""
    return place - way - loss_aversion * loss


def logit_shares(rationality: Real, *payoffs: Real) -> tuple[Real, ...]:
    """Chances of actions under logit quantal response: exp(l U_a) / sum exp(l U).

    ``rationality`` l is 0 for a uniform choice and large for the best response. An action that is
    not open has a payoff of minus infinity.
    """
    best = payoffs[0]
    for payoff in payoffs[1:]:
        best = np.maximum(best, payoff)
    weights = [_weight(rationality, payoff - best) for payoff in payoffs]
    everything = weights[0]
    for weight in weights[1:]:
        everything = everything + weight
    return tuple(weight / everything for weight in weights)


def _weight(rationality: Real, shortfall: Real) -> Real:
    """exp(l d), and 0 for an action that is not open, which even a coin does not choose."""
    open_ = np.isfinite(shortfall)
    return np.where(open_, np.exp(rationality * np.where(open_, shortfall, 0.0)), 0.0)


def chosen(uniform: Real, confront: Real, low_profile: Real) -> Array:
    """Posture that a uniform picks, given the chances of the first two."""
    return np.where(
        uniform < confront,
        int(Posture.CONFRONT),
        np.where(uniform < confront + low_profile, int(Posture.LOW_PROFILE), int(Posture.RELOCATE)),
    )


def remembered(evidence: Real, memory_per_week: Real, weeks: Real) -> Real:
    """Evidence (a parameter of the Beta belief) that is still remembered after a step."""
    return evidence * np.power(memory_per_week, weeks)


def belief(successes: Real, failures: Real) -> Real:
    """Mean of a Beta belief, about the mission or about renewals; a half if all is forgotten."""
    evidence = successes + failures
    return np.where(evidence > 0, successes / np.where(evidence > 0, evidence, 1.0), 0.5)


def renewal_evidence(full: Flag, technical: Flag, technical_worth: Real) -> Real:
    """What a decision on the mandate tells gangs of the next one, in successes.

    A renewal counts one, a technical rollover in part, a lapse nothing.
    """
    return np.where(full, 1.0, np.where(technical, technical_worth, 0.0))
