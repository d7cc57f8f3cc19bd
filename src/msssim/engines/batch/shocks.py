"""Batch phase of the shocks: offensive, closure of the airport, fall of a government."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import operations
from msssim.rules import shocks as rules
from msssim.rules.hazard import spell
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.sums import total


def shocks(b: Block) -> None:
    """An offensive starts or ends; in it the airport closes and a government falls more easily."""
    s, p, weeks = b.state, b.p, b.step.weeks
    s.weeks_since_event += weeks
    to_vote = np.where(s.in_force, (s.mandate_end_day - b.step.day) / DAYS_PER_WEEK, np.inf)
    s.event = operations.around_event(s.weeks_since_event, p.gangs, weeks_to_vote=to_vote)
    rate = rules.offensive_rate(
        p.gangs, p.police, p.governance,
        members=total(s.fighters), event=s.event, cohesion=s.cohesion, exposure=s.exposure,
    )  # fmt: skip
    s.offensive = spell(
        s.offensive, b.national("offensive"),
        rate=rate, mean_weeks=p.gangs.offensive_weeks, weeks=weeks,
    )  # fmt: skip
    participation = np.where(s.offensive, s.participation, 0.0)
    closure = rules.closure_rate(participation, p.logistics)
    s.airport_closed = spell(
        s.airport_closed, b.national("airport"),
        rate=closure, mean_weeks=p.logistics.airport_closure_weeks, weeks=weeks,
    )  # fmt: skip
    _authorities(b, participation)


def _authorities(b: Block, participation: np.ndarray) -> None:
    """A government falls or a crisis ends; stability follows."""
    s, p = b.state, b.p
    rate = rules.fall_rate(s.stability, p.authorities, participation=participation)
    before = s.crisis
    s.crisis = spell(
        before, b.national("crisis"),
        rate=rate, mean_weeks=p.authorities.crisis_weeks, weeks=b.step.weeks,
    )  # fmt: skip
    s.fell = s.crisis & ~before
    s.stability = rules.stability_after(
        s.stability, p.authorities, p.interventions,
        political=s.political, participation=participation, fell=s.fell, weeks=b.step.weeks,
    )  # fmt: skip
