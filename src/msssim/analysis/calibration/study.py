"""What a calibration plays and what it finds: points of the parameter space against the counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from msssim.analysis.ensemble import Ensemble
from msssim.analysis.observations import Observation
from msssim.analysis.summary import BAND
from msssim.errors import InputError, Problem, ResultError
from msssim.experiments import Experiment, Result
from msssim.experiments.design import quantile_sample
from msssim.experiments.fields import Record
from msssim.experiments.uncertainty import EquallyLikely
from msssim.scenario import parameter_info

WEEK = 7
FEWEST_POINTS = 400
"""Effective number of points that carry the weight; see :func:`abc_weights`."""

FEWEST_PLAUSIBLE = 20
"""Points that must be left, if anything is to be said of them."""


@dataclass(frozen=True)
class Calibration:
    """Points that were played, and the counts that they are held against.

    Attributes
    ----------
    experiment, result
        What was sampled and what came out; a cell, several runs a point.
    targets, held_back
        Counts that are matched, and those that stay a test.
    """

    experiment: Experiment
    result: Result
    targets: tuple[Target, ...]
    held_back: tuple[Observation, ...]

    @cached_property
    def distance(self) -> pd.DataFrame:
        """How far each count is from each point, a row a point; see :func:`implausibility`."""
        values = implausibility(self._values, self.targets)
        return pd.DataFrame(values, columns=[target.label for target in self.targets])

    @property
    def refused(self) -> pd.Series:
        """Share of the points that each count speaks against."""
        return (self.distance.abs() >= IMPLAUSIBLE).mean()

    @cached_property
    def plausible(self) -> np.ndarray:
        """Which points no count speaks against, shape (point,)."""
        return is_plausible(self.distance.to_numpy())

    @cached_property
    def by_count(self) -> pd.DataFrame:
        """A row a count, those held back at the end.

        ``series, start, date, value, low, high, held_back, discrepancy_sd``; ``refused``, share of
        the points that it speaks against; quantiles of the runs over all points (``prior_``) and
        over the weighted ones (``posterior_``); ``in_90``, whether nine tenths of the latter hold
        the count; the stated errors are not added to them.
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
        """By how much the stated errors were widened, 1 if they were enough."""
        return self._weighed[1]

    @property
    def effective(self) -> float:
        """How many equally weighted points the weights are worth."""
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
        """What is left of the parameters."""
        return posterior_of(
            self.experiment,
            self.points,
            quantile_sample(self.experiment),
            self.weights.sum(axis=1),
            self.effective,
        )

    @cached_property
    def _weighed(self) -> tuple[np.ndarray, float]:
        left = self.plausible
        if left.sum() < FEWEST_PLAUSIBLE:
            shares = self.refused.sort_values(ascending=False, kind="stable")
            each = "\n".join(f"  {100 * share:3.0f} %  {label}" for label, share in shares.items())
            raise ResultError(
                f"{left.sum():,} of {len(left):,} points are plausible, and {FEWEST_PLAUSIBLE} are "
                "needed to weigh them: take more points, widen the ranges, or state a larger "
                f"discrepancy of what refuses most:\n{each}"
            )
        weights = np.zeros(self._values.shape[:2])
        weights[left], widened = abc_weights(self._values[left], self.targets, FEWEST_POINTS)
        return weights, widened

    @cached_property
    def _values(self) -> np.ndarray:
        """What the runs give to the targets, (point, run, target)."""
        return np.stack([self._given_to(target.count) for target in self.targets], axis=2)

    @cached_property
    def _ensemble(self) -> Ensemble:
        return Ensemble(self.result)

    def _given_to(self, count: Observation) -> np.ndarray:
        """Return what the runs give to a count, (point, run)."""
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
    """Return what is played: the experiment to the last count, with the series that are counted.

    Raises
    ------
    InputError
        With everything for which it cannot be calibrated.
    """
    problems = list(_problems(experiment))
    (scenario, *_) = experiment.scenarios
    later = [count for count in counts if count.date > scenario.start]
    if not later:
        message = f"no count is dated after {scenario.start}, when the runs start"
        problems.append(Problem(message, "scenarios"))
    if problems:
        raise InputError(problems)
    series = dict.fromkeys(part for count in later for part in count.observable.parts)
    days = (max(count.date for count in later) - scenario.start).days + 1
    return experiment.model_copy(
        update={
            "record": Record(series=tuple(series) or ("deployed",), every_days=WEEK),
            "horizon_days": -(-days // scenario.step_days) * scenario.step_days,
        }
    )


def _problems(experiment: Experiment) -> list[Problem]:
    found = []
    if len(experiment.scenarios) > 1 or experiment.levers:
        message = "one scenario without levers is held against the counts"
        found.append(Problem(message, "levers" if experiment.levers else "scenarios"))
    if not experiment.uncertainties:
        found.append(Problem("there is none, so there is nothing to calibrate", "uncertainties"))
    if experiment.design.method == "listed":
        found.append(Problem("listed points have no distributions to weigh", "design"))
    else:
        message = "listed values have no deciles to be left with; write a range"
        found += [
            Problem(message, f"uncertainties.{path}")
            for path, uncertainty in experiment.uncertainties.items()
            if isinstance(uncertainty.distribution, EquallyLikely)
        ]
    runs = experiment.replications
    if not isinstance(runs, int) or runs < 2:
        message = "two runs a point or more are needed, a number: one does not tell luck"
        found.append(Problem(message, "replications"))
    return found


def calibrate(
    experiment: Experiment,
    result: Result,
    counts: Sequence[Observation],
    discrepancies: Mapping[str, Discrepancy],
) -> Calibration:
    """Hold what was played against the counts.

    Parameters
    ----------
    experiment
        As :func:`calibration_experiment` returned it.
    result
        What was played of it.
    counts
        Those before the start of the runs are of no account.
    discrepancies
        How far the model may be off, series by series; the others are held back.

    Raises
    ------
    InputError
        If no count is of a series with a discrepancy.
    ResultError
        If runs failed.
    """
    if len(result.failed):
        raise ResultError(f"{len(result.failed):,} runs failed; every point must have all of its")
    start = experiment.scenarios[0].start
    targets, held_back = targets_of(
        (count for count in counts if count.date > start), discrepancies
    )
    if not targets:
        known = ", ".join(discrepancies)
        raise InputError(f"there is no count to match: none is of a series with an error ({known})")
    return Calibration(experiment, result, tuple(targets), tuple(held_back))
