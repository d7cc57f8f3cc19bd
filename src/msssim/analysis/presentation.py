"""What every analysis returns: findings, tables, and a document for programs.

The command line, the report, the dashboard and notebooks show an :class:`Analysis` by one renderer
each; :mod:`msssim.views` draws its figures by its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd


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
    facts
        What the document says besides tables and findings: plain values.
    source
        The object with the numbers, from which figures are drawn.
    """

    name: str
    findings: Sequence[str] = ()
    shown: Sequence[TextTable] = ()
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    source: Any = None

    def document(self) -> dict[str, Any]:
        """Return everything as one object for JSON: facts, findings, tables."""
        return {**self.facts, "findings": list(self.findings), **self.tables}
