"""How the commands print: plain tables that fit 80 columns when they are piped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rich import box
from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.table import Table

from msssim.scenario.text import printable


class _Console(Console):
    """A console that obeys its own codes, and none that a title or a label may hold."""

    def render(self, *arguments: Any, **options: Any) -> Iterator[Segment]:
        """Yield the pieces of what is printed."""
        for piece in super().render(*arguments, **options):
            yield piece if piece.control else Segment(printable(piece.text), piece.style)


def show(*renderables: RenderableType) -> None:
    """Print to standard output, without colour when it is piped."""
    console = _Console(highlight=False, markup=False, emoji=False)
    for renderable in renderables:
        console.print(renderable)


def plain_table(*columns: str, title: str | None = None, right: tuple[str, ...] = ()) -> Table:
    """Return an empty table in the house's look; ``right`` names the columns of numbers."""
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    table.columns[0].no_wrap = True
    return table


def at_dots(path: str, width: int) -> str:
    """Return a path in lines of some width, broken at dots and spaces and never within a word."""
    lines = [""]
    for part in re.findall(r"[^. ]*[. ]|[^. ]+$", path):
        if lines[-1] and len(lines[-1]) + len(part.rstrip()) > width:
            lines.append("")
        lines[-1] += part
    return "\n".join(line.rstrip() for line in lines)
