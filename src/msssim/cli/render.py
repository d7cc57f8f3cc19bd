"""The renderer of the command line: one way in which every analysis is written and printed.

The first finding comes first, then the tables, then the other findings as a list, and at the end
where the files are. With ``--json`` the document of the analysis is all that is printed: one object
whose keys stay, in which numbers are numbers and what never happened is null.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import typer
from rich import box
from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from msssim.cli.progress import progress_bar
from msssim.presentation import Analysis, TextTable
from msssim.scenario.text import printable
from msssim.text import text

LONGEST_NAME = 36
"""Letters of the first column that are kept in one line; longer names are broken."""


def present(
    analysis: Analysis,
    out: Path | None = None,
    *,
    as_json: bool = False,
    quiet: bool = False,
    figures: bool = True,
    beside: Sequence[str] = (),
) -> None:
    """Print an analysis, and write its tables and figures into a folder if one is named.

    Parameters
    ----------
    out
        Folder of the tables, as CSV; a single figure stands beside them, several in ``figures``.
    as_json
        Print the document instead, with ``folder``.
    quiet
        Print nothing.
    figures
        Whether figures are drawn, where the analysis has any.
    beside
        Names of what the folder holds already.
    """
    silent = quiet or as_json
    if not silent:
        show(*laid_out(analysis))
    files = [] if out is None else [*_write(analysis, out, silent, figures), *beside]
    if as_json:
        say({"folder": out, **analysis.document()})
    elif files and not quiet:
        from msssim.analysis.formatting import listing

        show(text("cli.written", files=listing(files), folder=out))


def laid_out(analysis: Analysis) -> Iterator[RenderableType]:
    """Yield what is printed of an analysis."""
    headline, *rest = analysis.findings or [""]
    if headline:
        yield f"{headline}\n"
    for table in analysis.shown:
        if table.title:
            yield Text(table.title, style="bold")
        yield rich_table(table)
    if rest:
        listed = Table.grid(padding=(0, 1))
        for finding in rest:
            listed.add_row("-", finding)
        yield listed
        yield ""


def rich_table(table: TextTable) -> Table:
    """Return a table for the terminal; the heading of a group is a row of its own."""
    laid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        is_text = column in table.left or column == table.columns[0]
        laid.add_column(column, justify="left" if is_text else "right", overflow="fold")
    names = [row[0] for group in table.groups for row in group.rows]
    laid.columns[0].no_wrap = max(map(len, names), default=0) <= LONGEST_NAME
    for group in table.groups:
        if group.heading:
            laid.add_row(Text(group.heading, style="bold"))
        for name, *cells in group.rows:
            laid.add_row(Text(_in_lines(name)), *map(Text, cells))
        laid.add_section()
    return laid


def show(*renderables: RenderableType) -> None:
    """Print to standard output, without colour when it is piped."""
    console = _Console(highlight=False, markup=False, emoji=False)
    for renderable in renderables:
        console.print(renderable)


def say(document: Mapping[str, Any]) -> None:
    """Print a document as JSON."""
    typer.echo(written(document))


def written(document: Mapping[str, Any]) -> str:
    """Return a document as JSON, in ASCII so that it survives every terminal and pipe."""
    return json.dumps(_finite(document), default=_plain, indent=2, allow_nan=False)


class _Console(Console):
    """A console that obeys its own codes, and none that a title or a label may hold."""

    def render(self, *arguments: Any, **options: Any) -> Iterator[Segment]:
        """Yield the pieces of what is printed."""
        for piece in super().render(*arguments, **options):
            yield piece if piece.control else Segment(printable(piece.text), piece.style)


def _in_lines(name: str) -> str:
    """Return a name in lines that fit, broken at dots and spaces and never within a word."""
    lines = [""]
    for part in re.findall(r"[^. ]*[. ]|[^. ]+$", name):
        if lines[-1] and len(lines[-1]) + len(part.rstrip()) > LONGEST_NAME:
            lines.append("")
        lines[-1] += part
    return "\n".join(line.rstrip() for line in lines)


def _write(analysis: Analysis, out: Path, silent: bool, figures: bool) -> list[str]:
    """Write tables and figures; return the names of what there is now."""
    from msssim.experiments.output import own_folder, write_table

    out.mkdir(parents=True, exist_ok=True)
    for name, table in analysis.tables.items():
        write_table(table, out / f"{name}.csv")
    names = [f"{name}.csv" for name in analysis.tables]
    if not figures or analysis.source is None:
        return names
    from msssim.views import registry

    plan = registry.plan_of(analysis)
    folder = out if len(plan) == 1 else own_folder(out, "figures")
    with progress_bar(silent, "figures") as progress:
        registry.write(plan, folder, progress)
    return [*names, text("cli.figures", count=len(plan))]


def _plain(value: Any) -> Any:
    """Return what JSON has no word for in words that it has."""
    if hasattr(value, "to_dict"):  # a table
        return _finite(value.to_dict("records"))
    if is_dataclass(value) and not isinstance(value, type):
        return _finite(asdict(value))
    if hasattr(value, "item"):  # a NumPy scalar
        return _finite(value.item())
    return str(value)  # a date or a path


def _finite(value: Any) -> Any:
    """Replace what is not a number, or has no end, by null."""
    if isinstance(value, Mapping):
        return {str(key): _finite(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
