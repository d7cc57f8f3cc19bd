"""The base is built in stages of exponential duration: an Erlang in all.

k stages at a rate r take k / r weeks in the mean, with variance k / r^2; and since the stages
finished by a date are Poisson whatever the step, the chance of being built by the end of a step is
exactly the Erlang's.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from msssim.rules.counts import poisson_count
from msssim.rules.logistics import expected_stages, stages_finished
from sections import section

STAGES, WEEKS, BASES = 5, 10.0, 20_000
WORKS = section("logistics", base_stages=STAGES, base_weeks=WEEKS)
FREE = section("funding", base_stage_usd=0)
PLAN = stats.gamma(STAGES, scale=WEEKS / STAGES)


def _finished_at(weeks):
    """Weeks at which each base is built, in steps of ``weeks``."""
    rng = np.random.default_rng(4)
    left, finished = np.full(BASES, STAGES), np.zeros(BASES)
    step = 0
    while left.any():
        step += 1
        drawn = poisson_count(
            rng.random(BASES), expected_stages(WORKS, working=left > 0, weeks=weeks)
        )
        left = left - stages_finished(drawn, WORKS, FREE, done=STAGES - left, free_usd=0)
        finished[(left == 0) & (finished == 0)] = step * weeks
    return finished


@pytest.mark.parametrize("weeks", [1.0, 1 / 7])
def test_the_base_is_built_by_a_date_with_the_chance_of_the_erlang(weeks):
    # four standard errors at each of five dates: wrong once in 3,000 tries
    finished = _finished_at(weeks)
    for date in (4.0, 8.0, 10.0, 14.0, 20.0):
        expected = PLAN.cdf(date)
        found = (finished <= date + 1e-9).mean()
        assert abs(found - expected) < 4 * np.sqrt(expected * (1 - expected) / BASES)


def test_mean_and_variance_of_the_construction_are_the_erlangs():
    # in steps of a day, which add half a day in the mean: four standard errors, wrong once in
    # 16,000 tries; the variance within 6 %, more than four of its errors
    finished = _finished_at(1 / 7)
    assert abs(finished.mean() - 1 / 14 - WEEKS) < 4 * PLAN.std() / np.sqrt(BASES)
    assert finished.var() == pytest.approx(STAGES * (WEEKS / STAGES) ** 2, rel=0.06)
