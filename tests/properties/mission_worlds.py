"""Worlds of the mission side: shocks and courts out of the way, and what a block looks like."""

from __future__ import annotations

import numpy as np
from worlds import AS_IS, NO_CASES

from msssim.engines.batch import run_block

COUNTRIES = [row.name for row in AS_IS.mission.contingents]
KENYA = COUNTRIES.index("Kenya")
RUNS = range(12)
QUIET = {
    "gangs.offensive_per_week": 0.0,
    "authorities.crisis_per_month": 0.0,
    "logistics.airport_closure_per_week": 0.0,
    "law.petitions_per_month": 0.0,
    **NO_CASES,
}
"""No shock and no case in court."""

RENEWED = {"council.renewal_support": 20.0}
"""The Council renews for sure."""

READY = {
    **QUIET,
    "logistics.base_stages_done": AS_IS.logistics.base_stages,
    "logistics.inspection_notice_weeks": 0.0,
    "logistics.inspection_pass": 1.0,
    "logistics.vehicles_at_start": 60,
    "funding.donors.United States.received_usd": 90_000_000,
    **{
        f"mission.contingents.{row.name}.{key}": value
        for row in AS_IS.mission.contingents
        for key, value in (("committed", True), ("trained", row.pledged))
    },
}
"""Everybody stands ready."""

HARMLESS = {"contacts.operations_per_100": 0.0, "contacts.attacks_per_1000_week": 0.0}


def world(weeks, *settings, **values):
    merged = {"horizon_days": 7 * weeks, "start": AS_IS.start}
    for each in settings:
        merged |= each
    return AS_IS.with_values(merged | values)


def watched(scenario, look, runs=RUNS, seed=1):
    """What ``look`` sees of the block after each step, and the outcomes."""
    seen = []
    played = run_block(scenario, seed=seed, runs=runs, watch=lambda block: seen.append(look(block)))
    return np.array(seen), played.outcomes
