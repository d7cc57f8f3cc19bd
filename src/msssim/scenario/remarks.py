"""What is allowed in a scenario, and may not do what its author thinks.

A dated event may lie before the first day or after the last one, because a start was moved or a
horizon made shorter, or give way to another before it has acted. That is no fault, but nobody
should have to find it out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msssim.errors import Problem
from msssim.scenario.events import in_order
from msssim.scenario.schema import Event, Scenario
from msssim.scenario.text import shown


def remarks_of(scenario: Scenario) -> list[Problem]:
    """Return what is to be said of a scenario that is right, with the places it is about."""
    return list(_of_events(scenario))


def last_day(scenario: Scenario) -> dt.date:
    """Return the last date that is played."""
    return scenario.start + dt.timedelta(days=scenario.days_played - 1)


def _of_events(scenario: Scenario) -> Iterator[Problem]:
    ordered = [scenario.events[number] for number in in_order(scenario.events)]
    latest = {(_step(scenario, each), path): each for each in ordered for path in each.set}
    for number, event in enumerate(scenario.events):
        if event.date > last_day(scenario):
            yield Problem(
                "problems.event_after_end",
                f"events.{number}.date",
                date=event.date,
                last=last_day(scenario),
            )
            continue
        acting = {path: latest[_step(scenario, event), path] for path in event.set}
        for path, other in acting.items():
            if other.set[path] != event.set[path]:
                yield Problem(
                    "problems.event_overruled",
                    f"events.{number}.set.{path}",
                    value=shown(event.set[path]),
                    other=shown(other.set[path]),
                    date=other.date,
                )
        if event.date < scenario.start and event in acting.values():
            yield Problem(
                "problems.event_before_start",
                f"events.{number}.date",
                date=event.date,
                start=scenario.start,
            )


def _step(scenario: Scenario, event: Event) -> int:
    """Return in which step an event happens, from 1; 0 for all that is so on the first day."""
    days = (event.date - scenario.start).days
    return days // scenario.step_days + 1 if days > 0 else 0
