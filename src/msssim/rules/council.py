"""The Security Council: renewal, technical rollover, lapse, conversion.

The Council votes in the step that holds the end of the mandate. If no renewal is adopted, a
technical rollover may be; otherwise the mandate lapses and the mission draws down.

Source: S/RES/2699 (2023), 13 in favour, 2 abstentions. docs/ODD.md, 5.5.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.hazard import factor
from msssim.world.kinds import Count, Flag, Real, Vote


def renewal_chance(
    probability: Real,
    clarity: Real,
    reference_clarity: Real,
    clarity_effect: Real,
    filled: Real,
    filled_effect: Real,
) -> Real:
    """Chance that a renewal passes.

    The stated probability holds at as-is clarity with nobody in theatre; clarity and the share
    ``filled`` of the planned strength shift its log-odds. A chance of 0 or 1 stays what it is.
    """
    odds = factor(clarity_effect * (clarity - reference_clarity) + filled_effect * filled)
    return probability * odds / (probability * odds + (1.0 - probability))


def vote(uniform_renewal: Real, uniform_rollover: Real, renewal: Real, rollover: Real) -> Count:
    """How the vote on the mandate ends, as a :class:`~msssim.world.kinds.Vote`."""
    rolled = np.where(uniform_rollover < rollover, Vote.ROLLOVER, Vote.LAPSE)
    return np.where(uniform_renewal < renewal, Vote.RENEWAL, rolled)


def mandate_end(
    end_day: Count, decision: Count, renewal_term_days: Count, rollover_days: Count
) -> Count:
    """Day on which the mandate ends after a vote; unchanged by a lapse."""
    added = np.where(
        decision == Vote.RENEWAL,
        renewal_term_days,
        np.where(decision == Vote.ROLLOVER, rollover_days, 0),
    )
    return end_day + added


def strength_ceiling(conops_filed: Flag, ceiling_before: Count, force_target: Count) -> Count:
    """Persons whom the mandate lets into theatre: full deployment needs the filed documents."""
    return np.where(conops_filed, force_target, np.minimum(ceiling_before, force_target))
