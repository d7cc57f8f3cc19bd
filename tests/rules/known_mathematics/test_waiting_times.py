"""Constant hazards: waiting times are geometric, and durations add up to closed forms.

A hazard h gives a chance p = 1 - exp(-h t) in each step, so that the wait is geometric; a process
that starts with chance p and ends with chance q is on for p / (p + q) of the time. In court, each
hearing is adjourned with the same chance; a legislative hold and a bilateral agreement wait for
nothing but their hazard. Each test of a distribution is a chi-square test at 1 in 100,000.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from msssim.rules import courts, funding
from msssim.rules.hazard import chance, switch
from msssim.scenario.parameters.tables import Hold
from msssim.world.calendar import WEEKS_PER_MONTH
from msssim.world.kinds import LegalStatus
from sections import section

FALSE_ALARM = 1e-5
CASES = 20_000


def _is_geometric(steps, p):
    """Whether numbers of steps (1, 2, ...) could be those of a chance ``p`` in each."""
    longest = int(stats.geom.isf(50 / steps.size, p))
    found = np.bincount(np.minimum(steps, longest + 1), minlength=longest + 2)[1:]
    expected = np.append(stats.geom.pmf(np.arange(1, longest + 1), p), stats.geom.sf(longest, p))
    return stats.chisquare(found, expected * steps.size).pvalue > FALSE_ALARM


def _steps_until(happens):
    """Step in which each case's event happens; ``happens`` is asked anew for all in each step."""
    steps = np.zeros(CASES, dtype=np.int64)
    step = 0
    while (steps == 0).any():
        step += 1
        steps[(steps == 0) & happens()] = step
    return steps


@pytest.mark.parametrize("weeks", [1.0, 1 / 7])
def test_an_event_of_constant_hazard_is_waited_for_geometrically(weeks):
    rng, p = np.random.default_rng(2), chance(0.1, weeks)
    waited = _steps_until(lambda: switch(np.zeros(CASES, dtype=bool), rng.random(CASES), p, 0.0))
    assert _is_geometric(waited, p)
    mean = stats.geom.mean(p) * weeks
    assert mean - weeks < 1 / 0.1 < mean  # within a step of the mean in continuous time


def test_what_has_begun_lasts_geometrically():
    rng, p = np.random.default_rng(3), chance(1 / 4.0, 1.0)
    lasted = _steps_until(lambda: ~switch(np.ones(CASES, dtype=bool), rng.random(CASES), 1.0, p))
    assert _is_geometric(lasted, p)


def test_a_process_is_on_for_its_part_of_the_time():
    # 200,000 processes at rest: four standard errors, wrong once in 16,000 tries
    rng, start, end = np.random.default_rng(4), 0.08, 0.25
    on = np.zeros(200_000, dtype=bool)
    for _ in range(60):
        on = switch(on, rng.random(on.size), start, end)
    expected = start / (start + end)
    assert abs(on.mean() - expected) < 4 * np.sqrt(expected * (1 - expected) / on.size)


def test_a_hold_lasts_as_long_as_its_monthly_hazard_says():
    lift = funding.lift_rate(
        section("donor", hold=Hold(lift_per_month=0.25)), section("funding"),
        section("governance", reference_clarity=0.2), clarity=0.2, urgent=False,
    )  # fmt: skip
    rng, p = np.random.default_rng(5), chance(lift, 1.0)
    lasted = _steps_until(lambda: ~switch(np.ones(CASES, dtype=bool), rng.random(CASES), 0.0, p))
    assert _is_geometric(lasted, p)
    assert 4 * WEEKS_PER_MONTH < stats.geom.mean(p) < 4 * WEEKS_PER_MONTH + 1.0


def test_a_bar_is_met_by_an_agreement_after_its_mean_delay():
    rng, delay = np.random.default_rng(6), 12.0
    barred = np.full(CASES, LegalStatus.BARRED)

    def met():
        law = section("law", workaround_weeks=delay)
        status = courts.meet_bar(barred, law, uniform=rng.random(CASES), weeks=1.0)
        return courts.cleared(status)

    assert _is_geometric(_steps_until(met), chance(1 / delay, 1.0))


def test_petitions_come_at_their_hazard_while_something_is_exposed():
    rng, rate = np.random.default_rng(7), 0.15
    law = section("law", petitions_per_month=rate * WEEKS_PER_MONTH)
    clear = np.full(CASES, LegalStatus.CLEAR)

    def filed():
        status, _ = courts.petition(
            clear, np.zeros(CASES), law, exposed=True, uniform_petition=rng.random(CASES),
            uniform_order=rng.random(CASES), weeks=1.0,
        )  # fmt: skip
        return status != LegalStatus.CLEAR

    assert _is_geometric(_steps_until(filed), chance(rate, 1.0))


def test_a_hearing_is_adjourned_a_geometric_number_of_times():
    # a hearing every 3 weeks, each adjourned with chance 0.4: the n-th in week 3 (n - 1) closes it
    rng, adjournment = np.random.default_rng(8), 0.4
    law = section(
        "law", adjournment=adjournment, adjournment_weeks=3.0, judgment_weeks=1e6,
        judgment_log_sd=0.0,
    )  # fmt: skip
    status = np.full(CASES, LegalStatus.PENDING)
    reserved, waiting = np.zeros(CASES, dtype=bool), np.zeros(CASES)
    closed_in = np.full(CASES, -1)
    week = 0
    while (closed_in < 0).any():
        before = reserved
        _, reserved, waiting = courts.hearing(
            status, waiting, law, reserved=reserved, uniform_adjournment=rng.random(CASES),
            uniform_judgment=0.5, weeks=1.0,
        )  # fmt: skip
        closed_in[reserved & ~before] = week
        week += 1
    assert np.all(closed_in % 3 == 0)
    assert _is_geometric(closed_in // 3 + 1, 1 - adjournment)
