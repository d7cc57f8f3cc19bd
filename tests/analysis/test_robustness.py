"""Regret is how much worse a policy does than the best of its future, and the order follows it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from synthetic import independent_runs, synthetic_result, with_failed

from msssim.analysis import line_of
from msssim.analysis.robustness import Robustness, least_regret, regret, robustness
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


def test_the_finding_names_who_has_least_regret_where_that_can_be_told():
    runs = RESULT.runs.copy()
    other = runs["scenario"] == "full_funding"
    runs.loc[other, "gang_control_end"] -= 0.01
    runs.loc[other, "held_share_end"] += 0.01
    runs.loc[other, "abuse_cases"] += 5
    told = least_regret(robustness(Result.of_frames(runs, RESULT.series, RESULT.manifest)))
    assert told.startswith(
        "Least regret: “full funding” in gang control and people in held zones; “as is” in abuse "
        "cases; undecided between “as is” and “full funding” in civilians"
    )


def test_the_finding_says_that_one_policy_leads_in_everything():
    values = np.array([[[10, 20, 30, 40.0]], [[9, 19, 29, 39.0]]])
    told = least_regret(robustness(made_up(values), ["kidnapped"], []))
    assert told == "“full funding” has the least regret in kidnapped."


def test_policies_that_are_alike_are_not_told_apart():
    found = robustness(made_up(np.ones((2, 1, 4))), ["kidnapped"], [])
    assert least_regret(found) == (
        "Least regret: undecided between “as is” and “full funding” in kidnapped."
    )


def test_an_order_that_other_futures_would_turn_is_not_told():
    values = np.random.default_rng(8).normal(size=(2, 1, 30))
    assert least_regret(robustness(made_up(values), ["kidnapped"], [])).startswith(
        "Least regret: undecided"
    )


def test_of_many_policies_that_are_alike_the_finding_names_how_many():
    policies = [f"policy {number}" for number in range(40)]
    table = pd.DataFrame(
        {"outcome": "kidnapped", "policy": policies, "first_regret_p75": 1 / len(policies)}
    )
    told = least_regret(Robustness(table, pd.DataFrame(), (), 9, sampled=True))
    assert told == "Least regret: undecided between 40 policies in kidnapped."


def test_draws_that_all_futures_share_make_no_policy_sure_of_its_place():
    shared = np.array([-3.0, 1.0, 2.0, 6.0])  # by which one policy differs, in whatever future
    values = np.zeros((2, 40, 4))
    values[1] = shared
    table = robustness(made_up(values, samples=40), ["kidnapped"], []).table
    assert 0.05 < of(table, "kidnapped", "full funding")["first_regret_p75"] < 0.3


def test_futures_with_independent_draws_are_resampled_with_them():
    """Forty independent futures tell what four shared runs could not."""
    values = np.zeros((2, 40, 4))
    values[1] = np.random.default_rng(7).normal(1.0, 2.0, (40, 4))
    found = robustness(independent_runs(made_up(values, samples=40)), ["kidnapped"], [])
    assert found.futures == 40
    as_is = of(found.table, "kidnapped", "as is")
    assert as_is["mean"] == 0
    assert as_is["first_mean"] > 0.99


def test_what_is_the_same_in_every_future_and_run_is_sure():
    values = np.zeros((2, 40, 4))
    values[1] = 1.5
    table = robustness(made_up(values, samples=40), ["kidnapped"], []).table
    assert of(table, "kidnapped", "as is")["first_regret_max"] == 1


@given(TABLES, st.floats(0.01, 100), st.floats(-1e3, 1e3))
def test_regret_scales_with_the_unit_and_does_not_mind_the_zero(values, scale, shift):
    frame = pd.DataFrame(values)
    expected = scale * regret(frame, "low")
    pd.testing.assert_frame_equal(regret(scale * frame + shift, "low"), expected, atol=1e-6)


def test_a_line_is_met_in_a_run_and_not_by_the_mean_of_a_future():
    runs = made_up(np.zeros((2, 6, 4)), samples=6).runs
    lapsed = (runs["scenario"] == "full_funding") & (runs["run"] > 0)
    runs = runs.assign(lapse=lapsed.astype(float), civilians_killed=100.0)
    manifest = {**RESULT.manifest, "uncertainties": ["gangs.rationality"]}
    result = Result.of_frames(runs, RESULT.series, manifest)
    found = robustness(result, ["kidnapped"], [line_of("lapse < 1")])
    assert found.lines.set_index("policy")["share"].to_dict() == {"as is": 1, "full funding": 0.25}


def test_a_line_on_an_unknown_outcome_is_refused_unless_it_is_red():
    result = made_up(np.zeros((2, 1, 4)))
    assert robustness(result, ["kidnapped"]).lines.empty
    with pytest.raises(InputError, match="no outcome of this result"):
        robustness(result, ["kidnapped"], [line_of("lapse < 1")])


def test_what_never_happened_in_some_run_has_no_regret():
    values = np.zeros((2, 5, 3))
    values[1, 2, 0] = np.nan
    with pytest.raises(InputError, match="'kidnapped' never happened in some runs"):
        robustness(made_up(values, samples=5), ["kidnapped"], [])


def test_a_future_that_lost_a_run_is_left_out_for_every_policy():
    values = np.zeros((2, 5, 3))
    values[1, 2, 1:] = -99
    lost = with_failed(made_up(values, samples=5), {("as_is", 2, 0): "KeyError"})
    found = robustness(lost, ["kidnapped"], [], without_failed=True)
    assert found.futures == 4
    assert (found.table["regret_max"] == 0).all()
    gone = {("as_is", point, point % 3): "KeyError" for point in range(5)}
    with pytest.raises(ResultError, match="every future lost a run"):
        robustness(
            with_failed(made_up(values, samples=5), gone), ["kidnapped"], [], without_failed=True
        )


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"outcomes": ["deployd"]}, "no outcome of this result"),
        ({"outcomes": ["fund_balance_usd"]}, "neither more nor less of it is better"),
        ({"baseline": "as_si"}, "did you mean `as_is`"),
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
