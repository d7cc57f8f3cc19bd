"""What is allowed in a scenario, and may not do what its author thinks.

A dated event may lie before the first day or after the last one, because a start was moved or a
horizon made shorter. That is no fault, but nobody should have to find it out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msssim.errors import Problem
from msssim.scenario.schema import Scenario


def remarks_of(scenario: Scenario) -> list[Problem]:
    """Return what is to be said of a scenario that is right, with the places it is about."""
    return list(_events_outside(scenario))


def _events_outside(scenario: Scenario) -> Iterator[Problem]:
    days_played = scenario.horizon_days // scenario.step_days * scenario.step_days
    last_day = scenario.start + dt.timedelta(days=days_played - 1)
    for number, event in enumerate(scenario.events):
        where = f"events.{number}.date"
        if event.date < scenario.start:
            yield Problem(
                f"{event.date} is before the start, {scenario.start}; what it sets holds from the "
                "first day",
                where,
            )
        elif event.date > last_day:
            yield Problem(f"{event.date} is after the last day, {last_day}; it never acts", where)
