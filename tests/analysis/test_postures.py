from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from synthetic import manifest

import msssim
from msssim.analysis.cells import cells
from msssim.analysis.postures import MandateDates, change_at, mandate_dates, posture_shares
from msssim.experiments import Result, experiment_of
from msssim.experiments.simulate import play_in_memory

END = date(2024, 10, 2)


@pytest.fixture(scope="module")
def played() -> Result:
    scenarios = [msssim.load_scenario(name) for name in ("as_is", "no_mission")]
    levers = {
        "renewal": {
            "3 months": {"council.renewal_term_days": 91},
            "none": {"council.renewal_tabled": 0, "council.rollover_probability": 0},
        },
        "council.review_interval_days": [274, 91],
    }
    series = ["low_profile_share", "confront_share", "relocate_share", "deployed"]
    experiment = experiment_of(
        scenarios, title="Postures", levers=levers, replications=2, horizon_days=140,
        record={"series": [*series, "mandate_in_force"], "every_days": 7}, seed=2,
    )  # fmt: skip
    return play_in_memory_from_file(experiment)


def play_in_memory_from_file(experiment) -> Result:
    """As ``play_in_memory``, with the experiment in the manifest, as a sweep has it."""
    result = play_in_memory(experiment)
    result.manifest["experiment"] = experiment.described()
    return result


def cell_of(result: Result, label: str):
    return next(cell for cell in cells(result) if cell.label == label)


def test_the_dates_are_those_of_scenario_and_levers(played):
    dates = mandate_dates(played, cell_of(played, "as is, 3 months, review interval days 91"))
    assert dates.authorised_on == date(2023, 10, 2)
    assert dates.ends_until(date(2025, 2, 1)) == [END, END + timedelta(91)]
    assert dates.reviews_until(date(2024, 10, 20)) == [date(2024, 7, 2), date(2024, 10, 1)]


def test_a_mandate_that_is_not_renewed_ends_once_and_is_not_reviewed_after(played):
    dates = mandate_dates(played, cell_of(played, "as is, no renewal, review interval days 91"))
    assert dates.ends_until(date(2026, 2, 1)) == [END]
    assert max(dates.reviews_until(date(2026, 2, 1))) <= END


def test_without_a_mission_there_are_no_dates(played):
    assert mandate_dates(played, cells(played)[-1]) is None


def test_a_manifest_that_holds_no_scenario_gives_no_dates():
    result = result_of(np.zeros((1, 2)), [date(2024, 9, 30), date(2024, 10, 7)])
    assert mandate_dates(result, cells(result)[0]) is None


def test_the_horizon_may_end_before_the_first_date():
    dates = MandateDates(date(2023, 10, 2), END, True, 365, date(2024, 7, 2), 274)
    assert dates.ends_until(date(2024, 6, 20)) == []
    assert dates.reviews_until(date(2024, 6, 20)) == []


def test_the_three_postures_add_up_to_all_gangs(played):
    shares = posture_shares(played)
    names = ["low_profile_share", "relocate_share", "confront_share"]
    assert shares[names].sum(axis=1).to_numpy() == pytest.approx(1.0, abs=1e-6)
    assert shares["deployed"].between(0, 1).all()
    without = shares.loc[cells(played)[-1].label]
    assert (without[["deployed", "mandate_in_force"]] == 0).all(axis=None)


def result_of(paths: np.ndarray, days: list[date]) -> Result:
    """A result of one cell with a share of gangs that lie low, shape (run, date)."""
    runs = pd.DataFrame({"scenario": "as_is", "point": 0, "run": np.arange(len(paths))})
    series = [
        runs.assign(date=pd.Timestamp(day), low_profile_share=paths[:, place].astype(np.float32))
        for place, day in enumerate(days)
    ]
    said = manifest(["as_is"], {}, len(paths), 1, 1)
    return Result.of_frames(runs, pd.concat(series, ignore_index=True), said)


def test_the_change_is_that_of_the_four_weeks_on_either_side_run_by_run():
    days = [END + timedelta(7 * week) for week in range(-6, 7)]
    weeks = np.arange(-6, 7)
    path = np.where((weeks > -4) & (weeks <= 0), 0.2, np.where((weeks > 0) & (weeks <= 4), 0.5, 9))
    runs = path[None] + np.array([[0.0], [0.1], [0.2]])
    row = change_at(result_of(runs, days), END).loc["as is"]
    assert row["before"] == pytest.approx(0.3)
    assert row["after"] == pytest.approx(0.6)
    assert row[["difference", "low", "high"]].tolist() == pytest.approx([0.3] * 3, abs=1e-6)


def test_a_date_outside_the_horizon_has_no_change():
    days = [END - timedelta(7), END]
    assert change_at(result_of(np.zeros((2, 2)), days), END).empty
