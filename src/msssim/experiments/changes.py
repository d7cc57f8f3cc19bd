"""A scenario with one change to it at a time, and with all of them, under the same luck."""

from __future__ import annotations

from collections.abc import Sequence

from msssim.errors import InputError
from msssim.experiments.result import Result
from msssim.experiments.simulate import Progress
from msssim.experiments.variants import play_variants, variant
from msssim.scenario.diff import Change, with_changes
from msssim.scenario.fields import DATES
from msssim.scenario.schema import Scenario


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
    """Play a scenario as it is, with each change alone, and with all, under the same luck.

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
