"""Types and codes that rules and engines share.

A rule takes a scalar for one agent or an array for all agents of all runs; the aliases say which
quantities are whole and which are not.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Real: TypeAlias = "float | NDArray[np.floating[Any]]"
"""A real quantity, scalar or array."""

Count: TypeAlias = "int | NDArray[np.signedinteger[Any]]"
"""A whole number of persons, vehicles, events or dollars, scalar or array."""

Flag: TypeAlias = "bool | NDArray[np.bool_]"
"""Yes or no, scalar or array."""

Array: TypeAlias = NDArray[Any]

Parameters: TypeAlias = Any
"""A section of parameters: a scenario's own, or its mirror with one value for each run."""


CORRIDORS = ("north", "south", "east", "artibonite")
"""The ways out of the capital, and through the Artibonite."""


class Posture(IntEnum):
    """What a gang does; all that follows from it is in :mod:`msssim.rules.postures`."""

    label: str
    """What it is, as in "a share of gang-weeks in confrontation"."""
    plural: str
    """What gangs in it do, as in "gangs that confront"."""

    CONFRONT = 0, "confrontation", "confront"
    LOW_PROFILE = 1, "a low profile", "keep a low profile"
    RELOCATE = 2, "relocation", "relocate"

    def __new__(cls, code: int, label: str = "", plural: str = "") -> Posture:
        """Make a member of its code and its words."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.label, member.plural = label, plural
        return member


class LegalStatus(IntEnum):
    """Where a deployment stands in the contributor's courts."""

    CLEAR = 0
    PENDING = 1
    INTERIM_ORDER = 2
    BARRED = 3
    BARRED_FOR_GOOD = 4


class Ballot(IntEnum):
    """How a member of the Council votes."""

    NO = -1
    ABSTAIN = 0
    YES = 1


class Vote(IntEnum):
    """How a decision on the mandate ended."""

    LAPSE = 0
    ROLLOVER = 1
    RENEWAL = 2
