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
from msssim.analysis.formatting import short_name
from msssim.errors import InputError, Problem
from msssim.scenario import Scenario, load_scenario
from msssim.scenario.text import nearest, shown
from msssim.scenario.yamlfile import read_yaml
from msssim.testing.statistics import PROBABILITY, STATISTICS, Statistic, is_yes_or_no
from msssim.text import text
from msssim.world.observables import OUTCOMES, SERIES, range_of

KEY = "expect"
FORMS = "{below: X}, {above: X}, {between: [LOW, HIGH]} or [LOW, HIGH]"
LENGTHS = {"below": 1, "above": 1, "between": 2}
"""How many numbers each form of a range has."""


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
        low, high = (self.statistic.limit(end, self.outcome) for end in (self.low, self.high))
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
        allowed = text("problems.allowed_expectations")
        yield Problem("problems.wrong_value", KEY, found=shown(typed), allowed=allowed)
        return
    for outcome, statistics in typed.items():
        where = f"{KEY}.{outcome}"
        if outcome not in OUTCOMES:
            yield _no_outcome(outcome, where)
        elif not isinstance(statistics, Mapping) or not statistics:
            allowed = text("problems.allowed_statistics", names=", ".join(STATISTICS))
            found = shown(statistics)
            yield Problem("problems.wrong_value", where, found=found, allowed=allowed)
        else:
            for name, ends in statistics.items():
                yield _one(outcome, name, ends, f"{where}.{name}")


def _no_outcome(name: str, where: str) -> Problem:
    """Say that there is no such outcome; a series is told from a misspelt name."""
    if name not in SERIES:
        suggestion = nearest(name, OUTCOMES)
        return Problem("problems.no_such_outcome", where, name=name, suggestion=suggestion)
    kin = ", ".join(f"`{outcome}`" for outcome in OUTCOMES if outcome.startswith(f"{name}_"))
    template = "problems.series_with_outcomes" if kin else "problems.series_expected"
    return Problem(template, where, name=name, outcomes=kin)


def _one(outcome: str, name: str, ends: Any, where: str) -> Expectation | Problem:
    statistic = STATISTICS.get(name)
    if statistic is None:
        known, suggestion = ", ".join(STATISTICS), nearest(name, STATISTICS)
        return Problem(
            "problems.no_statistic", where, name=name, known=known, suggestion=suggestion
        )
    unfit = _unfit(outcome, name)
    if unfit:
        return Problem(unfit, where, allowed=PROBABILITY)
    typed = _ends(ends, where)
    if isinstance(typed, Problem):
        return typed
    low, high = typed
    if low > high:
        return Problem("problems.ends_of_expectation", where, found=f"{low:g}", high=f"{high:g}")
    least, most = _admitted(outcome, name)
    beyond = [end for end in typed if math.isfinite(end) and not least <= end <= most]
    if beyond:
        allowed = text("problems.allowed_between", low=least, high=most)
        return Problem("problems.wrong_value", where, found=f"{beyond[0]:g}", allowed=allowed)
    return Expectation(outcome, statistic, low, high)


def _admitted(outcome: str, statistic: str) -> tuple[float, float]:
    """Return between what a limit must lie: a share is no percentage."""
    if statistic == PROBABILITY:
        return 0.0, 1.0
    return range_of(outcome) if OUTCOMES[outcome].unit in WITHIN else (-math.inf, math.inf)


def _unfit(outcome: str, statistic: str) -> str:
    """Return the template that says why an outcome has no such statistic; empty if it has."""
    if statistic == PROBABILITY and not is_yes_or_no(outcome):
        return "problems.no_probability"
    if statistic != PROBABILITY and OUTCOMES[outcome].unit == "0/1":
        return "problems.probability_only"
    return ""


def _ends(typed: Any, where: str) -> tuple[float, float] | Problem:
    """Return the ends of a range as it is typed, or what is wrong with it."""

    def wrong_form(found: str, template: str = "problems.wrong_value", **fields: Any) -> Problem:
        return Problem(template, where, found=found, allowed=FORMS, **fields)

    if isinstance(typed, list):
        if len(typed) != LENGTHS["between"]:
            return wrong_form(text("problems.list_of", number=len(typed)))
        typed = {"between": typed}
    if not isinstance(typed, Mapping) or len(typed) != 1:
        return wrong_form(_keys(typed))
    ((form, amount),) = typed.items()
    count = LENGTHS.get(form)
    if count is None:
        return wrong_form(_keys(typed), suggestion=nearest(str(form), LENGTHS))
    numbers = amount if isinstance(amount, list) else [amount]
    wrong = [each for each in numbers if not _is_number(each)]
    if wrong:
        return wrong_form(shown(wrong[0]), "problems.not_plain_number")
    if len(numbers) != count:
        return wrong_form(text("problems.numbers_for", count=len(numbers), form=form))
    low, high = float(numbers[0]), float(numbers[-1])
    return {"below": (-math.inf, high), "above": (low, math.inf)}.get(form, (low, high))


def _keys(typed: Any) -> str:
    """Name what is typed, a group by its keys."""
    if isinstance(typed, Mapping) and typed:
        return text("problems.group_of", keys=", ".join(f"`{key}`" for key in typed))
    return shown(typed)


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value)
