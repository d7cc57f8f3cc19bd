"""Where the tables of a result are read from: the parts of a folder, or several results together.

A source gives some columns of a table, piece by piece, so that nobody has to hold a table whole who
needs a column of it: memory grows with what is asked for and not with what was recorded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pandas as pd
import pyarrow as pa

from msssim.errors import ResultError
from msssim.experiments.store import Store
from msssim.text import text
from msssim.world.observables import OUTCOMES

TABLES = ("runs", "series", "contingents", "zones", "roads")
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
    """What a result reads its tables from, those of ``TABLES``."""

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


class Together:
    """Several results as one, each with its scenarios renamed."""

    def __init__(self, members: Sequence[tuple[Source, Mapping[str, str]]]) -> None:
        self._members = list(members)

    def columns(self, table: str) -> list[str]:
        """Return the columns that any of the results has; of what is recorded, those that all have.

        What one result did not record would stand beside the others as if it had no value there.
        """
        listed = [result.columns(table) for result, _ in self._members]
        every = dict.fromkeys(name for columns in listed for name in columns)
        if table == "runs":
            return list(every)
        return [name for name in every if all(name in columns for columns in listed)]

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


def to_frame(tables: Sequence[pa.Table]) -> pd.DataFrame:
    """Join tables of the result files as pandas, with dates that can be reckoned with."""
    frame: pd.DataFrame = pa.concat_tables(tables).to_pandas(date_as_object=False)
    return frame


def _points_by_scenario(runs: pa.Table) -> dict[str, frozenset[int]]:
    places = runs.select(["scenario", "point"]).to_pandas().groupby("scenario")["point"]
    return {str(scenario): frozenset(points) for scenario, points in places}


def _own_places(place: Place | None, names: Mapping[str, str]) -> list[Place | None]:
    """Return where a member that is renamed like this holds a place; nowhere, if it does not."""
    if place is None:
        return [None]
    return [Place(own, place.points) for own, new in names.items() if new == place.scenario]
