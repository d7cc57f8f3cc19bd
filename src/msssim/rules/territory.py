"""Territory: a Tullock contest with inertia on the zone graph, and hold.

The share of a zone that a side would get is its weighted effort over everybody's, ``p_i = w_i E_i^m
/ sum_j w_j E_j^m``; control moves towards it by a fraction a week, more slowly for a gain of the
state that it does not hold. The state's weight in each zone is set so that the start is at rest
(:func:`resting_weight`): without a change of forces nothing moves.

Source: Tullock contest success function; control from 60 to 80 % of the capital between January and
September 2023, no clear change to May 2024. docs/ODD.md, 5.11.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.hazard import chance
from msssim.world.kinds import Count, Flag, Parameters, Real


def gang_control_at_start(
    held_by_gangs: Real, *, fighters: Count, in_zone: Count, footholds: Count
) -> Real:
    """A gang's control of a zone at the start: what gangs hold, by fighters, or evenly if none."""
    by_fighters = held_by_gangs * fighters / np.maximum(in_zone, 1)
    return np.where(in_zone > 0, by_fighters, held_by_gangs / footholds)


def gang_effort(
    fighters: Real, territory: Parameters, *, neighbouring: Real, activity: Real
) -> Real:
    """Effort of a gang for a zone: its members, those next door in part, times their activity.

    ``activity`` is the effort that the gang's posture leaves them.
    """
    return (fighters + territory.spill * neighbouring) * activity


def state_effort(force: Real, territory: Parameters, *, neighbouring: Real) -> Real:
    """Effort of the state for a zone, in effective persons; the force next door counts in part."""
    return force + territory.spill * neighbouring


def contest_strength(effort: Real, territory: Parameters) -> Real:
    """Effort as it enters the contest: E^m."""
    return np.power(np.maximum(effort, 0.0), territory.contest_exponent)


def resting_weight(
    state_control: Real, territory: Parameters, *, state_strength: Real, gang_strength: Real
) -> Real:
    """Weight of the state at which its share of the contest is what it holds.

    w = x / (1 - x) * G / S. Control of 0 or 1 is taken as a margin short of it: nobody is beyond
    contest.
    """
    margin = territory.contest_margin
    held = np.minimum(np.maximum(state_control, margin), 1.0 - margin)
    odds = held / (1.0 - held)
    return odds * np.maximum(gang_strength, 1.0) / np.maximum(state_strength, 1.0)


def state_share(weight: Real, *, state_strength: Real, gang_strength: Real, present: Real) -> Real:
    """Share of the contest that goes to the state; where nobody contends, what it has."""
    mine = weight * np.maximum(state_strength, 0.0)
    everybody = mine + gang_strength
    return np.where(everybody > 1e-12, mine / np.maximum(everybody, 1e-12), present)


def state_control(
    control: Real, territory: Parameters, *, outcome: Real, weeks_dense: Real, weeks: Real
) -> Real:
    """The state's control of a zone after a step; gains in a zone that it does not hold are slower.

    It holds a zone where its presence has been dense for some weeks.
    """
    unheld = np.logical_not(weeks_dense >= territory.hold_weeks)
    speed = np.where((outcome > control) & unheld, territory.state_gain, 1.0)
    return control + (outcome - control) * chance(territory.inertia_per_week * speed, weeks)


def gang_control(
    control: Real, territory: Parameters, *, held_before: Real, held_after: Real, strength: Real,
    gangs_strength: Real, weeks: Real,
) -> Real:  # fmt: skip
    """A gang's control of a zone after a step.

    Within what gangs hold, each gang's part moves towards its part of their strength; the whole is
    what the state leaves (``held_after``). Parts add up to one, so control does too.
    """
    part = np.where(held_before > 1e-12, control / np.maximum(held_before, 1e-12), 0.0)
    aim = np.where(gangs_strength > 1e-12, strength / np.maximum(gangs_strength, 1e-12), part)
    return held_after * (part + (aim - part) * chance(territory.inertia_per_week, weeks))


def part_of_gangs(control: Real, state_control: Real) -> Real:
    """A gang's part of what gangs hold of a zone."""
    return control / np.maximum(1.0 - state_control, 1e-12)


def weeks_lasting(weeks_so_far: Real, condition: Flag, weeks: Real) -> Real:
    """How long a condition has lasted: 0 when it fails."""
    return np.where(condition, weeks_so_far + weeks, 0.0)


def held_inhabitants(population: Count, territory: Parameters, *, weeks_held: Real) -> Count:
    """Inhabitants of a zone that the state has held long enough, else none."""
    return np.where(weeks_held >= territory.held_weeks, population, 0)
