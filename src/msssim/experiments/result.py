"""What came out: tables of runs, series and contingents, and the manifest: what was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from msssim.errors import ResultError
from msssim.experiments.part import Part
from msssim.experiments.store import Store


@dataclass(frozen=True)
class Result:
    """The runs of one experiment, or of one scenario.

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
    """

    runs: pd.DataFrame
    series: pd.DataFrame
    manifest: dict[str, Any]
    contingents: pd.DataFrame | None = None

    @classmethod
    def of_parts(cls, parts: Iterable[Part], manifest: dict[str, Any]) -> Result:
        """Join parts, given in order."""
        listed = list(parts)
        runs = pa.concat_tables(part.runs for part in listed)
        series = pa.concat_tables(part.series for part in listed)
        by_country = [part.contingents for part in listed if part.contingents is not None]
        contingents = _frame(pa.concat_tables(by_country)) if by_country else None
        return cls(_frame(runs), _frame(series), manifest, contingents)

    @classmethod
    def read(cls, folder: str | Path) -> Result:
        """Read a result folder.

        Raises
        ------
        ResultError
            If it is none, is not complete, or is damaged.
        """
        store = Store(folder)
        return cls.of_parts([store.tables()], store.manifest())

    def write(self, folder: str | Path) -> Path:
        """Write the result as a folder of one part; the same folder again is left as it is.

        Raises
        ------
        ResultError
            If the folder holds something else, or the contingents are not what the manifest says.
        """
        if (self.contingents is not None) != self.manifest.get("contingents", False):
            raise ResultError(
                "only one of manifest and tables has contingents; set `contingents` in both"
            )
        store = Store(folder)
        with store.claimed({**self.manifest, "parts": 1}):
            if store.missing([0]):
                contingents = None if self.contingents is None else _table(self.contingents)
                store.write(0, Part(_table(self.runs), _table(self.series), contingents))
        return store.folder

    def __repr__(self) -> str:
        return f"<Result {self.manifest.get('title')!r}: {len(self.runs):,} runs>"


def _frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    return frame


def _table(frame: pd.DataFrame) -> pa.Table:
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    if "date" in table.column_names:
        place = table.column_names.index("date")
        table = table.set_column(place, "date", table["date"].cast(pa.date32()))
    return table
