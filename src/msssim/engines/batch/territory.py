"""Batch phase of territory and infrastructure: the contest, hold, and what control opens."""

from __future__ import annotations

from typing import Any

import numpy as np

from msssim.engines.batch.block import Block
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
    s, x, terms, zone, weeks = b.state, b.axes, b.p.territory, b.axes.foothold_zone, b.step.weeks
    activity = b.of_posture(lambda kind: kind.effort(terms))[x.foothold_gang]
    lethality = s.lethality[x.foothold_gang]
    of_state, strength = contest_strengths(b, activity=activity, lethality=lethality)
    gangs_strength = total_by(strength, x.footholds_of_zone)
    outcome = rules.state_share(
        s.resting_weight, state_strength=of_state,
        gang_strength=gangs_strength, present=s.state_control,
    )  # fmt: skip
    held_before = 1.0 - s.state_control
    s.state_control = rules.state_control(
        s.state_control, terms, outcome=outcome, weeks_dense=s.weeks_dense, weeks=weeks
    )
    s.gang_control = rules.gang_control(
        s.gang_control, terms, strength=strength, gangs_strength=gangs_strength[zone],
        held_before=held_before[zone], held_after=(1.0 - s.state_control)[zone], weeks=weeks,
    )  # fmt: skip
    s.weeks_held = rules.weeks_lasting(s.weeks_held, s.state_control >= terms.held_control, weeks)


def contest_strengths(b: Block, *, activity: Any, lethality: Any) -> tuple[np.ndarray, np.ndarray]:
    """Strength of the state in each zone's contest, and of each foothold."""
    s, x, terms = b.state, b.axes, b.p.territory
    effort = rules.gang_effort(
        s.fighters, terms, neighbouring=total_by(s.fighters, x.moves.reach), activity=activity
    )
    force = rules.state_effort(s.force, terms, neighbouring=total_by(s.force, x.zone_neighbours))
    of_gangs = rules.contest_strength(effort * lethality, terms)
    return rules.contest_strength(force, terms), of_gangs


def _open(b: Block) -> None:
    """Nodes and main roads, from the ground and from who attacks there."""
    s, x = b.state, b.axes
    attacking = np.where(s.joined[x.foothold_gang], s.share_of_zone, 0.0)
    attacked = total_by(attacking, x.footholds_of_zone)
    s.port_open = _works(b, PORT, attacked)
    s.airport_held = _works(b, AIRPORT, attacked)
    s.fuel_open = _works(b, FUEL_TERMINAL, attacked)
    open_roads(b, attacked)


def open_roads(b: Block, attacked: np.ndarray) -> None:
    """Main roads are open where neither end is lost nor under attack."""
    s, x, control = b.state, b.axes, b.state.state_control
    start, end = np.array(x.road_ends, dtype=np.intp).reshape(-1, 2).T
    most = np.maximum(attacked[start], attacked[end])
    open_ = infrastructure.road_open(control[start], control[end], b.p.territory, attacked=most)
    s.road_open = np.asarray(open_).astype(np.int64)
    s.roads_open = total_by(s.road_open, x.roads_of_zone)


def _works(b: Block, node: NodeKind, attacked: np.ndarray) -> np.ndarray:
    """Whether a kind of node works anywhere, ``(run,)``."""
    control, near = b.state.state_control, b.axes.zone_neighbours
    zones = b.axes.node_zones[node.name]
    works = np.full(b.runs, node.default and not zones)
    for zone in zones:
        around = near[zone] if len(near[zone]) else [zone]  # an island stands for itself
        works = works | infrastructure.node_open(
            node, b.p.territory, control=control[zone],
            best_neighbour=control[around].max(axis=0), attacked=attacked[zone],
        )  # fmt: skip
    return works
