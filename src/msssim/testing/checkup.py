"""A checkup: every property and every expectation is checked in one scenario.

:func:`check` returns what was found, :func:`assert_properties` raises if anything is violated,
:func:`check_result` checks the outcomes of a stored result. The command ``msssim check
--properties`` and the plugin for pytest call the same functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from msssim.errors import InputError
from msssim.experiments import Result
from msssim.scenario import Scenario
from msssim.scenario.text import nearest
from msssim.testing.expectations import Expectation
from msssim.testing.invariants import (
    Invariant,
    NotApplicableError,
    PropertyViolationError,
    Violation,
    first_violation,
)
from msssim.testing.outcome_invariants import OUTCOME_INVARIANTS
from msssim.testing.properties import PROPERTIES, Property, RunCache
from msssim.testing.statistics import Estimate
from msssim.text import text
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.observables import OUTCOMES

RUNS = 50
"""Runs of a checkup, if nobody says how many."""

INDENT = " " * 15


class Status(Enum):
    """What became of a property or an expectation."""

    PASSED = "passed"
    VIOLATED = "violated"
    INCONCLUSIVE = "inconclusive"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Verdict:
    """What was found of one property or expectation.

    Attributes
    ----------
    name, sentence
        What was checked.
    status
        Passed, violated, inconclusive (an expectation that so many runs cannot settle), or not
        applicable (a property of missions, in a scenario without one; a scenario that cannot be
        made of it; an expectation of what lies beyond the horizon).
    violation
        The first run that violates it.
    found
        What was found in words, where there is more to say than the status.
    estimate
        What the runs say of an expectation.
    """

    name: str
    sentence: str
    status: Status
    violation: Violation | None = None
    found: str = ""
    estimate: Estimate | None = None

    def __str__(self) -> str:
        told = [self.sentence, self.found]
        if self.status is Status.PASSED and not self.found:
            told = []
        if self.violation is not None:
            told += [str(self.violation), self.violation.reproduce, self.violation.story]
        first = f"{self.status.value:14} {self.name}"
        return "\n".join([first, *(f"{INDENT}{line}" for line in told if line)])


class Checkup:
    """Properties and expectations of one scenario, each checked when it is wanted.

    Parameters
    ----------
    scenario
        What is checked.
    runs, seed, days
        How often it is played, with which random numbers, over which horizon (None: its own).
    expectations
        What is expected of it, see :func:`~msssim.testing.load_expectations`.
    only
        Names of properties and expectations; all if none is given.
    named
        How it is named on a command line; its name if not given.

    Raises
    ------
    InputError
        If there is no property or expectation of a name.
    """

    def __init__(
        self,
        scenario: Scenario,
        runs: int = RUNS,
        seed: int = 1,
        days: int | None = None,
        *,
        expectations: Sequence[Expectation] = (),
        only: Iterable[str] = (),
        named: str | None = None,
    ) -> None:
        if runs < 1:
            allowed = text("problems.allowed_runs")
            raise InputError("problems.wrong_value", "runs", found=runs, allowed=allowed)
        self.cache = RunCache(scenario, runs, seed, days, named or scenario.name)
        every: dict[str, Property | Expectation] = {**PROPERTIES}
        every |= {each.name: each for each in expectations}
        asked = [only] if isinstance(only, str) else list(only)
        refuse_unknown(asked, expectations)
        self.asked = {name: every[name] for name in asked or every}

    def verdict(self, name: str) -> Verdict:
        """Check one of them."""
        asked = self.asked[name]
        if isinstance(asked, Expectation):
            return self._compared(asked)
        try:
            violation = asked.violation(self.cache)
        except NotApplicableError as error:
            return Verdict(name, asked.sentence, Status.NOT_APPLICABLE, found=str(error))
        return _verdict(asked, violation)

    def _compared(self, expected: Expectation) -> Verdict:
        """Compare what is expected with the confidence interval of what was found.

        It is violated if the whole interval contradicts it: of expectations that are just right,
        one in forty is called violated at each end by chance.
        """
        days = self.cache.scenario.horizon_days
        if OUTCOMES[expected.outcome].from_day > days:
            found = text("testing.beyond_horizon", days=days)
            return Verdict(expected.name, expected.sentence, Status.NOT_APPLICABLE, found=found)
        values = self.cache.own.outcomes[expected.outcome]
        estimate = expected.statistic.estimate(expected.outcome, values)
        if estimate.high < expected.low or estimate.low > expected.high:
            status = Status.VIOLATED
        elif expected.low <= estimate.low and estimate.high <= expected.high:
            status = Status.PASSED
        else:
            status = Status.INCONCLUSIVE
        told = expected.statistic.in_words(estimate, expected.outcome)
        found = text("testing.found", estimate=told)
        return Verdict(expected.name, expected.sentence, status, found=found, estimate=estimate)


def refuse_unknown(names: Iterable[str], expectations: Iterable[Expectation]) -> None:
    """Refuse names that are of no property, and of none of these expectations."""
    every = list(dict.fromkeys([*PROPERTIES, *(each.name for each in expectations)]))
    for name in names:
        if name not in every:
            known, suggestion = ", ".join(every), nearest(name, every)
            raise InputError("problems.no_property", name=name, known=known, suggestion=suggestion)


def check(
    scenario: Scenario,
    runs: int = RUNS,
    seed: int = 1,
    days: int | None = None,
    *,
    expectations: Sequence[Expectation] = (),
    only: Iterable[str] = (),
    named: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Verdict]:
    """Check every property, and every expectation, of a scenario.

    Parameters are those of :class:`Checkup`; ``progress`` is called with (done, in all).

    Raises
    ------
    InputError
        If there is no property or expectation of a name, or the horizon is out of range.
    RunError
        If the scenario cannot be played.
    """
    checkup = Checkup(scenario, runs, seed, days, expectations=expectations, only=only, named=named)
    report = progress or (lambda done, total: None)
    verdicts: list[Verdict] = []
    for name in checkup.asked:
        report(len(verdicts), len(checkup.asked))
        verdicts.append(checkup.verdict(name))
    return verdicts


def assert_properties(
    scenario: Scenario,
    runs: int = RUNS,
    seed: int = 1,
    days: int | None = None,
    *,
    expectations: Sequence[Expectation] = (),
    only: Iterable[str] = (),
) -> None:
    """Raise if a scenario violates a property; parameters are those of :class:`Checkup`.

    What is inconclusive is no violation.

    Raises
    ------
    PropertyViolationError
        An ``AssertionError`` with all violations: run, date, and how to see them again.
    """
    verdicts = check(scenario, runs, seed, days, expectations=expectations, only=only)
    violated = [verdict for verdict in verdicts if verdict.status is Status.VIOLATED]
    if violated:
        raise PropertyViolationError(violated)


def check_result(result: Result, named: str = "RESULT") -> list[Verdict]:
    """Check the invariants of outcomes in the runs of a result; failed runs are left out.

    ``named`` is how its folder is named in the command that tells a run.
    """
    return [
        _verdict(invariant, next(_violations(result, invariant, named), None))
        for invariant in OUTCOME_INVARIANTS
    ]


def _verdict(asked: Property | Invariant, violation: Violation | None) -> Verdict:
    status = Status.PASSED if violation is None else Status.VIOLATED
    return Verdict(asked.name, asked.sentence, status, violation)


def _violations(result: Result, invariant: Invariant, named: str) -> Iterator[Violation]:
    """Yield the first run of each scenario that violates an invariant."""
    runs = result.outcomes(list(OUTCOMES), failed=False)
    step = result.manifest["step_days"]
    weeks = result.manifest["horizon_days"] // step * step / DAYS_PER_WEEK
    for name in result.manifest["scenarios"]:
        own = runs[runs["scenario"] == name]
        outcomes = {outcome: own[outcome].to_numpy(float) for outcome in OUTCOMES}
        found = first_violation(invariant.holds(outcomes, weeks))
        if found is not None:
            row = own.iloc[found.run or 0]
            where = f"--run {row['run']} --point {row['point']} --scenario {name}"
            yield Violation(found.part, int(row["run"]), None, f"msssim replay {named} {where}")
