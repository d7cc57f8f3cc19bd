"""The ground: gangs, harm and politics, zones, the airport and the port."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msssim.world.calendar import Step
from msssim.world.events import Event, record
from msssim.world.kinds import Posture
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel

MANY_FLEE_PER_WEEK = 10_000
"""Persons who flee in a week, from which flight is told as an event.

A threshold of the story, not of the model: UN alerts of mid-2024 were on some thousands a week.
"""

MAJORITY = 0.5


def see_gangs(model: MissionModel) -> Any:
    """Look at the gangs and their coalition."""
    return record(
        model.coalition, "offensive", "offensive_started", "participation",
        gangs=[record(each, "posture", "members", "joined") for each in model.gangs],
    )  # fmt: skip


def tell_gangs(before: Any, now: Any, step: Step) -> Iterator[Event]:
    """Tell of the offensive, and how many gangs turned to which posture."""
    date = step.last_date
    if now.offensive_started:
        joined = ordered_sum(int(gang.joined) for gang in now.gangs)
        facts = {"begins": True, "gangs": joined, "share": now.participation}
        yield Event(date, "offensive", facts=facts)
    elif before.offensive and not now.offensive:
        yield Event(date, "offensive", facts={"begins": False})
    pairs = list(zip(before.gangs, now.gangs, strict=True))
    for posture in Posture:
        turned = [new.members for old, new in pairs if new.posture == posture != old.posture]
        if turned:
            facts = {"to": posture.name.lower(), "gangs": len(turned), "members": sum(turned)}
            yield Event(date, "posture", facts=facts)


def see_harm(model: MissionModel) -> Any:
    """Look at what people suffered, and at the authorities."""
    return record(
        model.authorities, "fell", "crisis",
        abuse=model.oversight.abuse_detected,
        ambushes=ordered_sum(zone.fight.ambushes for zone in model.zones),
        fled=ordered_sum(zone.people.fled for zone in model.zones),
        displaced=ordered_sum(zone.people.displaced for zone in model.zones),
    )  # fmt: skip


def tell_harm(before: Any, now: Any, step: Step) -> Iterator[Event]:
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


def see_ground(model: MissionModel) -> Any:
    """Look at every zone, at airport and port.

    The state is said to lose or retake a zone at ``thresholds``: a majority, and the control that
    counts as held; a zone is ``held`` when that has lasted for long enough.
    """
    return record(
        model,
        zones=[
            record(each, title=each.row.title, control=each.state_control, held=each.people.held)
            for each in model.zones
        ],
        thresholds=sorted({MAJORITY, model.in_force.territory.held_control}),
        airport=not model.airport.closed,
        port=bool(model.infrastructure.port_open),
    )


def tell_ground(before: Any, now: Any, step: Step) -> Iterator[Event]:
    """Tell which zones the state lost, retook and holds, and what opened or closed."""
    date = step.last_date
    for old, new in zip(before.zones, now.zones, strict=True):
        for threshold in now.thresholds:
            retaken = new.control >= threshold
            if retaken != (old.control >= threshold):
                facts = {"retaken": retaken, "threshold": threshold, "control": new.control}
                yield Event(date, "zone", new.title, facts)
        if new.held and not old.held:
            yield Event(date, "zone_held", new.title, {"control": new.control})
    for kind in ("airport", "port"):
        if getattr(now, kind) != getattr(before, kind):
            yield Event(date, kind, facts={"open": getattr(now, kind)})
