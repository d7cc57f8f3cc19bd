"""Blocks of the as-is theatre under drawn parameters, for the property tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import strategies as st

from msssim.engines.batch import Played, run_block
from msssim.scenario import Scenario, load_scenario, parameters

AS_IS = load_scenario("as_is")
RUNS = range(6)
WEEKS = 26

PLAUSIBLE = {
    info.path: info
    for info in parameters(AS_IS)
    if info.plausible is not None and not isinstance(info.value, bool)
}


def _value(path: str) -> st.SearchStrategy[Any]:
    info = PLAUSIBLE[path]
    low, high = info.plausible or (0, 1)
    if isinstance(info.value, int):
        return st.integers(int(np.ceil(low)), int(high))
    return st.floats(low, high, allow_subnormal=False)


@st.composite
def settings_of(draw: st.DrawFn, *sections: str) -> dict[str, Any]:
    """Plausible values for some parameters, of the sections named or of all."""
    paths = [path for path in PLAUSIBLE if not sections or path.split(".")[0] in sections]
    chosen = draw(st.lists(st.sampled_from(paths), max_size=12, unique=True))
    values = {path: draw(_value(path)) for path in chosen}
    if "logistics.base_stages" in values:
        values["logistics.base_stages_done"] = values["logistics.base_stages"] - 1
    return values


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
