"""Where the zones of a theatre lie: a cell of land around each, and the ways between them.

A zone is known by one point, its main place. Its cell is the land that is nearer to that point than
to any other zone's: a Voronoi cell, cut to the coast. It is no administrative border. So that an
outer zone does not run over half of the country, no cell reaches further from its point than
``REACH`` times the largest gap between a zone and its nearest neighbour (some 16 km in Haiti).

Everything is in kilometres on a plane that touches the theatre in its middle.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

import numpy as np
import shapely
from scipy.spatial import Voronoi, cKDTree
from shapely.geometry.base import BaseGeometry

from msssim.scenario.parameters.territory import Territory
from msssim.scenario.shipped import shipped_folder

REACH = 0.75
LONE_REACH = 10.0
LEAST_GAP = 0.1
ISLET = 1.0
FAR = 50.0
MILLIMETRE = 1e-6
CROWDED = 0.4
KM_A_DEGREE = 111.2
GOLDEN_ANGLE = 2.399963

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""West, south, east, north."""


@dataclass(frozen=True)
class Area:
    """A zone on the map: its point, and the land that is drawn for it."""

    name: str
    title: str
    point: Point
    cell: BaseGeometry
    node: str | None


@dataclass(frozen=True)
class Way:
    """A link on the map, a straight line between two zones; ``main`` is a national road."""

    name: str
    ends: tuple[Point, Point]
    kind: str
    main: bool


@dataclass(frozen=True, eq=False)
class Geography:
    """A theatre ready to be drawn; compared and cached by identity.

    Attributes
    ----------
    areas, ways
        Zones and links, in the order of the scenario's tables.
    land
        Land in and around the theatre.
    box
        What a map has to show.
    capital
        What an inset has to show: the crowded part of the metropolitan zones; None if none is.
    crowd
        Inhabitants in millions, one at most: so much smaller are the forces that marks stand for.
    """

    areas: tuple[Area, ...]
    ways: tuple[Way, ...]
    land: BaseGeometry
    box: Box
    capital: Box | None
    crowd: float


def geography_of(territory: Territory) -> Geography:
    """Return where the zones of a scenario lie; the same object for the same zones and links."""
    zones = tuple(
        (zone.name, zone.title, zone.longitude, zone.latitude, zone.metropolitan, zone.node)
        for zone in territory.zones
    )
    links = tuple(
        (link.name, link.zone_a, link.zone_b, link.kind, link.national_road)
        for link in territory.links
    )
    inhabitants = sum(zone.population for zone in territory.zones)
    return _geography(zones, links, min(1.0, max(inhabitants, 1) / 1_000_000))


@lru_cache(maxsize=16)
def _geography(
    zones: tuple[tuple[str, str, float, float, bool, str | None], ...],
    links: tuple[tuple[str, str, str, str, bool], ...],
    crowd: float,
) -> Geography:
    degrees = np.array([zone[2:4] for zone in zones])
    middle = degrees.mean(axis=0)
    points = set_apart(_on_plane(degrees, middle))
    reach = reach_of(points)
    land = land_of(points, reach, _on_plane_all(outline(), middle))
    cells = cells_of(points, reach, land)
    places = dict(zip((zone[0] for zone in zones), map(tuple, points.tolist()), strict=True))
    areas = tuple(
        Area(name, title, places[name], cell, node)
        for (name, title, _, _, _, node), cell in zip(zones, cells, strict=True)
    )
    ways = tuple(
        Way(name, (places[one], places[other]), kind, main)
        for name, one, other, kind, main in links
    )
    metropolitan = np.array([zone[4] for zone in zones], dtype=bool)
    box = _around(shapely.total_bounds(cells), 0.12 * reach)
    return Geography(areas, ways, land, box, capital_of(points, metropolitan, reach), crowd)


def set_apart(points: np.ndarray) -> np.ndarray:
    """Move points that coincide apart, to ``LEAST_GAP`` kilometres, around the first of them."""
    placed: list[np.ndarray] = []
    for point in points:
        free, turn = point, 0
        while placed and np.min(np.hypot(*(np.array(placed) - free).T)) < LEAST_GAP:
            turn += 1
            angle, distance = GOLDEN_ANGLE * turn, LEAST_GAP * (1.1 + 0.5 * turn**0.5)
            free = point + distance * np.array([np.cos(angle), np.sin(angle)])
        placed.append(free)
    return np.array(placed)


def reach_of(points: np.ndarray) -> float:
    """Return how far a cell may reach from its point, in kilometres: see the module."""
    if len(points) < 2:
        return LONE_REACH
    return REACH * float(gaps_of(points).max())


def gaps_of(points: np.ndarray) -> np.ndarray:
    """Return the distance from each point to its nearest neighbour."""
    distances, _ = cKDTree(points).query(points, k=2)
    return np.asarray(distances)[:, 1]


def land_of(points: np.ndarray, reach: float, country: BaseGeometry) -> BaseGeometry:
    """Return the land that cells are cut to.

    The country's, if most zones lie on it; a zone in its waters gets an islet. A theatre elsewhere,
    whose coast is not known, gets the hull of its points and what lies around it.
    """
    spots = shapely.points(points)
    ashore = shapely.covers(country, spots)
    if 2 * ashore.sum() > len(points):
        return shapely.union_all([country, *shapely.buffer(spots[~ashore], ISLET)])
    return shapely.buffer(shapely.convex_hull(shapely.multipoints(spots)), 0.6 * reach)


def cells_of(points: np.ndarray, reach: float, land: BaseGeometry) -> np.ndarray:
    """Return each point's land: nearer to it than to another, and within ``reach``.

    Cells at the edge of a Voronoi diagram are endless, and fewer than three points, or points in a
    line, have no diagram at all. A ring of points far outside closes them all. Corners are rounded
    to a millimetre, so that neighbours share their edge to the last digit.
    """
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    radius = FAR * (np.ptp(points, axis=0).max() + reach)
    angles = np.linspace(0.1, 0.1 + 2 * np.pi, 8, endpoint=False)
    ring = middle + radius * np.column_stack([np.cos(angles), np.sin(angles)])
    diagram = Voronoi(np.vstack([points, ring]) - middle)
    corners = diagram.vertices + middle
    regions = [diagram.regions[region] for region in diagram.point_region[: len(points)]]
    nearest = np.array([shapely.convex_hull(shapely.multipoints(corners[r])) for r in regions])
    within = shapely.buffer(shapely.points(points), reach, quad_segs=24)
    near = shapely.intersection(nearest, within)
    cells: np.ndarray = shapely.intersection(near, land, grid_size=MILLIMETRE)
    return cells


def capital_of(points: np.ndarray, metropolitan: np.ndarray, reach: float) -> Box | None:
    """Return the box around the metropolitan zones that lie too close together for a map."""
    inside = points[metropolitan]
    if len(inside) < 3:
        return None
    crowded = inside[gaps_of(inside) < CROWDED * reach]
    if len(crowded) < 3:
        return None
    return _around([*crowded.min(axis=0), *crowded.max(axis=0)], 0.16 * reach)


@lru_cache(maxsize=1)
def outline() -> BaseGeometry:
    """Return the shipped country's land, in degrees."""
    file = shipped_folder("scenarios") / "theatre" / "outline.geojson"
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    return shapely.make_valid(shapely.union_all(shapes))


def rings(shape: BaseGeometry) -> list[np.ndarray]:
    """Return the outer edges of the polygons in a shape, each of shape (corner, 2)."""
    return [np.asarray(part.exterior.coords) for part in _polygons(shape)]


def _polygons(shape: BaseGeometry) -> Iterator[shapely.Polygon]:
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Polygon) and not part.is_empty:
            yield part


def _on_plane(degrees: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """Project longitude and latitude to kilometres east and north of the middle."""
    shrink = max(cos(radians(middle[1])), 0.05)
    plane: np.ndarray = (degrees - middle) * [KM_A_DEGREE * shrink, KM_A_DEGREE]
    return plane


def _on_plane_all(shape: BaseGeometry, middle: np.ndarray) -> BaseGeometry:
    return shapely.transform(shape, lambda degrees: _on_plane(degrees, middle))


def _around(bounds: Box | np.ndarray | list[float], margin: float) -> Box:
    west, south, east, north = (float(edge) for edge in bounds)
    return west - margin, south - margin, east + margin, north + margin
