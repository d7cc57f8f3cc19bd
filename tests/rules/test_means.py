"""Means of gangs: recruits, children, deserters, moves. The logistic is in known_mathematics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import means, relocation

share = st.floats(0, 1)
count = st.integers(0, 10_000)


@given(footholds=st.integers(1, 9), base=share)
def test_footholds_share_all_members(footholds, base):
    is_base = np.arange(footholds + 2) == 0
    present = np.arange(footholds + 2) < footholds
    parts = means.foothold_share(is_base, present, footholds, base)
    assert parts.sum() == pytest.approx(1.0)
    assert np.all(parts[~present] == 0)


@given(
    fighters=st.lists(count, min_size=3, max_size=3), habit=share,
)  # fmt: skip
def test_recruits_go_to_old_footholds_and_to_where_members_are(fighters, habit):
    at_start, now = np.array([0.5, 0.25, 0.25]), np.array(fighters)
    parts = means.recruiting_share(at_start, now, now.sum(), habit)
    assert parts.sum() == pytest.approx(1.0)
    assert np.all(parts >= habit * at_start - 1e-12)  # a cleared foothold comes back


def test_recruits_by_habit_alone_or_by_presence_alone():
    assert means.recruiting_share(0.5, 10, 40, 1.0) == 0.5
    assert means.recruiting_share(0.5, 10, 40, 0.0) == 0.25
    assert means.recruiting_share(0.5, 1, 1, 0.0) == 1.0


@given(pay=st.floats(0, 200), wage=st.floats(0, 200), served=share, start=st.floats(-100, 100))
def test_who_is_paid_better_is_more_willing_and_a_programme_makes_less_so(pay, wage, served, start):
    with_programme = means.advantage(pay, wage, 30.0, served)
    without = means.advantage(pay, wage, 30.0, 0.0)
    assert without == pay - wage
    assert means.willingness(with_programme, start, 0.02) <= means.willingness(without, start, 0.02)
    assert means.willingness(start, start, 0.02) == pytest.approx(1.0)


def test_will_to_join_by_hand():
    assert means.willingness(50.0, 0.0, 0.02) == pytest.approx(2 / (1 + np.exp(-1)))


@given(slots=st.floats(0, 1e5), half=st.floats(1, 1e4), access=share)
def test_a_programme_reaches_a_share_and_no_more_than_access_lets_it(slots, half, access):
    assert 0 <= means.served(slots, half, access) <= access
    assert means.served(half, half, 1.0) == 0.5


def test_volunteers_by_hand_fewer_with_a_programme_none_at_saturation():
    def volunteers(everybody=5_000, programme=0.0, willing=1.0):
        return means.expected_volunteers(
            100, 0.5, everybody, 0.01, 20_000.0, willing, programme, 0.4, 2.0
        )

    assert volunteers() == pytest.approx(0.01 * 2 * 50 * 0.75)
    assert volunteers(programme=0.5) == pytest.approx(0.8 * volunteers())
    assert volunteers(willing=1.3) == pytest.approx(1.3 * volunteers())
    assert volunteers(everybody=20_000) == volunteers(everybody=30_000) == 0


def test_harm_by_the_state_brings_recruits_and_nobody_forces_where_there_are_no_members():
    assert means.expected_aggrieved(4, 0.5, 0.25) == pytest.approx(0.5)
    assert means.expected_forced(200_000, 0.5, 2.0, 10, 1.0) == pytest.approx(2.0)
    assert means.expected_forced(200_000, 0.5, 2.0, 1, 1.0) == pytest.approx(2.0)
    assert means.expected_forced(200_000, 0.5, 2.0, 0, 1.0) == 0


@given(base=share, members=count, start=count, pressure=st.floats(0, 3))
def test_the_share_of_children_is_a_share_and_rises_when_members_run_short(
    base, members, start, pressure
):
    part = means.child_share(base, members, start, pressure)
    assert 0 <= part <= 1
    assert means.child_share(base, members // 2, start, pressure) >= part
    assert means.child_share(base, start, start, pressure) == pytest.approx(base)
    assert means.child_share(0.3, 25, 100, 0.5) == pytest.approx(0.6)
    assert means.child_share(0.3, 0, 4, 0.5) == means.child_share(0.3, 1, 4, 0.5)
    assert means.child_share(0.3, 4, 0, 0.5) == pytest.approx(0.15)
    assert means.child_share(0.3, 1, 4, 0.5) == pytest.approx(0.6)


@given(children=count, recruited=count, lost=count, members=count)
def test_there_are_never_more_children_than_members_nor_less_than_none(
    children, recruited, lost, members
):
    after = means.children_after(children, recruited, lost, members)
    assert 0 <= after <= members
    assert means.children_after(2, 0, 3, 5) == 0
    if 0 <= children + recruited - lost <= members:
        assert after == children + recruited - lost


def test_who_is_paid_better_stays_and_losses_programmes_and_offers_draw_away():
    def leaving(change=0.0, losses=0.0, programme=0.0, offer=0.0):
        return means.desertion_chance(
            0.002, change, 0.02, losses, 5.0, programme, 1.5, offer, 0.5, 1.0
        )

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
    chance = means.desertion_chance(
        0.002, change, 0.02, losses, 5.0, programme, 1.5, offer, 0.5, weeks
    )
    assert 0 <= chance <= 1


@given(places=st.floats(0, 1e4), leavers=count)
def test_places_are_found_while_there_are_some(places, leavers):
    chance = means.reintegration_chance(places, leavers, 1.0)
    assert 0 <= chance <= 1
    assert chance * leavers <= places + 1e-9
    assert means.reintegration_chance(0.7, 1, 1.0) == pytest.approx(0.7)


@given(rent=st.floats(0, 1e6), control=share, members=count, newcomers=st.floats(1, 500))
def test_a_crowded_zone_yields_each_member_less(rent, control, members, newcomers):
    here = relocation.member_rent(rent, control, members, newcomers)
    assert 0 <= here * (members + newcomers) <= rent * (1 + 1e-9) + 1e-300
    assert relocation.member_rent(rent, control, members + 100, newcomers) <= here
    assert relocation.member_rent(1_000.0, 0.5, 50, 50.0) == pytest.approx(5.0)


@given(
    lost=count, more=count, fighters=count, displaced=share, scale=st.floats(0.01, 1),
    relocates=st.booleans(),
)  # fmt: skip
def test_losses_drive_away_a_part_at_the_most_and_who_relocates_moves_more(
    lost, more, fighters, displaced, scale, relocates
):
    def leaving(lost, moves):
        return relocation.leaving_chance(lost, fighters, displaced, scale, moves, 0.1, 1.0)

    assert 0 <= leaving(lost, relocates) <= 1
    assert leaving(lost, False) <= displaced
    assert leaving(0, False) == 0
    assert leaving(lost, False) <= leaving(lost + more, False) + 1e-12
    stays = (1 - leaving(lost, False)) * np.exp(-0.1)
    assert leaving(lost, True) == pytest.approx(1 - stays)


@given(now=st.integers(0, 5_000), start=st.integers(0, 5_000), replacement=share)
def test_a_gang_makes_up_for_part_of_what_it_lost_unless_it_is_gone(now, start, replacement):
    base = means.recruiting_base(now, start, replacement)
    if now == 0:
        assert base == 0
    else:
        assert min(now, start) - 1e-9 <= base <= max(now, start) + 1e-9
    assert means.recruiting_base(100, 300, 0.5) == 200


def test_less_than_one_leaver_finds_places_like_many():
    assert means.reintegration_chance(0.1, 0.5, 1.0) == pytest.approx(0.2)


def test_a_foothold_that_lost_its_only_member_lost_all():
    assert relocation.leaving_chance(1, 0, 0.5, 1.0, False, 0.1, 1.0) == pytest.approx(
        0.5 * (1 - np.exp(-1))
    )
