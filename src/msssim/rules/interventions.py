"""Interventions: what is decided, what the money covers, and what has arrived on the ground.

Each intervention has a level that policy aims at and a delivered level that follows with a lag of
its own. Programmes draw on one budget; coordination scales the difference from the start that is
delivered, and access what reaches a zone. Each delivered level enters one equation elsewhere. There
is no bonus for using several at once.

Source: effect sizes stand with the parameters (docs/parameters.md). docs/ODD.md, 5.15.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from msssim.rules.funding import whole
from msssim.rules.hazard import relax
from msssim.world.calendar import WEEKS_PER_MONTH
from msssim.world.kinds import Count, Parameters, Real


@dataclass(frozen=True)
class Intervention:
    """A row of the table of interventions: names of parameters of the section ``interventions``."""

    name: str
    """Its delivered level, as a variable of the state."""
    aim: str
    at_start: str
    lag_weeks: str
    cost_usd: str | None = None
    """Cost of a unit a month out of the programmes' budget; None where it draws on none."""


INTERVENTIONS = (
    Intervention("sanctions", "sanctions_bite", "sanctions_at_start", "sanctions_weeks"),
    Intervention(
        "interdiction", "interdiction", "interdiction_at_start", "interdiction_weeks",
        cost_usd="interdiction_cost_usd",
    ),
    Intervention(
        "monitoring", "monitoring", "monitoring_at_start", "monitoring_weeks",
        cost_usd="monitoring_cost_usd",
    ),
    Intervention(
        "political", "political_support", "political_at_start", "political_weeks",
        cost_usd="political_cost_usd",
    ),
    Intervention(
        "cvr_slots", "cvr_slots_per_month", "cvr_slots_at_start", "cvr_weeks",
        cost_usd="cvr_cost_usd",
    ),
    Intervention(
        "reintegration", "reintegration_places", "reintegration_at_start", "reintegration_weeks",
        cost_usd="reintegration_cost_usd",
    ),
    Intervention("aid_usd_month", "aid_usd_month", "aid_at_start_usd_month", "aid_weeks"),
    Intervention("dialogue", "dialogue_offer", "dialogue_at_start", "dialogue_weeks"),
)  # fmt: skip
"""Sanctions, arms interdiction, human-rights monitoring, political support, community violence
reduction, reintegration, humanitarian aid, and offers of exit."""


def programme_cost(interventions: Parameters) -> Real:
    """USD a month that the programmes cost at the levels aimed at."""
    cost: Real = 0.0
    for each in INTERVENTIONS:
        if each.cost_usd is not None:
            cost = cost + getattr(interventions, each.aim) * getattr(interventions, each.cost_usd)
    return cost


def funded_share(cost_usd_month: Real, interventions: Parameters) -> Real:
    """Part of the programmes' aims that their budget covers."""
    budget = interventions.programme_budget_usd_month
    return np.minimum(budget / np.maximum(cost_usd_month, 1.0), 1.0)


def spent(cost_usd_month: Real, funded: Real, weeks: Real) -> Count:
    """Whole USD spent on programmes in a step."""
    return whole(np.rint(cost_usd_month * funded * (weeks / WEEKS_PER_MONTH)))


def delivered(
    level: Real,
    intervention: Intervention,
    interventions: Parameters,
    *,
    funded: Real,
    effectiveness: Real,
    weeks: Real,
) -> Real:
    """Level of an intervention on the ground after a step.

    ``funded`` is the part of the programmes' aims that is paid for, ``effectiveness`` the part of a
    change from the start that coordination lets through; both in [0, 1].
    """
    aim = getattr(interventions, intervention.aim)
    at_start = getattr(interventions, intervention.at_start)
    lag_weeks = getattr(interventions, intervention.lag_weeks)
    paid = aim if intervention.cost_usd is None else aim * funded
    target = at_start + (paid - at_start) * effectiveness
    return relax(level, target, 1.0 / lag_weeks, weeks)
