"""How files are written: whole or not at all, inside the folder asked for, harmless to open.

Every file of a result is written under a temporary name, forced to the disk and renamed, so it is
whole or absent whatever happens in between.

A folder may come from somebody else, with links in it that lead elsewhere; what msssim writes under
a name of its own takes the place of such a link, and never goes where it leads. A table may hold
words that somebody else chose, which a spreadsheet would run if they began as a formula does.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pandas as pd

from msssim.errors import ResultError
from msssim.text import text

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet takes for a formula."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Letters that no sheet can hold, and that could hide a formula behind them."""

TEMPORARY = ".unfinished"
"""Ending of a file that is being written; one that is still there was cut off and is removed."""

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def own_folder(folder: Path, name: str) -> Path:
    """Return a folder inside an output folder, which need not be there yet."""
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


@contextmanager
def said_in_words(folder: Path) -> Iterator[None]:
    """Turn what the system refuses into an error that says what to do."""
    try:
        yield
    except OSError as error:
        template = "problems.no_room" if error.errno in NO_ROOM else "problems.folder_not_written"
        said = {"folder": folder, "reason": error.strerror, "part": error.filename}
        raise ResultError(text(template, **said)) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes from filling the folder; the system ends the hold with the process."""
    if os.name != "posix":
        yield
        return
    import fcntl  # noqa: PLC0415  (not on every system)

    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ResultError(text("problems.folder_locked", folder=folder)) from error
        except OSError:  # a file system without locks: go without
            pass
        yield
    finally:
        os.close(handle)


def write_whole(file: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file so that it is never seen half-written, even after a power cut."""
    temporary = file.with_name(file.name + TEMPORARY)
    temporary.unlink(missing_ok=True)
    try:
        with temporary.open("xb") as stream:  # never through a link of that name
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if os.name == "posix":  # the new name is on the disk once its folder is
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
