"""The base, the airlift, the vehicles.

The base is built in stages of exponential duration (an Erlang in all); work stops while the airport
is closed or an offensive lasts. A readiness inspection can fail and then sets the date back.
Vehicles limit how many persons may be in theatre and how many of them can move.

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


def airlift_persons(per_week: Count, airport_open: Flag, weeks: Real) -> Count:
    """Persons whom the airlift can bring in ``weeks``.

    The next tranche is held against a week's capacity, whatever the length of a step; who flies in
    a step, against the step's.
    """
    return np.where(airport_open, whole(np.floor(per_week * weeks)), 0)


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


def mobile_persons(persons: Count, vehicles: Count, seats: Real, availability: Real) -> Real:
    """Persons who can move under armour: min(N, seats * V * availability)."""
    return np.minimum(persons, seats * vehicles * availability)
