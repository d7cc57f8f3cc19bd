"""Lines that an outcome may meet or cross, as a person types them: ``gang_control_end <= 75 %``.

A line is an outcome, one of ``<``, ``<=``, ``>``, ``>=``, and a number in the outcome's own unit; a
percent sign divides by a hundred. In place of the number may stand ``baseline``: then a run is held
against the same run of the baseline cell.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from msssim.analysis.wording import amount, short_name
from msssim.errors import InputError
from msssim.scenario.wording import did_you_mean
from msssim.world.observables import OUTCOMES

BASELINE = "baseline"
SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
SIGN_WORDS = {"<=": "at most", ">=": "at least", "<": "below", ">": "above"}
FORM = re.compile(r"\s*(\w+)\s*(<=|>=|<|>)\s*(\S.*?)\s*", re.ASCII)
NUMBER = re.compile(r"([-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?)\s*(%?)", re.ASCII)


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
        if self.level is not None:
            held: pd.DataFrame = SIGNS[self.sign](values, self.level)
            return held.astype(float)
        held = values.apply(SIGNS[self.sign], args=(baseline,)).astype(float)
        return held.where(baseline.notna(), axis=0)

    def __str__(self) -> str:
        if self.level is None:
            level = "the baseline's"
        elif OUTCOMES[self.outcome].unit == "0/1":  # is asked of one run, in which it is or is not
            return f"{self.outcome} {self.sign} {self.level:g}"
        else:
            level = amount(self.level, self.outcome)
        return f"{short_name(self.outcome)} {SIGN_WORDS[self.sign]} {level}"


def line_of(text: str) -> Line:
    """Read a line.

    Raises
    ------
    InputError
        Saying what was found, and what is allowed.
    """
    found = FORM.fullmatch(text)
    if found is None:
        raise InputError(
            f"found {text!r}; allowed is an outcome, one of < <= > >=, and a number, as in "
            '"gang_control_end <= 75 %"'
        )
    outcome, sign, level = found.groups()
    if outcome not in OUTCOMES:
        raise InputError(
            f"{text!r}: there is no outcome `{outcome}`{did_you_mean(outcome, OUTCOMES)}"
        )
    return Line(outcome, sign, None if level == BASELINE else _number(level, text))


def _number(level: str, text: str) -> float:
    found = NUMBER.fullmatch(level)
    if found is None:
        raise InputError(
            f"{text!r}: found `{level}`; allowed is a number in the outcome's own unit, one with a "
            f"percent sign, or `{BASELINE}`"
        )
    digits, percent = found.groups()
    return float(digits) / (100 if percent else 1)


RED_LINES = (
    Line("lapse", "<", 1),
    Line("gang_control_end", "<=", 0.75),
    Line("civilians_killed_by_state", "<=", None),
    Line("displaced_end", "<=", None),
)
"""No lapse of the mandate; a quarter of the capital held by the state; not more civilians killed by
the state, and not more displaced, than under the baseline."""
