"""PRIM: boxes of the parameters in which a condition holds often.

The patient rule induction method (Friedman & Fisher 1999, as Bryant & Lempert 2010 use it for
scenario discovery) starts with all cases and in each step peels off the twentieth whose removal
raises the density most. Each step is a box: early ones have high coverage, late ones high density.
The peeling is that of the EMA Workbench.

A search can always trim a box by chance. So each limit has a quasi-p-value: the probability of a
box at least as dense if removing that limit made no difference. It uses the effective number of
runs, since those of a point are not independent. Limits with a quasi-p-value above 0.05 are
removed, the least significant first.
"""

# ruff: noqa: PLC0415  (what the extra brings is imported when it is known to be there)
from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from msssim.analysis.discovery.cases import Cases
from msssim.analysis.discovery.shares import effective_number

PEELED = 0.05
SMALLEST = 0.05
"""Share of the cases that a peel removes, and that a box contains at least."""

SIGNIFICANCE = 0.05
LEAST_COVERAGE = 0.5
NEEDED = ("ema_workbench", "sklearn")
SIDES: tuple[Literal["above", "below"], ...] = ("above", "below")


@dataclass(frozen=True)
class Limit:
    """One end of a box along a parameter, ``above`` or ``below`` a value, with its quasi-p."""

    path: str
    side: Literal["above", "below"]
    value: float
    quasi_p: float = 1.0

    def holds(self, parameters: pd.DataFrame) -> np.ndarray:
        """Return which rows lie on this side of it."""
        values = parameters[self.path].to_numpy()
        return values >= self.value if self.side == "above" else values <= self.value


@dataclass(frozen=True)
class Box:
    """A region, and its measures on the cases in which it was found.

    Attributes
    ----------
    number
        Its place among PRIM's steps; 0 is the box of all cases.
    limits
        The most significant first.
    coverage
        Share of the runs that meet the condition that lie in it.
    density
        Share of its runs that meet the condition.
    mass
        Share of all runs that lie in it.
    """

    number: int
    limits: tuple[Limit, ...]
    coverage: float
    density: float
    mass: float

    def holds(self, parameters: pd.DataFrame) -> np.ndarray:
        """Return which rows lie in it, (row,)."""
        return _inside(parameters, self.limits)

    @property
    def paths(self) -> list[str]:
        """The parameters that it limits, each once, the most significant first."""
        return list(dict.fromkeys(limit.path for limit in self.limits))


def find_boxes(cases: Cases) -> list[Box]:
    """Return the boxes of a peeling, from the box of all cases to the densest, each once."""
    boxes: dict[tuple[Any, ...], Box] = {}
    for number, limits in enumerate(_peeled(cases)):
        kept = _significant(cases, limits)
        key = tuple((limit.path, limit.side, limit.value) for limit in kept)
        boxes.setdefault(key, _box(cases, number, kept))
    return list(boxes.values())


def choose(boxes: Sequence[Box]) -> Box | None:
    """Return the densest box with a coverage of a half; None if no box has a limit."""
    wide = [box for box in boxes if box.limits and box.coverage >= LEAST_COVERAGE]
    return max(wide, key=lambda box: (box.density, box.coverage), default=None)


def quasi_p(cases: Cases, limits: Sequence[Limit], tested: Limit) -> float:
    """Return the quasi-p-value of a limit: how likely so dense a box is if it made no difference.

    Bryant & Lempert's one-sided binomial test with the effective number of runs, see
    :func:`effective_number`, clustered by point alone: run numbers are the same inside the box and
    outside. With one run a point it is the number of runs.
    """
    inside = _inside(cases.parameters, limits)
    wider = _inside(cases.parameters, [limit for limit in limits if limit != tested])
    number = effective_number(cases.hit, inside, (cases.point,))
    met = round(float(cases.hit[inside].mean()) * number)
    expected = float(cases.hit[wider].mean())
    return float(binomtest(met, number, expected, alternative="greater").pvalue)


def _significant(cases: Cases, limits: list[Limit]) -> tuple[Limit, ...]:
    """Remove the least significant limit until each of the rest has a quasi-p of 0.05 at most."""
    while True:
        tested = [replace(each, quasi_p=quasi_p(cases, limits, each)) for each in limits]
        tested.sort(key=lambda limit: limit.quasi_p)
        if not tested or tested[-1].quasi_p <= SIGNIFICANCE:
            return tuple(tested)
        limits = tested[:-1]


def _box(cases: Cases, number: int, limits: tuple[Limit, ...]) -> Box:
    inside = _inside(cases.parameters, limits)
    found = (inside & cases.hit).sum()
    return Box(
        number,
        limits,
        coverage=float(found / cases.hit.sum()),
        density=float(found / inside.sum()),
        mass=float(inside.mean()),
    )


def _inside(parameters: pd.DataFrame, limits: Sequence[Limit]) -> np.ndarray:
    inside = np.ones(len(parameters), dtype=bool)
    for limit in limits:
        inside &= limit.holds(parameters)
    return inside


def _peeled(cases: Cases) -> list[list[Limit]]:
    """Return the limits of each step of the peeling and pasting, by the EMA Workbench."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ipyparallel not installed")
        warnings.filterwarnings("ignore", "altair based interactive", ImportWarning)
        warnings.filterwarnings("ignore", "The inplace keyword")
        from ema_workbench.analysis.prim import Prim

        search = Prim(
            cases.parameters.astype(float),  # it breaks on whole numbers
            cases.hit.astype(int),
            threshold=1e-9,  # no step is passed over for being too thin
            peel_alpha=PEELED,
            mass_min=SMALLEST,
        )
        found = search.find_box()
    everything = search.box_init
    return [_limits(box, everything) for box in found.box_lims]


def _limits(box: pd.DataFrame, everything: pd.DataFrame) -> list[Limit]:
    """Return the limits of a box that exclude some of the cases."""
    return [
        Limit(str(path), side, float(box[path][place]))
        for path in box
        for place, side in enumerate(SIDES)
        if box[path][place] != everything[path][place]
    ]
