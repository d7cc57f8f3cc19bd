"""What an engine reports at the end of each step, added up into the outcomes of a run.

Both engines hand the same observations to a :class:`Tally`, the batch engine as arrays ``(run,)``,
the agents as numbers. It keeps sums and marks only, so memory does not grow with the horizon.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from msssim.world.calendar import WEEKS_PER_YEAR, Step
from msssim.world.observables import CONSTRAINTS, OUTCOMES

STRENGTH_WEEKS = (26, 52, 78, 104)

FLOWS = (
    "civilians_killed",
    "civilians_killed_by_gangs",
    "civilians_killed_by_state",
    "civilians_killed_by_vigilantes",
    "civilians_injured",
    "kidnapped",
    "killed_in_crossfire",
    "civilians_injured_by_gangs",
    "civilians_injured_by_state",
    "civilians_injured_by_vigilantes",
    "fled",
    "returned",
    "police_left",
    "stations_lost",
    "stations_retaken",
    "police_killed",
    "mission_killed",
    "gang_killed",
    "gang_arrested",
    "gang_recruited",
    "gang_left",
    "gang_lynched",
    "gang_killed_by_rivals",
    "gang_reintegrated",
    "gang_moved",
    "children_recruited",
    "recruited_by_force",
    "gang_revenue_usd",
    "kidnapping_revenue_usd",
    "offensives",
    "attacks_on_police",
    "attacks_around_events",
    "operations_of_police",
    "operations_joint",
    "operations_of_mission",
    "ambushes",
    "tips",
    "programmes_usd",
    "leaks",
    "abuse_cases",
    "fund_received_usd",
    "fund_spent_usd",
    "in_kind_usd",
    "renewals",
    "resigned",
    "petitions",
    "abuse_detected",
    "governments_fallen",
)
"""Outcomes that are the sum of an observed flow of the same name."""

LAST = {
    "fund_pledged_usd": "fund_pledged_usd",
    "fund_balance_usd": "fund_balance_usd",
    "fund_held_usd": "fund_held_usd",
    "lapse": "lapsed",
    "converted": "converted",
    "gang_members_end": "gang_members",
    "police_end": "police",
    "displaced_end": "displaced",
    "gang_control_end": "gang_control",
    "held_share_end": "held_share",
    "trust_end": "trust",
    "vehicles_end": "vehicles",
    "police_morale_end": "police_morale",
    "stations_held_end": "stations_held",
    "children_in_gangs_end": "children_in_gangs",
    "arms_per_member_end": "arms_per_member",
    "peripheral_share_end": "peripheral_share",
    "postponements": "postponements",
    "contributors": "contributors",
    "contingents_recalled": "contingents_recalled",
    "inspections_failed": "inspections_failed",
    "yes_votes": "yes_votes",
    "support_office": "support_office",
}
"""Outcomes that are the last value of an observation."""

MEANS = {
    "gang_control_mean": "gang_control",
    "low_profile_share": "low_profile_share",
    "confront_share": "confront_share",
    "roads_open_share": "roads_open",
    "access_mean": "access",
    "mobile_mean": "mobile",
    "stability_mean": "stability",
    "relocate_share": "relocate_share",
    "cohesion_mean": "cohesion",
    "gang_pay_mean": "gang_pay",
    "intelligence_mean": "intelligence",
    **{
        f"corridor_{name}_open_share": f"corridor_{name}_open"
        for name in ("north", "south", "east", "artibonite")
    },
}
"""Outcomes that are the mean of an observation over the horizon."""

WEEKS_WITH = {
    "lapse_weeks": "lapsed",
    "weeks_allowances_late": "allowances_late",
    "weeks_leaderless": "leaderless",
}
"""Outcomes that are the weeks in which an observation is true."""


PEAKS = {"displaced_peak": "displaced", "participation_peak": "participation"}
"""Outcomes that are the largest value of an observation."""

DAYS_WITH = {
    "port_open_days": "port_open",
    "airport_open_days": "airport_open",
    "fuel_open_days": "fuel_open",
}
"""Outcomes that are the days on which an observation is true."""

REBOUND_DAYS = 26 * 7
"""How long after the exit the rebound of gang control is measured."""


class Tally:
    """Outcomes of a block of runs, one step at a time.

    Parameters
    ----------
    runs
        Number of runs in the block.
    received_at_start_usd
        What the trust fund had received and had been pledged at the start: they belong to the
        totals.
    """

    def __init__(self, runs: int, received_at_start_usd: Any) -> None:
        self._steps = 0
        self._sum: dict[str, Any] = {name: np.zeros(runs) for name in (*FLOWS, *MEANS)}
        self._sum["fund_received_usd"] += received_at_start_usd
        self._last: dict[str, Any] = {}
        self._first_boots = np.full(runs, np.nan)
        self._strength = {week: np.full(runs, np.nan) for week in STRENGTH_WEEKS}
        self._person_weeks = np.zeros(runs)
        self._planned_weeks = np.zeros(runs)
        self._bound = {cause: np.zeros(runs) for cause in CONSTRAINTS}
        self._weeks_low_cover = np.zeros(runs)
        self._weeks_with = {name: np.zeros(runs) for name in WEEKS_WITH}
        self._slippage = np.full(runs, np.nan)
        self._peak = {name: np.zeros(runs) for name in PEAKS}
        self._days_with = {name: np.zeros(runs) for name in DAYS_WITH}
        self._police_weeks = np.zeros(runs)
        self._exit = np.full(runs, np.nan)
        self._control_at_exit = np.full(runs, np.nan)
        self._rebound = np.full(runs, np.nan)
        self._low_weeks_present = np.zeros(runs)
        self._weeks_present = np.zeros(runs)

    def observe(self, step: Step, seen: Mapping[str, Any]) -> None:
        """Add one step's observations."""
        self._steps += 1
        for name in FLOWS:
            self._sum[name] += seen[name]
        for outcome, name in MEANS.items():
            self._sum[outcome] += seen[name]
        self._last = {outcome: seen[name] for outcome, name in LAST.items()}
        deployed = seen["deployed"]
        first = np.isnan(self._first_boots) & (np.asarray(deployed) > 0)
        self._first_boots[first] = step.end_day - 1
        self._slippage = np.where(first, seen["slippage_now"], self._slippage)
        for week, strength in self._strength.items():
            if step.day < week * 7 <= step.end_day:
                strength[:] = deployed
        self._person_weeks += deployed * step.weeks
        self._planned_weeks += seen["force_target"] * step.weeks
        for code, cause in enumerate(CONSTRAINTS):
            self._bound[cause] += np.where(seen["binding_constraint"] == code, step.weeks, 0.0)
        self._weeks_low_cover += np.where(np.asarray(seen["cover_months"]) < 1, step.weeks, 0.0)
        for outcome, name in WEEKS_WITH.items():
            self._weeks_with[outcome] += np.where(seen[name], step.weeks, 0.0)
        for outcome, name in PEAKS.items():
            self._peak[outcome] = np.maximum(self._peak[outcome], seen[name])
        for outcome, name in DAYS_WITH.items():
            self._days_with[outcome] += np.where(seen[name], step.days, 0)
        self._police_weeks += seen["police"] * step.weeks
        self._watch_exit(step, seen)

    def _watch_exit(self, step: Step, seen: Mapping[str, Any]) -> None:
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
        planned = np.maximum(self._planned_weeks, 1e-9)
        found: dict[str, Any] = {
            "first_boots_days": self._first_boots,
            **{f"strength_{week}w": strength for week, strength in self._strength.items()},
            "delivered_share": np.where(
                self._planned_weeks > 0, self._person_weeks / planned, np.nan
            ),
            **{f"weeks_bound_{cause}": weeks for cause, weeks in self._bound.items()},
            "weeks_cover_below_1m": self._weeks_low_cover,
            "slippage": self._slippage,
            **self._weeks_with,
            **self._peak,
            **self._days_with,
            "exit_days": self._exit,
            "rebound_26w": self._rebound,
            "low_profile_before_exit": np.where(
                np.isnan(self._exit),
                np.nan,
                self._low_weeks_present / np.maximum(self._weeks_present, 1e-9),
            ),
            "police_killed_per_1000_years": _per_1000_years(
                self._sum["police_killed"], self._police_weeks
            ),
            "mission_killed_per_1000_years": _per_1000_years(
                self._sum["mission_killed"], self._person_weeks
            ),
            **{name: self._sum[name] for name in FLOWS},
            **{name: self._sum[name] / max(self._steps, 1) for name in MEANS},
            **self._last,
        }
        runs = len(self._first_boots)
        return {
            name: np.broadcast_to(np.asarray(found[name], dtype=np.float64), (runs,)).copy()
            for name in OUTCOMES
        }


def _per_1000_years(deaths: np.ndarray, person_weeks: np.ndarray) -> np.ndarray:
    """Deaths per 1,000 person-years; NaN where there were no persons."""
    rate = deaths / np.maximum(person_weeks, 1e-9) * 1000.0 * WEEKS_PER_YEAR
    return np.where(person_weeks > 0, rate, np.nan)
