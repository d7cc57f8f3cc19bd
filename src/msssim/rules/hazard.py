"""Hazards: how a rate becomes a chance in a step, and processes that switch on and off."""

from __future__ import annotations

import numpy as np

from msssim.world.calendar import WEEKS_PER_MONTH
from msssim.world.kinds import Flag, Real


def chance(rate_per_week: Real, weeks: Real) -> Real:
    """Chance that an event of constant hazard happens within ``weeks``: 1 - exp(-rate * weeks)."""
    return -np.expm1(-rate_per_week * weeks)


def ending_chance(weeks: Real, mean_weeks: Real) -> Real:
    """Chance that a spell ends in a step, so that its mean is the same for any step: w / mean."""
    return np.minimum(weeks / mean_weeks, 1.0)


def factor(exponent: Real) -> Real:
    """Factor on a rate: exp(exponent), at most e^100, which already makes any event certain."""
    return np.exp(np.minimum(exponent, 100.0))


def per_week(rate_per_month: Real) -> Real:
    """Rate per week of a rate stated per month."""
    return rate_per_month / WEEKS_PER_MONTH


def decayed_sum(before: Real, new: Real, memory_weeks: Real, weeks: Real) -> Real:
    """Return an exponentially decaying sum after a step: deaths or cases that are remembered."""
    return before * np.exp(-weeks / memory_weeks) + new


def decayed_mean(mean: Real, now: Real, memory_weeks: Real, weeks: Real) -> Real:
    """Return an exponential moving mean after a step, of a rate per week."""
    kept = np.exp(-weeks / memory_weeks)
    return mean * kept + now * (1.0 - kept)


def switch(on: Flag, uniform: Real, start_chance: Real, end_chance: Real) -> Flag:
    """State of a process that starts and ends at random: closure, crisis, offensive, hold.

    While it is on it ends where ``uniform < end_chance``; while it is off it starts where
    ``uniform < start_chance``.
    """
    return np.where(on, uniform >= end_chance, uniform < start_chance)


def spell(on: Flag, uniform: Real, *, rate: Real, mean_weeks: Real, weeks: Real) -> Flag:
    """State of a :func:`switch` that starts at a hazard and lasts for some weeks in the mean."""
    return switch(on, uniform, chance(rate, weeks), ending_chance(weeks, mean_weeks))


def relax(level: Real, target: Real, rate_per_week: Real, weeks: Real) -> Real:
    """Level that closes the gap to its target: L + (T - L)(1 - exp(-rate * weeks))."""
    return level + (target - level) * chance(rate_per_week, weeks)
