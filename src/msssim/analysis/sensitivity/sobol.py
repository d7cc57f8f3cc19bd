"""Sobol indices: which share of the variance each factor has, alone and with the others.

References
----------
Saltelli et al., Variance based sensitivity analysis of model output. Design and estimator for the
total sensitivity index, Computer Physics Communications 181 (2010), for design and estimators.
"""

# ruff: noqa: PLC0415  (SALib is an extra)
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from msssim.analysis.sensitivity.method import (
    CONFIDENCE,
    RESAMPLES,
    Method,
    require_salib,
    unit_cube,
    with_interval,
)
from msssim.errors import InputError, Problem


class Sobol(Method):
    """Shares of the variance: what a factor does alone, and what it does in all.

    *First order* is the part of the variance of the outcome that would go if the factor were known;
    *total order* what would be left if all others were. Their difference is what it does together
    with others. ``points`` is the base sample: a power of two.
    """

    name = "sobol"
    title = "Sobol indices"
    usual_points = 64
    least_points = 8
    measure = "total_order"
    second_measure = "first_order"
    in_variance = True

    def check(self, points: int) -> None:
        """Refuse what is no power of two too: the sequence is balanced for those only."""
        super().check(points)
        if points & (points - 1):
            below = 1 << (points.bit_length() - 1)
            message = f"found {points}; a Sobol sequence is balanced for powers of two only"
            raise InputError([Problem(f"{message}: {below} or {2 * below}", "points")])

    def sample(self, factors: Sequence[str], points: int, seed: int) -> np.ndarray:
        """Return Saltelli's design: for each base point two rows and one more for each factor."""
        require_salib()
        from SALib.sample import sobol

        luck = np.random.default_rng(seed)
        return np.asarray(
            sobol.sample(unit_cube(factors), points, calc_second_order=False, seed=luck)
        )

    def base(self, sample: np.ndarray) -> np.ndarray:
        """Return the first row of each base point."""
        return sample[:: sample.shape[1] + 2]

    def indices(
        self, factors: Sequence[str], sample: np.ndarray, means: np.ndarray, seed: int
    ) -> pd.DataFrame:
        """Return ``first_order, total_order, interaction``, each with ``_low`` and ``_high``.

        The intervals of the interactions hold for all factors together (Bonferroni), since one
        looks for the widest among them. ``interaction_told`` says that the interaction is above
        zero and no more than the whole: where it seems to be more, the first order is out by
        chance.
        """
        require_salib()
        from SALib.analyze import sobol

        found = sobol.analyze(
            unit_cube(factors),
            means,
            calc_second_order=False,
            num_resamples=RESAMPLES,
            conf_level=CONFIDENCE,
            keep_resamples=True,
            seed=seed + 1,  # SALib takes 0 for no seed at all
        )
        half = _half_width(found["ST_conf_all"] - found["S1_conf_all"])
        table = pd.DataFrame(
            {
                **with_interval("first_order", found["S1"], found["S1_conf"]),
                **with_interval("total_order", found["ST"], found["ST_conf"]),
                **with_interval("interaction", found["ST"] - found["S1"], half),
            },
            index=list(factors),
        )
        possible = table["interaction"] <= table["total_order_high"]
        return table.assign(interaction_told=(table["interaction_low"] > 0) & possible)

    def steps(self, sample: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the first row of each base point, and that with the factor taken from the last."""
        rows, factors = sample.shape
        first = np.arange(0, rows, factors + 2)
        return np.tile(first, (factors, 1)), first + np.arange(1, factors + 1)[:, None]

    def noise_floor(self, luck: np.ndarray, spread: float) -> np.ndarray:
        """Return its total order: half the mean squared difference, as a share of the variance."""
        return np.asarray(luck.mean(axis=1) / (2 * spread))


def _half_width(resampled: np.ndarray) -> np.ndarray:
    """Return half of intervals that hold together, each as SALib reckons it: a normal's, (factor,).

    Parameters
    ----------
    resampled
        Estimates of the bootstrap, (resample, factor).
    """
    from scipy import stats

    quantile = stats.norm.ppf(1 - (1 - CONFIDENCE) / (2 * resampled.shape[1]))
    return np.asarray(quantile * resampled.std(axis=0, ddof=1))
