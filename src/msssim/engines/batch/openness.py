"""Batch phase of openness and command: clarity, coordination, oversight, abuse."""

from __future__ import annotations

from typing import Any

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import openness as rules
from msssim.rules.counts import binomial_count, poisson_count
from msssim.rules.hazard import decayed_sum, relax
from msssim.world.sums import total


def openness(b: Block) -> None:
    """Clarity, coordination and oversight approach what policy aims at; abuse happens."""
    s, p, enabled = b.state, b.p, b.p.mission.enabled
    rate = 1.0 / p.governance.adjustment_weeks

    def towards(level: np.ndarray, aim: Any) -> np.ndarray:
        return np.where(enabled, relax(level, aim, rate, b.step.weeks), level)

    serves = b.state.office_serves
    s.clarity = towards(s.clarity, rules.clarity_aim(s.conops_filed, p.governance))
    watched = rules.raised(p.governance.oversight, serves, p.council.office_oversight)
    watched = rules.raised(watched, b.state.assessed, p.council.conversion_oversight)
    s.oversight = towards(s.oversight, watched)
    together = rules.coordination_aim(p.governance)
    together = rules.raised(together, serves, p.council.office_coordination)
    coordination = rules.coordination_after(
        towards(s.coordination, together), p.governance, leaks=s.leaks_with_mission, fell=s.fell
    )
    s.coordination = np.where(enabled, coordination, s.coordination)
    s.exposure = rules.exposure(s.clarity, p.governance)
    _abuse(b)


def _abuse(b: Block) -> None:
    """Cases of abuse, those that come to light, and what is remembered of them."""
    s, p, weeks = b.state, b.p, b.step.weeks
    expected = rules.expected_abuse(
        total(s.in_theatre), p.governance, oversight=s.oversight, weeks=weeks
    )
    s.abuse_cases = poisson_count(b.national("abuse"), expected)
    s.abuse_detected = binomial_count(
        b.national("detection"), s.abuse_cases, rules.detection(s.oversight, p.governance)
    )
    s.cases_remembered = decayed_sum(
        s.cases_remembered, s.abuse_detected, p.mission.memory_weeks, weeks
    )
