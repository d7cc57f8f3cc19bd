"""The key of a map: the scale of control, the lines of roads, the sizes and shapes of marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from msssim.views.geography import Box
from msssim.views.map_layers import CONTROL, MISSION, POLICE, POSTURES, ROADS, View, force_size
from msssim.views.style import INK, MUTED, PAPER

if TYPE_CHECKING:
    from msssim.views.theatre_map import Picture


def draw_key(view: View, place: Box, picture: Picture) -> None:
    """Draw the key into a box of the map."""
    west, south, east, north = place
    axes = view.axes.inset_axes(
        (west, south, east - west, north - south), transform=view.axes.transData, zorder=6
    )
    points_wide = (east - west) / view.km_a_point
    points_high = (north - south) / view.km_a_point
    axes.set(xlim=(0, points_wide), ylim=(points_high, 0), xticks=[], yticks=[])
