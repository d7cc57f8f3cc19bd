"""A scenario and its variants, played with common random numbers.

A variant is a scenario like any other: some of its data are other ones, and its name says whose
variant it is. Here are the variants with one change at a time, and with all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msssim.errors import InputError
from msssim.experiments.experiment import experiment_of
from msssim.experiments.result import Result
from msssim.experiments.simulate import Progress, play_in_memory
from msssim.scenario.diff import Change, with_changes
from msssim.scenario.fields import DATES
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


def changed_scenarios(scenario: Scenario, listed: Sequence[Change]) -> list[Scenario]:
    """Return the scenario with each change that can be played alone, then with all together.

    All together are also the changes that do not fit alone, but no other days: so it is the second
    of the two scenarios that the changes were found between, over the days of the first.

    Raises
    ------
    InputError
        If no change can be played alone.
    """
    alone = [change for change in listed if change.alone]
    if not alone:
        reasons = "".join(f"\n{change.label}: {change.reason}" for change in listed)
        raise InputError("problems.no_change_alone", reasons=reasons)
    made = [
        variant(
            scenario,
            with_changes(scenario, [change]).resolved(),
            f"change_{number}",
            change.label,
            change.meaning,
        )
        for number, change in enumerate(alone, start=1)
    ]
    over_the_same_days = [change for change in listed if change.path not in DATES]
    together = with_changes(scenario, over_the_same_days).resolved()
    return [*made, variant(scenario, together, "changed", "All changes together", "")]


def play_changes(
    scenario: Scenario,
    listed: Sequence[Change],
    runs: int = 200,
    seed: int = 1,
    days: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Play a scenario as it is, with each change, and with all, with common random numbers.

    Parameters
    ----------
    scenario
        What the changes are laid on.
    listed
        Changes to it, see :func:`msssim.scenario.diff.changes`.
    runs, seed, days, progress
        As for :func:`msssim.experiments.simulate`.

    Returns
    -------
    Result
        The runs of the scenario, then those of each of :func:`changed_scenarios`, without series.

    Raises
    ------
    InputError
        If an argument is out of range, or no change can be played alone.
    RunError
        If a run fails.
    """
    title = f"{scenario.title}: one change at a time"
    made = changed_scenarios(scenario, listed)
    return play_variants(scenario, made, title, runs, seed, days, progress)
