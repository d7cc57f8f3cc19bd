"""Names beside marks: over no mark, line or other name, and the needed ones always written."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from msssim.views.style import drawing
from msssim.views.text import Name, write_names

SPOTS = st.lists(
    st.tuples(st.integers(2, 48), st.integers(2, 28)), min_size=1, max_size=8, unique=True
)
RADIUS = 4.0


def written(spots, *, needed=True, lines=(), texts=None, size=(5.0, 3.0)):
    """Return the axes, and the boxes of the names that were written, in pixels, by name."""
    texts = texts or [f"name {place}" for place in range(len(spots))]
    flags = [needed] * len(spots) if isinstance(needed, bool) else needed
    names = [
        Name(text, *spot, needed=flag) for text, spot, flag in zip(texts, spots, flags, strict=True)
    ]
    with drawing():
        figure = Figure(figsize=size)
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 50), ylim=(0, 30))
        write_names(axes, names, 7.5, [(spot, RADIUS) for spot in spots], lines)
        return axes, {text.get_text(): text.get_window_extent() for text in axes.texts}


def marks(axes, spots) -> list[Bbox]:
    radius = RADIUS * axes.figure.dpi / 72 * 0.7  # of the square inside the disc
    centres = axes.transData.transform(spots)
    return [Bbox([centre - radius, centre + radius]) for centre in centres]


@given(spots=SPOTS)
@settings(max_examples=25, deadline=None)
def test_names_that_may_be_left_out_cover_nothing_and_stay_inside(spots):
    axes, boxes = written(spots, needed=False)
    for one, other in combinations(boxes.values(), 2):
        assert not one.overlaps(other)
    for box in boxes.values():
        assert not any(box.overlaps(mark) for mark in marks(axes, spots))
        assert min(box.x0, box.y0) >= 0
        assert box.x1 <= axes.bbox.x1
        assert box.y1 <= axes.bbox.y1


@given(spots=SPOTS)
@settings(max_examples=25, deadline=None)
def test_a_name_that_is_needed_is_always_written(spots):
    _, boxes = written(spots, texts=[f"{place} " + "w" * 40 for place in range(len(spots))])
    assert len(boxes) == len(spots)


def test_a_lone_name_stands_near_its_point():
    axes, boxes = written([(25, 15)])
    (mark,) = marks(axes, [(25, 15)])
    assert Bbox.intersection(mark.padded(12), boxes["name 0"]) is not None


def test_needed_names_take_the_room_first():
    crowd = [(3 + place, 15) for place in range(30)]
    flags = [place in (9, 21) for place in range(30)]
    _, boxes = written(crowd, needed=flags, size=(3.0, 0.6))
    assert {"name 9", "name 21"} <= set(boxes)
    assert len(boxes) < len(crowd)


def test_a_name_keeps_off_a_line():
    road = np.array([(25, 15), (50, 30)])
    axes, boxes = written([(25, 15)], lines=[road])
    along = axes.transData.transform(np.linspace(*road, 200))
    assert not any(boxes["name 0"].contains(*point) for point in along)


def test_the_same_names_are_written_at_the_same_places():
    spots = [(place * 5 % 47, place * 7 % 29) for place in range(12)]
    (_, one), (_, other) = written(spots), written(spots)
    assert {name: box.bounds for name, box in one.items()} == {
        name: box.bounds for name, box in other.items()
    }


def test_nothing_to_name_is_no_error():
    assert written([])[1] == {}
