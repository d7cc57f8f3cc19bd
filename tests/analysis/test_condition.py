"""The condition of a scenario discovery: what is read, what is refused and in which words."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.analysis.conditions import OPERATORS, Comparison, Condition, read_condition
from msssim.errors import InputError
from msssim.world.observables import OUTCOMES

KNOWN = list(OUTCOMES)


def only(typed: str) -> Comparison:
    (comparison,) = read_condition(typed, KNOWN).comparisons
    return comparison


def refusal(typed: str) -> str:
    with pytest.raises(InputError) as error:
        read_condition(typed, KNOWN)
    assert {problem.path for problem in error.value.problems} == {"where"}
    return str(error.value)


@pytest.mark.parametrize(
    ("typed", "sign", "value"),
    [
        ("delivered_share < 0.12", "<", 0.12),
        ("delivered_share<12%", "<", 0.12),
        ("  delivered_share  <=  12 %  ", "<=", 0.12),
        ("displaced_end > 700_000", ">", 700_000),
        ("displaced_end >= 7e5 persons", ">=", 700_000),
        ("fund_balance_usd < 20 million", "<", 20e6),
        ("fund_balance_usd < 20 USD million", "<", 20e6),
        ("fund_balance_usd < 20 USD", "<", 20),
        ("gang_control_end > .8", ">", 0.8),
        ("lapse >= 1", ">=", 1),
        ("first_boots_days > -3.5 days", ">", -3.5),
    ],
)
def test_a_comparison_is_read_in_the_unit_of_its_outcome(typed, sign, value):
    found = only(typed)
    assert (found.outcome, found.sign) == (typed.split()[0].split("<")[0], sign)
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("deliverd_share < 0.1", ["deliverd_share", "did you mean `delivered_share`?"]),
        ("delivered_share = 0.1", ['found "="', "< <= > >="]),
        ("delivered_share == 0.1", ['found "=="']),
        ("delivered_share", ["allowed is a comparison", "delivered_share < 12 %"]),
        ("", ["allowed is a comparison"]),
        ("delivered_share < much", ["a number", "share / %"]),
        ("delivered_share < 12", ["0 to 1", "a percentage"]),
        ("lapse > 50", ["0 to 1"]),
        ("displaced_end > 10 %", ["allowed is persons"]),
        ("displaced_end > 700,000", ["a number, such as 12 or 12_000"]),
        ("displaced_end > 1e999", ["a number"]),
        ("displaced_end > 1__0", ["a number"]),
        ("displaced_end > nan", ["a number"]),
        ("displaced_end > 1 < 2", ["persons"]),
        ("displaced_end > __import__('os')", ["a number"]),
        ("displaced_end > 1 and", ["displaced_end"]),
    ],
)
def test_what_is_wrong_is_said_with_what_is_allowed(typed, words):
    said = refusal(typed)
    for word in words:
        assert word in said


def test_everything_wrong_is_said_at_once():
    assert len(refusal("strength < 3 and lapse > 7 and displaced_end > 1").splitlines()) == 2


def test_all_comparisons_must_hold_and_what_never_happened_meets_none():
    runs = pd.DataFrame({"first_boots_days": [10, 300, np.nan, 300], "lapse": [1, 0, 1, 1]})
    condition = read_condition("first_boots_days > 200 AND lapse >= 1", KNOWN)
    assert condition.outcomes == ["first_boots_days", "lapse"]
    assert condition.holds(runs).tolist() == [False, False, False, True]
    never = read_condition("first_boots_days <= 200", KNOWN)
    assert never.holds(runs).tolist() == [True, False, False, False]


def test_each_sign_compares_as_it_is_written():
    runs = pd.DataFrame({"lapse_weeks": [1.0, 2.0, 3.0]})
    held = {sign: Comparison("lapse_weeks", sign, 2.0).holds(runs).tolist() for sign in OPERATORS}
    assert held == {
        "<": [True, False, False],
        "<=": [True, True, False],
        ">": [False, False, True],
        ">=": [False, True, True],
    }


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("delivered_share < 0.07", "delivered share below 7 %"),
        ("fund_balance_usd >= 2e7", "cash in the trust fund at least USD 20 million"),
        ("displaced_end > 700000", "displaced above 700,000 persons"),
        ("lapse >= 1", "lapse at least 1 (no is 0, yes is 1)"),
        (
            "lapse_weeks > 2 and abuse_cases <= 5",
            "lapse weeks above 2 weeks and abuse cases at most",
        ),
    ],
)
def test_a_condition_reads_in_the_units_of_tables(typed, words):
    assert read_condition(typed, KNOWN).in_words().startswith(words)


comparisons = st.builds(
    Comparison,
    st.sampled_from([name for name in KNOWN if OUTCOMES[name].unit in ("persons", "USD", "days")]),
    st.sampled_from(list(OPERATORS)),
    st.floats(allow_nan=False, allow_infinity=False),
)


@given(st.lists(comparisons, min_size=1, max_size=4))
def test_what_is_printed_is_read_as_it_was(parts):
    condition = Condition(tuple(parts))
    assert read_condition(str(condition), KNOWN) == condition


@given(st.one_of(st.text(), st.text("delivr_sha<>=%10.eE+-_ and\n\x00'\"();")))
def test_any_text_is_read_or_refused_in_words(typed):
    try:
        condition = read_condition(typed, KNOWN)
    except InputError as error:
        assert all(problem.path == "where" for problem in error.problems)
    else:
        assert condition == read_condition(str(condition), KNOWN)
