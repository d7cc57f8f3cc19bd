"""Batch phase of relocation: members move to neighbouring zones."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block, InRuns
from msssim.engines.batch.posture import of_posture
from msssim.rules import relocation as rules
from msssim.rules.counts import binomial_count, systematic


def relocation(b: Block) -> None:
    """Members leave for neighbouring zones: driven by losses, or because the gang relocates.

    Few footholds lose anybody in a step, so only those where somebody may leave are worked through:
    ``foothold`` and ``run`` say where that is.
    """
    s, x, now = b.state, b.axes, b.now
    lost = now.gang_killed + now.gang_arrested
    moves = of_posture(b, lambda kind: kind.moves)[x.foothold_gang]
    relocates = moves & (now.best_move > now.staying)
    may_leave = (s.fighters > 0) & ((lost > 0) | relocates) & np.isfinite(now.best_move)
    foothold, run = may_leave.nonzero()
    leaves = rules.leaving_chance(
        lost[foothold, run],
        InRuns(b.p.gangs, run),
        fighters=s.fighters[foothold, run],
        relocates=relocates[foothold, run],
        weeks=b.step.weeks,
    )
    now.moved = np.zeros_like(s.fighters)
    now.moved[foothold, run] = binomial_count(
        b.streams.of("foothold.moved")[foothold, run], s.fighters[foothold, run], leaves
    )
    s.fighters = s.fighters - now.moved + _arrivals(b, now.moved)


def _arrivals(b: Block, moved: np.ndarray) -> np.ndarray:
    """Members who arrive in each foothold: movers are spread by the weights of where they can go.

    Where they come from is worked through choice by choice: all first choices, all second ones.
    """
    x, now = b.axes, b.now
    foothold, run = moved.nonzero()
    movers = moved[foothold, run]
    choices = []
    everything = np.zeros(movers.shape)
    for pair_of in x.moves.choice_of:
        able = (pair_of[foothold] >= 0).nonzero()[0]  # those who have a choice of this rank
        pair = pair_of[foothold[able]]
        weight = rules.destination_weight(
            now.moving[pair, run[able]],
            now.best_move[foothold[able], run[able]],
            InRuns(b.p.gangs, run[able]),
        )
        everything[able] += weight
        choices.append((able, x.moves.there[pair], weight))
    shift = b.streams.of("foothold.destination")[foothold, run]
    before = np.zeros(movers.shape)
    arriving = np.zeros_like(moved)
    for able, there, weight in choices:
        through = before[able] + weight
        part = systematic(
            movers[able], before[able] / everything[able], through / everything[able], shift[able]
        )
        np.add.at(arriving, (there, run[able]), part)
        before[able] = through
    return arriving
