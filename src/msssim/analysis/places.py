"""Zones and main roads of a result: what happened where, by cell and date.

A result holds them where the experiment asks for them (``record: {zones_every_days: 91}``);
``msssim run`` always keeps them. Failed runs are left out. Parts are read one after the other, so
that a large sweep needs little memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from msssim.analysis.cells import cells, labelled_runs
from msssim.analysis.summary import BAND
from msssim.errors import InputError
from msssim.scenario.text import nearest
from msssim.world.observables import ZONE_SERIES

if TYPE_CHECKING:
    from msssim.experiments import Result


def has_places(result: Result) -> bool:
    """Whether zones and main roads were recorded."""
    return bool(result.columns("zones"))


def zone_means(result: Result, quantity: str) -> pd.DataFrame:
    """Return the mean over the runs: index ``(cell, date)``, a column a zone.

    Parameters
    ----------
    quantity
        One of :data:`msssim.world.observables.ZONE_SERIES`.

    Raises
    ------
    InputError
        If there is no such quantity, or zones were not recorded.
    """
    return _by_cell({cell: runs.mean() for cell, runs in _zone_runs(result, quantity)}, "zone")


def zone_errors(result: Result, quantity: str) -> pd.DataFrame:
    """Return the standard error of each mean, laid out like :func:`zone_means`; null of one run."""
    return _by_cell({cell: runs.sem() for cell, runs in _zone_runs(result, quantity)}, "zone")


def zone_quantiles(result: Result, quantity: str) -> pd.DataFrame:
    """Return quantiles over the runs: index ``(cell, date, quantile)``, a column a zone.

    The quantiles are those of :data:`msssim.analysis.summary.BAND`; arguments and errors as in
    :func:`zone_means`.
    """
    quantiles = pd.Index(BAND, name="quantile")
    tables = {
        cell: pd.Series(runs.quantile(list(BAND.values())).set_axis(quantiles).unstack())  # noqa: PD010
        for cell, runs in _zone_runs(result, quantity)
    }
    return _by_cell(tables, "zone")


def road_shares(result: Result) -> pd.DataFrame:
    """Return the share of runs in which each main road is open, in [0, 1].

    Index ``(cell, date)``, a column a road; a scenario without main roads has no column.

    Raises
    ------
    InputError
        If roads were not recorded.
    """
    return _by_cell(
        {cell: runs.mean() for cell, runs in _runs_by_cell(result, "roads", "road", "open")}, "road"
    )


def _zone_runs(result: Result, quantity: str) -> Iterator[tuple[str, pd.DataFrame]]:
    if quantity not in ZONE_SERIES:
        suggestion = nearest(quantity, ZONE_SERIES)
        raise InputError("analysis.places.no_quantity", name=quantity, suggestion=suggestion)
    return _runs_by_cell(result, "zones", "zone", quantity)


def _runs_by_cell(
    result: Result, table: str, place: str, quantity: str
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each cell's label with a quantity of its runs, shape (run, (date, place))."""
    if not has_places(result):
        raise InputError("analysis.places.not_recorded")
    runs = labelled_runs(result, [])
    key = ["point", "run"]
    for cell in cells(result):
        own = pd.MultiIndex.from_frame(runs.loc[runs["cell"] == cell.label, key])
        points = set(own.get_level_values("point"))
        pieces = [
            piece.set_index([*key, "date", place])[quantity].unstack(["date", place])  # noqa: PD010
            for piece in result.places(table, quantity, cell.scenario, points)
        ]
        together = pd.concat(pieces)
        yield cell.label, together[together.index.isin(own)].astype(float)


def _by_cell(columns: dict[str, pd.Series], place: str) -> pd.DataFrame:
    """Lay the cells below each other, in their order, with the places as columns."""
    tables = {
        cell: values.unstack(place)[values.index.unique(place)]  # noqa: PD010
        for cell, values in columns.items()
    }
    labels = pd.CategoricalIndex(tables, list(tables), ordered=True)
    return pd.concat(tables.values(), keys=labels, names=["cell"])
