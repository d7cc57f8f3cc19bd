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
from msssim.world.kinds import Count, Flag, Real


def expected_stages(stages: Count, total_weeks: Real, working: Flag, weeks: Real) -> Real:
    """Expected number of construction stages finished in a step."""
    return np.where(working, stages / total_weeks * weeks, 0.0)


def stages_finished(drawn: Count, stages_left: Count, free_usd: Count, stage_usd: Count) -> Count:
    """Stages finished in a step: no more than are left, and than free cash pays for."""
    payable = np.where(stage_usd > 0, np.maximum(free_usd, 0) // np.maximum(stage_usd, 1), drawn)
    return np.minimum(np.minimum(drawn, stages_left), payable)


def inspection(
    ready: Flag,
    built: Flag,
    weeks_to_inspection: Real,
    failures: Count,
    uniform: Real,
    pass_chance: Real,
    setback_weeks: Real,
    weeks: Real,
) -> tuple[Flag, Real, Count]:
    """Whether the base is ready, the weeks to the next inspection, and the failures so far.

    A built base is inspected when its date falls in the step; after a failure the next date is
    ``setback_weeks`` later. ``uniform`` is one number a run: the base has passed by its n-th
    inspection where it is below 1 - (1 - p)^n. So each inspection passes with chance p, and the
    luck goes with the inspection, not with its date: a base built earlier is never ready later.
    """
    due = built & np.logical_not(ready) & (weeks_to_inspection < weeks)
    passed = due & (uniform < 1.0 - np.power(1.0 - pass_chance, failures + 1.0))
    failed = due & np.logical_not(passed)
    pending = built & np.logical_not(ready)
    waiting = np.where(pending, weeks_to_inspection - weeks, weeks_to_inspection)
    waiting = np.where(failed, waiting + setback_weeks, waiting)
    return ready | passed, waiting, failures + np.where(failed, 1, 0)


def places(ready: Flag, base_places: Count, per_month: Real, months_open: Real) -> Count:
    """Places in the base: none before it is ready, then growing."""
    return np.where(ready, base_places + whole(np.floor(per_month * months_open)), 0)


def expected_sorties(per_week: Real, airport_open: Flag, weeks: Real) -> Real:
    """Expected flights with personnel in a step; none while the airport is closed."""
    return np.where(airport_open, per_week * weeks, 0.0)


def airlift_persons(sorties_per_week: Real, seats: Count, airport_open: Flag) -> Count:
    """Persons whom the airlift can bring in an average week: what the next tranche is held against.

    Who flies in a step has a seat on one of its flights.
    """
    return np.where(airport_open, whole(np.floor(sorties_per_week * seats)), 0)


def expected_deliveries(
    per_month: Real, in_kind_persons: Count, reference_persons: Real, supplied: Flag, months: Real
) -> Real:
    """Expected armoured vehicles delivered in a step.

    They come with the support in kind: the stated rate holds at the reference capacity.
    """
    scale = in_kind_persons / reference_persons
    return np.where(supplied, per_month * scale * months, 0.0)


def equipment_persons(vehicles: Count, persons_per_vehicle: Real) -> Count:
    """Persons who may be in theatre with the vehicles on site."""
    return whole(np.floor(vehicles * persons_per_vehicle))


def breakdown_rate(availability: Real, repair_weeks: Real) -> Real:
    """Hazard per week that a running vehicle breaks down, given the availability in the long run.

    In balance running * breakdown = down * repair, so a = repair / (repair + breakdown).
    """
    return (1.0 - availability) / availability / repair_weeks


def availability(vehicles: Count, down: Count) -> Real:
    """Share of the fleet that runs; 0 without a fleet."""
    return (vehicles - down) / np.maximum(vehicles, 1)


def mobile_persons(persons: Count, running: Count, seats: Real) -> Real:
    """Persons who can move under armour: min(N, seats * running vehicles)."""
    return np.minimum(persons, seats * running)


def abandoned(vehicles: Count, share: Real) -> Count:
    """Vehicles that a disorderly drawdown leaves behind."""
    return whole(np.floor(vehicles * share))
