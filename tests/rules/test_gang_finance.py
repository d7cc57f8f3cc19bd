"""Finance of gangs: what a gang takes in, pays, and shoots with."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import gang_finance
from sections import section

share = st.floats(0, 1)
usd = st.floats(0, 1e7)
count = st.integers(0, 10_000)


def _rent(control, residents, roads, node):
    terms = section("gang_finance", extortion_usd_week=0.1, toll_usd_week=20_000.0)
    return gang_finance.local_rent(
        control, terms, residents=residents, toll_roads=roads, node_usd=node
    )


def test_local_rent_by_hand():
    assert _rent(0.5, 100_000, 1.5, 400_000.0) == pytest.approx(0.5 * (10_000 + 30_000 + 400_000))


@given(control=share, residents=count, roads=st.floats(0, 5), node=usd)
def test_who_controls_nothing_draws_nothing_and_half_draws_half(control, residents, roads, node):
    assert _rent(0.0, residents, roads, node) == 0
    half = _rent(control / 2, residents, roads, node)
    assert half == pytest.approx(_rent(control, residents, roads, node) / 2)


@given(roads=st.integers(0, 6), closed_traffic=share)
def test_a_closed_road_carries_part_of_its_traffic(roads, closed_traffic):
    terms = section("gang_finance", closed_traffic=closed_traffic)
    by_open = [gang_finance.traffic(roads, terms, open_roads=n) for n in range(roads + 1)]
    assert by_open == sorted(by_open)
    assert by_open[-1] == roads
    assert by_open[0] == pytest.approx(roads * closed_traffic)


def test_a_node_that_does_not_work_yields_less():
    rent = gang_finance.node_rent(
        1_000.0, section("gang_finance", closed_traffic=0.3), working=np.array([True, False])
    )
    assert rent.tolist() == [1_000.0, 300.0]


def test_ransoms_go_to_gangs_by_their_part_of_the_zone():
    assert (
        gang_finance.ransoms(3.0, section("gang_finance", ransom_usd=10_000.0), part=0.5) == 15_000
    )


def _revenue(earned, sponsored, sanctions, sponsors_lost=5.0, at_start=0.0):
    terms = section("interventions", sanctions_at_start=at_start, sanctions_sponsors=sponsors_lost)
    return gang_finance.total_revenue(
        earned, terms, sponsored_at_start=sponsored, sanctions=sanctions
    )


@given(earned=usd, part=st.floats(0, 0.9))
def test_sponsors_give_their_share_of_all_until_sanctions_stop_them(earned, part):
    sponsored = gang_finance.sponsored(earned, section("gang_finance", sponsor_share=part))
    everything = _revenue(earned, sponsored, 0.0)
    assert sponsored == pytest.approx(part * everything)
    assert _revenue(earned, sponsored, 0.2) == pytest.approx(0.8 * earned)
    assert _revenue(earned, sponsored, 0.3) == pytest.approx(0.7 * earned)


def test_sponsors_give_what_they_gave_as_far_as_sanctions_have_not_grown():
    assert _revenue(100.0, 40.0, 0.1, at_start=0.1) == pytest.approx(0.9 * 140)
    assert _revenue(100.0, 40.0, 0.2, at_start=0.1) == pytest.approx(0.8 * 120)


@given(earned=usd, sanctions=share, more=share, sponsored=usd)
def test_revenue_is_never_negative_and_sanctions_never_raise_it(earned, sanctions, more, sponsored):
    worse = _revenue(earned, sponsored, max(sanctions, more))
    assert 0 <= worse <= _revenue(earned, sponsored, sanctions)
    assert _revenue(earned, sponsored, 0.0) == pytest.approx(earned + sponsored)


def test_members_share_what_is_paid_out():
    terms = section("gang_finance", pay_share=0.2)
    assert gang_finance.pay(10_000.0, terms, members=40) == pytest.approx(50.0)
    assert gang_finance.pay(10_000.0, terms, members=0) == pytest.approx(2_000.0)


def _substitution(local, at_start, elasticity, bound):
    terms = section("gang_finance", substitution=elasticity, substitution_bound=bound)
    return gang_finance.substitution(local, at_start, terms)


@given(
    start=st.floats(1, 1e6), now=st.floats(0, 1e6), less=share, elasticity=st.floats(0, 2),
    bound=st.floats(1, 30),
)  # fmt: skip
def test_kidnapping_stands_at_one_at_the_start_and_rises_as_rents_fall(
    start, now, less, elasticity, bound
):
    factor = _substitution(now, start, elasticity, bound)
    assert _substitution(start, start, elasticity, bound) == pytest.approx(1.0)
    assert _substitution(now * less, start, elasticity, bound) >= factor - 1e-12
    assert bound**-elasticity - 1e-9 <= factor <= bound**elasticity + 1e-9


def test_substitution_by_hand():
    assert _substitution(50.0, 200.0, 0.5, 10.0) == pytest.approx(2.0)
    assert _substitution(0.0, 200.0, 0.5, 10.0) == pytest.approx(10.0**0.5)
    assert _substitution(50.0, 0.0, 0.5, 10.0) == 1.0


def _captured(officers, stations):
    terms = section("gang_finance", arms_per_officer=0.5, arms_per_station=20.0)
    return gang_finance.arms_captured(officers, stations, terms)


def test_arms_are_bought_for_a_share_of_revenue_less_what_is_kept_out():
    terms = section("gang_finance", arms_share=0.05, arms_price_usd=2_500.0)

    def bought(interdiction):
        return gang_finance.arms_bought(100_000.0, terms, interdiction=interdiction, weeks=2.0)

    assert bought(0.25) == pytest.approx(3.0)
    assert bought(1.0) == 0


def test_arms_are_captured_from_officers_and_in_stations():
    assert _captured(2, 1) == pytest.approx(21.0)
    assert _captured(2, 3) == pytest.approx(61.0)


def _arms(stock, wear=0.0, bought=0.0, members=0, lost=0, seized=1.0, captured=0.0, weeks=1.0):
    terms = section("gang_finance", arms_seized=seized, arms_wear_per_week=wear)
    return gang_finance.arms_after(
        stock, terms, bought=bought, captured=captured, members=members, members_lost=lost,
        weeks=weeks,
    )  # fmt: skip


@given(
    stock=st.floats(0, 1e5), wear=st.floats(0, 0.5), new=st.floats(0, 100), members=count,
    lost=count, seized=share, captured=st.floats(0, 100),
)  # fmt: skip
def test_a_stock_of_arms_is_never_negative_nor_more_than_what_came_in(
    stock, wear, new, members, lost, seized, captured
):
    after = _arms(stock, wear, new, members, lost, seized, captured)
    assert new + captured <= after <= stock + new + captured + 1e-9
    assert after <= _arms(stock, wear, new, members, 0, seized, captured) + 1e-9


def test_arms_by_hand():
    # 100 weapons among 50, ten of them lost, half of theirs seized: 10 gone, the rest wears
    after = _arms(100.0, 0.1, 3.0, 40, 10, 0.5, 1.0, weeks=2.0)
    assert after == pytest.approx(90 * np.exp(-0.2) + 4)
    assert _arms(100.0, lost=10) == pytest.approx(0.0)


def _lethality(stock, members, at_start, elasticity):
    terms = section("gang_finance", arms_per_member=at_start, arms_elasticity=elasticity)
    return gang_finance.lethality(stock, terms, members=members)


@given(
    stock=st.floats(0, 1e4), more=st.floats(0, 1e4), members=count, elasticity=st.floats(0, 1)
)  # fmt: skip
def test_lethality_is_one_at_the_reference_and_rises_with_weapons(stock, more, members, elasticity):
    low = _lethality(stock, members, 1.2, elasticity)
    assert low <= _lethality(stock + more, members, 1.2, elasticity)
    assert _lethality(1.2 * members, members, 1.2, elasticity) == pytest.approx(1.0)
    assert _lethality(400.0, 100, 1.0, 0.5) == pytest.approx(2.0)


def test_rents_below_a_dollar_are_made_up_for_like_others():
    assert _substitution(0.25, 0.5, 1.0, 10.0) == pytest.approx(2.0)
    assert _substitution(0.0, 2.0, 1.0, 10.0) == pytest.approx(10.0), "all of it is lost"


def test_the_arms_of_the_last_member_are_his_and_go_with_him():
    assert _lethality(4.0, 1, 1.0, 0.5) == pytest.approx(2.0)
    assert _lethality(9.0, 0, 1.2, 0.5) == 1, "a stock that nobody carries"
    assert _arms(2.0, lost=1) == 0
