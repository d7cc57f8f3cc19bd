"""Print the structural checks of docs/validation.md.

    python scripts/structural.py [--runs N] [--seed S]

Does the model behave as theory and history say it should? Three settings, each against its
contrast. Nothing is tuned here and nothing is asserted: a check that fails is written down.
"""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np

from msssim.engines.batch import Played, run_block
from msssim.scenario import Scenario, load_scenario

AS_IS = load_scenario("as_is")

UN_OPERATION: dict[str, Any] = {
    "mission.force_target": 9_000,
    **{
        f"mission.contingents.{country}.{key}": value
        for country in ("Bahamas", "Benin", "Jamaica", "Kenya")
        for key, value in (
            ("pledged", 2_250),
            ("pledged_high", 2_250),
            ("trained", 2_250),
            ("committed", True),
        )
    },
    "logistics.base_stages_done": AS_IS.logistics.base_stages,
    "logistics.inspection_notice_weeks": 0.0,
    "logistics.inspection_pass": 1.0,
    "logistics.base_places": 9_000,
    "logistics.vehicles_at_start": 1_000,
    "logistics.vehicles_ceiling": 2_000,
    "logistics.vehicles_per_month": 40.0,
    "logistics.vehicle_availability": 0.8,
    "logistics.airlift_sorties_per_week": 20.0,
    "funding.in_kind_persons": 9_000,
    "funding.in_kind_at_start": 1.0,
    "funding.unit_cost_cash_usd_month": 0,
    "council.ceiling_before_conops": 9_000,
    "contacts.intelligence": 0.7,
    "contacts.doctrine": "clear_and_hold",
    "contacts.restraint": 0.5,
    "governance.coordination": 0.7,
    "people.protection_adhoc": 1.0,
    "mission.recall_losses_per_month": 0.0,
    "mission.recall_abuse_per_month": 0.0,
    "mission.recall_arrears_per_month": 0.0,
    "law.petitions_per_month": 0.0,
    "authorities.crisis_per_month": 0.0,
    **{f"law.steps.{step.name}.applies": False for step in AS_IS.law.steps},
}
"""Cite Soleil 2004-07 in outline: 9,000 under the UN, well informed, who clear and hold."""

LEAVES = {"council.mandate_ends": "2025-12-12", "council.renewal_tabled": 0.0,
          "council.rollover_probability": 0.0}  # fmt: skip

ATTRITION_PER_WEEK = (0.003, 0.01)
"""Members killed each week by others than the model's forces, as a share."""

SERIES = ("deployed", "gang_control", "gang_members", "police", "gang_killed", "held_share",
          "mission_killed", "civilians_killed", "peripheral_share", "roads_open")  # fmt: skip
YEAR = 52


def play(base: Scenario, runs: int, seed: int, **changes: Any) -> Played:
    """Play a scenario with values changed over three years."""
    scenario = base.with_values({"horizon_days": 3 * YEAR * 7, **changes})
    return run_block(scenario, seed=seed, runs=range(runs), series=SERIES)


def line(name: str, played: Played, series: str, weeks: list[int], digits: int = 2) -> str:
    """One line of a table: medians of a series at some weeks."""
    at = [np.median(played.series[series][week - 1]) for week in weeks]
    return f"| {name} | " + " | ".join(f"{value:,.{digits}f}" for value in at) + " |"


def header(weeks: list[int]) -> str:
    """Head of a table by weeks."""
    return (
        "| | "
        + " | ".join(f"week {week}" for week in weeks)
        + " |\n|"
        + " --- |" * (len(weeks) + 1)
    )


def un_operation(runs: int, seed: int) -> str:
    """A large, informed force wins ground; gangs come back after it."""
    played = play(AS_IS, runs, seed, **UN_OPERATION, **LEAVES)
    without = play(load_scenario("no_mission"), runs, seed)
    weeks = [1, 13, 26, 52, 78, 104, 130, 156]
    return "\n".join(
        [
            header(weeks),
            line("in theatre", played, "deployed", weeks, 0),
            line("gang control", played, "gang_control", weeks),
            line("gang control without a mission", without, "gang_control", weeks),
            line("inhabitants in held zones", played, "held_share", weeks),
            line("gang members", played, "gang_members", weeks, 0),
            line("members outside the capital", played, "peripheral_share", weeks),
            line("main roads open", played, "roads_open", weeks),
            f"\nMission killed in all: {np.median(played.outcomes['mission_killed']):.0f} "
            f"({np.median(played.outcomes['mission_killed_per_1000_years']):.1f} per 1,000 "
            f"person-years); days with the port open: "
            f"{np.median(played.outcomes['port_open_days']):.0f}.",
        ]
    )


def attrition(runs: int, seed: int) -> str:
    """Killing members without touching recruitment removes many and changes less."""
    base = load_scenario("no_mission")
    played = {"no mission": play(base, runs, seed)}
    for rate in ATTRITION_PER_WEEK:
        killed = {"contacts.attrition_forcing_per_week": rate}
        played[f"and {rate:.1%} a week killed by others"] = play(base, runs, seed, **killed)
    rows = ["| | gang members killed | recruited | members at the end | gang control at the end |",
            "| --- | --- | --- | --- | --- |"]  # fmt: skip
    for name, block in played.items():
        o = block.outcomes
        rows.append(
            f"| {name} | {np.median(o['gang_killed']):,.0f} | {np.median(o['gang_recruited']):,.0f}"
            f" | {np.median(o['gang_members_end']):,.0f} | {np.median(o['gang_control_end']):.2f} |"
        )
    return "\n".join(rows)


def no_mission(runs: int, seed: int) -> str:
    """Without a mission police shrink, and control hardly moves."""
    played = play(load_scenario("no_mission"), runs, seed)
    weeks = [1, 26, 52, 104, 156]
    return "\n".join(
        [
            header(weeks),
            line("police on the rolls", played, "police", weeks, 0),
            line("gang control", played, "gang_control", weeks),
            line("gang members", played, "gang_members", weeks, 0),
        ]
    )


def main() -> None:
    """Print the three checks."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--runs", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    for check in (un_operation, attrition, no_mission):
        print(f"{check.__doc__}\n\n{check(chosen.runs, chosen.seed)}\n")


if __name__ == "__main__":
    main()
