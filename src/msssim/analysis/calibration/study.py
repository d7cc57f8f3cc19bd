"""Calibration: points of the parameter space, played and compared with counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan, nan
from typing import Any

import numpy as np
import pandas as pd

from msssim.analysis.calibration.matching import (
    IMPLAUSIBLE,
    abc_weights,
    effective_number,
    implausibility,
    is_plausible,
)
from msssim.analysis.calibration.posterior import Posterior, posterior_of, weighted_quantiles
from msssim.analysis.calibration.targets import Discrepancy, Target, targets_of
from msssim.analysis.ensemble import Ensemble, needed_for
from msssim.analysis.observations import Observation
from msssim.analysis.summary import BAND
from msssim.errors import InputError, Problem, ResultError
from msssim.experiments import Experiment, Result
from msssim.experiments.design import quantile_sample
from msssim.experiments.fields import Record
from msssim.experiments.uncertainty import EquallyLikely
from msssim.scenario import parameter_info
from msssim.text import text

WEEK = 7
FEWEST_POINTS = 400
"""Effective number of points that is needed; see :func:`abc_weights`."""

FEWEST_RUNS = 2
FEWEST_PLAUSIBLE = 20
"""Plausible points that are needed to weight them."""


@dataclass(frozen=True)
class Calibration:
    """Points that were played, and the counts with which they are compared.

    Attributes
    ----------
    experiment, result
        What was sampled, and its runs: one cell, several runs a point.
    targets, held_back
        Counts that are matched, and those that are held back as a test.
    """

    experiment: Experiment
    result: Result
    targets: tuple[Target, ...]
    held_back: tuple[Observation, ...]

    @cached_property
    def distance(self) -> pd.DataFrame:
        """Distance of each count from each point, a row a point; see :func:`implausibility`."""
        values = implausibility(self._values, self.targets)
        return pd.DataFrame(values, columns=[target.label for target in self.targets])

    @property
    def refused(self) -> pd.Series:
        """Share of the points that each count rules out."""
        return (self.distance.abs() >= IMPLAUSIBLE).mean()

    @cached_property
    def plausible(self) -> np.ndarray:
        """Which points no count rules out, shape (point,)."""
        return is_plausible(self.distance.to_numpy())

    @cached_property
    def by_count(self) -> pd.DataFrame:
        """A row a count, those held back at the end.

        ``series, start, date, value, low, high, held_back, discrepancy_sd``; ``refused``, share of
        the points that it rules out; quantiles of the runs over all points (``prior_``) and over
        the weighted ones (``posterior_``); ``in_90``, whether the 90 % interval of the latter
        covers the count; the stated errors are not added to them.
        """
        matched = [
            self._row(target.count, values, target.discrepancy_sd, share)
            for target, values, share in zip(
                self.targets, np.moveaxis(self._values, 2, 0), self.refused, strict=True
            )
        ]
        held_back = [self._row(count, self._given_to(count)) for count in self.held_back]
        return pd.DataFrame([*matched, *held_back])

    @cached_property
    def weights(self) -> np.ndarray:
        """Weight of every run, (point, run); 0 at implausible points."""
        return self._weighed[0]

    @property
    def widened(self) -> float:
        """Factor by which the stated errors were multiplied, 1 if they were large enough."""
        return self._weighed[1]

    @property
    def effective(self) -> float:
        """Effective number of points."""
        return effective_number(self.weights.sum(axis=1))

    @cached_property
    def points(self) -> pd.DataFrame:
        """Values of the parameters, a column each, a row a point."""
        rows = self.result.outcomes([]).drop_duplicates("point").sort_values("point")
        return rows[list(self.experiment.uncertainties)].reset_index(drop=True)

    def unit_of(self, parameter: str) -> str:
        """Return the unit of a parameter."""
        return parameter_info(self.experiment.scenarios[0], parameter).unit

    @cached_property
    def posterior(self) -> Posterior:
        """Posterior of the parameters."""
        return posterior_of(
            self.experiment,
            self.points,
            quantile_sample(self.experiment),
            self.weights.sum(axis=1),
            self.effective,
        )

    @cached_property
    def _weighed(self) -> tuple[np.ndarray, float]:
        plausible = self.plausible
        if plausible.sum() < FEWEST_PLAUSIBLE:
            shares = self.refused.sort_values(ascending=False, kind="stable")
            refusing = [f"  {100 * share:3.0f} %  {label}" for label, share in shares.items()]
            message = text(
                "studies.calibration.too_few_plausible",
                plausible=plausible.sum(),
                points=len(plausible),
                needed=FEWEST_PLAUSIBLE,
                refusing="\n".join(refusing),
            )
            raise ResultError(message)
        weights = np.zeros(self._values.shape[:2])
        weights[plausible], widened = abc_weights(
            self._values[plausible], self.targets, FEWEST_POINTS
        )
        return weights, widened

    @cached_property
    def _values(self) -> np.ndarray:
        """Values of the runs for the targets, (point, run, target)."""
        return np.stack([self._given_to(target.count) for target in self.targets], axis=2)

    @cached_property
    def _ensemble(self) -> Ensemble:
        return Ensemble(self.result)

    def _given_to(self, count: Observation) -> np.ndarray:
        """Return the values of the runs for a count, (point, run)."""
        return self._ensemble.given_to(count).reshape(self.experiment.design.points, -1)

    def _row(
        self,
        count: Observation,
        values: np.ndarray,
        discrepancy_sd: float = nan,
        refused: float = nan,
    ) -> dict[str, Any]:
        """Return a count's row; one without a discrepancy is held back."""
        flat, weights = values.ravel(), self.weights.ravel()
        at = np.array(list(BAND.values()))
        prior = np.quantile(flat, at)
        posterior = weighted_quantiles(flat, weights, at)
        return {
            "series": count.series,
            "start": count.start,
            "date": count.date,
            "value": count.value,
            "low": count.low,
            "high": count.high,
            "held_back": isnan(discrepancy_sd),
            "discrepancy_sd": discrepancy_sd,
            "refused": refused,
            **{f"prior_{name}": value for name, value in zip(BAND, prior, strict=True)},
            **{f"posterior_{name}": value for name, value in zip(BAND, posterior, strict=True)},
            "in_90": bool(posterior[0] <= count.value <= posterior[-1]),
        }


def calibration_experiment(experiment: Experiment, counts: Sequence[Observation]) -> Experiment:
    """Return the experiment, played to the last count with the series that are counted.

    Raises
    ------
    InputError
        With everything for which it cannot be calibrated.
    """
    problems = list(_problems(experiment))
    (scenario, *_) = experiment.scenarios
    later = [count for count in counts if count.date > scenario.start]
    if not later:
        template = "studies.calibration.no_later_count"
        problems.append(Problem(template, "scenarios", start=scenario.start))
    if problems:
        raise InputError(problems)
    series, days = needed_for(later, scenario)
    record = Record(series=tuple(series), every_days=WEEK)
    return experiment.model_copy(update={"record": record, "horizon_days": days})


def _problems(experiment: Experiment) -> Iterator[Problem]:
    if experiment.levers or len(experiment.scenarios) > 1:
        where = "levers" if experiment.levers else "scenarios"
        yield Problem("studies.calibration.one_cell", where)
    if not experiment.uncertainties:
        yield Problem("studies.calibration.no_parameter", "uncertainties")
    if experiment.design.method == "listed":
        yield Problem("studies.calibration.listed_points", "design")
    else:
        for path, uncertainty in experiment.uncertainties.items():
            if isinstance(uncertainty.distribution, EquallyLikely):
                yield Problem("studies.calibration.listed_values", f"uncertainties.{path}")
    if not isinstance(experiment.replications, int) or experiment.replications < FEWEST_RUNS:
        yield Problem("studies.calibration.too_few_runs", "replications", least=FEWEST_RUNS)


def calibrate(
    experiment: Experiment,
    result: Result,
    counts: Sequence[Observation],
    discrepancies: Mapping[str, Discrepancy],
) -> Calibration:
    """Compare the points of an experiment with counts.

    Parameters
    ----------
    experiment
        As :func:`calibration_experiment` returned it.
    result
        Its runs.
    counts
        Those before the start of the runs are not used.
    discrepancies
        Error of the model, series by series; counts of other series are held back.

    Raises
    ------
    InputError
        If no count is of a series with a discrepancy.
    ResultError
        If runs failed.
    """
    if len(result.failed):
        raise ResultError(text("studies.calibration.failed", count=len(result.failed)))
    start = experiment.scenarios[0].start
    later = (count for count in counts if count.date > start)
    targets, held_back = targets_of(later, discrepancies)
    if not targets:
        allowed = ", ".join(discrepancies)
        raise InputError("studies.calibration.no_target", allowed=allowed)
    return Calibration(experiment, result, tuple(targets), tuple(held_back))
