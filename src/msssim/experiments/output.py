"""What is written beside a result: inside the folder that was asked for, and harmless to open.

A folder may come from somebody else, with links in it that lead elsewhere; what msssim writes under
a name of its own takes the place of such a link, and never goes where it leads. A table may hold
words that somebody else chose, which a spreadsheet would run if they began as a formula does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from msssim.errors import ResultError

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula.

Source: OWASP, CSV Injection.
"""


def own_folder(folder: Path, name: str) -> Path:
    """Return a folder inside an output folder, which need not be there yet.

    Raises
    ------
    ResultError
        If a link of that name leads out of it.
    """
    inside = folder / name
    if inside.is_symlink():
        raise ResultError(
            f"{inside} is a link to another place; remove it, or choose another --out"
        )
    return inside


def own_file(file: Path) -> Path:
    """Return a file of msssim's own naming, once no link stands in its place."""
    if file.is_symlink():
        file.unlink()
    return file


def write_table(table: pd.DataFrame, file: Path, *, index: bool = False) -> None:
    """Write a table as CSV; text that would be a formula begins with an apostrophe."""
    safe = table.rename(columns=_as_text)
    words = safe.select_dtypes(exclude=["number", "bool", "datetime"]).columns
    safe[words] = safe[words].astype(object).map(_as_text)
    safe.to_csv(own_file(file), index=index)


def _as_text(cell: Any) -> Any:
    if not isinstance(cell, str) or not cell.startswith(FORMULA) or _is_number(cell):
        return cell
    return f"'{cell}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
