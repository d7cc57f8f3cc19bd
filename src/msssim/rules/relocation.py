"""Displacement of gang members to neighbouring zones, along roads, streets, paths and by sea.

Members leave a zone where they lose, and a gang that has chosen to relocate moves some of them in
any case. They go where a member's rent is good, the way easy and the risk small.

Source: displacement of crime from the pacified areas of Rio de Janeiro; gangs reported to move to
provincial towns ahead of the deployment (press, to June 2024). docs/ODD.md, 5.12.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.hazard import chance
from msssim.world.kinds import Count, Flag, Real


def member_rent(zone_rent: Real, gang_control: Real, members: Count, newcomers: Real) -> Real:
    """USD a week that a member in a zone can expect: what gangs draw from it, shared by all there.

    ``newcomers`` are members assumed to come along, so that an empty zone is no gold mine.
    """
    return zone_rent * gang_control / (members + newcomers)


def leaving_chance(
    lost: Count, fighters: Count, displaced: Real, loss_scale: Real, relocates: Flag,
    relocation_per_week: Real, weeks: Real,
) -> Real:  # fmt: skip
    """Chance that a member leaves a foothold for another zone in a step.

    Of those who survive, a part d0 (1 - exp(-losses / q)) is driven away by losses q; a gang that
    relocates moves more.
    """
    before = np.maximum(fighters + lost, 1)
    driven = displaced * -np.expm1(-lost / before / loss_scale)
    moved = np.where(relocates, chance(relocation_per_week, weeks), 0.0)
    return driven + (1.0 - driven) * moved


def destination_weight(payoff: Real, best: Real, precision: Real) -> Real:
    """Weight of a destination, relative to the best: exp(l (U - U_best))."""
    return np.exp(precision * (payoff - best))
