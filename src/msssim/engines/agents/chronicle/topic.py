"""A topic of the chronicle: what it sees of the model, and what it makes of a change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Generic, TypeVar

from msssim.world.calendar import Step
from msssim.world.events import Event

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel

Sight = TypeVar("Sight")


@dataclass(frozen=True)
class Topic(Generic[Sight]):
    """One part of the story.

    Attributes
    ----------
    see
        Takes down, in plain values, what the topic needs of the model as it stands.
    tell
        Yields what happened in a step, from what was seen before it and what is seen after it.
    """

    see: Callable[[MissionModel], Sight]
    tell: Callable[[Sight, Sight, Step], Iterator[Event]]


def date_of(model: MissionModel, day: float) -> dt.date | None:
    """Return the date of a day counted from the start; None for a day that never comes."""
    return model.plan.start + dt.timedelta(days=int(day)) if isfinite(day) else None


def within(step: Step, date: dt.date | None) -> dt.date:
    """Return the date as far as it is one of the step's days; else the nearest of them."""
    last = step.last_date
    return last if date is None else min(max(date, step.start), last)
