"""Revenue and arms: what a gang takes in, pays, and shoots with."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import arms, revenue

share = st.floats(0, 1)
usd = st.floats(0, 1e7)
count = st.integers(0, 10_000)


def test_local_rent_by_hand():
    rent = revenue.local_rent(0.5, 100_000, 0.1, 1.5, 20_000.0, 400_000.0)
    assert rent == pytest.approx(0.5 * (10_000 + 30_000 + 400_000))


@given(control=share, residents=count, roads=st.floats(0, 5), node=usd)
def test_who_controls_nothing_draws_nothing_and_half_draws_half(control, residents, roads, node):
    def rent(held):
        return revenue.local_rent(held, residents, 0.1, roads, 2e4, node)

    assert rent(0.0) == 0
    assert rent(control / 2) == pytest.approx(rent(control) / 2)


def test_who_hides_gives_up_part_of_the_rent():
    assert revenue.hiding_factor(np.array([1.0, 0.0]), 0.35) == pytest.approx([1.0, 0.65])


@given(roads=st.integers(0, 6), closed_traffic=share)
def test_a_closed_road_carries_part_of_its_traffic(roads, closed_traffic):
    by_open = [revenue.traffic(roads, n, closed_traffic) for n in range(roads + 1)]
    assert by_open == sorted(by_open)
    assert by_open[-1] == roads
    assert by_open[0] == pytest.approx(roads * closed_traffic)


def test_a_node_that_does_not_work_yields_less():
    assert revenue.node_rent(1_000.0, np.array([True, False]), 0.3).tolist() == [1_000.0, 300.0]


@given(local=usd, part=st.floats(0, 0.9))
def test_sponsors_give_their_share_of_all_until_sanctions_stop_them(local, part):
    sponsored = revenue.sponsored(local, part)
    everything = revenue.total_revenue(local, 0.0, 1.0, 0.0, sponsored)
    assert sponsored == pytest.approx(part * everything)
    assert revenue.total_revenue(local, 0.0, 0.0, 0.0, sponsored) == pytest.approx(local)


@given(local=usd, ransoms=usd, sponsors=share, sanctions=share, more=share, at_start=usd)
def test_revenue_is_never_negative_and_sanctions_never_raise_it(
    local, ransoms, sponsors, sanctions, more, at_start
):
    def earned(bite):
        return revenue.total_revenue(local, ransoms, sponsors, bite, at_start)

    assert 0 <= earned(max(sanctions, more)) <= earned(sanctions)
    assert earned(0.0) == pytest.approx(local + ransoms + at_start * sponsors)


def test_members_share_what_is_paid_out():
    assert revenue.pay(10_000.0, 40, 0.2) == pytest.approx(50.0)
    assert revenue.pay(10_000.0, 0, 0.2) == pytest.approx(2_000.0)


@given(
    start=st.floats(1, 1e6), now=st.floats(0, 1e6), less=share, elasticity=st.floats(0, 2),
    bound=st.floats(1, 30),
)  # fmt: skip
def test_kidnapping_stands_at_one_at_the_start_and_rises_as_rents_fall(
    start, now, less, elasticity, bound
):
    factor = revenue.substitution(now, start, elasticity, bound)
    assert revenue.substitution(start, start, elasticity, bound) == pytest.approx(1.0)
    assert revenue.substitution(now * less, start, elasticity, bound) >= factor - 1e-12
    assert bound**-elasticity - 1e-9 <= factor <= bound**elasticity + 1e-9


def test_substitution_by_hand():
    assert revenue.substitution(50.0, 200.0, 0.5, 10.0) == pytest.approx(2.0)
    assert revenue.substitution(0.0, 200.0, 0.5, 10.0) == pytest.approx(10.0**0.5)
    assert revenue.substitution(50.0, 0.0, 0.5, 10.0) == 1.0


def test_arms_are_bought_for_a_share_of_revenue_less_what_is_kept_out():
    assert arms.bought(100_000.0, 0.05, 2_500.0, 0.25, 2.0) == pytest.approx(3.0)
    assert arms.bought(100_000.0, 0.05, 2_500.0, 1.0, 2.0) == 0
    assert arms.captured(2, 0.5, 1, 20.0) == pytest.approx(21.0)


@given(
    stock=st.floats(0, 1e5), wear=st.floats(0, 0.5), new=st.floats(0, 100), members=count,
    lost=count, seized=share, captured=st.floats(0, 100),
)  # fmt: skip
def test_a_stock_of_arms_is_never_negative_nor_more_than_what_came_in(
    stock, wear, new, members, lost, seized, captured
):
    after = arms.stock_after(stock, wear, 1.0, new, members, lost, seized, captured)
    assert new + captured <= after <= stock + new + captured + 1e-9
    spared = arms.stock_after(stock, wear, 1.0, new, members, 0, seized, captured)
    assert after <= spared + 1e-9


def test_arms_by_hand():
    # 100 weapons among 50, ten of them lost, half of theirs seized: 10 gone, the rest wears
    after = arms.stock_after(100.0, 0.1, 2.0, 3.0, 40, 10, 0.5, 1.0)
    assert after == pytest.approx(90 * np.exp(-0.2) + 4)
    assert arms.stock_after(100.0, 0.0, 1.0, 0.0, 0, 10, 1.0, 0.0) == pytest.approx(0.0)


@given(
    stock=st.floats(0, 1e4), more=st.floats(0, 1e4), members=count, elasticity=st.floats(0, 1)
)  # fmt: skip
def test_lethality_is_one_at_the_reference_and_rises_with_weapons(stock, more, members, elasticity):
    low = arms.lethality(stock, members, 1.2, elasticity)
    assert low <= arms.lethality(stock + more, members, 1.2, elasticity)
    assert arms.lethality(1.2 * members, members, 1.2, elasticity) == pytest.approx(1.0)
    assert arms.lethality(400.0, 100, 1.0, 0.5) == pytest.approx(2.0)


def test_rents_below_a_dollar_are_made_up_for_like_others():
    assert revenue.substitution(0.25, 0.5, 1.0, 10.0) == pytest.approx(2.0)
    assert revenue.substitution(0.0, 2.0, 1.0, 10.0) == pytest.approx(10.0), "all of it is lost"


def test_the_arms_of_the_last_member_are_his_and_go_with_him():
    assert arms.lethality(4.0, 1, 1.0, 0.5) == pytest.approx(2.0)
    assert arms.lethality(9.0, 0, 1.2, 0.5) == 1, "a stock that nobody carries"
    assert arms.stock_after(2.0, 0.0, 1.0, 0.0, 0, 1, 1.0, 0.0) == 0
    assert arms.captured(2, 0.5, 3, 20.0) == pytest.approx(61.0)
