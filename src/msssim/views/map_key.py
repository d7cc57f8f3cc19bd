"""The key of a map: the scale of control, the lines of roads, the sizes and shapes of marks.

``draw_key`` puts it in a box beside one map, ``draw_key_row`` in a row under several small ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap

from msssim.analysis.formatting import number
from msssim.views.map_layers import (
    CONTROL,
    MISSION,
    POLICE,
    POSTURES,
    ROADS,
    Style,
    force_size,
    gang_size,
    road_width,
)
from msssim.views.style import INK, MUTED

if TYPE_CHECKING:
    from msssim.views.theatre_map import Picture

KEY_SIZE = (396.0, 150.0)
ROW_SIZE = (677.0, 66.0)
TEXT_SIZE = 7.5
LINE = 14.0
FORCES_SHOWN = (100, 500, 1000)
MEMBERS_SHOWN = (50, 500)
GROUND = "Control by gangs, share of the zone"


@dataclass(frozen=True)
class Pen:
    """Axes to draw a key on, the scale of its text, and that of the marks on the map."""

    axes: Axes
    text: float
    marks: float

    def heading(self, x: float, y: float, text: str) -> None:
        """Write the name of a group of the key."""
        size = TEXT_SIZE * self.text
        self.axes.text(x, y, text, size=size, weight="bold", va="center")

    def words(self, x: float, y: float, text: str, ha: str = "left", color: str = INK) -> None:
        """Write beside a mark, or under a scale."""
        size = TEXT_SIZE * self.text
        self.axes.text(x, y, text, size=size, ha=ha, va="center", color=color)

    def mark(self, x: float, y: float, style: Style, size: float) -> None:
        """Draw a mark as it is on the map."""
        self.axes.scatter(
            [x],
            [y],
            s=size**2,
            marker=style.shape,
            color=style.colour,
            edgecolor=style.edge,
            linewidth=0.4,
        )


def draw_key(axes: Axes, picture: Picture, text: float, marks: float, crowd: float) -> None:
    """Fill axes of ``text`` times ``KEY_SIZE`` points of type with the key of a picture.

    ``marks`` is the scale of the map, on a map of full size both are about one; ``crowd`` is how
    large forces are there.
    """
    pen = _pen(axes, KEY_SIZE, text, marks)
    colour_bar(pen, 8.0, 8.0, GROUND, ("0 %", "50 %", "100 %"), CONTROL)
    _roads(pen, 8.0, 62.0, picture)
    _forces(pen, 208.0, 8.0, picture, crowd)
    if picture.gangs:
        _gangs(pen, 208.0, 76.0)


def draw_key_row(axes: Axes, picture: Picture, marks: float, crowd: float) -> Pen:
    """Fill axes of ``ROW_SIZE`` points of type with a key, for small maps without gangs.

    The last quarter of the row is left free; the pen is returned for it.
    """
    pen = _pen(axes, ROW_SIZE, 1.0, marks)
    colour_bar(pen, 0.0, 8.0, GROUND, ("0 %", "50 %", "100 %"), CONTROL)
    _roads(pen, 184.0, 8.0, picture)
    _forces(pen, 378.0, 8.0, picture, crowd)
    return pen


def colour_bar(
    pen: Pen, x: float, y: float, heading: str, ticks: tuple[str, str, str], colours: Colormap
) -> None:
    """Draw a scale of colours with words at its ends and its middle."""
    pen.heading(x, y, heading)
    shades = np.linspace(0, 1, 101)[None, :]
    place = (x, x + 150, y + 20, y + 10)
    pen.axes.imshow(shades, cmap=colours, extent=place, aspect="auto")
    for tick, at, ha in zip(ticks, (0, 75, 150), ("left", "center", "right"), strict=True):
        pen.words(x + at, y + 27, tick, ha)


def _pen(axes: Axes, size: tuple[float, float], text: float, marks: float) -> Pen:
    axes.set(autoscale_on=False, xlim=(0, size[0]), ylim=(size[1], 0), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    axes.patch.set_alpha(0.0)
    return Pen(axes, text, marks)


def _roads(pen: Pen, x: float, y: float, picture: Picture) -> None:
    pen.heading(x, y, "Main roads, drawn straight")
    certain = all(share in (0, 1) for share in picture.open_roads.values())
    kinds = [kind for kind in ROADS if not certain or kind.if_certain]
    for row, kind in enumerate(kinds, start=1):
        line = y + LINE * row
        width = road_width(pen.marks)
        pen.axes.plot([x, x + 26], [line, line], color=INK, lw=width, ls=kind.line)
        pen.words(x + 32, line, kind.if_certain if certain else kind.in_runs)


def _forces(pen: Pen, x: float, y: float, picture: Picture, crowd: float) -> None:
    pen.heading(x, y, "Persons, by area of the mark")
    mission = "mission" if sum(picture.mission.values()) >= 0.5 else "mission: none in theatre"
    shown = forces_shown(crowd)
    sizes = [force_size(persons / crowd, pen.marks) for persons in shown]
    step = max(23.0, sizes[-1] / pen.text + 4.0)
    for row, (style, words) in enumerate(((POLICE, "police"), (MISSION, mission)), start=1):
        line = y + 6 + (step - 4) * (row - 0.5)
        for place, size in enumerate(sizes):
            pen.mark(x + 8 + step * place, line, style, size)
        pen.words(x + 7 + 3 * step, line, words)
    for place, persons in enumerate(shown):
        pen.words(x + 8 + step * place, y + 12 + 2 * (step - 4), number(persons, 0), "center")


def forces_shown(crowd: float) -> list[float]:
    """Return the persons that the key has marks for, round to one figure in a small theatre."""
    return [float(f"{max(persons * crowd, 1):.1g}") for persons in FORCES_SHOWN]


def _gangs(pen: Pen, x: float, y: float) -> None:
    pen.heading(x, y, "Gangs, by posture")
    for row, style in enumerate(POSTURES.values(), start=1):
        line = y + 3 + LINE * row
        for place, members in enumerate(MEMBERS_SHOWN):
            pen.mark(x + 8 + 16 * place, line, style, gang_size(members, pen.marks))
        pen.words(x + 38, line, style.words)
    shown = " and ".join(number(members, 0) for members in MEMBERS_SHOWN)
    pen.words(x, y + 3 + LINE * 4, f"small and large: {shown} members", color=MUTED)
