"""Ground: zones in which the state's control crosses a threshold, and zones that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msssim.engines.agents.chronicle.topic import Topic
from msssim.world.calendar import Step
from msssim.world.events import Event

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel

MAJORITY = 0.5


@dataclass(frozen=True)
class Zone:
    """What is seen of a zone.

    ``thresholds`` are the shares at which the state is said to lose or retake it: a majority, and
    the control that counts as held; ``held`` is whether that has lasted for long enough.
    """

    title: str
    control: float
    thresholds: tuple[float, ...]
    held: bool


def see(model: MissionModel) -> list[Zone]:
    """Look at every zone."""
    held = model.scenario.territory.held_control
    thresholds = tuple(sorted({MAJORITY, held}))
    return [
        Zone(zone.row.title, zone.state_control, thresholds, bool(zone.people.held))
        for zone in model.zones
    ]


def tell(before: list[Zone], now: list[Zone], step: Step) -> Iterator[Event]:
    """Tell which zones the state lost and retook, and which it holds from now on."""
    date = step.last_date
    for old, new in zip(before, now, strict=True):
        for threshold in new.thresholds:
            was, is_ = old.control >= threshold, new.control >= threshold
            if was != is_:
                facts = {"retaken": is_, "threshold": threshold, "control": new.control}
                yield Event(date, "zone", new.title, facts)
        if new.held and not old.held:
            yield Event(date, "zone_held", new.title, {"control": new.control})


TOPIC = Topic(see, tell)
