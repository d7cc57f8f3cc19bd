"""Works: the base, and what holds up the next tranche."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msssim.engines.agents.chronicle.topic import Topic
from msssim.world.calendar import Step
from msssim.world.events import Event

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


@dataclass(frozen=True)
class Sight:
    """What is seen of base and airlift."""

    stages: int
    stages_in_all: int
    ready: bool
    places: int
    failed: int
    binding: str
    in_theatre: int


def see(model: MissionModel) -> Sight:
    """Look at base and airlift."""
    return Sight(
        stages=model.base.stages_done,
        stages_in_all=model.in_force.logistics.base_stages,
        ready=model.base.base_ready,
        places=model.base.places,
        failed=model.base.inspections_failed,
        binding=model.airlift.binding_name,
        in_theatre=model.command.in_theatre,
    )


def tell(before: Sight, now: Sight, step: Step) -> Iterator[Event]:
    """Tell what was built, and what the next tranche waits for."""
    date = step.last_date
    if now.stages > before.stages:
        yield Event(date, "base", facts={"stages": now.stages, "in_all": now.stages_in_all})
    if now.failed > before.failed:
        yield Event(date, "inspection", facts={"passed": False, "failed": now.failed})
    if now.ready and not before.ready:
        yield Event(date, "inspection", facts={"passed": True, "places": now.places})
    if now.binding != before.binding:
        yield Event(
            date,
            "tranche",
            facts={"by": now.binding, "before": before.binding, "in_theatre": now.in_theatre},
        )


TOPIC = Topic(see, tell)
