"""Sums over entities in one fixed order.

Floating-point addition is not associative, and NumPy chooses its order by the shape of the array (a
run axis of length one is summed pairwise, a longer one row by row). The engines must agree to the
last bit whatever the number of runs in a block, so entities are added one after the other, always.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from msssim.world.kinds import Array


def total(rows: Array) -> Array:
    """Sum over the first axis, row after row; shape ``(entity, run)`` to ``(run,)``."""
    result = np.zeros(rows.shape[1:], dtype=rows.dtype)
    for row in rows:
        result += row
    return result


def total_by(rows: Array, members: Sequence[NDArray[np.intp]]) -> Array:
    """Sum rows group by group, each in the order given; shape ``(group, run)``."""
    result = np.zeros((len(members), *rows.shape[1:]), dtype=rows.dtype)
    for group, indices in enumerate(members):
        for index in indices:
            result[group] += rows[index]
    return result


def groups(labels: Iterable[int], count: int) -> list[NDArray[np.intp]]:
    """Indices of the rows that carry each label 0..count-1; a negative label is in none."""
    found: list[list[int]] = [[] for _ in range(count)]
    for index, label in enumerate(labels):
        if label >= 0:
            found[label].append(index)
    return [np.array(indices, dtype=np.intp) for indices in found]
