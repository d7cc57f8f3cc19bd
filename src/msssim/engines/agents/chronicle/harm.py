"""Harm and politics: abuse that comes to light, ambushes, flight, and governments that fall."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msssim.engines.agents.chronicle.topic import Topic
from msssim.world.calendar import Step
from msssim.world.events import Event
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel

MANY_FLEE_PER_WEEK = 10_000
"""Persons who flee in a week, from which flight is told as an event.

A threshold of the story, not of the model: UN alerts of mid-2024 were on some thousands a week.
"""


@dataclass(frozen=True)
class Sight:
    """What is seen of harm done in the last step; ``crisis`` is as it stands."""

    abuse: int
    ambushes: int
    fled: int
    displaced: int
    fell: bool
    crisis: bool


def see(model: MissionModel) -> Sight:
    """Look at what people suffered, and at the authorities."""
    return Sight(
        abuse=model.oversight.abuse_detected,
        ambushes=ordered_sum(zone.fight.ambushes for zone in model.zones),
        fled=ordered_sum(zone.people.fled for zone in model.zones),
        displaced=ordered_sum(zone.people.displaced for zone in model.zones),
        fell=model.authorities.fell,
        crisis=model.authorities.crisis,
    )


def tell(before: Sight, now: Sight, step: Step) -> Iterator[Event]:
    """Tell what harm the step did."""
    date = step.last_date
    if now.abuse:
        yield Event(date, "abuse", facts={"cases": now.abuse})
    if now.ambushes:
        yield Event(date, "ambush", facts={"operations": now.ambushes})
    if now.fled >= MANY_FLEE_PER_WEEK * step.weeks:
        facts = {"persons": now.fled, "displaced": now.displaced}
        yield Event(date, "displacement", facts=facts)
    if now.fell:
        yield Event(date, "government", facts={"fell": True})
    elif before.crisis and not now.crisis:
        yield Event(date, "government", facts={"fell": False})


TOPIC = Topic(see, tell)
