"""The same scenario with one constraint on deployment lifted at a time, and with all of them.

A lifted constraint is a scenario like any other: some parameters have other values, and no dated
event of the scenario can take them back. Everything else stays, each run's random numbers included.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from msssim.errors import InputError
from msssim.experiments.result import Result
from msssim.experiments.simulate import Progress
from msssim.experiments.variants import play_variants, variant
from msssim.scenario.schema import Scenario
from msssim.scenario.validation import require

ALL = "all"
"""Name of the scenario in which every constraint is lifted."""


@dataclass(frozen=True)
class Lift:
    """What it means to lift a constraint: in words, and as values of parameters by path."""

    sentence: str
    values: Callable[[Scenario], Mapping[str, Any]]


def _council(scenario: Scenario) -> dict[str, Any]:
    return {
        "council.conops_filed_on": scenario.start,
        "council.conops_delay_weeks": 0.0,
        "council.renewal_tabled": 1.0,
        "council.renewal_support": 20.0,
    }


def _pledge(scenario: Scenario) -> dict[str, Any]:
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


def _court(scenario: Scenario) -> dict[str, Any]:
    rows = scenario.mission.contingents
    new = {f"mission.contingents.{row.name}.contestable": False for row in rows}
    known = {f"law.steps.{step.name}.applies": False for step in scenario.law.steps}
    return new | known


def _equipment(scenario: Scenario) -> dict[str, Any]:
    """Few vehicles that count for many: the gate opens, and mobility hardly changes."""
    per_vehicle = 1_000
    enough = -(-scenario.mission.force_target // per_vehicle)
    return {
        "logistics.vehicles_at_start": max(scenario.logistics.vehicles_at_start, enough),
        "logistics.vehicle_wear_per_month": 0.0,
        "logistics.vehicle_loss_per_contact": 0.0,
        "logistics.persons_per_vehicle": float(per_vehicle),
    }


def _cash(scenario: Scenario) -> dict[str, Any]:
    rows = scenario.funding.donors
    return {
        "funding.unit_cost_cash_usd_month": 0.0,
        "funding.unit_cost_kind_usd_month": 0.0,
        "funding.cover_months_to_deploy": 0.0,
        "funding.base_stage_usd": 0,
        # an empty fund sends nobody, even at no cost
        **{f"funding.donors.{row.name}.received_usd": max(row.received_usd, 1) for row in rows},
    }


LIFTED: dict[str, Lift] = {
    "council": Lift(
        "every renewal passes, and the documents for full deployment are filed at the start",
        _council,
    ),
    "host": Lift(
        "no political crisis suspends the host's consent, and no weakness of the authorities",
        lambda _: {"authorities.crisis_per_month": 0.0, "authorities.consent_stability": 0.0},
    ),
    "pledge": Lift(
        "every offer is committed and its personnel trained at the start, and no state recalls it",
        _pledge,
    ),
    "court": Lift("no deployment can be challenged, and no hearing is pending", _court),
    "base": Lift(
        "the base is built, passes its inspection at once and has 10,000 places",
        lambda _: {
            "logistics.base_stages": 1,
            "logistics.base_stages_done": 1,
            "logistics.inspection_pass": 1.0,
            "logistics.inspection_notice_weeks": 0.0,
            "logistics.base_places": 10_000,
        },
    ),
    "equipment": Lift(
        "a handful of vehicles is on site and counts as enough for everybody; none is lost",
        _equipment,
    ),
    "airlift": Lift(
        "10,000 persons can fly in a week, and the airport never closes, for cargo neither",
        lambda _: {
            "logistics.airlift_sorties_per_week": 100.0,
            "logistics.sortie_seats": 100,
            "logistics.airport_closure_per_week": 0.0,
            "territory.airport_open_control": 0.0,
        },
    ),
    "cash": Lift("a person in theatre costs the fund nothing, and no cover is asked for", _cash),
}
"""What it means to lift each constraint, in the order in which the gates are tried."""


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
    values = {constraint: lift.values(scenario) for constraint, lift in LIFTED.items()}
    found = {
        constraint: _lift(scenario, constraint, values[constraint], lift.sentence)
        for constraint, lift in LIFTED.items()
    }
    together = {path: value for each in values.values() for path, value in each.items()}
    return {**found, ALL: _lift(scenario, ALL, together, "all of these together")}


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
    title = f"{scenario.title}: one constraint lifted at a time"
    return play_variants(scenario, lifted, title, runs, seed, days, progress)


def _lift(
    scenario: Scenario, constraint: str, values: Mapping[str, Any], sentence: str
) -> Scenario:
    """Return the scenario with these values from the first day to the last."""
    data = scenario.holding(values).resolved()
    return variant(scenario, data, f"without_{constraint}", f"Lifted: {constraint}", sentence)
