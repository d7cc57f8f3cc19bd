"""Lines that an outcome may meet or cross, as a person types them: ``gang_control_end <= 75 %``.

A line is one comparison of :mod:`msssim.analysis.conditions`. In place of the number may stand
``baseline``: then a run is held against the same run of the baseline cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from msssim.analysis.conditions import OPERATORS, read_condition
from msssim.analysis.formatting import amount, short_name
from msssim.errors import InputError
from msssim.world.observables import OUTCOMES

AT_BASELINE = re.compile(r"(.*[<>]=?)\s*baseline\s*", re.DOTALL)


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
            return f"{short_name(self.outcome)} {words} the baseline's"
        if OUTCOMES[self.outcome].unit == "0/1":  # is asked of one run, in which it is or is not
            return f"{self.outcome} {self.sign} {self.level:g}"
        return f"{short_name(self.outcome)} {words} {amount(self.level, self.outcome)}"


def line_of(text: str) -> Line:
    """Read a line.

    Raises
    ------
    InputError
        Saying what was found, and what is allowed.
    """
    relative = AT_BASELINE.fullmatch(" ".join(text.split()))
    found = read_condition(f"{relative[1]} 0" if relative else text, list(OUTCOMES)).comparisons
    if len(found) > 1:
        raise InputError(f"found {text!r}; allowed is one comparison a line, and several lines")
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
