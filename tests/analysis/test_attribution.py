from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from synthetic import manifest, with_failed

import msssim
from msssim.analysis import attribution, attribution_findings
from msssim.analysis.attribution import ALL, ROWS, UNITS, effects_on, most_binding_first
from msssim.analysis.formatting import MINUS
from msssim.errors import InputError, ResultError
from msssim.experiments import Result, play_lifted, simulate
from msssim.world.mission import CONSTRAINTS

pytestmark = pytest.mark.slow

SCENARIOS = ["as_is", *(f"without_{constraint}" for constraint in ROWS)]
WEEKS = 30
PLANNED = 2_500 * WEEKS


@pytest.fixture(scope="module")
def as_is():
    return msssim.load_scenario("as_is")


def played(scenario, changed: dict[str, dict[str, list[float]]]) -> Result:
    """Three runs of each scenario, alike but for what is ``changed``."""
    same = {
        "first_boots_days": [20.0, 30.0, np.nan],
        "delivered_share": [0.1, 0.2, 0.0],
        "strength_26w": [100.0, 300.0, 0.0],
        "strength_52w": [np.nan] * 3,
        **{f"weeks_bound_{cause}": [0.0] * 3 for cause in CONSTRAINTS},
    }
    rows = [
        pd.DataFrame(
            {"scenario": name, "point": 0, "run": range(3), **same, **changed.get(name, {})}
        )
        for name in SCENARIOS
    ]
    facts = manifest(SCENARIOS, {}, runs=3, weeks=WEEKS, seed=1)
    over = scenario.with_values({"horizon_days": 7 * WEEKS})
    facts["scenarios"]["as_is"]["resolved"] = over.resolved()
    return Result.of_frames(pd.concat(rows, ignore_index=True), pd.DataFrame(), facts)


def row_of(table: pd.DataFrame, constraint: str, measure: str) -> pd.Series:
    return effects_on(table, measure).loc[constraint]


def test_the_table_agrees_with_one_worked_by_hand(as_is):
    lifted = {"delivered_share": [0.2, 0.4, 0.3], "weeks_bound_cash": [0.0, 3.0, 0.0]}
    base = {"weeks_bound_cash": [10.0, 20.0, 0.0], "weeks_bound_host": [1.0, 1.0, 1.0]}
    table = attribution(played(as_is, {"as_is": base, "without_cash": lifted}))
    row = row_of(table, "cash", "person_weeks")
    assert row["base_mean"] == pytest.approx(0.1 * PLANNED)
    assert row["lifted_mean"] == pytest.approx(0.3 * PLANNED)
    assert row["difference"] == pytest.approx(0.2 * PLANNED)
    # differences 0.1, 0.2, 0.3: standard error 0.1/sqrt(3), t quantile 4.30265
    assert row["low"] == pytest.approx((0.2 - 4.302653 * 0.1 / np.sqrt(3)) * PLANNED, rel=1e-6)
    assert row["high"] == pytest.approx((0.2 + 4.302653 * 0.1 / np.sqrt(3)) * PLANNED, rel=1e-6)
    assert (row["weeks_bound"], row["weeks_still_bound"]) == (10, 1)
    assert row_of(table, "cash", "mean_strength")["difference"] == pytest.approx(500)
    assert row_of(table, ALL, "mean_strength")["weeks_bound"] == 11


def test_a_run_without_deployment_counts_as_one_at_the_horizon(as_is):
    lifted = {"first_boots_days": [20.0, 30.0, 90.0]}
    table = attribution(played(as_is, {"without_cash": lifted}))
    row = row_of(table, "cash", "first_boots_days")
    assert row["difference"] == pytest.approx((90 - 7 * WEEKS) / 3)
    assert row["runs"] == 3
    assert row["deployed_in_both"] == pytest.approx(2 / 3)
    worse = attribution(played(as_is, {"without_cash": {"first_boots_days": [np.nan] * 3}}))
    row = row_of(worse, "cash", "first_boots_days")
    assert row["difference"] == pytest.approx((2 * 7 * WEEKS - 20 - 30) / 3)
    assert row["deployed_in_both"] == 0
    assert any("never deploys" in sentence for sentence in attribution_findings(table, "as_is"))


def test_a_run_that_failed_is_left_out_and_no_run_that_never_deploys(as_is):
    lifted = {"delivered_share": [0.2, 0.3, 0.1]}
    made = with_failed(played(as_is, {"without_cash": lifted}), {("without_cash", 0, 2): "E"})
    row = row_of(attribution(made), "cash", "first_boots_days")
    assert (row["runs"], row["deployed_in_both"], row["difference"]) == (2, 1, 0)
    row = row_of(attribution(made), "cash", "person_weeks")
    assert row["difference"] == pytest.approx(0.1 * PLANNED)
    assert row_of(attribution(made), "host", "first_boots_days")["runs"] == 3


def test_a_constraint_whose_lifting_changes_nothing_costs_exactly_nothing(as_is):
    table = attribution(played(as_is, {}))
    assert (table[["difference", "low", "high"]] == 0).all(axis=None)


def test_there_is_a_row_a_constraint_and_measure_within_the_horizon(as_is):
    table = attribution(played(as_is, {}))
    assert list(dict.fromkeys(table["constraint"])) == [*CONSTRAINTS[1:], ALL]
    assert set(table["measure"]) == set(UNITS) - {"strength_52w", "strength_104w"}
    assert effects_on(table, "strength_104w").empty


def test_the_most_binding_comes_first_and_all_last(as_is):
    base = {"weeks_bound_host": [1.0, 1.0, 1.0], "weeks_bound_base": [2.0, 2.0, 2.0]}
    order = most_binding_first(attribution(played(as_is, {"as_is": base})))
    assert order[:3] == ["base", "host", "council"]
    assert order[-1] == ALL


def test_the_findings_name_what_bound_longest_and_what_brings_most(as_is):
    changed = {
        "as_is": {"weeks_bound_host": [4.0, 4.0, 4.0]},
        "without_cash": {"delivered_share": [0.3, 0.4, 0.2]},
        "without_base": {"delivered_share": [0.05, 0.15, -0.05]},
        "without_all": {"delivered_share": [1.0, 1.0, 1.0]},
    }
    first, sums, fewer, _ = attribution_findings(attribution(played(as_is, changed)), "as_is")
    assert first.startswith("In as_is the mission waited longest for the host authorities (4 weeks")
    assert "Lifting “cash” alone would have brought the most persons: +500 persons [500" in first
    assert "one by one they come to +375 persons" in sums
    assert "all lifted together to +2,250" in sums
    assert f"“base” {MINUS}125 persons" in fewer


def test_the_findings_do_not_claim_what_is_not_there(as_is):
    (first, *_) = attribution_findings(attribution(played(as_is, {})), "as_is")
    assert "nothing held the mission up" in first
    assert "would have brought no more persons" in first
    unclear = {"without_cash": {"delivered_share": [0.9, 0.2, 0.0]}}
    (first, *_) = attribution_findings(attribution(played(as_is, unclear)), "as_is")
    assert "which cannot be told from zero" in first


def test_other_results_are_refused(as_is):
    result = simulate(as_is, runs=2, days=14)
    with pytest.raises(ResultError, match="they hold 1 cells in place of 10"):
        attribution(result)


def test_a_mission_of_nobody_is_refused(as_is):
    nobody = as_is.with_values({"mission.force_target": 0})
    with pytest.raises(InputError, match=r"mission\.force_target: nobody is planned"):
        attribution(played(nobody, {}))


def test_person_weeks_follow_the_series_when_the_plan_changes(as_is):
    plan = {"date": "2024-09-01", "set": {"mission.force_target": 1_000}}
    scenario = as_is.from_data(as_is.resolved() | {"events": [plan], "horizon_days": 7 * WEEKS})
    table = attribution(play_lifted(scenario, runs=4))
    series = simulate(scenario, runs=4, series=["deployed"]).series
    expected = series.groupby("run")["deployed"].sum().mean()
    assert row_of(table, "cash", "person_weeks")["base_mean"] == pytest.approx(expected)


def test_cash_that_never_binds_costs_nothing_whatever_its_price(as_is):
    rich = as_is.with_values({"funding.donors.Canada.received_usd": 10**10})
    table = msssim.attribute(rich, runs=6, days=7 * WEEKS)
    cash = table[table["constraint"] == "cash"]
    assert (cash["weeks_bound"] == 0).all()
    assert (cash[["difference", "low", "high"]] == 0).all(axis=None)
    assert (effects_on(table, "person_weeks")["difference"].drop("cash") != 0).any()


def test_python_gives_the_same_table_as_its_two_steps(as_is):
    table = msssim.attribute(as_is, runs=2, seed=4, days=35)
    pd.testing.assert_frame_equal(table, attribution(play_lifted(as_is, 2, 4, 35)))
