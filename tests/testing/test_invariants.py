"""Every invariant is broken once on purpose, and must say so."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import numpy as np
import pytest

from msssim.engines.agents import MissionModel
from msssim.engines.batch import run_block
from msssim.experiments import lifted_scenarios, simulate
from msssim.scenario import load_scenario
from msssim.testing import (
    EXTREMES,
    INVARIANTS,
    PROPERTIES,
    TOTALS,
    PropertyViolatedError,
    Watch,
    check_result,
)
from msssim.testing.extremes import nobody_comes
from msssim.testing.invariants import first_violated
from msssim.world.kinds import LegalStatus

AS_IS = load_scenario("as_is").model_copy(update={"horizon_days": 28})
OPEN = lifted_scenarios(AS_IS)["all"].with_values(
    {"horizon_days": 21, "logistics.airlift_sorties_per_week": 8.0, "logistics.sortie_seats": 20}
)
"""Every gate is open, and some seats a week are filled."""

RUNS = range(3)
ODD = (Path(__file__).parents[2] / "docs/ODD.md").read_text(encoding="utf-8")


def _more(name, amount=1):
    def tamper(block):
        stock = getattr(block.state, name)
        stock += stock.dtype.type(amount)

    return tamper


def _all(name, value):
    def tamper(block):
        getattr(block.state, name)[:] = value

    return tamper


def _no_flights(block):
    block.state.flights = np.zeros_like(block.state.flights)


def _no_target(block):
    block.p.mission.force_target = 0


TAMPERS = {
    "persons_are_conserved": _more("ready"),
    "inhabitants_are_conserved": _more("displaced"),
    "members_are_conserved": _more("fighters"),
    "officers_are_conserved": _more("officers"),
    "vehicles_are_conserved": _more("vehicles"),
    "pledges_are_conserved": _more("held_usd"),
    "cash_is_conserved": _more("balance_usd", -1),
    "control_sums_to_one": _more("state_control", 1e-6),
    "variables_stay_in_their_ranges": _more("trust"),
    "no_part_is_larger_than_its_whole": _more("children", 10**6),
    "nobody_lands_without_a_mandate": _all("in_force", False),
    "nobody_lands_without_consent": _all("crisis", True),
    "nobody_lands_without_legal_clearance": _all("legal_status", LegalStatus.BARRED),
    "nobody_lands_without_a_base": _all("base_ready", False),
    "nobody_lands_without_vehicles": _all("vehicles", 0),
    "nobody_lands_without_a_flight": _no_flights,
    "nobody_lands_without_cover": _all("balance_usd", -(10**12)),
    "nobody_lands_beyond_the_target": _no_target,
    "a_lapse_ends_in_a_drawdown": _all("lapsed", True),
}
"""For each fact what would break it if an engine did it."""


@pytest.mark.parametrize("fact", INVARIANTS, ids=lambda fact: fact.name)
def test_a_fact_that_is_broken_on_purpose_is_told_with_run_and_date(fact):
    watch = Watch([fact])

    def tampered(block):
        if block.step.index == 2:  # the last one
            TAMPERS[fact.name](block)
        watch(block)

    run_block(OPEN, seed=1, runs=RUNS, watch=tampered)
    assert watch.violated[fact.name].date == dt.date(2024, 7, 2)
    with pytest.raises(PropertyViolatedError, match=rf"{fact.name}: .*, run \d, 2024-07"):
        watch.require()


def test_untouched_no_fact_is_broken():
    watch = Watch(INVARIANTS)
    played = run_block(OPEN, seed=1, runs=RUNS, watch=watch)
    watch.require()
    assert np.all(played.outcomes["first_boots_days"] < 14)


WRONG_OUTCOMES = {
    "weeks_bound_sum_to_the_horizon": ("weeks_bound_cash", 1.0),
    "outcomes_stay_in_range": ("gang_control_end", 1.0),
    "counts_are_whole": ("kidnapped", 0.5),
    "harm_has_an_author": ("civilians_killed", 1.0),
    "a_lapse_lasts": ("lapse_weeks", 1.0),
    "a_peak_is_no_lower_than_the_end": ("displaced_end", 1e7),
}


@pytest.mark.parametrize("total", TOTALS, ids=lambda total: total.name)
def test_outcomes_that_do_not_fit_are_told(total):
    outcomes = dict(run_block(AS_IS, seed=1, runs=RUNS).outcomes)
    assert first_violated(total.holds(outcomes, 4.0)) is None
    name, change = WRONG_OUTCOMES[total.name]
    outcomes[name] = outcomes[name] + np.array([0, change, 0])
    assert first_violated(total.holds(outcomes, 4.0)).run == 1


def test_a_number_that_must_not_be_missing_is_told():
    (ranges,) = [total for total in TOTALS if total.name == "outcomes_stay_in_range"]
    outcomes = dict(run_block(AS_IS, seed=1, runs=RUNS).outcomes)
    outcomes["trust_end"] = np.full(3, np.nan)
    assert first_violated(ranges.holds(outcomes, 4.0)).part == "trust_end"


def test_a_stored_result_is_asked_the_same_of_its_outcomes(tmp_path):
    result = simulate(AS_IS, runs=2, series=[])
    assert {verdict.state.value for verdict in check_result(result)} == {"passed"}
    result.runs.loc[1, "civilians_killed"] += 1
    (told,) = [each for each in check_result(result, "results/x") if each.violation]
    assert (told.name, told.violation.run) == ("harm_has_an_author", 1)
    assert told.violation.again == "msssim replay results/x --run 1 --point 0 --scenario as_is"


@pytest.mark.parametrize(
    "extreme", [each for each in EXTREMES if each.name != "no_gangs"], ids=lambda each: each.name
)
def test_an_extreme_condition_keeps_everybody_out_of_an_open_world(extreme):
    (world,) = extreme.worlds(OPEN)
    assert first_violated(nobody_comes(run_block(OPEN, seed=1, runs=RUNS).outcomes)) is not None
    assert first_violated(extreme.holds(run_block(world, seed=1, runs=RUNS).outcomes)) is None


def test_no_dated_event_takes_an_extreme_condition_back():
    data = OPEN.resolved()
    data["events"] = [{"date": "2024-06-20", "set": {"logistics.airlift_sorties_per_week": 9.0}}]
    (extreme,) = [each for each in EXTREMES if each.name == "no_flights"]
    (world,) = extreme.worlds(type(OPEN).from_data(data))
    assert world.events == ()
    assert first_violated(extreme.holds(run_block(world, seed=1, runs=RUNS).outcomes)) is None


def test_there_are_offensives_only_where_there_are_gangs():
    often = AS_IS.with_values({"gangs.offensive_per_week": 1.0})
    (extreme,) = [each for each in EXTREMES if each.name == "no_gangs"]
    (world,) = extreme.worlds(often)
    assert run_block(often, seed=1, runs=range(20)).outcomes["offensives"].sum() > 0
    assert first_violated(extreme.holds(run_block(world, seed=1, runs=range(20)).outcomes)) is None
    model = MissionModel(world, seed=1, run=0)
    while model.running:
        model.step()
    assert model.outcomes()["offensives"] == 0


def test_every_property_has_a_sentence_and_a_section_of_the_odd():
    sections = set(re.findall(r"^##+ (\d(?:\.\d+)?)\.? ", ODD, flags=re.MULTILINE))
    for each in PROPERTIES.values():
        assert re.fullmatch(r"[A-Z].*\.", each.sentence), each.name
        assert each.source in sections, each.name
