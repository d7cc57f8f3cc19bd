"""What an engine reports of each contingent at the end of a step, added up into its outcomes.

As with the :class:`~msssim.engines.tally.Tally` of the mission as a whole, both engines hand over
the same observations; here they are arrays ``(contingent, run)``, and the agents are a single run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from msssim.rules.courts import cleared
from msssim.world.calendar import Step
from msssim.world.mission import CONSTRAINTS
from msssim.world.observables import CONTINGENT_OUTCOMES

LAST = {
    "offered": "offered",
    "postponements": "postponements",
    "in_theatre_end": "in_theatre",
    "lost": "lost",
    "gone_home": "gone_home",
    "recalled": "recalled",
}
"""Outcomes that are the last value of an observation."""

SEEN = (
    *LAST.values(), "committed", "legal_status", "first_announced_day", "arrived_day", "binding_of",
)  # fmt: skip
"""What is observed of a contingent; a day without a date is infinite."""


class ContingentTally:
    """Outcomes of each contingent in a block of runs, one step at a time.

    Parameters
    ----------
    contingents, runs
        Number of contingents, and of runs in the block.
    committed_at_start
        Which of them had decided before the first step, ``(contingent, run)``.
    """

    def __init__(self, contingents: int, runs: int, committed_at_start: Any) -> None:
        self._shape = (contingents, runs)
        self._seen: Mapping[str, Any] = {}
        self._committed_day = np.where(committed_at_start, 0.0, np.full(self._shape, np.nan))
        self._person_weeks = np.zeros(self._shape)
        self._weeks_barred = np.zeros(self._shape)
        self._bound = {cause: np.zeros(self._shape) for cause in CONSTRAINTS}

    def observe(self, step: Step, seen: Mapping[str, Any]) -> None:
        """Add one step's observations, those of ``SEEN``."""
        self._seen = seen
        decided = np.logical_and(np.isnan(self._committed_day), seen["committed"])
        self._committed_day[decided] = step.end_day - 1
        self._person_weeks += seen["in_theatre"] * step.weeks
        self._weeks_barred += np.where(cleared(seen["legal_status"]), 0.0, step.weeks)
        for code, cause in enumerate(CONSTRAINTS):
            self._bound[cause] += np.where(seen["binding_of"] == code, step.weeks, 0.0)

    def outcomes(self) -> dict[str, np.ndarray]:
        """Outcomes by name, as in ``CONTINGENT_OUTCOMES``; ``(contingent, run)``, NaN = never."""
        announced = _nan_without_date(self._seen["first_announced_day"])
        arrived = _nan_without_date(self._seen["arrived_day"])
        found = {
            "committed_days": self._committed_day,
            "first_announced_days": announced,
            "arrived_days": arrived,
            "slippage_days": arrived - announced,
            "person_weeks": self._person_weeks,
            "weeks_barred": self._weeks_barred,
            **{f"weeks_bound_{cause}": weeks for cause, weeks in self._bound.items()},
            **{outcome: self._seen[name] for outcome, name in LAST.items()},
        }
        return {
            name: np.broadcast_to(np.asarray(found[name], dtype=np.float64), self._shape).copy()
            for name in CONTINGENT_OUTCOMES
        }


def _nan_without_date(day: Any) -> np.ndarray:
    return np.where(np.isfinite(day), day, np.nan)
