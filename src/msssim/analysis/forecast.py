"""A forecast to be held to: quantiles of everything that can be counted, date by date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pandas as pd

from msssim.analysis.ensemble import Ensemble
from msssim.analysis.observations import OBSERVABLES
from msssim.analysis.summary import BAND
from msssim.experiments import Result


def forecast_table(result: Result, every_days: int = 28) -> pd.DataFrame:
    """Return what the runs give to every observable, at regular dates.

    Parameters
    ----------
    result
        The runs of one scenario, with every series recorded.
    every_days
        Days from one date to the next, whole weeks. A flow is its sum over them.

    Returns
    -------
    DataFrame
        A row a date and series: ``date, series, kind, unit, mean, p5, p25, p50, p75, p95``. The
        mean of an event is its chance by that date.
    """
    ensemble = Ensemble(result)
    horizon = result.manifest["horizon_days"]
    ends = np.arange(every_days, horizon + 1, every_days)
    dates = [ensemble.start + dt.timedelta(days=int(end) - 1) for end in ends]
    tables = []
    for name, observable in OBSERVABLES.items():
        if observable.kind == "event":
            values = np.column_stack([ensemble.happened(date) for date in dates])
        else:
            days, paths = ensemble.path(observable)
            values = paths[:, np.searchsorted(days, ends)]
            if observable.kind == "flow":
                values = np.diff(values, axis=1, prepend=0.0)
        head = {"date": dates, "series": name, "kind": observable.kind, "unit": observable.unit}
        tables.append(pd.DataFrame(head | dict(_described(values))))
    return pd.concat(tables, ignore_index=True)


def _described(values: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    yield "mean", values.mean(axis=0)
    for name, share in BAND.items():
        yield {"median": "p50"}.get(name, name), np.quantile(values, share, axis=0)
