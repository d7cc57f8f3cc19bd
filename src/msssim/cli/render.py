"""The renderer of the command line: one way in which every analysis is written and printed.

The first finding comes first, then the tables, then the other findings as a list, and at the end
where the files are. With ``--json`` the document of the analysis is all that is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from msssim.analysis.formatting import listing
from msssim.analysis.presentation import Analysis, TextTable
from msssim.cli import machine
from msssim.cli.layout import show
from msssim.cli.progress import progress_bar
from msssim.experiments.output import own_folder, write_table
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
    """
    silent = quiet or as_json
    if not silent:
        show(*laid_out(analysis))
    files = [] if out is None else _write(analysis, out, silent, figures)
    if as_json:
        machine.say({**analysis.document(), "folder": out})
    elif not quiet and files:
        show(text("cli.written", files=listing(files), folder=out))


def laid_out(analysis: Analysis) -> Iterator[RenderableType]:
    """Yield what is printed of an analysis."""
    headline, *rest = analysis.findings or [""]
    if headline:
        yield f"{headline}\n"
    for table in analysis.shown:
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
        for row in group.rows:
            laid.add_row(*map(Text, row))
        laid.add_section()
    return laid


def _write(analysis: Analysis, out: Path, silent: bool, figures: bool) -> list[str]:
    """Write tables and figures; return what there is now, in words."""
    out.mkdir(parents=True, exist_ok=True)
    for name, table in analysis.tables.items():
        write_table(table, out / f"{name}.csv")
    written = [f"{name}.csv" for name in analysis.tables]
    if not figures or analysis.source is None:
        return written
    from msssim.views import registry  # noqa: PLC0415  (matplotlib only where it draws)

    plan = registry.plan_of(analysis)
    folder = out if len(plan) == 1 else own_folder(out, "figures")
    with progress_bar(silent, "figures") as progress:
        registry.write(plan, folder, progress)
    return [*written, text("cli.figures", count=len(plan))]
