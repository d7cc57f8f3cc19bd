"""What every analysis returns: findings, tables, and a document for programs.

A command, a page or a notebook calls one function such as
:func:`msssim.analysis.threshold.threshold_analysis`, and shows the :class:`Analysis` that it
returns by one renderer each: the command line by ``present`` of :mod:`msssim.cli.render`, pages by
:func:`html`. :mod:`msssim.views` draws the figures, by the name of the analysis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from msssim.text import text

if TYPE_CHECKING:
    import pandas as pd


def headings(name: str, /, **fields: Any) -> list[str]:
    """Return the column headings of a table: the parts of one template, parted by ``|``."""
    return [heading.strip() for heading in text(name, **fields).split("|")]


@dataclass(frozen=True)
class Group:
    """Rows of a table that belong together, under a heading unless it is empty."""

    heading: str
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class TextTable:
    """A table as it is read: its cells are formatted text.

    Attributes
    ----------
    title
        Caption, with the unit where all numbers share one.
    columns
        Headings; the first column names the rows.
    groups
        The rows.
    left
        Columns of text after the first; all others hold numbers and are aligned right.
    """

    title: str
    columns: Sequence[str]
    groups: Sequence[Group]
    left: Sequence[str] = ()


def text_table(
    name: str, groups: Sequence[Group], left: Sequence[int] = (), **fields: Any
) -> TextTable:
    """Return a table whose title and columns are the templates ``NAME.title`` and ``NAME.columns``.

    Parameters
    ----------
    left
        Places of the columns of text, the first of all not counted among them.
    **fields
        Fields of the title.
    """
    columns = headings(f"{name}.columns")
    title = text(f"{name}.title", **fields)
    return TextTable(title, columns, groups, [columns[place] for place in left])


@dataclass(frozen=True)
class Analysis:
    """Result of an analysis.

    Attributes
    ----------
    name
        Kind of analysis, such as ``threshold``; figures are registered under it.
    findings
        Sentences, the one that a reader would ask for first at the head.
    shown
        Tables as they are read.
    tables
        Tables in full precision, by the name of their CSV file and key of the document.
    keys
        Keys of tables in the document that differ from the names of their files; a table with an
        empty key is not in it.
    facts
        What the document says besides tables and findings: plain values.
    source
        The object with the numbers, from which figures are drawn; None where there is no figure.
    """

    name: str
    findings: Sequence[str] = ()
    shown: Sequence[TextTable] = ()
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    source: Any = None

    def document(self) -> dict[str, Any]:
        """Return everything as one object for JSON: facts, findings, tables."""
        tables = {self.keys.get(name, name): table for name, table in self.tables.items()}
        tables.pop("", None)
        return {**self.facts, "findings": list(self.findings), **tables}


def card(title: str, lead: str, table: TextTable) -> str:
    """Return what a notebook shows of an object: its title, a sentence, and a table."""
    return f"<h4>{escape(title)}</h4><p>{escape(lead)}</p>{html(table)}"


def html(table: TextTable) -> str:
    """Return a table as HTML: a caption, column headings, and a body for each group.

    Columns of numbers have the class ``number``; the first cell of a row is its heading.
    """
    kinds = ["", *("" if name in table.left else ' class="number"' for name in table.columns[1:])]
    headings = "".join(
        f'<th scope="col"{kind}>{escape(name)}</th>'
        for name, kind in zip(table.columns, kinds, strict=True)
    )
    bodies = "".join(_body(group, kinds) for group in table.groups)
    caption = f"<caption>{escape(table.title)}</caption>"
    return f"<table>{caption}<thead><tr>{headings}</tr></thead>{bodies}</table>"


def _body(group: Group, kinds: Sequence[str]) -> str:
    heading = ""
    if group.heading:
        span = f'colspan="{len(kinds)}" scope="rowgroup"'
        heading = f"<tr><th {span}>{escape(group.heading)}</th></tr>"
    return f"<tbody>{heading}{''.join(_row(row, kinds) for row in group.rows)}</tbody>"


def _row(row: Sequence[str], kinds: Sequence[str]) -> str:
    name, *cells = row
    others = "".join(
        f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(cells, kinds[1:], strict=True)
    )
    return f'<tr><th scope="row">{escape(name)}</th>{others}</tr>'
