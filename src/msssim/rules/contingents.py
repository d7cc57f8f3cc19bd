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

from typing import Any

import numpy as np
from scipy import special

from msssim.rules.funding import whole
from msssim.rules.hazard import factor, per_week
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.kinds import Array, Count, Flag, Parameters, Real
from msssim.world.mission import CONSTRAINTS, PHASES

PLEDGE = CONSTRAINTS.index("pledge")


def offer(uniform: Real, contingent: Parameters) -> Count:
    """Persons whom a country offers: what it stated, or a lognormal where it gave no number.

    The heavy tail is cut at the bounds of the table; a spread of 0 leaves the number as it is.
    """
    stated, log_sd = contingent.pledged, contingent.pledged_log_sd
    drawn = np.rint(stated * np.exp(log_sd * special.ndtri(uniform)))
    bounded = np.minimum(np.maximum(drawn, contingent.pledged_low), contingent.pledged_high)
    return np.where(log_sd > 0, whole(bounded), stated)


def threshold(uniform: Real, mean: Real, weight: Real) -> Real:
    """Standing of the mission below which a contributor holds back: quantile of a Beta."""
    return np.asarray(special.betaincinv(mean * weight, (1.0 - mean) * weight, uniform))


def standing(mission: Parameters, *, clarity: Real, oversight: Real, share_committed: Real) -> Real:
    """Standing of the mission among contributors: what is known of it, who watches, who comes."""
    return (
        mission.standing_clarity * clarity
        + mission.standing_oversight * oversight
        + mission.standing_peers * share_committed
    )


def commitment_factor(
    mission: Parameters,
    governance: Parameters,
    *,
    clarity: Real,
    oversight: Real,
    coordination: Real,
    share_committed: Real,
    deaths: Real,
    cases: Real,
    assessed: Flag,
    mandate_weeks_left: Real,
) -> Real:
    """Factor on the hazard that an offer becomes a commitment.

    exp(clarity, oversight and coordination beyond their as-is levels + b_peer * share committed
    - b_loss * deaths - b_abuse * cases + b_assessed - b_horizon / weeks of mandate left); deaths
    and cases as far as they are remembered, a mandate of less than a week counts as a week.
    """
    return factor(
        mission.commit_clarity * (clarity - governance.reference_clarity)
        + mission.commit_oversight * (oversight - governance.reference_oversight)
        + mission.commit_coordination * (coordination - governance.reference_coordination)
        + mission.commit_peers * share_committed
        - mission.commit_losses * deaths
        - mission.commit_abuse * cases
        + mission.commit_assessed * assessed
        - mission.commit_horizon_weeks / np.maximum(mandate_weeks_left, 1.0)
    )


def preparing(contingent: Any) -> Count:
    """Persons between commitment and the flight, of whatever counts them by phase."""
    persons: Count = sum(getattr(contingent, phase.name) for phase in PHASES if phase.prepares)
    return persons


def next_tranche(in_theatre: Count, mission: Parameters) -> Count:
    """Persons still wanted in theatre, at most a tranche; nobody without a mission."""
    wanted = np.minimum(mission.tranche_persons, mission.force_target - in_theatre)
    return np.where(mission.enabled, np.maximum(wanted, 0), 0)


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


def behind_lead(own: Count, of_lead: Count, *, eligible: Flag) -> Count:
    """What binds a contingent: whoever must wait for the lead nation waits for what binds it.

    A lead that is bound by nothing wants to send nobody: a pledge is missing.
    """
    return np.where(eligible, own, np.where(of_lead == 0, PLEDGE, of_lead))


def boarding(ready: Count, cleared: Flag, seats_left: Count) -> Count:
    """Persons of a contingent who fly, given the seats that those before it have left."""
    return np.minimum(np.where(cleared, ready, 0), seats_left)


def recall_rate(mission: Parameters, *, unpaid: Flag, deaths: Real, cases: Real) -> Real:
    """Hazard per week that a state recalls its contingent: for arrears, its dead, known abuse."""
    return (
        np.where(unpaid, per_week(mission.recall_arrears_per_month), 0.0)
        + per_week(mission.recall_losses_per_month) * deaths
        + per_week(mission.recall_abuse_per_month) * cases
    )


def wave_weeks(mission: Parameters) -> Real:
    """Weeks between two waves of home leave."""
    return mission.tour_weeks / mission.leave_waves


def leave_wave(
    in_theatre: Count, weeks_to_leave: Real, mission: Parameters, *, weeks: Real
) -> tuple[Count, Real]:
    """Persons who go on home leave in a step, and the weeks to the contingent's next wave.

    Tours are fixed: after its first arrival a wave of an equal part leaves at equal intervals.
    """
    present = in_theatre > 0
    due = present & (weeks_to_leave < weeks)
    going = np.where(due, whole(np.floor(in_theatre / mission.leave_waves)), 0)
    waiting = np.where(present, weeks_to_leave - weeks, weeks_to_leave)
    return going, np.where(due, waiting + wave_weeks(mission), waiting)


def drawdown(
    in_theatre: Count, mission: Parameters, *, at_notice: Count, weeks_since: Real, orderly: Flag
) -> Count:
    """Persons who leave in a step after a lapse or a recall: an equal part each week.

    ``weeks_since`` notice, at the end of the step, at most N0 (1 - t / T) persons stay.
    """
    duration = np.where(orderly, mission.drawdown_weeks, mission.disorderly_weeks)
    left = np.maximum(1.0 - weeks_since / duration, 0.0)
    may_stay = whole(np.floor(at_notice * left))
    return np.maximum(in_theatre - may_stay, 0)


def announced_for(day: Count, mission: Parameters) -> Real:
    """Day that a state announces when it commits: its preparation, seen with optimism."""
    preparation = mission.vetting_weeks + mission.training_weeks
    return day + np.rint(mission.announced_optimism * preparation) * DAYS_PER_WEEK


def postponement_days(mission: Parameters) -> Real:
    """Days by which an announced date that passes with nobody landed is put back."""
    return np.rint(mission.postponement_weeks * DAYS_PER_WEEK)


def slippage(arrival_day: Count, announced_day: Count, authorised_day: Count) -> Real:
    """Time from authorisation to arrival against the time first announced; above 1 is late."""
    return (arrival_day - authorised_day) / np.maximum(announced_day - authorised_day, 1)
