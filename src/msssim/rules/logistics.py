"""The base, the airlift, the vehicles.

The base is built in stages of exponential duration (an Erlang in all); work stops while the airport
is closed, an offensive lasts, or the fund cannot pay for it. A readiness inspection can fail and
then sets the date back. Vehicles limit how many persons may be in theatre and, as far as they run,
how many of them can move.

Source: base works from 3 May 2024, advance team of 21 May, three weeks announced on 25 May.
docs/ODD.md, 5.8.
"""

from __future__ import annotations

import numpy as np

from msssim.rules.funding import whole
from msssim.world.kinds import Count, Flag, Parameters, Real


def expected_stages(logistics: Parameters, *, working: Flag, weeks: Real) -> Real:
    """Expected number of construction stages finished in a step."""
    return np.where(working, logistics.base_stages / logistics.base_weeks * weeks, 0.0)


def stages_finished(
    drawn: Count, logistics: Parameters, funding: Parameters, *, done: Count, free_usd: Count
) -> Count:
    """Stages finished in a step: no more than are left, and than free cash pays for."""
    cost = funding.base_stage_usd
    payable = np.where(cost > 0, np.maximum(free_usd, 0) // np.maximum(cost, 1), drawn)
    return np.minimum(np.minimum(drawn, logistics.base_stages - done), payable)


def inspection(
    ready: Flag,
    logistics: Parameters,
    *,
    built: Flag,
    weeks_to_inspection: Real,
    failures: Count,
    uniform: Real,
    weeks: Real,
) -> tuple[Flag, Real, Count]:
    """Whether the base is ready, the weeks to the next inspection, and the failures so far.

    A built base is inspected when its date falls in the step; after a failure the next date is a
    setback later. ``uniform`` is one number a run: the base has passed by its n-th inspection where
    it is below 1 - (1 - p)^n. So each inspection passes with chance p, and the random number goes
    with the inspection, not with its date: a base built earlier is never ready later.
    """
    due = built & np.logical_not(ready) & (weeks_to_inspection < weeks)
    passed = due & (uniform < 1.0 - np.power(1.0 - logistics.inspection_pass, failures + 1.0))
    failed = due & np.logical_not(passed)
    pending = built & np.logical_not(ready)
    waiting = np.where(pending, weeks_to_inspection - weeks, weeks_to_inspection)
    waiting = np.where(failed, waiting + logistics.inspection_setback_weeks, waiting)
    return ready | passed, waiting, failures + np.where(failed, 1, 0)


def places(ready: Flag, logistics: Parameters, *, months_open: Real) -> Count:
    """Places in the base: none before it is ready, then growing."""
    added = whole(np.floor(logistics.base_places_per_month * months_open))
    return np.where(ready, logistics.base_places + added, 0)


def expected_sorties(logistics: Parameters, *, airport_open: Flag, weeks: Real) -> Real:
    """Expected flights with personnel in a step; none while the airport is closed."""
    return np.where(airport_open, logistics.airlift_sorties_per_week * weeks, 0.0)


def airlift_persons(logistics: Parameters, *, airport_open: Flag) -> Count:
    """Persons whom the airlift can bring in an average week: what the next tranche is held against.

    Who flies in a step has a seat on one of its flights.
    """
    persons = logistics.airlift_sorties_per_week * logistics.sortie_seats
    return np.where(airport_open, whole(np.floor(persons)), 0)


def expected_deliveries(
    logistics: Parameters, funding: Parameters, *, supplied: Flag, months: Real
) -> Real:
    """Expected armoured vehicles delivered in a step.

    They come with the support in kind: the stated rate holds at the reference capacity.
    """
    scale = funding.in_kind_persons / logistics.vehicles_in_kind_persons
    return np.where(supplied, logistics.vehicles_per_month * scale * months, 0.0)


def equipment_persons(vehicles: Count, persons_per_vehicle: Real) -> Count:
    """Persons who may be in theatre with the vehicles on site."""
    return whole(np.floor(vehicles * persons_per_vehicle))


def breakdown_rate(logistics: Parameters) -> Real:
    """Hazard per week that a running vehicle breaks down, given the availability in the long run.

    In balance running * breakdown = down * repair, so a = repair / (repair + breakdown).
    """
    long_run = logistics.vehicle_availability
    return (1.0 - long_run) / long_run / logistics.vehicle_repair_weeks


def availability(vehicles: Count, down: Count) -> Real:
    """Share of the fleet that runs; 0 without a fleet."""
    return (vehicles - down) / np.maximum(vehicles, 1)


def mobile_persons(persons: Count, running: Count, seats: Real) -> Real:
    """Persons who can move under armour: min(N, seats * running vehicles)."""
    return np.minimum(persons, seats * running)


def abandoned(vehicles: Count, share: Real) -> Count:
    """Vehicles that a disorderly drawdown leaves behind."""
    return whole(np.floor(vehicles * share))
