"""The contingents: who commits, postpones, lands, is lost, is called home and goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msssim.engines.agents.chronicle.topic import Topic, date_of
from msssim.world.calendar import Step
from msssim.world.events import Event
from msssim.world.sums import ordered_sum

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


@dataclass(frozen=True)
class Contingent:
    """What is seen of a contingent; flown, resigned and killed are of the last step."""

    country: str
    offered: int
    committed: bool
    announced: dt.date | None
    postponements: int
    landed: bool
    present: int
    away: int
    flown: int
    resigned: int
    killed: int
    recalled: bool
    going_home: bool


@dataclass(frozen=True)
class Sight:
    """What is seen of the mission."""

    contingents: tuple[Contingent, ...]
    lead: str
    leaderless: bool
    new_lead: bool
    in_force: bool

    @property
    def present(self) -> int:
        """Persons in theatre."""
        return ordered_sum(contingent.present for contingent in self.contingents)

    @property
    def came(self) -> bool:
        """Whether anybody has been in theatre."""
        return any(contingent.landed for contingent in self.contingents)


def see(model: MissionModel) -> Sight:
    """Look at the contingents and at who leads them."""
    command = model.command
    return Sight(
        contingents=tuple(
            Contingent(
                country=each.name,
                offered=each.offered,
                committed=each.committed,
                announced=date_of(model, each.announced_day),
                postponements=each.postponements,
                landed=each.has_landed,
                present=each.in_theatre,
                away=each.on_leave,
                flown=each.flown,
                resigned=each.resigned,
                killed=each.mission_killed,
                recalled=each.recalled,
                going_home=each.going_home,
            )
            for each in model.contingents
        ),
        lead=command.lead.name if command.lead is not None else "",
        leaderless=command.leaderless,
        new_lead=command.replacement_lead,
        in_force=model.council.in_force,
    )


def tell(before: Sight, now: Sight, step: Step) -> Iterator[Event]:
    """Tell what became of each contingent, then of the mission."""
    date = step.last_date
    first = _first_to_land(before, now)
    for old, new in zip(before.contingents, now.contingents, strict=True):
        if new.landed and not old.landed:
            kind = "first_boots" if new.country == first else "arrival"
            yield Event(date, kind, new.country, {"persons": new.flown})
        yield from _of_contingent(old, new, date)
    flown = ordered_sum(each.flown for each in now.contingents)
    if flown:
        yield Event(date, "landing", facts={"persons": flown, "in_theatre": now.present})
    resigned = ordered_sum(each.resigned for each in now.contingents)
    if resigned:
        yield Event(date, "resignations", facts={"persons": resigned, "in_theatre": now.present})
    if now.leaderless and not before.leaderless:
        yield Event(date, "leaderless", now.lead)
    if now.new_lead and not before.new_lead:
        yield Event(date, "new_lead", now.lead)
    if before.present and not now.present and not now.in_force:
        yield Event(date, "exit")


def _first_to_land(before: Sight, now: Sight) -> str:
    """Return the country whose persons are the mission's first, if they landed in the step."""
    landed = [each.country for each in now.contingents if each.landed]
    if before.came or not landed:
        return ""
    return now.lead if now.lead in landed else landed[0]


def _of_contingent(old: Contingent, new: Contingent, date: dt.date) -> Iterator[Event]:
    if new.committed and not old.committed:
        facts = {"persons": new.offered, "announced": new.announced}
        yield Event(date, "commitment", new.country, facts)
    if new.recalled and not old.recalled:
        yield Event(date, "recall", new.country, {"persons": old.present + old.away})
    if new.postponements > old.postponements:
        facts = {"announced": new.announced, "times": new.postponements}
        yield Event(date, "postponement", new.country, facts)
    if new.killed:
        yield Event(date, "killed", new.country, {"persons": new.killed})
    if new.going_home and old.present + old.away > 0 and new.present + new.away == 0:
        yield Event(date, "gone_home", new.country)


TOPIC = Topic(see, tell)
