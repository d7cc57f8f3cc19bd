"""A result on disk: ``manifest.json``, ``runs/part-*.parquet`` and ``series/part-*.parquet``.

Where the manifest says so, also ``contingents``, ``zones`` and ``roads``.

Every file is written under a temporary name, forced to the disk and renamed, so it is whole or
absent whatever happens in between. The parts that are there *are* the state of a sweep: there is no
journal that could disagree with them. One that was damaged or put in another's place is found out
when it is read. Nothing is repaired in silence.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from msssim._version import __version__
from msssim.errors import ResultError
from msssim.experiments.manifest import FORMAT, differences, in_present_words, wrong_shape
from msssim.experiments.output import TEMPORARY, locked, own_folder, said_in_words, write_whole
from msssim.experiments.parquet import columns_of, read_parquet, write_parquet
from msssim.experiments.partition import Partition
from msssim.text import text

MANIFEST = "manifest.json"


class Store:
    """A result folder; the only place that knows how it is laid out."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    @contextmanager
    def claimed(self, manifest: dict[str, Any]) -> Iterator[None]:
        """Hold the folder for what the manifest asks, until the end of a ``with`` statement.

        Raises
        ------
        ResultError
            If the folder holds something else, something damaged, or another process fills it; or
            if it cannot be written.
        """
        self._refuse_other(manifest)
        with said_in_words(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        with locked(self.folder):
            with said_in_words(self.folder):
                if not (self.folder / MANIFEST).exists():
                    self._write_manifest(manifest)
                for name in tables_of(manifest):
                    own_folder(self.folder, name).mkdir(exist_ok=True)
                for leftover in self.folder.rglob(f"*{TEMPORARY}"):
                    leftover.unlink()
            yield

    def missing(self, parts: Sequence[int]) -> list[int]:
        """Return those of the parts that are not there with all their tables.

        Raises
        ------
        ResultError
            If one that is there is damaged.
        """
        manifest = self.manifest()
        names = tables_of(manifest)
        there = [all(self._part(name, index).exists() for name in names) for index in parts]
        for index, complete in zip(parts, there, strict=True):
            for name in names if complete else ():
                columns_of(self._part(name, index), self._identity(index))
        return [index for index, complete in zip(parts, there, strict=True) if not complete]

    def write(self, index: int, part: Partition) -> None:
        """Write one part.

        Raises
        ------
        ResultError
            If it cannot be written; what was written before is kept.
        """
        with said_in_words(self.folder):
            for name, table in reversed(part.tables().items()):  # where the runs are, all is
                self._write_table(name, index, table)

    def finish(self, found: dict[str, Any]) -> None:
        """Put into the manifest what it left open at the start."""
        with said_in_words(self.folder):
            self._write_manifest({**self.manifest(), **found})

    def manifest(self) -> dict[str, Any]:
        """Return the manifest.

        Raises
        ------
        ResultError
            If there is none, it cannot be read, or a later version of msssim wrote it.
        """
        file = self.folder / MANIFEST
        if not os.path.isfile(file):  # noqa: PTH113  (Path.is_file raises on too long a name)
            raise ResultError(text("problems.no_manifest", folder=self.folder))
        try:
            manifest = json.loads(file.read_text(encoding="utf-8"))
        except (ValueError, RecursionError) as error:
            raise ResultError(text("problems.damaged", part=file, reason=error)) from error
        except OSError as error:
            reason = error.strerror
            raise ResultError(text("problems.part_unreadable", part=file, reason=reason)) from error
        if not isinstance(manifest, dict) or "parts" not in manifest:
            raise ResultError(text("problems.other_manifest", part=file))
        if manifest.get("format", FORMAT) != FORMAT:
            raise ResultError(
                text(
                    "problems.other_format",
                    folder=self.folder,
                    writer=manifest.get("msssim"),
                    written=manifest["format"],
                    reader=__version__,
                    read=FORMAT,
                )
            )
        wrong = wrong_shape(manifest)
        if wrong:
            raise ResultError(text("problems.damaged", part=file, reason=wrong))
        return in_present_words(manifest)

    def part(self, index: int) -> Partition:
        """Return the rows of one part.

        Raises
        ------
        ResultError
            If it is damaged.
        """
        return Partition(**{name: self.read(name, index) for name in tables_of(self.manifest())})

    def complete_parts(self) -> int:
        """Return the number of parts of a folder that has them all.

        Raises
        ------
        ResultError
            If it has not, or one is damaged.
        """
        manifest = self.manifest()
        if manifest["parts"] is None:
            raise ResultError(text("problems.rule_not_met", folder=self.folder))
        parts: int = manifest["parts"]
        missing = self.missing(range(parts))
        if missing:
            there = {"there": parts - len(missing), "parts": parts}
            raise ResultError(text("problems.parts_missing", folder=self.folder, **there))
        return parts

    def columns(self, name: str) -> list[str]:
        """Return the columns of a table, as in its first part; none if there is no such table."""
        if name not in tables_of(self.manifest()):
            return []
        return columns_of(self._part(name, 0), self._identity(0))

    def read(self, name: str, index: int, columns: Sequence[str] | None = None) -> pa.Table:
        """Return one part of a table, or some of its columns in the order given.

        Raises
        ------
        ResultError
            If the part is absent or damaged.
        """
        return read_parquet(self._part(name, index), self._identity(index), columns)

    def _identity(self, index: int) -> str:
        return f"part {index} of {self._inputs}"

    @cached_property
    def _inputs(self) -> str:
        """The hash of the inputs to which every part belongs."""
        return str(self.manifest().get("inputs_sha256", ""))

    def _write_table(self, name: str, index: int, table: pa.Table) -> None:
        write_whole(
            self._part(name, index),
            lambda stream: write_parquet(table, stream, self._identity(index), name),
        )

    def _write_manifest(self, manifest: dict[str, Any]) -> None:
        written = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
        write_whole(self.folder / MANIFEST, lambda file: file.write(written.encode()))

    def _part(self, name: str, index: int) -> Path:
        return self.folder / name / f"part-{index:05d}.parquet"

    def _refuse_other(self, manifest: dict[str, Any]) -> None:
        if self.folder.exists() and not self.folder.is_dir():
            raise ResultError(text("problems.folder_is_file", folder=self.folder))
        if not (self.folder / MANIFEST).exists():
            found = [path.name for path in self.folder.glob("*") if path.suffix != TEMPORARY]
            if found:
                raise ResultError(
                    text("problems.folder_in_use", folder=self.folder, found=min(found))
                )
            return
        held = self.manifest()
        other = differences(held, json.loads(json.dumps(manifest)))
        if other:
            raise ResultError(
                text(
                    "problems.other_result",
                    folder=self.folder,
                    title=held.get("title"),
                    differences=", ".join(other),
                )
            )


def tables_of(manifest: dict[str, Any]) -> list[str]:
    """Return the names of the tables that a folder with this manifest holds."""
    contingents = ["contingents"] if manifest.get("contingents") else []
    places = ["zones", "roads"] if manifest.get("zones_every_days") else []
    return ["runs", "series", *contingents, *places]
