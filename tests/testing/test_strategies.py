"""Scenarios that are drawn are valid, and shrink to the one that they are drawn around."""

from __future__ import annotations

import pytest
from hypothesis import find, given, settings

from msssim.scenario import Scenario, load_scenario, parameters
from msssim.testing.strategies import scenarios

AS_IS = load_scenario("as_is")


def changed(scenario):
    """Paths of the parameters that differ from those of as_is."""
    own = {info.path: info.value for info in parameters(AS_IS)}
    return {info.path for info in parameters(scenario) if own.get(info.path) != info.value}


@pytest.mark.slow
@given(scenarios())
@settings(max_examples=8)
def test_what_is_drawn_is_valid(scenario):
    assert Scenario.from_data(scenario.resolved()) == scenario


@pytest.mark.slow
def test_a_scenario_shrinks_to_the_one_change_that_matters():
    found = find(
        scenarios(AS_IS),
        lambda scenario: scenario.council.conversion_vote_on is not None,
        settings=settings(max_examples=40, deadline=None, database=None, derandomize=True),
    )
    assert changed(found) == {"horizon_days", "council.conversion_vote_on"}
    assert found.horizon_days == 7
    assert len(found.territory.zones) == len(AS_IS.territory.zones)
