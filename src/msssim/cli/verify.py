"""The commands ``verify`` and ``bench``: stored runs repeated, and the speed of both engines."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from msssim.cli.options import (
    Json,
    OneScenario,
    OptionalScenario,
    Point,
    Quiet,
    ResultFolder,
    whole_number,
)
from msssim.cli.replay import other_versions
from msssim.errors import ResultError

if TYPE_CHECKING:
    from msssim.experiments import Verification
    from msssim.experiments.plan import Round
    from msssim.presentation import Analysis
    from msssim.scenario import Scenario

MOST_SHOWN = 5


def verify(
    result: ResultFolder,
    rows: Annotated[
        int, typer.Option(metavar="N", parser=whole_number(1), help="How many runs to repeat.")
    ] = 100,
    everything: Annotated[bool, typer.Option("--all", help="Repeat all of them.")] = False,
    scenario: OneScenario = None,
    point: Point = None,
    run: Annotated[
        int | None,
        typer.Option(metavar="N", parser=whole_number(0), help="Only runs of this number."),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Repeat stored runs, and compare them bit for bit.

    A sample is repeated from what the result folder says was asked, and every number is compared.
    The exit status is 1 if any number differs.
    """
    from msssim.cli.inputs import meant
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present
    from msssim.experiments import verify as repeat

    count = None if everything else rows
    with meant("result", result), progress_bar(quiet or as_json) as progress:
        found = repeat(result, count, scenario=scenario, point=point, run=run, progress=progress)
    if found.same or as_json:
        present(_verification(found, result), as_json=as_json, quiet=quiet)
    if not found.same:
        raise ResultError("\n".join(_differences(found, result)))


def _verification(found: Verification, result: Path) -> Analysis:
    from msssim.presentation import Analysis
    from msssim.text import text

    versions = other_versions(found)
    same = text("cli.verify.same", checked=found.checked, stored=found.stored, versions=versions)
    failures = [text("cli.verify.failure", run=each) for each in found.failures[:MOST_SHOWN]]
    return Analysis(
        "verify",
        findings=[same, *failures] if found.same else [],
        facts={
            "result": result,
            "stored": found.stored,
            "checked": found.checked,
            "same": found.same,
            "differences": found.differences,
            "failures": found.failures,
            "other_versions": {
                name: {"then": then, "now": now}
                for name, (then, now) in found.other_versions.items()
            },
        },
    )


def _differences(found: Verification, result: Path) -> list[str]:
    """Say how many runs differ, and how the first of them do."""
    from msssim.text import text

    count = len(found.differences)
    shown = [str(difference) for difference in found.differences[:MOST_SHOWN]]
    more = [text("cli.more", count=count - len(shown))] if count > len(shown) else []
    versions = other_versions(found)
    differ = text(
        "cli.verify.differ", count=count, checked=found.checked, result=result, versions=versions
    )
    return [differ, *shown, *more]


def bench(
    scenario: OptionalScenario = "as_is",
    rounds: Annotated[
        int, typer.Option(metavar="N", parser=whole_number(1), help="How often both are measured.")
    ] = 3,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Measure runs a second of both engines, side by side.

    Both work on one core, in turns, some seconds a round; the ratio is taken turn by turn. Machines
    are noisy: trust the ratio, and its range, more than the rates.
    """
    from msssim.cli.inputs import read_scenario
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present
    from msssim.experiments.plan import bench as measure

    asked, measured = read_scenario(scenario), []
    with progress_bar(quiet or as_json, "rounds") as progress:
        for each in measure(asked, rounds):
            measured.append(each)
            if progress is not None:
                progress(len(measured), rounds)
    present(_rates(asked, measured), as_json=as_json, quiet=quiet)


def _rates(scenario: Scenario, measured: Sequence[Round]) -> Analysis:
    """Lay out the middle and the range of each engine's rates, and of their ratio."""
    from msssim.presentation import Analysis, Group, TextTable, headings
    from msssim.text import text

    columns = {
        "agents": [each.agents for each in measured],
        "batch": [each.batch for each in measured],
        "ratio": [each.ratio for each in measured],
    }
    rows = [[text(f"cli.bench.{name}"), *_range(rates)] for name, rates in columns.items()]
    title = text(
        "cli.bench.title", count=len(measured), scenario=scenario.name, days=scenario.horizon_days
    )
    rounds = [dict(zip(columns, each, strict=True)) for each in zip(*columns.values(), strict=True)]
    return Analysis(
        "bench",
        shown=[TextTable(title, headings("cli.bench.columns"), [Group("", rows)])],
        facts={"scenario": scenario.name, "horizon_days": scenario.horizon_days, "rounds": rounds},
    )


def _range(rates: Sequence[float]) -> list[str]:
    from msssim.analysis.formatting import number

    middle = statistics.median(rates)
    places = 2 if middle < 10 else 0
    return [number(each, places) for each in (middle, min(rates), max(rates))]
