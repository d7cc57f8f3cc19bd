"""A map of the theatre on one day: who controls the ground, where forces are, which roads are open.

The colour of a zone is the gangs' share of control. The capital's zones are too small for the map
and stand in an inset beside it. ``draw_map`` draws on any axes: of a figure, of a page, of the
dashboard. What never changes of a theatre is kept in :class:`~msssim.views.geography.Geography`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from msssim.views.geography import Area, Box, Geography, Point, Way
from msssim.views.map_key import KEY_SIZE, draw_key
from msssim.views.map_layers import (
    View,
    control_colours,
    draw_ground,
    draw_marks,
    draw_roads,
    marks_of,
)
from msssim.views.map_names import draw_names
from msssim.views.style import INK, MUTED

FULL_SIZE = 9.4
FRAME, FAINT_FRAME = 0.6, "#B0B0AA"
MOST_WIDE, MOST_HIGH, KEY_SHARE, GAP_SHARE = 1.0, 0.6, 0.8, 0.03
LEAST_KEY = 0.9
"""Share of the map's width that words beside it need, where the map is wide and low."""

"""In heights of the map: the inset at most, the key where there is no inset, the gap between."""


@dataclass(frozen=True)
class GangMark:
    """A gang in a zone; ``posture`` is ``confront``, ``low_profile`` or ``relocate``."""

    zone: str
    name: str
    members: int
    posture: str


@dataclass(frozen=True)
class Picture:
    """What a map shows, by name of the zone or link; what is missing is left blank.

    Attributes
    ----------
    control
        Gangs' share of control of each zone, 0 to 1.
    police, mission
        Persons in each zone.
    open_roads
        For each main road, the share of runs in which it is open; 0 or 1 for one run.
    gangs
        Gangs of one run.
    """

    control: Mapping[str, float]
    police: Mapping[str, float] = field(default_factory=dict)
    mission: Mapping[str, float] = field(default_factory=dict)
    open_roads: Mapping[str, float] = field(default_factory=dict)
    gangs: Sequence[GangMark] = ()


@dataclass(frozen=True)
class Layout:
    """Where the parts of a map are, in kilometres on the plane of the theatre."""

    whole: Box
    inset: Box | None
    key: Box

    @property
    def ratio(self) -> float:
        """Width over height."""
        west, south, east, north = self.whole
        return (east - west) / (north - south)


def layout_of(geography: Geography) -> Layout:
    """Return the theatre at the right, and at its left the inset with the key below it.

    West of the shipped theatre lies the Gulf of Gonâve: there the inset covers nothing but sea.
    """
    west, south, east, north = geography.box
    middle, half = (south + north) / 2, max(north - south, 0.7 * (east - west)) / 2
    south, north = middle - half, middle + half
    width = max(2 * half * KEY_SHARE, LEAST_KEY * (east - west))
    gap, inset = 2 * half * GAP_SHARE, None
    if geography.capital is not None:
        left, low, right, high = geography.capital
        width = 2 * half * min(MOST_WIDE, MOST_HIGH * (right - left) / (high - low))
        foot = north - width * (high - low) / (right - left)
        inset = (west - gap - width, foot, west - gap, north)
    key = (west - gap - width, south, west - gap, south + width * KEY_SIZE[1] / KEY_SIZE[0])
    return Layout((west - gap - width, south, east, north), inset, key)


def draw_map(axes: Axes, geography: Geography, picture: Picture) -> None:
    """Draw the whole map with names, marks and key."""
    layout = layout_of(geography)
    views = _views(axes, geography, layout)
    for view in views:
        filled = _draw_view(view, geography, picture)
        draw_names(view, [*filled, *_inset_box(view, geography)])
    west, south, east, north = layout.key
    key = axes.inset_axes((west, south, east - west, north - south), transform=axes.transData)
    text = (east - west) / (views[0].km_a_point * KEY_SIZE[0])
    draw_key(key, picture, text, views[0].scale, geography.crowd)


def draw_small_map(axes: Axes, geography: Geography, picture: Picture) -> Box:
    """Draw the map for a row of maps, without names and key; return the box left for words."""
    layout = layout_of(geography)
    for view in _views(axes, geography, layout):
        _draw_view(view, geography, picture)
    return layout.key


def draw_ground_map(
    axes: Axes, geography: Geography, colours: Mapping[str, Any], named: Collection[str]
) -> Box:
    """Draw the ground alone in these colours, some zones by name; return the box for words."""
    layout = layout_of(geography)
    for view in _views(axes, geography, layout):
        draw_ground(view, geography, colours)
        some = tuple(area for area in view.areas if area.name in named)
        draw_names(replace(view, areas=some, ways=()), _inset_box(view, geography))
    return layout.key


def _draw_view(view: View, geography: Geography, picture: Picture) -> list[Box]:
    draw_ground(view, geography, control_colours(picture.control))
    draw_roads(view, picture.open_roads)
    return draw_marks(view, marks_of(view, picture))


def _inset_box(view: View, geography: Geography) -> list[Box]:
    """Return what the inset magnifies, on the view in which it has only a frame."""
    capital = geography.capital
    return [] if capital is None or view.box == capital else [capital]


def _views(axes: Axes, geography: Geography, layout: Layout) -> list[View]:
    """Set the axes up; return the theatre's view and that of the capital, if it has an inset."""
    west, south, east, north = layout.whole
    box = axes.bbox.transformed(axes.figure.dpi_scale_trans.inverted())
    inches = min(box.width, box.height * layout.ratio)
    axes.set(xlim=(west, east), ylim=(south, north), aspect="equal", anchor="C")
    _bare(axes)
    km_a_point = (east - west) / (72 * inches)
    scale = inches / FULL_SIZE
    _frame(axes, geography.box, FAINT_FRAME)
    areas, ways, crowd = geography.areas, geography.ways, geography.crowd
    if layout.inset is None or geography.capital is None:
        return [View(axes, geography.box, km_a_point, scale, crowd, areas, ways)]
    inner = _inset(axes, layout.inset, geography.capital)
    left, _, right, _ = geography.capital
    magnified = (right - left) / (layout.inset[2] - layout.inset[0]) * km_a_point
    inside = tuple(area for area in areas if _within(area.point, geography.capital))
    outside = tuple(area for area in areas if area not in inside)
    return [
        View(axes, geography.box, km_a_point, scale, crowd, outside, _ways_to(outside, ways)),
        View(inner, geography.capital, magnified, scale, crowd, inside, _ways_to(inside, ways)),
    ]


def _ways_to(areas: tuple[Area, ...], ways: tuple[Way, ...]) -> tuple[Way, ...]:
    points = {area.point for area in areas}
    return tuple(way for way in ways if points.intersection(way.ends))


def _inset(axes: Axes, place: Box, shown: Box) -> Axes:
    """Add axes for the capital, with a frame, and lines from where it is on the map."""
    west, south, east, north = place
    inner = axes.inset_axes((west, south, east - west, north - south), transform=axes.transData)
    inner.set(xlim=(shown[0], shown[2]), ylim=(shown[1], shown[3]), zorder=6)
    _bare(inner)
    _frame(inner, shown, MUTED)
    left, low, _, high = shown
    _frame(axes, shown, INK)
    for start, end in (((left, high), (east, north)), ((left, low), (east, south))):
        axes.plot(*zip(start, end, strict=True), color=MUTED, lw=0.5, zorder=1.5)
    return inner


def _frame(axes: Axes, box: Box, colour: str) -> None:
    west, south, east, north = box
    size = east - west, north - south
    axes.add_patch(
        Rectangle((west, south), *size, fill=False, ec=colour, lw=FRAME, zorder=9, clip_on=False)
    )


def _bare(axes: Axes) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)


def _within(point: Point, box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
