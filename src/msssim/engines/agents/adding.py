"""Sums over agents in the order in which they are given.

Floating-point addition is not associative, so agents are added one after the other, by name;
Python's own ``sum`` compensates for rounding (since 3.12) and would end a bit elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Number = TypeVar("Number", int, float)


def add_up(amounts: Iterable[Number]) -> Number:
    """Running sum from zero; 0 when there is nothing to add."""
    result: Number = 0
    for amount in amounts:
        result += amount
    return result
