from __future__ import annotations

import pytest
from synthetic import synthetic_result

from msssim.analysis.assumptions import (
    OF_EACH_SECTION,
    Assumptions,
    distribution_in_words,
    experiment_over,
    levels_in_words,
)
from msssim.analysis.formatting import value_words
from msssim.experiments import Result, experiment_of, load_experiment, uncertainty
from msssim.experiments.manifest import manifest_of
from msssim.scenario import load_scenario, parameters
from msssim.scenario.folder import example
from msssim.text import text

LEVERS = {
    "council.renewal_term_days": [91, 365],
    "money": {"little": {"funding.conversion": 0.2}, "much": {"funding.conversion": 0.9}},
}
SAMPLED = {"gangs.rationality": {"low": 0.5, "high": 4.0}}


def asked(*scenarios, **settings) -> Assumptions:
    """What a result of an experiment assumes; its runs are made up and say nothing here."""
    result = synthetic_result(runs=2, weeks=30, scenarios=("as_is",), renewal=None)
    experiment = experiment_of(scenarios, title="Made up", **settings)
    manifest = {**result.manifest, **manifest_of(experiment, parts=1)}
    runs, series = result.runs, result.series
    for table in (runs, series):
        table["scenario"] = scenarios[0].name
    manifest["factors"] = {}
    return Assumptions(Result.of_frames(runs, series, manifest))


@pytest.fixture(scope="module")
def as_is():
    return load_scenario("as_is")


def test_a_scenario_tells_every_parameter_that_it_changes(as_is):
    full = load_scenario("full_funding")
    changed = asked(as_is, full).scenario_changes()
    assert changed["as_is"] == []
    told = {each.path: each for each in changed["full_funding"]}
    assert set(told) == {info.path for info in parameters(full) if info.value != info.default}
    row = told["funding.donors.United States.hold.reimpose_per_month"]
    assert row.setting == "0"
    assert row.info.evidence == "judgement"
    assert "Dominican Today" in row.info.source
    assert told["funding.pledge_rate_usd_month"].setting == "50,000,000"


def test_dated_events_and_choices_that_are_words_are_changes_too(as_is, tmp_path):
    file = tmp_path / "late.yaml"
    file.write_text(
        "name: late\ntitle: Late\nextends: as_is\ncontacts: {doctrine: presence}\n"
        "events:\n  - {date: 2024-09-01, set: {governance.transparency: 0.8}}\n"
    )
    told = asked(as_is, load_scenario(file)).scenario_changes()["late"]
    settings = {each.path: each.setting for each in told}
    assert settings == {
        "contacts.doctrine": "presence",
        "governance.transparency": "0.8 from 2024-09-01",
    }


def test_a_longer_horizon_is_no_assumption(as_is):
    assert asked(as_is, horizon_days=70).scenario_changes() == {"as_is": []}


def test_levers_tell_each_parameter_with_its_levels(as_is):
    settings = asked(as_is, levers=LEVERS).lever_settings()
    (term,), (money,) = settings["council.renewal_term_days"], settings["money"]
    assert (term.path, term.setting) == ("council.renewal_term_days", "91 and 365")
    assert (money.path, money.setting) == ("funding.conversion", "little: 0.2; much: 0.9")
    assert money.info.source == "three Haiti conferences: 42-50 % after a year"


def test_what_was_sampled_is_told_with_its_distribution(as_is):
    (one,) = asked(as_is, uncertainties=SAMPLED).sampled()
    assert (one.path, one.setting) == ("gangs.rationality", "0.5 to 4, uniform")
    assert one.info.plausible == (0.5, 6.0)


def test_what_was_not_varied_is_told_by_one_rule(as_is):
    known = asked(as_is, levers={"gangs.rationality": [1.0, 2.0]})
    judged = known.judgements()
    sections = [each.path.partition(".")[0] for each in judged]
    assert {"gangs", "people"} <= set(sections)
    assert all(sections.count(section) <= OF_EACH_SECTION for section in sections)
    assert "gangs.rationality" not in {each.path for each in judged}
    for each in judged:
        assert each.info.evidence == "judgement"
        assert not each.info.confidence
        low, high = each.info.plausible
        rivals = [
            info
            for info in parameters(as_is)
            if info.path.partition(".")[0] == each.path.partition(".")[0]
            and info.evidence == "judgement"
            and info.plausible
            and info.value
            and not info.confidence
        ]
        wider = [
            info
            for info in rivals
            if (info.plausible[1] - info.plausible[0]) / info.value > (high - low) / each.info.value
        ]
        assert len(wider) <= OF_EACH_SECTION


def test_only_what_bound_brings_its_section(as_is):
    known = asked(as_is)
    runs = known._result.runs
    bound = [name for name in runs if name.startswith("weeks_bound_")]
    runs[bound] = 0.0
    runs["weeks_bound_none"], runs["weeks_bound_court"], runs["weeks_bound_host"] = 80.0, 15.0, 5.0
    assert {each.path.partition(".")[0] for each in known.judgements()} == {
        "law",
        "gangs",
        "people",
    }


def test_the_experiment_that_would_test_them_can_be_loaded(as_is, tmp_path):
    judged = asked(as_is).judgements()
    file = tmp_path / "test.yaml"
    file.write_text(experiment_over(judged, ["as_is"]))
    assert list(load_experiment(file).uncertainties) == [each.path for each in judged]


def test_scenarios_of_another_version_are_named_and_left_out():
    known = Assumptions(synthetic_result(runs=2, weeks=10, scenarios=("as_is",), renewal=None))
    assert known.unread == ["as_is"]
    assert known.scenario_changes() == {}
    assert known.judgements() == known.sampled() == []


def test_every_form_of_a_distribution_has_words():
    numbers = dict.fromkeys(("low", "high", "mean", "sd"), "1")
    for keys in uncertainty._FORMS:
        name = f"analysis.distribution.{'_'.join(sorted(keys))}"
        assert text(name, **numbers, **dict.fromkeys(set(keys) - set(numbers), "2"))
    written = {
        "0.5 to 4, uniform on a log scale": {"low": 0.5, "high": 4.0, "scale": "log"},
        "triangular: 0.2, 0.5 and 0.9 (least, most likely, greatest)": {
            "triangular": [0.2, 0.5, 0.9]
        },
        "0 to 9, normal about 3, standard deviation 1.5": {
            "normal": {"mean": 3.0, "sd": 1.5, "low": 0.0, "high": 9.0}
        },
        "1 and 2, weighted 0.3 and 0.7": {"values": [1, 2], "weights": [0.3, 0.7]},
    }
    assert {distribution_in_words(form) for form in written.values()} == set(written)


def test_values_are_said_as_people_write_them():
    assert [value_words(value) for value in (True, None, 5e7, 0.25, "word", [1, 2], [])] == [
        "yes", "nothing", "50,000,000", "0.25", "word", "1 and 2", "nothing",
    ]  # fmt: skip
    assert levels_in_words("a.b", {"on": {"a.b": True}, "off": {"a.c": 1}}) == (
        "on: yes; off: as the scenario has it"
    )


def test_another_theatre_is_held_against_its_own_first_scenario():
    island = example()
    other = island.with_values({"mission.force_target": 400}).model_copy(update={"name": "larger"})
    known = asked(island, other)
    assert known.baselines == {"island": "island", "larger": "island"}
    changed = known.scenario_changes()
    assert changed["island"] == []
    (force,) = changed["larger"]
    assert (force.path, force.setting, force.info.default) == ("mission.force_target", "400", 250)
