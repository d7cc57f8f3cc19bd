"""Two scenarios side by side: each difference once, and all of them laid on the first."""

from __future__ import annotations

from itertools import combinations

import pytest

from msssim.scenario import changes, load_scenario, with_changes
from msssim.scenario.diff import DESCRIPTIONS
from msssim.scenario.load import OWN_KEYS
from msssim.scenario.paths import leaves

EVENT = (
    "events:\n  - date: 2024-09-01\n"
    "    set: {governance.transparency: 0.8, council.renewal_tabled: 0.5}\n"
)
GANG = (
    "gangs:\n  groups:\n    - {name: Argile, base: UPPER, presence: [UPPER], fighters: 40, "
    "source: assumed, confidence: low}\n"
)


def said(before, after):
    return {change.label: (change.before, change.after) for change in changes(before, after)}


def content(scenario):
    """Everything but what a scenario says about itself; events as what they come to."""
    data = scenario.resolved()
    course = {
        (event["date"], path): value
        for event in data.pop("events")
        for path, value in event["set"].items()
    }
    return {key: value for key, value in data.items() if key not in OWN_KEYS}, course


def test_a_scenario_differs_from_itself_in_nothing(load):
    assert changes(load(), load("why: Said so\n")) == []


def test_a_changed_parameter_comes_with_values_unit_and_source(load):
    (change,) = changes(load(), load("funding: {lag_months: 2}\n"))
    assert (change.path, change.before, change.after) == ("funding.lag_months", 8.0, 2.0)
    assert (change.unit, change.kind, change.alone) == ("months", "value", True)
    assert change.meaning
    assert change.source


def test_a_value_of_a_row_is_told_by_the_name_of_the_row(load):
    body = "funding:\n  donors:\n    - {name: Canada, hold: {lift_on: 2024-07-01}}\n"
    assert said(load(), load(body)) == {"funding.donors.Canada.hold.lift_on": (None, "2024-07-01")}


@pytest.mark.parametrize(("first", "second", "verb"), [("", GANG, "added"), (GANG, "", "left out")])
def test_a_row_of_one_of_the_two_is_one_change_with_its_source(load, first, second, verb):
    (change,) = changes(load(first), load(second))
    assert change.label == f"gangs.groups.Argile {verb}"
    assert "base UPPER" in change.meaning
    assert change.source == "assumed"
    assert change.alone


def test_the_dated_events_of_a_parameter_are_one_change(load):
    later = EVENT.replace("2024-09-01", "2024-12-01")
    assert said(load(EVENT), load(later)) == {
        f"{path}, dated": ((("2024-09-01", value),), (("2024-12-01", value),))
        for path, value in {"council.renewal_tabled": 0.5, "governance.transparency": 0.8}.items()
    }
    assert said(load(), load(EVENT))["council.renewal_tabled, dated"][0] is None


def test_how_events_are_grouped_and_ordered_is_no_change(load):
    apart = (
        "events:\n  - {date: 2024-09-01, set: {council.renewal_tabled: 0.5}}\n"
        "  - {date: 2024-09-01, set: {governance.transparency: 0.8}}\n"
    )
    assert changes(load(EVENT), load(apart)) == []


def test_of_two_events_of_one_day_the_later_typed_counts(load):
    twice = EVENT + "  - {date: 2024-09-01, set: {governance.transparency: 0.3}}\n"
    expected = {"governance.transparency, dated": ((("2024-09-01", 0.8),), (("2024-09-01", 0.3),))}
    assert said(load(EVENT), load(twice)) == expected


def test_other_days_cannot_be_played_alone(load):
    (change,) = changes(load(), load("horizon_days: 91\n"))
    assert not change.alone
    assert "same days" in change.reason


def test_what_no_rule_looks_at_is_told_as_such(load):
    body = "gangs:\n  groups:\n    - {name: 5 Segond, notes: said to be split}\n"
    (change,) = changes(load(), load(body))
    assert (change.kind, change.alone) == ("description", False)


def test_no_description_is_a_parameter_that_acts(load):
    acting = {leaf.path.rpartition(".")[2] for leaf in leaves(load()) if leaf.row is not None}
    assert acting.isdisjoint(DESCRIPTIONS)


def test_a_change_that_fits_only_with_another_says_what_is_missing(load):
    body = "mission:\n  contingents:\n    - {name: Benin, pledged: 2000, trained: 1800}\n"
    by_path = {change.path: change for change in changes(load(), load(body))}
    assert by_path["mission.contingents.Benin.pledged"].alone
    alone = by_path["mission.contingents.Benin.trained"]
    assert "only 1500 are pledged" in alone.reason


SHIPPED = ["as_is", "full_funding", "court_permanent", "integrated_plan", "no_mission"]


@pytest.mark.parametrize("name", SHIPPED[1:])
def test_all_changes_laid_on_the_first_give_the_second(name):
    before, after = load_scenario("as_is"), load_scenario(name)
    for first, second in ((before, after), (after, before)):
        assert content(with_changes(first, changes(first, second))) == content(second)


@pytest.mark.parametrize(("name", "other"), [*combinations(SHIPPED, 2)])
def test_changes_turned_round_are_those_of_the_scenarios_turned_round(name, other):
    first, second = load_scenario(name), load_scenario(other)
    there, back = changes(first, second), changes(second, first)
    turned = {(change.kind, change.path): (change.after, change.before) for change in back}
    assert turned == {(change.kind, change.path): (change.before, change.after) for change in there}


def test_labels_tell_changes_apart():
    every = changes(load_scenario("as_is"), load_scenario("backtest_october_2023"))
    labels = [change.label for change in every]
    assert len(set(labels)) == len(labels)


def test_rows_and_events_are_laid_on_together(load):
    both = load(GANG + EVENT)
    assert content(with_changes(load(), changes(load(), both))) == content(both)
