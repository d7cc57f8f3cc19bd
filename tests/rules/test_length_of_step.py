"""A day and a week are two resolutions of one process: what is expected goes with the step."""

from __future__ import annotations

import numpy as np
import pytest

from msssim.rules import (
    arms,
    choice,
    coalition,
    contacts,
    logistics,
    means,
    openness,
    operations,
    people,
    trust,
)
from msssim.rules.hazard import decayed_mean, decayed_sum, relax
from sections import section

EXPECTED = {
    "contacts": lambda weeks: operations.expected_contacts(
        90.0, 20.0, 1.0, 0.3, 3.0, 0.5, 0.8, weeks
    ),
    "attacks": lambda weeks: operations.expected_attacks(900.0, 0.8, True, 0.7, 0.2, 50.0, weeks),
    "forced attrition": lambda weeks: contacts.forced_attrition(900, 0.01, weeks),
    "volunteers": lambda weeks: means.expected_volunteers(
        100, 0.5, 5_000, 0.01, 2e4, 1.1, 0.2, 0.4, weeks
    ),
    "forced recruits": lambda weeks: means.expected_forced(90_000, 0.5, 2.0, 10, weeks),
    "places found": lambda weeks: means.reintegration_chance(3.0, 50, weeks),
    "arms bought": lambda weeks: arms.bought(1e5, 0.05, 2_500.0, 0.25, weeks),
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
            0.4, 0.6, 0.02, 0.5, 0.02, 0.1, 0.1, 0.001, 2.0, 0.1, 0.03, False, weeks
        )
        - 0.4
    ),
}


@pytest.mark.parametrize("what", EXPECTED)
def test_what_is_expected_of_a_week_is_expected_of_seven_days(what):
    assert EXPECTED[what](1.0) > 0
    assert EXPECTED[what](1 / 7) == pytest.approx(EXPECTED[what](1.0) / 7)


KEPT = {
    "evidence": lambda level, weeks: choice.remembered(level, 0.9, weeks),
    "deaths": lambda level, weeks: decayed_sum(level, 0, 26.0, weeks),
    "harm": lambda level, weeks: decayed_mean(level, 0.0, 8.0, weeks),
    "arms": lambda level, weeks: arms.stock_after(level, 0.1, weeks, 0.0, 50, 0, 0.5, 0.0),
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
    assert choice.remembered(10.0, 0.98, 2.0) == pytest.approx(10 * 0.98**2)
