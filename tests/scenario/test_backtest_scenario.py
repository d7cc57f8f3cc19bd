"""The scenario of October 2023 starts with what was known then."""

from __future__ import annotations

import datetime as dt

import pytest

from msssim.errors import InputError
from msssim.experiments import experiment_of
from msssim.scenario import load_scenario


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("backtest_october_2023")


def test_it_runs_from_the_authorisation_to_12_june_2024(scenario):
    assert scenario.start == scenario.council.authorised_on
    last = scenario.start + dt.timedelta(days=scenario.horizon_days)
    assert last == load_scenario("as_is").start


def test_there_is_one_offer_and_nothing_of_what_came_later(scenario):
    offers = {each.name: each.pledged for each in scenario.mission.contingents if each.pledged}
    assert offers == {"Kenya": 1_000}
    assert not any(each.committed or each.trained for each in scenario.mission.contingents)
    assert sum(each.received_usd + each.pledged_usd for each in scenario.funding.donors) == 0
    assert not any(step.applies for step in scenario.law.steps)
    assert scenario.logistics.base_stages_done == 0


def test_the_police_have_the_last_total_published_before(scenario):
    assert sum(unit.officers for unit in scenario.police.units) == 13_000


def test_it_cannot_stand_in_one_experiment_with_scenarios_of_june_2024(scenario):
    with pytest.raises(InputError, match="start"):
        experiment_of([load_scenario("as_is"), scenario], name="x", title="x", replications=1)
