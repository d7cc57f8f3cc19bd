from __future__ import annotations

import datetime as dt
import json
import pickle

import numpy as np
import pytest
from pydantic import ValidationError

from msssim.errors import InputError
from msssim.scenario import Scenario, load_scenario, shipped_scenarios

LEVER = "funding.donors.United States.hold.lift_per_month"


def with_events(scenario, *events):
    return Scenario.from_data(scenario.resolved() | {"events": list(events)})


@pytest.mark.parametrize("name", shipped_scenarios())
def test_a_resolved_scenario_survives_json(name):
    scenario = load_scenario(name)
    assert Scenario.from_data(json.loads(json.dumps(scenario.resolved()))) == scenario


def test_events_survive_json_and_pickling(load):
    event = {"date": "2024-09-01", "set": {"council.conops_filed_on": dt.date(2025, 1, 1)}}
    scenario = with_events(load(), event)
    scenario.at(dt.date(2024, 9, 1))
    assert Scenario.from_data(json.loads(json.dumps(scenario.resolved()))) == scenario
    assert pickle.loads(pickle.dumps(scenario)) == scenario


def test_a_scenario_is_frozen(load):
    with pytest.raises(ValidationError):
        load().horizon_days = 7


def test_rows_are_sorted_by_name_however_they_are_given(load):
    data = load().resolved()
    data["council"]["members"].reverse()
    assert [m.name for m in Scenario.from_data(data).council.members] == ["France", "Guyana"]


def test_rows_of_the_same_name_are_refused(load):
    data = load().resolved()
    data["council"]["members"] *= 2
    with pytest.raises(InputError, match=r"council\.members: .*two rows are called `France`"):
        Scenario.from_data(data)


def test_with_values_changes_the_values_given_and_nothing_else(load):
    scenario = load()
    changed = scenario.with_values(
        {LEVER: 0.5, "council.mandate_ends": dt.date(2025, 1, 1), "mission.enabled": False}
    )
    expected = scenario.resolved()
    expected["funding"]["donors"][1]["hold"]["lift_per_month"] = 0.5
    expected["council"]["mandate_ends"] = "2025-01-01"
    expected["mission"]["enabled"] = False
    assert changed.resolved() == expected
    assert scenario == load()


def test_with_values_takes_numpy_numbers(load):
    values = {"council.rollover_days": np.int64(30), "funding.conversion": np.float64(0.25)}
    changed = load().with_values(values)
    assert (changed.council.rollover_days, changed.funding.conversion) == (30, 0.25)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("council.renewal_term", 1, "did you mean `council.renewal_term_days`?"),
        ("gangs.transparency", 1, "did you mean `governance.transparency`?"),
        (
            "funding.donors.United Sates.pledged_usd",
            1,
            "`funding.donors.United States.pledged_usd`",
        ),
        ("funding.donors", [], "a group of values"),
        ("council", {}, "a group of values"),
        ("", 1, "unknown path"),
        ("funding.conversion", 2, "found 2; allowed is a number from 0 to 1 (share)"),
        ("funding.conversion", "0.5", 'found "0.5"'),
        ("funding.conversion", float("nan"), "found nan"),
        ("funding.conversion", object, "found"),
        ("step_days", 2, "1 or 7"),
        ("logistics.base_stages", 2, "has 2 in all"),
    ],
)
def test_with_values_refuses_what_is_wrong(path, value, words, load):
    with pytest.raises(InputError) as caught:
        load().with_values({path: value})
    assert words in str(caught.value)


def test_with_values_tells_all_unknown_paths_at_once(load):
    with pytest.raises(InputError) as caught:
        load().with_values({"a": 1, "funding.conversion": 0.3, "b": 2})
    assert [problem.path for problem in caught.value.problems] == ["a", "b"]


def test_events_are_in_force_from_their_date_on(load):
    scenario = with_events(
        load(),
        {"date": "2024-09-01", "set": {"governance.transparency": 0.8}},
        {"date": "2024-07-01", "set": {"governance.transparency": 0.5, LEVER: 1.5}},
    )
    found = {
        day: scenario.at(dt.date.fromisoformat(day)).governance.transparency
        for day in ("2024-06-30", "2024-07-01", "2024-08-31", "2024-09-01", "2030-01-01")
    }
    assert list(found.values()) == [0.2, 0.5, 0.5, 0.8, 0.8]
    assert scenario.at(dt.date(2024, 9, 1)).funding.donors[1].hold.lift_per_month == 1.5


def test_the_later_typed_of_two_events_of_one_day_wins(load):
    scenario = with_events(
        load(),
        {"date": "2024-07-01", "set": {"governance.transparency": 0.5}},
        {"date": "2024-07-01", "set": {"governance.transparency": 0.4}},
    )
    assert scenario.at(dt.date(2024, 7, 1)).governance.transparency == 0.4


def test_the_same_object_is_in_force_between_events(load):
    plain = load()
    scenario = with_events(plain, {"date": "2024-07-01", "set": {"governance.oversight": 0.5}})
    assert plain.at(dt.date(2030, 1, 1)) is plain
    assert scenario.at(dt.date(2024, 6, 30)) is scenario
    assert scenario.at(dt.date(2024, 7, 1)) is scenario.at(dt.date(2025, 7, 1))


def test_a_scenario_in_force_still_knows_the_events_to_come(load):
    scenario = with_events(
        load(),
        {"date": "2024-07-01", "set": {"governance.oversight": 0.5}},
        {"date": "2024-08-01", "set": {"governance.oversight": 0.6}},
    )
    july = scenario.at(dt.date(2024, 7, 1))
    assert july.at(dt.date(2024, 8, 1)).governance.oversight == 0.6


@pytest.mark.parametrize(
    "path",
    [
        "name", "title", "start", "horizon_days", "step_days", "events", "funding.donors",
        "council", "territory.zones.LOWER.population", "territory.links.LOWER - UPPER.kind",
        "gangs.groups.5 Segond.name", "gangs.groups.5 Segond.base",
        "gangs.groups.5 Segond.presence", "police.units.Stations.zone",
    ],
)  # fmt: skip
def test_an_event_cannot_change_names_dates_of_the_run_or_the_map(path, load):
    value = load().resolved().get(path, "LOWER")
    with pytest.raises(InputError) as caught:
        with_events(load(), {"date": "2024-07-01", "set": {path: value}})
    (problem,) = caught.value.problems
    assert problem.path == f"events.0.set.{path}"
    assert "an event cannot change this" in problem.message


def test_an_event_that_breaks_what_must_fit_together_is_refused(load):
    with pytest.raises(InputError, match=r"events\.0: .*logistics\.base_stages_done: found 5"):
        with_events(load(), {"date": "2024-07-01", "set": {"logistics.base_stages": 2}})


def test_every_wrong_event_is_named(load):
    with pytest.raises(InputError) as caught:
        with_events(
            load(),
            {"date": "2024-09-01", "set": {"governance.oversight": 2}},
            {"date": "2024-08-01", "set": {"governance.oversight": 0.3}},
            {"date": "2024-07-01", "set": {"governance.oversigt": 0.3}},
        )
    found = {problem.path for problem in caught.value.problems}
    assert found == {"events.0.set.governance.oversight", "events.2.set.governance.oversigt"}


def test_what_is_held_from_the_first_day_to_the_last_no_event_takes_back(load):
    scenario = with_events(
        load(),
        {"date": "2024-07-01", "set": {"governance.oversight": 0.3}},
        {"date": "2024-08-01", "set": {"governance.oversight": 0.4, "funding.conversion": 0.9}},
    )
    held = scenario.holding({"governance.oversight": 0.7})
    last = held.at(dt.date(2024, 9, 1))
    assert (last.governance.oversight, last.funding.conversion) == (0.7, 0.9)
    assert [dict(event.set) for event in held.events] == [{"funding.conversion": 0.9}]
