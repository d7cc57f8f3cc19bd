"""Expectations that a domain expert writes beside a scenario, in its YAML file.

.. code-block:: yaml

    expect:
      lapse: {probability: [0, 0.2]}
      strength_52w: {median: {below: 1500}}
      civilians_killed: {mean: {between: [1000, 6000]}, p95: {below: 8000}}

They say nothing about what is played: the scenario is the same with and without them, and a
scenario that extends this one does not inherit them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msssim.analysis.conditions import WITHIN
from msssim.analysis.wording import short_name
from msssim.errors import InputError, Problem
from msssim.scenario import Scenario, load_scenario
from msssim.scenario.wording import did_you_mean, shown
from msssim.scenario.yamlfile import read_yaml
from msssim.testing.statistics import PROBABILITY, STATISTICS, Statistic, is_yes_or_no
from msssim.world.observables import OUTCOMES

KEY = "expect"
FORMS = "{below: X}, {above: X}, {between: [LOW, HIGH]} or [LOW, HIGH]"


@dataclass(frozen=True)
class Expectation:
    """A statistic of an outcome over all runs, and the range in which it is expected.

    ``low`` and ``high`` are in the outcome's own unit, infinite where there is no end.
    """

    outcome: str
    statistic: Statistic
    low: float
    high: float

    @property
    def name(self) -> str:
        """What it is called: ``expect_lapse_probability``."""
        return f"{KEY}_{self.outcome}_{self.statistic.name}"

    @property
    def sentence(self) -> str:
        """What is expected, in words."""
        low, high = (self.statistic.amount(end, self.outcome) for end in (self.low, self.high))
        if math.isinf(self.low):
            within = f"below {high}"
        elif math.isinf(self.high):
            within = f"above {low}"
        else:
            within = f"between {low} and {high}"
        name = short_name(self.outcome).removeprefix("chance of ")
        return f"The {self.statistic.words} {name} is {within}."


def load_expectations(file: str | Path) -> tuple[Expectation, ...]:
    """Read what a scenario's file expects of it; what it extends is not asked.

    Raises
    ------
    InputError
        With everything that is wrong in them: file, line, what was found, what is allowed.
    """
    document = read_yaml(file)
    if KEY not in document.data:
        return ()
    found, problems = [], []
    for each in _read(document.data[KEY]):
        if isinstance(each, Problem):
            problems.append(document.located(each))
        else:
            found.append(each)
    if problems:
        raise InputError(problems)
    return tuple(found)


def load_with_expectations(file: str | Path) -> tuple[Scenario, tuple[Expectation, ...]]:
    """Load a scenario's file, and what it expects.

    Raises
    ------
    InputError
        With everything that is wrong in either, in the order of the lines.
    """
    problems: list[Problem] = []
    found: list[Any] = []
    for load in (load_scenario, load_expectations):
        try:
            found.append(load(file))
        except InputError as error:
            problems += error.problems
    if problems:  # what cannot be read at all is told twice
        raise InputError(sorted(dict.fromkeys(problems), key=lambda problem: problem.line or 0))
    scenario, expectations = found
    return scenario, expectations


def _read(typed: Any) -> Iterator[Expectation | Problem]:
    """Yield every expectation, or what is wrong with it."""
    if not isinstance(typed, Mapping) or not typed:
        yield Problem(f"found {shown(typed)}; allowed is a group of outcomes", KEY)
        return
    for outcome, statistics in typed.items():
        where = f"{KEY}.{outcome}"
        if outcome not in OUTCOMES:
            yield Problem(
                f"there is no outcome `{outcome}`{did_you_mean(outcome, OUTCOMES)}", where
            )
        elif not isinstance(statistics, Mapping) or not statistics:
            known = ", ".join(STATISTICS)
            yield Problem(f"found {shown(statistics)}; allowed is a group of {known}", where)
        else:
            for name, ends in statistics.items():
                yield _one(outcome, name, ends, f"{where}.{name}")


def _one(outcome: str, name: str, ends: Any, where: str) -> Expectation | Problem:
    statistic = STATISTICS.get(name)
    if statistic is None:
        known = ", ".join(STATISTICS)
        hint = did_you_mean(name, STATISTICS)
        return Problem(f"there is no statistic `{name}`{hint} (statistics: {known})", where)
    unfit = _unfit(outcome, name)
    if unfit:
        return Problem(unfit, where)
    typed = _ends(ends)
    if typed is None:
        return Problem(f"found {shown(ends)}; allowed is {FORMS}, in numbers", where)
    low, high = typed
    if low > high:
        return Problem(f"found {low:g}, above the high end {high:g}", where)
    unit = "0/1" if name == PROBABILITY else OUTCOMES[outcome].unit
    least, most = WITHIN.get(unit, (-math.inf, math.inf))
    beyond = [end for end in typed if math.isfinite(end) and not least <= end <= most]
    if beyond:
        return Problem(
            f"found {beyond[0]:g}; allowed is a number from {least:g} to {most:g}", where
        )
    return Expectation(outcome, statistic, low, high)


def _unfit(outcome: str, statistic: str) -> str:
    """Say why an outcome has no such statistic; empty if it has."""
    if statistic == PROBABILITY and not is_yes_or_no(outcome):
        return "only what happens or does not has a probability; take another one"
    if statistic != PROBABILITY and OUTCOMES[outcome].unit == "0/1":
        return f"it happens or it does not; allowed is {PROBABILITY}"
    return ""


def _ends(typed: Any) -> tuple[float, float] | None:
    """Return the ends of a range as it is typed; None if it is none."""
    if isinstance(typed, list):
        typed = {"between": typed}
    if not isinstance(typed, Mapping) or len(typed) != 1:
        return None
    ((form, amount),) = typed.items()
    numbers = amount if isinstance(amount, list) else [amount]
    if not all(map(_is_number, numbers)):
        return None
    match form, numbers:
        case "below", [high]:
            return -math.inf, float(high)
        case "above", [low]:
            return float(low), math.inf
        case "between", [low, high]:
            return float(low), float(high)
    return None


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value)
