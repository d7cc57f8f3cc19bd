"""Made-up sweeps in which a condition holds in a region that was planted, or by chance alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
from synthetic import manifest

from msssim.experiments import Result

PATHS = ["funding.lag_months", "funding.conversion", "a.x", "a.y", "a.z"]
WHERE = "delivered_share < 12 %"
MEETS, FAILS = 0.05, 0.5
"""Values of the outcome that meet the condition, and that do not."""


def planted(
    points: int = 300,
    runs: int = 4,
    seed: int = 1,
    inside: float = 0.9,
    outside: float = 0.1,
    scenarios: tuple[str, ...] = ("as_is",),
) -> Result:
    """It holds with those chances inside and outside the box lag > 0.6, conversion < 0.4."""
    rng = np.random.default_rng(seed)
    values = rng.random((points, len(PATHS)))
    sought = (values[:, 0] > 0.6) & (values[:, 1] < 0.4)
    frames = []
    for scenario in scenarios:
        hit = rng.random((points, runs)) < np.where(sought, inside, outside)[:, None]
        frame = pd.DataFrame(np.repeat(values, runs, axis=0), columns=PATHS)
        frame.insert(0, "scenario", scenario)
        frame.insert(1, "point", np.repeat(np.arange(points), runs))
        frame.insert(2, "run", np.tile(np.arange(runs), points))
        frames.append(frame.assign(delivered_share=np.where(hit, MEETS, FAILS).ravel()))
    asked = manifest(list(scenarios), {}, runs, 52, seed) | {"uncertainties": PATHS}
    return Result.of_frames(pd.concat(frames, ignore_index=True), pd.DataFrame(), asked)
