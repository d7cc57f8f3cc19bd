"""Recruitment of gangs: recruits, children, deserters. The logistic is in known_mathematics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import recruitment
from sections import section

share = st.floats(0, 1)
count = st.integers(0, 10_000)


@given(footholds=st.integers(1, 9), base=share)
def test_footholds_share_all_members(footholds, base):
    is_base = np.arange(footholds + 2) == 0
    present = np.arange(footholds + 2) < footholds
    parts = recruitment.foothold_share(
        section("gangs", base_share=base), is_base=is_base, is_present=present, footholds=footholds
    )
    assert parts.sum() == pytest.approx(1.0)
    assert np.all(parts[~present] == 0)


def _share(at_start, fighters, members, habit):
    terms = section("recruitment", recruits_habit=habit)
    return recruitment.recruiting_share(at_start, terms, fighters=fighters, members=members)


@given(
    fighters=st.lists(count, min_size=3, max_size=3), habit=share,
)  # fmt: skip
def test_recruits_go_to_old_footholds_and_to_where_members_are(fighters, habit):
    at_start, now = np.array([0.5, 0.25, 0.25]), np.array(fighters)
    parts = _share(at_start, now, now.sum(), habit)
    assert parts.sum() == pytest.approx(1.0)
    assert np.all(parts >= habit * at_start - 1e-12)  # a cleared foothold comes back


def test_recruits_by_habit_alone_or_by_presence_alone():
    assert _share(0.5, 10, 40, 1.0) == 0.5
    assert _share(0.5, 10, 40, 0.0) == 0.25
    assert _share(0.5, 1, 1, 0.0) == 1.0


@given(pay=st.floats(0, 200), wage=st.floats(0, 200), served=share, start=st.floats(-100, 100))
def test_who_is_paid_better_is_more_willing_and_a_programme_makes_less_so(pay, wage, served, start):
    terms = section("recruitment", wage_usd_week=wage, pay_response=0.02)
    interventions = section("interventions", programme_pay_usd_week=30.0)

    def willing(served):
        more = recruitment.advantage(pay, terms, interventions, served=served)
        return recruitment.willingness(more, start, terms)

    assert recruitment.advantage(pay, terms, interventions, served=0.0) == pay - wage
    assert willing(served) <= willing(0.0)
    assert recruitment.willingness(start, start, terms) == pytest.approx(1.0)


def test_will_to_join_by_hand():
    terms = section("recruitment", pay_response=0.02)
    assert recruitment.willingness(50.0, 0.0, terms) == pytest.approx(2 / (1 + np.exp(-1)))


@given(slots=st.floats(0, 1e5), half=st.floats(1, 1e4), access=share)
def test_a_programme_reaches_a_share_and_no_more_than_access_lets_it(slots, half, access):
    assert 0 <= recruitment.served(slots, half, access) <= access
    assert recruitment.served(half, half, 1.0) == 0.5


def test_volunteers_by_hand_fewer_with_a_programme_none_at_saturation():
    def volunteers(everybody=5_000, programme=0.0, willing=1.0):
        terms = section("recruitment", rate_per_week=0.01, saturation_members=20_000.0)
        return recruitment.expected_volunteers(
            100, terms, section("interventions", cvr_recruitment=0.4), share=0.5,
            all_members=everybody, willing=willing, served=programme, weeks=2.0,
        )  # fmt: skip

    assert volunteers() == pytest.approx(0.01 * 2 * 50 * 0.75)
    assert volunteers(programme=0.5) == pytest.approx(0.8 * volunteers())
    assert volunteers(willing=1.3) == pytest.approx(1.3 * volunteers())
    assert volunteers(everybody=20_000) == volunteers(everybody=30_000) == 0


def test_harm_brings_recruits_and_force_needs_members_on_the_spot():
    terms = section("recruitment", grievance_recruits=0.5, forced_per_100k_week=2.0)

    def forced(fighters):
        return recruitment.expected_forced(
            200_000, terms, control=0.5, fighters=fighters, weeks=1.0
        )

    assert recruitment.expected_aggrieved(4, terms, share_of_zone=0.25) == pytest.approx(0.5)
    assert forced(10) == pytest.approx(2.0)
    assert forced(1) == pytest.approx(2.0)
    assert forced(0) == 0


@given(base=share, members=count, start=count, pressure=st.floats(0, 3))
def test_the_share_of_children_is_a_share_and_rises_when_members_run_short(
    base, members, start, pressure
):
    def children(members, start, share=0.3, pressure=0.5):
        terms = section("recruitment", child_recruits=share, child_pressure=pressure)
        return recruitment.child_share(members, start, terms)

    part = children(members, start, base, pressure)
    assert 0 <= part <= 1
    assert children(members // 2, start, base, pressure) >= part
    assert children(start, start, base, pressure) == pytest.approx(base)
    assert children(25, 100) == pytest.approx(0.6)
    assert children(0, 4) == children(1, 4)
    assert children(4, 0) == pytest.approx(0.15)
    assert children(1, 4) == pytest.approx(0.6)


@given(children=count, recruited=count, lost=count, members=count)
def test_there_are_never_more_children_than_members_nor_less_than_none(
    children, recruited, lost, members
):
    after = recruitment.children_after(children, recruited=recruited, lost=lost, members=members)
    assert 0 <= after <= members
    assert recruitment.children_after(2, recruited=0, lost=3, members=5) == 0
    if 0 <= children + recruited - lost <= members:
        assert after == children + recruited - lost


def leaving(change=0.0, losses=0.0, programme=0.0, offer=0.0, weeks=1.0):
    return recruitment.desertion_chance(
        change,
        section("recruitment", desertion_per_week=0.002, pay_response=0.02, desertion_losses=5.0),
        section("interventions", reintegration_exit=1.5, dialogue_exit=0.5),
        loss_share=losses, served=programme, offer=offer, weeks=weeks,
    )  # fmt: skip


def test_pay_keeps_members_and_losses_programmes_and_offers_draw_away():
    assert leaving() == pytest.approx(1 - np.exp(-0.002))
    assert leaving(change=50.0) == pytest.approx(1 - np.exp(-0.002 / np.e))
    assert leaving(losses=0.2) == pytest.approx(1 - np.exp(-0.002 * np.e))
    assert leaving(programme=1.0) == pytest.approx(1 - np.exp(-0.005))
    assert leaving(offer=1.0) == pytest.approx(1 - np.exp(-0.003))


@given(
    change=st.floats(-1e3, 1e3), losses=share, programme=share, offer=share,
    weeks=st.floats(0.1, 4),
)  # fmt: skip
def test_desertion_is_a_chance(change, losses, programme, offer, weeks):
    assert 0 <= leaving(change, losses, programme, offer, weeks) <= 1


@given(places=st.floats(0, 1e4), leavers=count)
def test_places_are_found_while_there_are_some(places, leavers):
    chance = recruitment.reintegration_chance(places, leavers, 1.0)
    assert 0 <= chance <= 1
    assert chance * leavers <= places + 1e-9
    assert recruitment.reintegration_chance(0.7, 1, 1.0) == pytest.approx(0.7)


@given(now=st.integers(0, 5_000), start=st.integers(0, 5_000), replacement=share)
def test_a_gang_makes_up_for_part_of_what_it_lost_unless_it_is_gone(now, start, replacement):
    def recruiting(now, start, replacement):
        terms = section("recruitment", replacement=replacement)
        return recruitment.recruiting_base(now, start, terms)

    base = recruiting(now, start, replacement)
    if now == 0:
        assert base == 0
    else:
        assert min(now, start) - 1e-9 <= base <= max(now, start) + 1e-9
    assert recruiting(100, 300, 0.5) == 200


def test_less_than_one_leaver_finds_places_like_many():
    assert recruitment.reintegration_chance(0.1, 0.5, 1.0) == pytest.approx(0.2)
