"""Where members of a gang can move: pairs of footholds, in the order of choices.

A foothold's choices are those of the same gang in neighbouring zones, in order of their names. All
first choices come first, then all second ones, so that a choice of every foothold is one slice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from msssim.rules.relocation import TOLLS
from msssim.world.kinds import Parameters
from msssim.world.sums import Groups

Indices = NDArray[np.intp]

WAYS = tuple(TOLLS)
"""Kinds of ways between zones."""


@dataclass(frozen=True)
class Moves:
    """Pairs of footholds between which members can move."""

    reach: Groups
    """For each foothold, those within its reach."""
    here: Indices
    """For each pair, from where,"""
    there: Indices
    """where to,"""
    way: Indices
    """and the kind of the way, as a place in ``WAYS``."""
    choices: list[slice]
    """Pairs that are their foothold's first, second ... choice."""
    choice_of: Indices
    """The pair that is each foothold's first, second ... choice, ``(choice, foothold)``; -1 without
    one."""

    def tolls(self, gangs: Parameters) -> NDArray[np.float64]:
        """Toll of the way of each pair, ``(pair, run)`` or ``(pair, 1)``."""
        tolls = np.broadcast_arrays(*(np.atleast_1d(toll(gangs)) for toll in TOLLS.values()))
        return np.stack(tolls)[self.way]


def moves_of(gang: Sequence[int], zone: Sequence[int], near: Sequence[Mapping[int, str]]) -> Moves:
    """Index the moves of footholds.

    Parameters
    ----------
    gang, zone
        Whose and where each foothold is.
    near
        For each zone, its neighbours and the kind of the way to each.
    """
    at = {place: foothold for foothold, place in enumerate(zip(gang, zone, strict=True))}
    reach = [
        [
            (at[who, there], near[where][there])
            for there in sorted(near[where])
            if (who, there) in at
        ]
        for who, where in zip(gang, zone, strict=True)
    ]
    most = max(map(len, reach), default=0)
    pairs: list[tuple[int, int, int]] = []
    choices = []
    choice_of = np.full((most, len(reach)), -1, dtype=np.intp)
    for choice in range(most):
        first = len(pairs)
        for here, found in enumerate(reach):
            if choice < len(found):
                there, way = found[choice]
                choice_of[choice, here] = len(pairs)
                pairs.append((here, there, WAYS.index(way)))
        choices.append(slice(first, len(pairs)))
    here, there, way = np.array(pairs, dtype=np.intp).reshape(-1, 3).T
    return Moves(
        reach=Groups(
            (np.array([there for there, _ in found], dtype=np.intp) for found in reach), len(reach)
        ),
        here=here,
        there=there,
        way=way,
        choices=choices,
        choice_of=choice_of,
    )
