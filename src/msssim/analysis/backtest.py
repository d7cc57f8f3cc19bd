"""Backtest: play a scenario from its start, and score the ensemble against later counts.

Counts dated up to the start are what was known; the reference forecasts are made of them. Later
ones are scored. Nothing is fitted here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from msssim.analysis.ensemble import Ensemble, needed_for
from msssim.analysis.observations import Observation
from msssim.analysis.pairs import refuse_lost_cells
from msssim.analysis.scores import covered, crps, linear_trend, persistence, pit, skill
from msssim.analysis.summary import BAND
from msssim.errors import InputError
from msssim.experiments import Result, simulate
from msssim.experiments.priors import Priors
from msssim.scenario import Scenario

__all__ = ["Backtest", "backtest"]


@dataclass(frozen=True)
class Backtest:
    """Runs of a scenario, and the counts with which they are compared.

    Attributes
    ----------
    result
        The runs, from the scenario's start to the last count.
    known, later
        Counts up to the start of the run, and those after it.
    """

    result: Result
    known: tuple[Observation, ...]
    later: tuple[Observation, ...]

    @cached_property
    def ensemble(self) -> Ensemble:
        """The ensemble forecast of any count."""
        return Ensemble(self.result)

    @property
    def start(self) -> dt.date:
        """First day of the run."""
        return self.ensemble.start

    @cached_property
    def scores(self) -> pd.DataFrame:
        """A row a later count, in order of series and date.

        ``series, start, date, unit, value, low, high``; mean and quantiles of the ensemble; its
        ``crps``; ``pit``; ``in_50`` and ``in_90``, whether the value lies in the middle half and
        nine tenths; the reference forecasts ``persistence`` and ``trend``, and their CRPS, which is
        their absolute error; ``source`` of the count.
        """
        return pd.DataFrame([self._scored(each) for each in self.later])

    @cached_property
    def by_series(self) -> pd.DataFrame:
        """A row a series: number of counts, mean CRPS, both skills, number of counts covered."""
        scores = self.scores
        grouped = scores.groupby("series", sort=False)
        table = grouped[["crps", "crps_persistence", "crps_trend"]].mean()
        table.insert(0, "counts", grouped.size())
        for name in ("persistence", "trend"):
            pairs = zip(table["crps"], table[f"crps_{name}"], strict=True)
            table[f"skill_{name}"] = [skill(own, other) for own, other in pairs]
        table[["in_50", "in_90"]] = grouped[["in_50", "in_90"]].sum()
        return table.reset_index()

    def _scored(self, count: Observation) -> dict[str, object]:
        ensemble = self.ensemble.given_to(count)
        references = {
            "persistence": persistence(self.known, count),
            "trend": linear_trend(self.known, count),
        }
        return {
            "series": count.series,
            "start": count.start,
            "date": count.date,
            "unit": count.observable.unit,
            "value": count.value,
            "low": count.low,
            "high": count.high,
            "mean": float(ensemble.mean()),
            **{name: float(np.quantile(ensemble, share)) for name, share in BAND.items()},
            "crps": crps(ensemble, count.value),
            "pit": pit(ensemble, count.value),
            "in_50": covered(ensemble, count.value, 0.5),
            "in_90": covered(ensemble, count.value, 0.9),
            **references,
            **{f"crps_{name}": abs(value - count.value) for name, value in references.items()},
            "source": count.source,
        }


def backtest(
    scenario: Scenario,
    observations: Iterable[Observation],
    runs: int = 500,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
    priors: Priors | None = None,
) -> Backtest:
    """Play a scenario to the last count, and compare the runs with the counts.

    Parameters
    ----------
    scenario
        What is played, from its start.
    observations
        Counts, see :func:`msssim.analysis.observations.read_observations`.
    runs, seed, progress, priors
        As in :func:`msssim.experiments.simulate`.

    Raises
    ------
    InputError
        If no count is later than the start, or the last lies beyond what can be played.
    ResultError
        If every run failed.
    """
    every = sorted(observations, key=lambda each: each.date)
    known = tuple(each for each in every if each.date <= scenario.start)
    later = _in_order_of_series(each for each in every if each.date > scenario.start)
    if not later:
        raise InputError("studies.backtest.no_later_count", start=scenario.start)
    recorded, days = needed_for(later, scenario)
    result = simulate(scenario, runs, seed, days, recorded, progress, priors=priors)
    refuse_lost_cells(result)
    return Backtest(result, known, later)


def _in_order_of_series(counts: Iterable[Observation]) -> tuple[Observation, ...]:
    """Keep the counts of a series together, the series in the order of their first count."""
    listed = list(counts)
    order = list(dict.fromkeys(each.series for each in listed))
    return tuple(sorted(listed, key=lambda each: order.index(each.series)))
