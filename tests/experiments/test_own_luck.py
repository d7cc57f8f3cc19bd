"""Points that share no luck: forecasts in which nothing is held still."""

from __future__ import annotations

import pytest

from msssim.errors import InputError
from msssim.experiments import simulate
from msssim.experiments.priors import load_priors
from msssim.experiments.tasks import task_list_of
from msssim.scenario import load_scenario

LEVERS = {"mission.force_target": [1000, 2500]}
RANGE = {"gangs.rationality": {"low": 0.5, "high": 4.0}}


def asked(experiment, as_is, luck: str):
    return experiment(
        as_is,
        levers=LEVERS,
        uncertainties=RANGE,
        design={"method": "sobol", "points": 4, "luck": luck},
        replications=3,
    )


def keys(work) -> list[tuple[int, int]]:
    return [
        (int(point), int(run))
        for task in work
        for point, run in zip(task.points, task.runs, strict=True)
    ]


def test_no_two_points_of_a_cell_meet_the_same_luck(experiment, as_is):
    first_cell = [
        run for point, run in keys(task_list_of(asked(experiment, as_is, "own"))) if point < 4
    ]
    assert first_cell == list(range(12))


def test_the_same_point_of_another_cell_meets_the_same_luck(experiment, as_is):
    runs = keys(task_list_of(asked(experiment, as_is, "own"), block_runs=5))
    assert [run for point, run in runs if point >= 4] == [run for point, run in runs if point < 4]


def test_shared_luck_is_what_it_was(experiment, as_is):
    assert keys(task_list_of(asked(experiment, as_is, "shared"))) == [
        (point, run) for point in range(8) for run in range(3)
    ]


def test_the_manifest_of_shared_luck_says_nothing_of_it(experiment, as_is):
    """So results from before luck could be asked for are still what their hash says."""
    assert "luck" not in asked(experiment, as_is, "shared").described()["design"]
    assert asked(experiment, as_is, "own").described()["design"]["luck"] == "own"


def test_luck_of_its_own_takes_no_rule(experiment, as_is):
    rule = {"until": {"outcome": "lapse", "half_width": 0.1, "at_most": 500}}
    with pytest.raises(InputError, match="takes a number of replications, not a rule"):
        experiment(
            as_is, uncertainties=RANGE, design={"points": 4, "luck": "own"}, replications=rule
        )


@pytest.mark.slow
def test_with_priors_every_run_has_parameters_and_luck_of_its_own():
    scenario, priors = load_scenario("full_funding"), load_priors()
    few = simulate(scenario, runs=4, days=28, priors=priors).runs
    more = simulate(scenario, runs=8, days=28, priors=priors).runs
    assert more["run"].tolist() == list(range(8))
    assert more["gangs.rationality"].nunique() == 8
    assert "funding.conversion" not in more  # which the scenario sets itself
    shared = [column for column in few if column not in ("first_boots_days",)]
    assert few[shared].equals(more[shared].head(4))
