"""What came out: tables of runs, series, contingents and places, and what was asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from msssim.errors import InputError, ResultError
from msssim.experiments.partition import RUN, Partition
from msssim.experiments.store import TABLES, Folder, Place, Source, Store, tables_of, to_frame
from msssim.presentation import Group, TextTable, card
from msssim.scenario.text import nearest
from msssim.text import text
from msssim.world.observables import OUTCOMES

HEADLINE = ("strength_52w", "gang_control_end", "civilians_killed", "displaced_end")
"""Outcomes that a notebook shows of a result."""

FAILURE, REPRODUCE = "failure", "reproduce"
"""Columns of the runs, null for a run that went well: why it failed, the command to see it again.

A result whose runs cannot fail lacks them. All outcomes of a run that failed are null.
"""


class Result:
    """The runs of one experiment, or of one scenario.

    A result that is read from a folder loads a table when it is first looked at, and then keeps it.
    :meth:`outcomes` and :meth:`paths` read a few columns alone, so that what is made of a hundred
    thousand runs needs little more memory than what is made of a few thousand; once a table is
    loaded, they take their columns from it.

    Attributes
    ----------
    runs
        A row a run: ``scenario, point, run``, a column for each thing that varies, the outcomes
        (NaN: never happened). Sorted by scenario (as in the manifest), point, run.
    series
        A row a run and recorded date: ``scenario, point, run, date``, the recorded series. A flow
        is the sum over the interval that ends on the date, anything else its value at the end.
    manifest
        What was asked, see :mod:`msssim.experiments.manifest`.
    contingents
        A row a run and contingent: ``scenario, point, run, contingent``, the outcomes of that
        country's contingent; None if they were not recorded.
    zones, roads
        A row a run, recorded date and zone, or main road: ``scenario, point, run, date, zone``,
        the series of that zone (:data:`msssim.world.observables.ZONE_SERIES`); None if they were
        not recorded.
    """

    def __init__(self, manifest: dict[str, Any], source: Source | None = None) -> None:
        self.manifest = manifest
        self._source = source
        self._loaded: dict[str, pd.DataFrame] = {}

    @classmethod
    def of_frames(
        cls,
        runs: pd.DataFrame,
        series: pd.DataFrame,
        manifest: dict[str, Any],
        contingents: pd.DataFrame | None = None,
        zones: pd.DataFrame | None = None,
        roads: pd.DataFrame | None = None,
    ) -> Result:
        """Make a result of tables in memory."""
        tables = zip(TABLES, (runs, series, contingents, zones, roads), strict=True)
        result = cls(manifest)
        result._loaded = {name: table for name, table in tables if table is not None}
        return result

    @classmethod
    def of_parts(cls, parts: Iterable[Partition], manifest: dict[str, Any]) -> Result:
        """Join parts in memory."""
        listed = [part.tables() for part in parts]
        result = cls(manifest)
        result._loaded = {
            name: result._in_order(to_frame([tables[name] for tables in listed]))
            for name in listed[0]
        }
        return result

    @classmethod
    def read(cls, folder: str | Path) -> Result:
        """Open a result folder; its tables are read when they are needed.

        Raises
        ------
        ResultError
            If it is none, is not complete, or is damaged; damage to a table when it is read.
        """
        store = Store(folder)
        return cls(store.manifest(), Folder(store))

    @classmethod
    def together(
        cls, members: Sequence[tuple[Result, Mapping[str, str]]], manifest: dict[str, Any]
    ) -> Result:
        """Make one result of several, each with new names for its scenarios."""
        return cls(manifest, _Together(members))

    def write(self, folder: str | Path) -> Path:
        """Write the result as a folder of one part; the same folder again is left as it is."""
        asked = tables_of(self.manifest)
        held = [name for name in TABLES if self.columns(name)]
        if held != asked:
            name = next(name for name in TABLES if (name in held) != (name in asked))
            raise ResultError(text("problems.table_not_in_both", table=name))
        store = Store(folder)
        with store.claimed({**self.manifest, "parts": 1}):
            if store.missing([0]):
                store.write(0, Partition(**{name: _table(self._whole(name)) for name in held}))
        return store.folder

    @property
    def runs(self) -> pd.DataFrame:
        """All runs, see the class."""
        return self._whole("runs")

    @property
    def series(self) -> pd.DataFrame:
        """All series, see the class."""
        return self._whole("series")

    @property
    def contingents(self) -> pd.DataFrame | None:
        """All contingents, see the class."""
        return self._recorded("contingents")

    @property
    def zones(self) -> pd.DataFrame | None:
        """All zones, see the class."""
        return self._recorded("zones")

    @property
    def roads(self) -> pd.DataFrame | None:
        """All main roads, see the class."""
        return self._recorded("roads")

    @property
    def varied(self) -> list[str]:
        """The columns of the runs that say what varies: levers and uncertainties."""
        others = {*RUN, FAILURE, REPRODUCE, *OUTCOMES}
        return [name for name in self.columns("runs") if name not in others]

    @property
    def failed(self) -> pd.DataFrame:
        """The runs that failed: which, what varies, ``failure`` and ``reproduce``."""
        said = [name for name in (FAILURE, REPRODUCE) if name in self.columns("runs")]
        runs = self.outcomes(said).reindex(columns=[*RUN, *self.varied, FAILURE, REPRODUCE])
        return runs[runs[FAILURE].notna()].reset_index(drop=True)

    def __len__(self) -> int:
        """Return the number of runs."""
        return len(self.outcomes())

    def columns(self, table: str) -> list[str]:
        """Return the columns of a table; none if it was not recorded."""
        if table in self._loaded:
            return self._loaded[table].columns.tolist()
        return [] if self._source is None else self._source.columns(table)

    def outcomes(self, names: Sequence[str] = (), *, failed: bool = True) -> pd.DataFrame:
        """Return the runs with some of their outcomes alone.

        Parameters
        ----------
        names
            Columns of ``runs``; without any, what tells the runs apart.
        failed
            Whether the runs that failed are among them.

        Returns
        -------
        DataFrame
            ``scenario, point, run``, what varies, ``names``; the rows as in ``runs``.

        Raises
        ------
        InputError
            If the runs have no such column.
        """
        columns = list(dict.fromkeys([*RUN, *self.varied, *names]))
        self._require_columns("runs", names)
        if not names and failed and "runs" not in self._loaded:
            return self._keys.copy()
        if failed or FAILURE not in self.columns("runs"):
            return self._read("runs", columns)
        runs = self._read("runs", list(dict.fromkeys([*columns, FAILURE])))
        return runs.loc[runs[FAILURE].isna(), columns].reset_index(drop=True)

    def paths(self, series: str, scenario: str, points: Collection[int]) -> pd.DataFrame:
        """Return a series in each run at some points of a scenario; refuse one not recorded.

        Returns
        -------
        DataFrame, shape (run, date), float32
            Indexed by scenario, point and run, in the order of ``runs``; a column a date.
        """
        self._require_columns("series", [series])
        place = Place(scenario, points)
        pieces = [
            place.of(piece).set_index([*RUN, "date"])[series].unstack("date")  # noqa: PD010
            for piece in self.pieces("series", [*RUN, "date", series], place)
        ]
        return pd.concat(pieces).sort_index(kind="stable") if pieces else pd.DataFrame()

    def places(
        self, table: str, quantity: str, scenario: str, points: Collection[int]
    ) -> Iterator[pd.DataFrame]:
        """Yield a quantity of the zones or roads at some points of a scenario, piece by piece.

        Each piece has the columns ``scenario, point, run, date``, the place, the quantity; one
        that was not recorded is refused.
        """
        self._require_columns(table, [quantity])
        place = Place(scenario, points)
        kind = table.removesuffix("s")
        for piece in self.pieces(table, [*RUN, "date", kind, quantity], place):
            yield place.of(piece)

    def pieces(
        self, table: str, columns: Sequence[str], place: Place | None = None
    ) -> Iterator[pd.DataFrame]:
        """Yield columns of a table, some rows at a time; see :class:`sources.Source`."""
        if table in self._loaded:
            yield self._loaded[table][list(columns)]
        elif self._source is not None:
            yield from self._source.pieces(table, columns, place)

    def __repr__(self) -> str:
        return f"<Result {self.manifest.get('title')!r}: {len(self):,} runs>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: title, what was played, and the median of main outcomes."""
        played = text("common.runs", count=len(self))
        medians = self.outcomes(HEADLINE).groupby("scenario", sort=False)[list(HEADLINE)].median()
        rows = [
            [str(name), *("" if pd.isna(value) else f"{value:,.4g}" for value in row)]
            for name, row in zip(medians.index, medians.to_numpy(), strict=True)
        ]
        caption = text("experiments.medians")
        table = TextTable(caption, ["scenario", *HEADLINE], [Group("", rows)])
        return card(str(self.manifest.get("title")), played, table)

    @cached_property
    def _keys(self) -> pd.DataFrame:
        """What tells the runs of a folder apart, in order: asked for again and again."""
        return self._read("runs", [*RUN, *self.varied])

    def _recorded(self, table: str) -> pd.DataFrame | None:
        return self._whole(table) if self.columns(table) else None

    def _whole(self, table: str) -> pd.DataFrame:
        if table not in self._loaded:
            self._loaded[table] = self._read(table, self.columns(table))
        return self._loaded[table]

    def _read(self, table: str, columns: Sequence[str]) -> pd.DataFrame:
        return self._in_order(pd.concat(self.pieces(table, columns), ignore_index=True))

    def _in_order(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Sort rows by scenario as in the manifest, point, run, whatever part they came from."""
        listed = self.manifest.get("scenarios", ())
        names = list(dict.fromkeys([*listed, *rows["scenario"].unique()]))
        place = pd.Categorical(rows["scenario"], names).codes
        order = np.lexsort((rows["run"], rows["point"], place))
        if np.array_equal(order, np.arange(len(rows))):
            return rows
        return rows.iloc[order].reset_index(drop=True)

    def _require_columns(self, table: str, names: Sequence[str]) -> None:
        held = self.columns(table)
        for name in names:
            if name not in held:
                suggestion = nearest(name, held)
                raise InputError(
                    "problems.no_column", table=table, name=name, suggestion=suggestion
                )


class _Together(Source):
    """Several results as one, each with its scenarios renamed."""

    def __init__(self, members: Sequence[tuple[Source, Mapping[str, str]]]) -> None:
        self._members = list(members)

    def columns(self, table: str) -> list[str]:
        """Return the columns of any result; of what is recorded only those that all have."""
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


def _own_places(place: Place | None, names: Mapping[str, str]) -> list[Place | None]:
    """Return where a member that is renamed like this holds a place; nowhere, if it does not."""
    if place is None:
        return [None]
    return [Place(own, place.points) for own, new in names.items() if new == place.scenario]


def _table(frame: pd.DataFrame) -> pa.Table:
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    if "date" in table.column_names:
        place = table.column_names.index("date")
        table = table.set_column(place, "date", table["date"].cast(pa.date32()))
    return table
