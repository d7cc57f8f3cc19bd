"""Operations and contacts: who meets whom, what leaks, who is hit.

Lanchester's laws, fights to the end, tipping accuracy and breaking off: in known_mathematics.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import contacts, operations

share = st.floats(0, 1)
persons = st.floats(0, 1e4)


@given(police=persons, mission=persons, joint=share)
def test_a_pair_needs_one_of_each_and_nobody_works_twice(police, mission, joint):
    paired = operations.paired(police, mission, joint)
    assert 0 <= paired <= min(police, mission)
    assert operations.paired(police, 0.0, joint) == 0


def test_joint_operations_know_more_but_never_more_than_all():
    assert operations.intelligence_of(0.3, 1.5) == pytest.approx(0.45)
    assert operations.intelligence_of(0.8, 1.5) == 1.0


def test_contacts_need_force_gangs_intelligence_and_somebody_to_find():
    def met(force=100.0, mu=0.3, control=0.5, exposed=1.0):
        return operations.expected_contacts(force, 20.0, 1.0, mu, 3.0, control, exposed, 1.0)

    assert met() == pytest.approx(20 * 0.5 * (1 - np.exp(-0.9)))
    assert met(force=0.0) == met(mu=0.0) == met(control=0.0) == met(exposed=0.0) == 0
    assert met(mu=0.6) > met() > met(exposed=0.7)


def test_repression_falls_in_part_on_who_hides():
    assert operations.exposed_share(np.array([True, False]), 0.3).tolist() == [1.0, 0.7]


leak_terms = {
    "per_person": st.floats(0, 0.1), "informed": st.floats(0, 100), "colluding": share,
    "tells": share, "police": st.floats(0, 20), "leakiness": share, "exposure": share,
}  # fmt: skip


def _leak(per_person, informed, colluding, tells, police, leakiness, exposure):
    return operations.leak_chance(
        per_person, informed, colluding, tells, police, leakiness, exposure
    )


@given(**leak_terms, worse=share)
def test_a_leak_is_a_chance_that_rises_with_all_who_know(worse, **terms):
    chance = _leak(**terms)
    assert 0 <= chance <= 1
    for name in ("colluding", "exposure", "tells"):
        assert _leak(**{**terms, name: max(terms[name], worse)}) >= chance - 1e-12
    for name in ("informed", "police"):
        assert _leak(**{**terms, name: terms[name] + worse}) >= chance - 1e-12


@pytest.mark.parametrize(("per_person", "chance"), [(0.002, 0.05), (0.006, 0.14), (0.02, 0.40)])
def test_of_25_who_are_told_one_slips_with_the_chance_of_the_table(per_person, chance):
    assert _leak(per_person, 25, 0.0, 0.5, 10, 0.0, 1.0) == pytest.approx(chance, abs=0.005)
    assert _leak(0.0, 25, 0.05, 0.5, 10, 0.0, 1.0) == pytest.approx(1 - 0.975**10)
    assert _leak(0.0, 25, 0.0, 0.5, 10, 0.3, 0.5) == pytest.approx(0.15)


def test_attacks_follow_who_fights_events_and_hardening():
    def attacks(fighting=1_000.0, event=False, hardening=0.0, police=50.0):
        return operations.expected_attacks(fighting, 0.8, event, 0.7, hardening, police, 1.0)

    assert attacks() == pytest.approx(0.8)
    assert attacks(event=True) == pytest.approx(0.8 * np.exp(0.7))
    assert attacks(hardening=0.25) == pytest.approx(0.6)
    assert attacks(police=0.0) == attacks(fighting=0.0) == 0


def test_an_event_is_near_after_an_arrival_and_before_a_vote():
    def near(since=100.0, to_vote=100.0):
        return bool(operations.around_event(since, 8.0, to_vote, 2.0))

    assert not near()
    assert near(since=8.0)
    assert near(to_vote=2.0)
    assert near(to_vote=0.0)
    assert not near(to_vote=-1.0)
    assert not near(to_vote=np.inf)


@given(shooters=persons, aim=share, targets=persons, block=st.floats(1, 5_000), eta=share)
def test_fire_hits_no_more_than_it_could(shooters, aim, targets, block, eta):
    hit = contacts.casualty_rate(2.0, shooters, aim, targets, block)
    bystanders = contacts.bystander_rate(2.0, shooters, aim, targets, block, eta)
    assert hit >= 0
    assert bystanders >= 0
    assert hit + bystanders <= 2.0 / 1000 * shooters * (1 + 1e-12)
    assert contacts.bystander_rate(2.0, shooters, 1.0, targets, block, eta) == 0


def test_an_ambush_counts_several_times_and_an_evaded_operation_not():
    assert contacts.faced(7, 0, 3.0) == 7
    assert contacts.faced(7, 2, 3.0) == 11
    assert contacts.killed_in_attacks(2, 3.0, 0.5, 0.4, 0.25) == pytest.approx(0.3)


def test_deaths_and_arrests_by_hand():
    assert contacts.expected_killed(3, 0.5, 4.0, 0.25) == pytest.approx(1.5)
    assert contacts.expected_arrests(10, 0.8, 0.3) == pytest.approx(2.4)
    assert contacts.forced_attrition(2_000, 0.01, 1 / 7) == pytest.approx(20 / 7)
    assert contacts.protection(0.9, 0.5) == pytest.approx(0.55)
    assert contacts.engaged(np.array([30.0, 300.0]), 80.0).tolist() == [30.0, 80.0]


@given(restraint=share, monitoring=share, effect=share)
def test_monitoring_strengthens_restraint_as_far_as_there_is_some_to_win(
    restraint, monitoring, effect
):
    after = contacts.restraint_under(restraint, monitoring, effect)
    assert restraint - 1e-12 <= after <= 1
    assert contacts.restraint_under(restraint, 0.0, effect) == pytest.approx(restraint)


@given(gang=persons, state=persons)
def test_success_is_the_gangs_part_of_all_losses_and_even_without_any(gang, state):
    success = contacts.success_share(gang, state, 1, 1)
    assert 0 <= success <= 1
    assert success + contacts.success_share(state, gang, 1, 1) == pytest.approx(1.0)
    assert contacts.success_share(3.0, 1.0, 2, 2) == 0.75
    assert contacts.success_share(0.0, 0.0, 0, 0) == 0.5
    assert contacts.success_share(3.0, 1.0, 4, 1) == 0.75 / 4, "three found nobody"


def test_small_expected_losses_tell_as_much_of_success_as_large_ones():
    assert contacts.success_share(0.03, 0.01, 1, 1) == pytest.approx(0.75)
    assert contacts.success_share(0.03, 0.01, 1, 0) == 0, "a single operation that found nobody"


def test_a_foothold_is_found_by_how_many_are_in_it():
    assert operations.found_share(0, 30.0) == 0
    assert operations.found_share(np.array([10, 30, 90]), 30.0).tolist() == [0.25, 0.5, 0.75]


def test_a_single_officer_can_be_attacked():
    assert operations.expected_attacks(1_000.0, 0.8, False, 0.7, 0.0, 1.0, 1.0) == (
        pytest.approx(0.8)
    )
