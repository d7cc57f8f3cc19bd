from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from studied import UNCERTAIN, experiment, played, study

from msssim.analysis.sensitivity import (
    METHODS,
    indices,
    require_salib,
    sensitivity,
    sensitivity_findings,
    study_of,
)
from msssim.analysis.sensitivity.findings import interactions, largest_effects, leading
from msssim.errors import InputError, ResultError

pytestmark = pytest.mark.slow

SOBOL, MORRIS = METHODS["sobol"], METHODS["morris"]
RUNS = 4
FACTORS = ["a", "b", "c"]


def ishigami(sample: np.ndarray) -> np.ndarray:
    """Ishigami & Homma (1990), with 7 and 0.1."""
    x, y, z = (np.pi * (2 * column - 1) for column in sample.T)
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def in_runs(means: np.ndarray, between: float = 0.0, within: float = 0.0) -> np.ndarray:
    """Runs about the means, (point, run): noise alike at all points, and noise of each point."""
    deal = np.random.default_rng(7)
    alike = between * deal.normal(size=(1, RUNS))
    return means[:, None] + alike + within * deal.normal(size=(len(means), RUNS))


def test_ishigami_has_its_known_indices():
    sample = SOBOL.sample(FACTORS, 4096, 1)
    found = indices(SOBOL, FACTORS, sample, in_runs(ishigami(sample), between=3.0), 1)
    first, total = (found.loc[FACTORS, name] for name in ("first_order", "total_order"))
    assert first.to_numpy() == pytest.approx([0.3139, 0.4424, 0.0], abs=0.04)
    assert total.to_numpy() == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.04)
    interaction = found.loc[FACTORS, "interaction"].to_numpy()
    assert interaction == pytest.approx([0.2437, 0.0, 0.2437], abs=0.05)
    assert found.loc[FACTORS, "interaction_told"].tolist() == [True, False, True]


def test_a_linear_model_has_the_shares_of_its_squared_slopes():
    sample = SOBOL.sample(FACTORS, 1024, 2)
    found = indices(SOBOL, FACTORS, sample, in_runs(sample @ [3.0, 2.0, 1.0], between=5.0), 2)
    expected = np.array([9, 4, 1]) / 14
    for measure in ("first_order", "total_order"):
        assert found.loc[FACTORS, measure].to_numpy() == pytest.approx(expected, abs=0.03)
        within = found[f"{measure}_low"] < found[measure]
        assert (within & (found[measure] < found[f"{measure}_high"])).all()
    assert not found["interaction_told"].any()


@pytest.mark.parametrize("seed", [10, 27])
def test_an_interaction_beyond_the_whole_is_chance_and_not_told(seed):
    sample = SOBOL.sample(FACTORS, 8, seed)
    weak = SOBOL.indices(FACTORS, sample, sample @ [5.0, 5.0, 0.1], seed).loc["c"]
    assert weak["interaction_low"] > 0  # there is none: first order came out below zero
    assert weak["interaction"] > weak["total_order_high"]
    assert not weak["interaction_told"]


def test_morris_ranks_the_factors_of_the_g_function():
    importance = {"a": 0.0, "b": 1.0, "c": 9.0, "d": 99.0}  # the smaller, the more it matters
    sample = MORRIS.sample(list(importance), 40, 3)
    parts = [
        (np.abs(4 * sample[:, place] - 2) + small) / (1 + small)
        for place, small in enumerate(importance.values())
    ]
    found = indices(MORRIS, list(importance), sample, in_runs(np.prod(parts, axis=0)), 3)
    assert list(found.index) == ["a", "b", "c", "d"]


def test_morris_finds_the_slopes_of_a_linear_model():
    sample = MORRIS.sample(FACTORS, 10, 4)
    found = indices(MORRIS, FACTORS, sample, in_runs(sample @ [3.0, -2.0, 0.0], between=5.0), 4)
    found = found.loc[FACTORS]
    assert found["mu_star"].to_numpy() == pytest.approx([3, 2, 0], abs=1e-9)
    assert found["mu"].to_numpy() == pytest.approx([3, -2, 0], abs=1e-9)
    assert found["sigma"].to_numpy() == pytest.approx([0, 0, 0], abs=1e-9)
    assert found["told"].tolist() == [True, True, False]


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_each_step_changes_its_own_factor_alone(method):
    sample = method.sample(FACTORS, 8, 5)
    before, after = method.steps(sample)
    assert before.shape == after.shape == (3, 8)
    for factor in range(3):
        moved = sample[before[factor]] != sample[after[factor]]
        assert moved[:, factor].all()
        assert not np.delete(moved, factor, axis=1).any()


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_a_factor_without_effect_gets_the_noise_floor_and_is_not_told(method):
    sample = method.sample(FACTORS, 512, 6)
    # the third factor is in no term, but each step along it has other noise, as each step does
    found = indices(method, FACTORS, sample, in_runs(sample @ [4.0, 2.0, 0.0], within=1.5), 6)
    dummy = found.loc["c"]
    assert dummy[method.measure] == pytest.approx(dummy["noise_floor"], rel=0.15)
    assert not dummy["told"]
    assert found.loc[["a", "b"], "told"].all()


def test_the_noise_floor_is_the_measure_of_the_noise_alone():
    noise = np.full((1, 5), 0.5)
    assert SOBOL.noise_floor(noise, variance=2.0) == pytest.approx([0.125])
    assert MORRIS.noise_floor(noise, variance=2.0) == pytest.approx([np.sqrt(1 / np.pi) * 1.5])


def test_random_numbers_with_the_same_effect_everywhere_make_no_noise():
    sample = SOBOL.sample(FACTORS, 64, 7)
    found = indices(SOBOL, FACTORS, sample, in_runs(sample @ [1.0, 1.0, 0.0], between=50.0), 7)
    assert found["noise_floor"].to_numpy() == pytest.approx([0, 0, 0], abs=1e-20)
    assert found.loc["c", "total_order"] == pytest.approx(0, abs=1e-12)


@given(st.permutations(range(3)))
def test_permuting_factors_permutes_their_indices(order):
    order = list(order)
    sample = SOBOL.sample(FACTORS, 64, 8)
    # A with its columns in another order, and the rows that take one column from B likewise
    place = np.arange(len(sample)).reshape(-1, 5)
    rows = place[:, [0, *(1 + np.array(order)), 4]].ravel()
    values = in_runs(ishigami(sample), within=0.5)
    names = [FACTORS[factor] for factor in order]
    found = indices(SOBOL, FACTORS, sample, values, 8)
    permuted = indices(SOBOL, names, sample[rows][:, order], values[rows], 8)
    columns = ["first_order", "total_order", "noise_floor"]
    expected = found.loc[FACTORS, columns].to_numpy()
    assert permuted.loc[FACTORS, columns].to_numpy() == pytest.approx(expected, rel=1e-9)


# ---------------------------------------------------------------- what is played


def test_points_are_those_of_the_method_through_the_distributions():
    asked = study(
        count=8,
        uncertainties={
            "gangs.rationality": {"low": 0.5, "high": 6},
            "funding.pledge_rate_usd_month": {"log_low": 1e6, "log_high": 6e7},
            "council.renewal_term_days": {"values": [91, 183, 365]},
            "mission.force_target": {"low": 1000, "high": 5000},
        },
    )
    listed = asked.experiment.uncertainties
    assert (len(asked.sample), asked.experiment.design.points) == (48, 48)
    linear, log, words, whole = (np.array(each.values) for each in listed.values())
    assert linear == pytest.approx(0.5 + 5.5 * asked.sample[:, 0])
    assert log == pytest.approx(1e6 * 60 ** asked.sample[:, 1])
    assert set(words) == {91, 183, 365}
    assert (whole == np.rint(1000 + 4000 * asked.sample[:, 3])).all()


def test_the_layout_has_all_scenarios_unless_one_is_asked_for():
    several = experiment("as_is", "full_funding")
    names = [each.name for each in study_of(several, points=8).layout.scenarios]
    assert names == ["as_is", "full_funding"]
    one = study_of(several, points=8, scenario="full_funding")
    assert [each.name for each in one.experiment.scenarios] == ["full_funding"]
    assert [each.name for each in one.layout.scenarios] == ["full_funding"]
    assert study_of(several, "morris", points=8).layout is None


def test_levers_stand_at_their_first_level_or_the_one_asked_for():
    levers = {
        "gangs.patience": [0.98, 0.99],
        "term": {
            "long": {"council.renewal_term_days": 365},
            "short": {"council.review_interval_days": 91},
        },
    }  # fmt: skip
    asked = experiment(levers=levers)
    first = study_of(asked, points=8).experiment.scenarios[0]
    assert (first.gangs.patience, first.council.renewal_term_days) == (0.98, 365)
    other = study_of(asked, points=8, levels={"gangs.patience": "0.99", "term": "short"})
    assert other.experiment.scenarios[0].gangs.patience == 0.99
    assert other.experiment.scenarios[0].council.review_interval_days == 91


@pytest.mark.parametrize(
    ("keys", "asked", "words"),
    [
        ({"uncertainties": {}}, {}, "nothing to vary"),
        (
            {"correlations": [{"between": list(UNCERTAIN)[:2], "rank": 0.5}]},
            {},
            "split the variance between independent factors",
        ),
        ({"replications": 1}, {}, "allowed are 2 or more"),
        (
            {"replications": {"until": {"outcome": "kidnapped", "half_width": 5, "of": "mean"}}},
            {},
            "they follow a rule",
        ),
        ({}, {"method": "sobl"}, "did you mean `sobol`"),
        ({}, {"points": 100}, "powers of two only: 64 or 128"),
        ({}, {"points": 4}, "8 or more"),
        ({}, {"scenario": "as_iss"}, "did you mean `as_is`"),
        ({}, {"levels": {"term": "long"}}, "there is no such lever .known: none."),
        (
            {"levers": {"gangs.patience": [0.98, 0.99]}},
            {"levels": {"gangs.patience": "0.97"}},
            "allowed: 0.98, 0.99",
        ),
        (
            {"uncertainties": {"gangs.patience": {"values": [0.98]}},
             "design": {"method": "listed", "points": 1}},
            {},
            "no distributions to sample",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_studied_is_refused_in_words(keys, asked, words):
    with pytest.raises(InputError, match=words):
        study_of(experiment(**keys), **asked)


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(InputError) as refused:
        study_of(experiment(replications=1), points=3, scenario="nowhere")
    assert len(refused.value.problems) == 3


def test_without_salib_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr("msssim.errors.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'msssim\[sensitivity\]'"):
        require_salib()


# ---------------------------------------------------------------- what came out


def test_the_largest_effect_and_the_share_of_random_numbers_are_found():
    asked = study("sobol", 64, "as_is", "full_funding")
    outcomes = {
        "displaced_end": lambda x, noise, place: 1000 * x[:, 1] + 10 * noise + 100 * place,
        "civilians_killed": lambda x, noise, place: 10 * x[:, 0] + 50 * noise,
    }
    result, layout = played(asked.experiment, **outcomes), played(asked.layout, **outcomes)
    found = sensitivity(asked, result, list(outcomes), layout)
    assert found.outcomes == list(outcomes)
    assert leading(found, "displaced_end") == ["funding.conversion"]
    assert largest_effects(found) == (
        "Largest effects: “conversion” on displaced; “rationality” on civilians killed"
    )
    shares = found.shares.set_index(["outcome", "source"])["share"]
    assert shares["displaced_end", "parameters"] > 0.8
    assert shares["civilians_killed", "random_numbers"] > 0.95
    said = " ".join(sensitivity_findings(found))
    assert "Displaced: “conversion (funding)” has the largest effect" in said
    assert "2 of 3 factors are below the noise floor" in said
    assert interactions(found).startswith("No interaction")


def test_what_cannot_be_told_apart_is_not_ranked():
    asked = study()
    result = played(
        asked.experiment, displaced_end=lambda x, noise, place: x[:, 0] + x[:, 1] + noise
    )
    found = sensitivity(asked, result, ["displaced_end"])
    assert set(leading(found, "displaced_end")) == {"gangs.rationality", "funding.conversion"}
    assert "may have the largest effect" in next(sensitivity_findings(found))


def test_noise_alone_is_no_finding():
    asked = study()

    def alone(x, noise, place):
        return np.random.default_rng(1).normal(size=(len(x), noise.shape[1]))

    found = sensitivity(asked, played(asked.experiment, displaced_end=alone), ["displaced_end"])
    assert not found.table["told"].any()
    assert largest_effects(found) == "Largest effects: none above noise on displaced"
    assert "no factor has an effect above the noise floor" in next(sensitivity_findings(found))


@pytest.mark.parametrize("method", METHODS)
def test_constant_and_missing_outcomes_are_left_out_with_the_reason(method):
    asked = study(method, 8)
    result = played(
        asked.experiment,
        displaced_end=lambda x, noise, place: x[:, 0] + noise,
        abuse_cases=lambda x, noise, place: 3 + noise,
        converted=lambda x, noise, place: 0 * noise,
        first_boots_days=lambda x, noise, place: np.where(x[:, 0] > 0.9, np.nan, 30 + noise),
        strength_104w=lambda x, noise, place: np.nan * noise,
    )
    names = ["abuse_cases", "converted", "first_boots_days", "strength_104w"]
    found = sensitivity(asked, result, ["displaced_end", *names])
    assert found.outcomes == ["displaced_end"]
    assert list(found.left_out) == names
    assert found.left_out["abuse_cases"] == found.left_out["converted"]
    assert "the same at every point" in found.left_out["converted"]
    assert "never happened in " in found.left_out["first_boots_days"]
    assert "take delivered_share" in found.left_out["first_boots_days"]
    assert "beyond the horizon" in found.left_out["strength_104w"]
    said = list(sensitivity_findings(found))
    assert [line for line in said if "has no indices" in line] == said[-4:]
    with pytest.raises(ResultError, match="no outcome has indices"):
        sensitivity(asked, result, names)


def test_a_failed_run_is_refused_and_named():
    asked = study()
    result = played(asked.experiment, displaced_end=lambda x, noise, place: x[:, 0] + noise)
    runs = result.runs.assign(failure=None, reproduce=None).astype({"failure": object})
    runs.loc[5, ["failure", "reproduce", "displaced_end"]] = ["it broke", "msssim run", np.nan]
    broken = type(result).of_frames(runs, result.series, result.manifest)
    with pytest.raises(
        ResultError,
        match=r"1 run failed, and the design needs every point; .* run 1 of as_is at point 1",
    ):
        sensitivity(asked, broken, ["displaced_end"])


def test_an_outcome_that_is_not_there_is_refused():
    asked = study()
    result = played(asked.experiment, displaced_end=lambda x, noise, place: x[:, 0] + noise)
    with pytest.raises(InputError, match="no outcome"):
        sensitivity(asked, result, ["displaced"])
