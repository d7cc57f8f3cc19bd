"""Batch phase of territory and infrastructure: the contest, hold, and what control opens."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.engines.batch.posture import of_posture
from msssim.rules import infrastructure
from msssim.rules import territory as rules
from msssim.rules.infrastructure import AIRPORT, FUEL_TERMINAL, PORT, NodeKind
from msssim.world.sums import total_by


def territory(b: Block) -> None:
    """Control moves in each zone; nodes and roads open or shut by it."""
    _contest(b)
    _open(b)


def _contest(b: Block) -> None:
    """Control moves towards what forces in and around each zone win."""
    s, x, now, terms, weeks = b.state, b.axes, b.now, b.p.territory, b.step.weeks
    zone = x.foothold_zone
    effort = rules.gang_effort(
        s.fighters,
        terms,
        neighbouring=total_by(s.fighters, x.moves.reach),
        activity=of_posture(b, lambda kind: kind.effort(terms))[x.foothold_gang],
    )
    strength = rules.contest_strength(effort * now.lethality[x.foothold_gang], terms)
    gangs_strength = total_by(strength, x.footholds_of_zone)
    force = rules.state_effort(
        now.force, terms, neighbouring=total_by(now.force, x.zone_neighbours)
    )
    outcome = rules.state_share(
        s.resting_weight,
        state_strength=rules.contest_strength(force, terms),
        gang_strength=gangs_strength,
        present=s.state_control,
    )
    held_before = 1.0 - s.state_control
    s.state_control = rules.state_control(
        s.state_control, terms, outcome=outcome, weeks_dense=s.weeks_dense, weeks=weeks
    )
    s.gang_control = rules.gang_control(
        s.gang_control,
        terms,
        held_before=held_before[zone],
        held_after=(1.0 - s.state_control)[zone],
        strength=strength,
        gangs_strength=gangs_strength[zone],
        weeks=weeks,
    )
    s.weeks_held = rules.weeks_lasting(s.weeks_held, s.state_control >= terms.held_control, weeks)


def _open(b: Block) -> None:
    """Nodes and main roads, from the ground and from who attacks there."""
    s, x, now = b.state, b.axes, b.now
    attacked = total_by(
        np.where(s.joined[x.foothold_gang], now.share_of_zone, 0.0), x.footholds_of_zone
    )
    s.port_open = _works(b, PORT, attacked)
    s.airport_held = _works(b, AIRPORT, attacked)
    s.fuel_open = _works(b, FUEL_TERMINAL, attacked)
    start, end = np.array(x.road_ends, dtype=np.intp).reshape(-1, 2).T
    open_ = infrastructure.road_open(
        s.state_control[start],
        s.state_control[end],
        b.p.territory,
        attacked=np.maximum(attacked[start], attacked[end]),
    )
    now.road_open = np.asarray(open_).astype(np.int64)
    s.roads_open = total_by(now.road_open, x.roads_of_zone)


def _works(b: Block, node: NodeKind, attacked: np.ndarray) -> np.ndarray:
    """Whether a kind of node works anywhere, ``(run,)``."""
    control, near = b.state.state_control, b.axes.zone_neighbours
    works = np.full(b.runs, node.default and not b.axes.node_zones[node.name])
    for zone in b.axes.node_zones[node.name]:
        around = near[zone] if len(near[zone]) else [zone]  # an island stands for itself
        works = works | infrastructure.node_open(
            node,
            b.p.territory,
            control=control[zone],
            best_neighbour=control[around].max(axis=0),
            attacked=attacked[zone],
        )
    return works
