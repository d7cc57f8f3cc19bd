"""Replications until an interval is narrow enough."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from folders import files_of
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from msssim.errors import InputError
from msssim.experiments import Result, sweep, verify
from msssim.experiments.replications import Until, precision

pytestmark = pytest.mark.slow

LEVERS = {"funding.conversion": [0.2, 1.0]}


def rule(**keys) -> Until:
    return Until(**({"outcome": "civilians_killed", "half_width": 1.0} | keys))


def runs_of(values: np.ndarray) -> pd.DataFrame:
    """Return runs of cells x sampled points x runs."""
    samples = values.shape[1]
    cell, sample, run = np.indices(values.shape).reshape(3, -1)
    return pd.DataFrame({
        "scenario": "as_is",
        "point": cell * samples + sample,
        "run": run,
        "civilians_killed": values.ravel(),
    })  # fmt: skip


@given(st.integers(2, 50), st.integers(0, 2**32 - 1))
def test_with_one_point_it_is_students_interval_of_the_differences(runs, seed):
    values = np.random.default_rng(seed).normal(size=(2, 1, runs))
    found = precision(rule(), runs_of(values), 1)
    differences = values[1, 0] - values[0, 0]
    low, high = stats.ttest_1samp(differences, 0).confidence_interval(0.95)
    assert found.half_width == pytest.approx((high - low) / 2)


def test_what_cells_have_in_common_does_not_count():
    common = np.random.default_rng(1).normal(size=(1, 1, 40)) * 100
    values = np.concatenate([common, common + 3])
    assert precision(rule(), runs_of(values), 1).half_width == pytest.approx(0, abs=1e-9)
    assert precision(rule(of="mean"), runs_of(values), 1).half_width > 20


def test_differences_between_sampled_points_do_not_count():
    noise = np.random.default_rng(2).normal(size=(2, 5, 30))
    apart = noise + np.arange(5)[:, None] * np.array([0, 1000.0])[:, None, None]
    one, other = (precision(rule(), runs_of(each), 5).half_width for each in (noise, apart))
    assert one == pytest.approx(other)


def test_the_interval_covers_the_mean_as_often_as_it_says():
    """The chance that a true 95 % interval covers fewer than 910 of 1,000 is below 1e-7."""
    generator = np.random.default_rng(3)
    covered = 0
    for _ in range(1000):
        values = generator.exponential(size=(2, 3, 40)) + np.array([0, 5.0, 9.0])[:, None]
        half = precision(rule(of="paired_difference"), runs_of(values), 3).half_width
        covered += abs((values[1] - values[0]).mean()) <= half
    assert 910 <= covered <= 985


def test_the_widest_cell_decides():
    values = np.random.default_rng(4).normal(size=(3, 1, 40)) * np.array([0, 1, 9])[:, None, None]
    found = precision(rule(), runs_of(values), 1)
    assert found.cell == "as_is 2"


@pytest.mark.parametrize(
    ("half_width", "allowed"), [("5 %", 0.5), ("5%", 0.5), (0.5, 0.5), ("12.5", 12.5)]
)
def test_a_width_is_a_part_of_the_baseline_or_a_number(half_width, allowed):
    values = np.full((2, 1, 10), 10.0)
    assert precision(rule(half_width=half_width), runs_of(values), 1).allowed == pytest.approx(
        allowed
    )


def test_what_never_happened_is_left_out_and_too_little_tells_nothing():
    values = np.full((2, 1, 10), np.nan)
    values[:, 0, 0] = 1.0
    found = precision(rule(), runs_of(values), 1)
    assert found.half_width == np.inf
    assert not found.is_enough
    assert found.described()["half_width"] is None


@pytest.fixture
def asked(experiment):
    def make(**keys):
        until = {"outcome": "leaks", "half_width": 0.01, "of": "mean", "block": 8, "at_most": 400}
        return experiment(levers=LEVERS, replications={"until": until | keys})

    return make


def test_rounds_are_played_until_the_interval_is_narrow_enough(asked, cheap_engine, tmp_path):
    result = sweep(asked(half_width="12 %"), tmp_path, workers=1)
    found = result.manifest["precision"]
    assert found["reached"]
    assert found["half_width"] <= found["allowed"]
    played = result.manifest["replications"]
    assert 8 < played < 400
    assert len(result) == 2 * played
    assert verify(tmp_path, None).same
    before = sweep(
        asked(half_width="12 %", at_most=played - 8), tmp_path.with_name("before"), workers=1
    )
    assert not before.manifest["precision"]["reached"]
    assert before.runs.equals(result.runs[result.runs["run"] < played - 8].reset_index(drop=True))


def test_a_rule_that_cannot_be_met_ends_at_most(asked, cheap_engine, tmp_path):
    result = sweep(asked(half_width=1e-9, at_most=30), tmp_path, workers=1)
    assert result.manifest["replications"] == 30
    assert not result.manifest["precision"]["reached"]


def test_an_interrupted_rule_ends_with_the_same_bytes(asked, cheap_engine, tmp_path):
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    sweep(asked(half_width="12 %"), whole, workers=1)

    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done > 30:
            raise StoppedError

    with pytest.raises(StoppedError):
        sweep(asked(half_width="12 %"), stopped, workers=1, progress=stop)
    with pytest.raises(Exception, match="its rule is not met yet"):
        Result.read(stopped)
    sweep(asked(half_width="12 %"), stopped, workers=1)
    assert files_of(whole) == files_of(stopped)
    sweep(asked(half_width="12 %"), stopped, workers=1)
    assert files_of(whole) == files_of(stopped)


@pytest.mark.parametrize(
    ("keys", "where", "message"),
    [
        ({"outcome": "leeks"}, "outcome", "no outcome 'leeks'; did you mean `leaks`?"),
        ({"half_width": "five"}, "half_width", 'found "five": allowed: a part of the '),
        ({"half_width": 0}, "half_width", "allowed: a part of the baseline's mean, as in 5 %"),
        ({"half_width": True}, "half_width", "allowed: a part of the baseline's mean"),
        ({"of": "pairs"}, "of", "allowed is one of paired_difference, mean"),
        ({"block": 1}, "block", "allowed is a whole number from 2"),
        ({"blocks": 9}, "blocks", "unknown key `blocks`; did you mean `block`?"),
        ({"at_most": 4}, "", "at_most 4 is below one block of 8"),
    ],
)
def test_a_wrong_rule_is_named(asked, keys, where, message):
    with pytest.raises(InputError) as caught:
        asked(**keys)
    (problem,) = caught.value.problems
    assert problem.path == f"replications.until{'.' if where else ''}{where}"
    assert message in problem.message


def test_a_paired_difference_needs_two_cells(experiment):
    with pytest.raises(InputError, match=r"replications.until.of: .* second scenario or lever"):
        experiment(replications={"until": {"outcome": "leaks", "half_width": 1}})
