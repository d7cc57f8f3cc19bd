"""The number of runs that a difference takes is the one that tells it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from synthetic import independent_runs, synthetic_result

from msssim.analysis import runs_needed
from msssim.errors import InputError
from msssim.experiments import Result

BASE = synthetic_result(runs=40, weeks=2, scenarios=("as_is", "full_funding"), renewal=None)


def with_differences(values: np.ndarray) -> Result:
    runs = BASE.runs[["scenario", "point", "run"]].copy()
    draws = np.random.default_rng(5).normal(size=len(values)) * 50
    runs["kidnapped"] = np.concatenate([draws, draws + values])
    return Result.of_frames(runs, BASE.series, BASE.manifest)


@pytest.mark.slow
@given(st.floats(0.05, 30))
def test_one_run_less_makes_the_interval_wider_than_asked(size):
    values = np.random.default_rng(6).normal(size=40)
    needed = runs_needed(with_differences(values), "kidnapped", size)["runs"].iloc[0]

    def half(runs: float) -> float:
        return stats.t.ppf(0.975, runs - 1) * values.std(ddof=1) / np.sqrt(runs)

    assert half(needed) <= size * (1 + 1e-9)
    assert needed == 2 or half(needed - 1) > size


def test_without_pairing_the_common_draws_have_to_be_averaged_away_too():
    row = runs_needed(with_differences(np.random.default_rng(6).normal(size=40)), "kidnapped", 2.0)
    assert row["unpaired"].iloc[0] > 100 * row["runs"].iloc[0]


def test_no_number_of_runs_is_enough_if_samples_differ_too_much():
    rows = [
        {"scenario": scenario, "point": point, "run": run, "gangs.rationality": point / 10,
         "kidnapped": float((scenario != "as_is") * (100 * point + run))}
        for scenario in ("as_is", "full_funding") for point in range(4) for run in range(5)
    ]  # fmt: skip
    manifest = {**BASE.manifest, "uncertainties": ["gangs.rationality"]}
    result = Result.of_frames(pd.DataFrame(rows), BASE.series, manifest)
    assert np.isnan(runs_needed(result, "kidnapped", 10)["runs"].iloc[0])
    fixed = np.var([0, 100, 200, 300], ddof=1) / 4
    left = (500 / stats.t.ppf(0.975, 3)) ** 2 - fixed
    expected = max(int(np.ceil(np.var(range(5), ddof=1) / left)), 1)
    assert runs_needed(result, "kidnapped", 500)["runs"].iloc[0] == expected
    with pytest.raises(InputError, match="random numbers of its own, so the interval narrows"):
        runs_needed(independent_runs(result), "kidnapped", 500)


@pytest.mark.parametrize("size", [0, -1, float("nan"), float("inf")])
def test_a_size_that_is_none_is_refused(size):
    with pytest.raises(InputError, match="allowed is a size above 0"):
        runs_needed(BASE, "kidnapped", size)


def test_one_cell_has_nothing_to_be_told_from():
    lone = synthetic_result(runs=4, weeks=2, scenarios=("as_is",), renewal=None)
    with pytest.raises(InputError, match="only one cell"):
        runs_needed(lone, "kidnapped", 1)
