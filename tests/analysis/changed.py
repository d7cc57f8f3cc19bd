"""Made-up runs of a scenario with one change at a time, whose effects are known."""

from __future__ import annotations

import numpy as np
import pandas as pd
from synthetic import manifest

from msssim.experiments import Result
from msssim.scenario import Change

RUNS = 40
LISTED = [
    Change("value", "funding.lag_months", 8.0, 2.0, "months"),
    Change("value", "horizon_days", 728, 91, reason="runs are compared over the same days"),
    Change("row", "gangs.groups.Argile", None, {"name": "Argile"}),
    Change("events", "council.renewal_tabled", None, (("2024-09-01", 0.5),)),
]
ALONE = [change.label for change in LISTED if change.alone]
SHIFTS = [5.0, -60.0, 0.0]
"""What each change that is played adds to the civilians killed; together they do 10 more."""


def played(shifts=SHIFTS, together=-45.0, noise=1.0, never=()) -> Result:
    """Runs of the scenario, of each change to it, and of all; ``never``: runs without boots."""
    draws = np.random.default_rng(3)
    base = draws.normal(1000, 200, RUNS)
    scenarios = ["mine", *(f"mine_change_{n + 1}" for n in range(len(shifts))), "mine_changed"]
    rows = []
    for name, shift in zip(scenarios, [0.0, *shifts, together], strict=True):
        killed = base + shift + (draws.normal(0, noise, RUNS) if shift else 0.0)
        boots = np.where(np.isin(np.arange(RUNS), never), np.nan, 30.0 + shift)
        frame = {"scenario": name, "point": 0, "run": np.arange(RUNS)}
        rows.append(pd.DataFrame({**frame, "civilians_killed": killed, "first_boots_days": boots}))
    return Result.of_frames(
        runs=pd.concat(rows, ignore_index=True),
        series=pd.DataFrame(),
        manifest=manifest(scenarios, {}, RUNS, 10, 1),
    )
