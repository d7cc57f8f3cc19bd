"""The docking test: run k of a batch is, step by step, the very run that Mesa plays.

Formulas are shared between the engines, structure is not: the batch engine adds up over index
arrays, the agents walk cells and lists. So what agrees here is who sums what over whom, in which
order, with which random numbers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inventory import of_block, of_model

from msssim.engines.agents import MissionModel
from msssim.engines.batch import run_block
from msssim.scenario import Scenario, load_scenario
from msssim.scenario.folder import example
from msssim.testing.strategies import scenarios, values_between_runs
from msssim.world.kinds import Posture
from msssim.world.observables import CONTINGENT_OUTCOMES

RELATIVE = 1e-9
"""Allowed difference of real numbers; whole ones must be the same."""

AS_IS = load_scenario("as_is")

INTERVENTIONS = (
    "sanctions", "interdiction", "cvr", "reintegration", "aid", "monitoring", "political",
    "dialogue",
)  # fmt: skip

DOCTRINES = ("protect_assets", "presence", "clear_and_hold", "mixed")

MOVING = AS_IS.with_values(
    {
        "council.mandate_ends": "2024-07-03",
        "council.conversion_vote_on": "2024-07-03",
        "funding.donors.United States.received_usd": 90_000_000,
        "funding.lag_months": 1.0,
        "funding.pledges_per_month": 6.0,
        "governance.adjustment_weeks": 3.0,
        "governance.coordination": 0.7,
        "governance.oversight": 0.7,
        "governance.transparency": 0.7,
        "law.hearing_weeks": 1.0,
        "law.petitions_per_month": 2.0,
        "logistics.base_stages_done": AS_IS.logistics.base_stages,
        "logistics.inspection_notice_weeks": 0.0,
        "logistics.inspection_pass": 0.9,
        "logistics.vehicles_at_start": 60,
        "logistics.vehicle_repair_weeks": 1.0,
        "mission.commit_peers": 2.0,
        "mission.leave_weeks": 1.0,
        "mission.recall_losses_per_month": 1.0,
        "mission.replacement_lead_per_month": 1.0,
        "mission.threshold_mean": 0.1,
        "mission.tour_weeks": 12.0,
        "council.office_lag_weeks": 2.0,
        "council.office_support": 20.0,
        "council.office_vote_on": "2024-07-10",
        "governance.budget_published": 1.0,
        "governance.chains_of_command": 2,
        "governance.conops_published": 1.0,
        "governance.leadership_named": 1.0,
        "governance.liaison": 1.0,
        "police.class_interval_weeks": 2.0,
        "interventions.aid_usd_month": 60e6,
        "interventions.cvr_slots_per_month": 2_000.0,
        **{f"interventions.{each}_weeks": 4.0 for each in INTERVENTIONS},
        "interventions.monitoring": 0.8,
        "interventions.political_support": 0.8,
        "interventions.reintegration_places": 400.0,
        "interventions.programme_budget_usd_month": 5e6,
        "gangs.offensive_per_week": 0.15,
        "gangs.revision_weeks": 1.0,
        "gangs.rationality": 1.0,
        "gangs.way_road": 0.2,
        "gangs.way_street": 0.2,
        "contacts.attacks_per_1000_week": 3.0,
        "contacts.attrition_forcing_per_week": 0.01,
        "police.station_loss_per_attack": 0.8,
        "police.station_retaken_per_week": 1.0,
        "police.equipment_support": 0.2,
        "police.hardening": 0.1,
        "interventions.dialogue_offer": 0.5,
        "interventions.interdiction": 0.5,
        "interventions.sanctions_bite": 0.15,
    }
)
"""As it stood, but everything is on the move, so that much happens in a short run."""

READY = MOVING.with_values(
    {
        f"mission.contingents.{row.name}.{key}": value
        for row in AS_IS.mission.contingents
        for key, value in (("committed", True), ("trained", row.pledged))
    }
)
"""The same with everybody ready to fly."""

WAVERING = MOVING.with_values(
    {
        f"mission.contingents.{row.name}.{key}": value
        for row in AS_IS.mission.contingents
        for key, value in {
            "committed": False,
            "trained": 0,
            "commit_per_month": 1.0,
            "contestable": True,
        }.items()
    }
)
"""The same with nobody committed, all about to be, and every deployment open to challenge."""


CONTESTED = READY.with_values(
    {
        "governance.abuse_per_1000_years": 400.0,
        "territory.airport_open_control": 0.42,
        "territory.fuel_open_control": 0.005,
        "territory.hold_density": 2.0,
        "territory.hold_weeks": 1.0,
        "territory.node_open_control": 0.005,
    }
)
"""Port, airport and terminal are won and lost, zones can be held, and abuse comes to light."""


def assert_docked(
    scenario: Scenario, seed: int, runs: list[int], values: dict[str, np.ndarray]
) -> None:
    """Play the runs by both engines and compare everything at every step, and the outcomes."""
    pages: list[dict[str, np.ndarray]] = []
    played = run_block(
        scenario, seed=seed, runs=runs, values=values,
        watch=lambda block: pages.append(of_block(block)),
    )  # fmt: skip
    for place, run in enumerate(runs):
        own = {path: array[place].item() for path, array in values.items()}
        model = MissionModel(scenario, seed=seed, run=run, **own)
        for page, date in zip(pages, played.dates, strict=True):
            model.step()
            assert model.date == date
            assert_same(of_model(model), {k: v[..., place] for k, v in page.items()}, str(date))
        assert not model.running
        theirs = {name: value[place] for name, value in played.outcomes.items()}
        assert_same(model.outcomes(), theirs, "outcomes")
        of_countries = {name: value[:, place] for name, value in played.contingents.items()}
        assert_same(_by_outcome(model.contingent_outcomes()), of_countries, "contingents")
        model.close()


def _by_outcome(by_country: dict[str, dict[str, float]]) -> dict[str, list[float]]:
    """Turn outcomes by country round, into lists in the order of the countries."""
    return {
        name: [outcomes[name] for outcomes in by_country.values()] for name in CONTINGENT_OUTCOMES
    }


def assert_same(ours: dict[str, Any], theirs: dict[str, Any], where: str) -> None:
    """Assert that two inventories hold the same things and the same numbers."""
    assert set(ours) == set(theirs), f"{where}: inventories list other things"
    for name, listed in ours.items():
        agents, batch = np.asarray(listed), np.asarray(theirs[name])
        assert agents.shape == batch.shape, f"{where}: {name} has another length"
        if agents.dtype.kind in "bi" and batch.dtype.kind in "bi":
            same = np.array_equal(agents, batch)
        else:
            same = np.allclose(agents, batch, rtol=RELATIVE, atol=0.0, equal_nan=True)
        assert same, f"{where}: {name}: agents {agents}, batch {batch}"


@dataclass(frozen=True)
class Case:
    """A block of runs to play twice."""

    scenario: Scenario = field(repr=False)
    world: str
    seed: int
    runs: list[int]
    values: dict[str, np.ndarray]

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Show the case without the pages of its scenario, when Hypothesis reports it."""
        printer.text(repr(self))


def _in_a_line(scenario: Scenario) -> str:
    zones, groups = len(scenario.territory.zones), len(scenario.gangs.groups)
    return (
        f"{zones} zones, {groups} gangs, {scenario.horizon_days} days by {scenario.step_days} "
        f"from {scenario.start}, events {[(str(e.date), e.set) for e in scenario.events]}"
    )


@st.composite
def blocks(draw: st.DrawFn) -> Case:
    """A scenario, and a block of runs whose parameters differ."""
    scenario = draw(
        scenarios(draw(st.sampled_from([AS_IS, READY, WAVERING, CONTESTED])), max_steps=16)
    )
    runs = draw(st.lists(st.integers(0, 10_000), min_size=3, max_size=5, unique=True))
    values = draw(values_between_runs(scenario, len(runs)))
    if draw(st.integers(0, 3)) == 0:
        values["mission.enabled"] = np.array([draw(st.booleans()) for _ in runs])
    return Case(scenario, _in_a_line(scenario), draw(st.integers(0, 2**32)), runs, values)


@pytest.mark.slow
@settings(max_examples=20)
@given(blocks())
def test_agents_play_the_very_runs_of_a_batch(case):
    assert_docked(case.scenario, case.seed, case.runs, case.values)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("world", "step_days"),
    [(READY, 7), (READY, 1), (WAVERING, 7)],
    ids=["ready by weeks", "ready by days", "wavering"],
)
def test_engines_agree_while_much_happens(world, step_days):
    world = world.with_values({"step_days": step_days, "horizon_days": 24 * step_days})
    assert_docked(world, 7, [3, 1, 4], {"council.renewal_tabled": np.array([0.0, 1.0, 0.5])})


@pytest.mark.slow
def test_engines_agree_under_each_doctrine_one_after_the_other():
    dated = [
        {
            "date": CONTESTED.start + dt.timedelta(weeks=6 * place),
            "set": {"contacts.doctrine": doctrine},
        }
        for place, doctrine in enumerate(DOCTRINES)
    ]
    data = CONTESTED.model_dump(mode="json") | {"horizon_days": 24 * 7, "events": dated}
    parts = {
        "contacts.mixed_protect": np.array([0.2, 0.9]),
        "contacts.mixed_presence": np.array([0.6, 0.3]),
    }
    assert_docked(Scenario.from_data(data), 7, [1, 8], parts)


SOMETIMES = (
    "offensives", "gang_moved", "gang_killed", "gang_arrested", "gang_lynched", "gang_left",
    "gang_reintegrated", "gang_recruited", "recruited_by_force", "children_recruited",
    "kidnapping_revenue_usd", "operations_of_police", "operations_joint", "operations_of_mission",
    "leaks", "ambushes", "attacks_on_police", "attacks_around_events", "stations_lost",
    "stations_retaken", "police_killed", "police_left", "mission_killed", "killed_in_crossfire",
    "civilians_killed_by_state", "civilians_killed_by_vigilantes", "kidnapped", "fled", "returned",
    "tips", "abuse_cases", "abuse_detected", "programmes_usd",
)  # fmt: skip
"""Observations that are more than nothing in some step of the contested world."""

BOTH = ("port_open", "airport_open", "fuel_open")
"""Observations that are true in some step of it and false in another."""


def test_all_that_gangs_and_forces_can_do_happens_in_the_contested_world():
    world = {"contacts.doctrine": "clear_and_hold", "horizon_days": 24 * 7}
    model = MissionModel(CONTESTED, seed=7, run=1, **world)
    seen, postures, joined, dense = [], set(), set(), 0.0
    while model.running:
        model.step()
        seen.append(model.seen)
        postures |= {gang.posture for gang in model.gangs}
        joined.add(model.coalition.participation)
        dense = max(dense, *(zone.weeks_dense for zone in model.zones))
    assert [name for name in SOMETIMES if not any(page[name] > 0 for page in seen)] == []
    assert [name for name in BOTH if {bool(page[name]) for page in seen} != {True, False}] == []
    assert postures == set(Posture)
    assert any(0 < part < 1 for part in joined)
    assert dense > CONTESTED.territory.hold_weeks
    model.close()


def test_much_happens_in_the_moving_worlds():
    short = {"horizon_days": 12 * 7, "council.renewal_support": 20.0}
    ready, wavering = (MissionModel(world, seed=7, run=1, **short) for world in (READY, WAVERING))
    while ready.running:
        ready.step()
        wavering.step()
    assert ready.command.in_theatre > 0
    assert ready.outcomes()["renewals"] == 1
    assert ready.fund.receipts_usd + ready.fund.paid_usd > 0
    assert sum(contingent.committed for contingent in wavering.contingents) > 3
    assert any(contingent.case.weeks_to_court != 0 for contingent in wavering.contingents)
    assert ready.command.clarity > AS_IS.governance.transparency + 0.3
    ready.close()
    wavering.close()


def test_docking_notices_a_run_with_other_draws():
    with pytest.raises(AssertionError):
        assert_same(*_two_inventories(run_of_agents=1), "first step")


def test_docking_accepts_the_same_draws():
    assert_same(*_two_inventories(run_of_agents=0), "first step")


def _two_inventories(run_of_agents: int) -> tuple[dict[str, Any], dict[str, Any]]:
    pages: list[dict[str, np.ndarray]] = []
    week = AS_IS.with_values({"horizon_days": 7})
    run_block(week, seed=1, runs=[0, 5], watch=lambda block: pages.append(of_block(block)))
    model = MissionModel(week, seed=1, run=run_of_agents)
    model.step()
    inventory = of_model(model)
    model.close()
    return inventory, {name: value[..., 0] for name, value in pages[0].items()}


@pytest.mark.slow
def test_engines_agree_in_another_theatre():
    assert_docked(example().with_values({"horizon_days": 182}), 5, [0, 3], {})


@pytest.mark.slow
def test_engines_agree_over_two_years_as_is():
    assert_docked(AS_IS, 2024, [0, 4711, 12], {})
