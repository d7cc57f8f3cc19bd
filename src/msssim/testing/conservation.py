"""Invariants of a step: what is conserved, and the range that every variable stays in.

Stocks are whole numbers, so conservation is an equality and not a tolerance. Every function takes a
:class:`~msssim.testing.invariants.Snapshot` and says of each run, and of each row of a table,
whether the invariant holds.
"""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np

from msssim.testing.invariants import Holds, Snapshot
from msssim.world.mission import PHASES
from msssim.world.sums import total, total_by
from msssim.world.variables import VARIABLES


def persons_are_conserved(m: Snapshot) -> Holds:
    """Every person whom a country offers is somewhere, once."""
    s = m.state
    somewhere = sum(getattr(s, phase.name) for phase in PHASES)
    return {
        "persons of a contingent": somewhere == s.offered,
        "persons offered": s.offered == m.first.offered,
    }


def inhabitants_are_conserved(m: Snapshot) -> Holds:
    """Every inhabitant of a zone is resident, displaced or killed."""
    s = m.state
    inhabitants = s.residents + s.displaced + s.killed
    population = np.asarray(m.p.territory.zones.population)
    return {"inhabitants of a zone": inhabitants == np.broadcast_to(population, inhabitants.shape)}


def members_are_conserved(m: Snapshot) -> Holds:
    """Gangs have the members of the step before, less those lost and gone, and the recruits."""
    if m.before is None:
        return {}
    s = m.state
    lost = (
        s.gang_killed
        + s.gang_killed_by_rivals
        + s.gang_killed_by_vigilantes
        + s.gang_arrested
        + s.gang_left
    )
    after = total(m.before.fighters) - total(lost - s.gang_recruited)
    return {"gang members": total(m.state.fighters) == after}


def officers_are_conserved(m: Snapshot) -> Holds:
    """A unit has the officers of the step before, less those killed and gone, and graduates."""
    if m.before is None:
        return {}
    after = m.before.officers - m.state.police_killed - m.state.police_left + m.state.graduates
    return {"officers of a unit": m.state.officers == after}


def vehicles_are_conserved(m: Snapshot) -> Holds:
    """Vehicles on site are those of the start and those delivered, less those lost."""
    at_start = [s.vehicles + s.vehicles_lost - s.vehicles_delivered for s in (m.state, m.first)]
    return {"vehicles": at_start[0] == at_start[1]}


def pledges_are_conserved(m: Snapshot) -> Holds:
    """Every dollar that a donor pledges is unpaid for good, held, on its way or received."""
    s = m.state
    on_the_way = s.unpaid_usd + s.held_usd + s.first_stage_usd + s.second_stage_usd
    return {"pledges of a donor": s.pledged_usd == on_the_way + s.received_usd}


def cash_is_conserved(m: Snapshot) -> Holds:
    """Every dollar received is spent or in the fund."""
    s = m.state
    return {"cash": total(s.received_usd) + s.assessed_usd == s.spent_usd + s.balance_usd}


def control_sums_to_one(m: Snapshot) -> Holds:
    """The shares of a zone that the state and the gangs control sum to one."""
    s, x = m.state, m.axes
    contested = [len(rows) > 0 for rows in x.footholds_of_zone]
    controlled = s.state_control + total_by(s.gang_control, x.footholds_of_zone)
    return {"control of a zone": np.isclose(controlled[contested], 1.0, rtol=0, atol=1e-9)}


def variables_stay_in_their_ranges(m: Snapshot) -> Holds:
    """Every variable stays in the range that its declaration states."""
    return {
        name: _within(getattr(m.state, name), each.low, each.high)
        for name, each in VARIABLES.items()
        if each.low > -inf or each.high < inf
    }


def _within(values: Any, low: float, high: float) -> np.ndarray:
    values = np.atleast_1d(values)
    within: np.ndarray = ((values >= low) & (values <= high)) | np.isnan(values)
    return within


def no_part_is_larger_than_its_whole(m: Snapshot) -> Holds:
    """Children are some of the members, broken vehicles some of the vehicles, and so on."""
    s, x = m.state, m.axes
    return {
        "children among members": s.children <= total_by(s.fighters, x.footholds_of_gang),
        "vehicles under repair": s.vehicles_down <= s.vehicles,
        "stations lost": s.stations_lost <= m.p.police.units.stations,
        "members in programmes": np.asarray(s.reintegrated <= total(s.gang_left)),
    }
