"""Relocation: what a zone promises, and who leaves. Flows are in known_mathematics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import relocation
from sections import section

share = st.floats(0, 1)
count = st.integers(0, 10_000)


@given(rent=st.floats(0, 1e6), control=share, members=count, newcomers=st.floats(1, 500))
def test_a_crowded_zone_yields_each_member_less(rent, control, members, newcomers):
    def each(rent, control, members, newcomers):
        return relocation.member_rent(
            rent, section("gangs", newcomers=newcomers), gang_control=control, members=members
        )

    here = each(rent, control, members, newcomers)
    assert 0 <= here * (members + newcomers) <= rent * (1 + 1e-9) + 1e-300
    assert each(rent, control, members + 100, newcomers) <= here
    assert each(1_000.0, 0.5, 50, 50.0) == pytest.approx(5.0)


def _leaving(lost, fighters, displaced, scale, moves):
    gangs = section(
        "gangs", displaced_share=displaced, displacing_losses=scale, relocation_per_week=0.1
    )
    return relocation.leaving_chance(lost, gangs, fighters=fighters, relocates=moves, weeks=1.0)


@given(
    lost=count, more=count, fighters=count, displaced=share, scale=st.floats(0.01, 1),
    relocates=st.booleans(),
)  # fmt: skip
def test_losses_drive_away_a_part_at_the_most_and_who_relocates_moves_more(
    lost, more, fighters, displaced, scale, relocates
):
    def leaving(lost, moves):
        return _leaving(lost, fighters, displaced, scale, moves)

    assert 0 <= leaving(lost, relocates) <= 1
    assert leaving(lost, False) <= displaced
    assert leaving(0, False) == 0
    assert leaving(lost, False) <= leaving(lost + more, False) + 1e-12
    stays = (1 - leaving(lost, False)) * np.exp(-0.1)
    assert leaving(lost, True) == pytest.approx(1 - stays)


def _promised(there, here, most):
    return relocation.place_payoff(there, here, section("gangs", relocation_gain_max=most))


@given(there=st.floats(0, 1e6), here=st.floats(0, 1e6), most=st.floats(0.5, 5))
def test_no_zone_promises_more_than_the_most_or_less_than_nothing(there, here, most):
    assert 0 <= _promised(there, here, most) <= most


def test_a_place_is_judged_against_what_the_gang_has_now():
    assert _promised(30.0, 20.0, 2.0) == pytest.approx(1.5)
    assert _promised(90.0, 20.0, 2.0) == 2.0
    assert _promised(0.6, 0.5, 2.0) == pytest.approx(1.2)
    assert _promised(0.6, 0.0, 2.0) == 2.0
    assert _promised(0.0, 0.0, 2.0) == 0.0


def test_a_zone_is_worth_its_rent_less_the_way_and_the_risk():
    gangs = section("gangs", loss_aversion=20.0)
    assert relocation.zone_payoff(1.5, gangs, toll=0.8, loss=0.02) == pytest.approx(0.3)


def test_a_foothold_that_lost_its_only_member_lost_all():
    assert _leaving(1, 0, 0.5, 1.0, False) == pytest.approx(0.5 * (1 - np.exp(-1)))
