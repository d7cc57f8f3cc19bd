from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr
from synthetic import manifest

from msssim.analysis.influence import influence
from msssim.experiments import Result
from msssim.world.mission import CONSTRAINTS

OUTCOMES = ("gang_control_end", "civilians_killed", "held_share_end", "abuse_cases")


def sampled(samples: int = 40, runs: int = 3, seed: int = 1, **effects) -> Result:
    """Two scenarios over samples of ``a.x``, ``a.y`` and ``a.z``.

    ``effects`` says what an outcome is, of (values, draws, scenario); the others are random alone.
    """
    rng = np.random.default_rng(seed)
    rows = []
    values = rng.random((samples, 3))
    draws = rng.random((samples, runs, 2))
    for place, scenario in enumerate(("as_is", "full_funding")):
        for point in range(samples):
            for run in range(runs):
                row = {"scenario": scenario, "point": point, "run": run}
                row |= dict(zip(("a.x", "a.y", "a.z"), values[point], strict=True))
                row |= dict.fromkeys(OUTCOMES, draws[point, run, 0])
                row |= {
                    name: effect(values[point], draws[point, run, 1], place)
                    for name, effect in effects.items()
                }
                rows.append(row)
    table = pd.DataFrame(rows).assign(**{f"weeks_bound_{cause}": 1.0 for cause in CONSTRAINTS})
    asked = manifest(["as_is", "full_funding"], {}, runs, 52, 1)
    asked["uncertainties"] = ["a.x", "a.y", "a.z"]
    return Result.of_frames(table, pd.DataFrame(), asked)


def killed_by_x(values, draws, place):
    return np.exp(3 * values[0]) + 0.1 * draws


def test_what_moves_an_outcome_is_told_from_what_does_not():
    found = influence(sampled(civilians_killed=killed_by_x))
    assert found.told == ["a.x"]
    assert found.shares.loc["a.x", "civilians_killed"] > 0.9
    assert list(found.shares)[:2] == ["gang_control_end", "civilians_killed"]
    assert 0.05 < found.floor < 0.5
    assert found.samples == 40


def test_a_share_is_the_squared_rank_correlation_over_cells():
    result = sampled(
        abuse_cases=lambda values, draws, place: (values[1] + draws) * (place + 1) ** draws
    )
    shares = influence(result).shares
    squares = []
    for _, runs in result.runs.groupby("scenario"):
        means = runs.groupby("point")[["a.y", "abuse_cases"]].mean()
        squares.append(spearmanr(means["a.y"], means["abuse_cases"]).statistic ** 2)
    assert shares.loc["a.y", "abuse_cases"] == pytest.approx(np.mean(squares))


def test_opposite_effects_in_two_cells_do_not_cancel():
    def opposed(values, draws, place):
        return values[2] * (1 if place else -1)

    assert influence(sampled(held_share_end=opposed)).shares.loc["a.z", "held_share_end"] == 1


def test_only_ranks_count():
    plain = sampled(civilians_killed=killed_by_x)
    bent = Result.of_frames(
        plain.runs.assign(**{"a.x": plain.runs["a.x"] ** 9}), plain.series, plain.manifest
    )
    one, other = influence(plain), influence(bent)
    pd.testing.assert_frame_equal(one.shares.sort_index(), other.shares.sort_index())


def test_noise_is_taken_for_an_effect_about_as_rarely_as_is_said():
    """Of 20 tables of noise one should have an entry over the floor; more than 5 is 1 in 3,000."""
    alarms = [influence(sampled(samples=12, runs=1, seed=seed)).told != [] for seed in range(20)]
    assert sum(alarms) <= 5


def test_an_outcome_that_does_not_vary_is_no_number():
    found = influence(sampled(abuse_cases=lambda *_: 0.0, civilians_killed=killed_by_x))
    assert found.shares["abuse_cases"].isna().all()
    assert found.told == ["a.x"]
    still = influence(sampled(**{name: lambda *_: 1.0 for name in OUTCOMES}))
    assert (still.told, still.floor) == ([], 1.0)


def test_a_cell_without_variance_is_left_out_of_the_average():
    def in_one_cell(values, draws, place):
        return values[0] if place else 5.0

    found = influence(sampled(civilians_killed=in_one_cell))
    assert found.shares.loc["a.x", "civilians_killed"] == pytest.approx(1)


def test_an_uncertainty_that_is_constant_moves_nothing():
    result = sampled(civilians_killed=killed_by_x)
    result.runs["a.y"] = 3.0
    assert (influence(result).shares.loc["a.y"] == 0).all()


def test_samples_with_a_missing_outcome_are_left_out_and_counted():
    result = sampled(civilians_killed=killed_by_x)
    result.runs.loc[
        result.runs["point"].eq(4) & result.runs["scenario"].eq("as_is"), "abuse_cases"
    ] = np.nan
    found = influence(result)
    assert found.samples == 39
    assert found.told == ["a.x"]
    result.runs.loc[result.runs["point"] > 3, "abuse_cases"] = np.nan
    assert influence(result) is None


def test_dates_and_words_have_an_order_too():
    result = sampled(civilians_killed=killed_by_x)
    days = pd.to_datetime("2024-06-12") + pd.to_timedelta(
        (1000 * result.runs["a.x"]).astype(int), "D"
    )
    result.runs["a.x"] = days.dt.strftime("%Y-%m-%d")
    assert influence(result).told == ["a.x"]


def test_without_samples_there_is_nothing_to_rank():
    result = sampled()
    result.manifest["uncertainties"] = []
    assert influence(result) is None
