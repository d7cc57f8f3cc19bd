"""Cascades of gangs that join an offensive: Granovetter's thresholds, Epstein's risk of arrest.

With thresholds spread evenly each gang that joins brings in the next; take one link out and the
chain stops at once. Epstein's risk, with the ratio of the state to those who act rounded down, is
gone as soon as as many act as the state has elements: a small push then sets all loose. Without the
rounding the risk fades smoothly, and the same push moves nobody.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules.coalition import arrest_risk, joins
from sections import section

CONSTANT = 2.3


def _gangs(aversion=0.0, constant=CONSTANT):
    return section("gangs", risk_aversion=aversion, arrest_constant=constant, element_persons=1.0)


def _joins(share, membership, cohesion, risk, aversion, threshold):
    return joins(
        share, _gangs(aversion), membership=membership, cohesion=cohesion, risk=risk,
        threshold=threshold,
    )  # fmt: skip


def _risk(elements, acting, constant=CONSTANT):
    return arrest_risk(elements, _gangs(constant=constant), acting=acting)


def _carried(thresholds, started=0, elements=0.0, aversion=0.0, risk=_risk):
    """How many of equal gangs act in the end, round after round, once ``started`` have begun."""
    acting = np.arange(len(thresholds)) < started
    while True:
        seen = risk(elements, acting.sum(), CONSTANT)
        joined = acting | _joins(acting.mean(), 1.0, 1.0, seen, aversion, thresholds)
        if np.array_equal(joined, acting):
            return int(acting.sum())
        acting = joined


def test_evenly_spread_thresholds_carry_all_along():
    assert _carried(np.arange(100) / 100) == 100


def test_one_gang_slightly_less_willing_stops_the_cascade_at_the_first():
    thresholds = np.arange(100) / 100
    thresholds[1] = 0.02
    assert _carried(thresholds) == 1


@given(st.lists(st.integers(0, 40), min_size=1, max_size=40))
def test_a_cascade_ends_at_the_first_number_that_brings_in_nobody_more(hundredths):
    thresholds = np.array(hundredths) / 40
    gangs = len(thresholds)
    settled = next(n for n in range(gangs + 1) if (thresholds <= n / gangs).sum() <= n)
    assert _carried(thresholds) == settled


def test_nobody_joins_from_outside_a_coalition_or_in_a_broken_one():
    assert not _joins(1.0, 0.0, 1.0, 0.0, 0.0, 0.0)
    assert not _joins(1.0, 1.0, 0.0, 0.0, 0.0, 0.1)


def test_at_one_to_one_the_risk_of_arrest_is_nine_tenths():
    assert _risk(1, 0) == pytest.approx(0.9, abs=5e-4)


ELEMENTS, GANGS = 5, 20
WILLING = np.full(GANGS, 0.05)


def _unrounded_risk(elements, acting, constant):
    """The same rule without the rounding, for contrast."""
    return 1 - np.exp(-constant * elements / (1 + acting))


def test_nobody_sees_a_risk_once_more_act_than_the_state_has_elements():
    acting = np.arange(GANGS)
    risk = _risk(ELEMENTS, acting)
    assert np.all(risk[acting >= ELEMENTS] == 0)
    assert np.all(risk[acting < ELEMENTS] >= 1 - np.exp(-CONSTANT) - 1e-12)


def test_a_small_push_gives_an_outburst_because_the_ratio_is_rounded_down():
    assert _carried(WILLING, ELEMENTS - 1, ELEMENTS, 1.0) == ELEMENTS - 1
    assert _carried(WILLING, ELEMENTS, ELEMENTS, 1.0) == GANGS


def test_without_rounding_the_same_push_moves_nobody():
    acting = np.arange(GANGS)
    smooth = _unrounded_risk(ELEMENTS, acting, CONSTANT)
    rounded = _risk(ELEMENTS, acting)
    assert np.all(smooth > 0)
    assert np.abs(np.diff(smooth)).max() < 0.1
    assert np.abs(np.diff(rounded)).max() > 0.85
    for started in (ELEMENTS - 1, ELEMENTS, ELEMENTS + 3):
        stays = _carried(WILLING, started, ELEMENTS, 1.0, _unrounded_risk)
        assert stays == started


@given(
    acting=st.integers(0, 50), elements=st.floats(0, 100), constant=st.floats(0.1, 5),
    more=st.integers(1, 20),
)  # fmt: skip
def test_risk_is_a_chance_that_never_rises_with_the_number_acting(acting, elements, constant, more):
    risk = _risk(elements, acting, constant)
    assert 0 <= _risk(elements, acting + more, constant) <= risk <= 1
