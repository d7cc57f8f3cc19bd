"""Gangs: offensives of the coalition, and turns from one posture to another, counted by step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msssim.engines.agents.chronicle.topic import Topic
from msssim.world.calendar import Step
from msssim.world.events import Event, Facts
from msssim.world.kinds import Posture
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


@dataclass(frozen=True)
class Sight:
    """What is seen of the gangs: posture and members of each, and the offensive."""

    postures: tuple[Posture, ...]
    members: tuple[int, ...]
    offensive: bool
    started: bool
    joined: int
    participation: float


def see(model: MissionModel) -> Sight:
    """Look at the gangs and their coalition."""
    return Sight(
        postures=tuple(gang.posture for gang in model.gangs),
        members=tuple(gang.members for gang in model.gangs),
        offensive=model.coalition.offensive,
        started=model.coalition.offensive_started,
        joined=ordered_sum(int(gang.joined) for gang in model.gangs),
        participation=model.coalition.participation,
    )


def tell(before: Sight, now: Sight, step: Step) -> Iterator[Event]:
    """Tell of the offensive, and how many gangs turned to which posture."""
    date = step.last_date
    if now.started:
        facts = {"begins": True, "gangs": now.joined, "share": now.participation}
        yield Event(date, "offensive", facts=facts)
    elif before.offensive and not now.offensive:
        yield Event(date, "offensive", facts={"begins": False})
    for posture in Posture:
        turned = [
            members
            for old, new, members in zip(before.postures, now.postures, now.members, strict=True)
            if new == posture != old
        ]
        if turned:
            turns: Facts = {
                "to": posture.name.lower(),
                "gangs": len(turned),
                "members": sum(turned),
            }
            yield Event(date, "posture", facts=turns)


TOPIC = Topic(see, tell)
