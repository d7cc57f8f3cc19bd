"""Batch phase of the contingents, their flight: what every gate lets through, and who boards."""

from __future__ import annotations

from typing import Any

import numpy as np

from msssim.engines.batch.block import Block
from msssim.engines.batch.state import airport_works
from msssim.rules import contingents, council, courts, funding, logistics, shocks
from msssim.rules.counts import poisson_count
from msssim.world.mission import GATES
from msssim.world.sums import total


def airlift(b: Block) -> None:
    """Those fly who are ready, cleared and led, as far as every gate and the sorties allow."""
    s, p = b.state, b.p
    present = total(s.in_theatre)
    clear = courts.cleared(s.legal_status)
    eligible = b.axes.is_lead[:, None] | s.led
    may_fly = np.where(eligible, s.ready, 0)
    wanted = np.asarray(contingents.next_tranche(present, p.mission))
    room = _room(b, present)
    of_all = room | {"pledge": total(may_fly), "court": total(np.where(clear, may_fly, 0))}
    s.binding = contingents.binding_constraint(wanted, _gates(of_all, wanted.shape))
    _bind_each(b, room, clear, eligible, wanted)

    expected = logistics.expected_sorties(
        p.logistics, airport_open=airport_works(s), weeks=b.step.weeks
    )
    s.flights = poisson_count(b.national("sorties"), expected)
    within = np.min(_gates(of_all, wanted.shape, by_flight=False), axis=0)
    seats = np.minimum(within, s.flights * p.logistics.sortie_seats)
    seats = np.minimum(seats, np.maximum(p.mission.force_target - present, 0))
    _board(b, may_fly, clear, np.where(p.mission.enabled, seats, 0))


def _board(b: Block, may_fly: np.ndarray, clear: np.ndarray, seats: np.ndarray) -> None:
    s = b.state
    for k in b.axes.boarding_order:
        flying = contingents.boarding(may_fly[k], clear[k], seats)
        s.ready[k] -= flying
        s.in_theatre[k] += flying
        seats = seats - flying
    first = (s.in_theatre > 0) & np.isinf(s.arrived_day)
    s.arrived_day = np.where(first, b.step.end_day - 1.0, s.arrived_day)
    s.weeks_to_leave = np.where(first, contingents.wave_weeks(b.p.mission), s.weeks_to_leave)
    arrived = (total(s.in_theatre) > 0) & ~s.ever_arrived
    s.weeks_since_event = np.where(arrived, 0.0, s.weeks_since_event)
    s.ever_arrived = s.ever_arrived | arrived


def _room(b: Block, present: np.ndarray) -> dict[str, Any]:
    """Persons whom each gate lets through that is the same for all contingents."""
    s, p = b.state, b.p
    ceiling = council.strength_ceiling(
        s.conops_filed, p.council.ceiling_before_conops, p.mission.force_target
    )
    consent = shocks.consent(p.authorities, crisis=s.crisis, stability=s.stability)
    places = logistics.places(s.base_ready, p.logistics, months_open=s.months_open)
    equipped = logistics.equipment_persons(s.vehicles, p.logistics.persons_per_vehicle)
    affordable = funding.affordable_persons(
        s.balance_usd - s.arrears_usd, p.funding, in_kind=s.in_kind
    )
    return {
        "council": np.where(s.in_force, ceiling - present, 0),
        "host": np.where(consent, funding.MANY_PERSONS, 0),
        "base": places - present,
        "equipment": equipped - present,
        "airlift": logistics.airlift_persons(p.logistics, airport_open=airport_works(s)),
        "cash": np.where(s.assessed, funding.MANY_PERSONS, affordable - present),
    }


def _bind_each(
    b: Block, room: dict[str, Any], clear: np.ndarray, eligible: np.ndarray, wanted: np.ndarray
) -> None:
    """What binds each contingent's next persons; those who wait for the lead wait with it."""
    s, lead = b.state, b.axes.lead
    to_come = s.uncommitted + contingents.preparing(s)
    wanted_of = np.minimum(wanted, to_come)
    own = room | {"pledge": s.ready, "court": np.where(clear, s.ready, 0)}
    binding = contingents.binding_constraint(wanted_of, _gates(own, to_come.shape))
    if lead is not None:
        behind = contingents.behind_lead(binding, binding[lead], eligible=eligible)
        binding = np.where(wanted_of > 0, behind, binding)
    s.binding_of = binding


def _gates(room: dict[str, Any], shape: tuple[int, ...], by_flight: bool = True) -> np.ndarray:
    """Stack what the gates let through in their order; without those by flight if told so."""
    stacked = [room[gate.name] for gate in GATES if by_flight or not gate.by_flight]
    return np.stack([np.maximum(np.broadcast_to(persons, shape), 0) for persons in stacked])
