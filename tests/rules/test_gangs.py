"""Posture, contacts, territory and means of gangs: limits, closed forms and bounds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import choice, contacts, means, shocks, territory

share = st.floats(0, 1)
payoff = st.floats(-50, 50)


@given(a=payoff, b=payoff)
def test_without_rationality_the_choice_is_a_coin(a, b):
    assert choice.confront_probability(a, b, 0.0) == 0.5


@given(a=payoff, b=payoff)
def test_with_much_rationality_the_better_payoff_is_chosen(a, b):
    if abs(a - b) > 1e-2:
        assert choice.confront_probability(a, b, 1e6) == float(a > b)


@given(
    patience=st.floats(0.9, 0.999),
    stay=st.floats(0, 100),
    longer=st.floats(0.5, 100),
    seriousness=share,
)
def test_a_longer_stay_makes_hiding_less_attractive(patience, stay, longer, seriousness):
    def low(weeks):
        return choice.low_profile_payoff(0.01, 20.0, 0.35, 0.3, patience, weeks, 0.6, seriousness)

    assert low(stay + longer) <= low(stay)


def test_waiting_factors_of_the_basis():
    stays = np.array([13.0, 26.0, 52.0])
    waiting = choice.low_profile_payoff(0.0, 20.0, 0.0, 0.3, 0.985, stays, 1.0, 1.0) - 1.0
    assert waiting == pytest.approx([0.82, 0.68, 0.46], abs=0.006)


def test_hiding_is_worth_more_when_repression_spares_those_who_hide():
    def low(conditionality):
        return choice.low_profile_payoff(0.02, 20.0, 0.35, conditionality, 0.985, 10.0, 0.6, 1.0)

    assert low(0.9) > low(0.0)


def test_a_gang_waits_out_nobody_when_nobody_is_there():
    assert choice.taken_seriously(0, 200.0) == 0


def test_belief_is_the_beta_bernoulli_posterior_mean():
    a, b = 0.7 * 15, 0.3 * 15
    assert choice.belief(a + 3, b + 5) == pytest.approx((10.5 + 3) / (15 + 8))
    assert choice.remembered(10.0, 0.98, 2.0) == pytest.approx(10 * 0.98**2)


def test_a_gang_outside_the_coalition_counts_only_its_own_share():
    assert choice.internalised_share(0.1, 0.9, 1.0, 0.0) == pytest.approx(0.1)
    assert choice.internalised_share(0.1, 0.9, 1.0, 1.0) == pytest.approx(0.9)


@given(k=share, start=share, threat=share, g_t=share, g_r=share)
def test_cohesion_stays_a_share(k, start, threat, g_t, g_r):
    assert 0 <= choice.cohesion_after(k, start, threat, g_t, g_r, 1.0) <= 1


@given(
    loss=st.floats(0, 1),
    police=st.floats(0, 1e5),
    mission=st.floats(0, 1e5),
    b=share,
    fighters=st.integers(0, 10_000),
)
def test_expected_losses_rise_with_belief_and_stay_below_the_maximum(
    loss, police, mission, b, fighters
):
    expected = choice.expected_loss(b, police, mission, fighters, loss)
    assert 0 <= expected <= choice.expected_loss(1.0, police, mission, fighters, loss) <= loss


def test_cohesion_rests_at_the_start_without_a_threat():
    assert choice.cohesion_after(0.6, 0.6, 0.0, 0.02, 0.006, 1.0) == 0.6
    assert choice.cohesion_after(0.6, 0.6, 1.0, 0.02, 0.006, 1.0) > 0.6


def test_success_is_the_states_part_of_the_exchange_of_losses():
    assert contacts.success_share(3.0, 1.0) == 0.75
    assert contacts.success_share(0.0, 1.0) == 0.0
    assert contacts.success_share(0.0, 0.0) == 0.5
    assert contacts.expected_gang_losses(2, 0.5, 0.4, 0.15, 0.3) == pytest.approx(0.49)


def test_an_offensive_is_no_likelier_than_its_base_rate_without_events_at_starting_cohesion():
    assert shocks.offensive_rate(0.012, False, 0.8, 0.6, 0.6, 2.0) == pytest.approx(0.012)
    assert shocks.offensive_rate(0.012, True, 0.8, 0.9, 0.6, 2.0) > 0.012


def test_aimed_fire_is_the_square_law_and_unaimed_fire_the_linear_law():
    def casualties(mu, state, gang):
        return contacts.gang_casualties(2.0, state, 1.0, mu, gang, 200.0, 0.0)

    assert casualties(1.0, 50.0, 30.0) == casualties(1.0, 50.0, 90.0)
    assert casualties(0.0, 50.0, 60.0) == pytest.approx(2 * casualties(0.0, 50.0, 30.0))
    assert casualties(0.5, 100.0, 30.0) == pytest.approx(2 * casualties(0.5, 50.0, 30.0))


def test_operations_need_force_gangs_and_intelligence():
    def met(force=100.0, mu=0.3, control=0.5):
        return contacts.expected_contacts(force, 20.0, 1.0, mu, 3.0, control, 1.0, 1.0)

    assert met() > 0
    assert met(force=0.0) == met(mu=0.0) == met(control=0.0) == 0


def test_an_ambush_costs_the_state_more_and_armour_less():
    plain = contacts.expected_killed_in_operations(10, 0, 0.75, 0.03, 3.0, 0.5, 0.4)
    leaked = contacts.expected_killed_in_operations(10, 10, 0.0, 0.03, 3.0, 0.5, 0.4)
    assert leaked == pytest.approx(3 * plain)
    assert contacts.protection(0.9, 0.5) == pytest.approx(0.55)


def test_a_leaked_operation_finds_nobody_or_an_ambush():
    assert contacts.fought(10, 4, 0.75) == 7
    evaded = contacts.expected_killed_in_operations(4, 4, 1.0, 0.03, 3.0, 0.5, 0.4)
    assert evaded == 0
    mixed = contacts.expected_killed_in_operations(4, 4, 0.75, 0.03, 3.0, 0.5, 0.4)
    one = contacts.expected_killed_in_operations(1, 0, 0.75, 0.03, 3.0, 0.5, 0.4)
    assert mixed == pytest.approx(3 * one)


@given(state=st.floats(0.02, 0.98), force=st.floats(2, 1e4), gangs=st.floats(2, 1e6))
def test_the_contest_starts_at_rest(state, force, gangs):
    weight = territory.resting_weight(state, force, gangs, 0.01)
    assert territory.state_share(weight, force, gangs, state) == pytest.approx(state, rel=1e-9)


def test_equal_contenders_share_equally():
    strength = territory.contest_strength(np.full(5, 80.0), 1.4)
    assert territory.state_share(1.0, strength[0], strength[1:].sum(), 0.0) == pytest.approx(1 / 5)


def test_half_life_of_control():
    rate = 0.05
    weeks = np.log(2.0) / rate
    assert territory.state_control(0.2, 0.8, rate, 1.0, True, weeks) == pytest.approx(0.5)


def test_unheld_gains_of_the_state_are_slower_than_its_losses():
    gain = territory.state_control(0.5, 0.7, 0.05, 0.5, False, 1.0) - 0.5
    loss = 0.5 - territory.state_control(0.5, 0.3, 0.05, 0.5, False, 1.0)
    held = territory.state_control(0.5, 0.7, 0.05, 0.5, True, 1.0) - 0.5
    assert 0 < gain < loss == pytest.approx(held)


@given(
    controls=st.lists(st.floats(0, 1), min_size=1, max_size=6),
    strengths=st.lists(st.floats(0, 1e5), min_size=6, max_size=6),
    after=share,
)
def test_what_gangs_hold_adds_up_to_what_the_state_leaves(controls, strengths, after):
    before = sum(controls)
    if before < 1e-6:
        return
    control = np.array(controls) / before * 0.7
    strength = np.array(strengths[: len(controls)])
    new = territory.gang_control(control, control.sum(), strength, strength.sum(), after, 0.05, 1.0)
    assert new.sum() == pytest.approx(after, abs=1e-9)
    assert np.all(new >= 0)


def test_hold_is_lost_in_the_week_it_fails():
    assert territory.weeks_lasting(5.0, True, 1.0) == 6.0
    assert territory.weeks_lasting(5.0, False, 1.0) == 0.0


def test_membership_settles_where_recruitment_meets_losses():
    # logistic: rho G (1 - G/K) = L has the stable root K (1 + sqrt(1 - 4 L / (rho K))) / 2
    rho, ceiling, losses, members = 0.01, 20_000.0, 20.0, 12_000.0
    for _ in range(5_000):
        recruits = means.expected_recruits(members, 1.0, members, rho, ceiling, 1.0, 0.0, 0.0, 1.0)
        members += float(recruits) - losses
    root = ceiling * (1 + np.sqrt(1 - 4 * losses / (rho * ceiling))) / 2
    assert members == pytest.approx(root, rel=1e-6)


def test_nobody_is_recruited_beyond_saturation():
    assert means.expected_recruits(100, 1.0, 25_000, 0.01, 20_000.0, 1.0, 0.0, 0.0, 1.0) == 0


def test_reintegration_lowers_recruitment_and_raises_exit():
    none, some = means.programme_effect(0.0, 1_500.0), means.programme_effect(1_500.0, 1_500.0)
    assert (none, some) == (0.0, 0.5)
    args = (100, 1.0, 5_000, 0.01, 20_000.0, 1.0)
    assert means.expected_recruits(*args, some, 0.35, 1.0) < means.expected_recruits(
        *args, none, 0.35, 1.0
    )
    assert means.desertion_chance(0.002, some, 1.0, 0.0, 1.0, 1.0) > means.desertion_chance(
        0.002, none, 1.0, 0.0, 1.0, 1.0
    )


@given(footholds=st.integers(1, 9), base=share)
def test_footholds_share_all_members(footholds, base):
    parts = [float(means.foothold_share(index == 0, footholds, base)) for index in range(footholds)]
    assert sum(parts) == pytest.approx(1.0)
