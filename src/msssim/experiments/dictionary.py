"""What every column of a result means, with its unit: the data dictionary.

It goes into the metadata of the Parquet files, beside what ``msssim export`` writes, and into
docs/data_dictionary.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from msssim.scenario.describe import declared
from msssim.world.observables import (
    CONTINGENT_OUTCOMES,
    OUTCOMES,
    ROAD_SERIES,
    SERIES,
    ZONE_SERIES,
    Quantity,
)


@dataclass(frozen=True)
class Column:
    """One column of a table: ``missing`` says what an empty cell means."""

    name: str
    unit: str
    meaning: str
    better: str = ""
    missing: str = "the run failed"


KEYS: dict[str, Column] = {
    column.name: column
    for column in (
        Column("scenario", "name", "scenario that was played", missing=""),
        Column("point", "number", "point of the design: levers, then the sample", missing=""),
        Column("run", "number", "names the random stream, the same at every point", missing=""),
        Column("date", "date", "last day of the recorded interval", missing=""),
        Column("contingent", "name", "country whose contingent it is", missing=""),
        Column("zone", "name", "zone of the theatre", missing=""),
        Column("road", "name", "main road, a link between two zones", missing=""),
        Column("failure", "text", "why the run failed", missing="the run went well"),
        Column(
            "reproduce", "text", "command that plays the failed run again",
            missing="the run went well",
        ),
    )
}  # fmt: skip
"""Columns that tell rows apart, and those that say what failed."""

QUANTITIES: dict[str, Mapping[str, Quantity]] = {
    "runs": OUTCOMES,
    "series": SERIES,
    "contingents": CONTINGENT_OUTCOMES,
    "zones": ZONE_SERIES,
    "roads": ROAD_SERIES,
}
"""What each table reports."""

ROWS = {
    "runs": "a run, over the whole horizon",
    "series": "a run and recorded date",
    "contingents": "a run and contingent",
    "zones": "a run, recorded date and zone",
    "roads": "a run, recorded date and main road",
}
"""What a row of each table is."""

HEAD: dict[str, tuple[str, ...]] = {
    "runs": ("scenario", "point", "run"),
    "series": ("scenario", "point", "run", "date"),
    "contingents": ("scenario", "point", "run", "contingent"),
    "zones": ("scenario", "point", "run", "date", "zone"),
    "roads": ("scenario", "point", "run", "date", "road"),
}
"""What tells the rows of each table apart."""


def column(table: str, name: str) -> Column:
    """Return what a column of a table means; what varies between runs is known by its path."""
    quantity = QUANTITIES[table].get(name)
    if quantity is not None:
        may_be = quantity.may_be_null or table == "contingents"
        later = " or lies beyond the horizon" if quantity.from_day else ""
        missing = f"it never happened{later}, or the run failed" if may_be else "the run failed"
        return Column(name, quantity.unit, quantity.meaning, quantity.better, missing)
    if name in KEYS:
        return KEYS[name]
    found = declared(name)
    if found is None:
        return Column(name, "label", "lever of the experiment, by the label of its level", "", "")
    return Column(name, *found, missing="the parameter is null")
