"""Independent random numbers: forecasts in which no two points share a stream."""

from __future__ import annotations

import pytest

from msssim.errors import InputError
from msssim.experiments import simulate
from msssim.experiments.manifest import in_present_words
from msssim.experiments.priors import load_priors
from msssim.experiments.tasks import task_list_of
from msssim.scenario import load_scenario

LEVERS = {"mission.force_target": [1000, 2500]}
RANGE = {"gangs.rationality": {"low": 0.5, "high": 4.0}}


def asked(experiment, as_is, streams: str):
    return experiment(
        as_is,
        levers=LEVERS,
        uncertainties=RANGE,
        design={"method": "sobol", "points": 4, "random_numbers": streams},
        replications=3,
    )


def keys(work) -> list[tuple[int, int]]:
    return [
        (int(point), int(run))
        for task in work
        for point, run in zip(task.points, task.runs, strict=True)
    ]


def test_no_two_points_of_a_cell_share_a_stream(experiment, as_is):
    first_cell = [
        run
        for point, run in keys(task_list_of(asked(experiment, as_is, "independent")))
        if point < 4
    ]
    assert first_cell == list(range(12))


def test_the_same_point_of_another_cell_has_the_same_stream(experiment, as_is):
    runs = keys(task_list_of(asked(experiment, as_is, "independent"), block_runs=5))
    assert [run for point, run in runs if point >= 4] == [run for point, run in runs if point < 4]


def test_common_random_numbers_are_the_default(experiment, as_is):
    default = experiment(
        as_is,
        levers=LEVERS,
        uncertainties=RANGE,
        replications=3,
        design={"method": "sobol", "points": 4},
    )
    assert keys(task_list_of(default)) == keys(task_list_of(asked(experiment, as_is, "common")))
    assert keys(task_list_of(default)) == [(point, run) for point in range(8) for run in range(3)]


def test_the_manifest_of_common_random_numbers_does_not_name_them(experiment, as_is):
    """So results from before there was a choice are still what their hash says."""
    key = "random_numbers"
    assert key not in asked(experiment, as_is, "common").described()["design"]
    assert asked(experiment, as_is, "independent").described()["design"][key] == "independent"


def test_the_former_key_is_answered_with_the_new_one(experiment, as_is):
    with pytest.raises(InputError, match=r"`design.luck` is now `design.random_numbers`"):
        experiment(as_is, uncertainties=RANGE, design={"points": 4, "luck": "own"})


@pytest.mark.parametrize(("former", "now"), [("own", "independent"), ("shared", None)])
def test_a_manifest_with_the_former_key_is_read_with_the_new_one(former, now):
    held = {"experiment": {"name": "x", "design": {"method": "sobol", "luck": former}}}
    design = in_present_words(held)["experiment"]["design"]
    assert design == {"method": "sobol"} | ({"random_numbers": now} if now else {})


def test_independent_random_numbers_take_no_rule(experiment, as_is):
    rule = {"until": {"outcome": "lapse", "half_width": 0.1, "at_most": 500}}
    with pytest.raises(InputError, match="takes a number of replications, not a rule"):
        experiment(
            as_is,
            uncertainties=RANGE,
            design={"points": 4, "random_numbers": "independent"},
            replications=rule,
        )


@pytest.mark.slow
def test_with_priors_every_run_has_parameters_and_a_stream_of_its_own():
    scenario, priors = load_scenario("full_funding"), load_priors()
    few = simulate(scenario, runs=4, days=28, priors=priors).runs
    more = simulate(scenario, runs=8, days=28, priors=priors).runs
    assert more["run"].tolist() == list(range(8))
    assert more["gangs.rationality"].nunique() == 8
    assert "funding.conversion" not in more  # which the scenario sets itself
    shared = [column for column in few if column not in ("first_boots_days",)]
    assert few[shared].equals(more[shared].head(4))
