"""Which of the sampled assumptions move the outcomes of this very result, and how far.

Within each cell the runs of a sample are averaged, so that chance averages out in part, and these
means are ranked against the values of each uncertainty. The square of the rank correlation
(Spearman) is the share of the spread of ranks that goes with that uncertainty alone, where the
outcome rises or falls throughout; what works through humps or together with others is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from msssim.analysis.cells import outcome_columns
from msssim.analysis.findings import PEOPLE, last_strength
from msssim.analysis.pairs import paired_runs, sample_values

if TYPE_CHECKING:
    from msssim.experiments import Result

SHUFFLES = 200
FALSE_ALARM = 0.05
FEWEST_SAMPLES = 5


@dataclass(frozen=True)
class Influence:
    """How far each uncertainty moves each outcome that the findings speak of.

    Attributes
    ----------
    shares : DataFrame, shape (uncertainty, outcome)
        Squared rank correlation, the mean over the cells in which the outcome varies; NaN where it
        varies in none. The uncertainty that moves some outcome most comes first.
    floor : float
        What the largest of all shares exceeds in 5 % of cases if nothing moves anything. Nothing
        below it can be told from noise.
    samples : int
        How many samples it rests on: those in which every outcome is known in every cell.
    """

    shares: pd.DataFrame
    floor: float
    samples: int

    @property
    def told(self) -> list[str]:
        """The uncertainties that move some outcome by more than noise, the strongest first."""
        largest = self.shares.max(axis=1)
        return [str(name) for name in self.shares.index[largest > self.floor]]


def influence(result: Result) -> Influence | None:
    """Rank the sampled uncertainties by how far they move the outcomes of the findings.

    The noise floor is found by shuffling: the samples keep their values and their outcomes, but are
    dealt out to each other at random, the same way in every cell.

    Returns
    -------
    Influence or None
        None where nothing was sampled, or too few samples are complete to rank anything.
    """
    if not result.manifest["uncertainties"]:
        return None
    outcomes = paired_runs(result, _outcomes(result)).groupby(level=["sample", "twin"]).mean()
    outcomes = outcomes.dropna(axis=1, how="all").dropna()
    if len(outcomes) < FEWEST_SAMPLES:
        return None
    values = sample_values(result).loc[outcomes.index.get_level_values("sample")]
    inputs, ranks = _unit_ranks(values), _unit_ranks(outcomes)
    pooling = _pooling(outcomes.columns.get_level_values("outcome"), ranks)
    shares = pd.DataFrame(
        _shares(inputs, ranks, pooling), index=values.columns, columns=pooling.columns
    )
    strongest = shares.max(axis=1).sort_values(ascending=False, kind="stable").index
    return Influence(shares.loc[strongest], _floor(inputs, ranks, pooling), len(outcomes))


def _outcomes(result: Result) -> list[str]:
    held = outcome_columns(result)
    return [name for name in (last_strength(result), *PEOPLE) if name is not None and name in held]


def _unit_ranks(values: pd.DataFrame) -> np.ndarray:
    """Return ranks, centred and of length one: products are correlations; a constant is 0."""
    numbers = values.apply(lambda column: column if column.dtype.kind in "biuf" else _codes(column))
    ranks = numbers.rank().to_numpy()
    ranks = ranks - ranks.mean(axis=0)
    length = np.sqrt((ranks**2).sum(axis=0))
    return np.asarray(ranks / np.where(length > 0, length, 1.0))


def _codes(column: pd.Series) -> pd.Series:
    """Put values that are no numbers (dates, words) in the order of their text."""
    return pd.Series(pd.factorize(column.astype(str), sort=True)[0], index=column.index)


def _pooling(names: pd.Index, ranks: np.ndarray) -> pd.DataFrame:
    """Return weights, shape (column, outcome), that average over the cells in which it varies."""
    varies = (ranks != 0).any(axis=0)
    weights = pd.get_dummies(pd.Series(names)).mul(varies, axis=0)[list(dict.fromkeys(names))]
    return weights / weights.sum().replace(0, np.nan)


def _shares(inputs: np.ndarray, ranks: np.ndarray, pooling: pd.DataFrame) -> np.ndarray:
    return np.asarray((inputs.T @ ranks) ** 2 @ pooling.to_numpy())


def _floor(inputs: np.ndarray, ranks: np.ndarray, pooling: pd.DataFrame) -> float:
    varying = pooling.dropna(axis=1)
    if varying.empty:
        return 1.0
    generator = np.random.default_rng(0)
    largest = [
        _shares(generator.permutation(inputs), ranks, varying).max(initial=0.0)
        for _ in range(SHUFFLES)
    ]
    return float(np.quantile(largest, 1 - FALSE_ALARM))
