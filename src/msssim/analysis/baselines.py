"""What a reader would have said without any model: that things stay, or go on as they went.

Both take the counts that were known when the run starts, and give one number for each later count.
A flow is first made a rate a day in the middle of its period, so that periods may differ in length.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

from scipy.stats import linregress

from msssim.analysis.observations import Observation


def persistence(known: Sequence[Observation], later: Observation) -> float:
    """Return the last count known, as if nothing changed; NaN if none was known."""
    before = _of_series(known, later)
    return _amount(_level(before[-1]), later) if before else nan


def linear_trend(known: Sequence[Observation], later: Observation) -> float:
    """Return the straight line through all counts known, by least squares; NaN for fewer than two.

    It is cut off where the quantity is: at 0, and a share at 1.
    """
    before = _of_series(known, later)
    if len(before) < 2:
        return nan
    line = linregress([_middle(each) for each in before], [_level(each) for each in before])
    level = max(0.0, line.intercept + line.slope * _middle(later))
    if later.observable.unit in ("share", "index", "0/1"):
        level = min(1.0, level)
    return _amount(level, later)


def _of_series(known: Sequence[Observation], later: Observation) -> list[Observation]:
    same = [each for each in known if each.series == later.series]
    return sorted(same, key=lambda each: each.date)


def _level(observation: Observation) -> float:
    """The value of a stock; the rate a day of a flow."""
    return observation.value / observation.days if observation.days else observation.value


def _amount(level: float, observation: Observation) -> float:
    """The count that a level comes to over the observation's period."""
    return float(level * observation.days if observation.days else level)


def _middle(observation: Observation) -> float:
    """The day, counted from the calendar's first, in the middle of the observation's period."""
    return observation.date.toordinal() - max(observation.days - 1, 0) / 2.0
