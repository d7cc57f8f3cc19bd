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
from msssim.scenario.text import did_you_mean, shown
from msssim.scenario.yamlfile import read_yaml
from msssim.testing.statistics import PROBABILITY, STATISTICS, Statistic, is_yes_or_no
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
        allowed = "a group of outcomes, as in {lapse: {probability: [0, 0.2]}}"
        yield Problem(f"found {shown(typed)}; allowed is {allowed}", KEY)
        return
    for outcome, statistics in typed.items():
        where = f"{KEY}.{outcome}"
        if outcome not in OUTCOMES:
            yield Problem(_no_outcome(outcome), where)
        elif not isinstance(statistics, Mapping) or not statistics:
            known = ", ".join(STATISTICS)
            yield Problem(f"found {shown(statistics)}; allowed is a group of {known}", where)
        else:
            for name, ends in statistics.items():
                yield _one(outcome, name, ends, f"{where}.{name}")


def _no_outcome(name: str) -> str:
    """Say that there is no such outcome; a series is told from a misspelt name."""
    if name not in SERIES:
        return f"there is no outcome `{name}`{did_you_mean(name, OUTCOMES)}"
    message = f"`{name}` is a series, a value each week; expected are outcomes, a value each run"
    kin = [f"`{outcome}`" for outcome in OUTCOMES if outcome.startswith(f"{name}_")]
    return f"{message}: {', '.join(kin)}" if kin else f"{message} (docs/outcomes.md lists them)"


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
    if isinstance(typed, str):
        return Problem(typed, where)
    low, high = typed
    if low > high:
        return Problem(f"found {low:g}, above the high end {high:g}", where)
    least, most = _admitted(outcome, name)
    beyond = [end for end in typed if math.isfinite(end) and not least <= end <= most]
    if beyond:
        return Problem(
            f"found {beyond[0]:g}; allowed is a number from {least:g} to {most:g}", where
        )
    return Expectation(outcome, statistic, low, high)


def _admitted(outcome: str, statistic: str) -> tuple[float, float]:
    """Return between what a limit must lie: a share is no percentage."""
    if statistic == PROBABILITY:
        return 0.0, 1.0
    return range_of(outcome) if OUTCOMES[outcome].unit in WITHIN else (-math.inf, math.inf)


def _unfit(outcome: str, statistic: str) -> str:
    """Say why an outcome has no such statistic; empty if it has."""
    if statistic == PROBABILITY and not is_yes_or_no(outcome):
        return "only what happens or does not has a probability; take another one"
    if statistic != PROBABILITY and OUTCOMES[outcome].unit == "0/1":
        return f"it happens or it does not; allowed is {PROBABILITY}"
    return ""


def _ends(typed: Any) -> tuple[float, float] | str:
    """Return the ends of a range as it is typed, or say what is wrong with it."""
    if isinstance(typed, list):
        if len(typed) != LENGTHS["between"]:
            return f"found a list of {len(typed)}; allowed is {FORMS}"
        typed = {"between": typed}
    if not isinstance(typed, Mapping) or len(typed) != 1:
        return f"found {_keys(typed)}; allowed is {FORMS}"
    ((form, amount),) = typed.items()
    count = LENGTHS.get(form)
    if count is None:
        return f"found {_keys(typed)}{did_you_mean(str(form), LENGTHS)} (allowed: {FORMS})"
    numbers = amount if isinstance(amount, list) else [amount]
    wrong = [each for each in numbers if not _is_number(each)]
    if wrong:
        return f"found {shown(wrong[0])}; allowed is {FORMS}, in plain numbers: 20 % is 0.2"
    if len(numbers) != count:
        found = f"{len(numbers)} number{'' if len(numbers) == 1 else 's'}"
        return f"found {found} for `{form}`; allowed is {FORMS}"
    low, high = float(numbers[0]), float(numbers[-1])
    return {"below": (-math.inf, high), "above": (low, math.inf)}.get(form, (low, high))


def _keys(typed: Any) -> str:
    """Name what is typed, a group by its keys."""
    if isinstance(typed, Mapping) and typed:
        return f"a group of {', '.join(f'`{key}`' for key in typed)}"
    return shown(typed)


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value)
