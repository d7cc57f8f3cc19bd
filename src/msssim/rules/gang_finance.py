"""Finance of gangs: revenue by source, pay, arms, and kidnapping that replaces lost rents.

A gang lives on extortion from the inhabitants it controls, tolls on the roads, rents of the port
and the fuel terminal, ransoms, and the money of sponsors. When the other sources fall, it kidnaps
more; so taking one source away is not the same as taking the money away. It pays its members, and
buys arms, which wear out, are captured and seized, and make it more lethal.

Source: GI-TOC via Reuters, February 2024 (checkpoints, kidnapping); UN Panel of Experts, 2023
(sponsors); UNODC 2023 (routes of arms to Haiti). docs/ODD.md, 5.12.
"""

from __future__ import annotations

import numpy as np

from msssim.world.kinds import Count, Flag, Parameters, Real


def local_rent(
    control: Real, gang_finance: Parameters, *, residents: Count, toll_roads: Real, node_usd: Real
) -> Real:
    """USD a week within a foothold's reach on the spot: extortion, tolls, and the node's rent.

    x (e N + t roads + n), with x the gang's control, ``toll_roads`` the zone's main roads counted
    by their traffic, and ``node_usd`` what the zone's port or terminal yields as it works. A gang
    that hides draws only part of it.
    """
    tolls = gang_finance.toll_usd_week * toll_roads
    return control * (gang_finance.extortion_usd_week * residents + tolls + node_usd)


def traffic(roads: Count, gang_finance: Parameters, *, open_roads: Count) -> Real:
    """Main roads of a zone by their traffic: a closed one carries only part of it."""
    return open_roads + gang_finance.closed_traffic * (roads - open_roads)


def node_rent(usd_week: Real, gang_finance: Parameters, *, working: Flag) -> Real:
    """USD a week that a port or terminal yields who holds it; less while it does not work."""
    return np.where(working, usd_week, gang_finance.closed_traffic * usd_week)


def ransoms(kidnapped_per_week: Real, gang_finance: Parameters, *, part: Real) -> Real:
    """USD a week of ransoms from a zone for a gang with a part of what gangs hold of it."""
    return gang_finance.ransom_usd * kidnapped_per_week * part


def total_revenue(
    earned: Real, interventions: Parameters, *, sponsored_at_start: Real, sanctions: Real
) -> Real:
    """USD a week of a gang from all sources: what it earned itself, and its sponsors' money.

    Sanctions bite on all of it. Sponsors give what they gave at the start, less as sanctions grow.
    """
    growth = sanctions - interventions.sanctions_at_start
    sponsors = np.maximum(1.0 - interventions.sanctions_sponsors * growth, 0.0)
    return (earned + sponsored_at_start * sponsors) * (1.0 - sanctions)


def sponsored(earned: Real, gang_finance: Parameters) -> Real:
    """USD a week that sponsors give so that they are their share of all that a gang takes in."""
    return earned * gang_finance.sponsor_share / (1.0 - gang_finance.sponsor_share)


def pay(revenue: Real, gang_finance: Parameters, *, members: Count) -> Real:
    """USD a week that a member is paid: the members' share of revenue."""
    return gang_finance.pay_share * revenue / np.maximum(members, 1)


def substitution(local: Real, local_at_start: Real, gang_finance: Parameters) -> Real:
    """Factor on kidnapping as other rents fall below the start's: (start / now)^sigma, bounded.

    Rents within reach are compared: what a gang gives up by hiding is not made up for.
    """
    bound = gang_finance.substitution_bound
    lost = np.where(local > 0, local_at_start / np.where(local > 0, local, 1.0), bound)
    within = np.minimum(np.maximum(lost, 1.0 / bound), bound)
    factor = np.power(within, gang_finance.substitution)
    return np.where(local_at_start > 0, factor, 1.0)


def arms_bought(
    revenue: Real, gang_finance: Parameters, *, interdiction: Real, weeks: Real
) -> Real:
    """Weapons that a gang buys in a step and receives: interdiction keeps part of them out."""
    spent = gang_finance.arms_share * revenue * weeks
    return spent / gang_finance.arms_price_usd * (1.0 - interdiction)


def arms_captured(officers_killed: Count, stations_lost: Count, gang_finance: Parameters) -> Real:
    """Weapons that gangs capture in a zone: of officers killed, and in stations that they take."""
    of_officers = gang_finance.arms_per_officer * officers_killed
    return of_officers + gang_finance.arms_per_station * stations_lost


def arms_after(
    arms: Real, gang_finance: Parameters, *, bought: Real, captured: Real, members: Count,
    members_lost: Count, weeks: Real,
) -> Real:  # fmt: skip
    """Weapons of a gang after a step.

    What wears out is gone, a part of what the lost members carried is seized, what was bought and
    captured comes in.
    """
    carried = arms / np.maximum(members + members_lost, 1)
    left = np.maximum(arms - gang_finance.arms_seized * carried * members_lost, 0.0)
    return left * np.exp(-gang_finance.arms_wear_per_week * weeks) + bought + captured


def lethality(arms: Real, gang_finance: Parameters, *, members: Count) -> Real:
    """Factor on a gang's lethality: (weapons per member / the start's)^xi; 1 without members."""
    at_start = gang_finance.arms_per_member
    each = np.where(members > 0, arms / np.maximum(members, 1), at_start)
    return np.power(each / at_start, gang_finance.arms_elasticity)
