"""The tables of the ODD protocol are complete: nothing is declared that the model does not use."""

from __future__ import annotations

import pytest

from msssim.rules.day import ORDER
from msssim.scenario import load_scenario, parameters
from msssim.world.streams import CHANNELS
from msssim.world.variables import OWNERS
from reference.odd import odd_page, parameter_table
from reference.watched import START, watched

FRAME = {"horizon_days", "step_days"}
"""What the calendar reads, before there is a phase."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def watch():
    return watched()


def test_every_channel_is_drawn_in_one_phase(watch):
    declared = [f"{kind}.{name}" for kind, names in CHANNELS.items() for name in names]
    drawn = [channel for phase in (START, *ORDER) for channel in watch.channels[phase]]
    assert sorted(drawn) == sorted(declared)


def test_every_parameter_is_read_in_some_phase(watch):
    declared = {info.path for info in parameters(load_scenario("as_is"))}
    read = set().union(*watch.parameters.values())
    outside_tables = {path for path in declared if path.count(".") <= 1}
    assert outside_tables - read == FRAME


def test_every_parameter_that_is_read_stands_in_the_table(watch):
    table = "\n".join(parameter_table())
    read = set().union(*watch.parameters.values())
    names = {path.partition(".")[2] or path for path in read}
    assert [name for name in sorted(names) if f"`{name}`" not in table] == []


def test_every_entity_of_the_table_is_on_the_page():
    page = odd_page()
    assert [owner for owner in OWNERS if f"| {owner.__name__} |" not in page] == []
