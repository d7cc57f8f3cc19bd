"""Displacement of gang members to neighbouring zones, along roads, streets, paths and by sea.

Members leave a zone where they lose, and a gang that has chosen to relocate moves some of them in
any case. They go where a member's rent is good, the way easy and the risk small.

Source: displacement of crime from the pacified areas of Rio de Janeiro; gangs reported to move to
provincial towns ahead of the deployment (press, to June 2024). docs/ODD.md, 5.12.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from msssim.rules.hazard import chance
from msssim.world.kinds import Count, Flag, Parameters, Real

TOLLS: dict[str, Callable[[Parameters], Real]] = {
    "street": lambda gangs: gangs.way_street,
    "road": lambda gangs: gangs.way_road,
    "path": lambda gangs: gangs.way_path,
    "sea": lambda gangs: gangs.way_sea,
}
"""Toll of each kind of way between zones, in weekly rents."""


def member_rent(zone_rent: Real, gangs: Parameters, *, gang_control: Real, members: Count) -> Real:
    """USD a week that a member in a zone can expect: what gangs draw from it, shared by all there.

    Some newcomers are assumed to come along, so that an empty zone is no gold mine.
    """
    return zone_rent * gang_control / (members + gangs.newcomers)


def place_payoff(rent_there: Real, rent_here: Real, gangs: Parameters) -> Real:
    """Rent of a member in another zone, in units of what the gang's members have now, bounded."""
    most = gangs.relocation_gain_max
    gain = rent_there / np.where(rent_here > 0, rent_here, 1.0)
    return np.where(rent_here > 0, np.minimum(gain, most), np.where(rent_there > 0, most, 0.0))


def zone_payoff(place: Real, gangs: Parameters, *, toll: Real, loss: Real) -> Real:
    """Payoff of moving to a zone: what it yields less the toll of the way and the risk there."""
    return place - toll - gangs.loss_aversion * loss


def leaving_chance(
    lost: Count, gangs: Parameters, *, fighters: Count, relocates: Flag, weeks: Real
) -> Real:
    """Chance that a member leaves a foothold for another zone in a step.

    Of those who survive, a part d0 (1 - exp(-losses / q)) is driven away by losses q; a gang that
    relocates moves more.
    """
    before = np.maximum(fighters + lost, 1)
    driven = gangs.displaced_share * -np.expm1(-lost / before / gangs.displacing_losses)
    moved = np.where(relocates, chance(gangs.relocation_per_week, weeks), 0.0)
    return driven + (1.0 - driven) * moved


def destination_weight(payoff: Real, best: Real, gangs: Parameters) -> Real:
    """Weight of a destination, relative to the best: exp(l (U - U_best))."""
    return np.exp(gangs.rationality * (payoff - best))
