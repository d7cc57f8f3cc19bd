from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from msssim.views.layout import TITLE_SIZES, title_of
from msssim.views.text import clean, fit, spread, width_inches, wrap

places = st.lists(st.floats(-5, 15), min_size=1, max_size=8)
words = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=30)


@given(places)
def test_labels_keep_their_distance_and_their_order(wanted):
    placed = spread(wanted, 1.0, 0.0, 10.0)
    steps = np.diff(np.sort(placed))
    assert (steps >= 1 - 1e-9).all()
    assert placed.min() >= -1e-9
    assert placed.max() <= 10 + 1e-9
    for one, high in zip(wanted, placed, strict=True):
        for other, low in zip(wanted, placed, strict=True):
            assert not (one > other and high < low)


def test_labels_with_room_stay_where_they_are():
    assert spread([1.0, 5.0, 3.0], 1.0, 0.0, 10.0).tolist() == [1.0, 5.0, 3.0]


def test_of_two_equal_labels_the_first_lies_higher():
    first, second = spread([5.0, 5.0], 1.0, 0.0, 10.0)
    assert (first, second) == (5.5, 4.5)


@given(words)
def test_a_title_never_overflows(listed):
    text, size = fit(" ".join(listed), 4.0, (13.0, 11.0), "bold")
    lines = text.split("\n")
    assert len(lines) <= 2
    assert all(width_inches(line, size, "bold") <= 4.0 for line in lines)


def test_an_interval_is_not_broken():
    lines = wrap("killed by minus twenty persons [12 to 34] in all", 2.0, 11.0)
    assert len(lines) > 1
    assert any("[12 to 34]" in line for line in lines)


def test_unprintable_text_is_cleaned():
    assert clean("a\n b\t\u200bc \u6d77") == "a b c ?"
    assert clean("x" * 100, 10) == "x" * 9 + "…"


def test_a_title_takes_a_third_line_before_it_loses_its_end():
    words = " ".join(["civilians"] * 26) + " abuse"
    title, size = title_of(words, 7.0)
    assert title.endswith("abuse")
    assert (title.count("\n"), size) == (2, TITLE_SIZES[-1])
    assert title_of("short", 7.0) == ("short", TITLE_SIZES[0])
