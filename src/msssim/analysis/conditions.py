"""Conditions and lines for outcomes, as typed: ``delivered_share < 12 % and lapse < 1``.

An outcome, one of four comparisons, a number; ``and`` joins several, and all must hold. The number
is in the outcome's own unit, or in the unit that follows it: a share may be a percentage, money may
be in millions. Nothing that is typed is run as a program.

A run in which the outcome never happened is compared with no number: the condition does not hold.

A line is one such comparison. In place of the number may stand ``baseline``: then a run is held
against the same run of the baseline cell.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from msssim.analysis.formatting import amount, display, listing, short_name
from msssim.errors import InputError
from msssim.scenario.text import nearest, shown
from msssim.text import text
from msssim.world.observables import OUTCOMES

EXAMPLE = "delivered_share < 12 %"


@dataclass(frozen=True)
class Operator:
    """A comparison: what it does, and how it reads."""

    compare: Callable[[Any, Any], Any]
    words: str


OPERATORS = {
    "<": Operator(operator.lt, "below"),
    "<=": Operator(operator.le, "at most"),
    ">": Operator(operator.gt, "above"),
    ">=": Operator(operator.ge, "at least"),
}
WITHIN = {"share": (0.0, 1.0), "index": (0.0, 1.0), "0/1": (0.0, 1.0)}
"""Ends of what an outcome in that unit can be: a number beyond them is a slip of the unit."""

JOINED = re.compile(r"\s+and\s+", re.IGNORECASE)
COMPARED = re.compile(r"\s*([^<>=!]*?)\s*([<>=!]+)\s*(.*?)\s*", re.DOTALL)
NUMBER = r"[+-]?(?:[0-9][0-9_]*\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
AT_BASELINE = re.compile(r"(.*[<>]=?)\s*baseline\s*", re.DOTALL)
MEASURED = re.compile(rf"({NUMBER})\s*([^\s\d,._].*)?")


@dataclass(frozen=True)
class Comparison:
    """An outcome against a number in the outcome's own unit; ``sign`` is a key of ``OPERATORS``."""

    outcome: str
    sign: str
    value: float

    def holds(self, runs: pd.DataFrame) -> np.ndarray:
        """Return where it holds, (run,); nowhere where the outcome never happened."""
        compare = OPERATORS[self.sign].compare
        return np.asarray(compare(runs[self.outcome].to_numpy(float), self.value))

    def in_words(self) -> str:
        """Return it for a reader: ``delivered share below 12 %``."""
        words = OPERATORS[self.sign].words
        unit = OUTCOMES[self.outcome].unit
        if unit == "0/1":
            name = self.outcome.replace("_", " ")
            return f"{name} {words} {self.value:g} (no is 0, yes is 1)"
        scaled = display(OUTCOMES[self.outcome])
        amount = f"{self.value * scaled.scale:,.12g}"
        amount = (
            f"USD {amount} million" if scaled.unit == "USD million" else f"{amount} {scaled.unit}"
        )
        return f"{short_name(self.outcome)} {words} {amount}"

    def __str__(self) -> str:
        return f"{self.outcome} {self.sign} {self.value!r}"


@dataclass(frozen=True)
class Condition:
    """Comparisons that must all hold."""

    comparisons: tuple[Comparison, ...]

    @property
    def outcomes(self) -> list[str]:
        """The outcomes that it looks at, each once."""
        return list(dict.fromkeys(each.outcome for each in self.comparisons))

    def holds(self, runs: pd.DataFrame) -> np.ndarray:
        """Return where all of it holds, (run,)."""
        return np.asarray(np.all([each.holds(runs) for each in self.comparisons], axis=0))

    def in_words(self) -> str:
        """Return it for a reader."""
        return listing([each.in_words() for each in self.comparisons])

    def __str__(self) -> str:
        return " and ".join(map(str, self.comparisons))


@dataclass(frozen=True)
class Line:
    """A line for an outcome; ``level`` None stands for the baseline's own value."""

    outcome: str
    sign: str
    level: float | None

    def met(self, values: pd.DataFrame, baseline: pd.Series) -> pd.DataFrame:
        """Return whether each run of each cell meets the line: 0 or 1.

        A run in which the thing never happened meets no line: what never lands does not land early,
        and not late either. A pair of which the baseline's half is missing is null.

        Parameters
        ----------
        values : DataFrame, shape (pair, cell)
        baseline : Series, shape (pair,)
        """
        compare = OPERATORS[self.sign].compare
        level = baseline if self.level is None else pd.Series(self.level, baseline.index)
        held = values.apply(lambda own: pd.Series(compare(own, level), own.index)).astype(float)
        return held if self.level is not None else held.where(baseline.notna(), axis=0)

    def __str__(self) -> str:
        words = OPERATORS[self.sign].words
        if self.level is None:
            return text("analysis.line.at_baseline", outcome=short_name(self.outcome), sign=words)
        if OUTCOMES[self.outcome].unit == "0/1":  # is asked of one run, in which it is or is not
            return f"{self.outcome} {self.sign} {self.level:g}"
        return f"{short_name(self.outcome)} {words} {amount(self.level, self.outcome)}"


def read_condition(typed: str, outcomes: Sequence[str]) -> Condition:
    """Read a condition on outcomes.

    Parameters
    ----------
    typed
        Such as ``delivered_share < 12 %``; what :class:`Condition` prints is read again as it was.
    outcomes
        The outcomes that there are.

    Raises
    ------
    InputError
        With everything that is wrong with it.
    """
    comparisons, problems = [], []
    one_line = " ".join(typed.split())  # long gaps would keep the patterns below busy
    for part in JOINED.split(one_line):
        try:
            comparisons.append(_comparison(part, outcomes))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return Condition(tuple(comparisons))


def line_of(typed: str) -> Line:
    """Read a line.

    Raises
    ------
    InputError
        Saying what was found, and what is allowed.
    """
    relative = AT_BASELINE.fullmatch(" ".join(typed.split()))
    found = read_condition(f"{relative[1]} 0" if relative else typed, list(OUTCOMES)).comparisons
    if len(found) > 1:
        raise _wrong("several", typed)
    (one,) = found
    return Line(one.outcome, one.sign, None if relative else one.value)


RED_LINES = (
    Line("lapse", "<", 1),
    Line("gang_control_end", "<=", 0.75),
    Line("civilians_killed_by_state", "<=", None),
    Line("displaced_end", "<=", None),
)
"""No lapse of the mandate; a quarter of the capital held by the state; not more civilians killed by
the state, and not more displaced, than under the baseline."""


def _comparison(typed: str, outcomes: Sequence[str]) -> Comparison:
    found = COMPARED.fullmatch(typed)
    if found is None:
        raise _wrong("comparison", typed, example=EXAMPLE)
    outcome, sign, amount = found.groups()
    if outcome not in outcomes:
        raise _wrong("outcome", outcome, suggestion=nearest(outcome, outcomes))
    if sign not in OPERATORS:
        raise _wrong("sign", sign[:4], allowed=" ".join(OPERATORS))
    return Comparison(outcome, sign, _value(amount, outcome))


def _value(typed: str, outcome: str) -> float:
    """Return a number in the outcome's own unit."""
    units = _units(outcome)
    found = MEASURED.fullmatch(typed)
    number = _number(found[1]) if found else math.nan
    if found is None or not math.isfinite(number):
        raise _wrong("number", typed, outcome=outcome, units=" / ".join(units))
    unit = " ".join((found[2] or next(iter(units))).split())
    if unit not in units:
        suggestion = nearest(unit, units)
        allowed = " / ".join(units)
        raise _wrong("unit", unit, outcome=outcome, allowed=allowed, suggestion=suggestion)
    value = number / units[unit]
    low, high = WITHIN.get(OUTCOMES[outcome].unit, (-math.inf, math.inf))
    if not low <= value <= high:
        name = "share" if "%" in units else "range"
        raise _wrong(name, typed, outcome=outcome, low=low, high=high)
    return value


def _number(typed: str) -> float:
    try:
        return float(typed)
    except ValueError:  # an underscore in the wrong place
        return math.nan


def _units(outcome: str) -> dict[str, float]:
    """Return how many of each unit make one of the outcome's own, which comes first."""
    quantity = OUTCOMES[outcome]
    if quantity.unit == "0/1":
        return {"0/1": 1.0}
    scaled = display(quantity)
    units = {quantity.unit: 1.0, scaled.unit.removeprefix("USD "): scaled.scale}
    return units | {scaled.unit: scaled.scale}


def _wrong(name: str, found: str, **fields: Any) -> InputError:
    return InputError(f"analysis.condition.{name}", "where", found=shown(found), **fields)
