"""Four rules of the batch engine as compiled, fused kernels, for ``benchmarks/compiled.py``.

Each kernel does in one pass over entities and runs what a function of the batch engine does with
arrays. The formulas are those of :mod:`msssim.rules`, written out; special functions are SciPy's
own, called from compiled code.
"""

from __future__ import annotations

import ctypes
from math import exp, expm1, floor, log1p, sqrt
from typing import Any

import numpy as np
from numba import njit
from numba.extending import get_cython_function_address

from msssim.engines.batch.block import Block
from msssim.rules.counts import FINEST, SMALL_MEAN, SURELY_NOBODY
from msssim.rules.hazard import chance, per_week
from msssim.world.sums import Groups


def _special(name: str, *arguments: Any) -> Any:
    """A function of ``scipy.special.cython_special``; its last argument is always 0."""
    kind = ctypes.CFUNCTYPE(ctypes.c_double, *arguments, ctypes.c_int)
    return kind(get_cython_function_address("scipy.special.cython_special", name))


_real, _whole = ctypes.c_double, ctypes.c_long
_pdtr = _special("pdtr", _real, _real)
_ndtri = _special("ndtri", _real)
_bdtr = _special("__pyx_fuse_1bdtr", _real, _whole, _real)


@njit
def _guess(u, mean, variance):
    z = _ndtri(min(max(u, FINEST), 1.0 - FINEST), 0)
    return max(floor(mean + sqrt(variance) * z + (z * z - 1.0) / 6.0), 0.0)


@njit
def _poisson(u, mean):
    if u + mean < SURELY_NOBODY:
        return 0
    if mean > SMALL_MEAN:
        k = _guess(u, mean, mean)
        if _pdtr(k, mean, 0) < u:
            while _pdtr(k, mean, 0) < u:
                k += 1.0
        else:
            while k > 0 and _pdtr(k - 1.0, mean, 0) >= u:
                k -= 1.0
        return int(k)
    count, probability = 0, exp(-mean)
    reached = probability
    while u > reached:
        count += 1
        step = mean / count
        probability *= step
        before = reached
        reached += probability
        if reached <= before and step <= 1.0:
            break
    return count


@njit
def _binomial(u, trials, probability):
    if trials == 0 or u + trials * probability < SURELY_NOBODY:
        return 0
    rare = probability <= 0.5
    q = probability if rare else 1.0 - probability
    wanted = u if rare else 1.0 - u
    count = min(_rare_binomial(wanted, trials, q), trials)
    return count if rare else trials - count


@njit
def _rare_binomial(u, trials, q):
    mean = trials * q
    if mean > SMALL_MEAN:
        k = min(_guess(u, mean, mean * (1.0 - q)), float(trials))
        if _bdtr(k, trials, q, 0) < u:
            while k < trials and _bdtr(k, trials, q, 0) < u:
                k += 1.0
        else:
            while k > 0 and _bdtr(k - 1.0, trials, q, 0) >= u:
                k -= 1.0
        return int(k)
    count, probability, odds = 0, exp(trials * log1p(-q)), q / (1.0 - q)
    reached = probability
    while u > reached:
        count += 1
        step = (trials - count + 1.0) / count * odds
        probability *= step
        before = reached
        reached += probability
        if reached <= before and step <= 1.0:
            break
    return count


@njit
def _operations(
    police, mission, coordination, known, control, met, colluding, exposure, streams,
    joint_share, per_100, tempo, finding, weeks, factors, leak, informed, tells, told, leakiness,
    evasion,
):  # fmt: skip
    kinds, (zones, runs) = 3, police.shape
    counts = np.zeros((4, kinds, zones, runs), dtype=np.int64)  # met, leaks, fought, ambushes
    totals = np.zeros((2, kinds, runs), dtype=np.int64)  # operations, leaks
    told_by = ((told, 0.0), (told, leakiness), (0.0, leakiness))
    kept = (1.0 - leak) ** informed
    for zone in range(zones):
        for run in range(runs):
            p, m = police[zone, run], mission[zone, run]
            pair = joint_share * coordination[run] * min(p, m)
            forces = (p - pair, pair + pair, m - pair)
            for kind in range(kinds):
                intelligence = min(known[zone, run] * factors[kind], 1.0)
                held = 1.0 - control[zone, run]
                operations = tempo * per_100 / 100.0 * forces[kind] * held * weeks
                found = operations * -expm1(-finding * intelligence) * met[zone, run]
                contacts = _poisson(streams[3 * kind][zone, run], found)
                leaks = evaded = 0
                if contacts:
                    of_police, of_mission = told_by[kind]
                    loyal = (1.0 - colluding[zone, run] * tells) ** of_police
                    away = 1.0 - kept * loyal * (1.0 - of_mission * exposure[run])
                    leaks = _binomial(streams[3 * kind + 1][zone, run], contacts, away)
                    evaded = _binomial(streams[3 * kind + 2][zone, run], leaks, evasion)
                counts[0, kind, zone, run] = contacts
                counts[1, kind, zone, run] = leaks
                counts[2, kind, zone, run] = contacts - evaded
                counts[3, kind, zone, run] = leaks - evaded
                totals[0, kind, run] += contacts
                totals[1, kind, run] += leaks
    return counts, totals


def operations(b: Block, _: tuple[Any, ...]) -> dict[str, np.ndarray]:
    """Operations of three kinds, as :func:`msssim.engines.batch.contacts._operate` plays them."""
    s, fire, policy = b.state, b.p.contacts, b.p.governance
    channels = [f"zone.{what}_{kind}" for kind in ("of_police", "joint", "of_mission")
                for what in ("contacts", "leaks", "evaded")]  # fmt: skip
    counts, totals = _operations(
        s.police_force, s.mission_force, s.coordination, s.intelligence, s.state_control,
        s.met, s.colluding, s.exposure, _luck(b, channels), fire.joint_share,
        fire.operations_per_100, fire.operations_tempo, fire.intelligence_finding, b.step.weeks,
        (1.0, fire.intelligence_joint, fire.intelligence_alone), policy.leak_per_informed_person,
        policy.informed_persons, policy.colluder_tells, policy.informed_police, policy.leakiness,
        fire.evasion,
    )  # fmt: skip
    return {"counts": counts, "operations": totals[0], "leaks": totals[1].sum(axis=0)}


def operations_by_numpy(b: Block, kinds: Any) -> dict[str, np.ndarray]:
    """The same results from the batch engine."""
    names = ("contacts", "leaks", "fought", "ambushes")
    return {
        "counts": np.array([[getattr(kind, name) for kind in kinds] for name in names]),
        "operations": np.array([b.state.operations[each.kind.name] for each in kinds]),
        "leaks": b.state.leaks,
    }


@njit
def _recruitment(
    fighters, control, residents, access, killed, share_of_zone, pay, at_start, advantage_at_start,
    slots, streams, gang_of, zone_of, base_share, wage, programme_pay, half_slots, replacement,
    habit, per_week_, saturation, response, cvr, grievance, per_100k, weeks,
):  # fmt: skip
    footholds, runs = fighters.shape
    members = np.zeros(at_start.shape, dtype=np.int64)
    everybody = np.zeros(runs, dtype=np.int64)
    for foothold in range(footholds):
        for run in range(runs):
            members[gang_of[foothold], run] += fighters[foothold, run]
            everybody[run] += fighters[foothold, run]
    served = np.empty(access.shape)
    for zone in range(len(access)):
        for run in range(runs):
            served[zone, run] = slots[run] / (slots[run] + half_slots) * access[zone, run]
    advantage = np.empty(fighters.shape)
    counts = np.zeros((2, footholds, runs), dtype=np.int64)
    for foothold in range(footholds):
        gang, zone = gang_of[foothold], zone_of[foothold]
        for run in range(runs):
            here, all_ = fighters[foothold, run], members[gang, run]
            better = pay[gang, run] - wage - programme_pay * served[zone, run]
            advantage[foothold, run] = better
            expected = grievance * killed[zone, run] * share_of_zone[foothold, run]
            if all_ > 0:
                base = replacement * at_start[gang, run] + (1.0 - replacement) * all_
                share = habit * base_share[foothold] + (1.0 - habit) * (here / all_)
                if share > 0:
                    room = max(1.0 - everybody[run] / saturation, 0.0)
                    will = (1.0 + exp(-response * advantage_at_start[foothold, run])) / (
                        1.0 + exp(-response * better)
                    )
                    will *= 1.0 - cvr * served[zone, run]
                    expected += per_week_ * weeks * base * share * room * will
            counts[0, foothold, run] = _poisson(streams[0][foothold, run], expected)
            if here > 0:
                forced = per_100k * (residents[zone, run] / 100_000.0)
                forced *= control[foothold, run] * weeks
                counts[1, foothold, run] = _poisson(streams[1][foothold, run], forced)
    return members, served, advantage, counts


def recruitment(b: Block, _: tuple[Any, ...]) -> dict[str, np.ndarray]:
    """Recruits, as :func:`msssim.engines.batch.recruitment._recruit` plays them."""
    s, p, x = b.state, b.p, b.axes
    gangs, terms = p.gangs, p.recruitment
    alone = x.footholds_in_gang == 1
    elsewhere = (1.0 - gangs.base_share) / np.maximum(x.footholds_in_gang - 1, 1)
    part = np.where(alone, 1.0, np.where(x.foothold_is_base, gangs.base_share, elsewhere))
    members, served, advantage, counts = _recruitment(
        s.fighters, s.gang_control, s.residents, s.access, s.killed_by_state, s.share_of_zone,
        s.pay, s.members_at_start, s.advantage_at_start, s.cvr_slots,
        _luck(b, ["foothold.recruited", "foothold.forced"]), x.foothold_gang, x.foothold_zone,
        np.where(x.foothold_is_present, part, 0.0), terms.wage_usd_week,
        p.interventions.programme_pay_usd_week, p.interventions.cvr_half_slots,
        terms.replacement, terms.recruits_habit, terms.rate_per_week,
        terms.saturation_members, terms.pay_response, p.interventions.cvr_recruitment,
        terms.grievance_recruits, terms.forced_per_100k_week, b.step.weeks,
    )  # fmt: skip
    return {"members": members, "served": served, "advantage": advantage,
            "volunteers": counts[0], "forced": counts[1]}  # fmt: skip


def recruitment_by_numpy(b: Block, _: Any) -> dict[str, np.ndarray]:
    """The same results from the batch engine."""
    names = ("members", "served", "advantage", "volunteers", "forced")
    return {name: getattr(b.state, name) for name in names}


@njit
def _flight(
    residents, displaced, control, weeks_held, factor, streams, population, weight, events_week,
    median, log_sd, held_weeks, return_chance, weeks,
):  # fmt: skip
    zones, runs = residents.shape
    everywhere = 0.0
    for zone in range(zones):
        everywhere += weight[zone]
    counts = np.zeros((4, zones, runs), dtype=np.int64)  # residents, displaced, fled, returned
    for zone in range(zones):
        for run in range(runs):
            here = residents[zone, run]
            exposed = here * (1.0 - control[zone, run]) / max(everywhere, 1e-12)
            expected = events_week * exposed * factor[zone, run] * weeks
            events = _poisson(streams[0][zone, run], expected)
            fled = returned = 0
            if events:
                size = median * exp(log_sd * _ndtri(streams[1][zone, run], 0))
                size *= here / max(population[zone], 1)
                fled = int(min(round(events * size), float(here)))
            if weeks_held[zone, run] >= held_weeks:
                away = displaced[zone, run]
                returned = _binomial(streams[2][zone, run], away, return_chance)
            counts[0, zone, run] = here - fled + returned
            counts[1, zone, run] = displaced[zone, run] + fled - returned
            counts[2, zone, run] = fled
            counts[3, zone, run] = returned
    return counts


def flight(b: Block, arguments: tuple[Any, ...]) -> dict[str, np.ndarray]:
    """Flight, return: as :func:`msssim.engines.batch.people._flee_and_return` plays them."""
    s, terms, zones, weeks = b.state, b.p.people, b.p.territory.zones, b.step.weeks
    counts = _flight(
        s.residents, s.displaced, s.state_control, s.weeks_held, arguments[0],
        _luck(b, ["zone.displacement_events", "zone.displacement_size", "zone.returns"]),
        zones.population[:, 0], (zones.population * zones.gang_control)[:, 0],
        terms.displacement_events_per_week,
        terms.displacement_median, terms.displacement_log_sd, b.p.territory.held_weeks,
        chance(per_week(terms.return_per_month), weeks), weeks,
    )  # fmt: skip
    return dict(zip(("residents", "displaced", "fleeing", "returning"), counts, strict=True))


def flight_by_numpy(b: Block, _: Any) -> dict[str, np.ndarray]:
    """The same results from the batch engine."""
    return {"residents": b.state.residents, "displaced": b.state.displaced,
            "fleeing": b.state.fleeing, "returning": b.state.returning}  # fmt: skip


@njit
def _contest(
    fighters, control, activity, lethality, force, resting, state, dense, held, gang_of, zone_of,
    moves, near, spill, exponent, hold_weeks, inertia, gain, held_control, weeks,
):  # fmt: skip
    (footholds, runs), zones = fighters.shape, len(force)
    strength, gangs = np.empty(fighters.shape), np.zeros(force.shape)
    kept, towards = np.empty(force.shape), 1.0 - exp(-inertia * weeks)
    for foothold in range(footholds):
        around = moves[1][moves[0][foothold] : moves[0][foothold + 1]]
        for run in range(runs):
            next_to = 0
            for other in around:
                next_to += fighters[other, run]
            effort = (fighters[foothold, run] + spill * next_to) * activity[foothold, run]
            effort *= lethality[gang_of[foothold], run]
            strength[foothold, run] = max(effort, 0.0) ** exponent
            gangs[zone_of[foothold], run] += strength[foothold, run]
    for zone in range(zones):
        around = near[1][near[0][zone] : near[0][zone + 1]]
        for run in range(runs):
            next_to = 0.0
            for other in around:
                next_to += force[other, run]
            effort = force[zone, run] + spill * next_to
            mine = resting[zone, run] * max(effort, 0.0) ** exponent
            everybody, now = mine + gangs[zone, run], state[zone, run]
            outcome = mine / everybody if everybody > 1e-12 else now
            slower = gain if outcome > now and dense[zone, run] < hold_weeks else 1.0
            kept[zone, run] = now + (outcome - now) * -expm1(-inertia * slower * weeks)
    lasting = np.where(kept >= held_control, held + weeks, 0.0)
    of_gangs = np.empty(fighters.shape)
    for foothold in range(footholds):
        zone = zone_of[foothold]
        for run in range(runs):
            before, all_ = 1.0 - state[zone, run], gangs[zone, run]
            part = control[foothold, run] / before if before > 1e-12 else 0.0
            aim = strength[foothold, run] / all_ if all_ > 1e-12 else part
            of_gangs[foothold, run] = (1.0 - kept[zone, run]) * (part + (aim - part) * towards)
    return kept, of_gangs, lasting


def contest(b: Block, _: tuple[Any, ...]) -> dict[str, np.ndarray]:
    """Contest for control, as :func:`msssim.engines.batch.territory._contest` plays it."""
    s, x, terms = b.state, b.axes, b.p.territory
    results = _contest(
        s.fighters, s.gang_control, b.of_posture(lambda kind: kind.effort(terms))[x.foothold_gang],
        s.lethality, s.force, s.resting_weight,
        s.state_control, s.weeks_dense, s.weeks_held, x.foothold_gang, x.foothold_zone,
        _one_row(x.moves.reach), _one_row(x.zone_neighbours), terms.spill,
        terms.contest_exponent, terms.hold_weeks, terms.inertia_per_week, terms.state_gain,
        terms.held_control, b.step.weeks,
    )  # fmt: skip
    return dict(zip(CONTESTED, results, strict=True))


CONTESTED = ("state_control", "gang_control", "weeks_held")


def contest_by_numpy(b: Block, _: Any) -> dict[str, np.ndarray]:
    """The same results from the batch engine."""
    return {name: getattr(b.state, name) for name in CONTESTED}


def _one_row(groups: Groups) -> tuple[np.ndarray, np.ndarray]:
    """Groups as compiled code reads them: where each starts, and all members in one row."""
    return np.cumsum([0, *map(len, groups)]), np.concatenate(list(groups))


def _luck(b: Block, channels: list[str]) -> tuple[np.ndarray, ...]:
    """Uniforms of some channels, one array each: they are read where they lie."""
    return tuple(b.streams.of(channel) for channel in channels)


COMPILED = {
    "operations": operations,
    "recruitment": recruitment,
    "flight and return": flight,
    "contest": contest,
}
"""Each rule compiled: a block and the rule's arguments in, its results out."""

RESULTS = {
    "operations": operations_by_numpy,
    "recruitment": recruitment_by_numpy,
    "flight and return": flight_by_numpy,
    "contest": contest_by_numpy,
}
"""The same results of each rule as the batch engine leaves them."""
