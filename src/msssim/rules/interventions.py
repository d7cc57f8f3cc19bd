"""Interventions: what is decided, what the money covers, and what has arrived on the ground.

Sanctions, arms interdiction, aid, human-rights monitoring, political support, violence reduction,
reintegration places and offers of exit each have a level that policy aims at and a delivered level
that follows with a lag of its own. Programmes draw on one budget; coordination scales the
difference from the start that is delivered, and access what reaches a zone. Each delivered level
enters one equation elsewhere. There is no bonus for using several at once.

Source: effect sizes stand with the parameters (docs/parameters.md). docs/ODD.md, 5.15.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.funding import whole
from msssim.rules.hazard import relax
from msssim.world.calendar import WEEKS_PER_MONTH
from msssim.world.kinds import Count, Real


def programme_cost(
    interdiction: Real,
    interdiction_usd: Real,
    monitoring: Real,
    monitoring_usd: Real,
    political: Real,
    political_usd: Real,
    cvr_slots: Real,
    cvr_usd: Real,
    places: Real,
    places_usd: Real,
) -> Real:
    """USD a month that the programmes cost at the levels aimed at."""
    return (
        interdiction * interdiction_usd
        + monitoring * monitoring_usd
        + political * political_usd
        + cvr_slots * cvr_usd
        + places * places_usd
    )


def spent(cost_usd_month: Real, funded: Real, weeks: Real) -> Count:
    """Whole USD spent on programmes in a step."""
    return whole(np.rint(cost_usd_month * funded * (weeks / WEEKS_PER_MONTH)))


def funded_share(budget_usd_month: Real, cost_usd_month: Real) -> Real:
    """Part of the programmes' aims that their budget covers."""
    return np.minimum(budget_usd_month / np.maximum(cost_usd_month, 1.0), 1.0)


def delivered(
    level: Real, at_start: Real, aim: Real, delivery: Real, delivery_weeks: Real, weeks: Real
) -> Real:
    """Level on the ground after a step.

    ``delivery`` is the part of a change from the start that coordination lets through, in [0, 1].
    """
    target = at_start + (aim - at_start) * delivery
    return relax(level, target, 1.0 / delivery_weeks, weeks)
