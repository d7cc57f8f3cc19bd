"""Sums over entities in one fixed order.

Floating-point addition is not associative, and NumPy chooses its order by the shape of the array (a
run axis of length one is summed pairwise, a longer one row by row). The engines must agree to the
last bit whatever the number of runs in a block, so entities are added one after the other, always.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar, overload

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from msssim.world.kinds import Array

Indices = NDArray[np.intp]
Number = TypeVar("Number", int, float)


class Groups(Sequence[Indices]):
    """Which rows belong to each group: a list of index arrays, and the sparse matrix of ones.

    Parameters
    ----------
    members
        Rows of each group, in the order in which they are added up.
    rows
        Number of rows that there are.
    """

    def __init__(self, members: Iterable[Indices], rows: int) -> None:
        self._members = list(members)
        starts = np.cumsum([0, *(len(indices) for indices in self._members)])
        places = np.concatenate([np.empty(0, dtype=np.intp), *self._members])
        self._incidence = {
            np.dtype(kind): sparse.csr_array(
                (np.ones(places.size, dtype=kind), places, starts), shape=(len(self), rows)
            )
            for kind in (np.float64, np.int64)
        }

    @overload
    def __getitem__(self, group: int) -> Indices: ...
    @overload
    def __getitem__(self, group: slice) -> list[Indices]: ...
    def __getitem__(self, group: int | slice) -> Indices | list[Indices]:
        """Rows of a group."""
        return self._members[group]

    def __len__(self) -> int:
        return len(self._members)

    def __iter__(self) -> Iterator[Indices]:
        return iter(self._members)

    def sum_rows(self, rows: Array) -> Array:
        """Sum rows group by group; shape ``(row, run)`` to ``(group, run)``.

        SciPy multiplies a CSR matrix with a block of rows by adding row after row to the result, in
        the order in which the matrix names them; and a product with one is exact.
        """
        summed: Array = self._incidence[rows.dtype] @ rows
        return summed


def ordered_sum(amounts: Iterable[Number]) -> Number:
    """Running sum of numbers from zero; 0 when there is nothing to add."""
    result: Number = 0
    for amount in amounts:
        result += amount
    return result


def total(rows: Array) -> Array:
    """Sum over the first axis, row after row; shape ``(entity, run)`` to ``(run,)``."""
    if rows.ndim == 2 and rows.shape[1] > 1 and rows.flags.c_contiguous:
        # rows that lie one after the other are the one case in which NumPy adds them so
        summed: Array = rows.sum(axis=0, dtype=rows.dtype, initial=0)
        return summed
    result = np.zeros(rows.shape[1:], dtype=rows.dtype)
    for row in rows:
        result += row
    return result


def running_total(rows: Array) -> tuple[Array, Array]:
    """Sums of the rows before each row, and through it; both ``(entity, run)``."""
    through = np.add.accumulate(rows, axis=0)
    before = np.zeros_like(through)
    before[1:] = through[:-1]
    return before, through


def total_by(rows: Array, members: Groups) -> Array:
    """Sum rows group by group, each in the order given; shape ``(group, run)``."""
    return members.sum_rows(rows)


def groups(labels: Iterable[int], count: int) -> Groups:
    """Indices of the rows that carry each label 0..count-1; a negative label is in none."""
    found: list[list[int]] = [[] for _ in range(count)]
    rows = 0
    for index, label in enumerate(labels):
        rows = index + 1
        if label >= 0:
            found[label].append(index)
    return Groups((np.array(indices, dtype=np.intp) for indices in found), rows)
