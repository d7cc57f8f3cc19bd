"""The docking test: run k of a batch is, step by step, the very run that Mesa plays.

Formulas are shared between the engines, structure is not: the batch engine adds up over index
arrays, the agents walk cells and lists. So what agrees here is who sums what over whom, in which
order, with whose luck.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inventory import STATE, of_block, of_model

from msssim.engines.agents import MissionModel
from msssim.engines.batch import run_block
from msssim.scenario import Scenario, load_scenario
from msssim.testing.strategies import scenarios, values_between_runs

RELATIVE = 1e-9
"""Allowed difference of real numbers; whole ones must be the same."""

AS_IS = load_scenario("as_is")

READY = AS_IS.with_values(
    {
        "logistics.base_stages_done": AS_IS.logistics.base_stages,
        "logistics.inspection_notice_weeks": 0.0,
        "logistics.inspection_pass": 0.9,
        "logistics.vehicles_at_start": 60,
        "funding.donors.United States.received_usd": 90_000_000,
        **{
            f"mission.contingents.{row.name}.{key}": value
            for row in AS_IS.mission.contingents
            for key, value in (("committed", True), ("trained", row.pledged))
        },
    }
)
"""As it stood, with everybody ready to fly: in a short run much happens."""


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
        model.close()


def assert_same(ours: dict[str, Any], theirs: dict[str, Any], where: str) -> None:
    """Assert that two inventories hold the same things and the same numbers."""
    assert set(ours) == set(theirs), f"{where}: inventories list other things"
    for name, batch in theirs.items():
        agents = np.asarray(ours[name])
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
    scenario = draw(scenarios(draw(st.sampled_from([AS_IS, READY])), max_steps=16))
    runs = draw(st.lists(st.integers(0, 10_000), min_size=3, max_size=5, unique=True))
    values = draw(values_between_runs(scenario, len(runs)))
    if draw(st.integers(0, 3)) == 0:
        values["mission.enabled"] = np.array([draw(st.booleans()) for _ in runs])
    return Case(scenario, _in_a_line(scenario), draw(st.integers(0, 2**32)), runs, values)


@settings(max_examples=40)
@given(blocks())
def test_agents_play_the_very_runs_of_a_batch(case):
    assert_docked(case.scenario, case.seed, case.runs, case.values)


@pytest.mark.parametrize("step_days", [7, 1])
def test_engines_agree_while_the_mission_is_in_theatre(step_days):
    """The mission lands, fights, is voted on; so the drawn scenarios cannot all be idle."""
    world = READY.with_values(
        {
            "step_days": step_days,
            "horizon_days": 18 * step_days,
            "council.mandate_ends": "2024-06-26",
        }
    )
    assert_docked(world, 7, [3, 1, 4], {"council.renewal_probability": np.array([0.0, 1.0, 0.5])})
    model = MissionModel(world, seed=7, run=1, **{"council.renewal_probability": 1.0})
    while model.running:
        model.step()
    assert model.outcomes()["strength_26w"] != 0
    assert model.command.in_theatre > 0
    model.close()


def test_inventory_lists_everything_that_the_batch_engine_remembers():
    model = MissionModel(AS_IS)
    model.step()
    assert set(STATE) <= set(of_model(model))
    model.close()


def test_docking_notices_a_run_with_other_luck():
    with pytest.raises(AssertionError):
        assert_same(*_two_inventories(run_of_agents=1), "first step")


def test_docking_accepts_the_same_luck():
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
def test_engines_agree_over_two_years_as_is():
    assert_docked(AS_IS, 2024, [0, 4711, 12], {})
