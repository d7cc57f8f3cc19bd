from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from msssim.views.labels import place_labels

ROOM = (400.0, 300.0)
NOWHERE = np.empty((0, 2))
SPOTS = st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300)), min_size=1, max_size=8)


def boxes(points, sizes, marks=(), roads=NOWHERE):
    marks = np.array(marks, dtype=float).reshape(-1, 4)
    labels = place_labels(np.array(points), np.array(sizes), ROOM, marks, roads)
    return [
        (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        for (x, y), (width, height) in zip(
            (label.middle for label in labels), sizes, strict=True
        )
    ]  # fmt: skip


def overlap(one, other):
    width = min(one[2], other[2]) - max(one[0], other[0])
    return min(width, min(one[3], other[3]) - max(one[1], other[1])) > 1e-9


@given(points=SPOTS)
def test_names_lie_inside_and_over_no_other_name(points):
    placed = boxes(points, [(50.0, 9.0)] * len(points))
    assert not any(overlap(one, other) for one, other in combinations(placed, 2))
    for west, south, east, north in placed:
        assert min(west, south) >= 0
        assert east <= ROOM[0]
        assert north <= ROOM[1]


@given(points=SPOTS)
def test_names_keep_off_marks(points):
    marks = [(x - 6, y - 6, x + 6, y + 6) for x, y in points]
    placed = boxes(points, [(50.0, 9.0)] * len(points), marks)
    assert not any(overlap(name, mark) for name in placed for mark in marks)


def test_a_lone_name_stands_at_the_right_of_its_point():
    ((west, south, east, north),) = boxes([(100.0, 100.0)], [(50.0, 9.0)])
    assert (west, (south + north) / 2) == (102.0, 100.0)
    assert east == 152.0


def test_a_name_rather_keeps_off_a_road():
    road = np.column_stack([np.linspace(100, 400, 100), np.full(100, 100.0)])
    ((west, *_),) = boxes([(100.0, 100.0)], [(50.0, 9.0)], roads=road)
    assert west < 100


def test_a_name_that_must_go_far_is_led_to():
    block = np.array([[0.0, 60.0, 200.0, 140.0]])
    points, size = np.array([[100.0, 100.0]]), np.array([[50.0, 9.0]])
    assert place_labels(points, size, ROOM, block, NOWHERE)[0].led
    assert not place_labels(points, size, ROOM, np.empty((0, 4)), NOWHERE)[0].led
