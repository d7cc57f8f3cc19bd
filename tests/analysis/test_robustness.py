"""Regret is how much worse a policy does than the best of its future, and the order follows it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from synthetic import synthetic_result, with_failed

from msssim.analysis import line_of
from msssim.analysis.robustness import in_words, regret, robustness
from msssim.errors import InputError, ResultError
from msssim.experiments import Result

pytestmark = pytest.mark.slow

RESULT = synthetic_result(runs=40, weeks=60, scenarios=("as_is", "full_funding"), renewal=None)
TABLES = arrays(float, (6, 4), elements=st.floats(-1e3, 1e3))


def made_up(values: np.ndarray, samples: int = 1) -> Result:
    """A result of two scenarios with these values of kidnapped, shape (scenario, point, run)."""
    rows = [
        {"scenario": scenario, "point": point, "run": run, "gangs.rationality": point / 10,
         "kidnapped": value}
        for scenario, of_scenario in zip(("as_is", "full_funding"), values, strict=True)
        for point, of_point in enumerate(of_scenario) for run, value in enumerate(of_point)
    ]  # fmt: skip
    manifest = {**RESULT.manifest, "uncertainties": ["gangs.rationality"] if samples > 1 else []}
    return Result.of_frames(pd.DataFrame(rows), RESULT.series, manifest)


def of(table: pd.DataFrame, outcome: str, policy: str) -> pd.Series:
    return table[(table["outcome"] == outcome) & (table["policy"] == policy)].iloc[0]


@given(TABLES, st.sampled_from(["low", "high"]))
def test_the_best_of_a_future_has_no_regret_and_none_has_less(values, better):
    lost = regret(pd.DataFrame(values), better)
    assert (lost >= 0).all(axis=None)
    assert (lost.min(axis=1) == 0).all()


@given(TABLES)
def test_a_policy_that_is_never_best_changes_the_regret_of_no_other(values):
    frame = pd.DataFrame(values)
    worse = frame.assign(worse=frame.max(axis=1) + 1)
    again = regret(worse, "low").drop(columns="worse")
    pd.testing.assert_frame_equal(again, regret(frame, "low"), check_column_type=False)


@given(TABLES, st.permutations(range(4)))
def test_the_order_of_the_policies_does_not_matter(values, order):
    frame = pd.DataFrame(values)
    pd.testing.assert_frame_equal(
        regret(frame[list(order)], "high"), regret(frame, "high")[list(order)]
    )


def test_the_table_is_that_worked_by_hand():
    values = np.array([[[10, 20, 30, 40.0]], [[12, 16, 36, 40.0]]])
    table = robustness(made_up(values), ["kidnapped"], []).table
    first, other = of(table, "kidnapped", "as is"), of(table, "kidnapped", "full funding")
    # fewer is better: the one loses 0, 4, 0, 0 and the other 2, 0, 6, 0
    assert (first["mean"], other["mean"]) == (25, 26)
    assert first["regret_p75"] == pytest.approx(1.0)
    assert other["regret_p75"] == pytest.approx(3.0)
    assert (first["regret_max"], other["regret_max"]) == (4, 6)
    assert (first["rank_regret_max"], other["rank_regret_max"]) == (1, 2)
    for criterion in ("mean", "regret_p75", "regret_max"):
        assert first[f"first_{criterion}"] + other[f"first_{criterion}"] == pytest.approx(1)
    assert 0.5 < first["first_regret_p75"] < 1


def test_more_is_better_where_it_is():
    table = robustness(RESULT, ["held_share_end"], []).table
    means = RESULT.runs.groupby("scenario")["held_share_end"].mean()
    best = str(means.idxmax()).replace("_", " ")
    assert of(table, "held_share_end", best)["rank_mean"] == 1
    assert of(table, "held_share_end", best)["first_mean"] > 0.9


def test_a_future_is_a_sampled_point_with_the_mean_over_its_runs():
    values = np.random.default_rng(4).normal(size=(2, 5, 7))
    found = robustness(made_up(values, samples=5), ["kidnapped"], [])
    assert (found.futures, found.sampled) == (5, True)
    lost = values.mean(axis=2)
    expected = (lost - lost.min(axis=0)).max(axis=1)
    for policy, regret_max in zip(("as is", "full funding"), expected, strict=True):
        assert of(found.table, "kidnapped", policy)["regret_max"] == pytest.approx(regret_max)


def test_lines_are_met_all_at_once_or_not():
    lines = [line_of("lapse < 1"), line_of("gang_control_end <= baseline")]
    found = robustness(RESULT, ["civilians_killed"], lines)
    runs = RESULT.runs.pivot_table(["lapse", "gang_control_end"], index="run", columns="scenario")
    both = (runs["lapse"]["full_funding"] < 1) & (
        runs["gang_control_end"]["full_funding"] <= runs["gang_control_end"]["as_is"]
    )
    shares = found.lines.set_index("policy")["share"]
    assert shares["full funding"] == pytest.approx(both.mean())
    assert shares["as is"] == pytest.approx((runs["lapse"]["as_is"] < 1).mean())


def test_the_finding_names_who_has_least_regret_and_says_where_they_tie():
    runs = RESULT.runs.copy()
    runs.loc[runs["scenario"] == "full_funding", "abuse_cases"] += 5
    told = in_words(robustness(Result.of_frames(runs, RESULT.series, RESULT.manifest)))
    assert told.startswith("No policy has the least regret in all: “full funding” in gang control")
    assert told.endswith("“as is” in abuse cases")
    tied = np.ones((2, 1, 4))
    told = in_words(robustness(made_up(tied), ["kidnapped"], []))
    assert told == "“as is” and another has the least regret in every outcome"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"outcomes": ["deployd"]}, "no outcome of this result"),
        ({"outcomes": ["fund_balance_usd"]}, "neither more nor less of it is better"),
        ({"baseline": "as_si"}, "did you mean 'as_is'"),
    ],
)
def test_what_cannot_be_held_against_each_other_is_refused(asked, words):
    with pytest.raises(InputError, match=words):
        robustness(RESULT, **asked)


def test_one_cell_and_failed_runs_are_refused():
    with pytest.raises(InputError, match="only one cell"):
        robustness(synthetic_result(runs=3, weeks=3, scenarios=("as_is",), renewal=None))
    lost = with_failed(RESULT, {("as_is", 0, 1): "KeyError"})
    with pytest.raises(ResultError, match="failed"):
        robustness(lost)
    assert robustness(lost, without_failed=True).lines["share"].notna().all()
