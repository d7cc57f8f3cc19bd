"""The command ``replay``: one stored run in the Mesa model, told as a story."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import OneScenario, Point, Quiet, ResultFolder, calendar_date, whole_number
from msssim.errors import InputError, ResultError

if TYPE_CHECKING:
    from msssim.experiments import Verification
    from msssim.experiments.replay import Replay
    from msssim.presentation import Analysis
    from msssim.views.story import Line
    from msssim.world.events import Event

MOST_SHOWN = 8


def replay(
    result: ResultFolder,
    run: Annotated[
        int, typer.Option(metavar="N", parser=whole_number(0), help="Number of the run.")
    ],
    scenario: OneScenario = None,
    point: Point = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Only say whether it is the stored run; exit status 1 if not."
        ),
    ] = False,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            help="Only such events, each of them; may be repeated.",
            autocompletion=complete.event_kinds,
        ),
    ] = None,
    who: Annotated[
        str, typer.Option(metavar="TEXT", help="Only events about such a state, donor or zone.")
    ] = "",
    first: Annotated[
        dt.date | None,
        typer.Option(
            "--from", metavar="DATE", parser=calendar_date, help="Only from this date on."
        ),
    ] = None,
    last: Annotated[
        dt.date | None,
        typer.Option("--to", metavar="DATE", parser=calendar_date, help="Only up to this date."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print every event as a line of JSON, and nothing else.")
    ] = False,
    figure: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also draw the run on a page: .png, .svg or .pdf."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Repeat a stored run and tell its story.

    The Mesa model repeats that very run, agent by agent; every number is compared with what is
    stored. What happens nearly every week (turns of posture, ambushes) is summed up by month,
    unless --kind asks for it.
    """
    from msssim.cli.inputs import meant
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present, show
    from msssim.experiments.replay import replay as play_again
    from msssim.text import text
    from msssim.views.run_page import require_drawable, write_run_page
    from msssim.views.story import chosen

    kinds = [_kind(name) for name in kind or ()]
    if first is not None and last is not None and first > last:
        raise InputError("cli.dates_turned", "--from", first=first, last=last)
    if figure is not None:
        require_drawable(figure)
    with meant("result", result), progress_bar(quiet or as_json, "steps") as progress:
        replayed = play_again(result, run, scenario=scenario, point=point, progress=progress)
    if not replayed.same and check:
        raise ResultError(_differences(replayed))
    if not replayed.same:
        typer.echo(_differences(replayed), err=True)
    if figure is not None:
        write_run_page(replayed, figure)
    events = [] if check else chosen(replayed.events, kinds, who, first, last)
    if as_json and check and not quiet:
        typer.echo(json.dumps({"same": replayed.same, "compared": replayed.compared}))
    elif as_json and not quiet:
        for event in events:
            typer.echo(_event(event))
    elif check and not quiet:
        show(_same(replayed))
    elif not quiet:
        present(_story(replayed, events, one_by_one=bool(kinds)))
        if figure is not None:
            show(text("cli.replay.figure", file=figure))


def other_versions(found: Replay | Verification) -> str:
    """Return with which other versions of libraries a result was written; nothing if with none."""
    from msssim.text import text

    others = found.other_versions.items()
    versions = [text("cli.version", name=name, then=then, now=now) for name, (then, now) in others]
    return text("cli.versions", versions="; ".join(versions)) if versions else ""


def _kind(name: str) -> str:
    """Return a kind of event, or refuse it with the nearest."""
    from msssim.scenario.text import nearest
    from msssim.world.events import KINDS

    if name not in KINDS:
        kinds = ", ".join(KINDS)
        suggestion = nearest(name, KINDS)
        raise InputError(
            "cli.replay.no_kind", "--kind", name=name, kinds=kinds, suggestion=suggestion
        )
    return name


def _same(replayed: Replay) -> str:
    from msssim.text import text

    return text("cli.replay.same", count=replayed.compared, versions=other_versions(replayed))


def _differences(replayed: Replay) -> str:
    """Say in which columns the Mesa model did not come to what is stored."""
    from msssim.text import text

    count = len(replayed.differences)
    differ = text("cli.replay.differ", count=count, versions=other_versions(replayed))
    shown = [
        text("cli.replay.column", column=each.column, stored=each.stored, played=each.played)
        for each in replayed.differences[:MOST_SHOWN]
    ]
    more = [f"  {text('cli.more', count=count - len(shown))}"] if count > len(shown) else []
    return "\n".join([differ, *shown, *more])


def _event(event: Event) -> str:
    """Return an event as a line of JSON."""
    from msssim.views.story import sentence

    names = ("date", "kind", "who", "facts")
    line = {**{name: getattr(event, name) for name in names}, "text": sentence(event)}
    return json.dumps(line, default=str, ensure_ascii=False)


def _story(replayed: Replay, events: Sequence[Event], *, one_by_one: bool) -> Analysis:
    """Tell a run: every event by itself, or what happens every week by month."""
    from msssim.presentation import Analysis, Group, TextTable, headings
    from msssim.text import text
    from msssim.views.story import headline, price, summed_up, told

    lines = told(events) if one_by_one else summed_up(events)
    groups = [
        Group(f"{month:%B %Y}", _rows(list(of_month)))
        for month, of_month in groupby(lines, lambda line: line.month)
    ]
    columns = headings("cli.replay.columns")
    kinds = ", ".join(dict.fromkeys(event.kind for event in replayed.events))
    return Analysis(
        "replay",
        findings=[
            _title(replayed),
            *([_same(replayed)] if replayed.same else []),
            *([] if lines else [text("cli.replay.nothing", kinds=kinds)]),
            f"{headline(replayed)}.",
            f"{price(replayed)}.",
        ],
        shown=[TextTable("", columns, groups, left=columns[1:])] if lines else [],
    )


def _rows(lines: Sequence[Line]) -> list[list[str]]:
    """Return a row a line; a date stands at its first line only."""
    rows, before = [], None
    for line in lines:
        new = line.date is not None and line.date != before
        day = f"{line.date.day} {line.date:%b}" if new and line.date is not None else ""
        rows.append([day, line.text])
        before = line.date
    return rows


def _title(replayed: Replay) -> str:
    from msssim.text import text
    from msssim.views.story import short_date
    from msssim.views.text import clean

    name, point, run = replayed.stored.key
    setting = replayed.stored.setting
    return text(
        "cli.replay.title_at_point" if setting else "cli.replay.title",
        run=run,
        scenario=name,
        point=point,
        setting=clean(setting, 200),
        first=short_date(replayed.scenario.start),
        last=short_date(replayed.seen.index[-1].date()),
        title=clean(replayed.scenario.title, 120),
    )
