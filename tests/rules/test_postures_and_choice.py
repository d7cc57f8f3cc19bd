"""Postures of gangs: payoffs, effects, beliefs. The choice itself is in known_mathematics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import choice, postures
from msssim.rules.postures import POSTURES, by_posture, mean_effect
from msssim.world.kinds import Posture
from sections import section

share = st.floats(0, 1)
force = st.floats(0, 1e5)


def _prospect(**terms):
    usual = {"loss": 0.02, "share": 0.5, "waiting": 0.7, "seriousness": 1.0, "elsewhere": 0.3}
    return postures.Prospect(**{**usual, **terms})


def _payoffs(prospect, conditionality=0.3):
    gangs = section("gangs",
        loss_aversion=20.0, concession=0.8, rent_given_up=0.35, conditionality=conditionality,
        foothold_value=0.6,
    )  # fmt: skip
    return {kind.posture: kind.payoff(prospect, gangs) for kind in POSTURES}


def _low(conditionality=0.3, **terms):
    return _payoffs(_prospect(**terms), conditionality)[Posture.LOW_PROFILE]


def test_every_posture_has_its_row_in_order():
    assert [kind.posture for kind in POSTURES] == list(Posture)


def test_payoffs_by_hand():
    assert _payoffs(_prospect()) == pytest.approx(
        {
            Posture.CONFRONT: 1 - 0.4 + 0.4,
            Posture.LOW_PROFILE: 0.65 - 0.28 + 0.42,
            Posture.RELOCATE: 0.3,
        }
    )


@given(waiting=share, less=share, seriousness=share)
def test_a_longer_stay_makes_hiding_less_attractive(waiting, less, seriousness):
    assert _low(waiting=waiting * less, seriousness=seriousness) <= _low(
        waiting=waiting, seriousness=seriousness
    )


def test_hiding_is_worth_more_when_repression_spares_those_who_hide():
    assert _low(conditionality=0.9) > _low(conditionality=0.0)


def test_a_gang_waits_out_nobody_when_nobody_is_there():
    gangs = section("gangs", presence_persons=200.0)
    assert choice.taken_seriously(0, gangs, belief=0.5) == 0
    assert choice.taken_seriously(200, gangs, belief=1.0) == pytest.approx(1 - np.exp(-1))
    assert choice.taken_seriously(200, gangs, belief=0.0) == 0, "nor whom nobody believes in"


@given(own=share, bloc=share, cohesion=share)
def test_cohesion_lets_members_of_the_coalition_count_its_share(own, bloc, cohesion):
    def counted(membership):
        return choice.internalised_share(
            own, bloc_share=bloc, cohesion=cohesion, membership=membership
        )

    assert counted(1.0) == pytest.approx((1 - cohesion) * own + cohesion * bloc)
    assert counted(0.0) == pytest.approx(own)


def _loss(belief, police, mission, fighters, most):
    gangs = section("gangs", expected_loss_max=most)
    return choice.expected_loss(belief, gangs, police=police, mission=mission, fighters=fighters)


@given(loss=share, police=force, mission=force, belief=share, fighters=st.integers(0, 10_000))
def test_expected_losses_rise_with_force_and_belief_up_to_a_maximum(
    loss, police, mission, belief, fighters
):
    expected = _loss(belief, police, mission, fighters, loss)
    assert 0 <= expected <= _loss(1.0, police, mission, fighters, loss) <= loss
    assert expected <= _loss(belief, 1.5 * police, mission, fighters, loss)
    assert _loss(0.0, police, mission, fighters, loss) == pytest.approx(
        _loss(belief, police, 0.0, fighters, loss)
    )


def test_a_gang_without_fighters_expects_what_a_single_one_would():
    alone = _loss(0.5, 1.0, 0.0, 1, 0.04)
    assert _loss(0.5, 1.0, 0.0, 0, 0.04) == alone
    assert alone == pytest.approx(0.04 * (1 - np.exp(-1)))


def test_a_force_as_large_as_the_gang_threatens_most_of_the_maximum():
    assert _loss(0.5, 50.0, 100.0, 100, 0.04) == pytest.approx(0.04 * (1 - np.exp(-1)))


def test_a_rollover_counts_in_part_and_a_lapse_for_nothing():
    full, technical = np.array([True, False, False]), np.array([False, True, False])
    assert choice.renewal_evidence(
        full, technical, section("gangs", rollover_worth=0.4)
    ).tolist() == [1.0, 0.4, 0.0]


GANGS = section("gangs", conditionality=0.3, rent_given_up=0.35, confronting_at_start=0.75)
TERRITORY = section("territory", low_profile_effort=0.6)
PEOPLE = section("people", low_profile_violence=0.5)


def test_who_hides_is_spared_in_part_and_gives_up_part_of_the_rent():
    effects = {
        kind.posture: (
            kind.spared(GANGS), kind.rent_given_up(GANGS), kind.effort(TERRITORY),
            kind.violence(PEOPLE),
        )
        for kind in POSTURES
    }  # fmt: skip
    hidden = (0.3, 0.35, 0.6, 0.5)
    assert effects == {
        Posture.CONFRONT: (0.0, 0.0, 1.0, 1.0),
        Posture.LOW_PROFILE: hidden,
        Posture.RELOCATE: hidden,
    }


def test_only_who_confronts_attacks_and_only_who_relocates_moves_by_choice():
    assert [kind.posture for kind in POSTURES if kind.attacks] == [Posture.CONFRONT]
    assert [kind.posture for kind in POSTURES if kind.moves] == [Posture.RELOCATE]


def test_each_gang_has_the_effect_of_its_posture():
    acting = np.array([[2, 0], [1, 1]])
    assert by_posture(acting, [1.0, 0.5, np.array([0.3, 0.4])]).tolist() == [[0.3, 1.0], [0.5, 0.5]]


@given(confronting=share, base=share)
def test_a_mean_effect_weighs_postures_by_their_shares(confronting, base):
    shares = [confronting, 1 - confronting, 0.0]
    mean = mean_effect([1.0, 0.6, 0.2], shares, base)
    assert mean == pytest.approx(confronting + 0.6 * (1 - confronting))


def test_effects_at_the_start_weigh_who_confronts_and_who_hides():
    assert postures.shares_at_start(GANGS) == [0.75, 0.25, 0.0]
    assert postures.effort_at_start(TERRITORY, GANGS) == pytest.approx(0.75 + 0.25 * 0.6)
    assert postures.exposed_at_start(GANGS) == pytest.approx(1 - 0.25 * 0.3)
    assert postures.drawn_at_start(GANGS) == pytest.approx(1 - 0.25 * 0.35)
    assert postures.mean_violence([0.5, 0.3, 0.2], PEOPLE) == pytest.approx(0.5 + 0.5 * 0.5)
