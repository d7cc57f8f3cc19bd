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
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
import pyarrow as pa

from msssim._version import __version__
from msssim.errors import ResultError
from msssim.experiments.manifest import FORMAT, differences, in_present_words, wrong_shape
from msssim.experiments.output import TEMPORARY, locked, own_folder, said_in_words, write_whole
from msssim.experiments.parquet import columns_of, read_parquet, write_parquet
from msssim.experiments.partition import Partition
from msssim.text import text
from msssim.world.observables import OUTCOMES

MANIFEST = "manifest.json"

TABLES = ("runs", "series", "contingents", "zones", "roads")


class Store:
    """A result folder; the only place that knows how it is laid out.

    Whatever is absent, damaged, of another result or cannot be written is a :class:`ResultError`
    that says what to do; what was written before is kept.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    @contextmanager
    def claimed(self, manifest: dict[str, Any]) -> Iterator[None]:
        """Hold the folder for what the manifest asks, until the end of a ``with`` statement."""
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
        """Return those of the parts that are not there with all their tables."""
        manifest = self.manifest()
        names = tables_of(manifest)
        there = [all(self._part(name, index).exists() for name in names) for index in parts]
        for index, complete in zip(parts, there, strict=True):
            for name in names if complete else ():
                columns_of(self._part(name, index), self._identity(index))
        return [index for index, complete in zip(parts, there, strict=True) if not complete]

    def write(self, index: int, part: Partition) -> None:
        """Write one part."""
        with said_in_words(self.folder):
            for name, table in reversed(part.tables().items()):  # where the runs are, all is
                self._write_table(name, index, table)

    def finish(self, found: dict[str, Any]) -> None:
        """Put into the manifest what it left open at the start."""
        with said_in_words(self.folder):
            self._write_manifest({**self.manifest(), **found})

    def manifest(self) -> dict[str, Any]:
        """Return the manifest."""
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
        """Return the rows of one part."""
        return Partition(**{name: self.read(name, index) for name in tables_of(self.manifest())})

    def complete_parts(self) -> int:
        """Return the number of parts of a folder that has them all."""
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
        """Return one part of a table, or some of its columns in the order given."""
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


@dataclass(frozen=True)
class Place:
    """Some points of one scenario, to read the rows of their runs alone."""

    scenario: str
    points: Collection[int]

    def of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return those of the rows that lie here."""
        return rows[(rows["scenario"] == self.scenario) & rows["point"].isin(self.points)]


class Source(Protocol):
    """What a result reads its tables from, those of ``TABLES``."""

    def columns(self, table: str) -> list[str]:
        """Return the columns of a table; none if there is no such table."""

    def pieces(
        self, table: str, columns: Sequence[str], place: Place | None = None
    ) -> Iterator[pd.DataFrame]:
        """Yield these columns of a table, some rows at a time.

        With a ``place``, pieces without a row of it are left out; others still hold foreign rows.
        """


class Folder(Source):
    """The parts of a complete result folder.

    What tells runs apart (their numbers, what varies between them, whether they failed) is read
    once and kept: a few values a run.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._parts = range(store.complete_parts())
        self._columns = {table: store.columns(table) for table in TABLES}
        kept = [name for name in self.columns("runs") if name not in OUTCOMES]
        tables = [store.read("runs", part, kept) for part in self._parts]
        self._kept = to_frame(tables)
        self._rows = [table.num_rows for table in tables]
        self._points = [_points_by_scenario(table) for table in tables]

    def columns(self, table: str) -> list[str]:
        """Return the columns of a table, as in its first part."""
        return self._columns[table]

    def pieces(
        self, table: str, columns: Sequence[str], place: Place | None = None
    ) -> Iterator[pd.DataFrame]:
        """Yield the runs in one piece, anything else a part at a time."""
        if table == "runs":
            yield self._runs(columns)
            return
        for part in self._parts:
            if place is None or self._holds(part, place):
                yield to_frame([self._store.read(table, part, columns)])

    def _runs(self, columns: Sequence[str]) -> pd.DataFrame:
        outcomes = [name for name in columns if name not in self._kept]
        if not outcomes:
            return self._kept[list(columns)]
        tables = [self._store.read("runs", part, outcomes) for part in self._parts]
        if [table.num_rows for table in tables] != self._rows:
            raise ResultError(text("problems.changed_since", folder=self._store.folder))
        return pd.concat([self._kept, to_frame(tables)], axis=1)[list(columns)]

    def _holds(self, part: int, place: Place) -> bool:
        return not self._points[part].get(place.scenario, frozenset()).isdisjoint(place.points)


def to_frame(tables: Sequence[pa.Table]) -> pd.DataFrame:
    """Join tables of the result files as pandas, with dates that can be reckoned with."""
    frame: pd.DataFrame = pa.concat_tables(tables).to_pandas(date_as_object=False)
    return frame


def _points_by_scenario(runs: pa.Table) -> dict[str, frozenset[int]]:
    places = runs.select(["scenario", "point"]).to_pandas().groupby("scenario")["point"]
    return {str(scenario): frozenset(points) for scenario, points in places}
