"""A scenario and what is made of it, played under the same luck.

A variant is a scenario like any other: some of its data are other ones, and it has a name of its
own that says whose variant it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msssim.experiments.experiment import experiment_of
from msssim.experiments.result import Result
from msssim.experiments.simulate import Progress, play_in_memory
from msssim.scenario.schema import Scenario

LONGEST_NAME = 40
"""Letters of the scenario's own name that are left in the name of one that is made of it."""

LONGEST_TITLE = 120


def variant(
    scenario: Scenario, data: Mapping[str, Any], suffix: str, title: str, why: str
) -> Scenario:
    """Return the scenario that ``data`` describe, named after the one that it is made of.

    Raises
    ------
    InputError
        If the data do not fit together.
    """
    name = f"{scenario.name[:LONGEST_NAME]}_{suffix}"
    return Scenario.from_data({**data, "name": name, "title": title[:LONGEST_TITLE], "why": why})


def play_variants(
    scenario: Scenario,
    variants: Sequence[Scenario],
    title: str,
    runs: int,
    seed: int,
    days: int | None,
    progress: Progress | None,
) -> Result:
    """Play a scenario and its variants, in memory, and keep outcomes alone.

    Raises
    ------
    InputError
        If an argument is out of range.
    RunError
        If a run fails.
    """
    experiment = experiment_of(
        [scenario, *variants],
        name=scenario.name,
        title=title,
        replications=runs,
        horizon_days=scenario.horizon_days if days is None else days,
        seed=seed,
    )
    return play_in_memory(experiment, progress)
