"""Invariants of who may land, and how a mission leaves.

Each gate is asked of the runs in which somebody boards in the step: whoever is in theatre without
having been there after the step before.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from msssim.rules import council, funding, logistics
from msssim.rules.courts import cleared
from msssim.testing.invariants import Holds, Snapshot
from msssim.world.sums import total


def nobody_lands_without_a_mandate(m: Snapshot) -> Holds:
    """Nobody boards unless the mandate is in force and there is a mission."""
    enabled = np.asarray(m.p.mission.enabled, dtype=bool)
    return {"mandate": ~_somebody_boards(m) | (m.state.in_force & enabled)}


def nobody_lands_without_consent(m: Snapshot) -> Holds:
    """Nobody boards in a political crisis, or while the authorities are too weak to consent."""
    s = m.state
    consent = ~s.crisis & (s.stability >= m.p.authorities.consent_stability)
    return {"consent of the host": ~_somebody_boards(m) | consent}


def nobody_lands_without_legal_clearance(m: Snapshot) -> Holds:
    """Nobody boards whose country's court has not cleared the deployment."""
    return {"clearance of a contingent": (_boarded(m) == 0) | cleared(m.state.legal_status)}


def nobody_lands_without_a_base(m: Snapshot) -> Holds:
    """Nobody boards before the base has passed its inspection, or beyond its places."""
    s = m.state
    places = logistics.places(s.base_ready, m.p.logistics, months_open=s.months_open)
    return {
        "base": ~_somebody_boards(m) | s.base_ready,
        "places": ~_somebody_boards(m) | (_present(m) <= places),
    }


def nobody_lands_without_vehicles(m: Snapshot) -> Holds:
    """Nobody boards beyond what the vehicles on site can carry."""
    carried = m.state.vehicles * m.p.logistics.persons_per_vehicle
    return {"vehicles": ~_somebody_boards(m) | (_present(m) <= carried)}


def nobody_lands_without_a_flight(m: Snapshot) -> Holds:
    """Nobody boards while the airport is closed, or beyond the seats of the step's flights."""
    seats = m.p.logistics.sortie_seats * m.state.flights
    return {
        "airport": ~_somebody_boards(m) | ~m.state.airport_closed,
        "seats": total(_boarded(m)) <= seats,
    }


def nobody_lands_without_cover(m: Snapshot) -> Holds:
    """Nobody boards unless the fund's free cash covers all in theatre for the months asked for."""
    s, terms, a_dollar = m.state, m.p.funding, 1
    cost_usd_month = funding.monthly_cost(_present(m), terms, in_kind=s.in_kind)
    needed = cost_usd_month * terms.cover_months_to_deploy
    covered = needed <= s.balance_usd - s.arrears_usd + a_dollar
    return {"cover in cash": ~_somebody_boards(m) | m.state.assessed | covered}


def nobody_lands_beyond_the_target(m: Snapshot) -> Holds:
    """Nobody boards beyond the target, or beyond the ceiling before the documents are filed."""
    target = m.p.mission.force_target
    ceiling = council.strength_ceiling(
        m.state.conops_filed, m.p.council.ceiling_before_conops, target
    )
    return {
        "target": ~_somebody_boards(m) | (_present(m) <= target),
        "ceiling": ~_somebody_boards(m) | (_present(m) <= ceiling),
    }


def a_lapse_ends_in_a_drawdown(m: Snapshot) -> Holds:
    """After a lapse a contingent leaves in equal parts, never in a jump, and nobody comes."""
    if m.before is None or not m.same_terms:  # other terms may hasten who is leaving already
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
