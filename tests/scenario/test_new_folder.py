"""A new folder holds the very scenario that it was written from, and nothing outside it."""

from __future__ import annotations

import pytest
from hypothesis import given

from msssim.errors import InputError
from msssim.scenario import changes, load_scenario, shipped_scenarios
from msssim.scenario.folder import example, example_folder, folder_texts, write_folder
from msssim.testing.strategies import scenarios


def without_own_words(scenario):
    data = scenario.resolved()
    return {key: value for key, value in data.items() if key not in ("name", "title", "why")}


@pytest.mark.parametrize("name", shipped_scenarios())
def test_what_is_written_from_a_shipped_scenario_is_read_as_the_same(name, tmp_path):
    scenario = load_scenario(name)
    write_folder(scenario, tmp_path / "mine")
    again = load_scenario(tmp_path / "mine" / "scenario.yaml")
    assert without_own_words(again) == without_own_words(scenario)
    assert (again.name, again.title) == ("mine", scenario.title)


def test_a_table_that_is_missing_is_named_with_those_there_must_be(tmp_path):
    write_folder(example(), tmp_path / "mine")
    (tmp_path / "mine/theatre/donors.csv").unlink()
    with pytest.raises(InputError) as refused:
        load_scenario(tmp_path / "mine/scenario.yaml")
    (problem,) = refused.value.problems
    assert problem.file.endswith("mine/theatre/donors.csv")
    assert problem.message.startswith("there is no such table; a theatre has zones.csv, links.csv")


@pytest.mark.slow
@given(scenario=scenarios())
def test_so_is_what_is_written_from_any(tmp_path_factory, scenario):
    folder = tmp_path_factory.mktemp("any") / "mine"
    write_folder(scenario, folder)
    again = load_scenario(folder / "scenario.yaml")
    assert changes(scenario, again) == []


def test_events_and_words_that_look_like_something_else_survive(load, tmp_path):
    body = (
        "council: {renewal_term_days: 91}\ncontacts: {doctrine: presence}\n"
        "events:\n  - date: 2024-09-01\n"
        "    set: {council.office_vote_on: 2024-10-01, police.class_size: 7}\n"
        'title: "no: # \\u201cquoted\\u201d"\n'
    )
    scenario = load(body.replace("title:", "why:"))
    write_folder(scenario, tmp_path / "on")
    again = load_scenario(tmp_path / "on" / "scenario.yaml")
    assert changes(scenario, again) == []
    assert again.why.strip() == scenario.why


def test_the_shipped_example_is_what_a_new_folder_holds():
    texts = folder_texts(example(), "island")
    there = {
        str(file.relative_to(example_folder())): file.read_text(encoding="utf-8")
        for file in example_folder().rglob("*")
        if file.is_file()
    }
    assert there == texts


def test_the_example_shares_no_name_with_the_shipped_theatre():
    invented, shipped = example(), load_scenario("as_is")
    rows = [*invented.territory.zones, *invented.gangs.groups, *invented.funding.donors,
            *invented.mission.contingents, *invented.council.members]  # fmt: skip
    assert all("invented" in row.source for row in rows)
    taken = {row.name for row in (*shipped.territory.zones, *shipped.gangs.groups)}
    taken |= {row.name for row in (*shipped.mission.contingents, *shipped.council.members)}
    assert taken.isdisjoint(row.name for row in rows)


@pytest.mark.parametrize("name", ["two words", "ünder", "-x", "a" * 61])
def test_a_folder_whose_name_no_scenario_can_have_is_refused(tmp_path, name):
    with pytest.raises(InputError, match="the scenario would be called"):
        write_folder(example(), tmp_path / name)


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        write_folder(example(), tmp_path / "mine")
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["notes.txt"]
