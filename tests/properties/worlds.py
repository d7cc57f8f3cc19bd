"""Blocks of the as-is theatre under drawn parameters, for the property tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from msssim.engines.batch import Played, run_block
from msssim.scenario import Scenario, load_scenario
from msssim.testing import strategies

AS_IS = load_scenario("as_is")
NO_CASES = {f"law.steps.{step.name}.applies": False for step in AS_IS.law.steps}
"""No deployment has been challenged."""

RUNS = range(6)
WEEKS = 26


def settings_of(*sections: str) -> st.SearchStrategy[dict[str, Any]]:
    """Values for some parameters, of the sections named or of all."""
    return strategies.settings_of(AS_IS, sections=sections)


def scenario(**values: Any) -> Scenario:
    """The as-is scenario over half a year, with values changed (dots written as __)."""
    changed = {path.replace("__", "."): value for path, value in values.items()}
    return changed_by(changed)


def changed_by(values: dict[str, Any]) -> Scenario:
    """The as-is scenario over half a year, with values changed."""
    short = AS_IS.model_copy(update={"horizon_days": WEEKS * 7})
    return short.with_values(values) if values else short


def play(world: Scenario, *, seed: int = 1, watch: Callable[[Any], None] | None = None) -> Played:
    """Play a few runs, recording what the properties look at."""
    return run_block(
        world,
        seed=seed,
        runs=RUNS,
        watch=watch,
        series=("deployed", "gang_control", "gang_members", "displaced", "police"),
    )
