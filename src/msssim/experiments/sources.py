"""Where the tables of a result are read from: the parts of a folder, or several results together.

A source gives some columns of a table, piece by piece, so that nobody has to hold a table whole who
needs a column of it: memory grows with what is asked for and not with what was recorded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pandas as pd
import pyarrow as pa

from msssim.errors import ResultError
from msssim.experiments.store import Store
from msssim.world.observables import OUTCOMES

if TYPE_CHECKING:
    from msssim.experiments.result import Result

TABLES = ("runs", "series", "contingents")
RUN = ["scenario", "point", "run"]
"""The columns that every table begins with: which run a row belongs to."""


@dataclass(frozen=True)
class Place:
    """Some points of one scenario, to read the rows of their runs alone."""

    scenario: str
    points: Collection[int]

    def of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return those of the rows that lie here."""
        return rows[(rows["scenario"] == self.scenario) & rows["point"].isin(self.points)]


class Source(Protocol):
    """What a result reads its tables (``runs``, ``series``, ``contingents``) from."""

    def columns(self, table: str) -> list[str]:
        """Return the columns of a table; none if there is no such table."""

    def pieces(
        self, table: str, columns: Sequence[str], place: Place | None = None
    ) -> Iterator[pd.DataFrame]:
        """Yield these columns of a table, some rows at a time.

        With a ``place``, pieces without a row of it are left out; others still hold foreign rows.
        """


class Folder:
    """The parts of a complete result folder.

    What tells runs apart (their numbers, what varies between them, whether they failed) is read
    once and kept: a few values a run.

    Raises
    ------
    ResultError
        If a part is absent, or its runs cannot be read; later, if a part was damaged or replaced.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._parts = store.complete_parts()
        self._columns = {table: store.columns(table) for table in TABLES}
        kept = [name for name in self.columns("runs") if name not in OUTCOMES]
        pieces = [to_frame(store.read("runs", part, kept)) for part in range(self._parts)]
        self._kept = pd.concat(pieces, ignore_index=True)
        self._rows = [len(piece) for piece in pieces]
        self._points = [_points_by_scenario(piece) for piece in pieces]

    def columns(self, table: str) -> list[str]:
        """Return the columns of a table, as in its first part."""
        return self._columns[table]

    def pieces(
        self, table: str, columns: Sequence[str], place: Place | None = None
    ) -> Iterator[pd.DataFrame]:
        """Yield a part at a time; what is kept, in one piece."""
        if table == "runs" and set(columns) <= set(self._kept):
            yield self._kept[list(columns)]
            return
        for part in range(self._parts):
            if place is None or self._holds(part, place):
                piece = to_frame(self._store.read(table, part, columns))
                self._require_same(table, part, piece)
                yield piece

    def _holds(self, part: int, place: Place) -> bool:
        return not self._points[part].get(place.scenario, frozenset()).isdisjoint(place.points)

    def _require_same(self, table: str, part: int, piece: pd.DataFrame) -> None:
        if table == "runs" and len(piece) != self._rows[part]:
            raise ResultError(
                f"{self._store.folder} has changed since it was read: part {part} held "
                f"{self._rows[part]:,} runs and holds {len(piece):,}; read it again"
            )


class Together:
    """Several results as one, each with its scenarios renamed."""

    def __init__(self, members: Sequence[tuple[Result, Mapping[str, str]]]) -> None:
        self._members = list(members)

    def columns(self, table: str) -> list[str]:
        """Return the columns that any of the results has."""
        listed = [result.columns(table) for result, _ in self._members]
        return list(dict.fromkeys(name for columns in listed for name in columns))

    def pieces(
        self, table: str, columns: Sequence[str], place: Place | None = None
    ) -> Iterator[pd.DataFrame]:
        """Yield the pieces of one result after the other; null where a result lacks a column."""
        for result, names in self._members:
            held = [name for name in columns if name in result.columns(table)]
            for own in _own_places(place, names):
                for piece in result.pieces(table, held, own):
                    renamed = piece.assign(scenario=piece["scenario"].map(names))
                    yield renamed.reindex(columns=list(columns))


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Return a table of the result files as pandas, with dates that can be reckoned with."""
    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    return frame


def _points_by_scenario(runs: pd.DataFrame) -> dict[str, frozenset[int]]:
    return {str(name): frozenset(points) for name, points in runs.groupby("scenario")["point"]}


def _own_places(place: Place | None, names: Mapping[str, str]) -> list[Place | None]:
    """Return where a member that is renamed like this holds a place; nowhere, if it does not."""
    if place is None:
        return [None]
    return [Place(own, place.points) for own, new in names.items() if new == place.scenario]
