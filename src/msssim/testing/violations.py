"""What is told of a property that does not hold: which, in which run, when, how to see it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


class CannotBeAskedError(Exception):
    """The worlds of a question cannot be made of a scenario; the message says why."""


class PropertyViolatedError(AssertionError):
    """A property of a scenario does not hold; the message has a line for each that does not."""

    def __init__(self, lines: Iterable[object]) -> None:
        super().__init__("\n".join(map(str, lines)))


@dataclass(frozen=True)
class Violation:
    """One run in which a property does not hold.

    Attributes
    ----------
    part
        Which part of the property: a stock, an outcome.
    run
        Number of the run; None where it is a statement about all runs.
    date
        Last date of the step; None for what is known of a run as a whole.
    again
        Command that shows it again.
    story
        Commands that tell the run by dates; empty where it is a run of a world made for the
        question.
    """

    part: str
    run: int | None
    date: dt.date | None
    again: str
    story: str = ""

    def __str__(self) -> str:
        run = "" if self.run is None else f", run {self.run}"
        date = "" if self.date is None else f", {self.date}"
        return f"{self.part}{run}{date}"
