from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from msssim.views.label_placement import DOT, Box, place_names

FRAME = (5.0, 3.0)
dots = st.lists(st.tuples(st.floats(0, FRAME[0]), st.floats(0, FRAME[1])), max_size=12)


@given(dots, st.data())
def test_names_that_may_be_left_out_cover_nothing_and_stay_inside(places, data):
    widths = data.draw(st.lists(st.floats(0.2, 2.0), min_size=len(places), max_size=len(places)))
    boxes = place_names(widths, places, [False] * len(places), FRAME)
    placed = [box for box in boxes if box is not None]
    assert all(box.within(Box(0, 0, *FRAME)) for box in placed)
    assert not any(one.meets(other) for one, other in combinations(placed, 2))
    taken = [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in places]
    assert not any(box.meets(dot) for box in placed for dot in taken)


@given(dots)
def test_a_name_that_is_needed_is_always_written(places):
    assert all(place_names([1.0] * len(places), places, [True] * len(places), FRAME))


def test_a_lone_name_stands_to_the_right_of_its_dot():
    (box,) = place_names([1.0], [(2.0, 1.5)], [False], FRAME)
    assert box is not None
    assert 2.0 < box.left < 2.2
    assert box.bottom < 1.5 < box.top


def test_needed_names_take_the_room_first():
    near = [(2.0, 1.5), (2.02, 1.5)]
    small = (3.3, 1.8)
    first, second = place_names([1.2, 1.2], near, [False, True], small)
    alone = place_names([1.2], near[1:], [True], small)
    assert second is not None
    assert alone[0] is not None
    assert second.away(near[1]) <= 0.1
    assert first is None or not first.meets(second)


def test_a_name_stands_by_its_own_dot_rather_than_by_anothers():
    crowd = [(2.5, 1.5), (2.56, 1.5), (2.62, 1.5)]
    boxes = place_names([0.5] * 3, crowd, [True] * 3, FRAME)
    left, _, right = boxes
    assert left is not None
    assert right is not None
    assert left.right < 2.5
    assert right.left > 2.62
