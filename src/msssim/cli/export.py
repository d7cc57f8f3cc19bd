"""The command that writes a result for spreadsheets: ``export``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import Json, Quiet
from msssim.errors import InputError

OF_A_FILE = (".csv", ".json", ".ods", ".parquet", ".tsv", ".xls", ".xlsx", ".zip")
"""Endings that a folder of CSV files would be taken for a file by."""

KINDS = {"csv": "_csv", "xlsx": ".xlsx"}
"""What can be written, and what its name ends in beside the result."""


def export(
    folder: Annotated[Path, typer.Argument(metavar="RESULT", help="A result folder.")],
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
    from msssim.cli import machine
    from msssim.cli.mistaken import meant
    from msssim.cli.progress import progress_bar
    from msssim.experiments import Result
    from msssim.experiments.export import export_csv, export_xlsx
    from msssim.scenario.text import did_you_mean

    writers = {"csv": export_csv, "xlsx": export_xlsx}
    if to not in writers:
        hint = did_you_mean(to, writers)
        raise InputError(f"--to: found `{to}`; allowed is one of {', '.join(writers)}{hint}")
    if out is not None:
        _refuse_other_ending(out, to)
    with meant("result", folder):
        result = Result.read(folder)
    target = out or folder.resolve().with_name(folder.resolve().name + KINDS[to])
    with progress_bar(quiet or as_json, "tables") as progress:
        rows = writers[to](result, target, progress)
    if as_json:
        tables = [
            {"table": name, "rows": count, "columns": result.columns(name)}
            for name, count in rows.items()
        ]
        machine.say({"result": folder, "to": to, "out": target, "tables": tables})
    elif not quiet:
        counted = ", ".join(f"{name} ({count:,} rows)" for name, count in rows.items())
        typer.echo(f"{counted} and a dictionary are in {target}")


def _refuse_other_ending(out: Path, to: str) -> None:
    """Refuse a name that promises another kind of file than is written."""
    ending = out.suffix.lower()
    if to == "xlsx" and ending != ".xlsx":
        raise InputError(f"--out: {out} is no workbook; let its name end in .xlsx")
    if to == "csv" and ending in OF_A_FILE:
        raise InputError(
            f"--out: {out} would be a folder of CSV files; leave {ending} out, or use --to xlsx"
        )
