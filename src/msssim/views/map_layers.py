"""The layers of a map, from the ground up: zones, roads, marks of forces and gangs, names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patheffects import withStroke

from msssim.views.geography import Area, Box, Geography, Point, Way, rings
from msssim.views.labels import Label, place_labels
from msssim.views.style import BLUE, GREEN, INK, PAPER, PURPLE, YELLOW, scale_for
from msssim.views.text import clean, width_inches

if TYPE_CHECKING:
    from msssim.views.theatre_map import Picture

LAND, COAST = "#EFEFEC", "#B0B0AA"
CONTROL = scale_for("low")
UNKNOWN = "#FFFFFF"
POINTS_A_ROOT_PERSON = 0.5
NAME_SIZE = 7.5
GOLDEN_ANGLE = 2.399963
TURNS = np.arange(600)
SPIRAL = 1.1 * np.sqrt(TURNS)[:, None] * np.column_stack(
    [np.cos(GOLDEN_ANGLE * TURNS), np.sin(GOLDEN_ANGLE * TURNS)]
)
NODES = {"airport": "airport", "port": "port", "fuel_terminal": "fuel terminal"}


@dataclass(frozen=True)
class View:
    """Axes on which some zones are drawn: what they show, and at what scale.

    ``km_a_point`` is how many kilometres a point of type (1/72 inch) covers, ``scale`` the size of
    the map against a full page.
    """

    axes: Axes
    box: Box
    km_a_point: float
    scale: float
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


def draw_ground(view: View, geography: Geography, control: Mapping[str, float]) -> None:
    """Paint the land of the view, and the zones by the gangs' share of control."""
    shown = shapely.clip_by_rect(geography.land, *view.box)
    land = PolyCollection(rings(shown), facecolor=LAND, edgecolor=COAST, lw=0.4, zorder=1)
    view.axes.add_collection(land, autolim=False)
    parts = [(ring, area.name) for area in geography.areas for ring in area.rings]
    colours = [CONTROL(control[name]) if name in control else UNKNOWN for _, name in parts]
    zones = PolyCollection(
        [ring for ring, _ in parts],
        facecolors=colours,
        edgecolors=PAPER,
        linewidths=max(0.8 * view.scale, 0.3),
        zorder=2,
    )
    view.axes.add_collection(zones, autolim=False)


def road_kind(share: float) -> RoadKind:
    """Return how a main road is drawn that is open in this share of runs."""
    return next(kind for kind in ROADS if share >= kind.least)


def draw_roads(view: View, open_roads: Mapping[str, float]) -> None:
    """Draw the main roads, solid where open; smaller ways faintly, sea routes and paths not."""
    minor = [way.ends for way in view.ways if not way.main and way.kind in ("road", "street")]
    main = [way for way in view.ways if way.name in open_roads]
    width = max(1.5 * view.scale, 0.7)
    _lines(view, minor, color=INK, lw=0.6 * view.scale, alpha=0.3, zorder=3)
    _lines(view, [way.ends for way in main], color=PAPER, lw=2.2 * width, alpha=0.75, zorder=3)
    for kind in ROADS:
        alike = [way.ends for way in main if road_kind(open_roads[way.name]) == kind]
        _lines(view, alike, color=INK, lw=width, ls=[kind.line], zorder=4)


def _lines(view: View, ends: Sequence[tuple[Point, Point]], **look: Any) -> None:
    view.axes.add_collection(LineCollection(ends, **look), autolim=False)


def force_size(persons: float, scale: float) -> float:
    """Return the diameter of a force's symbol, its area in proportion to persons."""
    return float(POINTS_A_ROOT_PERSON * np.sqrt(max(persons, 0.0)) * scale)


def gang_size(members: float, scale: float) -> float:
    """Return the diameter of a gang's symbol: it grows with its members, and is never a speck."""
    return float((3.2 + 0.22 * np.sqrt(max(members, 0.0))) * max(scale, 0.6))


def marks_of(view: View, picture: Picture) -> list[Mark]:
    """Return the symbols of a view: forces first, then gangs from the largest."""
    points = {area.name: area.point for area in view.areas}
    marks = [
        Mark(style, points[zone], force_size(persons, view.scale))
        for style, force in ((POLICE, picture.police), (MISSION, picture.mission))
        for zone, persons in force.items()
        if zone in points and persons >= 0.5
    ]
    for gang in sorted(picture.gangs, key=lambda gang: -gang.members):
        if gang.zone in points and gang.members > 0:
            size = gang_size(gang.members, view.scale)
            marks.append(Mark(POSTURES[gang.posture], points[gang.zone], size))
    return marks


def draw_marks(view: View, marks: Sequence[Mark]) -> None:
    """Draw symbols as near to their points as they can stand without covering each other."""
    if not marks:
        return
    wanted = np.array([mark.point for mark in marks])
    radii = np.array([mark.size for mark in marks]) * 0.56 + 0.3
    places = pack(wanted / view.km_a_point, radii) * view.km_a_point
    for style in dict.fromkeys(mark.style for mark in marks):
        mine = np.array([mark.style == style for mark in marks])
        view.axes.scatter(
            *places[mine].T,
            s=[mark.size**2 for mark in marks if mark.style == style],
            marker=style.shape,
            color=style.colour,
            edgecolor=style.edge,
            linewidth=0.6 * max(view.scale, 0.5),
            zorder=7,
        )


def pack(wanted: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """Return places for discs, none over another, each in turn as near as it can to its point."""
    places = np.empty_like(wanted, dtype=float)
    for disc, (point, radius) in enumerate(zip(wanted, radii, strict=True)):
        candidates = point + SPIRAL
        apart = np.linalg.norm(candidates[:, None, :] - places[None, :disc], axis=2)
        free = (apart >= radii[:disc] + radius).all(axis=1)
        places[disc] = candidates[int(np.argmax(free))]
    return places


def draw_names(view: View, clearance: float) -> None:
    """Write the name of each zone beside its point, and what stands there for the country.

    ``clearance`` is the room for marks around a point, in points of type on a map of full size.
    """
    size = NAME_SIZE * min(max(view.scale, 0.7), 1.1)
    names = tuple(_name(area) for area in view.areas)
    points = tuple(area.point for area in view.areas)
    main = tuple(way.ends for way in view.ways if way.main)
    room = clearance * view.scale
    labels = _labels(names, points, main, view.box, view.km_a_point, size, room)
    halo = [withStroke(linewidth=2.2 * size / NAME_SIZE, foreground=PAPER, alpha=0.9)]
    for point, name, label in zip(points, names, labels, strict=True):
        middle = np.array(label.middle) * view.km_a_point + view.box[:2]
        if label.led:
            view.axes.plot(*zip(point, middle, strict=True), color=INK, lw=0.5, zorder=6)
        text = view.axes.text(*middle, name, size=size, ha="center", va="center", zorder=8)
        text.set_path_effects(halo)


@lru_cache(maxsize=64)
def _labels(
    names: tuple[str, ...],
    points: tuple[Point, ...],
    main: tuple[tuple[Point, Point], ...],
    box: Box,
    km_a_point: float,
    size: float,
    clearance: float,
) -> list[Label]:
    """Return where the names go; kept, since a map is drawn again at every step."""

    def in_points(kilometres: Any) -> np.ndarray:
        return (np.array(kilometres).reshape(-1, 2) - box[:2]) / km_a_point

    sizes = [(72 * width_inches(name, size) + 2, 1.25 * size) for name in names]
    along = np.linspace(0, 1, 40)[:, None]
    roads = [np.array(start) * (1 - along) + np.array(end) * along for start, end in main]
    room = (box[2] - box[0]) / km_a_point, (box[3] - box[1]) / km_a_point
    return place_labels(
        in_points(points), np.array(sizes).reshape(-1, 2), room, clearance, in_points(roads)
    )


def _name(area: Area) -> str:
    node, name = NODES.get(area.node or "", ""), clean(area.title, 24)
    return name if node in name.lower() else f"{name} ({node})"
