"""Contingents: commitment, vetting, training, airlift, drawdown, and what binds the next tranche.

A country decides on its whole offer at once, and only where the mission's standing reaches its own
threshold. Its persons pass vetting and training, wait ready, and fly when every gate is open:
mandate, consent of the host, law, room in the base, vehicles, airlift and cover in cash or kind.
Nobody lands before the lead nation. In theatre they serve fixed tours with home leave, resign when
unpaid, and are recalled for arrears, losses or abuse. The binding constraint is the gate that lets
through the fewest persons of the next tranche.

Source: UN build-up takes 10 to 12 months to its peak (Rappa 2016); parliamentary
constraint (Lundgren, Oksamytna and Coleman 2021). docs/ODD.md, 5.8.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from msssim.rules.funding import whole
from msssim.rules.hazard import factor
from msssim.world.kinds import Array, Count, Flag, Real


def offer(uniform: Real, stated: Count, low: Count, high: Count, log_sd: Real) -> Count:
    """Persons whom a country offers: what it stated, or a lognormal where it gave no number.

    The heavy tail is cut at the bounds of the table; ``log_sd`` of 0 leaves the number as it is.
    """
    drawn = np.rint(stated * np.exp(log_sd * special.ndtri(uniform)))
    bounded = np.minimum(np.maximum(drawn, low), high)
    return np.where(log_sd > 0, whole(bounded), stated)


def threshold(uniform: Real, mean: Real, weight: Real) -> Real:
    """Standing of the mission below which a contributor holds back: quantile of a Beta."""
    return np.asarray(special.betaincinv(mean * weight, (1.0 - mean) * weight, uniform))


def standing(
    clarity: Real,
    clarity_weight: Real,
    oversight: Real,
    oversight_weight: Real,
    share_committed: Real,
    peers_weight: Real,
) -> Real:
    """Standing of the mission among contributors: what is known of it, who watches, who comes."""
    return clarity_weight * clarity + oversight_weight * oversight + peers_weight * share_committed


def commitment_factor(
    openness_exponent: Real,
    peers_effect: Real,
    share_committed: Real,
    losses_effect: Real,
    deaths: Real,
    abuse_effect: Real,
    cases: Real,
    assessed_effect: Real,
    assessed: Flag,
    horizon_effect_weeks: Real,
    mandate_weeks_left: Real,
) -> Real:
    """Factor on the hazard that an offer becomes a commitment.

    exp(openness + b_peer * share committed - b_loss * deaths - b_abuse * cases + b_assessed
    - b_horizon / weeks of mandate left); deaths and cases as far as they are remembered, a mandate
    of less than a week counts as a week.
    """
    return factor(
        openness_exponent
        + peers_effect * share_committed
        - losses_effect * deaths
        - abuse_effect * cases
        + assessed_effect * assessed
        - horizon_effect_weeks / np.maximum(mandate_weeks_left, 1.0)
    )


def openness_exponent(
    clarity_gap: Real,
    clarity_effect: Real,
    oversight_gap: Real,
    oversight_effect: Real,
    coordination_gap: Real,
    coordination_effect: Real,
) -> Real:
    """Log-hazard that clarity, oversight and coordination add, each against its as-is level."""
    return (
        clarity_effect * clarity_gap
        + oversight_effect * oversight_gap
        + coordination_effect * coordination_gap
    )


def next_tranche(tranche: Count, force_target: Count, in_theatre: Count) -> Count:
    """Persons still wanted in theatre, at most a tranche."""
    return np.maximum(np.minimum(tranche, force_target - in_theatre), 0)


def binding_constraint(wanted: Count, allowed: Array) -> Count:
    """Place in ``CONSTRAINTS`` of the gate that binds the next tranche.

    Parameters
    ----------
    wanted
        Persons wanted next, shape ``(run,)``, ``(contingent, run)`` or scalar.
    allowed
        Persons whom each gate after "none" lets through, in the order of ``CONSTRAINTS``; the
        shape of ``wanted`` behind an axis of the gates. Of gates that let through the same
        number, the first is said to bind.

    Returns
    -------
    0 ("none") where every gate lets through what is wanted.
    """
    fewest = np.min(allowed, axis=0)
    return np.where(fewest < wanted, np.argmin(allowed, axis=0) + 1, 0)


def behind_lead(own: Count, eligible: Flag, of_lead: Count, pledge: Count) -> Count:
    """What binds a contingent: whoever must wait for the lead nation waits for what binds it.

    ``pledge`` is the code of that constraint: a lead that wants to send nobody is a pledge missing.
    """
    return np.where(eligible, own, np.where(of_lead == 0, pledge, of_lead))


def boarding(ready: Count, cleared: Flag, seats_left: Count) -> Count:
    """Persons of a contingent who fly, given the seats that those before it have left."""
    return np.minimum(np.where(cleared, ready, 0), seats_left)


def recall_rate(
    unpaid: Flag, arrears_rate: Real, deaths: Real, losses_rate: Real, cases: Real, abuse_rate: Real
) -> Real:
    """Hazard that a state recalls its contingent: for arrears, its dead, and known abuse."""
    return np.where(unpaid, arrears_rate, 0.0) + losses_rate * deaths + abuse_rate * cases


def leave_wave(
    in_theatre: Count, weeks_to_leave: Real, waves: Count, wave_weeks: Real, weeks: Real
) -> tuple[Count, Real]:
    """Persons who go on home leave in a step, and the weeks to the contingent's next wave.

    Tours are fixed: after its first arrival a wave of an equal part leaves every ``wave_weeks``.
    """
    present = in_theatre > 0
    due = present & (weeks_to_leave < weeks)
    going = np.where(due, whole(np.floor(in_theatre / waves)), 0)
    waiting = np.where(present, weeks_to_leave - weeks, weeks_to_leave)
    return going, np.where(due, waiting + wave_weeks, waiting)


def drawdown(in_theatre: Count, at_notice: Count, weeks_since: Real, drawdown_weeks: Real) -> Count:
    """Persons who leave in a step after a lapse or a recall: an equal part each week.

    ``weeks_since`` notice, at the end of the step, at most N0 (1 - t / T) persons stay.
    """
    left = np.maximum(1.0 - weeks_since / drawdown_weeks, 0.0)
    may_stay = whole(np.floor(at_notice * left))
    return np.maximum(in_theatre - may_stay, 0)


def announced_for(
    day: Count, preparation_weeks: Real, optimism: Real, days_per_week: Count
) -> Real:
    """Day that a state announces when it commits: its preparation, seen with optimism."""
    return day + np.rint(optimism * preparation_weeks) * days_per_week


def slippage(arrival_day: Count, announced_day: Count, authorised_day: Count) -> Real:
    """Time from authorisation to arrival against the time first announced; above 1 is late."""
    return (arrival_day - authorised_day) / np.maximum(announced_day - authorised_day, 1)
