"""The command ``compare``: results against a baseline, run by run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import Baseline, Json, Lines, Quiet, TablesOut, WithoutFailed
from msssim.errors import InputError


def compare(
    results: Annotated[list[Path], typer.Argument(help="Result folders.", metavar="RESULT...")],
    baseline: Baseline = None,
    spread: Annotated[
        bool, typer.Option("--spread", help="Also compare medians and the tails, with intervals.")
    ] = False,
    lines: Lines = None,
    sizes: Annotated[
        list[str] | None,
        typer.Option(
            "--resolve",
            metavar="OUTCOME=SIZE",
            help="Also say how many runs would tell a difference of that size from nothing; may be "
            "repeated.",
            autocompletion=complete.outcomes,
        ),
    ] = None,
    out: TablesOut = None,
    without_failed: WithoutFailed = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Compare results, run by run.

    It prints the mean differences to the baseline with their 95 % intervals, and how many of them
    stay when it counts how many were looked at; with --line also how often each line is met.
    Results can be compared if they were played with the same seed, runs and horizon; one of a sweep
    holds several scenarios already. It says so where they play in different theatres.
    """
    from msssim.analysis import join, line_of
    from msssim.analysis.comparison import comparison_analysis
    from msssim.cli.errors import typed_as
    from msssim.cli.inputs import read_result
    from msssim.cli.render import present

    with typed_as(where="--line"):
        asked = [line_of(line) for line in lines or ()]
    together = join(*map(read_result, results))
    with typed_as(baseline="--baseline"):
        found = comparison_analysis(
            together,
            baseline=baseline,
            lines=asked,
            sizes=[_size(size) for size in sizes or ()],
            spread=spread,
            without_failed=without_failed,
        )
    present(found, out, as_json=as_json, quiet=quiet)


def _size(typed: str) -> tuple[str, float]:
    """Read an outcome and a size of it."""
    outcome, _, size = typed.partition("=")
    try:
        return outcome.strip(), float(size)
    except ValueError:
        raise InputError("cli.size", "--resolve", found=f"`{typed}`") from None
