"""What came out: a table of runs, a table of series, and the manifest that says what was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from msssim.experiments.store import Store
from msssim.experiments.tasks import Part


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
    """

    runs: pd.DataFrame
    series: pd.DataFrame
    manifest: dict[str, Any]

    @classmethod
    def of_parts(cls, parts: Iterable[Part], manifest: dict[str, Any]) -> Result:
        """Join parts, given in order."""
        listed = list(parts)
        runs = pa.concat_tables(part.runs for part in listed)
        series = pa.concat_tables(part.series for part in listed)
        return cls(_frame(runs), _frame(series), manifest)

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
            If the folder holds something else.
        """
        store = Store(folder)
        if store.begin({**self.manifest, "parts": 1}):
            store.write(0, Part(_table(self.runs), _table(self.series)))
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
