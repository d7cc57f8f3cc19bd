"""Where the zones of a theatre lie: a cell of land around each, and the links between them.

A zone is known by one point, its main place. Its cell is its Voronoi cell, the land that is nearer
to that point than to any other zone's, cut to the coast. It is no administrative border. So that an
outer zone does not cover half of the country, no cell extends further from its point than ``REACH``
times the largest gap between a zone and its nearest neighbour (some 16 km in Haiti).

Coordinates are kilometres on a plane that touches the theatre in its middle.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

import numpy as np
import shapely
from scipy.spatial import cKDTree
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


@dataclass(frozen=True, eq=False)
class Geography:
    """A theatre ready to be drawn.

    Attributes
    ----------
    territory
        The zones and the links between them.
    points, cells
        Main place of each zone, and the land that is drawn for it.
    land
        Land in and around the theatre.
    box
        What a map has to show.
    capital
        What an inset has to show: the crowded part of the metropolitan zones; None if none is.
    """

    territory: Territory
    points: Mapping[str, Point]
    cells: Mapping[str, BaseGeometry]
    land: BaseGeometry
    box: Box
    capital: Box | None

    @property
    def crowd(self) -> float:
        """Inhabitants in millions, one at most: so much smaller are forces, and what marks show."""
        inhabitants = sum(zone.population for zone in self.territory.zones)
        return min(1.0, max(inhabitants, 1) / 1_000_000)


@lru_cache(maxsize=16)
def geography_of(territory: Territory) -> Geography:
    """Return where the zones of a scenario lie; kept, since maps are drawn again at every step."""
    zones = territory.zones
    degrees = np.array([(zone.longitude, zone.latitude) for zone in zones])
    middle = degrees.mean(axis=0)
    points = set_apart(_on_plane(degrees, middle))
    reach = reach_of(points)
    land = land_of(points, reach, shapely.transform(outline(), lambda at: _on_plane(at, middle)))
    cells = cells_of(points, reach, land)
    names = [zone.name for zone in zones]
    return Geography(
        territory,
        dict(zip(names, map(tuple, points.tolist()), strict=True)),
        dict(zip(names, cells, strict=True)),
        land,
        _around(shapely.total_bounds(cells), 0.12 * reach),
        capital_of(points, np.array([zone.metropolitan for zone in zones], dtype=bool), reach),
    )


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
    """Return how far a cell may extend from its point, in kilometres: see the module."""
    return REACH * float(gaps_of(points).max()) if len(points) > 1 else LONE_REACH


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

    Corners are rounded to a millimetre, so that neighbours share their edge to the last digit.
    """
    spots = shapely.points(points)
    frame = shapely.buffer(shapely.multipoints(spots), FAR * reach).envelope
    nearest = shapely.voronoi_polygons(shapely.multipoints(spots), extend_to=frame, ordered=True)
    near = shapely.intersection(
        shapely.get_parts(nearest), shapely.buffer(spots, reach, quad_segs=24)
    )
    cells: np.ndarray = shapely.intersection(near, land, grid_size=MILLIMETRE)
    return cells


def capital_of(points: np.ndarray, metropolitan: np.ndarray, reach: float) -> Box | None:
    """Return the box around the metropolitan zones that lie too close together for a map."""
    inside = points[metropolitan]
    crowded = inside[gaps_of(inside) < CROWDED * reach] if len(inside) > 1 else inside
    if len(crowded) < 3:
        return None
    return _around(np.concatenate([crowded.min(axis=0), crowded.max(axis=0)]), 0.16 * reach)


@lru_cache(maxsize=1)
def outline() -> BaseGeometry:
    """Return the shipped country's land, in degrees."""
    file = shipped_folder("scenarios") / "theatre" / "outline.geojson"
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    return shapely.make_valid(shapely.union_all(shapes))


def rings(shape: BaseGeometry) -> list[np.ndarray]:
    """Return the outer edges of the polygons in a shape, each of shape (corner, 2)."""
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
    return [np.asarray(part.exterior.coords) for part in parts if not part.is_empty]


def _on_plane(degrees: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """Project longitude and latitude to kilometres east and north of the middle."""
    shrink = max(cos(radians(middle[1])), 0.05)
    plane: np.ndarray = (degrees - middle) * [KM_A_DEGREE * shrink, KM_A_DEGREE]
    return plane


def _around(bounds: np.ndarray, margin: float) -> Box:
    west, south, east, north = (float(edge) for edge in bounds)
    return west - margin, south - margin, east + margin, north + margin
