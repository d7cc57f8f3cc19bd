from __future__ import annotations

import datetime as dt
import typing

import pytest

from msssim.errors import InputError
from msssim.scenario import load_scenario, parameter_info, parameters
from msssim.scenario.csvtable import TABLES
from msssim.scenario.parameter import Evidence, Section
from msssim.scenario.parameters.tables import Hold
from msssim.scenario.paths import parameter_paths
from msssim.scenario.schema import Scenario
from msssim.scenario.text import bounds, plain_type


def sections():
    yield Scenario
    for field in Scenario.model_fields.values():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield field.annotation
    yield from (row_class for _, row_class in TABLES.values())
    yield Hold


DECLARED = {
    f"{section.__name__}.{name}": field
    for section in sections()
    for name, field in section.model_fields.items()
    if isinstance(field.json_schema_extra, dict)
}


def test_there_are_declarations_to_test():
    assert len(DECLARED) > 150


@pytest.mark.parametrize("name", DECLARED)
def test_every_declared_parameter_has_unit_meaning_source_and_evidence(name):
    field = DECLARED[name]
    extra = field.json_schema_extra
    assert extra["unit"]
    assert field.description
    assert extra["source"]
    assert extra["evidence"] in typing.get_args(Evidence)


@pytest.mark.parametrize("name", DECLARED)
def test_every_default_and_plausible_range_lies_in_the_admissible_range(name):
    field = DECLARED[name]
    if plain_type(field.annotation) not in (int, float):
        return
    low, high = bounds(field)
    assert low is not None, "a number needs an admissible range"
    assert high is not None, "a number needs an admissible range"
    assert low <= field.default <= high
    if plausible := field.json_schema_extra["plausible"]:
        assert low <= plausible[0] < plausible[1] <= high
        assert plausible[0] <= field.default <= plausible[1]


def test_every_number_outside_the_tables_is_declared_with_unit_and_source():
    for section in sections():
        if section in {row_class for _, row_class in TABLES.values()} | {Hold}:
            continue
        for name, field in section.model_fields.items():
            if plain_type(field.annotation) in (int, float, bool, dt.date):
                assert f"{section.__name__}.{name}" in DECLARED


def test_descriptions_cover_every_parameter():
    scenario = load_scenario("as_is")
    described = parameters(scenario)
    assert [info.path for info in described] == parameter_paths(scenario)
    assert all(info.unit and info.meaning and info.source for info in described)
    assert all(info.value == info.default for info in described)


def test_a_description_says_what_the_declaration_says():
    info = parameter_info(load_scenario("trickle_funding"), "funding.conversion")
    assert (info.value, info.default, info.unit) == (0.45, 0.5, "share")
    assert (info.low, info.high, info.plausible) == (0, 1, (0.3, 0.9))
    assert (info.evidence, info.confidence) == ("derived", "")
    assert info.meaning == "share of a pledge that is ever paid"
    assert "42-50 %" in info.source


def test_a_value_of_a_row_has_the_row_s_source_and_default():
    scenario = load_scenario("as_is", ["mission.contingents.Kenya.pledged=900"])
    info = parameter_info(scenario, "mission.contingents.Kenya.pledged")
    kenya = next(row for row in scenario.mission.contingents if row.name == "Kenya")
    assert (info.value, info.default) == (900, 1000)
    assert (info.source, info.confidence) == (kenya.source, kenya.confidence)


def test_a_default_of_a_row_has_the_source_of_the_declaration():
    path = "funding.donors.United States.hold.lift_per_month"
    info = parameter_info(load_scenario("as_is"), path)
    assert info.default == 0.13
    assert "0.03 a week" in info.source


def test_dates_and_switches_are_described():
    scenario = load_scenario("full_funding")
    lifted = parameter_info(scenario, "funding.donors.United States.hold.lift_on")
    assert (lifted.value, lifted.default, lifted.unit) == (dt.date(2024, 6, 12), None, "date")
    assert parameter_info(scenario, "mission.enabled").value is True


@pytest.mark.parametrize(
    ("path", "suggestion"),
    [
        ("funding.convertion", "funding.conversion"),
        ("gangs.transparency", "governance.transparency"),
        ("mission.contingents.Kenia.pledged", "mission.contingents.Kenya.pledged"),
    ],
)
def test_an_unknown_parameter_gets_a_suggestion(path, suggestion):
    with pytest.raises(InputError, match=f"did you mean `{suggestion}`"):
        parameter_info(load_scenario("as_is"), path)
