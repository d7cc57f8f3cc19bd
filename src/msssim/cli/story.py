"""How ``msssim replay`` lays out a run: whether it is the stored one, its story, its sum."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from msssim.cli.layout import show
from msssim.views.story import Line, headline, price, sentence, short_date, summed_up, told
from msssim.views.text import clean

if TYPE_CHECKING:
    from msssim.experiments.replay import Replay
    from msssim.world.events import Event

MOST_SHOWN = 8


def print_story(replayed: Replay, events: Sequence[Event], *, one_by_one: bool) -> None:
    """Print the story of a run: every event by itself, or what happens every week by month."""
    show(_title(replayed), *([in_words(replayed)] if replayed.same else []), "")
    lines = told(events) if one_by_one else summed_up(events)
    show(*(_pages(lines) if lines else [_nothing(replayed)]))
    show(f"{headline(replayed)}.", f"{price(replayed)}.")


def print_events(events: Sequence[Event]) -> None:
    """Print a line of JSON an event."""
    for event in events:
        typer.echo(
            json.dumps(
                {
                    "date": event.date,
                    "kind": event.kind,
                    "who": event.who,
                    "facts": event.facts,
                    "text": sentence(event),
                },
                default=str,
                ensure_ascii=False,
            )
        )


def same_or_not(replayed: Replay, as_json: bool) -> None:
    """Print whether it is the stored run, in words or as JSON."""
    if as_json:
        typer.echo(json.dumps({"same": replayed.same, "compared": replayed.compared}))
    else:
        show(in_words(replayed))


def in_words(replayed: Replay) -> str:
    """Say whether the Mesa model came to what is stored, and in which columns it did not."""
    if replayed.same:
        return (
            f"It is the stored run: {replayed.compared:,} values, every one the same, bit for bit"
            f"{_versions(replayed)}."
        )
    shown = [
        f"  {each.column} is stored as {each.stored!r} and comes to {each.played!r}"
        for each in replayed.differences[:MOST_SHOWN]
    ]
    more = len(replayed.differences) - len(shown)
    rest = [f"  and {more:,} more"] if more else []
    count = len(replayed.differences)
    first = (
        f"it is not the stored run: {count} {'column differs' if count == 1 else 'columns differ'}"
        f"{_versions(replayed)}"
    )
    return "\n".join([first, *shown, *rest])


def _versions(replayed: Replay) -> str:
    other = [f"{name} {then}, now {now}" for name, (then, now) in replayed.other_versions.items()]
    return f" (written with {'; '.join(other)})" if other else ""


def _title(replayed: Replay) -> str:
    name, point, run = replayed.stored.key
    setting = replayed.stored.setting
    at = f" at point {point} ({clean(setting, 200)})" if setting else ""
    first, last = replayed.scenario.start, replayed.seen.index[-1].date()
    dates = f"{short_date(first)} to {short_date(last)}"
    return f"Run {run} of {name}{at}, {dates}: {clean(replayed.scenario.title, 120)}"


def _pages(lines: Sequence[Line]) -> Iterator[RenderableType]:
    """Yield a heading and a table a month; a date stands at its first line only."""
    for month, of_month in groupby(lines, lambda line: line.month):
        yield Text(f"{month:%B %Y}", style="bold")
        table = Table.grid(padding=(0, 2))
        table.add_column(justify="right", no_wrap=True, width=8)
        table.add_column()
        before = None
        for line in of_month:
            new = line.date is not None and line.date != before
            day = f"{line.date.day} {line.date:%b}" if new and line.date is not None else ""
            table.add_row(day, Text(line.text, style="dim" if line.date is None else ""))
            before = line.date
        yield table
        yield ""


def _nothing(replayed: Replay) -> str:
    """Say that no event is such, with the kinds and names that the run has."""
    kinds = ", ".join(dict.fromkeys(event.kind for event in replayed.events))
    return f"No such event in this run. It has these kinds: {kinds or 'none'}.\n"
