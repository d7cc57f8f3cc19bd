"""Lines are read as they are written, and a run meets them or does not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.analysis import RED_LINES, Line, line_of
from msssim.analysis.conditions import OPERATORS
from msssim.errors import InputError
from msssim.world.observables import OUTCOMES

NUMBERS = st.floats(0, 1)


@given(st.sampled_from(list(OUTCOMES)), st.sampled_from(list(OPERATORS)), NUMBERS)
def test_a_line_is_read_as_it_is_written(outcome, sign, level):
    assert line_of(f" {outcome}{sign} {level!r} ") == Line(outcome, sign, level)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            "gang_control_end <= 75 %",
            Line("gang_control_end", "<=", 0.75),
            "gang control at most 75 %",
        ),
        (
            "displaced_end<=baseline",
            Line("displaced_end", "<=", None),
            "displaced at most the baseline's",
        ),
        (
            "civilians_killed > 8_000",
            Line("civilians_killed", ">", 8000.0),
            "civilians killed above 8,000 persons",
        ),
        ("lapse < 1", Line("lapse", "<", 1.0), "lapse < 1"),
    ],
)
def test_a_line_is_said_in_words(text, line, words):
    assert line_of(text) == line
    assert str(line) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "allowed is a comparison"),
        ("lapse", "allowed is a comparison"),
        ("lapse = 1", "allowed is one of < <= > >="),
        ("laps < 1", "did you mean `lapse`"),
        ("laps < baseline", "did you mean `lapse`"),
        ("lapse < one", "allowed is a number"),
        ("lapse < 1 and converted < 1", "allowed is one comparison a line"),
        ("lapse < 1e999999", "allowed is a number"),
        ("lapse < nan", "allowed is a number"),
        ("gang_control_end < 75", "allowed is 0 to 1"),
        ("lapse < __import__('os')", "allowed is a number"),
    ],
)
def test_what_is_no_line_is_refused_in_words(text, words):
    with pytest.raises(InputError) as refused:
        line_of(text)
    assert words in str(refused.value)


@given(st.text(max_size=40))
def test_any_text_is_a_line_or_refused(text):
    try:
        line = line_of(text)
    except InputError:
        return
    assert line.outcome in OUTCOMES


def test_what_never_happened_meets_no_line_and_what_was_lost_is_not_known():
    values = pd.DataFrame({"a": [1.0, np.nan, 3.0], "b": [2.0, 2.0, 2.0]})
    baseline = pd.Series([2.0, 2.0, np.nan])
    for sign in ("<", ">"):
        assert line_of(f"first_boots_days {sign} 2").met(values, baseline)["a"][1] == 0
    held = Line("first_boots_days", "<=", None).met(values, baseline)
    assert held["a"].tolist()[:2] == [1, 0]
    assert held.iloc[2].isna().all()
    assert held["b"].tolist()[:2] == [1, 1]


def test_the_red_lines_hold_both_what_the_state_does_and_what_it_holds():
    assert [line.outcome for line in RED_LINES] == [
        "lapse", "gang_control_end", "civilians_killed_by_state", "displaced_end",
    ]  # fmt: skip
