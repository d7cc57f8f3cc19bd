"""What is allowed in a scenario, and may not do what its author thinks.

A dated event may lie before the first day or after the last one, because a start was moved or a
horizon made shorter, or give way to one that is typed later. That is no fault, but nobody should
have to find it out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from msssim.errors import Problem
from msssim.scenario.schema import Scenario
from msssim.scenario.wording import shown


def remarks_of(scenario: Scenario) -> list[Problem]:
    """Return what is to be said of a scenario that is right, with the places it is about."""
    return [*_events_outside(scenario), *_events_overruled(scenario)]


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


def _events_overruled(scenario: Scenario) -> Iterator[Problem]:
    latest: dict[tuple[dt.date, str], Any] = {
        (event.date, path): value for event in scenario.events for path, value in event.set.items()
    }
    for number, event in enumerate(scenario.events):
        for path, value in event.set.items():
            counts = latest[event.date, path]
            if value != counts:
                yield Problem(
                    f"{shown(value)} gives way to {shown(counts)}, typed later for {event.date}",
                    f"events.{number}.set.{path}",
                )
