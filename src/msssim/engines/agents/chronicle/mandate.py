"""The mandate: documents, reviews, votes, lapse, a support office, a UN operation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from msssim.engines.agents.chronicle.topic import Topic, date_of, within
from msssim.world.calendar import Step
from msssim.world.events import Event, Facts

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel


@dataclass(frozen=True)
class Sight:
    """What is seen of the Council.

    ``documents``, ``office`` and ``converted`` are what has been filed or decided by now,
    ``renewals``, ``lapsing`` and ``yes_votes`` how the last vote went.
    """

    in_force: bool
    ends: dt.date | None
    next_review: dt.date | None
    in_theatre: int
    planned: int
    documents: bool
    renewals: int
    lapsing: bool
    orderly: bool
    yes_votes: float
    office_vote: dt.date | None
    office: bool
    office_serves: bool
    conversion_vote: dt.date | None
    converted: bool
    un_operation: bool


def see(model: MissionModel) -> Sight:
    """Look at the Council, and at the strength that it would review."""
    council, terms = model.council, model.in_force.council
    return Sight(
        in_force=council.in_force,
        ends=date_of(model, council.mandate_end_day),
        next_review=date_of(model, council.next_review_day),
        in_theatre=model.command.in_theatre,
        planned=model.in_force.mission.force_target,
        documents=council.conops_filed,
        renewals=council.renewals,
        lapsing=council.lapsing,
        orderly=council.orderly,
        yes_votes=council.yes_votes,
        office_vote=terms.office_vote_on,
        office=council.office_day < float("inf"),
        office_serves=council.office_serves,
        conversion_vote=terms.conversion_vote_on,
        converted=council.converted,
        un_operation=council.assessed,
    )


def tell(before: Sight, now: Sight, step: Step) -> Iterator[Event]:
    """Tell what the Council did; it reviews the strength that was there before the step."""
    if now.documents and not before.documents:
        yield Event(step.last_date, "documents")
    if now.next_review != before.next_review:
        strength: Facts = {"persons": before.in_theatre, "planned": now.planned}
        yield Event(within(step, before.next_review), "review", facts=strength)
    on_mandate = before.in_force and before.ends is not None and before.ends <= step.last_date
    on_office = now.in_force and not before.office and step.holds(now.office_vote)
    on_conversion = now.in_force and not before.converted and step.holds(now.conversion_vote)
    alone = on_mandate + on_office + on_conversion == 1
    votes = int(now.yes_votes) if alone and not isnan(now.yes_votes) else None
    if on_mandate:
        yield _decision(before, now, within(step, before.ends), votes)
    if on_office:
        facts: Facts = {"adopted": now.office, "votes": votes}
        yield Event(within(step, now.office_vote), "office", facts=facts)
    if on_conversion:
        facts = {"adopted": now.converted, "votes": votes, "ends": now.ends}
        yield Event(within(step, now.conversion_vote), "conversion", facts=facts)
    if now.office_serves and not before.office_serves:
        yield Event(step.start, "office_serves")
    if now.un_operation and not before.un_operation:
        yield Event(step.start, "un_operation")


def _decision(before: Sight, now: Sight, date: dt.date, votes: int | None) -> Event:
    """Return how the decision on the mandate ended; a vote is known for a renewal only."""
    if now.lapsing:
        facts = {"orderly": now.orderly, "persons": before.in_theatre}
        return Event(date, "lapse", facts=facts)
    if now.renewals:
        return Event(date, "renewal", facts={"votes": votes, "ends": now.ends})
    return Event(date, "rollover", facts={"ends": now.ends})


TOPIC = Topic(see, tell)
