"""An experiment as a model of the EMA Workbench."""

from __future__ import annotations

import importlib
import sys

import pandas as pd
import pytest

from msssim.errors import InputError

pytest.importorskip("ema_workbench", reason="the extra `discovery` is not installed")

from msssim.adapters.ema import evaluator_of, model_of, quiet_imports

pytestmark = pytest.mark.slow

OUTCOMES = ["fund_received_usd", "civilians_killed"]


def test_without_the_workbench_it_says_what_to_install(monkeypatch):
    monkeypatch.delitem(sys.modules, "msssim.adapters.ema")
    monkeypatch.setitem(sys.modules, "ema_workbench", None)
    with pytest.raises(ImportError, match=r"pip install 'msssim\[discovery\]'"):
        importlib.import_module("msssim.adapters.ema")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{values: [true, false]}", "{values: [true, false], weights: [1, 2]}", "equally likely"),
        ("{values: [true, false]}", "{values: [true]}", "two values"),
        ("{low: 0.2, high: 0.9}", "{quantiles: [0.2, 0.5, 0.9]}", "no such distribution"),
        ("replications: 2", "replications: {until: {outcome: civilians_killed, half_width: 5 %, "
         "of: paired_difference}}", "rule"),
        ("seed: 7", "seed: 7\ncorrelations: [{between: [funding.conversion, gangs.rationality], "
         "rank: 0.5}]", "correlations"),
        ("  pay:", "  policy:", "call it `policy`, like a column of its own"),
        ("  pay:", "  funding/conversion:", "like `uncertainties.funding.conversion`"),
    ],
)  # fmt: skip
def test_what_the_workbench_cannot_tell_is_refused(write, old, new, words):
    with pytest.raises(InputError, match=words):
        model_of(write(old, new), OUTCOMES)


def test_a_file_s_name_is_no_experiment(write):
    with pytest.raises(InputError, match=r'found "tiny.yaml"; .* msssim\.load_experiment'):
        model_of("tiny.yaml", OUTCOMES)
    with pytest.raises(InputError, match=r'allowed is a list of names: \["civilians_killed"\]'):
        model_of(write(), "civilians_killed")


def test_uncertainties_levers_and_outcomes_come_from_the_experiment(write):
    model = model_of(write(), OUTCOMES)
    conversion = model.uncertainties["funding_conversion"]
    assert (conversion.lower_bound, conversion.upper_bound) == pytest.approx((0.2, 0.9))
    assert conversion.variable_name == ["funding.conversion"]
    assert model.uncertainties["gangs_rationality"].dist.ppf(0.5) == pytest.approx(2.0**0.5)
    levers = {lever.name: [c.value for c in lever.categories] for lever in model.levers}
    assert levers == {
        "scenario_name": ["as_is", "full_funding"],
        "council_renewal_term_days": ["91", "365"],
        "pay": ["usual", "none"],
    }
    directions = {outcome.name: outcome.kind for outcome in model.outcomes}
    assert directions == {"fund_received_usd": 0, "civilians_killed": -1}


def test_blocks_and_single_experiments_come_to_the_same(write):
    with quiet_imports():
        from ema_workbench import Policy, Scenario, perform_experiments

    model = model_of(write(), OUTCOMES)
    rows, blocks = perform_experiments(model, 3, 2, evaluator=evaluator_of(model))
    assert len(rows) == 6
    assert str(rows["mission_force_target"].dtype) == "float64", "PRIM breaks on whole numbers"
    scenarios = [
        Scenario(f"s{place}", **{one.name: row[one.name] for one in model.uncertainties})
        for place, row in rows.iterrows()
    ]
    policies = [
        Policy(f"p{place}", **{one.name: row[one.name] for one in model.levers})
        for place, row in rows.iterrows()
    ]
    again, singles = perform_experiments(model, scenarios, policies, combine="sample")
    columns = [one.name for one in (*model.uncertainties, *model.levers)]
    pd.testing.assert_frame_equal(rows[columns], again[columns], check_categorical=False)
    for name in OUTCOMES:
        assert blocks[name].tolist() == singles[name].tolist()


def test_a_policy_chooses_scenario_and_levels(write):
    model = model_of(write(), ["delivered_share", "fund_received_usd"])
    point = {"funding.conversion": 0.5}
    (as_is,) = model.play([point], {"scenario_name": "as_is"})
    (full,) = model.play([point], {"scenario_name": "full_funding"})
    assert as_is != full
    (without,) = model.play([point], {"pay": "none"})
    assert without["fund_received_usd"] < full["fund_received_usd"]


def test_without_uncertainties_all_points_are_one(write):
    bare = write(text="title: Bare\nscenarios: [as_is]\nreplications: 2\nhorizon_days: 14\n")
    model = model_of(bare, OUTCOMES)
    assert len(model.levers) == 0
    first, second = model.play([{}, {}], {})
    assert first == second
