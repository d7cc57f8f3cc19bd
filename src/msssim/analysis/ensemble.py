"""The ensemble forecast of a count: what each run of a scenario gives to it.

The model is recorded at the ends of weeks. In between it is interpolated linearly, as if a week's
flow were spread evenly over its days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from msssim.analysis.cells import cell_paths, labelled_runs
from msssim.analysis.observations import OBSERVABLES, Observable, Observation
from msssim.analysis.summary import BAND
from msssim.experiments import Result
from msssim.scenario import Scenario

FIRST_BOOTS_DAYS = "first_boots_days"


@dataclass(frozen=True)
class Ensemble:
    """The runs of a result with one cell; runs that failed are left out."""

    result: Result
    _read: dict[str, pd.DataFrame] = field(default_factory=dict, init=False, repr=False)

    @property
    def start(self) -> dt.date:
        """First day of the run."""
        return dt.date.fromisoformat(self.result.manifest["start"])

    def given_to(self, count: Observation) -> np.ndarray:
        """Return the value of each run for a count, shape (run,)."""
        if count.observable.kind == "event":
            return self.happened(count.date)
        days, values = self.path(count.observable)
        at_end = _on_day(days, values, self._end_of(count.date))
        if count.start is None:
            return at_end
        difference: np.ndarray = at_end - _on_day(days, values, self._end_of(count.start) - 1)
        return difference

    def path(self, observable: Observable) -> tuple[np.ndarray, np.ndarray]:
        """Return the path of a quantity in each run; a flow as its total since the start.

        Returns
        -------
        days, shape (date,)
            Days from the start of the run to the end of each recorded date; a flow begins with 0.
        values, shape (run, date)
        """
        parts = [sign * self._series(name) for name, sign in observable.parts.items()]
        paths = sum(parts[1:], parts[0])
        days = np.array([self._end_of(date.date()) for date in pd.to_datetime(paths.columns)])
        values = paths.to_numpy()
        if observable.kind == "stock":
            return days, values
        totals = np.cumsum(values, axis=1)
        return np.insert(days, 0, 0), np.insert(totals, 0, 0.0, axis=1)

    def happened(self, date: dt.date) -> np.ndarray:
        """Return whether the first mission person has landed by a date, 0 or 1, shape (run,)."""
        days = labelled_runs(self.result, [FIRST_BOOTS_DAYS])[FIRST_BOOTS_DAYS]
        return (days <= (date - self.start).days).to_numpy(dtype=float)  # never: not by then

    def _series(self, name: str) -> pd.DataFrame:
        if name not in self._read:  # several counts ask for the same
            ((_, paths),) = cell_paths(self.result, name)
            self._read[name] = paths.astype(float)
        return self._read[name]

    def _end_of(self, date: dt.date) -> int:
        """Days from the start of the run to the end of a date."""
        return (date - self.start).days + 1


def needed_for(counts: Sequence[Observation], scenario: Scenario) -> tuple[list[str], int]:
    """Return the series and the days that a scenario must be played for, to compare with counts."""
    series = dict.fromkeys(part for count in counts for part in count.observable.parts)
    days = (max(count.date for count in counts) - scenario.start).days + 1
    return list(series) or ["deployed"], -(-days // scenario.step_days) * scenario.step_days


def forecast_table(result: Result, every_days: int = 28) -> pd.DataFrame:
    """Return the quantiles of every observable over the runs, at regular dates.

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
        mean of an event is its probability by that date.
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


def _on_day(days: np.ndarray, values: np.ndarray, day: float) -> np.ndarray:
    """Return each run's value on a day, interpolated between the recorded ones."""
    return np.array([np.interp(day, days, path) for path in values])
