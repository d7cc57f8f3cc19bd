"""Waiting out the mission: a geometric number of renewals, discounted.

The mission leaves at the end of the mandate, or after one, two ... further terms, each renewed with
chance p: the expected discount is the sum of p^k (1 - p) beta^(T_end + k T) over k.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import choice
from sections import section

weeks, patience = st.floats(0, 80), st.floats(0.5, 1.0)


def waiting_factor(in_force, to_end, renewal, term, patience):
    gangs = section("gangs", patience=patience)
    return choice.waiting_factor(to_end, gangs, in_force=in_force, renewal=renewal, term_weeks=term)


@given(to_end=weeks, renewal=st.floats(0, 0.99), term=st.floats(1, 80), patience=patience)
def test_the_factor_is_the_sum_over_renewals(to_end, renewal, term, patience):
    k = np.arange(5_000)
    summands = renewal**k * (1 - renewal) * patience ** (to_end + k * term)
    found = waiting_factor(True, to_end, renewal, term, patience)
    assert found == pytest.approx(summands.sum(), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize(("stay", "factor"), [(13.0, 0.82), (26.0, 0.68), (52.0, 0.46)])
def test_without_renewal_it_is_patience_over_what_is_left_of_the_mandate(stay, factor):
    assert waiting_factor(True, stay, 0.0, 52.0, 0.985) == pytest.approx(0.985**stay)
    assert waiting_factor(True, stay, 0.0, 52.0, 0.985) == pytest.approx(factor, abs=0.006)


@given(to_end=weeks, renewal=st.floats(0, 1), term=weeks, patience=patience)
def test_after_a_lapse_there_is_nothing_to_wait_for(to_end, renewal, term, patience):
    assert waiting_factor(False, to_end, renewal, term, patience) == 1.0


def test_a_mandate_past_its_end_is_judged_as_on_its_last_day():
    assert waiting_factor(True, -3.0, 0.5, 52.0, 0.98) == waiting_factor(True, 0.0, 0.5, 52.0, 0.98)


@given(to_end=weeks, term=weeks)
def test_a_mission_that_never_leaves_is_waited_out_by_nobody(to_end, term):
    assert waiting_factor(True, to_end, 1.0, term, 1.0) == 0.0
    assert waiting_factor(True, to_end, 0.999, term, 1.0) == pytest.approx(1.0)


@given(
    to_end=weeks, later=st.floats(0.1, 50), renewal=st.floats(0, 0.98),
    likelier=st.floats(0.01, 0.02), patience=st.floats(0.9, 0.995),
)  # fmt: skip
def test_a_later_end_or_a_likelier_renewal_makes_waiting_worth_less(
    to_end, later, renewal, likelier, patience
):
    base = waiting_factor(True, to_end, renewal, 52.0, patience)
    assert 0 <= waiting_factor(True, to_end + later, renewal, 52.0, patience) < base <= 1
    assert waiting_factor(True, to_end, renewal + likelier, 52.0, patience) < base
