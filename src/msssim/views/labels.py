"""Where names go on a map: beside their points, over no other name and over no mark.

Greedy: the names with least room around them choose first, each the cheapest of some places around
its point. Lengths are in points of type, 72 to the inch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DISTANCES = (2.0, 5.0, 8.0, 11.0, 15.0, 20.0, 28.0, 40.0, 55.0)
ANGLES = np.deg2rad([0, 180, 30, 330, 150, 210, 90, 270, 60, 300, 120, 240])
LED = 18.0
OUTSIDE, OVER_NAME, OVER_MARK, OVER_ROAD, FURTHER, LATER = 1e6, 1e4, 1e3, 4.0, 6.0, 1.0
"""Costs of a place: beyond the edge, over a name, over a mark, over a sample of a road, a point of
type further off, a later angle."""


@dataclass(frozen=True)
class Label:
    """Where a name stands: the middle of its box, and whether a line must lead to it."""

    middle: tuple[float, float]
    led: bool


def place_labels(
    points: np.ndarray,
    sizes: np.ndarray,
    room: tuple[float, float],
    marks: np.ndarray,
    roads: np.ndarray,
) -> list[Label]:
    """Return a place for each name.

    Parameters
    ----------
    points, sizes
        Where the named things are, and width and height of their names; shape (name, 2).
    room
        Width and height of what there is, from (0, 0).
    marks
        Boxes that names keep off: west, south, east, north; shape (mark, 4).
    roads
        Samples along lines that names rather keep off, shape (sample, 2).
    """
    crowd = [np.sort(np.hypot(*(points - point).T))[1:4].sum() for point in points]
    boxes = np.empty((0, 4))
    placed: dict[int, Label] = {}
    for name in np.argsort(crowd, kind="stable"):
        middles, costs = _candidates(points[name], sizes[name])
        candidates = np.hstack([middles - sizes[name] / 2, middles + sizes[name] / 2])
        costs += OUTSIDE * _beyond(candidates, room)
        costs += OVER_NAME * _overlaps(candidates, boxes)
        costs += OVER_MARK * _overlaps(candidates, marks)
        costs += OVER_ROAD * _covered(candidates, roads)
        best = int(np.argmin(costs))
        boxes = np.vstack([boxes, candidates[best]])
        x, y = middles[best]
        led = DISTANCES[best // len(ANGLES)] > LED
        placed[int(name)] = Label((float(x), float(y)), led)
    return [placed[name] for name in range(len(points))]


def _candidates(point: np.ndarray, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return middles of boxes around the point, from near to far, and what each costs."""
    way = np.column_stack([np.cos(ANGLES), np.sin(ANGLES)])
    middles = [point + distance * way + way * size / 2 for distance in DISTANCES]
    costs = [FURTHER * distance + LATER * np.arange(len(ANGLES)) for distance in DISTANCES]
    return np.vstack(middles), np.concatenate(costs)


def _beyond(boxes: np.ndarray, room: Sequence[float]) -> np.ndarray:
    over = np.maximum(-boxes[:, :2], 0) + np.maximum(boxes[:, 2:] - np.asarray(room), 0)
    beyond: np.ndarray = over.sum(axis=1)
    return beyond


def _overlaps(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return how many of the others each box overlaps."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    overlaps: np.ndarray = (high > low).all(axis=2).sum(axis=1)
    return overlaps


def _covered(boxes: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Return how many of the points lie in each box."""
    inside = (points[None] >= boxes[:, None, :2]) & (points[None] <= boxes[:, None, 2:])
    covered: np.ndarray = inside.all(axis=2).sum(axis=1)
    return covered
