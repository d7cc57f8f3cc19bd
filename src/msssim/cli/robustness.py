"""The command that holds policies against each other over all futures: ``robustness``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import Json, Quiet


def robustness(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="Result folder.")],
    outcomes: Annotated[
        list[str] | None,
        typer.Option(
            "--outcome",
            metavar="OUTCOME",
            help="In place of the main ones; may be repeated.",
            autocompletion=complete.outcomes,
        ),
    ] = None,
    lines: Annotated[
        list[str] | None,
        typer.Option(
            "--line",
            metavar="LINE",
            help='A line to be met, such as "lapse < 1", in place of the red lines; may be '
            "repeated.",
            autocompletion=complete.outcomes,
        ),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Scenario or cell that lines at `baseline` refer to; the first if not given.",
            autocompletion=complete.scenario_names,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for the tables as CSV and the figure."),
    ] = None,
    without_failed: Annotated[
        bool, typer.Option("--without-failed", help="Leave failed runs and their partners out.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Hold policies against each other over all futures.

    A policy is a cell of the result; a future is a sampled point, or a run where nothing is
    sampled. It prints the mean, the regret of choosing each policy, how often it meets every line,
    and what it would be worth to know a sampled parameter before the choice.
    """
    from msssim.analysis import line_of
    from msssim.analysis.robustness import robustness_analysis
    from msssim.cli.mistaken import meant, refuse_as_output
    from msssim.cli.render import present
    from msssim.cli.usage import typed_as
    from msssim.experiments import Result

    if out is not None:
        refuse_as_output(out)
    with typed_as(where="--line"):
        asked = [line_of(text) for text in lines] if lines else None
    with meant("result", result):
        read = Result.read(result)
    found = robustness_analysis(
        read, outcomes, asked, baseline=baseline, without_failed=without_failed
    )
    present(found, out, as_json=as_json, quiet=quiet)
