"""The story of a run: what happened, by date, in plain sentences, and what it came to.

A sentence is a template of the catalogue, chosen by the kind of event and by its facts. Some things
happen nearly every week: gangs turn to another posture, an operation is given away, a few persons
come back from leave. Told one by one they would bury the rest, so a story that is told whole gives
them a line a month; a reader who asks for one kind of event gets each.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import isnan
from typing import TYPE_CHECKING, Any
from unicodedata import category

from msssim.analysis.formatting import amount, listing, number
from msssim.text import text
from msssim.world.events import Event, Facts
from msssim.world.kinds import Posture

if TYPE_CHECKING:
    from msssim.experiments.replay import Replay

FEW_PERSONS = 50
"""Landings of fewer are mostly a return from leave: they are summed up by month."""

WITH_ARTICLE = ("Bahamas", "United States")
COUNTED = ("gangs", "operations", "cases", "persons", "votes", "days")
"""Facts that choose the plural form of a sentence, the first of those that an event has."""

CHOSEN_BY = {
    "review": ("persons",),
    "renewal": ("votes",),
    "office": ("adopted", "votes"),
    "conversion": ("adopted", "votes"),
    "petition": ("ordered",),
    "commitment": ("announced",),
    "pledge": ("held",),
    "hold_lifted": ("usd",),
    "cover": ("short",),
    "arrears": ("owed",),
    "inspection": ("passed",),
    "airport": ("open",),
    "port": ("open",),
    "offensive": ("begins",),
    "zone": ("retaken",),
    "government": ("fell",),
}
"""Facts that choose the sentence of a kind: those that hold end the name of the template."""

CHOOSERS: dict[str, Callable[[Facts], str]] = {
    "lapse": lambda facts: (
        "" if not facts["persons"] else "orderly" if facts["orderly"] else "disorderly"
    ),
    "hearing": lambda facts: str(facts["outcome"]),
    "ruling": lambda facts: (
        "" if not facts["barred"] else "for_good" if facts["for_good"] else "barred"
    ),
    "postponement": lambda facts: "" if facts["times"] == 1 else "again",
    "tranche": lambda facts: (
        "free" if facts["by"] == "none" else "" if facts["before"] == "none" else "changed"
    ),
    "base": lambda facts: "built" if facts["stages"] == facts["in_all"] else "",
}
"""The end of the template's name, where it takes more than which facts hold."""


@dataclass(frozen=True)
class Line:
    """A line of a story: on a date, or without one for what a month adds up to."""

    month: dt.date
    date: dt.date | None
    text: str


def sentence(event: Event) -> str:
    """Say an event in a plain sentence, without its date."""
    facts = event.facts
    fields = {
        name: FORMATS.get(name, _plain)(value) for name, value in facts.items() if value is not None
    }
    count = next((facts[name] for name in COUNTED if facts.get(name) is not None), 0)
    said = text(template_of(event), **fields, who=_named(event.who), count=count)
    return said[0].upper() + said[1:]


def template_of(event: Event) -> str:
    """Return the name of the template that says an event."""
    if event.kind in CHOOSERS:
        chosen_by = [CHOOSERS[event.kind](event.facts)]
    else:
        chosen_by = [fact for fact in CHOSEN_BY.get(event.kind, ()) if event.facts[fact]]
    return ".".join(["events", event.kind, *filter(None, chosen_by)])


def chosen(
    events: Iterable[Event],
    kinds: Collection[str] = (),
    who: str = "",
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> list[Event]:
    """Return those events that are of some kinds, about somebody, and between two dates.

    ``who`` is a part of a name, in large or small letters. What is left empty leaves nothing out.
    """
    return [
        event
        for event in events
        if (not kinds or event.kind in kinds)
        and who.casefold() in event.who.casefold()
        and (first is None or first <= event.date)
        and (last is None or event.date <= last)
    ]


def told(events: Sequence[Event]) -> list[Line]:
    """Tell every event in a line of its own."""
    return [Line(_month(event), event.date, sentence(event)) for event in events]


def summed_up(events: Sequence[Event]) -> list[Line]:
    """Tell what stands out in a line of its own, and what happens every week in one a month."""
    lines: list[Line] = []
    for month, of_month in groupby(events, _month):
        everyday: dict[str, list[Event]] = {}
        for event in of_month:
            if _is_everyday(event):
                everyday.setdefault(event.kind, []).append(event)
            else:
                lines.append(Line(month, event.date, sentence(event)))
        if everyday:
            sums = "; ".join(SUMS[kind](everyday[kind]) for kind in SUMS if kind in everyday)
            lines.append(Line(month, None, text("events.month", sums=sums)))
    return lines


def headline(replayed: Replay) -> str:
    """Return what became of the mission: its arrival, its strength and its mandate."""
    outcomes, mission = replayed.outcomes, replayed.scenario.mission
    if not mission.enabled:
        control = amount(outcomes["gang_control_end"], "gang_control_end")
        return text("events.run.no_mission", control=control)
    mandate = _mandate(replayed)
    if isnan(outcomes["first_boots_days"]):
        return text("events.run.nobody", count=replayed.scenario.horizon_days // 7, mandate=mandate)
    return text(
        "events.run.landed",
        count=int(outcomes["first_boots_days"]),
        most=number(replayed.seen["deployed"].max(), 0),
        planned=number(mission.force_target, 0),
        mandate=mandate,
    )


def price(replayed: Replay) -> str:
    """Return what happened to people, security and its price together."""
    outcomes = replayed.outcomes
    cases = int(outcomes["abuse_cases"])
    return text(
        "events.run.price",
        killed=number(outcomes["civilians_killed"], 0),
        count=replayed.scenario.horizon_days // 7,
        held=amount(outcomes["held_share_end"], "held_share_end"),
        abuse=text(
            "events.run.abuse" if cases else "events.run.no_abuse",
            count=cases,
            found=number(outcomes["abuse_detected"], 0),
        ),
    )


def short_date(date: dt.date) -> str:
    """Return ``2 Jul 2024``."""
    return f"{date.day} {date:%b %Y}"


def _mandate(replayed: Replay) -> str:
    """Return what the Council made of the mandate."""
    count = Counter(event.kind for event in replayed.events)
    steps = [
        text(f"events.run.mandate.{kind}", count=count[kind])
        for kind in ("renewal", "rollover")
        if count[kind]
    ] + [
        text(f"events.run.mandate.{outcome}")
        for outcome in ("converted", "lapse")
        if replayed.outcomes[outcome]
    ]
    if not steps:
        return text("events.run.mandate.unchanged")
    return text("events.run.mandate", steps=", ".join(steps))


def _plain(value: Any) -> str:
    """Return a number with separators, or a name on one line without what a terminal obeys."""
    if isinstance(value, int):
        return f"{value:,}"
    line = " ".join(str(value).split())
    return "".join(letter for letter in line if category(letter) not in ("Cc", "Cf"))


def _named(who: str) -> str:
    """Return a name as it stands in a sentence."""
    name = _plain(who)
    return text("events.with_article", name=name) if who in WITH_ARTICLE else name


def _money(usd: int) -> str:
    key = "events.millions" if usd >= 1e6 else "events.usd"
    return text(key, amount=number(usd / 1e6) if usd >= 1e6 else f"{usd:,}")


def _cause(constraint: str) -> str:
    return text(f"events.waits_for.{constraint}")


FORMATS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(("usd", "balance_usd"), _money),
    **dict.fromkeys(("share", "threshold"), lambda share: f"{number(100 * share, 0)} %"),
    **dict.fromkeys(("ends", "announced"), short_date),
    **dict.fromkeys(("by", "before"), _cause),
    "to": lambda posture: Posture[posture.upper()].label,
}
"""How a fact is written, by its name; others are numbers or words as they are."""


def _month(event: Event) -> dt.date:
    return event.date.replace(day=1)


def _is_everyday(event: Event) -> bool:
    if event.kind == "landing":
        return _fact(event, "persons") < FEW_PERSONS
    if event.kind == "postponement":
        return event.facts["times"] != 1
    return event.kind in SUMS


def _fact(event: Event, name: str) -> int:
    value = event.facts[name]
    assert isinstance(value, int)
    return value


def _total(kind: str, fact: str) -> Callable[[list[Event]], str]:
    """Return what says how much a fact adds up to."""
    return lambda events: text(f"events.sum.{kind}", count=sum(_fact(e, fact) for e in events))


def _turns(events: list[Event]) -> str:
    turned: Counter[str] = Counter()
    for event in events:
        turned[str(event.facts["to"])] += _fact(event, "gangs")
    turns = [
        text("events.turn", count=turned[posture.name.lower()], posture=posture.label)
        for posture in Posture
        if turned[posture.name.lower()]
    ]
    return text("events.sum.posture", turns=listing(turns))


def _postponements(events: list[Event]) -> str:
    countries = sorted({_named(event.who) for event in events})
    return text("events.sum.postponement", countries=listing(countries))


SUMS: dict[str, Callable[[list[Event]], str]] = {
    "landing": _total("landing", "persons"),
    "postponement": _postponements,
    "posture": _turns,
    "ambush": _total("ambush", "operations"),
}
"""How the everyday events of a month are summed up, by kind."""
