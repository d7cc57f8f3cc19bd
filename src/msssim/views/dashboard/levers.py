"""The levers of the dashboard: the few parameters that a person may move before a run.

The table says which, and in which steps; range, unit and meaning come from their declaration in the
scenario. A value that the scenario refuses is refused here in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msssim.analysis.formatting import number, value_words
from msssim.errors import InputError, Problem
from msssim.scenario import ParameterInfo, Scenario, load_scenario, parameters
from msssim.scenario.text import nearest, with_unit
from msssim.text import text

LARGEST_SEED, LARGEST_RUN = 2**63 - 1, 2**31 - 1

GROUPS: dict[str, dict[str, float]] = {
    "money": {
        "funding.pledge_rate_usd_month": 1e6,
        "funding.conversion": 0.05,
        "funding.lag_months": 1,
        "funding.in_kind_persons": 100,
    },
    "mission": {
        "council.renewal_term_days": 7,
        "council.renewal_support": 0.25,
        "mission.force_target": 100,
        "logistics.inspection_pass": 0.05,
        "logistics.airlift_sorties_per_week": 0.5,
        "contacts.restraint": 0.05,
    },
    "openness": {
        "governance.transparency": 0.05,
        "governance.leakiness": 0.05,
        "governance.coordination": 0.05,
        "interventions.monitoring": 0.05,
    },
    "gangs": {
        "gangs.rationality": 0.5,
        "gangs.belief_mean": 0.05,
        "gangs.conditionality": 0.05,
        "interventions.cvr_slots_per_month": 50,
    },
}
"""Groups of parameters that may be moved, each with the step of its slider."""

LEVERS = {path: step for levers in GROUPS.values() for path, step in levers.items()}


@dataclass(frozen=True)
class Choice:
    """What a person has chosen: a scenario, values that differ from it, seed and run number."""

    scenario: str
    values: Mapping[str, float]
    seed: int
    run: int

    def parameters(self, scenarios: Sequence[str]) -> dict[str, Any]:
        """Return what a model of this choice is made of.

        Parameters
        ----------
        scenarios
            The scenarios that may be chosen: a page must not name any other file.

        Raises
        ------
        InputError
            With everything that is wrong with it, in words.
        """
        if self.scenario not in scenarios:
            suggestion = nearest(self.scenario, scenarios)
            raise InputError(
                "dashboard.no_scenario", "scenario", name=self.scenario, suggestion=suggestion
            )
        problems = [
            Problem("dashboard.out_of_range", name, found=found, most=most)
            for name, found, most in (
                ("seed", self.seed, LARGEST_SEED),
                ("run", self.run, LARGEST_RUN),
            )
            if not 0 <= found <= most
        ]
        try:
            scenario = load_scenario(self.scenario).with_values(self.values)
        except InputError as error:
            problems += error.problems
        if problems:
            raise InputError(problems)
        moved = self.in_words(described(scenario))
        return {"scenario": scenario, "seed": self.seed, "run": self.run, "moved": moved}

    def in_words(self, infos: Mapping[str, ParameterInfo]) -> str:
        """Return the levers that were moved: ``Pledges ever paid: 55 %``; else nothing."""
        return ", ".join(
            f"{label_of(path)}: {shown(self.values[path], infos[path].unit)}"
            for path in LEVERS
            if path in self.values
        )


def label_of(path: str) -> str:
    """Return what a lever is called on the page."""
    return text(f"dashboard.lever.{path}")


def shown(value: float, unit: str) -> str:
    """Return a value of a lever with its unit."""
    return f"{number(100 * value, 0)} %" if unit == "share" else with_unit(value_words(value), unit)


def described(scenario: Scenario) -> dict[str, ParameterInfo]:
    """Describe the scenario's levers, by path."""
    return {info.path: info for info in parameters(scenario) if info.path in LEVERS}


def span(info: ParameterInfo, step: float) -> tuple[float, float]:
    """Return the ends of a lever's slider, each a whole number of steps from the scenario's value.

    A share may take any value; of the rest the slider shows what the evidence leaves open, and the
    value of the scenario itself where that lies outside. What was moved can be moved back.
    """
    if info.unit == "share" or info.plausible is None:
        low, high = info.low, info.high
    else:
        low, high = info.plausible
    if low is None or high is None:
        raise ValueError(f"{info.path} has no range to slide in")
    below, above = (_whole_steps(reach, step) for reach in (info.value - low, high - info.value))
    return info.value - below * step, info.value + above * step


def _whole_steps(reach: float, step: float) -> int:
    """Return how many steps have room; a grain more, so that none gets lost in rounding."""
    return int(max(reach, 0) / step + 1e-9)
