"""Batch phase of the shocks: offensive, closure of the airport, fall of a government."""

from __future__ import annotations

import numpy as np

from msssim.engines.batch.block import Block
from msssim.rules import openness, operations
from msssim.rules import shocks as rules
from msssim.rules.hazard import chance, ending_chance, per_week, switch
from msssim.world.calendar import DAYS_PER_WEEK
from msssim.world.sums import total


def shocks(b: Block) -> None:
    """An offensive starts or ends; in it the airport closes and a government falls more easily."""
    s, p, weeks = b.state, b.p, b.step.weeks
    s.weeks_since_event += weeks
    to_vote = np.where(s.in_force, (s.mandate_end_day - b.step.day) / DAYS_PER_WEEK, np.inf)
    b.now.event = operations.around_event(s.weeks_since_event, p.gangs, weeks_to_vote=to_vote)
    at_start = openness.exposure(
        p.governance.reference_clarity, p.governance.exposure_floor, p.governance.leakiness
    )
    rate = rules.offensive_rate(
        np.where(total(s.fighters) > 0, p.gangs.offensive_per_week, 0.0),
        b.now.event,
        p.gangs.offensive_event_effect,
        s.cohesion,
        p.gangs.cohesion_reference,
        p.gangs.offensive_cohesion_effect,
        s.exposure - at_start,
        p.gangs.offensive_exposure_effect,
        p.police.hardening,
        p.gangs.offensive_hardening_effect,
    )
    s.offensive = switch(
        s.offensive,
        b.national("offensive"),
        chance(rate, weeks),
        ending_chance(weeks, p.gangs.offensive_weeks),
    )
    participation = np.where(s.offensive, s.participation, 0.0)
    closure = rules.raised_rate(
        p.logistics.airport_closure_per_week, participation, p.logistics.airport_offensive_factor
    )
    s.airport_closed = switch(
        s.airport_closed,
        b.national("airport"),
        chance(closure, weeks),
        ending_chance(weeks, p.logistics.airport_closure_weeks),
    )
    _authorities(b, participation)


def _authorities(b: Block, participation: np.ndarray) -> None:
    """A government falls or a crisis ends; stability follows."""
    s, terms, weeks = b.state, b.p.authorities, b.step.weeks
    rate = rules.fall_rate(
        rules.raised_rate(
            per_week(terms.crisis_per_month), participation, terms.crisis_offensive_factor
        ),
        s.stability,
        terms.stability_at_start,
        terms.stability_effect,
    )
    before = s.crisis
    s.crisis = switch(
        s.crisis,
        b.national("crisis"),
        chance(rate, weeks),
        ending_chance(weeks, terms.crisis_weeks),
    )
    s.fell = s.crisis & ~before
    s.stability = rules.stability_after(
        s.stability,
        rules.supported(
            terms.stability_aim,
            b.p.interventions.political_stability,
            s.political - b.p.interventions.political_at_start,
        ),
        participation,
        terms.stability_offensive,
        s.fell,
        terms.stability_fall,
        1.0 / terms.stability_weeks,
        weeks,
    )
