"""Interventions: what is decided, paid for, and delivered."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import interventions
from msssim.world.calendar import WEEKS_PER_MONTH

share = st.floats(0, 1)
usd = st.floats(0, 1e8)


@given(level=share, aim=share, start=share, delivery=share)
def test_what_is_delivered_lies_between_where_it_was_and_what_was_decided(
    level, aim, start, delivery
):
    bounds = (level, aim, start)
    after = interventions.delivered(level, start, aim, delivery, 13.0, 1.0)
    assert min(bounds) - 1e-12 <= after <= max(bounds) + 1e-12


def test_in_the_end_coordination_lets_its_part_of_the_change_through():
    assert interventions.delivered(0.1, 0.1, 0.6, 0.5, 13.0, 1e6) == pytest.approx(0.35)
    assert interventions.delivered(0.1, 0.1, 0.1, 0.5, 13.0, 5.0) == pytest.approx(0.1)
    assert interventions.delivered(0.0, 0.0, 1.0, 1.0, 13.0, 13.0) == pytest.approx(1 - np.exp(-1))


@given(budget=usd, more=usd, cost=usd)
def test_a_budget_covers_a_share_of_the_aims_and_more_money_never_less(budget, more, cost):
    funded = interventions.funded_share(budget, cost)
    assert 0 <= funded <= interventions.funded_share(budget + more, cost) <= 1
    assert funded * cost <= budget * (1 + 1e-9) + 1e-9
    assert funded == 1 or budget < max(cost, 1.0)
    assert interventions.funded_share(1.0, 0.0) == 1


@given(budget=usd, cost=usd, weeks=st.sampled_from([1.0, 1 / 7]))
def test_no_more_is_spent_than_the_budget_of_the_step_but_for_rounding(budget, cost, weeks):
    spent = interventions.spent(cost, interventions.funded_share(budget, cost), weeks)
    assert 0 <= spent <= budget * weeks / WEEKS_PER_MONTH + 0.5 + 1e-6
    assert spent.dtype.kind == "i"


def test_programmes_cost_what_their_levels_cost():
    levels, prices = (1.0, 0.5, 0.2, 300.0, 40.0), (1e6, 2e5, 1e5, 500.0, 1_000.0)
    arguments = [value for pair in zip(levels, prices, strict=True) for value in pair]
    assert interventions.programme_cost(*arguments) == pytest.approx(np.dot(levels, prices))
    assert interventions.spent(1_000_000.0, 0.5, WEEKS_PER_MONTH) == 500_000
    assert interventions.spent(1.8, 1.0, WEEKS_PER_MONTH) == 2
