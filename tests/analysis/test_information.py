"""What knowing a parameter would be worth, against choices that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from synthetic import synthetic_result

from msssim.analysis.information import EVERYTHING, most_worth_knowing, value_of_information
from msssim.errors import InputError
from msssim.experiments import Result

POLICIES = ("as_is", "full_funding", "trickle_funding")
RESULT = synthetic_result(runs=2, weeks=10, scenarios=POLICIES, renewal=None)
NAMES = ["gangs.rationality", "funding.conversion"]
POINTS = 400


def made_up(killed: tuple[np.ndarray, ...], places: np.ndarray) -> Result:
    """Policies whose killed in each future are given; ``places`` are the two parameters."""
    rows = [
        {"scenario": scenario, "point": point, "run": 0,
         **dict(zip(NAMES, places[point], strict=True)), "civilians_killed": value}
        for scenario, values in zip(POLICIES[: len(killed)], killed, strict=True)
        for point, value in enumerate(values)
    ]  # fmt: skip
    played = {name: RESULT.manifest["scenarios"][name] for name in POLICIES[: len(killed)]}
    manifest = {**RESULT.manifest, "scenarios": played, "uncertainties": NAMES}
    return Result.of_frames(pd.DataFrame(rows), RESULT.series, manifest)


def worth(result: Result) -> pd.DataFrame:
    return value_of_information(result, ["civilians_killed"]).set_index("parameter")


def places(number: int = POINTS, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.column_stack([rng.permutation((np.arange(number) + 0.5) / number) for _ in NAMES])


def test_a_parameter_that_turns_the_choice_is_worth_what_the_turn_gains():
    """The second policy kills 100 (1 - 2 u) more than the first: knowing u saves 25 on average."""
    at = places()
    found = worth(made_up((np.full(POINTS, 500.0), 600.0 - 200.0 * at[:, 0]), at))
    assert found.loc["gangs.rationality", "value"] == pytest.approx(25.0, rel=0.01)
    assert found.loc[EVERYTHING, "value"] == pytest.approx(25.0, rel=0.01)
    assert found["told"].to_dict() == {
        EVERYTHING: True,
        "gangs.rationality": True,
        "funding.conversion": False,
    }


def test_a_parameter_that_does_not_move_the_choice_is_worth_nothing():
    at = places()
    killed = 500.0 + 300.0 * at[:, 0]
    found = worth(made_up((killed, killed - 40.0), at))
    assert found["value"].tolist() == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert not found["told"].any()


def test_rounding_errors_are_not_worth_knowing():
    """One policy is best in every future; sums of unequal differences leave about 1e-13."""
    for seed in range(1, 9):
        at = places(64, seed)
        saved = 500.0 * np.random.default_rng(seed).random(64) + 0.1
        found = worth(made_up((np.full(64, 6_800.0), 6_800.0 - saved), at))
        assert not found["told"].any()


def test_what_two_parameters_decide_together_is_worth_more_than_either():
    at = places()
    gain = 100.0 * (at[:, 0] + at[:, 1] - 1.0)
    found = worth(made_up((np.full(POINTS, 500.0), 500.0 - gain), at))
    assert found.loc[EVERYTHING, "value"] == pytest.approx(100.0 / 6.0, rel=0.1)
    for name in NAMES:
        assert found.loc[name, "value"] == pytest.approx(12.5, rel=0.15)


def test_a_policy_that_kills_more_everywhere_changes_nothing():
    """Were more killed better, knowing would be worth 16, not 25."""
    at = places()
    known = np.full(POINTS, 500.0), 600.0 - 200.0 * at[:, 0], np.full(POINTS, 520.0)
    found = worth(made_up(known, at))
    assert found.loc["gangs.rationality", "value"] == pytest.approx(25.0, rel=0.01)
    assert found.loc[EVERYTHING, "value"] == pytest.approx(25.0, rel=0.01)


def test_less_of_a_good_thing_is_worse():
    at = places()
    frame = made_up((np.full(POINTS, 0.5), 0.4 + 0.2 * at[:, 0]), at)
    runs = frame.runs.rename(columns={"civilians_killed": "held_share_end"})
    result = Result.of_frames(runs, RESULT.series, frame.manifest)
    found = value_of_information(result, ["held_share_end"]).set_index("parameter")
    assert found.loc["gangs.rationality", "value"] == pytest.approx(0.025, rel=0.01)


@pytest.mark.slow
def test_noise_is_told_as_rarely_as_is_said():
    told = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        killed = rng.normal(500.0, 50.0, 40), rng.normal(500.0, 50.0, 40)
        told += worth(made_up(killed, places(40, seed))).loc[NAMES, "told"].any()
    assert told <= stats.binom.ppf(0.9999, 60, 0.05)


def test_of_more_parameters_the_strongest_must_stand_higher_above_noise():
    rng = np.random.default_rng(4)
    both = made_up((rng.normal(500.0, 50.0, 40), rng.normal(500.0, 50.0, 40)), places(40))
    runs = both.runs.drop(columns=NAMES[1])
    one = Result.of_frames(runs, both.series, {**both.manifest, "uncertainties": NAMES[:1]})
    assert worth(both).loc[NAMES[0], "floor"] > 1.05 * worth(one).loc[NAMES[0], "floor"]


def test_the_sentence_names_what_turns_the_choice():
    at = places()
    found = worth(made_up((np.full(POINTS, 500.0), 600.0 - 200.0 * at[:, 0]), at)).reset_index()
    said = most_worth_knowing(found)
    assert said.startswith("Most worth knowing before the choice, in civilians killed: gangs.ratio")
    nothing = worth(made_up((at[:, 0], at[:, 0] - 1.0), at)).reset_index()
    assert "would turn the choice" in most_worth_knowing(nothing)


def test_too_few_futures_are_refused():
    at = places(10)
    with pytest.raises(InputError, match="2 policies over 10 sampled futures"):
        worth(made_up((at[:, 0], at[:, 1]), at))
