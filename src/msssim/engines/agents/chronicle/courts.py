"""Courts: petitions, orders, hearings and rulings, country by country.

Known or assumed steps of a case are told on their own dates, what chance adds on the step's last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msssim.engines.agents.chronicle.topic import Topic
from msssim.world.calendar import Step
from msssim.world.events import Event, Fact
from msssim.world.kinds import LegalStatus
from msssim.world.mission import COURT_STEPS

if TYPE_CHECKING:
    from msssim.engines.agents.model import MissionModel

BEFORE_COURT = (LegalStatus.PENDING, LegalStatus.INTERIM_ORDER)
BARS = (LegalStatus.BARRED, LegalStatus.BARRED_FOR_GOOD)


@dataclass(frozen=True)
class Case:
    """What is seen of a deployment in court; ``known`` are the dates and steps of its table."""

    country: str
    status: LegalStatus
    reserved: bool
    weeks_to_court: float
    filed: bool
    known: tuple[tuple[dt.date, str], ...]


def see(model: MissionModel) -> list[Case]:
    """Look at every contingent's case."""
    steps = [step for step in model.in_force.law.steps if step.applies]
    return [
        Case(
            country=contingent.name,
            status=contingent.case.legal_status,
            reserved=contingent.case.reserved,
            weeks_to_court=contingent.case.weeks_to_court,
            filed=contingent.case.petition_filed,
            known=tuple(sorted((s.date, s.step) for s in steps if s.contingent == contingent.name)),
        )
        for contingent in model.contingents
    ]


def tell(before: list[Case], now: list[Case], step: Step) -> Iterator[Event]:
    """Tell what happened in each case."""
    for old, new in zip(before, now, strict=True):
        known = [(date, name) for date, name in new.known if step.holds(date)]
        for date, name in known:
            told = COURT_STEPS[name]
            yield Event(date, told.event, new.country, dict(told.facts))
        for kind, facts in _by_chance(old, new, step, [name for _, name in known]):
            yield Event(step.last_date, kind, new.country, facts)


def _by_chance(
    old: Case, new: Case, step: Step, known: list[str]
) -> Iterator[tuple[str, dict[str, Fact]]]:
    """Yield what the known steps do not explain."""
    explained = bool(known) and new.status == COURT_STEPS[known[-1]].status
    if new.reserved and not old.reserved:
        yield "hearing", {"outcome": "reserved"}
    elif _heard(old, step) and not known and new.status == old.status and not new.reserved:
        yield "hearing", {"outcome": "adjourned"}
    if new.filed:
        yield "petition", {"ordered": new.status == LegalStatus.INTERIM_ORDER}
    elif new.status != old.status and not explained:
        yield from _ruled(old, new)


def _heard(case: Case, step: Step) -> bool:
    due = case.weeks_to_court < step.weeks
    return case.status in BEFORE_COURT and not case.reserved and due


def _ruled(old: Case, new: Case) -> Iterator[tuple[str, dict[str, Fact]]]:
    if new.status in BARS:
        yield "ruling", {"barred": True, "for_good": new.status == LegalStatus.BARRED_FOR_GOOD}
    elif new.status == LegalStatus.CLEAR:
        met = old.status == LegalStatus.BARRED
        yield ("agreement", {}) if met else ("ruling", {"barred": False, "for_good": False})


TOPIC = Topic(see, tell)
