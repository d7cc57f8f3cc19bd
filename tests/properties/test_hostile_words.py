"""Whatever follows ``--where``, ``--line`` and ``--set`` is refused in words, or understood."""

from __future__ import annotations

import pytest
from hostile import JUNK, only_refused
from hypothesis import given, settings
from hypothesis import strategies as st

from msssim.analysis.conditions import line_of, read_condition
from msssim.errors import InputError
from msssim.scenario import load_scenario
from msssim.world.observables import OUTCOMES

NAMES = list(OUTCOMES)
WORDS = st.sampled_from(
    (
        *NAMES[:20],
        *JUNK,
        "<",
        "<=",
        ">",
        ">=",
        "=",
        "and",
        "AND",
        "%",
        "12",
        "1e308",
        "-0.0",
        "million",
        "USD",
        "baseline",
        "__import__('os')",
        "; rm -rf x",
        "\x1b[31m",
        "\udcff",
        "\0",
        "  " * 40,
    )
)
TYPED = st.lists(WORDS | st.text(max_size=3), max_size=8).map(" ".join)


@given(typed=TYPED)
@settings(max_examples=300)
def test_any_condition_is_refused_or_reads_the_same_when_it_is_printed(typed):
    with only_refused():
        found = read_condition(typed, NAMES)
        assert read_condition(str(found), NAMES) == found


@given(typed=TYPED)
@settings(max_examples=300)
def test_any_line_is_refused_or_read(typed):
    with only_refused():
        assert line_of(typed).outcome in OUTCOMES


@pytest.mark.slow
@given(
    typed=st.builds(
        "{}={}".format,
        st.sampled_from(
            (
                "title",
                "start",
                "events",
                "funding.conversion",
                "funding.donors",
                "funding.donors.United States.hold",
                "territory",
                "",
                "a..b",
            )
        ),
        WORDS,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_setting_is_refused_or_taken(typed):
    with only_refused():
        load_scenario("as_is", [typed])


@pytest.mark.parametrize("read", [lambda text: read_condition(text, NAMES), line_of])
@pytest.mark.parametrize(
    "text", ["a{}b", "lapse <{}b{}c", "lapse{}< 1{}and{}x", "lapse <{}baseline{}x"]
)
def test_a_long_gap_does_not_keep_the_reader_busy(read, text):
    with pytest.raises(InputError):
        read(text.replace("{}", " " * 100_000))
