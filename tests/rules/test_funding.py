"""The trust fund: equalities, expectations, and the gate of cash."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import funding
from msssim.rules.hazard import per_week
from msssim.scenario.parameters.tables import Hold
from msssim.world.calendar import WEEKS_PER_MONTH
from sections import section

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
    assert paid == min(balance, arrears + due)


def test_mean_pledge_is_the_mean_asked_for():
    uniforms = (np.arange(200_000) + 0.5) / 200_000
    terms = section(
        "funding", pledge_rate_usd_month=2e7, pledges_per_month=2.0, pledge_size_log_sd=1.0
    )
    sizes = funding.pledge_size(uniforms, terms)
    assert sizes.mean() == pytest.approx(1e7, rel=0.005)


def _affordable(free, cover, in_kind, cash, kind):
    terms = section(
        "funding", cover_months_to_deploy=cover, unit_cost_cash_usd_month=cash,
        unit_cost_kind_usd_month=kind,
    )  # fmt: skip
    return int(funding.affordable_persons(free, terms, in_kind=in_kind))


@given(
    free=st.integers(-(10**9), 10**9),
    cover=st.floats(0, 12),
    in_kind=st.integers(0, 5_000),
    cash=st.floats(100, 50_000),
    kind=cost,
)
def test_the_strength_that_cash_covers_is_the_largest_one(free, cover, in_kind, cash, kind):
    persons = _affordable(free, cover, in_kind, cash, kind)
    costs = section("funding", unit_cost_cash_usd_month=cash, unit_cost_kind_usd_month=kind)
    assert persons >= 0
    if cover > 0.1:
        budget = max(free, 0)
        slack = 1 + 1e-9 * budget
        need = funding.monthly_cost(persons, costs, in_kind=in_kind) * cover
        more = funding.monthly_cost(persons + 1, costs, in_kind=in_kind) * cover
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
    base = _affordable(free, cover, in_kind, cash, kind)
    assert _affordable(free + extra, cover, in_kind, cash, kind) >= base
    assert _affordable(free, cover, in_kind + more_kind, cash, kind) >= base


def test_receipts_of_june_2024_pay_under_150_persons_for_a_year():
    assert _affordable(21_000_000, 12.0, 10_000, 12_000.0, 0.0) == 145


def test_donors_do_not_pledge_to_a_full_fund():
    assert funding.unmet_need(0, 1_000_000.0, 12.0) == 1.0
    assert funding.unmet_need(6_000_000, 1_000_000.0, 12.0) == 0.5
    assert funding.unmet_need(20_000_000, 1_000_000.0, 12.0) == 0.0


def test_in_kind_capacity_ramps_and_stops():
    months = np.array([0.0, 6.0, 12.0, 40.0])
    terms = section(
        "funding", in_kind_persons=1_200, in_kind_at_start=0.2, in_kind_ramp_months=12.0
    )
    assert funding.in_kind_capacity(months, terms).tolist() == [240, 720, 1_200, 1_200]


def test_clarity_and_urgency_lift_a_hold_sooner():
    donor = section("donor", hold=Hold(lift_per_month=0.03))
    terms = section("funding", hold_clarity=1.5, hold_urgency=0.5)
    governance = section("governance", reference_clarity=0.2)

    def rate(clarity=0.2, urgent=False):
        return funding.lift_rate(donor, terms, governance, clarity=clarity, urgent=urgent)

    assert rate() == per_week(0.03)
    assert rate(clarity=0.8) == pytest.approx(per_week(0.03) * np.exp(0.9))
    assert rate(urgent=True) == pytest.approx(per_week(0.03) * np.exp(0.5))


def _appeal(clarity=0.2, oversight=0.2, filled=0.0, deaths=0.0, cases=0.0):
    terms = section(
        "funding", pledge_clarity=1.2, pledge_oversight=0.6, pledge_progress=0.5,
        pledge_losses=0.02, pledge_abuse=0.03,
    )  # fmt: skip
    return funding.appeal(
        terms, section("governance", reference_clarity=0.2, reference_oversight=0.2),
        clarity=clarity, oversight=oversight, filled=filled, deaths=deaths, cases=cases,
    )  # fmt: skip


def test_deaths_and_abuse_cost_pledges_and_progress_wins_them():
    assert _appeal() == 1
    assert _appeal(filled=0.5) > 1 > _appeal(deaths=3.0) > _appeal(deaths=3.0, cases=2.0)


def test_arrears_are_counted_in_days_of_present_cost():
    assert funding.arrears_days(1_000, 365.25 / 12) == pytest.approx(1_000)
    assert funding.arrears_days(1_000, 0.0) == 0


@pytest.mark.parametrize("log_sd", [0.4, 1.8])
def test_mean_pledge_does_not_depend_on_how_pledges_spread(log_sd):
    uniforms = (np.arange(400_000) + 0.5) / 400_000
    terms = section(
        "funding", pledge_rate_usd_month=1e7, pledges_per_month=1.0, pledge_size_log_sd=log_sd
    )
    assert funding.pledge_size(uniforms, terms).mean() == pytest.approx(1e7, rel=0.01)


def test_each_part_of_the_appeal_has_its_own_sign():
    found = _appeal(clarity=0.5, oversight=0.7, filled=0.4, deaths=3.0, cases=2.0)
    assert found == pytest.approx(np.exp(1.2 * 0.3 + 0.6 * 0.5 + 0.5 * 0.4 - 0.02 * 3 - 0.03 * 2))


def test_a_stage_of_the_transfer_is_left_whole_or_not_at_all():
    chance = 1 - np.exp(-2.0 / 8.0)
    uniforms = np.array([chance - 1e-9, chance + 1e-9])
    terms = section("funding", lag_months=8.0 / WEEKS_PER_MONTH)
    assert funding.transfer(700, terms, uniform=uniforms, weeks=1.0).tolist() == [700, 0]
    assert funding.transfer(700, terms, uniform=0.0, weeks=0.0) == 0, "no time has passed"


def test_a_need_of_a_single_dollar_is_met_by_a_dollar():
    assert funding.unmet_need(1, 1.0, 1.0) == 0.0


def test_support_in_kind_is_worth_what_it_spares():
    terms, weeks = section("funding", unit_cost_kind_usd_month=50.0), 2 * 365.25 / 12 / 7
    assert funding.in_kind_value(100, terms, in_kind=400, weeks=weeks) == 10_000
    assert funding.in_kind_value(400, terms, in_kind=100, weeks=weeks) == 10_000
    assert funding.in_kind_value(1, terms, in_kind=1, weeks=0.999 * weeks) == 100, "99.9, rounded"


def test_cover_and_arrears_are_counted_to_a_dollar_a_month():
    assert funding.cover_months(900, 300.0) == 3.0
    assert funding.cover_months(3, 1.0) == 3.0
    assert funding.cover_months(5, 0.0) == 5.0, "who costs nothing is taken to cost a dollar"
    assert funding.arrears_days(2, 1.0) == pytest.approx(2 * 365.25 / 12)


def test_short_of_the_support_in_kind_only_cash_costs_limit_the_strength():
    assert _affordable(1_000, 1.0, 100, 50.0, 50.0) == 20


def test_costs_and_cover_next_to_nothing_count_as_a_cent_and_a_minute():
    assert _affordable(10, 1.0, 100, 0.5, 0.0) == 20
    assert _affordable(1, 1.0, 1_000, 0.0, 0.0) == 100
    assert _affordable(1, 0.0, 10**6, 1.0, 0.0) == 60 * 24 * 30
    assert _affordable(0, 1.0, 100, 0.5, 0.0) == 0
