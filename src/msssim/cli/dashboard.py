"""The command that opens a page to look at: ``dashboard``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import Quiet
from msssim.cli.usage import whole_number

HIGHEST_PORT = 65_535


def dashboard(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="[SCENARIO]",
            help="A shipped name (`msssim scenarios` lists them), or a YAML file.",
            autocompletion=complete.scenario_names,
        ),
    ] = "as_is",
    port: Annotated[
        int,
        typer.Option(
            metavar="N",
            parser=whole_number(0, HIGHEST_PORT),
            help="Port on this machine; 0 takes a free one.",
        ),
    ] = 0,
    results: Annotated[
        list[Path] | None,
        typer.Option("--result", metavar="DIR", help="Result folder to compare; may be repeated."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Watch a run week by week, and compare results, in a browser.

    The page can be reached from this machine alone, and it needs no network. It reads the result
    folders given here and no others. Ctrl-C ends it.
    """
    from msssim.views.dashboard.serve import serve

    serve(
        scenario,
        results or [],
        port,
        lambda address: (
            None if quiet else typer.echo(f"the dashboard is at {address} (Ctrl-C ends it)")
        ),
    )
