"""Operations and contacts: who meets whom, what leaks, who is hit.

Lanchester's laws, fights to the end, tipping accuracy and breaking off: in known_mathematics.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import contacts, operations
from msssim.rules.operations import OPERATIONS
from sections import section

share = st.floats(0, 1)
persons = st.floats(0, 1e4)


@given(police=persons, mission=persons, joint=share)
def test_a_pair_needs_one_of_each_and_nobody_works_twice(police, mission, joint):
    terms = section("contacts", joint_share=joint)
    pair = operations.paired(police, mission, terms, coordination=0.5)
    assert 0 <= pair <= min(police, mission)
    assert operations.paired(police, 0.0, terms, coordination=0.5) == 0
    at_work = [kind.force(police, mission, pair) for kind in OPERATIONS]
    assert sum(at_work) == pytest.approx(police + mission)
    of_police = sum(
        kind.police_part * force for kind, force in zip(OPERATIONS, at_work, strict=True)
    )
    assert of_police == pytest.approx(police)


def test_joint_operations_know_more_but_never_more_than_all():
    assert operations.intelligence_of(0.3, 1.5) == pytest.approx(0.45)
    assert operations.intelligence_of(0.8, 1.5) == 1.0


def test_contacts_need_force_gangs_intelligence_and_somebody_to_find():
    def met(force=100.0, mu=0.3, control=0.5, exposed=1.0):
        terms = section(
            "contacts", operations_per_100=20.0, operations_tempo=1.0, intelligence_finding=3.0
        )
        return operations.expected_contacts(
            force, terms, intelligence=mu, gang_control=control, exposed=exposed, weeks=1.0
        )

    assert met() == pytest.approx(20 * 0.5 * (1 - np.exp(-0.9)))
    assert met(force=0.0) == met(mu=0.0) == met(control=0.0) == met(exposed=0.0) == 0
    assert met(mu=0.6) > met() > met(exposed=0.7)


OF_POLICE, JOINT, OF_MISSION = OPERATIONS
"""Operations of police alone, of both, and of the mission alone."""


def test_kinds_of_operations_know_tell_and_expose_what_their_row_says():
    fire = section("contacts", intelligence_joint=1.2, intelligence_alone=0.7)
    terms = section("governance", informed_police=5.0, leakiness=0.3)
    assert [kind.name for kind in OPERATIONS] == ["of_police", "joint", "of_mission"]
    assert [kind.knowledge(fire) for kind in OPERATIONS] == [1.0, 1.2, 0.7]
    assert [kind.informed_police(terms) for kind in OPERATIONS] == [5.0, 5.0, 0.0]
    assert [kind.leakiness(terms) for kind in OPERATIONS] == [0.0, 0.3, 0.3]
    assert [kind.with_mission for kind in OPERATIONS] == [False, True, True]
    assert [kind.armoured for kind in OPERATIONS] == [False, True, False]


def test_a_leak_is_evaded_or_met_by_an_ambush():
    step = operations.Operations(JOINT, 50.0, 0.3, contacts=9, leaks=5, evaded=3)
    assert (step.fought, step.ambushes) == (6, 2)


leak_terms = {
    "per_person": st.floats(0, 0.1), "informed": st.floats(0, 100), "colluding": share,
    "tells": share, "police": st.floats(0, 20), "leakiness": share, "exposure": share,
}  # fmt: skip


def _leak(per_person, informed, colluding, tells, police, leakiness, exposure):
    governance = section("governance",
        leak_per_informed_person=per_person, informed_persons=informed, colluder_tells=tells,
        informed_police=police, leakiness=leakiness,
    )  # fmt: skip
    return operations.leak_chance(JOINT, governance, colluding=colluding, exposure=exposure)


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


def _attacks(fighting, event, hardening, police):
    fire = section("contacts", attacks_per_1000_week=0.8, attack_event_effect=0.7)
    return operations.expected_attacks(
        fighting, fire, section("police", hardening=hardening), recent_event=event, force=police,
        weeks=1.0,
    )  # fmt: skip


def test_attacks_follow_who_fights_events_and_hardening():
    def attacks(fighting=1_000.0, event=False, hardening=0.0, police=50.0):
        return _attacks(fighting, event, hardening, police)

    assert attacks() == pytest.approx(0.8)
    assert attacks(event=True) == pytest.approx(0.8 * np.exp(0.7))
    assert attacks(hardening=0.25) == pytest.approx(0.6)
    assert attacks(police=0.0) == attacks(fighting=0.0) == 0


def test_an_event_is_near_after_an_arrival_and_before_a_vote():
    def near(since=100.0, to_vote=100.0):
        gangs = section("gangs", offensive_event_weeks=8.0, offensive_vote_weeks=2.0)
        return bool(operations.around_event(since, gangs, weeks_to_vote=to_vote))

    assert not near()
    assert near(since=8.0)
    assert near(to_vote=2.0)
    assert near(to_vote=0.0)
    assert not near(to_vote=-1.0)
    assert not near(to_vote=np.inf)


@given(shooters=persons, aim=share, targets=persons, block=st.floats(1, 5_000), eta=share)
def test_fire_hits_no_more_than_it_could(shooters, aim, targets, block, eta):
    terms = section("contacts", block_persons=block, bystanders=eta)
    fire = {"shooters": shooters, "targets": targets}
    hit = contacts.casualty_rate(2.0, terms, aim=aim, **fire)
    bystanders = contacts.bystander_rate(2.0, terms, aim=aim, **fire)
    assert hit >= 0
    assert bystanders >= 0
    assert hit + bystanders <= 2.0 / 1000 * shooters * (1 + 1e-12)
    assert contacts.bystander_rate(2.0, terms, aim=1.0, **fire) == 0


def test_an_ambush_counts_several_times_and_an_evaded_operation_not():
    terms = section("contacts", ambush_factor=3.0)
    assert contacts.faced(7, 0, terms) == 7
    assert contacts.faced(7, 2, terms) == 11


def test_deaths_and_arrests_by_hand():
    terms = section(
        "contacts", killed_share=0.25, arrests_per_contact=0.8, attrition_forcing_per_week=0.01
    )
    assert contacts.expected_killed(3, terms, rate=0.5, hours=4.0) == pytest.approx(1.5)
    assert contacts.expected_arrests(10, terms, intelligence=0.3) == pytest.approx(2.4)
    assert contacts.forced_attrition(2_000, terms, weeks=1 / 7) == pytest.approx(20 / 7)
    assert contacts.protection(0.9, 0.5) == pytest.approx(0.55)
    assert contacts.engaged(np.array([30.0, 300.0]), 80.0).tolist() == [30.0, 80.0]


@given(restraint=share, monitoring=share, effect=share)
def test_monitoring_strengthens_restraint_as_far_as_there_is_some_to_win(
    restraint, monitoring, effect
):
    fire = section("contacts", restraint=restraint)
    terms = section("interventions", monitoring_restraint=effect)
    assert restraint - 1e-12 <= contacts.restraint_under(monitoring, fire, terms) <= 1
    assert contacts.restraint_under(0.0, fire, terms) == pytest.approx(restraint)


@given(gang=persons, state=persons)
def test_success_is_the_gangs_part_of_all_losses_and_even_without_any(gang, state):
    success = contacts.success_share(gang, state, met=1, fought=1)
    assert 0 <= success <= 1
    assert success + contacts.success_share(state, gang, met=1, fought=1) == pytest.approx(1.0)
    assert contacts.success_share(3.0, 1.0, met=2, fought=2) == 0.75
    assert contacts.success_share(0.0, 0.0, met=0, fought=0) == 0.5
    assert contacts.success_share(3.0, 1.0, met=4, fought=1) == 0.75 / 4, "three found nobody"


def test_small_expected_losses_tell_as_much_of_success_as_large_ones():
    assert contacts.success_share(0.03, 0.01, met=1, fought=1) == pytest.approx(0.75)
    assert contacts.success_share(0.03, 0.01, met=1, fought=0) == 0, (
        "a single operation that found nobody"
    )


def test_a_foothold_is_found_by_how_many_are_in_it():
    terms = section("contacts", members_half=30.0)
    assert operations.found_share(0, terms) == 0
    assert operations.found_share(np.array([10, 30, 90]), terms).tolist() == [0.25, 0.5, 0.75]


def test_a_single_officer_can_be_attacked():
    assert _attacks(1_000.0, False, 0.0, 1.0) == pytest.approx(0.8)


FIRE = section("contacts",
    frontage_gang=40.0, frontage_state=80.0, lethality_state=25.0, block_persons=200.0,
    aim_gang=0.5, return_fire=0.2, restraint_aimed=0.5, bystanders=0.25, contact_hours=2.0,
    break_off_gang=1.0, break_off_state=1.0, killed_share=0.5, arrests_per_contact=0.4,
    ambush_factor=3.0, attack_hours=4.0,
)  # fmt: skip


def _exchange(kind=OF_POLICE, ambushes=0, restraint=0.0):
    """Two contacts of 100 persons, of whom 80 have room, with 40 members."""
    step = operations.Operations(kind, 100.0, 0.5, contacts=2, leaks=ambushes, evaded=0)
    return contacts.exchange_of_fire(step, FIRE, members=40, lethality=50.0, restraint=restraint)


def test_an_exchange_of_fire_by_hand():
    # the state aims half of its fire at 40 members among 200 persons; 80 are fired back at
    lost = _exchange()
    on_gangs, on_state = 0.025 * 80 * (0.5 + 0.5 * 0.2), 0.2 * 0.05 * 40 * (0.5 + 0.5 * 0.4)
    assert lost.gang_deaths == pytest.approx(2 * on_gangs * 2 * 0.5)
    assert lost.gang_arrests == pytest.approx(2 * 0.4 * 0.5)
    assert lost.police_deaths == pytest.approx(2 * on_state * 2 * 0.5)
    assert lost.hit_by_state == pytest.approx(2 * 0.25 * 0.025 * 80 * 0.5 * 0.8 * 2 * 0.5)
    assert lost.hit_by_gangs == pytest.approx(2 * 0.25 * 0.2 * 0.05 * 40 * 0.5 * 0.6 * 2 * 0.5)


def test_losses_of_the_state_fall_on_who_takes_part_in_an_operation():
    police, joint, mission = (_exchange(kind) for kind in OPERATIONS)
    of_state = police.police_deaths
    assert [each.police_deaths for each in (joint, mission)] == [of_state / 2, 0]
    assert [each.joint_police_deaths for each in (police, joint, mission)] == [0, of_state / 2, 0]
    assert [each.mission_deaths for each in (police, joint)] == [0, of_state / 2]
    assert mission.mission_deaths == mission.state_lost_with_mission == of_state
    assert police.gangs_lost_to_mission == police.state_lost_with_mission == 0
    assert joint.gangs_lost_to_mission == joint.gang_deaths + joint.gang_arrests
    assert (police + mission).police_deaths == of_state
    assert (joint + mission).gang_arrests == 2 * police.gang_arrests


def test_ambushes_cost_the_state_only_and_restraint_spares_civilians_most():
    usual, ambushed, restrained = _exchange(), _exchange(ambushes=1), _exchange(restraint=0.6)
    assert ambushed.police_deaths == pytest.approx(2 * usual.police_deaths)
    assert ambushed.gang_deaths == usual.gang_deaths
    assert restrained.gang_deaths == pytest.approx(0.7 * usual.gang_deaths)
    assert restrained.hit_by_state == pytest.approx(0.4 * usual.hit_by_state)
    assert restrained.hit_by_gangs == pytest.approx(usual.hit_by_gangs)


def test_an_attack_on_police_is_an_ambush_without_initiative_of_the_state():
    killed = contacts.killed_in_attacks(3, FIRE, members=10, force=60.0, lethality=50.0)
    rate = 0.05 * 10 * (0.5 + 0.5 * 0.3)
    assert killed == pytest.approx(3 * 3 * rate * 4 * 0.5)
