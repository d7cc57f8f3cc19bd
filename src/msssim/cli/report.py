"""The command that tells a result in one page: ``report``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from msssim.cli.options import Quiet

PAGES = (".html", ".htm")


def report(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="Result folder.")],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.html", help="RESULT/report.html if not given.", show_default=False
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Tell a result in one HTML page.

    Findings, figures, tables, assumptions with their sources, limits, how to reproduce it. The file
    opens without a network and prints well.
    """
    from msssim.cli.layout import show
    from msssim.cli.mistaken import meant
    from msssim.cli.progress import progress_bar
    from msssim.errors import InputError
    from msssim.experiments import Result
    from msssim.experiments.output import own_file
    from msssim.views.report import write_report

    file = out or result / "report.html"
    if file.is_dir():
        raise InputError(f"--out: {file} is a folder; allowed is a file: {file / 'report.html'}")
    if file.suffix.lower() not in PAGES:  # a slip of the hand must not cost a manifest or a table
        raise InputError(f"--out: {file} is no page; let its name end in {PAGES[0]}")
    with meant("result", result):
        stored = Result.read(result)
    if out is None:
        own_file(file)
    with progress_bar(quiet, "figures") as progress:
        write_report(stored, file, progress)
    if not quiet:
        show(f"The report is in {file}")
