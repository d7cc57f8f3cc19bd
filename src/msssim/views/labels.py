"""Where names go on a map: beside their points, over no other name and over no point.

Greedy: the names with least room around them choose first, each the cheapest of some places around
its point. Lengths are in points of type, 72 to the inch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DISTANCES = (0.0, 5.0, 12.0, 21.0, 32.0, 45.0, 60.0)
ANGLES = np.deg2rad([0, 180, 30, 330, 150, 210, 90, 270, 60, 300, 120, 240])
OUTSIDE, OVER_NAME, OVER_POINT = 1e6, 1e4, 4e2
OVER_ROAD, FURTHER, LATER = 4.0, 6.0, 1.0
"""Costs of a place: beyond the edge, over a name, over a zone's point, over a sample of a road, a
point of type further off, a later angle."""


@dataclass(frozen=True)
class Label:
    """Where a name stands: the middle of its box, and whether a line must lead to it."""

    middle: tuple[float, float]
    led: bool


def place_labels(
    points: np.ndarray,
    sizes: np.ndarray,
    room: tuple[float, float],
    clearance: float,
    roads: np.ndarray,
) -> list[Label]:
    """Return a place for each name.

    Parameters
    ----------
    points, sizes
        Where the named things are, and width and height of their names; shape (name, 2).
    room
        Width and height of what there is, from (0, 0).
    clearance
        Radius around every point that names should keep free.
    roads
        Samples along lines that names rather avoid, shape (sample, 2).
    """
    crowd = [np.sort(np.hypot(*(points - point).T))[1:4].sum() for point in points]
    boxes = np.empty((0, 4))
    placed: dict[int, Label] = {}
    for name in np.argsort(crowd, kind="stable"):
        middles, costs = _candidates(points[name], sizes[name], clearance)
        candidates = np.hstack([middles - sizes[name] / 2, middles + sizes[name] / 2])
        costs += OUTSIDE * _beyond(candidates, room)
        costs += OVER_NAME * (_overlap(candidates, boxes) > 0).sum(axis=1)
        discs = np.hstack([points - clearance, points + clearance])
        costs += OVER_POINT * (_overlap(candidates, np.delete(discs, name, 0)) > 0).sum(axis=1)
        costs += OVER_ROAD * _covered(candidates, roads)
        best = int(np.argmin(costs))
        boxes = np.vstack([boxes, candidates[best]])
        x, y = middles[best]
        placed[int(name)] = Label((float(x), float(y)), best >= len(ANGLES) * 2)
    return [placed[name] for name in range(len(points))]


def _candidates(
    point: np.ndarray, size: np.ndarray, clearance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return middles of boxes that touch a circle around the point, and what each costs."""
    way = np.column_stack([np.cos(ANGLES), np.sin(ANGLES)])
    middles, costs = [], []
    for distance in DISTANCES:
        middles.append(point + (clearance + distance) * way + way * size / 2)
        costs.append(FURTHER * distance + LATER * np.arange(len(ANGLES)))
    return np.vstack(middles), np.concatenate(costs)


def _beyond(boxes: np.ndarray, room: Sequence[float]) -> np.ndarray:
    over = np.maximum(-boxes[:, :2], 0) + np.maximum(boxes[:, 2:] - np.asarray(room), 0)
    return over.sum(axis=1)


def _overlap(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the area that each box shares with each other, shape (box, other)."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return np.prod(np.maximum(high - low, 0), axis=2)


def _covered(boxes: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Return how many of the points lie in each box."""
    inside = (points[None] >= boxes[:, None, :2]) & (points[None] <= boxes[:, None, 2:])
    return inside.all(axis=2).sum(axis=1)
