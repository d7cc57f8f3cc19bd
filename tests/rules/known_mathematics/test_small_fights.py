"""Fights of small numbers to the end: exact chances of winning.

With casualties one at a time, a side of m wins against n with chance W(m, n) = (r_B W(m, n - 1)
+ r_A W(m - 1, n)) / (r_A + r_B), where r_A and r_B are the rates at which either loses a person.
Wholly aimed fire makes the rates r_A ~ n and r_B ~ m, the square law; fire at large makes both
~ m n, the linear law, for which each casualty is the toss of one coin, whatever the numbers.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from msssim.rules.contacts import casualty_rate
from sections import section

SQUARE, LINEAR = 1.0, 0.0
CONTACTS = section("contacts", block_persons=1_000.0)


def _winning_chance(ours, theirs, aim, our_lethality=20.0, their_lethality=20.0):
    chance = np.zeros((ours + 1, theirs + 1))
    chance[1:, 0] = 1.0
    for m in range(1, ours + 1):
        for n in range(1, theirs + 1):
            we_lose = casualty_rate(their_lethality, CONTACTS, shooters=n, aim=aim, targets=m)
            they_lose = casualty_rate(our_lethality, CONTACTS, shooters=m, aim=aim, targets=n)
            chance[m, n] = (they_lose * chance[m, n - 1] + we_lose * chance[m - 1, n]) / (
                we_lose + they_lose
            )
    return float(chance[ours, theirs])


@pytest.mark.parametrize(
    ("ours", "theirs", "square", "linear"), [(15, 10, 0.958, 0.846), (30, 20, 0.993, 0.924)]
)
def test_numbers_count_for_more_when_fire_is_aimed(ours, theirs, square, linear):
    assert _winning_chance(ours, theirs, SQUARE) == pytest.approx(square, abs=1e-3)
    assert _winning_chance(ours, theirs, LINEAR) == pytest.approx(linear, abs=1e-3)


def test_aiming_in_part_lies_between_the_two_laws():
    linear, between, square = (_winning_chance(15, 10, aim) for aim in (LINEAR, 0.05, SQUARE))
    assert linear < between < square


@given(ours=st.integers(1, 8), theirs=st.integers(1, 8), ratio=st.floats(0.2, 5.0))
def test_under_the_linear_law_the_winner_is_a_matter_of_tossing_one_coin(ours, theirs, ratio):
    # we win if, of the first m + n - 1 casualties, at least n are theirs
    coin = ratio / (1 + ratio)
    expected = stats.binom.sf(theirs - 1, ours + theirs - 1, coin)
    found = _winning_chance(ours, theirs, LINEAR, 20.0 * ratio, 20.0)
    assert found == pytest.approx(expected, abs=1e-12)


@given(ours=st.integers(1, 8), theirs=st.integers(1, 8), aim=st.floats(0, 1))
def test_one_side_or_the_other_wins(ours, theirs, aim):
    both = _winning_chance(ours, theirs, aim) + _winning_chance(theirs, ours, aim)
    assert both == pytest.approx(1.0, abs=1e-12)
