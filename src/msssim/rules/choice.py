"""Gang posture: confrontation or a low profile, by logit quantal response.

Payoffs are in units of the gang's own baseline weekly rent::

    U_confront = 1       - c * loss(b)           + psi * share
    U_low      = (1 - s) - c * (1 - d) * loss(b) + beta^T * V * presence

A gang that hides gives up part of its rent ``s``, is spared part of the repression (conditionality
``d``), and keeps its foothold for the time after the mission (value ``V``, discounted over the
weeks ``T`` that it expects the mission to stay). Confrontation wins political concessions, of which
a gang internalises its own share or, in a cohesive coalition, the coalition's.

Source: quantal response after McKelvey and Palfrey (1995); conditional repression and the
free-rider problem of violent lobbying after Lessing, Journal of Conflict Resolution 59(8).
docs/ODD.md, 5.9.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from msssim.world.kinds import Count, Flag, Real


def expected_loss(
    belief: Real, police: Real, mission: Real, fighters: Count, loss_max: Real
) -> Real:
    """Share of its members that a gang expects to lose in a week if it fights.

    l_max * (1 - exp(-(police + b * mission) / fighters)): police are known, the mission counts as
    far as the gang believes in it. A gang without fighters expects the maximum.
    """
    ratio = (police + belief * mission) / np.maximum(fighters, 1)
    return loss_max * -np.expm1(-ratio)


def expected_stay(
    in_force: Flag, weeks_to_end: Real, renewal_expectation: Real, term_weeks: Real
) -> Real:
    """Weeks that a gang expects the mission to stay: to the mandate's end and a renewal's worth."""
    return np.where(in_force, np.maximum(weeks_to_end, 0.0) + renewal_expectation * term_weeks, 0.0)


def taken_seriously(mission: Count, presence_persons: Real) -> Real:
    """How far the mission is worth waiting out: 1 - exp(-N / N0), none when nobody is there."""
    return -np.expm1(-mission / presence_persons)


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
    patience: Real,
    stay_weeks: Real,
    foothold_value: Real,
    seriousness: Real,
) -> Real:
    """Payoff of a low profile, in weekly rents."""
    waiting = np.power(patience, stay_weeks) * foothold_value * seriousness
    return (1.0 - rent_given_up) - loss_aversion * (1.0 - conditionality) * loss + waiting


def confront_probability(confront: Real, low_profile: Real, rationality: Real) -> Real:
    """Logit choice between the two postures."""
    return special.expit(rationality * (confront - low_profile))


def remembered(evidence: Real, memory_per_week: Real, weeks: Real) -> Real:
    """Evidence (a parameter of the Beta belief) that is still remembered after a step."""
    return evidence * np.power(memory_per_week, weeks)


def belief(successes: Real, failures: Real) -> Real:
    """Mean of the Beta belief about the mission's capability; a half when all is forgotten."""
    evidence = successes + failures
    return np.where(evidence > 0, successes / np.where(evidence > 0, evidence, 1.0), 0.5)


def cohesion_after(
    cohesion: Real,
    cohesion_at_start: Real,
    threat: Real,
    threat_rate: Real,
    rivalry_rate: Real,
    weeks: Real,
) -> Real:
    """Cohesion of the coalition: a threat closes the ranks, without one they return to the start's.

    dk = g_T * threat * (1 - k) - g_R * (k - k0) per week, kept in [0, 1].
    """
    change = threat_rate * threat * (1.0 - cohesion) - rivalry_rate * (cohesion - cohesion_at_start)
    return np.minimum(np.maximum(cohesion + change * weeks, 0.0), 1.0)
