"""A scenario and its variants, played with common random numbers.

A variant is a scenario like any other: some of its data are other ones, and its name says whose
variant it is. There are those with one constraint on deployment lifted at a time (and with all of
them), which no dated event of the scenario can take back, and those with one change at a time (and
with all of them).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msssim.errors import InputError
from msssim.experiments.experiment import experiment_of
from msssim.experiments.result import Result
from msssim.experiments.simulate import Progress, play_in_memory
from msssim.scenario.diff import Change, with_changes
from msssim.scenario.fields import DATES
from msssim.scenario.schema import Scenario
from msssim.scenario.validation import require
from msssim.text import text

ALL = "all"
"""Name of the scenario in which every constraint is lifted."""

LONGEST_NAME = 40
"""Letters of the scenario's own name that are left in the name of one that is made of it."""

LONGEST_TITLE = 120

Values = dict[str, Any]


def _council(scenario: Scenario) -> Values:
    return {
        "council.conops_filed_on": scenario.start,
        "council.conops_delay_weeks": 0.0,
        "council.renewal_tabled": 1.0,
        "council.renewal_support": 20.0,
    }


def _pledge(scenario: Scenario) -> Values:
    rows = scenario.mission.contingents
    committed = {f"mission.contingents.{row.name}.committed": True for row in rows}
    trained = {f"mission.contingents.{row.name}.trained": row.pledged for row in rows}
    steady = {
        "mission.vetting_weeks": 0.1,
        "mission.training_weeks": 0.1,
        "mission.recall_arrears_per_month": 0.0,
        "mission.recall_losses_per_month": 0.0,
        "mission.recall_abuse_per_month": 0.0,
    }
    return committed | trained | steady


def _court(scenario: Scenario) -> Values:
    rows = scenario.mission.contingents
    new = {f"mission.contingents.{row.name}.contestable": False for row in rows}
    known = {f"law.steps.{step.name}.applies": False for step in scenario.law.steps}
    return new | known


def _equipment(scenario: Scenario) -> Values:
    """Few vehicles that count for many: the gate opens, and mobility hardly changes."""
    per_vehicle = 1_000
    enough = -(-scenario.mission.force_target // per_vehicle)
    return {
        "logistics.vehicles_at_start": max(scenario.logistics.vehicles_at_start, enough),
        "logistics.vehicle_wear_per_month": 0.0,
        "logistics.vehicle_loss_per_contact": 0.0,
        "logistics.persons_per_vehicle": float(per_vehicle),
    }


def _cash(scenario: Scenario) -> Values:
    rows = scenario.funding.donors
    return {
        "funding.unit_cost_cash_usd_month": 0.0,
        "funding.unit_cost_kind_usd_month": 0.0,
        "funding.cover_months_to_deploy": 0.0,
        "funding.base_stage_usd": 0,
        # an empty fund sends nobody, even at no cost
        **{f"funding.donors.{row.name}.received_usd": max(row.received_usd, 1) for row in rows},
    }


LIFTED: dict[str, Callable[[Scenario], Values]] = {
    "council": _council,
    "host": lambda _: {"authorities.crisis_per_month": 0.0, "authorities.consent_stability": 0.0},
    "pledge": _pledge,
    "court": _court,
    "base": lambda _: {
        "logistics.base_stages": 1,
        "logistics.base_stages_done": 1,
        "logistics.inspection_pass": 1.0,
        "logistics.inspection_notice_weeks": 0.0,
        "logistics.base_places": 10_000,
    },
    "equipment": _equipment,
    "airlift": lambda _: {
        "logistics.airlift_sorties_per_week": 100.0,
        "logistics.sortie_seats": 100,
        "logistics.airport_closure_per_week": 0.0,
        "territory.airport_open_control": 0.0,
    },
    "cash": _cash,
}
"""Values of parameters that lift each constraint, in the order in which the gates are tried."""


def lifted_scenarios(scenario: Scenario) -> dict[str, Scenario]:
    """Return the scenario with each constraint lifted, by constraint, and last with ``"all"``.

    Each has a name of its own and says in ``why`` what is lifted. Dated events no longer set what
    is lifted, so that it stays so to the end.

    Raises
    ------
    InputError
        If there is no mission, so that nothing constrains it.
    """
    if not scenario.mission.enabled:
        raise InputError("problems.no_mission", "mission.enabled")
    values = {constraint: lift(scenario) for constraint, lift in LIFTED.items()}
    values[ALL] = {path: value for each in values.values() for path, value in each.items()}
    return {
        constraint: variant(
            scenario,
            scenario.holding(held).resolved(),
            f"without_{constraint}",
            text("experiments.lifted", constraint=constraint),
            text(f"experiments.lifted_{constraint}"),
        )
        for constraint, held in values.items()
    }


def play_lifted(
    scenario: Scenario,
    runs: int = 500,
    seed: int = 1,
    days: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Play a scenario as it is and with constraints lifted, with common random numbers.

    Parameters are those of :func:`msssim.experiments.simulate`.

    Returns
    -------
    Result
        The runs of the scenario, then those of each of :func:`lifted_scenarios`, without series.

    Raises
    ------
    InputError
        If an argument is out of range, or there is no mission.
    RunError
        If a run fails.
    """
    require(Scenario, scenario)
    lifted = list(lifted_scenarios(scenario).values())
    title = text("experiments.one_lifted", title=scenario.title)
    return play_variants(scenario, lifted, title, runs, seed, days, progress)


def changed_scenarios(scenario: Scenario, listed: Sequence[Change]) -> list[Scenario]:
    """Return the scenario with each change that can be played alone, then with all together.

    All together are also the changes that do not fit alone, but no other days: so it is the second
    of the two scenarios that the changes were found between, over the days of the first.
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
    return [*made, variant(scenario, together, "changed", text("experiments.all_changes"), "")]


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
    title = text("experiments.one_changed", title=scenario.title)
    made = changed_scenarios(scenario, listed)
    return play_variants(scenario, made, title, runs, seed, days, progress)


def variant(
    scenario: Scenario, data: Mapping[str, Any], suffix: str, title: str, why: str
) -> Scenario:
    """Return the scenario that ``data`` describe, named after the one that it is made of."""
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
    """Play a scenario and its variants, in memory, and keep outcomes alone."""
    experiment = experiment_of(
        [scenario, *variants],
        name=scenario.name,
        title=title,
        replications=runs,
        horizon_days=scenario.horizon_days if days is None else days,
        seed=seed,
    )
    return play_in_memory(experiment, progress)
