"""Police and command: who stays, who is worth what, and where the force is sent."""

from __future__ import annotations

from dataclasses import astuple
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msssim.rules import command, police
from msssim.scenario.parameters.contacts import Contacts
from msssim.world.mission import DOCTRINES, Doctrine
from sections import section

share = st.floats(0, 1)


def test_officers_leave_faster_after_losses_in_low_morale_and_drawn_abroad():
    def rate(killed=0.0, morale=0.5, pull=0.0):
        terms = section(
            "police", attrition_per_week=0.002, attrition_losses=0.05, attrition_morale=1.0,
            morale_at_start=0.5, emigration_pull=pull,
        )  # fmt: skip
        return police.attrition_rate(terms, killed_lately=killed, morale=morale)

    assert rate() == pytest.approx(0.002)
    assert rate(killed=4.0) == pytest.approx(0.002 * np.exp(0.2))
    assert rate(morale=0.2) == pytest.approx(0.002 * np.exp(0.3))
    assert rate(pull=0.4) == pytest.approx(0.002 * np.exp(0.4))


def _morale(pay=0.8, equipment=0.0, mission=0.0, killed=0.0, lost=0.0, start=0.5):
    terms = section(
        "police", morale_at_start=start, morale_pay=0.5, reference_pay=0.8, morale_equipment=0.3,
        morale_mission=0.2, morale_losses=0.05, morale_stations=0.4,
    )  # fmt: skip
    return police.sustained_morale(
        terms, pay_reliability=pay, equipment_change=equipment, copresence=mission,
        killed_lately=killed, stations_lost=lost,
    )  # fmt: skip


def test_morale_follows_pay_equipment_company_losses_and_stations():
    assert _morale() == pytest.approx(0.5)
    assert _morale(pay=0.4) == pytest.approx(0.3)
    assert _morale(equipment=0.5) == pytest.approx(0.65)
    assert _morale(mission=0.5) == pytest.approx(0.6)
    assert _morale(killed=np.e - 1) == pytest.approx(0.45)
    assert _morale(lost=0.25) == pytest.approx(0.4)
    assert _morale(start=0.9, equipment=1.0) == 1
    assert _morale(start=0.1, lost=1.0) == 0


@given(
    pay=share, equipment=st.floats(-1, 1), mission=share, killed=st.floats(0, 1e3), lost=share,
    start=share,
)  # fmt: skip
def test_morale_is_a_share(pay, equipment, mission, killed, lost, start):
    assert 0 <= _morale(pay, equipment, mission, killed, lost, start) <= 1


def _equipment(level, aim, fallen, *, burns=1.0, renewal=0.05, weeks=1.0, support=0.0):
    terms = section(
        "police", equipment_support=support, equipment_renewal_per_week=renewal,
        station_equipment=burns,
    )  # fmt: skip
    unit = section("police_unit", equipment=aim)
    return police.equipment_after(level, terms, unit, fallen=fallen, weeks=weeks)


def test_support_adds_to_what_a_unit_is_provided_with_up_to_complete():
    assert _equipment(0.2, 0.3, 0.0, weeks=1e6, support=0.4) == pytest.approx(0.7)
    halfway = np.log(2) / 0.05
    assert _equipment(0.5, 0.9, 0.0, weeks=halfway, support=0.4) == pytest.approx(0.75)


@given(level=share, aim=share, lost=share, more=share)
def test_equipment_is_a_share_and_burns_with_the_stations(level, aim, lost, more):
    after = _equipment(level, aim, lost)
    assert 0 <= after <= max(level, aim) + 1e-12
    assert _equipment(level, aim, max(lost, more)) <= after
    assert _equipment(level, aim, 1.0) == 0
    assert _equipment(level, aim, 1.0, burns=0.0) == _equipment(level, aim, 0.0)


@given(prevalence=share, morale=share, lower=share, start=share, effect=st.floats(0, 10))
def test_collusion_is_a_share_that_rises_as_morale_falls(prevalence, morale, lower, start, effect):
    terms = section("police", collusion=prevalence, morale_at_start=start, collusion_morale=effect)
    part = police.collusion(morale, terms)
    assert 0 <= part <= 1
    assert police.collusion(morale * lower, terms) >= part
    assert police.collusion(start, terms) == pytest.approx(prevalence)


def _falls(attacks, stations, per_attack, control):
    terms = section("police", station_loss_per_attack=per_attack)
    return police.station_loss_chance(attacks, terms, stations=stations, gang_control=control)


@given(attacks=st.integers(0, 20), stations=st.integers(0, 20), per_attack=share, control=share)
def test_stations_fall_more_often_with_attacks_and_gang_control(
    attacks, stations, per_attack, control
):
    def falls(attacks, control):
        return _falls(attacks, stations, per_attack, control)

    assert 0 <= falls(attacks, control) <= 1
    assert falls(0, control) == falls(attacks, 0.0) == 0
    assert falls(attacks, control) <= falls(attacks + 1, control) + 1e-12
    assert falls(attacks, control / 2) <= falls(attacks, control) + 1e-12


def test_attacks_are_spread_over_the_stations_of_a_zone():
    assert _falls(2, 1, 0.5, 1.0) == pytest.approx(0.75)
    assert _falls(2, 4, 0.5, 1.0) == pytest.approx(1 - 0.5**0.5)


def test_stations_that_are_lost_and_retaken():
    manned = police.stations_manned(np.array([4, 1, 0]), np.array([1, 1, 0]))
    assert manned.tolist() == [0.75, 0.0, 1.0]
    terms = section("police", station_retaken_per_week=0.05, station_retaken_control=0.5)
    assert police.retaking_rate(np.array([0.4, 0.5]), terms).tolist() == [0.0, 0.05]


def test_a_class_leaves_the_academy_once_an_interval():
    ends = np.arange(1, 105)
    assert police.classes_finished(ends, 1.0, 52.0).nonzero()[0].tolist() == [51, 103]


def test_a_crisis_lessens_pay_and_classes():
    assert police.lessened(0.8, False, 0.3) == pytest.approx(0.8)
    assert police.lessened(0.8, True, 0.3) == pytest.approx(0.56)


def _parts(doctrine, protect, present):
    terms = section("contacts", doctrine=doctrine, mixed_protect=protect, mixed_presence=present)
    return astuple(command.doctrine_parts(terms))


@pytest.mark.parametrize("doctrine", [*DOCTRINES, "mixed"])
@given(protect=share, present=share)
def test_under_any_doctrine_the_parts_of_the_force_sum_to_one(doctrine, protect, present):
    parts = _parts(doctrine, protect, present)
    assert sum(parts) == pytest.approx(1.0)
    assert min(parts) >= -1e-12


def test_a_doctrine_does_what_its_name_says():
    assert _parts("protect_assets", 0.3, 0.3) == (1.0, 0.0, 0.0)
    assert _parts("presence", 0.3, 0.3) == (0.0, 1.0, 0.0)
    assert _parts("clear_and_hold", 0.3, 0.3) == (0.0, 0.0, 1.0)
    assert _parts("mixed", 0.5, 0.3) == pytest.approx((0.5, 0.3, 0.2))
    assert _parts("mixed", 0.8, 0.3) == pytest.approx((0.8, 0.2, 0.0))


def test_the_doctrines_are_those_of_the_parameter():
    words = get_args(Contacts.model_fields["doctrine"].annotation)
    assert set(words) == {*DOCTRINES, "mixed"}


def test_police_without_morale_equipment_or_stations_are_worth_less():
    terms = section(
        "police", on_duty_share=0.3, morale_floor=0.5, equipment_exponent=0.5, without_station=0.6
    )

    def worth(morale=1.0, equipment=1.0, stations=1.0):
        return command.effective_police(
            1_000, terms, morale=morale, equipment=equipment, stations=stations
        )

    assert worth() == pytest.approx(300)
    assert worth(morale=0.0) == pytest.approx(150)
    assert worth(equipment=0.25) == pytest.approx(150)
    assert worth(stations=0.5) == pytest.approx(240)
    assert worth(stations=0.0) == pytest.approx(180)


def _rank(worth, needed, weeks_dense=0.0, *, bonus=0.5, metropolitan=True):
    return command.objective_rank(
        worth, section("contacts", held_bonus=bonus), needed=needed, weeks_dense=weeks_dense,
        metropolitan=metropolitan,
    )  # fmt: skip


def test_the_mission_works_in_metropolitan_zones_only():
    doctrine = Doctrine(0.6, 0.4, 0.0)
    assert command.spread_weight(0.5, 0.1, doctrine, metropolitan=True) == pytest.approx(0.34)
    assert command.spread_weight(0.5, 0.1, doctrine, metropolitan=False) == 0
    assert _rank(9.0, 1.0, 5.0, metropolitan=False) == -1
    assert _rank(0.0, 1e9) >= 0


def test_zones_are_cleared_by_gain_per_person_held_ones_first():
    rank = _rank(np.array([0.4, 0.4, 0.2]), np.array([99, 49, 99]), bonus=1.0)
    assert rank == pytest.approx([0.004, 0.008, 0.002])
    assert _rank(0.2, 99, 2.0, bonus=1.0) > rank.max()


def _needed(police, weight):
    terms = section("territory", hold_density=10.0)
    return command.needed_to_hold(50_000, terms, police=police, weight=weight)


def test_a_zone_needs_what_it_lacks_of_the_density_that_holds():
    assert _needed(200.0, 1.5) == pytest.approx(200)
    assert _needed(900.0, 1.5) == 0


@given(available=st.floats(0, 5_000), needed=st.lists(st.floats(0, 2_000), min_size=1, max_size=8))
def test_objectives_get_what_they_need_in_turn_while_there_is_somebody(available, needed):
    before, got = 0.0, []
    for lacking in needed:
        got.append(float(command.given(available, before, lacking)))
        before += got[-1]
    assert sum(got) == pytest.approx(min(available, sum(needed)))
    short = [part < lacking for part, lacking in zip(got, needed, strict=True)]
    for index, waits in enumerate(short):
        assert not waits or sum(got[index + 1 :]) == pytest.approx(0, abs=1e-6)


def test_presence_and_density_by_hand():
    contacts = section("contacts", mission_weight=1.5)
    assert command.presence(100.0, 50.0, contacts, effectiveness=0.8) == pytest.approx(160)
    assert command.density(160.0, 40_000) == pytest.approx(4.0)
    assert command.density(160.0, 0) == pytest.approx(160_000)


def test_equipment_is_never_more_than_complete():
    assert _equipment(0.9, 3.0, 0.0, renewal=1.0, weeks=10.0) <= 1
    assert _equipment(1.5, 3.0, 0.0, renewal=1.0, weeks=10.0) == 1


def test_persons_that_count_for_less_than_one_are_needed_in_greater_number():
    assert _needed(200.0, 0.5) == pytest.approx(600)


def test_a_zone_comes_first_from_its_first_dense_days_on():
    assert _rank(0.0, 9.0, 1 / 7) == 0.5
