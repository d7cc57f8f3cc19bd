"""Each change is played alone on the first scenario, and all together are the second."""

from __future__ import annotations

import pandas as pd
import pytest

from msssim.errors import InputError
from msssim.experiments import changed_scenarios, play_changes, simulate
from msssim.scenario import changes, load_scenario

DAYS = 28


@pytest.fixture(scope="module")
def both():
    return load_scenario("as_is"), load_scenario("court_temporary")


@pytest.mark.slow
def test_all_changes_together_play_as_the_second_scenario_run_by_run(both):
    first, second = both
    result = play_changes(first, changes(first, second), runs=3, days=DAYS)
    name = list(result.manifest["scenarios"])[-1]
    together = result.runs[result.runs["scenario"] == name]
    alone = simulate(second, runs=3, days=DAYS)
    columns = alone.runs.columns.drop(["scenario", "point"])
    pd.testing.assert_frame_equal(
        together[columns].reset_index(drop=True), alone.runs[columns].reset_index(drop=True)
    )


def test_each_change_is_laid_on_the_first_scenario_alone(both):
    first, second = both
    listed = changes(first, second)
    *alone, together = changed_scenarios(first, listed)
    assert [changes(first, made) for made in alone] == [[change] for change in listed]
    assert changes(first, together) == listed
    assert len({made.name for made in (first, *alone, together)}) == len(listed) + 2


def test_all_together_are_over_the_days_of_the_first():
    first = load_scenario("as_is")
    second = first.with_values({"horizon_days": 91, "funding.lag_months": 2.0})
    *_, together = changed_scenarios(first, changes(first, second))
    assert together.horizon_days == first.horizon_days
    assert together.funding.lag_months == 2.0


def test_without_a_change_that_can_be_played_it_is_refused_with_the_reason():
    first = load_scenario("as_is")
    longer = first.with_values({"horizon_days": 91})
    with pytest.raises(InputError, match="horizon_days: runs are compared over the same days"):
        play_changes(first, changes(first, longer), runs=2)
