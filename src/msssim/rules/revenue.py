"""Revenue of gangs by source, the pay it allows, and what replaces what is lost.

A gang lives on extortion from the inhabitants it controls, tolls on the roads, rents of the port
and the fuel terminal, ransoms, and the money of sponsors. When the other sources fall, it kidnaps
more; so taking one source away is not the same as taking the money away.

Source: GI-TOC via Reuters, February 2024 (checkpoints, kidnapping); UN Panel of Experts, 2023
(sponsors). docs/ODD.md, 5.12.
"""

from __future__ import annotations

import numpy as np

from msssim.world.kinds import Count, Flag, Real


def hiding_factor(confronting: Real, given_up: Real) -> Real:
    """Part of its rent that a gang draws in its posture; ``confronting`` is 0 or 1, or a share."""
    return 1.0 - given_up * (1.0 - confronting)


def local_rent(
    control: Real,
    residents: Count,
    extortion_usd: Real,
    toll_roads: Real,
    toll_usd: Real,
    node_usd: Real,
) -> Real:
    """USD a week within a foothold's reach on the spot: extortion, tolls, and the node's rent.

    x (e N + t roads + n), with x the gang's control, ``toll_roads`` the zone's main roads counted
    by their traffic, and ``node_usd`` what the zone's port or terminal yields as it works. A gang
    that hides draws only part of it.
    """
    return control * (extortion_usd * residents + toll_usd * toll_roads + node_usd)


def traffic(roads: Count, open_roads: Count, closed_traffic: Real) -> Real:
    """Main roads of a zone by their traffic: a closed one carries only part of it."""
    return open_roads + closed_traffic * (roads - open_roads)


def node_rent(usd_week: Real, working: Flag, closed_traffic: Real) -> Real:
    """USD a week that a port or terminal yields who holds it; less while it does not work."""
    return np.where(working, usd_week, closed_traffic * usd_week)


def total_revenue(
    local: Real, ransoms: Real, sponsors: Real, sanctions: Real, sponsored_at_start: Real
) -> Real:
    """USD a week of a gang from all sources.

    Sanctions bite on all of it, and sponsors give what they gave at the start, as far as sanctions
    let them (``sponsors``).
    """
    return (local + ransoms + sponsored_at_start * sponsors) * (1.0 - sanctions)


def sponsored(earned: Real, share: Real) -> Real:
    """USD a week that sponsors give so that they are a ``share`` of all that a gang takes in."""
    return earned * share / (1.0 - share)


def pay(revenue: Real, members: Count, pay_share: Real) -> Real:
    """USD a week that a member is paid: the members' share of revenue."""
    return pay_share * revenue / np.maximum(members, 1)


def substitution(local: Real, local_at_start: Real, elasticity: Real, bound: Real) -> Real:
    """Factor on kidnapping as other rents fall below the start's: (start / now)^sigma, bounded.

    Rents within reach are compared: what a gang gives up by hiding is not made up for.
    """
    lost = np.where(local > 0, local_at_start / np.where(local > 0, local, 1.0), bound)
    factor = np.power(np.minimum(np.maximum(lost, 1.0 / bound), bound), elasticity)
    return np.where(local_at_start > 0, factor, 1.0)
