"""Batch phase of openness and command: clarity, coordination, oversight, abuse."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import openness as rules
from msssim.rules.counts import binomial_count, poisson_count
from msssim.rules.hazard import relax
from msssim.world.sums import total


def openness(b: Block) -> None:
    """Clarity, coordination and oversight approach what policy aims at; abuse happens."""
    s, terms, weeks = b.state, b.p.governance, b.step.weeks
    rate = 1.0 / terms.adjustment_weeks
    enabled = b.p.mission.enabled

    def towards(level: np.ndarray, aim: np.ndarray) -> np.ndarray:
        return np.where(enabled, relax(level, aim, rate, weeks), level)

    s.clarity = towards(s.clarity, _clarity_aim(b))
    s.oversight = towards(s.oversight, _oversight_aim(b))
    coordination = rules.coordination_after(
        towards(s.coordination, _coordination_aim(b)),
        s.leaks_with_mission,
        terms.mistrust_per_leak,
        s.fell,
        terms.turnover_coordination,
    )
    s.coordination = np.where(enabled, coordination, s.coordination)
    s.exposure = rules.exposure(s.clarity, terms.exposure_floor, terms.leakiness)
    _abuse(b)


def _clarity_aim(b: Block) -> np.ndarray:
    terms = b.p.governance
    aim: np.ndarray = rules.clarity_aim(
        terms.transparency,
        terms.leadership_named,
        terms.leadership_clarity,
        terms.conops_published * b.state.conops_filed,
        terms.conops_clarity,
        terms.budget_published,
        terms.budget_clarity,
        terms.oversight_published,
        terms.oversight_clarity,
    )
    return aim


def _oversight_aim(b: Block) -> np.ndarray:
    council = b.p.council
    aim = rules.raised(b.p.governance.oversight, b.now.office_serves, council.office_oversight)
    raised: np.ndarray = rules.raised(aim, b.now.assessed, council.conversion_oversight)
    return raised


def _coordination_aim(b: Block) -> np.ndarray:
    terms = b.p.governance
    aim = rules.coordination_aim(
        terms.coordination,
        terms.liaison,
        terms.liaison_coordination,
        terms.joint_headquarters,
        terms.headquarters_coordination,
        terms.chains_of_command,
        terms.reference_chains,
        terms.coordination_per_chain,
    )
    raised: np.ndarray = rules.raised(aim, b.now.office_serves, b.p.council.office_coordination)
    return raised


def _abuse(b: Block) -> None:
    """Cases of abuse, those that come to light, and what is remembered of them."""
    s, terms, weeks = b.state, b.p.governance, b.step.weeks
    s.abuse_cases = poisson_count(
        b.national("abuse"),
        rules.expected_abuse(
            terms.abuse_per_1000_years,
            total(s.in_theatre),
            s.oversight,
            terms.oversight_effect,
            weeks,
        ),
    )
    s.abuse_detected = binomial_count(
        b.national("detection"),
        s.abuse_cases,
        rules.detection(terms.detection_base, terms.detection_oversight, s.oversight),
    )
    s.cases_remembered = rules.remembered(
        s.cases_remembered, s.abuse_detected, b.p.mission.memory_weeks, weeks
    )
