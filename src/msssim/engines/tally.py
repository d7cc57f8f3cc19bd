"""What an engine observes at the end of each step, added up into the outcomes of a run.

Both engines hand the same observations to a :class:`Tally`, the batch engine as arrays ``(run,)``,
the agents as numbers. It keeps sums and marks only, so memory does not grow with the horizon.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from msssim.world.calendar import WEEKS_PER_YEAR, Step
from msssim.world.declare import Over
from msssim.world.mission import CONSTRAINTS
from msssim.world.observables import OUTCOMES, REBOUND_DAYS, REDUCED, STRENGTH_WEEKS


class Tally:
    """Outcomes of a block of runs, one step at a time.

    Most outcomes reduce one observation over the steps, as declared (``REDUCED``); the others
    depend on several, and have a method each.

    Parameters
    ----------
    runs
        Number of runs in the block.
    received_at_start_usd
        What the trust fund had received at the start: it belongs to the total.
    """

    def __init__(self, runs: int, received_at_start_usd: Any) -> None:
        self._steps = 0
        self._reduced: dict[str, Any] = {name: np.zeros(runs) for name in REDUCED}
        self._reduced["fund_received_usd"] += received_at_start_usd
        self._first_boots = np.full(runs, np.nan)
        self._strength = {week: np.full(runs, np.nan) for week in STRENGTH_WEEKS}
        self._person_weeks = np.zeros(runs)
        self._planned_weeks = np.zeros(runs)
        self._bound = {cause: np.zeros(runs) for cause in CONSTRAINTS}
        self._weeks_low_cover = np.zeros(runs)
        self._slippage = np.full(runs, np.nan)
        self._police_weeks = np.zeros(runs)
        self._exit = np.full(runs, np.nan)
        self._control_at_exit = np.full(runs, np.nan)
        self._rebound = np.full(runs, np.nan)
        self._low_weeks_present = np.zeros(runs)
        self._weeks_present = np.zeros(runs)

    def observe(self, step: Step, seen: Mapping[str, Any]) -> None:
        """Add one step's observations."""
        self._steps += 1
        for name, (observation, outcome) in REDUCED.items():
            self._reduced[name] = _reduce(
                outcome.over, self._reduced[name], seen[observation.name], step
            )
        self._deployment(step, seen)
        for code, cause in enumerate(CONSTRAINTS):
            self._bound[cause] += np.where(seen["binding_constraint"] == code, step.weeks, 0.0)
        self._weeks_low_cover += np.where(np.asarray(seen["cover_months"]) < 1, step.weeks, 0.0)
        self._police_weeks += seen["police"] * step.weeks
        self._exit_and_rebound(step, seen)

    def _deployment(self, step: Step, seen: Mapping[str, Any]) -> None:
        """When the first arrived, how strong the mission was, and what was planned."""
        deployed = seen["deployed"]
        first = np.isnan(self._first_boots) & (np.asarray(deployed) > 0)
        self._first_boots[first] = step.end_day - 1
        self._slippage = np.where(first, seen["slippage_now"], self._slippage)
        for week, strength in self._strength.items():
            if step.day < week * 7 <= step.end_day:
                strength[:] = deployed
        self._person_weeks += deployed * step.weeks
        self._planned_weeks += seen["force_target"] * step.weeks

    def _exit_and_rebound(self, step: Step, seen: Mapping[str, Any]) -> None:
        """When the mission has left for good, how gangs waited, and how control came back."""
        present = np.asarray(seen["deployed"]) > 0
        came = ~np.isnan(self._first_boots)
        left = came & ~present & np.asarray(seen["lapsed"], dtype=bool) & np.isnan(self._exit)
        staying = came & np.isnan(self._exit)
        self._weeks_present += np.where(staying, step.weeks, 0.0)
        self._low_weeks_present += np.where(staying, seen["low_profile_share"] * step.weeks, 0.0)
        self._exit[left] = step.end_day - 1
        self._control_at_exit = np.where(left, seen["gang_control"], self._control_at_exit)
        due = self._exit + REBOUND_DAYS
        reached = (step.day <= due) & (due < step.end_day)
        change = seen["gang_control"] - self._control_at_exit
        self._rebound = np.where(reached, change, self._rebound)

    def outcomes(self) -> dict[str, np.ndarray]:
        """Outcomes by name, as in ``OUTCOMES``; float64 ``(run,)``, NaN = never happened."""
        reduced = self._reduced
        steps = max(self._steps, 1)
        found: dict[str, Any] = {
            "first_boots_days": self._first_boots,
            **{f"strength_{week}w": strength for week, strength in self._strength.items()},
            "delivered_share": _share(self._person_weeks, self._planned_weeks),
            **{f"weeks_bound_{cause}": weeks for cause, weeks in self._bound.items()},
            "weeks_cover_below_1m": self._weeks_low_cover,
            "slippage": self._slippage,
            "police_killed_per_1000_years": _per_1000_years(
                reduced["police_killed"], self._police_weeks
            ),
            "mission_killed_per_1000_years": _per_1000_years(
                reduced["mission_killed"], self._person_weeks
            ),
            "exit_days": self._exit,
            "low_profile_before_exit": np.where(
                np.isnan(self._exit),
                np.nan,
                self._low_weeks_present / np.maximum(self._weeks_present, 1e-9),
            ),
            "rebound_26w": self._rebound,
            **{
                name: value / steps if REDUCED[name][1].over == "mean" else value
                for name, value in reduced.items()
            },
        }
        runs = len(self._first_boots)
        return {
            name: np.broadcast_to(np.asarray(found[name], dtype=np.float64), (runs,)).copy()
            for name in OUTCOMES
        }


def _reduce(over: Over, before: Any, seen: Any, step: Step) -> Any:
    """Return a reduction over the steps, this one included; a mean is a sum until the end."""
    match over:
        case "sum" | "mean":
            return before + seen
        case "last":
            return seen
        case "peak":
            return np.maximum(before, seen)
        case "weeks":
            return before + np.where(seen, step.weeks, 0.0)
        case "days":
            return before + np.where(seen, step.days, 0)


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Part of a whole; NaN where there is nothing to be a part of."""
    return np.where(whole > 0, part / np.maximum(whole, 1e-9), np.nan)


def _per_1000_years(deaths: np.ndarray, person_weeks: np.ndarray) -> np.ndarray:
    """Deaths per 1,000 person-years; NaN where there were no persons."""
    rate = deaths / np.maximum(person_weeks, 1e-9) * 1000.0 * WEEKS_PER_YEAR
    return np.where(person_weeks > 0, rate, np.nan)
