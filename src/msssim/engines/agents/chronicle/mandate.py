"""The mandate and the courts: filing, reviews, votes, lapse; petitions, hearings and rulings.

Votes, reviews and known steps of a case are told on their own dates, what chance adds on the step's
last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from math import isnan
from typing import TYPE_CHECKING, Any

from msssim.world.calendar import Step, date_of
from msssim.world.events import Event, Fact, Facts, record
from msssim.world.kinds import LegalStatus
from msssim.world.mission import COURT_STEPS

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel

BEFORE_COURT = (LegalStatus.PENDING, LegalStatus.INTERIM_ORDER)
BARS = (LegalStatus.BARRED, LegalStatus.BARRED_FOR_GOOD)


def see_council(model: MissionModel) -> Any:
    """Look at the Council, and at the strength that it would review."""
    council, terms, start = model.council, model.in_force.council, model.plan.start
    return record(
        council, "in_force", "conops_filed", "renewals", "lapsing", "orderly", "yes_votes",
        "office_serves", "converted", "assessed",
        ends=date_of(council.mandate_end_day, start),
        next_review=date_of(council.next_review_day, start),
        office=council.office_day < float("inf"),
        office_vote=terms.office_vote_on,
        conversion_vote=terms.conversion_vote_on,
        in_theatre=model.command.in_theatre,
        planned=model.in_force.mission.force_target,
    )  # fmt: skip


def tell_council(before: Any, now: Any, step: Step) -> Iterator[Event]:
    """Tell what the Council did; it reviews the strength that was there before the step."""
    if now.conops_filed and not before.conops_filed:
        yield Event(step.last_date, "documents")
    if now.next_review != before.next_review:
        strength = {"persons": before.in_theatre, "planned": now.planned}
        yield Event(step.nearest(before.next_review), "review", facts=strength)
    on_mandate = before.in_force and before.ends is not None and before.ends <= step.last_date
    on_office = now.in_force and not before.office and step.holds(now.office_vote)
    on_conversion = now.in_force and not before.converted and step.holds(now.conversion_vote)
    alone = on_mandate + on_office + on_conversion == 1
    votes = int(now.yes_votes) if alone and not isnan(now.yes_votes) else None
    if on_mandate:
        kind, facts = _decision(before, now, votes)
        yield Event(step.nearest(before.ends), kind, facts=facts)
    if on_office:
        facts = {"adopted": now.office, "votes": votes}
        yield Event(step.nearest(now.office_vote), "office", facts=facts)
    if on_conversion:
        facts = {"adopted": now.converted, "votes": votes, "ends": now.ends}
        yield Event(step.nearest(now.conversion_vote), "conversion", facts=facts)
    if now.office_serves and not before.office_serves:
        yield Event(step.start, "office_serves")
    if now.assessed and not before.assessed:
        yield Event(step.start, "un_operation")


def _decision(before: Any, now: Any, votes: int | None) -> tuple[str, Facts]:
    """Return how the decision on the mandate ended; a vote is known for a renewal only."""
    if now.lapsing:
        return "lapse", {"orderly": now.orderly, "persons": before.in_theatre}
    if now.renewals:
        return "renewal", {"votes": votes, "ends": now.ends}
    return "rollover", {"ends": now.ends}


def see_cases(model: MissionModel) -> list[Any]:
    """Look at every contingent's case, and at the dates and steps that are known of it."""
    known: dict[str, list[tuple[dt.date, str]]] = {}
    for step in model.in_force.law.steps:
        if step.applies:
            known.setdefault(step.contingent, []).append((step.date, step.step))
    return [
        record(
            each.case, "country", "legal_status", "reserved", "weeks_to_court", "petition_filed",
            known=sorted(known.get(each.name, [])),
        )
        for each in model.contingents
    ]  # fmt: skip


def tell_cases(before: list[Any], now: list[Any], step: Step) -> Iterator[Event]:
    """Tell what happened in each case."""
    for old, new in zip(before, now, strict=True):
        known = [(date, COURT_STEPS[name]) for date, name in new.known if step.holds(date)]
        for date, kind in known:
            yield Event(date, kind.event, new.country, dict(kind.facts))
        last = known[-1][1].status if known else None
        for event, facts in _by_chance(old, new, step, last):
            yield Event(step.last_date, event, new.country, facts)


def _by_chance(
    old: Any, new: Any, step: Step, known: LegalStatus | None
) -> Iterator[tuple[str, dict[str, Fact]]]:
    """Yield what the known steps do not explain; ``known`` is where they leave the deployment."""
    before, now = old.legal_status, new.legal_status
    if new.reserved and not old.reserved:
        yield "hearing", {"outcome": "reserved"}
    elif _heard(old, step) and known is None and now == before and not new.reserved:
        yield "hearing", {"outcome": "adjourned"}
    if new.petition_filed:
        yield "petition", {"ordered": now == LegalStatus.INTERIM_ORDER}
    elif now not in (before, known):
        yield from _ruled(before, now)


def _heard(case: Any, step: Step) -> bool:
    due = case.weeks_to_court < step.weeks
    return case.legal_status in BEFORE_COURT and not case.reserved and due


def _ruled(before: LegalStatus, now: LegalStatus) -> Iterator[tuple[str, dict[str, Fact]]]:
    if now in BARS:
        yield "ruling", {"barred": True, "for_good": now == LegalStatus.BARRED_FOR_GOOD}
    elif now == LegalStatus.CLEAR:
        met = before == LegalStatus.BARRED
        yield ("agreement", {}) if met else ("ruling", {"barred": False, "for_good": False})
