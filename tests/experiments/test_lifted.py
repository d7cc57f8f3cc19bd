"""What it means to lift a constraint: only its own parameters, for the whole run."""

from __future__ import annotations

import datetime as dt

import pytest

from msssim.errors import InputError
from msssim.experiments import lifted_scenarios, play_lifted, simulate
from msssim.experiments.variants import ALL, LIFTED
from msssim.scenario.checks import changes_in_a_run
from msssim.scenario.paths import get_value, leaves, value_paths
from msssim.text import text
from msssim.world.mission import CONSTRAINTS

pytestmark = pytest.mark.slow

WEEKS = 20
NAMED = {"name", "title", "why"}
HOSTILE = {
    "council.renewal_tabled": 0.0,
    "council.renewal_support": -20.0,
    "council.conops_delay_weeks": 100.0,
    "council.rollover_probability": 0.0,
    "council.conops_filed_on": "2030-01-01",
    "council.ceiling_before_conops": 50,
    "authorities.crisis_per_month": 10.0,
    "territory.airport_open_control": 1.0,
    "authorities.crisis_weeks": 100.0,
    "authorities.consent_stability": 1.0,
    "mission.vetting_weeks": 100.0,
    "mission.training_weeks": 100.0,
    "mission.recall_arrears_per_month": 10.0,
    "mission.recall_losses_per_month": 10.0,
    "mission.recall_abuse_per_month": 10.0,
    "law.petitions_per_month": 10.0,
    "law.interim_order": 1.0,
    "law.compliance": 1.0,
    "mission.contingents.Kenya.contestable": True,
    "mission.contingents.Kenya.commit_per_month": 0.0,
    "logistics.base_stages": 20,
    "logistics.inspection_pass": 0.0,
    "logistics.base_places": 0,
    "logistics.base_places_per_month": 0.0,
    "logistics.vehicle_wear_per_month": 1.0,
    "logistics.vehicle_loss_per_contact": 1.0,
    "logistics.persons_per_vehicle": 1.0,
    "logistics.vehicles_per_month": 0.0,
    "logistics.airlift_sorties_per_week": 0.1,
    "logistics.sortie_seats": 1,
    "funding.base_stage_usd": 10**9,
    "logistics.airport_closure_per_week": 10.0,
    "funding.unit_cost_cash_usd_month": 1_000_000.0,
    "funding.unit_cost_kind_usd_month": 1_000_000.0,
    "funding.cover_months_to_deploy": 24.0,
}
"""Values that make every gate bind."""


def bound(result) -> dict[str, dict[str, float]]:
    """Mean weeks in which each constraint bound, by what was lifted; "" is nothing."""
    names = dict(zip(result.manifest["scenarios"], ("", *LIFTED, ALL), strict=True))
    columns = [f"weeks_bound_{constraint}" for constraint in LIFTED]
    means = result.runs.groupby("scenario")[columns].mean()
    return {names[name]: dict(zip(LIFTED, row, strict=True)) for name, row in means.iterrows()}


@pytest.fixture(scope="module")
def strained(as_is):
    """A scenario in which every constraint binds in some run."""
    return as_is.with_values(
        {
            "council.ceiling_before_conops": 0,
            "authorities.crisis_per_month": 0.2,
            "law.interim_order": 1.0,
            "logistics.sortie_seats": 60,
            "logistics.vehicles_at_start": 4,
            "logistics.vehicles_per_month": 4.0,
            "funding.donors.Canada.received_usd": 12_000_000,
        }
    )


def test_every_constraint_can_be_lifted_in_the_order_of_gates():
    assert tuple(LIFTED) == CONSTRAINTS[1:]


def test_only_the_parameters_of_the_constraint_differ(strained):
    before = strained.resolved()
    together = set()
    for constraint, lifted in lifted_scenarios(strained).items():
        after = lifted.resolved()
        changed = {
            path for path in value_paths(after) if get_value(after, path) != get_value(before, path)
        }
        own = set(LIFTED[constraint](strained)) if constraint != ALL else together
        together |= own
        assert changed - NAMED <= own, constraint
        assert changed - NAMED, constraint
        assert value_paths(after) == value_paths(before), constraint


def test_every_lifted_scenario_is_named_by_what_is_lifted(as_is):
    lifted = lifted_scenarios(as_is.with_values({"name": "x" * 60}))
    assert len({one.name for one in lifted.values()} | {"x" * 60}) == len(lifted) + 1
    told = [one.why for one in lifted.values()]
    assert told[:-1] == [text(f"experiments.lifted_{constraint}") for constraint in LIFTED]
    assert len(set(told)) == len(told)


def test_a_lifted_constraint_never_binds(strained):
    weeks = bound(play_lifted(strained, runs=32, days=7 * WEEKS))
    for constraint in LIFTED:
        assert weeks[""][constraint] > 0, f"{constraint} does not bind, so this shows nothing"
        assert weeks[constraint][constraint] == 0, constraint
        assert weeks[ALL][constraint] == 0, constraint


@pytest.mark.slow
@pytest.mark.parametrize("day", [0, 30])
def test_no_event_takes_a_lift_back(as_is, day):
    date = as_is.start + dt.timedelta(days=day)
    hostile = as_is.from_data(as_is.resolved() | {"events": [{"date": date, "set": HOSTILE}]})
    weeks = bound(play_lifted(hostile, runs=2, days=364))
    for constraint in LIFTED:
        assert weeks[constraint][constraint] == 0, constraint
    assert not any(weeks[ALL].values())


def test_an_event_keeps_what_is_not_lifted_and_goes_when_nothing_is_left(as_is):
    events = [
        {"date": "2024-07-01", "set": {"logistics.base_places": 5, "funding.conversion": 0.9}},
        {"date": "2024-08-01", "set": {"logistics.base_places": 7}},
    ]
    lifted = lifted_scenarios(as_is.from_data(as_is.resolved() | {"events": events}))
    assert [event.set for event in lifted["base"].events] == [{"funding.conversion": 0.9}]
    assert [event.set for event in lifted["cash"].events] == [event["set"] for event in events]


def test_the_events_that_are_tested_set_all_that_events_can_set_of_a_lift(as_is):
    changeable = {leaf.path for leaf in leaves(as_is) if changes_in_a_run(leaf)}
    lifted = {path for lift in LIFTED.values() for path in lift(as_is)}
    of_one_case = {path for path in lifted if path.endswith((".contestable", ".applies"))}
    assert lifted & changeable - of_one_case <= set(HOSTILE)


def test_every_run_has_the_same_stream_as_when_played_alone(strained):
    result = play_lifted(strained, runs=3, seed=7, days=28)
    parts = dict(iter(result.runs.groupby("scenario", sort=False)))
    for scenario in (strained, *lifted_scenarios(strained).values()):
        alone = simulate(scenario, runs=3, seed=7, days=28, series=[]).runs
        assert parts[scenario.name].reset_index(drop=True).equals(alone)


def test_more_persons_than_are_offered_stay_a_matter_of_pledges(as_is):
    offered = sum(contingent.pledged for contingent in as_is.mission.contingents)
    wanting = as_is.with_values({"mission.force_target": offered + 500})
    weeks = bound(play_lifted(wanting, runs=2, days=28))
    assert weeks[ALL].pop("pledge") > 0
    assert not any(weeks[ALL].values())


def test_an_empty_fund_is_no_limit_when_cash_is_lifted(as_is):
    nothing = {f"funding.donors.{row.name}.received_usd": 0 for row in as_is.funding.donors}
    weeks = bound(play_lifted(as_is.with_values(nothing), runs=4, days=7 * WEEKS))
    assert weeks[""]["cash"] > 0
    assert weeks["cash"]["cash"] == 0


@pytest.mark.parametrize("path", ["vehicle_wear_per_month", "vehicle_loss_per_contact"])
def test_a_full_fleet_stays_full_however_hard_the_theatre_is_on_vehicles(as_is, path):
    rough = as_is.with_values({f"logistics.{path}": 1.0})
    runs = simulate(lifted_scenarios(rough)["equipment"], runs=2, days=728, series=[]).runs
    assert (runs["weeks_bound_equipment"] == 0).all()


def test_without_a_mission_there_is_nothing_to_attribute(as_is):
    with pytest.raises(InputError, match=r"mission\.enabled: there is no mission"):
        lifted_scenarios(as_is.with_values({"mission.enabled": False}))


def test_progress_counts_the_runs_of_all_scenarios(as_is):
    seen = []
    play_lifted(as_is, runs=2, days=14, progress=lambda *counts: seen.append(counts))
    assert seen[0] == (0, 20)
    assert seen[-1] == (20, 20)
