"""The commands that play to measure: ``verify`` and ``bench``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import Json, Quiet
from msssim.cli.usage import whole_number
from msssim.errors import ResultError

if TYPE_CHECKING:
    from rich.table import Table

    from msssim.experiments import Verification
    from msssim.experiments.plan import Round

MOST_SHOWN = 5


def verify(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="Result folder.")],
    rows: Annotated[
        int, typer.Option(metavar="N", parser=whole_number(1), help="How many runs to play again.")
    ] = 100,
    everything: Annotated[bool, typer.Option("--all", help="Play all of them again.")] = False,
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Only runs of this scenario.",
            autocompletion=complete.scenario_names,
        ),
    ] = None,
    point: Annotated[
        int | None,
        typer.Option(metavar="N", parser=whole_number(0), help="Only runs at this point."),
    ] = None,
    run: Annotated[
        int | None,
        typer.Option(metavar="N", parser=whole_number(0), help="Only runs of this number."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Play stored runs again, and compare them bit for bit.

    A sample is played from what the result folder says was asked, and every number is compared.
    The exit status is 1 if any number differs.
    """
    from msssim.cli import documents, machine
    from msssim.cli.mistaken import meant
    from msssim.cli.progress import progress_bar
    from msssim.experiments import verify as play_again

    with meant("result", result), progress_bar(quiet or as_json) as progress:
        found = play_again(
            result,
            None if everything else rows,
            scenario=scenario,
            point=point,
            run=run,
            progress=progress,
        )
    if as_json:
        machine.say(documents.of_verification(result, found))
    if not found.same:
        raise ResultError("\n".join(_differences(result, found)))
    if not quiet and not as_json:
        _tell_same(found)


def _tell_same(found: Verification) -> None:
    from msssim.cli.layout import show

    show(
        f"{found.checked:,} of {found.stored:,} runs played again: "
        f"every number the same, bit for bit{_written_with(found)}",
        *(f"run {failure}" for failure in found.failures[:MOST_SHOWN]),
    )


def _differences(result: Path, found: Verification) -> list[str]:
    """Say how many runs differ, and how the first of them do."""
    shown = [str(difference) for difference in found.differences[:MOST_SHOWN]]
    more = len(found.differences) - len(shown)
    count = f"{len(found.differences):,} of {found.checked:,} runs played again"
    rest = [f"and {more:,} more"] if more else []
    return [f"{count} differ from {result}{_written_with(found)}", *shown, *rest]


def _written_with(found: Verification) -> str:
    other = [f"{name} {then}, now {now}" for name, (then, now) in found.other_versions.items()]
    return f" (written with {'; '.join(other)})" if other else ""


def bench(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="[SCENARIO]",
            help="A shipped name, or a YAML file; as_is if not given.",
            autocompletion=complete.scenario_names,
        ),
    ] = "as_is",
    rounds: Annotated[
        int, typer.Option(metavar="N", parser=whole_number(1), help="How often both are measured.")
    ] = 3,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Measure runs a second of both engines, side by side.

    Both play on one core, in turns, some seconds a round; the ratio is taken turn by turn. Machines
    are noisy: trust the ratio, and its range, more than the rates.
    """
    from msssim.cli import documents, machine
    from msssim.cli.layout import show
    from msssim.cli.mistaken import meant
    from msssim.cli.progress import progress_bar
    from msssim.experiments.plan import bench as measure
    from msssim.scenario import load_scenario

    with meant("scenario", scenario):
        asked = load_scenario(scenario)
    measured = []
    with progress_bar(quiet or as_json, "rounds") as progress:
        for each in measure(asked, rounds):
            measured.append(each)
            if progress is not None:
                progress(len(measured), rounds)
    if as_json:
        machine.say(documents.of_rounds(asked, measured))
    elif not quiet:
        heading = f"{asked.name}, {asked.horizon_days} days, one core, {rounds} rounds"
        show(_rates(heading, measured))


def _rates(title: str, measured: Sequence[Round]) -> Table:
    """Lay out the middle and the range of each engine's rates, and of their ratio."""
    from msssim.analysis.formatting import number
    from msssim.cli.layout import plain_table

    numbers = ("runs/s", "from", "to")
    table = plain_table("engine", *numbers, title=title, right=numbers)
    for name, rates in {
        "Mesa model (mesa.batch_run)": [each.agents for each in measured],
        "batch engine": [each.batch for each in measured],
        "ratio": [each.ratio for each in measured],
    }.items():
        middle = statistics.median(rates)
        places = 2 if middle < 10 else 0
        table.add_row(name, *(number(each, places) for each in (middle, min(rates), max(rates))))
    return table
