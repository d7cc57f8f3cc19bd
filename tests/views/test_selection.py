from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from msssim.views.selection import left_out_words, most_telling


@given(st.lists(st.floats(-9, 9) | st.just(np.nan), min_size=1, max_size=12), st.integers(3, 8))
def test_the_first_the_lowest_and_the_highest_cell_are_always_drawn(values, most):
    cells = pd.Series(values, index=[f"c{k}" for k in range(len(values))])
    chosen = most_telling(cells, most)
    assert len(chosen) == min(most, len(values))
    assert chosen == [label for label in cells.index if label in chosen]
    if cells.notna().all():
        assert {"c0", cells.idxmin(), cells.idxmax()} <= set(chosen)


def test_then_come_those_furthest_from_the_first():
    cells = pd.Series({"a": 5.0, "b": 5.1, "c": 1.0, "d": 9.0, "e": 8.0, "f": 5.2})
    assert most_telling(cells, 4) == ["a", "c", "d", "e"]


def test_what_is_left_out_is_told():
    assert left_out_words(5, 4) == " 1 more cell is in the tables."
    assert left_out_words(21, 12) == " 9 more cells are in the tables."
    assert left_out_words(3, 12) == ""
