"""Posture of gangs: what each payoff follows. The choice itself is in known_mathematics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import choice

share = st.floats(0, 1)
force = st.floats(0, 1e5)


def _low(loss=0.02, conditionality=0.3, waiting=0.7, seriousness=1.0):
    return choice.low_profile_payoff(loss, 20.0, 0.35, conditionality, waiting, 0.6, seriousness)


def test_payoffs_by_hand():
    assert choice.confront_payoff(0.02, 20.0, 0.8, 0.5) == pytest.approx(1 - 0.4 + 0.4)
    assert _low() == pytest.approx(0.65 - 0.28 + 0.42)
    assert choice.relocation_payoff(1.5, 0.8, 0.02, 20.0) == pytest.approx(1.5 - 0.8 - 0.4)


@given(waiting=share, less=share, seriousness=share)
def test_a_longer_stay_makes_hiding_less_attractive(waiting, less, seriousness):
    assert _low(waiting=waiting * less, seriousness=seriousness) <= _low(
        waiting=waiting, seriousness=seriousness
    )


def test_hiding_is_worth_more_when_repression_spares_those_who_hide():
    assert _low(conditionality=0.9) > _low(conditionality=0.0)


def test_a_gang_waits_out_nobody_when_nobody_is_there():
    assert choice.taken_seriously(0, 0.5, 200.0) == 0
    assert choice.taken_seriously(200, 1.0, 200.0) == pytest.approx(1 - np.exp(-1))
    assert choice.taken_seriously(200, 0.0, 200.0) == 0, "nor somebody whom nobody believes in"


@given(own=share, bloc=share, cohesion=share)
def test_cohesion_lets_members_of_the_coalition_count_its_share(own, bloc, cohesion):
    inside = choice.internalised_share(own, bloc, cohesion, 1.0)
    assert inside == pytest.approx((1 - cohesion) * own + cohesion * bloc)
    assert choice.internalised_share(own, bloc, cohesion, 0.0) == pytest.approx(own)


@given(loss=share, police=force, mission=force, belief=share, fighters=st.integers(0, 10_000))
def test_expected_losses_rise_with_force_and_belief_and_stay_below_the_maximum(
    loss, police, mission, belief, fighters
):
    expected = choice.expected_loss(belief, police, mission, fighters, loss)
    assert 0 <= expected <= choice.expected_loss(1.0, police, mission, fighters, loss) <= loss
    assert expected <= choice.expected_loss(belief, 1.5 * police, mission, fighters, loss)
    assert choice.expected_loss(0.0, police, mission, fighters, loss) == pytest.approx(
        choice.expected_loss(belief, police, 0.0, fighters, loss)
    )


def test_a_gang_without_fighters_expects_what_a_single_one_would():
    alone = choice.expected_loss(0.5, 1.0, 0.0, 1, 0.04)
    assert choice.expected_loss(0.5, 1.0, 0.0, 0, 0.04) == alone
    assert alone == pytest.approx(0.04 * (1 - np.exp(-1)))


def test_a_force_as_large_as_the_gang_threatens_it_with_most_of_the_maximum():
    assert choice.expected_loss(0.5, 50.0, 100.0, 100, 0.04) == pytest.approx(
        0.04 * (1 - np.exp(-1))
    )


@given(there=st.floats(0, 1e6), here=st.floats(0, 1e6), most=st.floats(0.5, 5))
def test_no_zone_promises_more_than_the_most_or_less_than_nothing(there, here, most):
    assert 0 <= choice.place_payoff(there, here, most) <= most


def test_a_place_is_judged_against_what_the_gang_has_now():
    assert choice.place_payoff(30.0, 20.0, 2.0) == pytest.approx(1.5)
    assert choice.place_payoff(90.0, 20.0, 2.0) == 2.0
    assert choice.place_payoff(0.6, 0.5, 2.0) == pytest.approx(1.2)
    assert choice.place_payoff(0.6, 0.0, 2.0) == 2.0
    assert choice.place_payoff(0.0, 0.0, 2.0) == 0.0


def test_a_rollover_counts_in_part_and_a_lapse_for_nothing():
    full, technical = np.array([True, False, False]), np.array([False, True, False])
    assert choice.renewal_evidence(full, technical, 0.4).tolist() == [1.0, 0.4, 0.0]
