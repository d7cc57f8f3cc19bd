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
    participation: Reals
    """Part of all gang members whose gangs take part in the offensive."""
    airport_held: Flags
    """The ground of the airport is safe enough for it to work."""
    port_open: Flags
    fuel_open: Flags
    stability: Reals
    fell: Flags
    """A government fell in the last step."""
    weeks_since_event: Reals
    """Weeks since the first arrival or the last vote on the mandate."""

    # Council and openness, (run,); a day is infinite for what has not been decided
    in_force: Flags
    lapsed: Flags
    converted: Flags
    mandate_end_day: Ints
    conversion_day: Reals
    office_day: Reals
    next_review_day: Ints
    reviewed_progress: Reals
    filing_uniform: Reals
    """The uniform of the first day that settles how late the documents are filed."""
    conops_filed: Flags
    yes_votes: Reals
    """Votes in favour at the last vote; NaN before any."""
    orderly: Flags
    clarity: Reals
    coordination: Reals
    oversight: Reals
    exposure: Reals
    leaks: Ints
    joint_leaks: Reals
    """Leaks of the last step, by the mission's part of the force that they gave away."""
    abuse_cases: Ints
    abuse_detected: Ints
    cases_remembered: Reals

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
    inspection_uniform: Reals
    """The uniform of the first day that settles how many inspections the base fails."""
    base_ready: Flags
    months_open: Reals
    vehicles: Ints
    vehicles_down: Ints
    vehicles_delivered: Ints
    vehicles_lost: Ints
    mission_contacts: Reals

    # contingents, (contingent, run)
    offered: Ints
    threshold: Reals
    """Standing of the mission below which the country holds back."""
    legal_status: Ints
    reserved: Flags
    """The ruling is reserved."""
    weeks_to_court: Reals
    committed: Flags
    recalled: Flags
    going_home: Flags
    uncommitted: Ints
    vetting: Ints
    training: Ints
    ready: Ints
    in_theatre: Ints
    on_leave: Ints
    lost: Ints
    gone_home: Ints
    leaving_from: Ints
    """Persons in theatre when the contingent was told to leave."""
    weeks_leaving: Reals
    """Weeks since then."""
    weeks_to_leave: Reals
    """Weeks to the next wave of home leave."""
    deaths_remembered: Reals
    announced_day: Reals
    first_announced_day: Reals
    arrived_day: Reals
    postponements: Ints
    binding_of: Ints
    """Place in CONSTRAINTS."""

    # the mission, (run,)
    replacement_lead: Flags
    ever_arrived: Flags
    binding: Ints

    # gangs, (gang, run)
    successes: Reals
    failures: Reals
    posture: Ints
    """Place in Posture."""
    joined: Flags
    """Takes part in the offensive."""
    join_threshold: Reals
    members_at_start: Ints
    children: Ints
    arms: Reals
    local_rent_at_start: Reals
    """USD a week within reach on the spot."""
    sponsored_at_start: Reals
    """USD a week given by sponsors."""

    # the coalition, (run,)
    cohesion: Reals
    rivalry_at_start: Reals
    members_lost_per_week: Reals
    """Share of all members killed or arrested, per week, in the last step."""
    renewals_for: Reals
    renewals_against: Reals
    """What gangs have seen of renewals, in votes."""

    # footholds, (foothold, run)
    fighters: Ints
    gang_control: Reals
    advantage_at_start: Reals
    """USD a week by which a gang paid more than honest work."""

    # police, (unit, run)
    officers: Ints
    morale: Reals
    equipment: Reals
    stations_lost: Ints
    police_killed: Ints
    killed_lately: Reals

    # zones, (zone, run)
    residents: Ints
    displaced: Ints
    killed: Ints
    state_control: Reals
    resting_weight: Reals
    density_at_start: Reals
    weeks_dense: Reals
    weeks_held: Reals
    roads_open: Ints
    """Main roads of the zone that are open."""
    trust: Reals
    cooperation: Reals
    """Trust as it counts for informing."""
    access: Reals
    access_at_start: Reals
    clashes_per_week: Reals
    """Operations that met a gang, as humanitarians remember them."""
    intelligence: Reals
    tips_per_week: Reals
    tip_worth_at_start: Reals
    harm_by_state: Reals
    harm_by_gangs: Reals
    """Civilians killed per 100,000 and week, as people remember it."""
    harm_by_gangs_at_start: Reals
    kidnapped_per_week: Reals
    abuse_felt: Reals
    """Detected cases of abuse as people remember them, (run,)."""

    # interventions as delivered, (run,)
    sanctions: Reals
    interdiction: Reals
    cvr_slots: Reals
    reintegration: Reals
    aid_usd_month: Reals
    monitoring: Reals
    political: Reals
    dialogue: Reals


def airport_works(s: State) -> Flags:
    """Whether the airport works: its ground is safe, and no closure is on."""
    return s.airport_held & ~s.airport_closed
