from __future__ import annotations

import pytest

from msssim.errors import InputError
from msssim.scenario.paths import (
    RENAMED,
    get_value,
    leaf_at,
    leaves,
    new_path,
    parameter_paths,
    set_value,
    value_paths,
)

DATA = {"a": {"b": 1, "rows": [{"name": "x y", "c": 2}, {"name": "z", "c": 3}], "words": ["q"]}}


def test_a_path_leads_through_groups_and_rows():
    assert get_value(DATA, "a.b") == 1
    assert get_value(DATA, "a.rows.x y.c") == 2
    assert get_value(DATA, "a.words") == ["q"]


def test_a_value_is_replaced_in_its_row_only():
    data = {"rows": [{"name": "x", "c": 2}, {"name": "z", "c": 3}]}
    set_value(data, "rows.z.c", 9)
    assert data == {"rows": [{"name": "x", "c": 2}, {"name": "z", "c": 9}]}


def test_the_paths_of_all_values_are_listed():
    assert value_paths(DATA) == [
        "a.b", "a.rows.x y.name", "a.rows.x y.c", "a.rows.z.name", "a.rows.z.c", "a.words",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("a.bb", "did you mean `a.b`?"),
        ("a.rows.xy.c", "did you mean `a.rows.x y.c`?"),
        ("a.b.c", "unknown path"),
        ("a.rows.0.c", "unknown path"),
        ("", "unknown path"),
    ],
)
def test_an_unknown_path_gets_a_suggestion(path, words):
    with pytest.raises(InputError) as caught:
        get_value(DATA, path)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("path", "now"),
    [
        ("tools", "interventions"),
        ("tools.aid_usd_month", "interventions.aid_usd_month"),
        ("toolshed", None),
        ("police.units.North.men", "police.units.North.officers"),
        ("police.units.North.menu", None),
    ],
)
def test_a_renamed_path_is_answered_with_the_new_one(path, now, monkeypatch):
    monkeypatch.setitem(RENAMED, "police.units.*.men", "police.units.*.officers")
    assert new_path(path) == now
    with pytest.raises(InputError) as caught:
        get_value(DATA, path)
    assert (f"`{path}` is now `{now}`" in str(caught.value)) == (now is not None)


def test_every_new_path_exists(load):
    groups = {
        path.rsplit(".", depth)[0] for path in value_paths(load().resolved()) for depth in (0, 1, 2)
    }
    of_scenarios = {new for new in RENAMED.values() if not new.startswith("design.")}
    assert of_scenarios <= groups


@pytest.mark.parametrize("path", ["a", "a.rows", "a.rows.z"])
def test_a_group_is_not_replaced_as_a_whole(path):
    with pytest.raises(InputError, match="a group of values"):
        set_value(DATA, path, 1)


def test_every_parameter_can_be_read_by_its_path(load):
    scenario = load()
    data = scenario.resolved()
    for leaf in leaves(scenario):
        expected = leaf.value.isoformat() if hasattr(leaf.value, "isoformat") else leaf.value
        assert get_value(data, leaf.path) == expected


def test_every_parameter_is_found_at_its_path(load):
    scenario = load()
    for leaf in leaves(scenario):
        assert leaf_at(scenario, leaf.path) == leaf


@pytest.mark.parametrize(
    "path",
    ["", "name", "funding", "funding.donors", "funding.donors.Canada", "funding.donors.Atlantis.x",
     "funding.conversion.x", "funding.model_fields", "gangs.groups.5 Segond.base", "..", "events"],
)  # fmt: skip
def test_at_other_paths_there_is_no_parameter(load, path):
    assert leaf_at(load(), path) is None


def test_parameters_are_numbers_switches_dates_and_choices_but_no_text(load):
    paths = parameter_paths(load())
    assert {"start", "mission.enabled", "funding.conversion", "council.mandate_ends",
            "funding.donors.United States.hold.lift_on",
            "contacts.doctrine"} <= set(paths)  # fmt: skip
    assert not {"name", "why", "gangs.groups.5 Segond.base"} & set(paths)
    assert len(paths) == len(set(paths))
