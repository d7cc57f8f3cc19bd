"""A checkup: every property and every expectation is asked of one scenario.

:func:`check` returns what was found, :func:`assert_properties` raises if anything is violated. The
command ``msssim check --properties`` and the plugin for pytest call the same functions.
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
from msssim.testing.invariants import Invariant, first_violated
from msssim.testing.properties import PROPERTIES, Property, RunCache
from msssim.testing.statistics import Estimate
from msssim.testing.totals import TOTALS
from msssim.testing.violations import CannotBeAskedError, PropertyViolatedError, Violation
from msssim.text import text
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.observables import OUTCOMES

RUNS = 50
"""Runs of a checkup, if nobody says how many."""


class State(Enum):
    """What became of a property or an expectation."""

    PASSED = "passed"
    VIOLATED = "violated"
    INCONCLUSIVE = "inconclusive"
    NOT_ASKED = "not asked"


@dataclass(frozen=True)
class Verdict:
    """What was found of one property or expectation.

    Attributes
    ----------
    name, sentence
        What was asked.
    state
        Passed, violated, inconclusive (an expectation that so many runs cannot settle), or not
        asked (a property of missions, of a scenario without one; a world that cannot be made of it;
        an expectation of what lies beyond the horizon).
    violation
        The first run in which it does not hold, if it is violated.
    found
        What was found in words, where there is more to say than passed or violated.
    estimate
        What the runs say of an expectation.
    """

    name: str
    sentence: str
    state: State
    violation: Violation | None = None
    found: str = ""
    estimate: Estimate | None = None

    def __str__(self) -> str:
        told = [self.sentence, self.found] if self.state is not State.PASSED or self.found else []
        if self.violation is not None:
            told += [str(self.violation), self.violation.again, self.violation.story]
        lines = [
            f"{self.state.value:12} {self.name}",
            *(f"{' ' * 13}{line}" for line in told if line),
        ]
        return "\n".join(lines)


class Checkup:
    """Properties and expectations of one scenario, each asked when it is wanted.

    Parameters
    ----------
    scenario
        What is checked.
    runs, seed, days
        How often it is played, with which seed, and over which horizon (None: its own).
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
        """Ask one of them."""
        asked = self.asked[name]
        if isinstance(asked, Expectation):
            return self._weighed(asked)
        if not asked.says_something_of(self.cache.scenario):
            found = "There is no mission in this scenario."
            return Verdict(name, asked.sentence, State.NOT_ASKED, found=found)
        try:
            violation = asked.ask(self.cache)
        except CannotBeAskedError as error:
            return Verdict(name, asked.sentence, State.NOT_ASKED, found=str(error))
        state = State.PASSED if violation is None else State.VIOLATED
        return Verdict(name, asked.sentence, state, violation)

    def _weighed(self, expected: Expectation) -> Verdict:
        """Compare what is expected with the interval that random numbers leave for what was found.

        Broken is what the whole interval contradicts: of expectations that are just right, one in
        forty is called violated at each end by chance.
        """
        days = self.cache.scenario.horizon_days
        if OUTCOMES[expected.outcome].from_day > days:
            found = f"A run ends after {days} days, before this can be known."
            return Verdict(expected.name, expected.sentence, State.NOT_ASKED, found=found)
        values = self.cache.own.outcomes[expected.outcome]
        estimate = expected.statistic.estimate(expected.outcome, values)
        if estimate.high < expected.low or estimate.low > expected.high:
            state = State.VIOLATED
        elif expected.low <= estimate.low and estimate.high <= expected.high:
            state = State.PASSED
        else:
            state = State.INCONCLUSIVE
        found = f"Found: {expected.statistic.in_words(estimate, expected.outcome)}."
        return Verdict(expected.name, expected.sentence, state, found=found, estimate=estimate)


def refuse_unknown(names: Iterable[str], expectations: Iterable[Expectation]) -> None:
    """Refuse names that are of no property, and of none of these expectations.

    Raises
    ------
    InputError
        With the nearest name.
    """
    every = list(dict.fromkeys([*PROPERTIES, *(each.name for each in expectations)]))
    for name in names:
        if name not in every:
            raise InputError(
                "problems.no_property",
                name=name,
                known=", ".join(every),
                suggestion=nearest(name, every),
            )


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
    """Ask every property, and every expectation, of a scenario.

    Parameters are those of :class:`Checkup`; ``progress`` is called with (asked, to be asked).

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
    """Raise unless a scenario keeps every property; parameters are those of :class:`Checkup`.

    What is inconclusive is not violated.

    Raises
    ------
    PropertyViolatedError
        An ``AssertionError`` with all that is violated: run, date, and how to see it again.
    """
    verdicts = check(scenario, runs, seed, days, expectations=expectations, only=only)
    violated = [verdict for verdict in verdicts if verdict.state is State.VIOLATED]
    if violated:
        raise PropertyViolatedError(violated)


def check_result(result: Result, named: str = "RESULT") -> list[Verdict]:
    """Ask every invariant of outcomes of the runs of a result; runs that failed are left out.

    ``named`` is how its folder is named in the command that tells a run.
    """
    return [_verdict(result, total, named) for total in TOTALS]


def _verdict(result: Result, total: Invariant, named: str) -> Verdict:
    violation = next(_violations(result, total, named), None)
    state = State.PASSED if violation is None else State.VIOLATED
    return Verdict(total.name, total.sentence, state, violation)


def _violations(result: Result, total: Invariant, named: str) -> Iterator[Violation]:
    """Yield the first run of each scenario that breaks it."""
    runs = result.outcomes(list(OUTCOMES), failed=False)
    step = result.manifest["step_days"]
    weeks = result.manifest["horizon_days"] // step * step / DAYS_PER_WEEK
    for name in result.manifest["scenarios"]:
        own = runs[runs["scenario"] == name]
        outcomes = {outcome: own[outcome].to_numpy(float) for outcome in OUTCOMES}
        place = first_violated(total.holds(outcomes, weeks))
        if place is not None:
            row = own.iloc[place.run]
            where = f"--run {row['run']} --point {row['point']} --scenario {name}"
            yield Violation(place.part, int(row["run"]), None, f"msssim replay {named} {where}")
