"""What is written beside a result: inside the folder that was asked for, and harmless to open.

A folder may come from somebody else, with links in it that lead elsewhere; what msssim writes under
a name of its own takes the place of such a link, and never goes where it leads. A table may hold
words that somebody else chose, which a spreadsheet would run if they began as a formula does.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from msssim.errors import ResultError
from msssim.text import text

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet takes for a formula."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Letters that no sheet can hold, and that could hide a formula behind them."""


def own_folder(folder: Path, name: str) -> Path:
    """Return a folder inside an output folder, which need not be there yet.

    Raises
    ------
    ResultError
        If a link of that name leads out of it.
    """
    inside = folder / name
    if inside.is_symlink():
        raise ResultError(text("problems.link_elsewhere", folder=inside))
    return inside


def own_file(file: Path) -> Path:
    """Return a file of msssim's own naming, once no link stands in its place."""
    if file.is_symlink():
        file.unlink()
    return file


def write_table(table: pd.DataFrame, file: Path, *, index: bool = False) -> None:
    """Write a table as CSV, in which no text is a formula."""
    guarded(table).to_csv(own_file(file), index=index)


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose text, headers included, no spreadsheet takes for a formula."""
    safe = frame.rename(columns=safe_text)
    for name in safe.select_dtypes(["object", "string", "category"]):
        safe[name] = safe[name].map(safe_text)
    return safe


def safe_text(value: Any) -> Any:
    """Return text without control letters, with an apostrophe if it begins like a formula."""
    if not isinstance(value, str):
        return value
    plain = CONTROL.sub("", value)
    return f"'{plain}" if plain.startswith(DANGEROUS) else plain
