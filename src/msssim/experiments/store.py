"""A result on disk: ``manifest.json``, ``runs/part-*.parquet`` and ``series/part-*.parquet``.

Where the manifest says so, also ``contingents/part-*.parquet``; folders written before there was
such a table lack the word, and have none.

Every file is written under a temporary name, forced to the disk and renamed, so it is whole or
absent whatever happens in between. The parts that are there *are* the state of a sweep: there is no
journal that could disagree with them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from msssim.errors import ResultError
from msssim.experiments.manifest import differences
from msssim.experiments.tasks import Part

MANIFEST = "manifest.json"
TEMPORARY = ".unfinished"
"""Ending of a file that is being written; one that is still there was cut off and is removed."""


class Store:
    """A result folder; the only place that knows how it is laid out."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def begin(self, manifest: dict[str, Any]) -> list[int]:
        """Claim the folder for what the manifest asks, and return the parts that it still lacks.

        Raises
        ------
        ResultError
            If the folder holds something else.
        """
        self._refuse_other(manifest)
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (self.folder / MANIFEST).exists():
            text = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
            _write_whole(self.folder / MANIFEST, lambda file: file.write(text.encode()))
        for name in _tables(manifest):
            (self.folder / name).mkdir(exist_ok=True)
        for leftover in self.folder.rglob(f"*{TEMPORARY}"):
            leftover.unlink()
        return self._missing(manifest)

    def write(self, index: int, part: Part) -> None:
        """Write one part."""
        if part.contingents is not None:
            self._write_table(self._part("contingents", index), part.contingents)
        self._write_table(self._part("series", index), part.series)
        self._write_table(self._part("runs", index), part.runs)

    def manifest(self) -> dict[str, Any]:
        """Return the manifest.

        Raises
        ------
        ResultError
            If there is none, or it cannot be read.
        """
        file = self.folder / MANIFEST
        if not file.is_file():
            raise ResultError(f"{self.folder} is not a result folder: it has no {MANIFEST}")
        try:
            manifest = json.loads(file.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ResultError(f"{file} is damaged: {error}") from error
        if not isinstance(manifest, dict) or not isinstance(manifest.get("parts"), int):
            raise ResultError(f"{file} is not a manifest of msssim: it does not count its parts")
        return manifest

    def complete_parts(self) -> int:
        """Return the number of parts.

        Raises
        ------
        ResultError
            If a part is absent.
        """
        manifest = self.manifest()
        parts: int = manifest["parts"]
        missing = self._missing(manifest)
        if missing:
            raise ResultError(
                f"{self.folder} is not complete: {parts - len(missing)} of {parts} parts; "
                "run the same command again to finish"
            )
        return parts

    def columns(self, name: str) -> list[str]:
        """Return the columns of a table, as in its first part; none if there is no such table."""
        if name not in _tables(self.manifest()):
            return []
        file = self._part(name, 0)
        with _damage_told(file):
            return list(pq.read_schema(file).names)

    def read(self, name: str, index: int, columns: Sequence[str]) -> pa.Table:
        """Return some columns of one part of a table.

        Raises
        ------
        ResultError
            If the part is absent or damaged.
        """
        file = self._part(name, index)
        with _damage_told(file):
            return pq.ParquetFile(file).read(list(columns)).select(list(columns))

    def _missing(self, manifest: dict[str, Any]) -> list[int]:
        """Return the numbers of the parts that are not there with all their tables."""
        return [
            index
            for index in range(manifest["parts"])
            if not all(self._part(name, index).exists() for name in _tables(manifest))
        ]

    def _write_table(self, file: Path, table: pa.Table) -> None:
        _write_whole(file, lambda stream: pq.write_table(table, stream, compression="zstd"))

    def _part(self, name: str, index: int) -> Path:
        return self.folder / name / f"part-{index:05d}.parquet"

    def _refuse_other(self, manifest: dict[str, Any]) -> None:
        hint = "choose another folder (--out), or remove this one"
        if self.folder.exists() and not self.folder.is_dir():
            raise ResultError(f"{self.folder} is a file, not a folder; {hint}")
        if not (self.folder / MANIFEST).exists():
            found = [path.name for path in self.folder.glob("*") if path.suffix != TEMPORARY]
            if found:
                raise ResultError(
                    f"{self.folder} holds something that is not a result ({min(found)}); {hint}"
                )
            return
        held = self.manifest()
        other = differences(held, json.loads(json.dumps(manifest)))
        if other:
            raise ResultError(
                f"{self.folder} holds another result, {held.get('title')!r}, which differs in "
                f"{', '.join(other)}; {hint}"
            )


def _tables(manifest: dict[str, Any]) -> list[str]:
    """Return the names of the tables that a folder with this manifest holds."""
    return ["runs", "series"] + (["contingents"] if manifest.get("contingents") else [])


@contextmanager
def _damage_told(file: Path) -> Iterator[None]:
    """Name the file in what goes wrong while it is read."""
    try:
        yield
    except (pa.ArrowException, OSError, KeyError) as error:
        raise ResultError(
            f"{file} is damaged ({error}); delete it and run the same command again"
        ) from error


def _write_whole(file: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file so that it is never seen half-written, even after a power cut."""
    temporary = file.with_name(file.name + TEMPORARY)
    with temporary.open("wb") as stream:
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(file)
    if os.name == "posix":  # the new name is on the disk once its folder is
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
