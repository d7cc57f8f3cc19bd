"""A map of the theatre on one day: who controls the ground, where forces are, which roads are open.

The colour of a zone is the gangs' share of control. The capital's zones are too small for the map
and stand in an inset beside it, above the room that is left for the key or for words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from msssim.scenario.parameters.tables import Link, Zone
from msssim.text import text
from msssim.views.geography import Box, Geography, Point, rings
from msssim.views.style import BLUE, GREEN, INK, MUTED, PAPER, Look, posture_looks, scale_for
from msssim.views.text import Name, clean, write_names

FULL_SIZE = 9.4
"""Inches of a map whose scale is one."""
LAND, COAST = "#EFEFEC", "#B0B0AA"
CONTROL = scale_for("low")
POLICE, MISSION = Look("o", BLUE), Look("s", GREEN)
POINTS_A_ROOT_PERSON = 0.5
NAME_SIZE = 7.5
MOST_WIDE, MOST_HIGH, FREE, LEAST_FREE, GAP = 1.0, 0.6, 0.8, 0.9, 0.03
"""In heights of the map: the inset at most, the free room where there is no inset, the gap between;
and in widths of a wide and low map, the free room at least."""

ROADS: dict[str, tuple[float, Any]] = {
    "most": (2 / 3, "solid"),
    "some": (1 / 3, (0, (4, 1.5))),
    "few": (0.0, (0, (1.2, 1.8))),
}
"""How a main road is drawn by the share of runs, at least, in which it is open."""

TURNS = np.arange(600)
SPIRAL = 1.1 * np.sqrt(TURNS)[:, None] * np.stack([np.cos(2.4 * TURNS), np.sin(2.4 * TURNS)], 1)


@dataclass(frozen=True)
class GangMark:
    """A gang in a zone; ``posture`` is the name of its row in the table of postures."""

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
    free: Box

    @property
    def ratio(self) -> float:
        """Width over height."""
        _, _, width, height = _bounds(self.whole)
        return width / height


@dataclass(frozen=True)
class View:
    """Axes that show some zones, in kilometres, and how many of these a point of type covers."""

    axes: Axes
    box: Box
    zones: Sequence[Zone]
    km_a_point: float


def layout_of(geography: Geography) -> Layout:
    """Return the theatre at the right, and at its left the inset with free room below it.

    West of the shipped theatre lies the Gulf of Gonâve: there the inset covers nothing but sea.
    """
    west, south, east, north = geography.box
    middle, half = (south + north) / 2, max(north - south, 0.7 * (east - west)) / 2
    south, north, gap = middle - half, middle + half, 2 * half * GAP
    if geography.capital is None:
        left = west - gap - max(2 * half * FREE, LEAST_FREE * (east - west))
        return Layout((left, south, east, north), None, (left, south, west - gap, north))
    _, _, across, up = _bounds(geography.capital)
    width = 2 * half * min(MOST_WIDE, MOST_HIGH * across / up)
    left, foot = west - gap - width, north - width * up / across
    inset, free = (left, foot, west - gap, north), (left, south, west - gap, foot - 2 * gap)
    return Layout((left, south, east, north), inset, free)


def draw_map(
    axes: Axes,
    geography: Geography,
    picture: Picture,
    *,
    colours: Mapping[str, Any] | None = None,
    named: Collection[str] | None = None,
) -> tuple[Axes, float]:
    """Draw ground, roads, marks and names.

    Parameters
    ----------
    colours
        Colours of the zones, if not those of gang control; roads are left out then.
    named
        The zones whose name is written; all if not given.

    Returns
    -------
    Axes of the room that is left for a key or for words, and the scale of the map
    """
    layout, capital = layout_of(geography), geography.capital
    _, _, width, _ = _bounds(layout.whole)
    axes.set(xlim=layout.whole[::2], ylim=layout.whole[1::2], aspect="equal")
    axes.set_axis_off()
    axes.apply_aspect()
    scale = axes.bbox.width / axes.figure.dpi / FULL_SIZE
    km_a_point = width / (72 * scale * FULL_SIZE)
    frame = shapely.box(*capital) if capital else shapely.Polygon()
    inner = {name for name, at in geography.points.items() if frame.covers(shapely.Point(at))}
    outside = [zone for zone in geography.territory.zones if zone.name not in inner]
    views = [View(_part(axes, geography.box, geography.box, COAST), geography.box, outside,
                  km_a_point)]  # fmt: skip
    if layout.inset is not None and capital is not None:
        inside = [zone for zone in geography.territory.zones if zone.name in inner]
        magnified = km_a_point * _bounds(capital)[2] / _bounds(layout.inset)[2]
        views.append(View(_part(axes, layout.inset, capital, MUTED), capital, inside, magnified))
        _lead(views[0].axes, capital, layout.inset)
    control = {zone: CONTROL(share) for zone, share in picture.control.items()}
    for view in views:
        marks = _place_marks(view, geography, picture, scale)
        _write_names(view, geography, marks, scale, named)  # first: it renders what is there
        _draw_ground(view, geography, control if colours is None else colours, scale)
        if colours is None:
            _draw_roads(view, geography, picture.open_roads, scale)
        _draw_marks(view, marks, scale)
    free = axes.inset_axes(_bounds(layout.free), transform=axes.transData)
    free.set_axis_off()
    return free, scale


def force_size(persons: float, scale: float) -> float:
    """Return the diameter of a force's mark, its area in proportion to persons.

    On a small map marks shrink less than the map, so that they stay visible.
    """
    return float(POINTS_A_ROOT_PERSON * np.sqrt(max(persons, 0.0)) * (0.3 + 0.7 * scale))


def gang_size(members: float, scale: float) -> float:
    """Return the diameter of a gang's mark: it grows with its members, and is never a speck."""
    return float((3.2 + 0.22 * np.sqrt(max(members, 0.0))) * max(scale, 0.6))


def road_kind(share: float) -> str:
    """Return how a main road is drawn that is open in this share of runs: a key of ``ROADS``."""
    return next(kind for kind, (least, _) in ROADS.items() if share >= least)


def road_width(scale: float) -> float:
    """Return the width of a main road's line in points of type."""
    return max(1.5 * scale, 0.7)


def pack(wanted: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """Return places for discs, none over another, each in turn as near as it can to its point."""
    places = np.empty_like(wanted, dtype=float)
    for disc, (point, radius) in enumerate(zip(wanted, radii, strict=True)):
        candidates = point + SPIRAL
        apart = np.linalg.norm(candidates[:, None, :] - places[None, :disc], axis=2)
        free = (apart >= radii[:disc] + radius).all(axis=1)
        places[disc] = candidates[int(np.argmax(free))]
    return places


def _part(axes: Axes, place: Box, shown: Box, frame: str) -> Axes:
    """Add axes that show a box of the plane, with a frame."""
    part = axes.inset_axes(_bounds(place), transform=axes.transData)
    part.set(xlim=shown[::2], ylim=shown[1::2], xticks=[], yticks=[], autoscale_on=False)
    part.spines[:].set(visible=True, color=frame, linewidth=0.6)
    return part


def _lead(axes: Axes, capital: Box, inset: Box) -> None:
    """Frame what the inset magnifies, and lead lines from there to the inset."""
    west, south, _, north = capital
    axes.plot(*_frame(capital).T, color=INK, lw=0.6, zorder=9)
    for start, end in ((north, inset[3]), (south, inset[1])):
        axes.plot([west, inset[2]], [start, end], color=MUTED, lw=0.5, zorder=1.5, clip_on=False)


def _draw_ground(
    view: View, geography: Geography, colours: Mapping[str, Any], scale: float
) -> None:
    """Paint the land of the view and the zones; a zone without a colour stays white."""
    land = rings(shapely.clip_by_rect(geography.land, *view.box))
    parts = [(ring, name) for name, cell in geography.cells.items() for ring in rings(cell)]
    fills = [colours.get(name, PAPER) for _, name in parts]
    width = max(0.8 * scale, 0.3)
    for collection in (
        PolyCollection(land, facecolor=LAND, edgecolor=COAST, lw=0.4, zorder=1),
        PolyCollection([ring for ring, _ in parts], fc=fills, ec=PAPER, lw=width, zorder=2),
    ):
        view.axes.add_collection(collection)


def _ways(view: View, geography: Geography) -> list[tuple[Link, tuple[Point, Point]]]:
    """Return the links of the zones in a view, with their ends."""
    names, points = {zone.name for zone in view.zones}, geography.points
    return [
        (link, (points[link.zone_a], points[link.zone_b]))
        for link in geography.territory.links
        if names & {link.zone_a, link.zone_b}
    ]


def _draw_roads(
    view: View, geography: Geography, open_roads: Mapping[str, float], scale: float
) -> None:
    """Draw the main roads, solid where open; smaller ways faintly, sea routes and paths not."""
    ways, width = _ways(view, geography), road_width(scale)
    main = [(link.name, ends) for link, ends in ways if link.name in open_roads]
    minor = [ends for link, ends in ways
             if not link.national_road and link.kind in ("road", "street")]  # fmt: skip
    rim = {"color": PAPER, "lw": width + 1.6 * scale, "alpha": 0.75, "zorder": 3}
    layers: list[tuple[list[Any], dict[str, Any]]] = [
        (minor, {"color": INK, "lw": 0.6 * scale, "alpha": 0.3, "zorder": 3}),
        ([ends for _, ends in main], rim),
    ]
    for kind, (_, line) in ROADS.items():
        alike = [ends for name, ends in main if road_kind(open_roads[name]) == kind]
        layers.append((alike, {"color": INK, "lw": width, "ls": [line], "zorder": 4}))
    for ends, look in layers:
        view.axes.add_collection(LineCollection(ends, **look))


def _place_marks(
    view: View, geography: Geography, picture: Picture, scale: float
) -> list[tuple[Look, Point, float]]:
    """Return look, place and diameter of each mark: forces, then gangs from the largest."""
    names, looks = {zone.name for zone in view.zones}, posture_looks()
    marks = [
        (look, zone, force_size(persons / geography.crowd, scale))
        for look, force in ((POLICE, picture.police), (MISSION, picture.mission))
        for zone, persons in force.items()
        if zone in names and persons >= 0.5
    ] + [
        (looks[gang.posture], gang.zone, gang_size(gang.members, scale))
        for gang in sorted(picture.gangs, key=lambda gang: -gang.members)
        if gang.zone in names and gang.members > 0
    ]
    spots = np.array([geography.points[zone] for _, zone, _ in marks]).reshape(-1, 2)
    radii = np.array([_radius(size) for *_, size in marks])
    places = pack(spots / view.km_a_point, radii) * view.km_a_point
    return [(look, (x, y), size) for (look, _, size), (x, y) in zip(marks, places, strict=True)]


def _draw_marks(view: View, marks: Sequence[tuple[Look, Point, float]], scale: float) -> None:
    for look in dict.fromkeys(look for look, *_ in marks):
        x, y, sizes = np.array([(*at, size) for other, at, size in marks if other == look]).T
        view.axes.scatter(
            x, y, s=sizes**2, marker=look.marker, color=look.colour, edgecolor=look.edge,
            linewidth=0.6 * max(scale, 0.5), zorder=7,
        )  # fmt: skip


def _write_names(
    view: View,
    geography: Geography,
    marks: Sequence[tuple[Look, Point, float]],
    scale: float,
    named: Collection[str] | None,
) -> None:
    """Write the names of zones, over no mark, main road, or frame of what the inset magnifies."""
    lines = [np.array(ends) for link, ends in _ways(view, geography) if link.national_road]
    if geography.capital not in (None, view.box):
        lines.append(_frame(geography.capital))
    names = [
        Name(_title(zone), *geography.points[zone.name])
        for zone in view.zones
        if named is None or zone.name in named
    ]
    spots = [(geography.points[zone.name], 1.0) for zone in view.zones]
    spots += [(place, _radius(size)) for _, place, size in marks]
    write_names(view.axes, names, NAME_SIZE * min(max(scale, 0.7), 1.1), spots, lines)


def _title(zone: Zone) -> str:
    """Return the name of a zone, with what stands there for the country."""
    name = clean(zone.title, 24)
    node = text(f"figures.map.node.{zone.node}") if zone.node else ""
    return name if node in name.lower() else f"{name} ({node})"


def _radius(size: float) -> float:
    """Return the radius that a mark keeps free."""
    return 0.56 * size + 0.3


def _bounds(box: Box) -> tuple[float, float, float, float]:
    west, south, east, north = box
    return west, south, east - west, north - south


def _frame(box: Box) -> np.ndarray:
    """Return the corners of a box, round to the first."""
    west, south, east, north = box
    return np.array([(west, south), (east, south), (east, north), (west, north), (west, south)])
