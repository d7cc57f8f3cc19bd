"""The layers of a map, from the ground up: zones, roads, marks of forces and gangs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from msssim.views.geography import Area, Box, Geography, Point, Way, rings
from msssim.views.style import BLUE, GREEN, INK, PAPER, PURPLE, YELLOW, scale_for

if TYPE_CHECKING:
    from msssim.views.theatre_map import Picture

LAND, COAST = "#EFEFEC", "#B0B0AA"
CONTROL = scale_for("low")
POINTS_A_ROOT_PERSON = 0.5
GOLDEN_ANGLE = 2.399963
TURNS = np.arange(600)
SPIRAL = (
    1.1
    * np.sqrt(TURNS)[:, None]
    * np.column_stack([np.cos(GOLDEN_ANGLE * TURNS), np.sin(GOLDEN_ANGLE * TURNS)])
)


@dataclass(frozen=True)
class View:
    """Axes on which some zones are drawn: what they show, and at what scale.

    ``km_a_point`` is how many kilometres a point of type (1/72 inch) covers, ``scale`` the size of
    the map against a full page, ``crowd`` how large forces are there, see ``Geography``.
    """

    axes: Axes
    box: Box
    km_a_point: float
    scale: float
    crowd: float
    areas: tuple[Area, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Style:
    """How a kind of mark looks."""

    words: str
    shape: str
    colour: str
    edge: str = PAPER


@dataclass(frozen=True)
class Mark:
    """A symbol that wants to stand at a point; ``size`` is its diameter in points of type."""

    style: Style
    point: tuple[float, float]
    size: float


POLICE = Style("police", "o", BLUE)
MISSION = Style("mission", "s", GREEN)
POSTURES = {
    "confront": Style("gang confronts", "^", INK),
    "low_profile": Style("gang lies low", "D", PURPLE),
    "relocate": Style("gang relocates", ">", YELLOW, INK),
}


@dataclass(frozen=True)
class RoadKind:
    """How a main road is drawn that is open in ``least`` of the runs or more."""

    least: float
    line: Any
    in_runs: str
    if_certain: str = ""


ROADS = (
    RoadKind(2 / 3, "solid", "open in two thirds of runs or more", "open"),
    RoadKind(1 / 3, (0, (4, 1.5)), "open in a third of runs or more"),
    RoadKind(0.0, (0, (1.2, 1.8)), "open in fewer runs", "closed"),
)


def control_colours(control: Mapping[str, float]) -> dict[str, Any]:
    """Return each zone's colour by the gangs' share of control."""
    return {zone: CONTROL(share) for zone, share in control.items()}


def draw_ground(view: View, geography: Geography, colours: Mapping[str, Any]) -> None:
    """Paint the land of the view and the zones; a zone without a colour stays white."""
    shown = shapely.clip_by_rect(geography.land, *view.box)
    land = PolyCollection(rings(shown), facecolor=LAND, edgecolor=COAST, lw=0.4, zorder=1)
    view.axes.add_collection(land, autolim=False)
    parts = [(ring, area.name) for area in geography.areas for ring in rings(area.cell)]
    zones = PolyCollection(
        [ring for ring, _ in parts],
        facecolors=[colours.get(name, PAPER) for _, name in parts],
        edgecolors=PAPER,
        linewidths=max(0.8 * view.scale, 0.3),
        zorder=2,
    )
    view.axes.add_collection(zones, autolim=False)


def road_kind(share: float) -> RoadKind:
    """Return how a main road is drawn that is open in this share of runs."""
    return next(kind for kind in ROADS if share >= kind.least)


def road_width(scale: float) -> float:
    """Return the width of a main road's line in points of type."""
    return max(1.5 * scale, 0.7)


def draw_roads(view: View, open_roads: Mapping[str, float]) -> None:
    """Draw the main roads, solid where open; smaller ways faintly, sea routes and paths not."""
    minor = [way.ends for way in view.ways if not way.main and way.kind in ("road", "street")]
    main = [way for way in view.ways if way.name in open_roads]
    width = road_width(view.scale)
    _lines(view, minor, color=INK, lw=0.6 * view.scale, alpha=0.3, zorder=3)
    _lines(
        view,
        [way.ends for way in main],
        color=PAPER,
        lw=width + 1.6 * view.scale,
        alpha=0.75,
        zorder=3,
    )
    for kind in ROADS:
        alike = [way.ends for way in main if road_kind(open_roads[way.name]) == kind]
        _lines(view, alike, color=INK, lw=width, ls=[kind.line], zorder=4)


def _lines(view: View, ends: Sequence[tuple[Point, Point]], **look: Any) -> None:
    view.axes.add_collection(LineCollection(ends, **look), autolim=False)


def force_size(persons: float, scale: float) -> float:
    """Return the diameter of a force's symbol, its area in proportion to persons.

    On a small map symbols shrink less than the map, so that they stay visible.
    """
    return float(POINTS_A_ROOT_PERSON * np.sqrt(max(persons, 0.0)) * (0.3 + 0.7 * scale))


def gang_size(members: float, scale: float) -> float:
    """Return the diameter of a gang's symbol: it grows with its members, and is never a speck."""
    return float((3.2 + 0.22 * np.sqrt(max(members, 0.0))) * max(scale, 0.6))


def marks_of(view: View, picture: Picture) -> list[Mark]:
    """Return the symbols of a view: forces first, then gangs from the largest."""
    points = {area.name: area.point for area in view.areas}
    marks = [
        Mark(style, points[zone], force_size(persons / view.crowd, view.scale))
        for style, force in ((POLICE, picture.police), (MISSION, picture.mission))
        for zone, persons in force.items()
        if zone in points and persons >= 0.5
    ]
    for gang in sorted(picture.gangs, key=lambda gang: -gang.members):
        if gang.zone in points and gang.members > 0:
            size = gang_size(gang.members, view.scale)
            marks.append(Mark(POSTURES[gang.posture], points[gang.zone], size))
    return marks


def draw_marks(view: View, marks: Sequence[Mark]) -> list[Box]:
    """Draw symbols as near to their points as they can stand without covering each other.

    Returns the boxes that they fill.
    """
    if not marks:
        return []
    wanted = np.array([mark.point for mark in marks])
    radii = np.array([mark.size for mark in marks]) * 0.56 + 0.3
    places = pack(wanted / view.km_a_point, radii) * view.km_a_point
    for style in dict.fromkeys(mark.style for mark in marks):
        mine = np.array([mark.style == style for mark in marks])
        view.axes.scatter(
            places[mine, 0],
            places[mine, 1],
            s=[mark.size**2 for mark in marks if mark.style == style],
            marker=style.shape,
            color=style.colour,
            edgecolor=style.edge,
            linewidth=0.6 * max(view.scale, 0.5),
            zorder=7,
        )
    half = radii[:, None] * view.km_a_point
    return [(*low, *high) for low, high in zip(places - half, places + half, strict=True)]


def pack(wanted: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """Return places for discs, none over another, each in turn as near as it can to its point."""
    places = np.empty_like(wanted, dtype=float)
    for disc, (point, radius) in enumerate(zip(wanted, radii, strict=True)):
        candidates = point + SPIRAL
        apart = np.linalg.norm(candidates[:, None, :] - places[None, :disc], axis=2)
        free = (apart >= radii[:disc] + radius).all(axis=1)
        places[disc] = candidates[int(np.argmax(free))]
    return places
