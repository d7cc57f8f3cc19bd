"""A day and a week are two resolutions of one process: what is expected goes with the step."""

from __future__ import annotations

import numpy as np
import pytest

from msssim.rules import (
    choice,
    coalition,
    contacts,
    gang_finance,
    logistics,
    openness,
    operations,
    people,
    recruitment,
    trust,
)
from msssim.rules.hazard import decayed_mean, decayed_sum, relax
from sections import section

GANGS, RECRUITMENT, FINANCE = section("gangs"), section("recruitment"), section("gang_finance")
FIRE, INTERVENTIONS = section("contacts", attrition_forcing_per_week=0.01), section("interventions")

EXPECTED = {
    "contacts": lambda weeks: operations.expected_contacts(
        90.0, FIRE, intelligence=0.3, gang_control=0.5, exposed=0.8, weeks=weeks
    ),
    "attacks": lambda weeks: operations.expected_attacks(
        900.0, FIRE, section("police"), recent_event=True, force=50.0, weeks=weeks
    ),
    "forced attrition": lambda weeks: contacts.forced_attrition(900, FIRE, weeks=weeks),
    "volunteers": lambda weeks: recruitment.expected_volunteers(
        100, RECRUITMENT, INTERVENTIONS, share=0.5, all_members=5_000, willing=1.1, served=0.2,
        weeks=weeks,
    ),
    "forced recruits": lambda weeks: recruitment.expected_forced(
        90_000, RECRUITMENT, control=0.5, fighters=10, weeks=weeks
    ),
    "places found": lambda weeks: recruitment.reintegration_chance(3.0, 50, weeks),
    "arms bought": lambda weeks: gang_finance.arms_bought(
        1e5, FINANCE, interdiction=0.25, weeks=weeks
    ),
    "violence": lambda weeks: people.expected_violence(
        90_000, 2.4, gang_control=0.6, factor=1.3, weeks=weeks
    ),
    "self-defence": lambda weeks: people.expected_vigilantism(
        90_000, section("people"), fear=3.0, gang_control=0.6, weeks=weeks
    ),
    "displacing attacks": lambda weeks: people.expected_displacement_events(
        0.1, section("people"), factor=1.5, weeks=weeks
    ),
    "tips": lambda weeks: trust.expected_tips(
        90_000, section("people"), gang_control=0.5, cooperation=0.5, weeks=weeks
    ),
    "abuse": lambda weeks: openness.expected_abuse(
        500, section("governance"), oversight=0.3, weeks=weeks
    ),
    "stages of the base": lambda weeks: logistics.expected_stages(
        section("logistics"), working=True, weeks=weeks
    ),
    "flights": lambda weeks: logistics.expected_sorties(
        section("logistics"), airport_open=True, weeks=weeks
    ),
    "cohesion gained": lambda weeks: (
        coalition.cohesion_after(
            0.4, GANGS, threat=0.5, rivalry_change=0.1, loss_rate=0.001, inducement=0.1,
            weeks=weeks,
        )
        - 0.4
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", EXPECTED)
def test_what_is_expected_of_a_week_is_expected_of_seven_days(what):
    assert EXPECTED[what](1.0) > 0
    assert EXPECTED[what](1 / 7) == pytest.approx(EXPECTED[what](1.0) / 7)


KEPT = {
    "evidence": lambda level, weeks: choice.remembered(level, GANGS, weeks=weeks),
    "deaths": lambda level, weeks: decayed_sum(level, 0, 26.0, weeks),
    "harm": lambda level, weeks: decayed_mean(level, 0.0, 8.0, weeks),
    "arms": lambda level, weeks: gang_finance.arms_after(
        level, FINANCE, bought=0.0, captured=0.0, members=50, members_lost=0, weeks=weeks
    ),
    "gap of trust": lambda level, weeks: relax(level, 0.0, 0.2, weeks),
}


@pytest.mark.parametrize("what", KEPT)
def test_what_is_left_after_a_week_is_left_after_seven_days(what):
    level = 10.0
    for _ in range(7):
        level = KEPT[what](level, 1 / 7)
    assert 0 < level < 10
    assert level == pytest.approx(KEPT[what](10.0, 1.0))


def test_memories_fade_at_the_stated_pace():
    assert decayed_sum(10.0, 3, 26.0, 26.0) == pytest.approx(10 / np.e + 3)
    assert decayed_mean(10.0, 4.0, 8.0, 8.0) == pytest.approx(4 + 6 / np.e)
    assert choice.remembered(10.0, section("gangs", belief_memory=0.9), weeks=2.0) == (
        pytest.approx(10 * 0.9**2)
    )
