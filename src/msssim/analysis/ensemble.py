"""What the runs of one scenario give to a thing that can be counted, run by run.

The model is recorded at the ends of weeks. In between it is read on the straight line, as if a
week's flow were spread evenly over its days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from msssim.analysis.cells import cell_paths, labelled_runs
from msssim.analysis.observations import Observable, Observation
from msssim.experiments import Result

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
        """Return what each run gives to a count, shape (run,)."""
        if count.observable.kind == "event":
            return self.happened(count.date)
        days, values = self.path(count.observable)
        at_end = _on_day(days, values, self._end_of(count.date))
        if count.start is None:
            return at_end
        difference: np.ndarray = at_end - _on_day(days, values, self._end_of(count.start) - 1)
        return difference

    def path(self, observable: Observable) -> tuple[np.ndarray, np.ndarray]:
        """Return how a quantity unfolds in each run: a flow as its total since the start.

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


def _on_day(days: np.ndarray, values: np.ndarray, day: float) -> np.ndarray:
    """Return each run's value on a day, on the straight line between the recorded ones."""
    place = float(np.interp(day, days, np.arange(len(days))))
    before, after = int(np.floor(place)), int(np.ceil(place))
    value: np.ndarray = values[:, before] + (place - before) * (
        values[:, after] - values[:, before]
    )
    return value
