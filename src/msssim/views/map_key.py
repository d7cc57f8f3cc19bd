"""The key of a map: what colours of zones, lines of roads, and shapes and sizes of marks mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import Colormap
from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from msssim.analysis.formatting import number
from msssim.text import text
from msssim.views.geography import Geography
from msssim.views.map import (
    CONTROL,
    MISSION,
    POLICE,
    ROADS,
    Picture,
    force_size,
    gang_size,
    road_width,
)
from msssim.views.style import INK, Look, posture_looks
from msssim.world.kinds import Posture

FORCES_SHOWN, MEMBERS_SHOWN = (100, 500), (50, 500)
LEAST_TEXT, MOST_TEXT = 6.0, 7.5
NARROW = 4.5
"""Inches: a key that is less wide has one column, in smaller letters."""

Entry = tuple[tuple[Artist, ...], str]
"""Marks side by side, and what they mean."""


def draw_key(
    axes: Axes,
    geography: Geography,
    picture: Picture,
    scale: float,
    *,
    columns: int = 2,
    more: Sequence[Entry] = (),
) -> None:
    """Fill axes with the key of a picture on a map of that scale, and with more entries."""
    entries = [colour_entry(CONTROL, text("figures.map.control"))]
    words = "one_run" if all(share in (0, 1) for share in picture.open_roads.values()) else "runs"
    for kind, (_, line) in ROADS.items():
        if kind != "some" or words == "runs":
            road = Line2D([], [], color=INK, lw=road_width(scale), ls=line)
            entries.append(((road,), text(f"figures.map.road.{words}.{kind}")))
    shown = forces_shown(geography.crowd)
    sizes = [force_size(persons / geography.crowd, scale) for persons in shown]
    listed = ", ".join(number(persons, 0) for persons in shown)
    there = "mission" if sum(picture.mission.values()) >= 0.5 else "no_mission"
    for force, look in (("police", POLICE), (there, MISSION)):
        entries.append((_marks(look, sizes), text(f"figures.map.{force}", persons=listed)))
    if picture.gangs:
        sizes = [gang_size(members, scale) for members in MEMBERS_SHOWN]
        listed = ", ".join(number(members, 0) for members in MEMBERS_SHOWN)
        for name, look in posture_looks().items():
            does = Posture[name.upper()].plural
            words = text("figures.map.gangs", posture=does, members=listed)
            entries.append((_marks(look, sizes), words))
    entries.extend(more)
    is_narrow = axes.bbox.width / axes.figure.dpi < NARROW
    size = LEAST_TEXT if is_narrow else MOST_TEXT
    widest = max(sum(map(_width, marks)) for marks, _ in entries)
    axes.legend(
        [marks for marks, _ in entries],
        [meaning for _, meaning in entries],
        loc="upper left",
        ncols=1 if is_narrow else columns,
        fontsize=size,
        frameon=False,
        borderpad=0,
        borderaxespad=0,
        labelspacing=0.3,
        handletextpad=0.6,
        handlelength=max(4.5, 1.15 * widest / size),
        handleheight=1.3,
        handler_map={tuple: HandlerTuple(ndivide=None, pad=0)},
    )


def colour_entry(colours: Colormap, words: str) -> Entry:
    """Return an entry that shows a scale of colours."""
    shades = [colours(share) for share in np.linspace(0, 1, 9)]
    return tuple(Patch(facecolor=shade) for shade in shades), words


def forces_shown(crowd: float) -> list[float]:
    """Return the persons that the key has marks for, round to one figure in a small theatre."""
    return [float(f"{max(persons * crowd, 1):.1g}") for persons in FORCES_SHOWN]


def _width(mark: Artist) -> float:
    return float(mark.get_markersize()) if isinstance(mark, Line2D) and mark.get_marker() else 0.0


def _marks(look: Look, sizes: Sequence[float]) -> tuple[Line2D, ...]:
    """Return marks of a kind, one a size."""
    shown: dict[str, Any] = {"color": look.colour, "mec": look.edge, "mew": 0.4, "ls": ""}
    return tuple(Line2D([], [], marker=look.marker, ms=size, **shown) for size in sizes)
