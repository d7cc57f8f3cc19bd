"""Interventions: what is decided, paid for, and delivered."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import interventions as rules
from msssim.scenario.parameters.interventions import Interventions
from msssim.world.calendar import WEEKS_PER_MONTH
from msssim.world.variables import VARIABLES
from sections import section

share = st.floats(0, 1)
usd = st.floats(0, 1e8)
BY_NAME = {each.name: each for each in rules.INTERVENTIONS}


def _delivered(level, start, aim, effectiveness, weeks=1.0, *, name="monitoring", funded=1.0):
    row = BY_NAME[name]
    values = {row.at_start: start, row.aim: aim, row.lag_weeks: 13.0}
    return rules.delivered(
        level, row, section("interventions", **values),
        funded=funded, effectiveness=effectiveness, weeks=weeks,
    )  # fmt: skip


@given(level=share, aim=share, start=share, effectiveness=share)
def test_what_is_delivered_lies_between_where_it_was_and_what_was_decided(
    level, aim, start, effectiveness
):
    bounds = (level, aim, start)
    after = _delivered(level, start, aim, effectiveness)
    assert min(bounds) - 1e-12 <= after <= max(bounds) + 1e-12


def test_in_the_end_coordination_lets_its_part_of_the_change_through():
    assert _delivered(0.1, 0.1, 0.6, 0.5, 1e6) == pytest.approx(0.35)
    assert _delivered(0.1, 0.1, 0.1, 0.5, 5.0) == pytest.approx(0.1)
    assert _delivered(0.0, 0.0, 1.0, 1.0, 13.0) == pytest.approx(1 - np.exp(-1))


@pytest.mark.parametrize("name", BY_NAME)
def test_only_programmes_depend_on_their_budget(name):
    half = _delivered(0.0, 0.0, 1.0, 1.0, 1e6, name=name, funded=0.5)
    assert half == pytest.approx(1.0 if BY_NAME[name].cost_usd is None else 0.5)


def test_every_row_names_parameters():
    for each in rules.INTERVENTIONS:
        named = {each.aim, each.at_start, each.lag_weeks, each.cost_usd} - {None}
        assert named <= set(Interventions.model_fields)
        assert VARIABLES[each.name].start == f"interventions.{each.at_start}"


@given(budget=usd, more=usd, cost=usd)
def test_a_budget_covers_a_share_of_the_aims_and_more_money_never_less(budget, more, cost):
    def funded(budget, cost):
        return rules.funded_share(cost, section("interventions", programme_budget_usd_month=budget))

    assert 0 <= funded(budget, cost) <= funded(budget + more, cost) <= 1
    assert funded(budget, cost) * cost <= budget * (1 + 1e-9) + 1e-9
    assert funded(budget, cost) == 1 or budget < max(cost, 1.0)
    assert funded(1.0, 0.0) == 1


@given(budget=usd, cost=usd, weeks=st.sampled_from([1.0, 1 / 7]))
def test_no_more_is_spent_than_the_budget_of_the_step_but_for_rounding(budget, cost, weeks):
    terms = section("interventions", programme_budget_usd_month=budget)
    spent = rules.spent(cost, rules.funded_share(cost, terms), weeks)
    assert 0 <= spent <= budget * weeks / WEEKS_PER_MONTH + 0.5 + 1e-6
    assert spent.dtype.kind == "i"


def test_programmes_cost_what_their_levels_cost():
    programmes = [each for each in rules.INTERVENTIONS if each.cost_usd]
    levels, prices = (1.0, 0.5, 0.2, 300.0, 40.0), (1e6, 2e5, 1e5, 500.0, 1_000.0)
    values = {}
    for each, level, price in zip(programmes, levels, prices, strict=True):
        values |= {each.aim: level, each.cost_usd: price}
    terms = section("interventions", **values)
    assert rules.programme_cost(terms) == pytest.approx(np.dot(levels, prices))
    assert rules.programme_cost(section("interventions", **dict.fromkeys(values, 0.0))) == 0.0
    assert rules.spent(1_000_000.0, 0.5, WEEKS_PER_MONTH) == 500_000
    assert rules.spent(1.8, 1.0, WEEKS_PER_MONTH) == 2
