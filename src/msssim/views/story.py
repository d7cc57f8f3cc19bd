"""The story of a run: what happened, by date, in plain sentences.

Some things happen nearly every week: gangs turn to another posture, an operation is given away, a
few persons come back from leave. Told one by one they would bury the rest, so a story that is told
whole gives them a line a month; a reader who asks for one kind of event gets each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import Formatter
from typing import Any

from msssim.analysis.formatting import listing
from msssim.views.event_messages import POSTURES, SENTENCES, WAYS, named, times
from msssim.world.events import Event

FEW_PERSONS = 50
"""Landings of fewer are mostly a return from leave: they are summed up by month."""


@dataclass(frozen=True)
class Line:
    """A line of a story: on a date, or without one for what a month adds up to."""

    month: dt.date
    date: dt.date | None
    text: str


class _Say(Formatter):
    """Fills a template: numbers with separators, persons and money with their unit."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Say a fact in the way that the template names."""
        return WAYS[format_spec](value)


_SAY = _Say()


def sentence(event: Event) -> str:
    """Say an event in a plain sentence, without its date."""
    template = SENTENCES[event.kind]
    words = template if isinstance(template, str) else template(event)
    said = _SAY.vformat(words, (), {"who": named(event.who), **event.facts})
    return said[0].upper() + said[1:]


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
            words = "; ".join(SUMS[kind](everyday[kind]) for kind in SUMS if kind in everyday)
            lines.append(Line(month, None, f"In the month: {words}."))
    return lines


def _month(event: Event) -> dt.date:
    return event.date.replace(day=1)


def _is_everyday(event: Event) -> bool:
    if event.kind == "landing":
        return int(_number(event, "persons")) < FEW_PERSONS
    if event.kind == "postponement":
        return event.facts["times"] != 1
    return event.kind in SUMS


def _number(event: Event, fact: str) -> Any:
    return event.facts[fact]


def _turns(events: list[Event]) -> str:
    counts = {
        words: sum(_number(event, "gangs") for event in events if event.facts["to"] == posture)
        for posture, words in POSTURES.items()
    }
    return "gangs turn " + listing([f"{times(n)} {words}" for words, n in counts.items() if n])


def _ambushes(events: list[Event]) -> str:
    operations = sum(_number(event, "operations") for event in events)
    return f"{WAYS['operations'](operations)} given away met an ambush"


def _landings(events: list[Event]) -> str:
    persons = sum(_number(event, "persons") for event in events)
    return f"{WAYS['persons'](persons)} landed a few at a time"


def _postponements(events: list[Event]) -> str:
    countries = sorted({WAYS[""](named(event.who)) for event in events})
    return f"announced arrivals were put off again ({listing(countries)})"


SUMS: dict[str, Callable[[list[Event]], str]] = {
    "landing": _landings,
    "postponement": _postponements,
    "posture": _turns,
    "ambush": _ambushes,
}
"""How the everyday events of a month are summed up, by kind."""
