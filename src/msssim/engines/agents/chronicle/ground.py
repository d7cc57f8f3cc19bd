"""Ground: zones lost, retaken and held by the state, the airport, and the port."""

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


@dataclass(frozen=True)
class Sight:
    """What is seen of the ground; ``gates`` are open or not, by kind of event."""

    zones: tuple[Zone, ...]
    gates: dict[str, bool]


def see(model: MissionModel) -> Sight:
    """Look at every zone, at airport and port."""
    held = model.in_force.territory.held_control
    thresholds = tuple(sorted({MAJORITY, held}))
    zones = tuple(
        Zone(zone.row.title, zone.state_control, thresholds, bool(zone.people.held))
        for zone in model.zones
    )
    gates = {"airport": not model.airport.closed, "port": bool(model.infrastructure.port_open)}
    return Sight(zones, gates)


def tell(before: Sight, now: Sight, step: Step) -> Iterator[Event]:
    """Tell which zones the state lost, retook and holds, and what opened or closed."""
    date = step.last_date
    for old, new in zip(before.zones, now.zones, strict=True):
        for threshold in new.thresholds:
            retaken = new.control >= threshold
            if retaken != (old.control >= threshold):
                facts = {"retaken": retaken, "threshold": threshold, "control": new.control}
                yield Event(date, "zone", new.title, facts)
        if new.held and not old.held:
            yield Event(date, "zone_held", new.title, {"control": new.control})
    for kind, open_ in now.gates.items():
        if open_ != before.gates[kind]:
            yield Event(date, kind, facts={"open": open_})


TOPIC = Topic(see, tell)
