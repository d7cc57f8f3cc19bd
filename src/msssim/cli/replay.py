"""The command ``replay``: one stored run, played again in the Mesa model and told as a story."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import Quiet
from msssim.cli.usage import calendar_date, whole_number
from msssim.errors import InputError, ResultError


def replay(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="Result folder.")],
    run: Annotated[
        int, typer.Option(metavar="N", parser=whole_number(0), help="Number of the run.")
    ],
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Its scenario, where the result has several.",
            autocompletion=complete.scenario_names,
        ),
    ] = None,
    point: Annotated[
        int | None,
        typer.Option(
            metavar="N", parser=whole_number(0), help="Its point, where several have a run N."
        ),
    ] = None,
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
    """Play a stored run again and tell its story.

    The Mesa model plays that very run, agent by agent; every number is compared with what is
    stored. What happens nearly every week (turns of posture, ambushes) is summed up by month,
    unless --kind asks for it.
    """
    from msssim.cli.mistaken import meant
    from msssim.cli.progress import progress_bar
    from msssim.cli.story import in_words, print_events, print_story, same_or_not
    from msssim.experiments.replay import replay as play_again
    from msssim.views.run_page import require_drawable, write_run_sheet
    from msssim.views.story import chosen

    kinds = [_kind(name) for name in kind or ()]
    if first is not None and last is not None and first > last:
        raise InputError(f"--from {first} is after --to {last}")
    if figure is not None:
        require_drawable(figure)
    with meant("result", result), progress_bar(quiet or as_json, "steps") as progress:
        replayed = play_again(result, run, scenario=scenario, point=point, progress=progress)
    if not replayed.same and check:
        raise ResultError(in_words(replayed))
    if not replayed.same:
        typer.echo(in_words(replayed), err=True)
    if figure is not None:
        write_run_sheet(replayed, figure)
    if quiet:
        return
    if check:
        same_or_not(replayed, as_json)
        return
    events = chosen(replayed.events, kinds, who, first, last)
    if as_json:
        print_events(events)
        return
    print_story(replayed, events, one_by_one=bool(kinds))
    if figure is not None:
        typer.echo(f"{figure} shows the run on a page")


def _kind(name: str) -> str:
    """Return a kind of event, or refuse it with the nearest."""
    from msssim.scenario.text import did_you_mean
    from msssim.world.events import KINDS

    if name not in KINDS:
        hint = did_you_mean(name, KINDS)
        raise InputError(f"--kind: there is no `{name}`{hint} (there are: {', '.join(KINDS)})")
    return name
