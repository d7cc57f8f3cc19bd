"""The state of a block of worlds: arrays ``(entity, run)``, the run axis last and contiguous.

Persons, vehicles, events and dollars are integers; control, trust and the like are real.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass
class State:
    """What a block remembers from one step to the next."""

    # nation, (run,)
    airport_closed: Flags
    crisis: Flags
    offensive: Flags
    weeks_since_event: Reals
    """Weeks since the first arrival or the last vote on the mandate."""

    # Council and openness, (run,)
    in_force: Flags
    lapsed: Flags
    converted: Flags
    mandate_end_day: Ints
    conversion_day: Reals
    clarity: Reals
    coordination: Reals
    oversight: Reals
    exposure: Reals
    leaks: Ints
    joint_leaks: Reals
    """Leaks of the last step, by the mission's part of the force that they gave away."""
    abuse_cases: Ints

    # trust fund: (donor, run), then (run,)
    pledged_usd: Ints
    unpaid_usd: Ints
    held_usd: Ints
    first_stage_usd: Ints
    second_stage_usd: Ints
    received_usd: Ints
    hold: Flags
    assessed_usd: Ints
    spent_usd: Ints
    balance_usd: Ints
    arrears_usd: Ints
    arrears_days: Reals
    cover_months: Reals
    in_kind: Ints

    # logistics, (run,)
    stages_done: Ints
    weeks_to_inspection: Reals
    inspections_failed: Ints
    inspection_luck: Reals
    """The uniform of the first day that settles how many inspections the base fails."""
    base_ready: Flags
    months_open: Reals
    vehicles: Ints
    vehicles_delivered: Ints
    vehicles_lost: Ints
    mission_contacts: Reals

    # contingents, (contingent, run)
    legal_status: Ints
    weeks_to_hearing: Reals
    committed: Flags
    uncommitted: Ints
    vetting: Ints
    training: Ints
    ready: Ints
    in_theatre: Ints
    lost: Ints
    gone_home: Ints
    at_lapse: Ints
    ever_arrived: Flags
    """(run,): somebody has been in theatre."""
    binding: Ints
    """(run,): place in CONSTRAINTS."""

    # gangs, (gang, run), and the coalition (run,)
    successes: Reals
    failures: Reals
    confronting: Flags
    cohesion: Reals
    rent_at_start: Reals

    # footholds, (foothold, run)
    fighters: Ints
    gang_control: Reals

    # police, (unit, run)
    officers: Ints
    morale: Reals
    police_killed: Ints

    # zones, (zone, run)
    residents: Ints
    displaced: Ints
    killed: Ints
    state_control: Reals
    resting_weight: Reals
    density_at_start: Reals
    weeks_dense: Reals
    weeks_held: Reals
    trust: Reals
    access: Reals

    # tools, (run,)
    sanctions: Reals
    interdiction: Reals
    cvr_slots: Reals
    aid_usd_month: Reals
    dialogue: Reals
