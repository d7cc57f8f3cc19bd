"""The trust fund: equalities, expectations, and the gate of cash."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import funding

usd = st.integers(0, 10**9)
cost = st.floats(0, 50_000)


@given(amount=usd, conversion=st.floats(0, 1))
def test_a_pledge_is_paid_or_unpaid_to_the_dollar(amount, conversion):
    paid, unpaid = funding.split_pledge(amount, conversion)
    assert paid + unpaid == amount
    assert paid == int(amount * conversion)


def test_a_fifth_of_a_pledge_of_a_hundred_dollars_is_paid():
    assert funding.split_pledge(100, 0.2) == (20, 80)


@given(balance=usd, arrears=usd, due=usd)
def test_what_is_owed_is_paid_while_cash_lasts(balance, arrears, due):
    paid, left = funding.pay(balance, arrears, due)
    assert paid + left == arrears + due
    assert paid == balance or left == 0


def test_mean_pledge_is_the_mean_asked_for():
    uniforms = (np.arange(200_000) + 0.5) / 200_000
    sizes = funding.pledge_size(uniforms, 1e7, 1.0)
    assert sizes.mean() == pytest.approx(1e7, rel=0.005)


@given(
    free=st.integers(-(10**9), 10**9),
    cover=st.floats(0, 12),
    in_kind=st.integers(0, 5_000),
    cash=st.floats(100, 50_000),
    kind=cost,
)
def test_the_strength_that_cash_covers_is_the_largest_one(free, cover, in_kind, cash, kind):
    persons = int(funding.affordable_persons(free, cover, in_kind, cash, kind))
    assert persons >= 0
    if cover > 0.1:
        budget = max(free, 0)
        slack = 1 + 1e-9 * budget
        need = funding.monthly_cost(persons, in_kind, cash, kind) * cover
        more = funding.monthly_cost(persons + 1, in_kind, cash, kind) * cover
        assert need <= budget + slack
        assert more >= budget - slack


@given(
    free=usd,
    extra=usd,
    cover=st.floats(0.1, 12),
    in_kind=st.integers(0, 5_000),
    more_kind=st.integers(0, 2_000),
    cash=st.floats(100, 50_000),
    kind=cost,
)
def test_more_cash_or_more_in_kind_never_lowers_what_is_affordable(
    free, extra, cover, in_kind, more_kind, cash, kind
):
    base = funding.affordable_persons(free, cover, in_kind, cash, kind)
    assert funding.affordable_persons(free + extra, cover, in_kind, cash, kind) >= base
    assert funding.affordable_persons(free, cover, in_kind + more_kind, cash, kind) >= base


def test_the_receipts_of_june_2024_pay_less_than_150_persons_for_a_year_at_twelve_thousand():
    assert funding.affordable_persons(21_000_000, 12.0, 10_000, 12_000.0, 0.0) == 145


def test_donors_do_not_pledge_to_a_full_fund():
    assert funding.unmet_need(0, 1_000_000.0, 12.0) == 1.0
    assert funding.unmet_need(6_000_000, 1_000_000.0, 12.0) == 0.5
    assert funding.unmet_need(20_000_000, 1_000_000.0, 12.0) == 0.0


def test_in_kind_capacity_ramps_and_stops():
    months = np.array([0.0, 6.0, 12.0, 40.0])
    assert funding.in_kind_capacity(1_200, 0.2, 12.0, months).tolist() == [240, 720, 1_200, 1_200]


def test_clarity_and_urgency_lift_a_hold_sooner():
    as_is = funding.lift_rate(0.03, 0.2, 0.2, 1.5, False, 0.5)
    assert funding.lift_rate(0.03, 0.8, 0.2, 1.5, False, 0.5) > as_is == 0.03
    assert funding.lift_rate(0.03, 0.2, 0.2, 1.5, True, 0.5) > as_is


def test_deaths_and_abuse_cost_pledges_and_progress_wins_them():
    def appeal(filled=0.0, deaths=0.0, cases=0.0):
        return funding.appeal(0.2, 0.2, 1.2, 0.2, 0.2, 0.6, filled, 0.5, deaths, 0.02, cases, 0.03)

    assert appeal() == 1
    assert appeal(filled=0.5) > 1 > appeal(deaths=3.0) > appeal(deaths=3.0, cases=2.0)


def test_arrears_are_counted_in_days_of_present_cost():
    assert funding.arrears_days(1_000, 365.25 / 12) == pytest.approx(1_000)
    assert funding.arrears_days(1_000, 0.0) == 0


@pytest.mark.parametrize("log_sd", [0.4, 1.8])
def test_mean_pledge_does_not_depend_on_how_pledges_spread(log_sd):
    uniforms = (np.arange(400_000) + 0.5) / 400_000
    assert funding.pledge_size(uniforms, 1e7, log_sd).mean() == pytest.approx(1e7, rel=0.01)


def test_each_thing_that_donors_look_at_enters_their_appeal_with_its_own_sign():
    found = funding.appeal(0.5, 0.2, 1.2, 0.7, 0.2, 0.6, 0.4, 0.5, 3.0, 0.02, 2.0, 0.03)
    assert found == pytest.approx(np.exp(1.2 * 0.3 + 0.6 * 0.5 + 0.5 * 0.4 - 0.02 * 3 - 0.03 * 2))


def test_a_stage_of_the_transfer_is_left_whole_or_not_at_all():
    chance = 1 - np.exp(-2.0 / 8.0)
    uniforms = np.array([chance - 1e-9, chance + 1e-9])
    assert funding.transfer(700, uniforms, 8.0, 1.0).tolist() == [700, 0]
    assert funding.transfer(700, 0.0, 8.0, 0.0) == 0, "no time has passed"


def test_a_need_of_a_single_dollar_is_met_by_a_dollar():
    assert funding.unmet_need(1, 1.0, 1.0) == 0.0


def test_support_in_kind_is_worth_what_it_spares_and_no_more_than_it_reaches():
    weeks = 2 * 365.25 / 12 / 7
    assert funding.in_kind_value(100, 400, 50.0, weeks) == 10_000
    assert funding.in_kind_value(400, 100, 50.0, weeks) == 10_000


def test_cash_lasts_for_what_it_pays_and_arrears_are_counted_down_to_a_dollar_a_month():
    assert funding.cover_months(900, 300.0) == 3.0
    assert funding.cover_months(3, 1.0) == 3.0
    assert funding.cover_months(5, 0.0) == 5.0, "who costs nothing is taken to cost a dollar"
    assert funding.arrears_days(2, 1.0) == pytest.approx(2 * 365.25 / 12)


def test_short_of_the_support_in_kind_only_cash_costs_limit_the_strength():
    assert funding.affordable_persons(1_000, 1.0, 100, 50.0, 50.0) == 20


def test_costs_and_cover_next_to_nothing_count_as_a_cent_and_a_minute():
    assert funding.affordable_persons(10, 1.0, 100, 0.5, 0.0) == 20
    assert funding.affordable_persons(1, 1.0, 1_000, 0.0, 0.0) == 100
    assert funding.affordable_persons(1, 0.0, 10**6, 1.0, 0.0) == 60 * 24 * 30
    assert funding.affordable_persons(0, 1.0, 100, 0.5, 0.0) == 0
