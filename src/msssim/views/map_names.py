"""The names on a map: beside their zones, over no mark and no other name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.patheffects import AbstractPathEffect, withStroke

from msssim.views.geography import Area, Box, Point
from msssim.views.labels import Label, place_labels
from msssim.views.map_layers import View
from msssim.views.style import INK, PAPER
from msssim.views.text import clean, width_inches

NAME_SIZE = 7.5
NODES = {"airport": "airport", "port": "port", "fuel_terminal": "fuel terminal"}


def draw_names(view: View, kept_free: Sequence[Box]) -> None:
    """Write the name of each zone beside its point, and what stands there for the country.

    Names keep off the boxes of ``kept_free``.
    """
    size = NAME_SIZE * min(max(view.scale, 0.7), 1.1)
    names = tuple(_name(area) for area in view.areas)
    points = tuple(area.point for area in view.areas)
    main = tuple(way.ends for way in view.ways if way.main)
    labels = _labels(names, points, main, tuple(kept_free), view.box, view.km_a_point, size)
    rim = 2.2 * size / NAME_SIZE
    halo: list[AbstractPathEffect] = [withStroke(linewidth=rim, foreground=PAPER, alpha=0.9)]
    for point, name, label in zip(points, names, labels, strict=True):
        x, y = np.array(label.middle) * view.km_a_point + view.box[:2]
        if label.led:
            view.axes.plot([point[0], x], [point[1], y], color=INK, lw=0.5, zorder=6)
        text = view.axes.text(x, y, name, size=size, ha="center", va="center", zorder=8)
        text.set_path_effects(halo)


@lru_cache(maxsize=64)
def _labels(
    names: tuple[str, ...],
    points: tuple[Point, ...],
    main: tuple[tuple[Point, Point], ...],
    kept_free: tuple[Box, ...],
    box: Box,
    km_a_point: float,
    size: float,
) -> list[Label]:
    """Return where the names go; kept, since a map is drawn again at every step."""

    def in_points(kilometres: Any) -> np.ndarray:
        places: np.ndarray = (np.array(kilometres).reshape(-1, 2) - box[:2]) / km_a_point
        return places

    sizes = [(72 * width_inches(name, size) + 2, 1.25 * size) for name in names]
    along = np.linspace(0, 1, 40)[:, None]
    roads = [np.array(start) * (1 - along) + np.array(end) * along for start, end in main]
    return place_labels(
        in_points(points),
        np.array(sizes).reshape(-1, 2),
        ((box[2] - box[0]) / km_a_point, (box[3] - box[1]) / km_a_point),
        in_points(kept_free).reshape(-1, 4),
        in_points(roads),
    )


def _name(area: Area) -> str:
    node, name = NODES.get(area.node or "", ""), clean(area.title, 24)
    return name if node in name.lower() else f"{name} ({node})"
