"""Contingents: commitment, vetting, training, airlift, drawdown, and what binds the next tranche.

A country decides on its whole offer at once. Its persons pass vetting and training, wait ready, and
fly when every gate is open: mandate, consent of the host, law, room in the base, vehicles, airlift
and cover in cash or kind. The binding constraint is the gate that lets through the fewest persons
of the next tranche.

Source: UN build-up takes 10 to 12 months to its peak (Rappa 2016); parliamentary
constraint (Lundgren, Oksamytna and Coleman 2021). docs/ODD.md, 5.8.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.funding import whole
from msssim.rules.hazard import factor
from msssim.world.kinds import Array, Count, Flag, Real


def commitment_factor(
    openness_exponent: Real,
    peers_effect: Real,
    share_committed: Real,
    losses_effect: Real,
    mission_killed: Count,
    horizon_effect_weeks: Real,
    mandate_weeks_left: Real,
) -> Real:
    """Factor on the hazard that an offer becomes a commitment.

    exp(openness + b_peer * share committed - b_loss * killed - b_horizon / weeks of mandate left);
    a mandate of less than a week counts as a week.
    """
    return factor(
        openness_exponent
        + peers_effect * share_committed
        - losses_effect * mission_killed
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
        Persons wanted next, shape ``(run,)`` or scalar.
    allowed
        Persons whom each gate after "none" lets through, in the order of ``CONSTRAINTS``; shape
        ``(constraint - 1, run)`` or ``(constraint - 1,)``. Of gates that let through the same
        number, the first is said to bind.

    Returns
    -------
    0 ("none") where every gate lets through what is wanted.
    """
    fewest = np.min(allowed, axis=0)
    return np.where(fewest < wanted, np.argmin(allowed, axis=0) + 1, 0)


def boarding(ready: Count, cleared: Flag, seats_left: Count) -> Count:
    """Persons of a contingent who fly, given the seats that those before it have left."""
    return np.minimum(np.where(cleared, ready, 0), seats_left)


def drawdown(in_theatre: Count, at_lapse: Count, drawdown_weeks: Real, weeks: Real) -> Count:
    """Persons who leave in a step after a lapse: an equal part each week, never all at once."""
    part = whole(np.ceil(at_lapse * (weeks / drawdown_weeks)))
    return np.minimum(in_theatre, part)
