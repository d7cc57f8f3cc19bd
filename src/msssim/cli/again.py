"""The commands that play to measure: ``verify`` and ``bench``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

import statistics
from pathlib import Path
from typing import Annotated

import typer

from msssim.cli.play import Quiet
from msssim.errors import ResultError

MOST_SHOWN = 5


def verify(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="Result folder.")],
    rows: Annotated[int, typer.Option(min=1, help="How many runs to play again.")] = 100,
    everything: Annotated[bool, typer.Option("--all", help="Play all of them again.")] = False,
    scenario: Annotated[str | None, typer.Option(help="Only runs of this scenario.")] = None,
    point: Annotated[int | None, typer.Option(help="Only runs at this point.")] = None,
    run: Annotated[int | None, typer.Option(help="Only runs of this number.")] = None,
    quiet: Quiet = False,
) -> None:
    """Play stored runs again, and compare them bit for bit.

    A sample is played from what the manifest says, and every number is compared.

    The exit status is 1 if any number differs.
    """
    from msssim.cli.progress import progress_bar
    from msssim.cli.tables import show
    from msssim.experiments import verify as play_again

    with progress_bar(quiet) as progress:
        found = play_again(
            result,
            None if everything else rows,
            scenario=scenario,
            point=point,
            run=run,
            progress=progress,
        )
    other = [f"{name} {then}, now {now}" for name, (then, now) in found.other_versions.items()]
    written_with = f" (written with {'; '.join(other)})" if other else ""
    if not found.same:
        shown = [str(difference) for difference in found.differences[:MOST_SHOWN]]
        more = len(found.differences) - len(shown)
        count = f"{len(found.differences):,} of {found.checked:,} runs played again"
        rest = [f"and {more:,} more"] if more else []
        raise ResultError("\n".join([f"{count} differ from {result}{written_with}", *shown, *rest]))
    if not quiet:
        show(
            f"{found.checked:,} of {found.stored:,} runs played again: "
            f"every number the same, bit for bit{written_with}",
            *(f"run {failure}" for failure in found.failures[:MOST_SHOWN]),
        )


def bench(
    scenario: Annotated[
        str, typer.Argument(metavar="[SCENARIO]", help="A shipped name, or a YAML file.")
    ] = "as_is",
    rounds: Annotated[int, typer.Option(min=1, help="How often both are measured.")] = 3,
) -> None:
    """Measure runs a second of both engines, side by side.

    Both play on one core, in turns; the ratio is taken turn by turn.

    Some seconds a round. Machines are noisy: trust the ratio, and its range, more than the rates.
    """
    from msssim.analysis.wording import number
    from msssim.cli.tables import plain_table, show
    from msssim.experiments.bench import bench as measure
    from msssim.scenario import load_scenario

    asked = load_scenario(scenario)
    measured = list(measure(asked, rounds))
    table = plain_table(
        "engine", "runs/s", "from", "to",
        title=f"{asked.name}, {asked.horizon_days} days, one core, {rounds} rounds",
        right=("runs/s", "from", "to"),
    )  # fmt: skip
    for name, rates in {
        "Mesa model (mesa.batch_run)": [each.agents for each in measured],
        "batch engine": [each.batch for each in measured],
        "ratio": [each.ratio for each in measured],
    }.items():
        middle = statistics.median(rates)
        places = 2 if middle < 10 else 0
        table.add_row(name, *(number(each, places) for each in (middle, min(rates), max(rates))))
    show(table)
