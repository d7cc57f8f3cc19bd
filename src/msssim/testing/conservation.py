"""Facts about what is conserved: persons, inhabitants, members, officers, vehicles, dollars.

Stocks are whole numbers, so each is an equality and not a tolerance. Every function looks at a
:class:`~msssim.testing.moments.Moment` and says of each run, and of each row of a table, whether
the fact holds.
"""

from __future__ import annotations

import numpy as np

from msssim.testing.moments import Held, Moment
from msssim.world.mission import PHASES
from msssim.world.sums import total, total_by


def persons_are_conserved(m: Moment) -> Held:
    """Every person whom a country offers is somewhere, once."""
    s = m.state
    somewhere = sum(getattr(s, phase.name) for phase in PHASES)
    return {
        "persons of a contingent": somewhere == s.offered,
        "persons offered": s.offered == m.first.offered,
    }


def inhabitants_are_conserved(m: Moment) -> Held:
    """Every inhabitant of a zone is resident, displaced or killed."""
    s = m.state
    inhabitants = s.residents + s.displaced + s.killed
    population = np.asarray(m.p.territory.zones.population)
    return {"inhabitants of a zone": inhabitants == np.broadcast_to(population, inhabitants.shape)}


def members_are_conserved(m: Moment) -> Held:
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


def officers_are_conserved(m: Moment) -> Held:
    """A unit has the officers of the step before, less those killed and gone, and graduates."""
    if m.before is None:
        return {}
    after = m.before.officers - m.state.police_killed - m.state.police_left + m.state.graduates
    return {"officers of a unit": m.state.officers == after}


def vehicles_are_conserved(m: Moment) -> Held:
    """Vehicles on site are those of the start and those delivered, less those lost."""
    at_start = [s.vehicles + s.vehicles_lost - s.vehicles_delivered for s in (m.state, m.first)]
    return {"vehicles": at_start[0] == at_start[1]}


def pledges_are_conserved(m: Moment) -> Held:
    """Every dollar that a donor pledges is unpaid for good, held, on its way or received."""
    s = m.state
    on_the_way = s.unpaid_usd + s.held_usd + s.first_stage_usd + s.second_stage_usd
    return {"pledges of a donor": s.pledged_usd == on_the_way + s.received_usd}


def cash_is_conserved(m: Moment) -> Held:
    """Every dollar received is spent or in the fund."""
    s = m.state
    return {"cash": total(s.received_usd) + s.assessed_usd == s.spent_usd + s.balance_usd}


def control_sums_to_one(m: Moment) -> Held:
    """The shares of a zone that the state and the gangs control sum to one."""
    s, x = m.state, m.axes
    contested = [len(rows) > 0 for rows in x.footholds_of_zone]
    controlled = s.state_control + total_by(s.gang_control, x.footholds_of_zone)
    return {"control of a zone": np.isclose(controlled[contested], 1.0, rtol=0, atol=1e-9)}
