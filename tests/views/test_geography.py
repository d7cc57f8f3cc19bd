"""What must hold of the cells of any theatre, however its zones lie."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from theatres import HAITI, STRANGE, theatre

from msssim.scenario import load_scenario
from msssim.views.geography import LEAST_GAP, geography_of, outline, reach_of, set_apart

NOTHING = 1e-4

HERE = st.tuples(st.floats(-73.5, -71.8), st.floats(18.1, 19.8))
GRID = st.tuples(st.integers(-5, 5).map(lambda step: -72.3 + step / 10), st.just(18.9))
ANYWHERE = st.tuples(st.floats(-179, 179), st.floats(-89, 89))
POINTS = st.one_of(
    st.lists(HERE, min_size=1, max_size=9),
    st.lists(GRID, min_size=1, max_size=6),
    st.lists(ANYWHERE, min_size=1, max_size=6),
)


@pytest.fixture(scope="module")
def haiti():
    return geography_of(load_scenario("as_is").territory)


@given(points=POINTS)
@settings(max_examples=60, deadline=None)
def test_cells_share_the_land_around_their_points_out(points):
    geography = geography_of(theatre(points))
    places = np.array(list(geography.points.values()))
    reach, cells = reach_of(places), list(geography.cells.values())
    small = NOTHING * reach**2
    assert all(one.intersection(other).area <= small for one, other in combinations(cells, 2))
    for place, cell in zip(map(shapely.Point, places), cells, strict=True):
        assert cell.difference(geography.land).area <= small
        assert cell.difference(place.buffer(reach * 1.001, quad_segs=64)).area <= small
        if geography.land.covers(place):
            assert cell.distance(place) <= NOTHING * reach
            assert not cell.is_empty
    within = shapely.union_all(shapely.buffer(shapely.points(places), reach, quad_segs=24))
    left_out = within.intersection(geography.land).difference(shapely.union_all(cells))
    assert left_out.area <= small


@given(points=st.lists(st.tuples(*2 * [st.integers(-2, 2)]), min_size=1, max_size=15))
def test_zones_on_one_spot_are_set_apart_and_the_others_stay(points):
    wanted = np.array(points, dtype=float)
    placed = set_apart(wanted)
    for one, other in combinations(placed, 2):
        assert np.hypot(*(one - other)) >= LEAST_GAP
    first = [place for place, point in enumerate(points) if point not in points[:place]]
    assert (placed[first] == wanted[first]).all()


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_every_zone_of_a_strange_theatre_has_land(strange):
    geography = geography_of(strange)
    assert all(cell.area > 0 for cell in geography.cells.values())
    west, south, east, north = geography.box
    assert all(west < x < east and south < y < north for x, y in geography.points.values())


def test_the_shipped_zones_lie_on_haiti_near_their_places(haiti):
    for name, cell in haiti.cells.items():
        place = shapely.Point(haiti.points[name])
        assert cell.covers(place), name
        assert shapely.hausdorff_distance(cell, place) < 20, name
    whole = sum(cell.area for cell in haiti.cells.values())
    assert 0.2 < whole / 27_750 < 0.3


def test_the_inset_takes_the_crowded_zones_alone(haiti):
    capital = shapely.box(*haiti.capital)
    inside = {name for name, at in haiti.points.items() if capital.covers(shapely.Point(at))}
    assert {"PAP_CENTRE", "CITE_SOLEIL", "DELMAS_LOWER", "TABARRE", "PETION_VILLE"} <= inside
    assert inside.isdisjoint({"GRESSIER", "KENSCOFF", "CANAAN", "GONAIVES"})


def test_distances_on_the_map_are_kilometres(haiti):
    place = {name: np.array(point) for name, point in haiti.points.items()}
    assert np.hypot(*(place["GONAIVES"] - place["PAP_CENTRE"])) == pytest.approx(107, abs=3)


def test_a_theatre_is_worked_out_once():
    territory = load_scenario("as_is").territory
    assert geography_of(territory) is geography_of(load_scenario("no_mission").territory)
    assert geography_of(theatre([HAITI])) is not geography_of(theatre([(-72.1, 18.9)]))


def test_another_country_is_not_cut_to_haiti():
    geography = geography_of(STRANGE["another country"])
    assert len(shapely.get_parts(geography.land)) == 1
    assert geography.capital is not None


def test_the_outline_is_haiti():
    assert outline().covers(shapely.Point(-72.3388, 18.5434))
    assert outline().bounds == pytest.approx((-74.5, 18.0, -71.6, 20.1), abs=0.1)
