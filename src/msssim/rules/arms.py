"""Arms of gangs: wear, purchase, capture, loss, and what they do to lethality.

Source: UNODC 2023 on the routes of arms to Haiti; elasticity of lethality: judgement. docs/ODD.md,
5.12.
"""

from __future__ import annotations

import numpy as np

from msssim.world.kinds import Count, Real


def bought(
    revenue: Real, arms_share: Real, price_usd: Real, interdiction: Real, weeks: Real
) -> Real:
    """Weapons that a gang buys in a step and receives: interdiction keeps part of them out."""
    return arms_share * revenue * weeks / price_usd * (1.0 - interdiction)


def stock_after(
    stock: Real,
    wear_per_week: Real,
    weeks: Real,
    new: Real,
    members: Count,
    members_lost: Count,
    seized_share: Real,
    captured: Real,
) -> Real:
    """Weapons of a gang after a step.

    What wears out is gone, a part of what the lost members carried is seized, what was bought and
    captured comes in.
    """
    carried = stock / np.maximum(members + members_lost, 1)
    left = np.maximum(stock - seized_share * carried * members_lost, 0.0)
    return left * np.exp(-wear_per_week * weeks) + new + captured


def captured(
    officers_killed: Real, per_officer: Real, stations_lost: Real, per_station: Real
) -> Real:
    """Weapons that gangs capture in a zone: of officers killed, and in stations that they take."""
    return per_officer * officers_killed + per_station * stations_lost


def lethality(stock: Real, members: Count, reference: Real, elasticity: Real) -> Real:
    """Factor on a gang's lethality: (weapons per member / reference)^xi; 1 without members."""
    each = np.where(members > 0, stock / np.maximum(members, 1), reference)
    return np.power(each / reference, elasticity)
