"""Invariants of the state after every step: conservation, ranges, and the gates of deployment.

Stocks are whole numbers, so conservation is an equality and not a tolerance. Each gate is checked
in the runs in which somebody boards in the step: whoever is in theatre without having been there
after the step before. Every function takes a :class:`~msssim.testing.invariants.Snapshot` and says
of each run, and of each row of a table, whether the invariant holds.
"""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from msssim.rules import council, funding, logistics
from msssim.rules.courts import cleared
from msssim.testing.invariants import Flags, Invariant, Snapshot
from msssim.world.mission import PHASES
from msssim.world.sums import total, total_by
from msssim.world.variables import VARIABLES


def persons_are_conserved(m: Snapshot) -> Flags:
    """Every person whom a country offers is somewhere, once."""
    s = m.state
    somewhere = sum(getattr(s, phase.name) for phase in PHASES)
    return {
        "persons of a contingent": somewhere == s.offered,
        "persons offered": s.offered == m.first.offered,
    }


def inhabitants_are_conserved(m: Snapshot) -> Flags:
    """Every inhabitant of a zone is resident, displaced or killed."""
    s = m.state
    inhabitants = s.residents + s.displaced + s.killed
    population = np.asarray(m.p.territory.zones.population)
    return {"inhabitants of a zone": inhabitants == np.broadcast_to(population, inhabitants.shape)}


def members_are_conserved(m: Snapshot) -> Flags:
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


def officers_are_conserved(m: Snapshot) -> Flags:
    """A unit has the officers of the step before, less those killed and gone, and graduates."""
    if m.before is None:
        return {}
    after = m.before.officers - m.state.police_killed - m.state.police_left + m.state.graduates
    return {"officers of a unit": m.state.officers == after}


def vehicles_are_conserved(m: Snapshot) -> Flags:
    """Vehicles on site are those of the start and those delivered, less those lost."""
    at_start = [s.vehicles + s.vehicles_lost - s.vehicles_delivered for s in (m.state, m.first)]
    return {"vehicles": at_start[0] == at_start[1]}


def pledges_are_conserved(m: Snapshot) -> Flags:
    """Every dollar that a donor pledges is unpaid for good, held, on its way or received."""
    s = m.state
    on_the_way = s.unpaid_usd + s.held_usd + s.first_stage_usd + s.second_stage_usd
    return {"pledges of a donor": s.pledged_usd == on_the_way + s.received_usd}


def cash_is_conserved(m: Snapshot) -> Flags:
    """Every dollar received is spent or in the fund."""
    s = m.state
    return {"cash": total(s.received_usd) + s.assessed_usd == s.spent_usd + s.balance_usd}


def control_sums_to_one(m: Snapshot) -> Flags:
    """The shares of a zone that the state and the gangs control sum to one."""
    s, x = m.state, m.axes
    contested = [len(rows) > 0 for rows in x.footholds_of_zone]
    controlled = s.state_control + total_by(s.gang_control, x.footholds_of_zone)
    return {"control of a zone": np.isclose(controlled[contested], 1.0, rtol=0, atol=1e-9)}


def variables_stay_in_their_ranges(m: Snapshot) -> Flags:
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


def no_part_is_larger_than_its_whole(m: Snapshot) -> Flags:
    """Children are some of the members, broken vehicles some of the vehicles, and so on."""
    s, x = m.state, m.axes
    return {
        "children among members": s.children <= total_by(s.fighters, x.footholds_of_gang),
        "vehicles under repair": s.vehicles_down <= s.vehicles,
        "stations lost": s.stations_lost <= m.p.police.units.stations,
        "members in programmes": np.asarray(s.reintegrated <= total(s.gang_left)),
    }


def nobody_lands_without_a_mandate(m: Snapshot) -> Flags:
    """Nobody boards unless the mandate is in force and there is a mission."""
    enabled = np.asarray(m.p.mission.enabled, dtype=bool)
    return {"mandate": ~_somebody_boards(m) | (m.state.in_force & enabled)}


def nobody_lands_without_consent(m: Snapshot) -> Flags:
    """Nobody boards in a political crisis, or while the authorities are too weak to consent."""
    s = m.state
    consent = ~s.crisis & (s.stability >= m.p.authorities.consent_stability)
    return {"consent of the host": ~_somebody_boards(m) | consent}


def nobody_lands_without_legal_clearance(m: Snapshot) -> Flags:
    """Nobody boards whose country's court has not cleared the deployment."""
    return {"clearance of a contingent": (_boarded(m) == 0) | cleared(m.state.legal_status)}


def nobody_lands_without_a_base(m: Snapshot) -> Flags:
    """Nobody boards before the base has passed its inspection, or beyond its places."""
    s = m.state
    places = logistics.places(s.base_ready, m.p.logistics, months_open=s.months_open)
    return {
        "base": ~_somebody_boards(m) | s.base_ready,
        "places": ~_somebody_boards(m) | (_present(m) <= places),
    }


def nobody_lands_without_vehicles(m: Snapshot) -> Flags:
    """Nobody boards beyond what the vehicles on site can carry."""
    carried = m.state.vehicles * m.p.logistics.persons_per_vehicle
    return {"vehicles": ~_somebody_boards(m) | (_present(m) <= carried)}


def nobody_lands_without_a_flight(m: Snapshot) -> Flags:
    """Nobody boards while the airport is closed, or beyond the seats of the step's flights."""
    seats = m.p.logistics.sortie_seats * m.state.flights
    return {
        "airport": ~_somebody_boards(m) | ~m.state.airport_closed,
        "seats": total(_boarded(m)) <= seats,
    }


def nobody_lands_without_cover(m: Snapshot) -> Flags:
    """Nobody boards unless the fund's free cash covers all in theatre for the months asked for."""
    s, terms, a_dollar = m.state, m.p.funding, 1
    cost_usd_month = funding.monthly_cost(_present(m), terms, in_kind=s.in_kind)
    needed = cost_usd_month * terms.cover_months_to_deploy
    covered = needed <= s.balance_usd - s.arrears_usd + a_dollar
    return {"cover in cash": ~_somebody_boards(m) | m.state.assessed | covered}


def nobody_lands_beyond_the_target(m: Snapshot) -> Flags:
    """Nobody boards beyond the target, or beyond the ceiling before the documents are filed."""
    target = m.p.mission.force_target
    ceiling = council.strength_ceiling(
        m.state.conops_filed, m.p.council.ceiling_before_conops, target
    )
    return {
        "target": ~_somebody_boards(m) | (_present(m) <= target),
        "ceiling": ~_somebody_boards(m) | (_present(m) <= ceiling),
    }


def a_lapse_ends_in_a_drawdown(m: Snapshot) -> Flags:
    """After a lapse a contingent leaves in equal parts, never in a jump, and nobody comes."""
    if m.before is None or not m.same_parameters:  # other terms may hasten who is leaving already
        return {}
    s, mission = m.state, m.p.mission
    gone = m.before.in_theatre - s.in_theatre - m.state.mission_killed
    weeks = np.where(s.orderly, mission.drawdown_weeks, mission.disorderly_weeks)
    an_equal_part = np.ceil(s.leaving_from * m.block.step.weeks / weeks) + 1
    hastened = m.before.going_home & m.state.lapsing  # was recalled before the mandate lapsed
    return {
        "nobody comes": ~s.lapsed | (gone >= 0),
        "nobody jumps": ~s.lapsed | hastened | (gone <= an_equal_part),
    }


def _present(m: Snapshot) -> NDArray[np.int64]:
    """Return the persons in theatre after boarding, ``(run,)``; who fell in the step was there."""
    present: NDArray[np.int64] = total(m.state.in_theatre + m.state.mission_killed)
    return present


def _boarded(m: Snapshot) -> NDArray[np.int64]:
    """Return the persons of each contingent who boarded in the step, ``(contingent, run)``."""
    s = m.state
    before = 0 if m.before is None else m.before.in_theatre  # nobody is there before the start
    boarded: NDArray[np.int64] = np.maximum(s.in_theatre + m.state.mission_killed - before, 0)
    return boarded


def _somebody_boards(m: Snapshot) -> NDArray[np.bool_]:
    return np.asarray(total(_boarded(m)) > 0)


STATE_INVARIANTS = (
    Invariant(persons_are_conserved, "5.8"),
    Invariant(inhabitants_are_conserved, "5.14"),
    Invariant(members_are_conserved, "5.12"),
    Invariant(officers_are_conserved, "5.13"),
    Invariant(vehicles_are_conserved, "5.8"),
    Invariant(pledges_are_conserved, "5.7"),
    Invariant(cash_is_conserved, "5.7"),
    Invariant(control_sums_to_one, "5.11"),
    Invariant(variables_stay_in_their_ranges, "2"),
    Invariant(no_part_is_larger_than_its_whole, "2"),
    Invariant(nobody_lands_without_a_mandate, "5.8"),
    Invariant(nobody_lands_without_consent, "5.8"),
    Invariant(nobody_lands_without_legal_clearance, "5.8"),
    Invariant(nobody_lands_without_a_base, "5.8"),
    Invariant(nobody_lands_without_vehicles, "5.8"),
    Invariant(nobody_lands_without_a_flight, "5.8"),
    Invariant(nobody_lands_without_cover, "5.7"),
    Invariant(nobody_lands_beyond_the_target, "5.5"),
    Invariant(a_lapse_ends_in_a_drawdown, "5.8"),
)
"""Each with the section of docs/ODD.md that it comes from."""
