"""The commands ``report``, ``dashboard`` and ``export``: a result for readers and programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import Json, OptionalScenario, Quiet, ResultFolder, whole_number
from msssim.errors import InputError

PAGES = (".html", ".htm")
HIGHEST_PORT = 65_535

OF_A_FILE = (".csv", ".json", ".ods", ".parquet", ".tsv", ".xls", ".xlsx", ".zip")
"""Endings that a folder of CSV files would be taken for a file by."""


def report(
    result: ResultFolder,
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
    from msssim.cli.inputs import read_result
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import show
    from msssim.experiments.output import own_file
    from msssim.text import text
    from msssim.views.report import write_report

    file = out or result / "report.html"
    if file.is_dir():
        raise InputError("cli.out.page_is_folder", "--out", name=file, inside=file / "report.html")
    if file.suffix.lower() not in PAGES:  # a slip of the hand must not cost a manifest or a table
        raise InputError("cli.out.no_page", "--out", name=file, ending=PAGES[0])
    stored = read_result(result)
    if out is None:
        own_file(file)
    with progress_bar(quiet, "figures") as progress:
        write_report(stored, file, progress)
    if not quiet:
        show(text("cli.report", file=file))


def dashboard(
    scenario: OptionalScenario = "as_is",
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
    from msssim.text import text
    from msssim.views.dashboard.serve import serve

    def tell(address: str) -> None:
        if not quiet:
            typer.echo(text("cli.dashboard", address=address))

    serve(scenario, results or [], port, tell)


def export(
    folder: ResultFolder,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="csv|xlsx",
            help="A folder of CSV files, or one Excel workbook.",
            autocompletion=complete.export_kinds,
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Folder (csv) or file (xlsx) to write; beside the result if not given.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write a result as CSV or Excel, with a data dictionary.

    A file or sheet a table: runs, series, contingents, zones, roads, as far as they were recorded.
    Text that begins like a formula gets an apostrophe in front. Nothing is written over.
    """
    from msssim.cli.inputs import read_result
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present
    from msssim.experiments.export import export_csv, export_xlsx
    from msssim.presentation import Analysis
    from msssim.scenario.text import nearest
    from msssim.text import text

    writers = {"csv": (export_csv, "_csv"), "xlsx": (export_xlsx, ".xlsx")}
    if to not in writers:
        allowed = ", ".join(writers)
        suggestion = nearest(to, writers)
        raise InputError(
            "cli.export.kind", "--to", found=to, allowed=allowed, suggestion=suggestion
        )
    ending = "" if out is None else out.suffix.lower()
    if out is not None and to == "xlsx" and ending != ".xlsx":
        raise InputError("cli.out.no_workbook", "--out", name=out)
    if to == "csv" and ending in OF_A_FILE:
        raise InputError("cli.out.csv_is_folder", "--out", name=out, ending=ending)
    result = read_result(folder)
    write, usual_ending = writers[to]
    target = out or folder.resolve().with_name(folder.resolve().name + usual_ending)
    with progress_bar(quiet or as_json, "tables") as progress:
        rows = write(result, target, progress)
    counted = [text("cli.export.table", table=name, count=count) for name, count in rows.items()]
    tables = [
        {"table": name, "rows": count, "columns": result.columns(name)}
        for name, count in rows.items()
    ]
    found = Analysis(
        "export",
        findings=[text("cli.export.done", tables=", ".join(counted), target=target)],
        facts={"result": folder, "to": to, "out": target, "tables": tables},
    )
    present(found, as_json=as_json, quiet=quiet)
