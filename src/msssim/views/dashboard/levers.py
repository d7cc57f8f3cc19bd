"""The levers of the dashboard: the few parameters that a person may move before a run.

The table says which, and in which steps; range, unit and meaning come from their declaration in the
scenario. A value that the scenario refuses is refused here in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msssim.errors import InputError, Problem
from msssim.scenario import ParameterInfo, Scenario, load_scenario, parameters
from msssim.scenario.text import did_you_mean

LARGEST_SEED = 2**63 - 1


@dataclass(frozen=True)
class Lever:
    """One parameter to move: its path, a short label, the step, and how a value is written."""

    path: str
    label: str
    step: float
    shown: str = "{:.0%}"


GROUPS: dict[str, tuple[Lever, ...]] = {
    "Money": (
        Lever("funding.pledge_rate_usd_month", "New pledges", 1e6, "{:,.0f} USD a month"),
        Lever("funding.conversion", "Pledges ever paid", 0.05),
        Lever("funding.lag_months", "From pledge to payment", 1, "{:,.0f} months"),
        Lever("funding.in_kind_persons", "Sustained in kind", 100, "{:,} persons"),
    ),
    "Mandate and mission": (
        Lever("council.renewal_term_days", "Length of a renewal", 7, "{:,} days"),
        Lever("council.renewal_support", "Support for a renewal", 0.25, "{:+.2f} log-odds"),
        Lever("mission.force_target", "Planned strength", 100, "{:,} persons"),
        Lever("logistics.inspection_pass", "Inspections passed", 0.05),
        Lever("logistics.airlift_sorties_per_week", "Flights", 0.5, "{:.1f} a week"),
        Lever("contacts.restraint", "Restraint in the use of force", 0.05),
    ),
    "Openness and coordination": (
        Lever("governance.transparency", "Transparency", 0.05),
        Lever("governance.leakiness", "Exposure that openness brings", 0.05),
        Lever("governance.coordination", "Coordination", 0.05),
        Lever("interventions.monitoring", "Human-rights monitoring", 0.05),
    ),
    "Gangs": (
        Lever("gangs.rationality", "Rationality", 0.5, "{:.1f}"),
        Lever("gangs.belief_mean", "Capability ascribed to the mission", 0.05),
        Lever("gangs.conditionality", "Repression spares those who hide", 0.05),
        Lever(
            "interventions.cvr_slots_per_month",
            "Ways out of violence",
            50,
            "{:,.0f} places a month",
        ),
    ),
}

LEVERS = tuple(lever for levers in GROUPS.values() for lever in levers)


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
            hint = did_you_mean(self.scenario, scenarios)
            raise InputError(
                [Problem(f"`{self.scenario}` is not to choose from{hint}", "scenario")]
            )
        problems: list[Problem] = []
        for name, number, most in (("seed", self.seed, LARGEST_SEED), ("run", self.run, 2**31 - 1)):
            if not 0 <= number <= most:
                problems.append(Problem(f"found {number}; allowed is 0 to {most:,}", name))
        try:
            scenario = load_scenario(self.scenario).with_values(self.values)
        except InputError as error:
            problems += error.problems
        if problems:
            raise InputError(problems)
        return {
            "scenario": scenario, "seed": self.seed, "run": self.run, "moved": self.in_words()
        }  # fmt: skip

    def in_words(self) -> str:
        """Return the levers that were moved: ``Pledges ever paid: 55 %``; else nothing."""
        return ", ".join(
            f"{lever.label}: {lever.shown.format(self.values[lever.path])}"
            for lever in LEVERS
            if lever.path in self.values
        )


def described(scenario: Scenario) -> dict[str, ParameterInfo]:
    """Describe the scenario's levers, by path."""
    paths = {lever.path for lever in LEVERS}
    return {info.path: info for info in parameters(scenario) if info.path in paths}


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
