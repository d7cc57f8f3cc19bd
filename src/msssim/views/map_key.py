"""The key of a map: the scale of control, the lines of roads, the sizes and shapes of marks.

Drawn on a canvas of ``KEY_SIZE`` units, as large as a point of type on a map of full size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes

from msssim.analysis.wording import number
from msssim.views.map_layers import (
    CONTROL,
    MISSION,
    POLICE,
    POSTURES,
    ROADS,
    Style,
    force_size,
    gang_size,
)
from msssim.views.style import INK, MUTED

if TYPE_CHECKING:
    from msssim.views.theatre_map import Picture

KEY_SIZE = (396.0, 150.0)
TEXT_SIZE = 7.5
LINE = 14.0
COLUMNS = (8.0, 208.0)
FORCES_SHOWN = (100, 500, 1000)
MEMBERS_SHOWN = (50, 500)


def draw_key(axes: Axes, picture: Picture, scale: float) -> None:
    """Fill the axes with a key to the picture, for maps drawn at this scale.

    The axes must be ``scale`` times ``KEY_SIZE`` points of type large.
    """
    width, height = KEY_SIZE
    axes.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    axes.patch.set_alpha(0.0)
    left, right = COLUMNS
    _control(axes, left, 8.0, scale)
    _roads(axes, left, 62.0, picture, scale)
    _forces(axes, right, 8.0, picture, scale)
    if picture.gangs:
        _gangs(axes, right, 76.0, scale)


def _control(axes: Axes, x: float, y: float, scale: float) -> None:
    _heading(axes, x, y, "Control by gangs, share of the zone", scale)
    colours = np.linspace(0, 1, 101)[None, :]
    axes.imshow(colours, cmap=CONTROL, extent=(x, x + 160, y + 20, y + 10), aspect="auto")
    for share in (0, 50, 100):
        _words(axes, x + 1.6 * share, y + 27, f"{share} %", scale, ha="center" if share else "left")


def _roads(axes: Axes, x: float, y: float, picture: Picture, scale: float) -> None:
    _heading(axes, x, y, "Main roads, straight from zone to zone", scale)
    certain = all(share in (0, 1) for share in picture.open_roads.values())
    kinds = [kind for kind in ROADS if not certain or kind.if_certain]
    for row, kind in enumerate(kinds, start=1):
        line = y + LINE * row
        width = max(1.5 * scale, 0.7)
        axes.plot([x, x + 26], [line, line], color=INK, lw=width, ls=kind.line)
        _words(axes, x + 32, line, kind.if_certain if certain else kind.in_runs, scale)


def _forces(axes: Axes, x: float, y: float, picture: Picture, scale: float) -> None:
    _heading(axes, x, y, "Persons, by area of the mark", scale)
    mission = "mission" if sum(picture.mission.values()) >= 0.5 else "mission (none in theatre)"
    for row, (style, words) in enumerate(((POLICE, "police"), (MISSION, mission)), start=1):
        line = y + 6 + 20 * (row - 0.5)
        for place, persons in enumerate(FORCES_SHOWN):
            _mark(axes, x + 8 + 23 * place, line, style, force_size(persons, scale))
        _words(axes, x + 76, line, words, scale)
    for place, persons in enumerate(FORCES_SHOWN):
        _words(axes, x + 8 + 23 * place, y + 52, number(persons, 0), scale, ha="center")


def _gangs(axes: Axes, x: float, y: float, scale: float) -> None:
    _heading(axes, x, y, "Gangs, by posture", scale)
    for row, style in enumerate(POSTURES.values(), start=1):
        line = y + 3 + LINE * row
        for place, members in enumerate(MEMBERS_SHOWN):
            _mark(axes, x + 8 + 16 * place, line, style, gang_size(members, scale))
        _words(axes, x + 38, line, style.words, scale)
    shown = " and ".join(number(members, 0) for members in MEMBERS_SHOWN)
    _words(axes, x, y + 3 + LINE * 4, f"small and large: {shown} members", scale, color=MUTED)


def _mark(axes: Axes, x: float, y: float, style: Style, size: float) -> None:
    axes.scatter(
        [x], [y], s=size**2, marker=style.shape, color=style.colour, edgecolor=style.edge, lw=0.4
    )


def _heading(axes: Axes, x: float, y: float, text: str, scale: float) -> None:
    axes.text(x, y, text, size=TEXT_SIZE * scale, weight="bold", va="center")


def _words(
    axes: Axes, x: float, y: float, text: str, scale: float, ha: str = "left", color: str = INK
) -> None:
    axes.text(x, y, text, size=TEXT_SIZE * scale, ha=ha, va="center", color=color)
