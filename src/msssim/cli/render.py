"""The renderer of the command line: one way in which every analysis is written and printed.

The first finding comes first, then the tables, then the other findings as a list, and at the end
where the files are. With ``--json`` the document of the analysis is all that is printed: one object
whose keys stay, in which numbers are numbers and what never happened is null.
"""

from __future__ import annotations

import json
import math
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
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

GLUE = "\N{WORD JOINER}"
LONGEST_NAME = 36
"""Letters of the first column that are kept in one line; longer names are broken."""

LEAST_TEXT = 10
"""Letters that a column of text has at least, or as many as it needs."""


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
        show(*laid_out(analysis, Console().width))
    files = [] if out is None else [*_write(analysis, out, silent, figures), *beside]
    if as_json:
        say({"folder": out, **analysis.document()})
    elif files and not quiet:
        from msssim.analysis.formatting import listing

        gap = [] if analysis.shown and len(analysis.findings) < 2 else [""]
        show(*gap, text("cli.written", files=listing(files), folder=out))


def laid_out(analysis: Analysis, width: int) -> Iterator[RenderableType]:
    """Yield what is printed of an analysis on a terminal of some width."""
    headline, *rest = analysis.findings or [""]
    if headline:
        yield headline
        yield from [""] if analysis.shown or rest else []
    for table in analysis.shown:
        if table.title:
            yield Text(table.title, style="bold")
        yield rich_table(table, width)
    if rest:
        listed = Table.grid(padding=(0, 1))
        for finding in rest:
            listed.add_row("-", finding)
        yield listed


def rich_table(table: TextTable, width: int) -> Table:
    """Return a table for a terminal of some width; the heading of a group is a row of its own.

    Where there is little room, columns of text give way first, then names, and numbers last.
    """
    columns = [_column(table, place) for place in range(1, len(table.columns))]
    gaps = 2 * len(table.columns)
    room = width - gaps - sum(each.least for each in columns)
    limit = min(max(room, LEAST_TEXT), LONGEST_NAME)
    names = [in_lines(row[0], limit) for group in table.groups for row in group.rows]
    widest = max([_width(name) for name in names] + [len(table.columns[0])])
    laid = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    laid.add_column(table.columns[0], no_wrap=widest <= room, overflow="fold")
    for column in columns:
        laid.add_column(
            column.heading,
            justify="left" if column.is_text else "right",
            no_wrap=not column.is_text and room >= LEAST_TEXT,
            overflow="fold",
        )
    longest = max(widest, width - gaps - sum(each.width for each in columns))
    for group in table.groups:
        if group.heading:
            lines = textwrap.wrap(group.heading, longest)
            laid.add_row(Text("\n".join(lines), style="bold"))
        for name, *cells in group.rows:
            several = any("\n" in cell for cell in cells)
            laid.add_row(Text(in_lines(name, limit)), *map(Text, cells), end_section=several)
        laid.add_section()
    return laid


@dataclass(frozen=True)
class _Column:
    """A column: its heading in lines, the width of its cells, and whether they are text."""

    heading: str
    width: int
    is_text: bool

    @property
    def least(self) -> int:
        """The width that it needs: text can be broken, numbers cannot."""
        return min(self.width, LEAST_TEXT) if self.is_text else self.width


def _column(table: TextTable, place: int) -> _Column:
    heading = table.columns[place]
    cells = [row[place] for group in table.groups for row in group.rows]
    words = heading.replace(" %", GLUE + "%").split()
    width = max(map(_width, [*cells, *words]))
    shown = "\n".join(textwrap.wrap(" ".join(words), width)).replace(GLUE, " ")
    return _Column(shown, width, heading in table.left)


def _width(cell: str) -> int:
    """Return the letters of the longest line."""
    return max(map(len, cell.splitlines()), default=0)


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


def in_lines(name: str, limit: int) -> str:
    """Return a name in lines that fit, broken at dots and spaces and never within a word."""
    lines = [""]
    for part in re.findall(r"[^. ]*[. ]|[^. ]+$", name):
        if lines[-1] and len(lines[-1]) + len(part.rstrip()) > limit:
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
