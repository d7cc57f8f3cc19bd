"""Batch phase of territory and infrastructure: the contest, hold, and what control opens."""

from __future__ import annotations

from typing import Any

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import infrastructure
from msssim.rules import territory as rules
from msssim.world.sums import total_by


def territory(b: Block) -> None:
    """Control moves in each zone; nodes and roads open or shut by it."""
    _contest(b)
    _open(b)


def _contest(b: Block) -> None:
    s, p, x, now, weeks = b.state, b.p, b.axes, b.now, b.step.weeks
    terms = p.territory
    strength = rules.contest_strength(
        rules.gang_effort(
            s.fighters,
            total_by(s.fighters, x.moves.reach),
            terms.spill,
            now.confronts_here,
            terms.low_profile_effort,
        )
        * now.lethality[x.foothold_gang],
        terms.contest_exponent,
    )
    gangs_strength = total_by(strength, x.footholds_of_zone)
    state_strength = rules.contest_strength(
        rules.state_effort(now.force, total_by(now.force, x.zone_neighbours), terms.spill),
        terms.contest_exponent,
    )
    outcome = rules.state_share(s.resting_weight, state_strength, gangs_strength, s.state_control)
    hold = s.weeks_dense >= terms.hold_weeks
    before = 1.0 - s.state_control
    s.state_control = rules.state_control(
        s.state_control, outcome, terms.inertia_per_week, terms.state_gain, hold, weeks
    )
    s.gang_control = rules.gang_control(
        s.gang_control,
        before[x.foothold_zone],
        strength,
        gangs_strength[x.foothold_zone],
        (1.0 - s.state_control)[x.foothold_zone],
        terms.inertia_per_week,
        weeks,
    )
    s.weeks_held = rules.weeks_lasting(s.weeks_held, s.state_control >= terms.held_control, weeks)


def _open(b: Block) -> None:
    """Nodes and main roads, from the ground and from who attacks there."""
    s, p, x, now = b.state, b.p, b.axes, b.now
    terms = p.territory
    attacked = total_by(
        np.where(s.joined[x.foothold_gang], now.share_of_zone, 0.0), x.footholds_of_zone
    )

    def works(node: str, threshold: Any, attack: np.ndarray, default: bool) -> np.ndarray:
        open_ = [
            infrastructure.node_open(
                s.state_control[zone],
                np.max(s.state_control[_next_to(b, zone)], axis=0),
                threshold,
                attack[zone],
                terms.attacked_max,
            )
            for zone in x.node_zones[node]
        ]
        return np.any(open_, axis=0) if open_ else np.full(b.runs, default)

    s.port_open = works("port", terms.node_open_control, attacked, default=False)
    s.airport_held = works(
        "airport", terms.airport_open_control, np.zeros_like(attacked), default=True
    )  # attacks shut it by the shock of a closure
    s.fuel_open = works("fuel_terminal", terms.fuel_open_control, attacked, default=True)
    a, z = np.array(x.road_ends, dtype=np.intp).reshape(-1, 2).T
    open_ = infrastructure.road_open(
        s.state_control[a],
        s.state_control[z],
        terms.node_open_control,
        np.maximum(attacked[a], attacked[z]),
        terms.attacked_max,
    )
    now.roads = np.asarray(open_).astype(np.int64)
    s.roads_open = total_by(now.roads, x.roads_of_zone)


def _next_to(b: Block, zone: int) -> np.ndarray:
    """Zones next to one; an island stands for itself."""
    neighbours = b.axes.zone_neighbours[zone]
    return neighbours if len(neighbours) else np.array([zone])
