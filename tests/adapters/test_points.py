"""Points that another tool has chosen are the points that msssim would have played."""

from __future__ import annotations

import pytest

from msssim.adapters.points import means_at, require_outcomes
from msssim.errors import InputError
from msssim.experiments import experiment_of, simulate
from msssim.experiments.simulate import play_in_memory

OUTCOMES = ["civilians_killed", "fund_received_usd"]


def test_means_are_those_of_the_same_points_in_a_sweep(write):
    experiment = write()
    scenario = experiment.scenarios_to_play()[0]
    values = {"funding.conversion": [0.3, 0.8], "gangs.rationality": [1.0, 3.0]}
    swept = play_in_memory(
        experiment_of(
            [scenario],
            title="The same",
            uncertainties={path: {"values": along} for path, along in values.items()},
            design={"method": "listed", "points": 2},
            replications=2,
            seed=7,
        )
    )
    means = means_at(experiment, scenario, values, OUTCOMES)
    assert means.equals(swept.runs.groupby("point")[OUTCOMES].mean())


def test_whole_parameters_are_rounded_and_switches_are_kept(write):
    experiment = write()
    points = {
        "people.displaced_at_start": [500_000, 500_000.4, 500_000.6],
        "mission.lead_lands_first": [True, True, True],
    }
    scenario = experiment.scenarios_to_play()[0]
    exact, below, above = means_at(experiment, scenario, points, ["displaced_peak"]).squeeze()
    assert exact == below != above


def test_what_never_happened_in_some_run_has_no_mean(write):
    experiment = write("seed: 7", "seed: 1")
    scenario = experiment.scenarios_to_play()[0]
    boots = ["first_boots_days"]
    played = simulate(scenario, runs=2, seed=1).runs[boots].isna().to_numpy()
    assert played.any(), "one of the two runs has nobody in theatre within four weeks"
    assert not played.all()
    assert means_at(experiment, scenario, {}, boots).isna().to_numpy().all()


def test_a_value_that_is_not_admitted_is_refused(write):
    experiment = write()
    with pytest.raises(InputError, match=r"funding\.conversion"):
        means_at(experiment, experiment.scenarios[0], {"funding.conversion": [2.0]}, OUTCOMES)


def test_an_unknown_outcome_is_refused_with_the_nearest():
    with pytest.raises(InputError, match="civilians_killed"):
        require_outcomes(["civilans_killed"])
    with pytest.raises(InputError, match="name one"):
        require_outcomes([])
    with pytest.raises(InputError, match=r'found "leaks"; allowed is a list of names: \["leaks"\]'):
        require_outcomes("leaks")
