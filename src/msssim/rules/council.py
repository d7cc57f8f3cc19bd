"""The Security Council: member by member, and what its votes do to the mandate.

Each member's readiness to vote yes is a log-odds; between a yes and a no lies a range in which it
abstains (an ordered logit). A draft is adopted by nine votes in favour and no veto of a permanent
member. If no renewal is adopted, a technical rollover may be; otherwise the mandate lapses and the
mission draws down. Between its reviews the Council judges by what the last one found.

Source: S/RES/2699 (2023), 13 in favour, 2 abstentions; Charter, article 27. docs/ODD.md, 5.5.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from msssim.world.calendar import WEEKS_PER_MONTH
from msssim.world.kinds import Ballot, Count, Flag, Parameters, Real, Vote


def sits(since_day: Real, until_day: Real, day: Count) -> Flag:
    """Whether a member sits on the Council on a day."""
    return (since_day <= day) & (day <= until_day)


def context(
    council: Parameters,
    governance: Parameters,
    *,
    clarity: Real,
    progress: Real,
    filed: Flag,
    cases: Real,
) -> Real:
    """Log-odds that the state of the mission adds to every member's readiness to vote yes.

    ``progress`` is the share of the planned strength that the last review found, ``cases`` the
    detected abuse that is remembered, ``filed`` whether the documents have reached the Council.
    """
    return (
        council.vote_clarity * (clarity - governance.reference_clarity)
        + council.vote_progress * progress
        - council.vote_unfiled * np.logical_not(filed)
        - council.vote_abuse * cases
    )


def ballot(uniform: Real, log_odds: Real, abstention: Real) -> Count:
    """How a member votes, as a :class:`~msssim.world.kinds.Ballot`.

    P(yes) = 1/(1 + e^-v), P(no) = 1/(1 + e^(v + w)) for readiness v and abstention width w.
    """
    yes = uniform < special.expit(log_odds)
    no = uniform >= special.expit(log_odds + abstention)
    return np.where(yes, Ballot.YES, np.where(no, Ballot.NO, Ballot.ABSTAIN))


def adopted(yes_votes: Count, vetoes: Count, yes_needed: Count) -> Flag:
    """Whether a draft is adopted."""
    return (yes_votes >= yes_needed) & (vetoes == 0)


def decision(renewed: Flag, uniform_rollover: Real, rollover: Real) -> Count:
    """How a vote on the mandate ends, as a :class:`~msssim.world.kinds.Vote`."""
    rolled = np.where(uniform_rollover < rollover, Vote.ROLLOVER, Vote.LAPSE)
    return np.where(renewed, Vote.RENEWAL, rolled)


def mandate_end(end_day: Count, council: Parameters, *, decision: Count) -> Count:
    """Day on which the mandate ends after a vote; unchanged by a lapse."""
    rolled = np.where(decision == Vote.ROLLOVER, council.rollover_days, 0)
    return end_day + np.where(decision == Vote.RENEWAL, council.renewal_term_days, rolled)


def filing_delay(uniform: Real, mean_weeks: Real) -> Real:
    """Weeks by which the promised documents come late: quantile of an exponential."""
    return -mean_weeks * np.log1p(-uniform)


def strength_ceiling(conops_filed: Flag, ceiling_before: Count, force_target: Count) -> Count:
    """Persons whom the mandate lets into theatre: full deployment needs the filed documents."""
    return np.where(conops_filed, force_target, np.minimum(ceiling_before, force_target))


def orderly_exit(mission: Parameters, *, offensive: Flag, cover_months: Real) -> Flag:
    """Whether a drawdown is orderly: no offensive on, and cash for as long as it lasts."""
    months = mission.drawdown_weeks / WEEKS_PER_MONTH
    return np.logical_not(offensive) & (cover_months >= months)
