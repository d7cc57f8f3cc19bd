"""Choice of gangs: what they expect, what they believe, and logit quantal response.

What each posture promises is in :mod:`msssim.rules.postures`; a gang that reviews its posture
chooses among them by logit quantal response. What it expects of a fight follows its belief about
the mission, which it learns from contacts; what waiting is worth follows its belief about the next
renewal of the mandate.

Source: quantal response after McKelvey and Palfrey (1995). docs/ODD.md, 5.9.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from msssim.rules.postures import POSTURES, Prospect
from msssim.world.kinds import Array, Count, Flag, Parameters, Real


def expected_loss(
    belief: Real, gangs: Parameters, *, police: Real, mission: Real, fighters: Count
) -> Real:
    """Share of its members that a gang expects to lose in a week if it fights.

    l_max * (1 - exp(-(police + b * mission) / fighters)): police are known, the mission counts as
    far as the gang believes in it. A gang without fighters expects the maximum.
    """
    ratio = (police + belief * mission) / np.maximum(fighters, 1)
    return gangs.expected_loss_max * -np.expm1(-ratio)


def waiting_factor(
    weeks_to_end: Real, gangs: Parameters, *, in_force: Flag, renewal: Real, term_weeks: Real
) -> Real:
    """Discount on what a foothold is worth once the mission has left: W in [0, 1].

    The mandate ends after ``weeks_to_end``; each time it is renewed with chance p for a term T, so
    that the expected discount over a geometric number of renewals is
    W = beta^T_end (1 - p) / (1 - p beta^T). Without a mandate the waiting is over: W = 1.
    """
    another = renewal * np.power(gangs.patience, term_weeks)
    forever = another >= 1.0  # renewed for sure and perfectly patient: the mission never leaves
    stays = np.power(gangs.patience, np.maximum(weeks_to_end, 0.0)) * (1.0 - renewal)
    return np.where(
        in_force, np.where(forever, 0.0, stays / np.where(forever, 1.0, 1.0 - another)), 1.0
    )


def taken_seriously(mission: Count, gangs: Parameters, *, belief: Real) -> Real:
    """How far the mission is worth waiting out: 1 - exp(-b N / N0), none when nobody is there.

    Persons count as far as the gang believes in the mission's capability.
    """
    return -np.expm1(-belief * mission / gangs.presence_persons)


def internalised_share(
    own_share: Real, *, bloc_share: Real, cohesion: Real, membership: Real
) -> Real:
    """Share of a collective concession that a gang counts as its own.

    Cohesion lets a member of the coalition count the bloc's share: (1 - k) s_own + k s_bloc.
    """
    bound = cohesion * membership
    return (1.0 - bound) * own_share + bound * bloc_share


def posture_chances(prospect: Prospect, gangs: Parameters) -> tuple[Real, ...]:
    """Chance of each posture when a gang reviews its own."""
    payoffs = [kind.payoff(prospect, gangs) for kind in POSTURES]
    return logit_shares(gangs.rationality, *payoffs)


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


def chosen(uniform: Real, chances: Sequence[Real]) -> Array:
    """Place of the action that a uniform picks, given the chance of each."""
    place = np.zeros(np.shape(uniform), dtype=np.int64)
    through: Real = 0.0
    for chance in chances[:-1]:
        through = through + chance
        place = place + (uniform >= through)
    return place


def remembered(evidence: Real, gangs: Parameters, *, weeks: Real) -> Real:
    """Evidence (a parameter of the Beta belief) that is still remembered after a step."""
    return evidence * np.power(gangs.belief_memory, weeks)


def belief(successes: Real, failures: Real) -> Real:
    """Mean of a Beta belief, about the mission or about renewals; a half if all is forgotten."""
    evidence = successes + failures
    return np.where(evidence > 0, successes / np.where(evidence > 0, evidence, 1.0), 0.5)


def renewal_evidence(full: Flag, technical: Flag, gangs: Parameters) -> Real:
    """What a decision on the mandate tells gangs of the next one, in successes.

    A renewal counts one, a technical rollover in part, a lapse nothing.
    """
    return np.where(full, 1.0, np.where(technical, gangs.rollover_worth, 0.0))
