from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text
from theatres import HAITI, STRANGE, theatre

from msssim.scenario import load_scenario
from msssim.scenario.folder import example
from msssim.views.geography import geography_of
from msssim.views.map import (
    CONTROL,
    MISSION,
    POLICE,
    ROADS,
    GangMark,
    Picture,
    draw_map,
    force_size,
    layout_of,
    pack,
    road_kind,
)
from msssim.views.map_key import draw_key, forces_shown
from msssim.views.style import contrast, drawing, posture_looks
from msssim.world.kinds import Posture

pytestmark = pytest.mark.slow

POSTURE_NAMES = [posture.name.lower() for posture in Posture]


@pytest.fixture(scope="module")
def territory():
    return load_scenario("as_is").territory


@pytest.fixture(scope="module")
def full(territory) -> Picture:
    """Every layer at once: forces in every zone, and three gangs in each."""
    zones = [zone.name for zone in territory.zones]
    return Picture(
        control={zone.name: zone.gang_control for zone in territory.zones},
        police=dict.fromkeys(zones, 400.0),
        mission=dict.fromkeys(zones, 100.0),
        open_roads={link.name: 1.0 for link in territory.links if link.national_road},
        gangs=[
            GangMark(zone, posture, 150, posture) for zone in zones for posture in POSTURE_NAMES
        ],
    )


def drawn(territory, picture, size=(10.0, 6.0), **options) -> Figure:
    """A map with its key; a small one has neither names nor key."""
    geography = geography_of(territory)
    with drawing():
        figure = Figure(figsize=size)
        axes = figure.add_axes((0.01, 0.01, 0.98, 0.98))
        free, scale = draw_map(axes, geography, picture, **options)
        if not options:
            draw_key(free, geography, picture, scale)
        figure.draw_without_rendering()
    return figure


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def zone_colours(figure: Figure) -> set[str]:
    zones = [c for c in figure.findobj(PolyCollection) if c.get_zorder() == 2]
    return {to_hex(colour) for collection in zones for colour in collection.get_facecolors()}


@pytest.fixture(scope="module")
def figure(territory, full) -> Figure:
    return drawn(territory, full)


def test_every_zone_is_named_once_and_nodes_say_what_they_are(figure, territory):
    shown = words(figure)
    for zone in territory.zones:
        assert sum(text.split(" (")[0] == zone.title for text in shown) == 1, zone.title
    assert {"Tabarre (airport)", "Cité Soleil (fuel terminal)", "La Saline and port"} <= {*shown}


def test_no_name_covers_another(figure, territory):
    titles = tuple(zone.title for zone in territory.zones)
    names = [t for t in figure.findobj(Text) if t.get_text().startswith(titles)]
    boxes = {text.get_text(): text.get_window_extent() for text in names}
    assert len(boxes) == len(titles)
    for one, other in combinations(boxes, 2):
        ours, theirs = boxes[one].padded(-1.5), boxes[other].padded(-1.5)
        assert not ours.overlaps(theirs), (one, other)


def test_the_colour_of_a_zone_is_its_control_and_unknown_is_white():
    two = STRANGE["two zones"]
    figure = drawn(two, Picture({"Z0": 0.8}))
    assert zone_colours(figure) == {to_hex(CONTROL(0.8)), "#ffffff"}
    assert contrast(to_hex(CONTROL(1.0)), to_hex(CONTROL(0.0))) > 4.5


def test_a_road_is_drawn_by_the_share_of_runs_in_which_it_is_open():
    lines = [ROADS[road_kind(share)][1] for share in (1.0, 0.7, 0.5, 0.1, 0.0)]
    assert lines[0] == lines[1] == "solid"
    assert len({str(line) for line in lines}) == 3
    assert lines[3] == lines[4]


def test_the_key_speaks_of_runs_only_where_there_are_several():
    two = STRANGE["two zones"]
    one_run = words(drawn(two, Picture({}, open_roads={"Z0 - Z1": 0.0})))
    many = words(drawn(two, Picture({}, open_roads={"Z0 - Z1": 0.4})))
    assert {"main road, open", "main road, closed"} <= {*one_run}
    assert not any("runs" in text for text in one_run)
    assert "road open in 1 of 3 runs or more" in many


def test_a_closed_road_is_no_solid_line():
    styles = {}
    for share in (0.0, 1.0):
        picture = Picture({}, open_roads={"Z0 - Z1": share})
        figure = drawn(STRANGE["two zones"], picture, named=())
        lines = [c for c in figure.findobj(LineCollection) if c.get_zorder() == 4 and c.get_paths()]
        styles[share] = [collection.get_linestyle()[0][1] for collection in lines]
    assert styles[1.0] == [None]
    assert styles[0.0] != [None]


def test_the_area_of_a_mark_is_in_proportion_to_persons():
    assert force_size(400, 1.0) == pytest.approx(2 * force_size(100, 1.0))
    assert force_size(0, 1.0) == 0


def test_an_absent_mission_is_said_to_be_absent():
    one = STRANGE["one zone"]
    assert "mission: none in theatre" in words(drawn(one, Picture({}, {"Z0": 100.0}, {"Z0": 0.0})))
    there = words(drawn(one, Picture({}, {}, {"Z0": 40.0})))
    assert any(text.startswith("mission: ") and "persons" in text for text in there)


def test_kinds_of_mark_differ_in_shape_and_colour():
    looks = [POLICE, MISSION, *posture_looks().values()]
    assert set(posture_looks()) == set(POSTURE_NAMES)
    assert len({look.marker for look in looks}) == len(looks)
    assert len({look.colour for look in looks}) == len(looks)


def test_marks_of_a_zone_do_not_cover_each_other():
    gangs = [GangMark("Z0", str(size), size, "confront") for size in (10, 100, 400, 900)]
    picture = Picture({}, {"Z0": 900.0}, {"Z0": 200.0}, gangs=gangs)
    figure = drawn(theatre([HAITI]), picture, named=())
    axes = figure.axes[0].child_axes[0]
    marks = [
        (point, size**0.5 * figure.dpi / 72)
        for collection in axes.collections if isinstance(collection, PathCollection)
        for point, size in zip(
            axes.transData.transform(collection.get_offsets()), collection.get_sizes(), strict=True
        )
    ]  # fmt: skip
    assert len(marks) == 6
    for (one, wide), (other, broad) in combinations(marks, 2):
        assert np.hypot(*(one - other)) >= (wide + broad) / 2


@given(
    spots=st.lists(st.tuples(st.floats(0, 30), st.floats(0, 30)), min_size=1, max_size=14),
    radius=st.floats(1, 5),
)
def test_packed_discs_lie_apart_and_the_first_where_it_wants(spots, radius):
    places = pack(np.array(spots), np.full(len(spots), radius))
    assert tuple(places[0]) == spots[0]
    for one, other in combinations(places, 2):
        assert np.hypot(*(one - other)) >= 2 * radius - 1e-9


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_strange_theatres_draw(strange):
    zones = [zone.name for zone in strange.zones]
    roads = {link.name: 1.0 for link in strange.links}
    gangs = [GangMark(zone, "Gang", 200, "relocate") for zone in zones]
    picture = Picture(
        dict.fromkeys(zones, 0.5), dict.fromkeys(zones, 2000.0), open_roads=roads, gangs=gangs
    )
    shown = words(drawn(strange, picture, size=(5.0, 3.0)))
    assert {zone.title for zone in strange.zones} <= {*shown}


def test_the_inset_does_not_lie_on_the_theatre(territory):
    geography = geography_of(territory)
    layout = layout_of(geography)
    assert layout.inset[2] < geography.box[0]
    assert layout.free[3] < layout.inset[1]
    assert 1.3 < layout.ratio < 1.9


def test_names_from_users_are_cleaned():
    shown = words(drawn(theatre([HAITI], titles=["a\n$b$ \u202e" + "w" * 60]), Picture({})))
    (title,) = [text for text in shown if text.startswith("a $b$")]
    assert len(title) <= 24
    assert "\n" not in title


def test_a_map_in_given_colours_names_the_zones_asked_for(territory):
    figure = drawn(territory, Picture({}), colours={}, named=["GONAIVES"])
    assert words(figure) == ["Gonaïves"]
    assert not any(lines.get_paths() for lines in figure.findobj(LineCollection))


@pytest.mark.parametrize("theatre_of", ["as_is", "island"])
@pytest.mark.parametrize("width", [9.4, 4.95])
def test_the_key_stays_in_its_room(territory, full, theatre_of, width):
    played = territory if theatre_of == "as_is" else example().territory
    zones = [zone.name for zone in played.zones]
    picture = full if theatre_of == "as_is" else Picture(
        dict.fromkeys(zones, 0.5), gangs=[GangMark(zones[0], "Gang", 90, POSTURE_NAMES[0])]
    )  # fmt: skip
    figure = drawn(played, picture, size=(width, width / layout_of(geography_of(played)).ratio))
    (legend,) = figure.findobj(Legend)
    room, box = legend.axes.get_window_extent(), legend.get_window_extent()
    assert box.width <= room.width + 1
    assert box.height <= room.height + 1


def test_in_a_small_theatre_marks_stand_for_fewer_persons(territory):
    small, large = geography_of(example().territory), geography_of(territory)
    assert large.crowd == 1.0
    assert forces_shown(large.crowd) == [100, 500]
    assert forces_shown(small.crowd) == [8, 40]
    assert forces_shown(1e-6) == [1, 1]
