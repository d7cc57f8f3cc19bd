"""Calibration as a whole: a truth that is planted is found again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from msssim.analysis.calibration import (
    Discrepancy,
    calibrate,
    calibration_experiment,
    calibration_findings,
    headline,
    priors_file,
)
from msssim.analysis.ensemble import Ensemble
from msssim.analysis.observations import Observation
from msssim.errors import InputError, ResultError
from msssim.experiments import experiment_of, simulate
from msssim.experiments.priors import load_priors
from msssim.experiments.simulate import play_in_memory
from msssim.scenario import load_scenario

RATE = "people.killed_by_gangs_per_100k_week"
IDLE = "council.rollover_probability"
RANGES = {RATE: {"low": 1.5, "high": 5.0}, IDLE: {"low": 0.3, "high": 0.9}}
TRUTH, DAYS = 2.2, 56
ERRORS = {"killed_total": Discrepancy("killed_total", 0.05, 0.0, "made up")}


def count(series: str, value: float, days: int = DAYS) -> Observation:
    start = load_scenario("as_is").start
    date = start + dt.timedelta(days=days - 1)
    begun = None if series in ("displaced", "first_boots") else start
    return Observation(series, date, value, value, value, "made up", begun)


def asked(**changes):
    settings = {
        "title": "A planted truth",
        "uncertainties": RANGES,
        "design": {"method": "sobol", "points": 128, "random_numbers": "independent"},
        "replications": 4,
    }
    return experiment_of([load_scenario("as_is")], **{**settings, **changes})


@pytest.fixture(scope="module")
def counts():
    """Counts of a run whose rate is known."""
    known = simulate(
        load_scenario("as_is").with_values({RATE: TRUTH}), 1, 99, DAYS, ["killed_total"]
    )
    (killed,) = Ensemble(known).given_to(count("killed_total", 0.0))
    return [count("killed_total", float(killed)), count("first_boots", 0.0)]


@pytest.fixture(scope="module")
def found(counts):
    played = calibration_experiment(asked(), counts)
    return calibrate(played, play_in_memory(played), counts, ERRORS)


@pytest.mark.slow
def test_the_planted_rate_is_found_and_what_does_nothing_is_left_alone(found):
    table = found.posterior.table.set_index("parameter")
    assert table.loc[RATE, "p5"] < TRUTH < table.loc[RATE, "p95"]
    assert table.loc[RATE, "median"] == pytest.approx(TRUTH, abs=0.4)
    assert table["told"].to_dict() == {RATE: True, IDLE: False}
    assert found.posterior.uncertainties[IDLE] == RANGES[IDLE]


@pytest.mark.slow
def test_points_far_from_the_truth_are_ruled_out_with_weight_zero(found):
    rates = found.points[RATE].to_numpy()
    assert found.plausible[rates > 4.0].mean() < 0.1  # four runs may differ much
    assert found.plausible[np.abs(rates - TRUTH) < 0.1].all()
    assert (found.weights[~found.plausible] == 0).all()
    assert found.weights.sum() == pytest.approx(1.0)


@pytest.mark.slow
def test_a_series_without_an_error_is_held_back(found):
    rows = found.by_count.set_index("series")
    assert rows["held_back"].to_dict() == {"killed_total": False, "first_boots": True}
    assert np.isnan(rows.loc["first_boots", "refused"])
    assert rows.loc["killed_total", "in_90"]
    assert rows.loc["killed_total", "prior_p95"] > rows.loc["killed_total", "posterior_p95"]


@pytest.mark.slow
def test_the_posterior_is_a_file_that_experiments_can_name(found, tmp_path):
    file = tmp_path / "left.yaml"
    file.write_text(priors_file(found, "planted"))
    priors = load_priors(file)
    middle = priors.uncertainties[RATE].at_quantiles(np.array([0.1, 0.9]))
    assert 1.5 <= middle[0] < TRUTH < middle[1] < 3.0
    assert "parameters that the counts inform (1 of 2)" in priors.why


@pytest.mark.slow
def test_the_findings_say_what_is_ruled_out_and_the_posterior(found):
    sentences = list(calibration_findings(found))
    assert headline(found).endswith("inform 1 of 2 parameters.")
    assert any(each.startswith("Held back, and covered: first boots") for each in sentences)
    assert any(each.startswith(f"{RATE}: median") for each in sentences)


@pytest.mark.slow
def test_a_count_outside_the_posterior_is_named(found):
    landed = replace(found, held_back=(count("first_boots", 1.0, days=7),))
    rows = landed.by_count.set_index("series")
    assert rows["in_90"].to_dict() == {"killed_total": True, "first_boots": False}
    assert next(calibration_findings(landed)).startswith("Held back, and not covered: first boots")


@pytest.mark.slow
def test_counts_that_no_point_can_give_end_in_words():
    counts = [count("killed_total", 1e6)]
    played = calibration_experiment(asked(design={"points": 32}), counts)
    found = calibrate(played, play_in_memory(played), counts, ERRORS)
    with pytest.raises(ResultError, match="0 of 32 points are plausible") as refusal:
        _ = found.weights
    told, *each = str(refusal.value).splitlines()
    assert "take more points" in told
    assert len(each) == 1
    assert each[0].startswith("  100 %  killed_total")


def test_it_is_played_to_the_last_count_with_the_series_that_are_counted():
    played = calibration_experiment(asked(), [count("displaced", 1.0, 30), count("police", 1.0)])
    assert played.record.series == ("displaced", "police")
    assert played.horizon_days == DAYS


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"uncertainties": {}}, "there is nothing to calibrate"),
        ({"replications": 1}, "cannot be estimated from one run"),
        ({"levers": {"mission.force_target": [1000, 2500]}}, "one scenario without levers"),
        (
            {
                "uncertainties": {RATE: {"values": [2.0, 3.0]}},
                "design": {"method": "listed", "points": 2},
            },
            "listed points have no distributions",
        ),
        (
            {"uncertainties": {**RANGES, "mission.lead_lands_first": {"values": [True, False]}}},
            "uncertainties.mission.lead_lands_first: listed values have no deciles",
        ),
    ],
)
def test_what_cannot_be_calibrated_is_refused_before_it_is_played(changes, said):
    with pytest.raises(InputError, match=said):
        calibration_experiment(asked(**changes), [count("displaced", 1.0)])


def test_counts_before_the_start_are_none():
    early = [count("displaced", 1.0, -30)]
    with pytest.raises(InputError, match="no count is dated after 2024-06-12"):
        calibration_experiment(asked(), early)
