"""The calendar of a run: steps, dates, and the units of time.

A step lasts ``step_days``. An event on a date falls in the step whose days hold that date. Rates
are stated per week, month or year and always enter a rule together with the length of the step, so
that a day and a week are two resolutions of the same process.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import isfinite

DAYS_PER_WEEK = 7
WEEKS_PER_MONTH = 365.25 / 12 / 7
WEEKS_PER_YEAR = 365.25 / 7


@dataclass(frozen=True)
class Step:
    """One step of a run.

    ``day`` counts from the start of the run; the step's days are ``day`` to ``day + days - 1``.
    """

    index: int
    day: int
    days: int
    start: dt.date

    @property
    def weeks(self) -> float:
        """Length in weeks."""
        return self.days / DAYS_PER_WEEK

    @property
    def months(self) -> float:
        """Length in months."""
        return self.weeks / WEEKS_PER_MONTH

    @property
    def end_day(self) -> int:
        """First day after the step."""
        return self.day + self.days

    @property
    def last_date(self) -> dt.date:
        """Date of the step's last day."""
        return self.start + dt.timedelta(days=self.days - 1)

    def holds(self, date: dt.date | None) -> bool:
        """Whether the date is one of the step's days; None is never."""
        return date is not None and 0 <= (date - self.start).days < self.days

    def nearest(self, date: dt.date | None) -> dt.date:
        """Return the date if it is one of the step's days, else the nearest of them.

        None is the last of them.
        """
        return self.last_date if date is None else min(max(date, self.start), self.last_date)


def steps(start: dt.date, horizon_days: int, step_days: int) -> list[Step]:
    """Return the whole steps that fit in the horizon."""
    return [
        Step(index, index * step_days, step_days, start + dt.timedelta(days=index * step_days))
        for index in range(horizon_days // step_days)
    ]


def day_of(date: dt.date, start: dt.date) -> int:
    """Days from the start of the run to the date; negative before it."""
    return (date - start).days


def date_of(day: float, start: dt.date) -> dt.date | None:
    """Return the date of a day counted from the start; None for a day that never comes."""
    return start + dt.timedelta(days=int(day)) if isfinite(day) else None
