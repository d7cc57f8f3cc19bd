"""Boxes: regions of the parameters in which a condition holds often, found by PRIM.

The patient rule induction method (Friedman & Fisher 1999, as Bryant & Lempert 2010 use it for
scenario discovery) starts with all cases and peels off, again and again, the twentieth whose loss
raises the share that meets the condition most. Each step is a box: early ones cover much, late ones
are dense. The peeling is that of the EMA Workbench.

What a search can always do is trim a box by chance. So each limit has a quasi-p-value: how likely
the box would be at least so dense if lifting that limit alone made no difference. The runs of a
point share its parameters, so they count for fewer in it than they are. Limits above 0.05 are
lifted, the least certain first, until none is left.
"""

# ruff: noqa: PLC0415  (what the extra brings is imported when it is known to be there)
from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from msssim.analysis.discovery.cases import Cases
from msssim.analysis.discovery.shares import effective_number
from msssim.errors import InputError

PEELED = 0.05
SMALLEST = 0.05
"""Share of the cases that a peel takes, and that a box holds at least."""

FALSE_ALARM = 0.05
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
    """A region, and how it does on the cases in which it was found.

    Attributes
    ----------
    number
        Its place among PRIM's steps; 0 is everything.
    limits
        The surest first.
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
        """The parameters that it limits, each once, the surest first."""
        return list(dict.fromkeys(limit.path for limit in self.limits))


def require_extra() -> None:
    """Refuse if what the extra brings is not installed.

    Raises
    ------
    InputError
        Saying what to install.
    """
    if not all(find_spec(name) for name in NEEDED):
        raise InputError("scenario discovery needs: pip install 'msssim[discovery]'")


def find_boxes(cases: Cases) -> list[Box]:
    """Return the boxes of a peeling, from everything to the densest, each once."""
    boxes: dict[tuple[Any, ...], Box] = {}
    for number, limits in enumerate(_peeled(cases)):
        sure = _sure_limits(cases, limits)
        boxes.setdefault(
            tuple((limit.path, limit.side, limit.value) for limit in sure),
            _box(cases, number, sure),
        )
    return list(boxes.values())


def choose(boxes: Sequence[Box]) -> Box | None:
    """Return the densest box that covers half of what is sought; None if no box has a limit."""
    wide = [box for box in boxes if box.limits and box.coverage >= LEAST_COVERAGE]
    return max(wide, key=lambda box: (box.density, box.coverage), default=None)


def quasi_p(cases: Cases, limits: Sequence[Limit], tested: Limit) -> float:
    """Return how likely so dense a box is if lifting one of its limits made no difference.

    Bryant & Lempert's one-sided binomial test, in which the runs count for their effective number
    over points, see :func:`effective_number`; with one run a point that is their number. The lucks
    are the same inside the box and outside.
    """
    inside = _inside(cases.parameters, limits)
    wider = _inside(cases.parameters, [limit for limit in limits if limit != tested])
    number = effective_number(cases.hit, inside, (cases.point,))
    met = round(float(cases.hit[inside].mean()) * number)
    expected = float(cases.hit[wider].mean())
    return float(binomtest(met, number, expected, alternative="greater").pvalue)


def _sure_limits(cases: Cases, limits: list[Limit]) -> tuple[Limit, ...]:
    """Lift the least certain limit until each of the rest has a quasi-p of 0.05 at most."""
    while True:
        tested = [replace(each, quasi_p=quasi_p(cases, limits, each)) for each in limits]
        tested.sort(key=lambda limit: limit.quasi_p)
        if not tested or tested[-1].quasi_p <= FALSE_ALARM:
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
    """Return the ends of a box that lie within those of the cases."""
    return [
        Limit(str(path), side, float(box[path][place]))
        for path in box
        for place, side in enumerate(SIDES)
        if box[path][place] != everything[path][place]
    ]
