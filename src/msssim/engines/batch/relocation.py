"""Batch phase of relocation: members move to neighbouring zones."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block, InRuns
from msssim.rules import relocation as rules
from msssim.rules.counts import binomial_count, systematic


def relocation(b: Block) -> None:
    """Members leave for neighbouring zones: driven by losses, or because the gang relocates.

    Few footholds lose anybody in a step, so only those where somebody may leave are worked through.
    """
    s, x = b.state, b.axes
    lost = s.gang_killed + s.gang_arrested
    moves = b.of_posture(lambda kind: kind.moves)[x.foothold_gang]
    relocates = moves & (s.best_move > s.staying)
    may_leave = (s.fighters > 0) & ((lost > 0) | relocates) & np.isfinite(s.best_move)
    here = may_leave.nonzero()
    fighters, uniform = s.fighters[here], b.streams.of("foothold.moved")[here]
    leaves = rules.leaving_chance(
        lost[here], InRuns(b.p.gangs, here[1]), fighters=fighters, relocates=relocates[here],
        weeks=b.step.weeks,
    )  # fmt: skip
    s.moved = np.zeros_like(s.fighters)
    s.moved[here] = binomial_count(uniform, fighters, leaves)
    s.fighters = s.fighters - s.moved + _arrivals(b, s.moved)


def _arrivals(b: Block, moved: np.ndarray) -> np.ndarray:
    """Members who arrive in each foothold: movers are spread by the weights of where they can go.

    Where they come from is worked through choice by choice: all first choices, all second ones.
    """
    s, x = b.state, b.axes
    foothold, run = moved.nonzero()
    movers = moved[foothold, run]
    choices = []
    everything = np.zeros(movers.shape)
    for pair_of in x.moves.choice_of:
        able = (pair_of[foothold] >= 0).nonzero()[0]  # those who have a choice of this rank
        pair = pair_of[foothold[able]]
        weight = rules.destination_weight(
            s.moving[pair, run[able]],
            s.best_move[foothold[able], run[able]],
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
