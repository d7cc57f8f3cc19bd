"""Names beside dots: each where it covers neither a dot nor another name, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from msssim.views.layout import size_inches
from msssim.views.style import PAPER
from msssim.views.text import width_inches

HEIGHT = 0.15
"""Inches that a line of small text takes."""

PADDING = 0.03
DOT = 0.05
"""Half the side of the square that a dot keeps free, in inches."""

DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
NEAR, FAR = (0.07,), (0.07, 0.16, 0.28, 0.42, 0.6, 0.8, 1.05, 1.3)
"""How far from its dot a name may stand, in inches: one that can be left out, one that cannot."""


@dataclass(frozen=True)
class Name:
    """What is written beside a dot; ``x`` and ``y`` are of the dot, in units of the axes."""

    text: str
    x: float
    y: float
    needed: bool
    colour: str
    weight: str = "normal"


@dataclass(frozen=True)
class Box:
    """A rectangle in inches, from the lower left corner of the axes."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def within(self, other: Box) -> bool:
        """Whether it lies wholly inside the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.bottom <= self.bottom
            and self.top <= other.top
        )

    def away(self, place: tuple[float, float]) -> float:
        """How far a place is from it, in inches."""
        across = max(self.left - place[0], 0.0, place[0] - self.right)
        up = max(self.bottom - place[1], 0.0, place[1] - self.top)
        return float(np.hypot(across, up))


def write_names(axes: Axes, names: Sequence[Name], size: float) -> None:
    """Write names beside their dots, the needed ones first, with a thin line to one that is far.

    A name that is not needed is left out where there is no room beside its dot; a needed one for
    which there is no room at all is written where it covers least. The limits of the axes must be
    set.
    """
    frame = size_inches(axes)
    dots = _in_inches(axes, names, frame)
    room = place_names(
        [width_inches(name.text, size, name.weight) for name in names],
        dots,
        [name.needed for name in names],
        frame,
    )
    for name, dot, box in zip(names, dots, room, strict=True):
        if box is None:
            continue
        middle = (box.bottom + box.top) / 2
        start = (box.left + PADDING) / frame[0], middle / frame[1]
        axes.text(
            *start,
            name.text,
            transform=axes.transAxes,
            size=size,
            weight=name.weight,
            color=name.colour,
            va="center",
            zorder=2.5,
            bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.7, "pad": 0.5},
        )
        edge = float(np.clip(dot[0], box.left, box.right)), middle
        if np.hypot(edge[0] - dot[0], edge[1] - dot[1]) > 2 * NEAR[0] + HEIGHT / 2:
            axes.plot(
                [dot[0] / frame[0], edge[0] / frame[0]],
                [dot[1] / frame[1], edge[1] / frame[1]],
                transform=axes.transAxes,
                color=name.colour,
                lw=0.5,
                zorder=2.4,
            )


def place_names(
    widths: Sequence[float],
    dots: Sequence[tuple[float, float]],
    needed: Sequence[bool],
    frame: tuple[float, float],
) -> list[Box | None]:
    """Return where each name goes, all in inches; None where there is no room for it.

    Dots that stand alone come first: they have room beside them, which others leave to them. A name
    goes where fewest other dots are nearer to it than its own.
    """
    page = Box(0.0, 0.0, *frame)
    taken = [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in dots]
    placed: list[Box | None] = [None] * len(dots)
    alone = _distance_to_nearest(dots)
    for one in sorted(range(len(dots)), key=lambda one: (not needed[one], -alone[one])):
        around = [
            _beside(dots[one], widths[one], direction, distance)
            for distance in (FAR if needed[one] else NEAR)
            for direction in DIRECTIONS
        ]
        inside = [box for box in around if box.within(page)]
        free = [box for box in inside if not any(map(box.meets, taken))]
        if not free and not needed[one]:
            continue
        box = _best(free or inside or around, dots, dots[one], taken)
        placed[one] = box
        taken.append(box)
    return placed


def _best(
    boxes: list[Box],
    dots: Sequence[tuple[float, float]],
    own: tuple[float, float],
    taken: list[Box],
) -> Box:
    """Return the box that covers least, and of these the one that is least taken for another's."""

    def blame(box: Box) -> tuple[int, int]:
        covered = sum(map(box.meets, taken))
        return covered, sum(box.away(dot) < box.away(own) for dot in dots)

    return min(boxes, key=blame)


def _distance_to_nearest(dots: Sequence[tuple[float, float]]) -> np.ndarray:
    places = np.array(dots, dtype=float).reshape(-1, 2)
    apart = np.linalg.norm(places[:, None] - places[None], axis=-1)
    np.fill_diagonal(apart, np.inf)
    nearest: np.ndarray = apart.min(axis=1, initial=np.inf)
    return nearest


def _beside(
    dot: tuple[float, float], width: float, direction: tuple[int, int], distance: float
) -> Box:
    across, up = direction
    width += 2 * PADDING
    left = dot[0] + (distance if across > 0 else -distance - width if across < 0 else -width / 2)
    bottom = dot[1] + (distance if up > 0 else -distance - HEIGHT if up < 0 else -HEIGHT / 2)
    return Box(left, bottom, left + width, bottom + HEIGHT)


def _in_inches(
    axes: Axes, names: Sequence[Name], frame: tuple[float, float]
) -> list[tuple[float, float]]:
    places = [(name.x, name.y) for name in names]
    shares = axes.transAxes.inverted().transform(axes.transData.transform(places))
    return [(float(x) * frame[0], float(y) * frame[1]) for x, y in shares]
