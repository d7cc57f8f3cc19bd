"""Trials: worlds that are made of a scenario, and what must hold of what they come to.

:mod:`~msssim.testing.extremes` makes one world each, :mod:`~msssim.testing.relations` two that are
played under the same luck.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from msssim.scenario import Scenario
from msssim.testing.moments import Held


@dataclass(frozen=True)
class Trial:
    """Something that must hold of worlds made of any scenario.

    Attributes
    ----------
    name, sentence
        What it is called, and what it says.
    source
        The section of docs/ODD.md that it comes from.
    worlds
        Makes the worlds of a scenario.
    holds
        Takes the outcomes of each world, see :mod:`msssim.testing.totals`, in the same order.
    of_a_mission
        Whether it says something of scenarios with a mission only.
    """

    name: str
    sentence: str
    source: str
    worlds: Callable[[Scenario], tuple[Scenario, ...]]
    holds: Callable[..., Held]
    of_a_mission: bool = True
