"""Batch phase of the shocks: offensive, closure of the airport, fall of a government."""

from __future__ import annotations

from msssim.engines.batch.block import Block
from msssim.rules import shocks as rules
from msssim.rules.hazard import chance, per_week, switch


def shocks(b: Block) -> None:
    """An offensive starts or ends; in it the airport closes and a government falls more easily."""
    s, p, weeks = b.state, b.p, b.step.weeks
    s.weeks_since_event += weeks
    rate = rules.offensive_rate(
        p.gangs.offensive_per_week,
        s.weeks_since_event <= p.gangs.offensive_event_weeks,
        p.gangs.offensive_event_effect,
        s.cohesion,
        p.gangs.cohesion_at_start,
        p.gangs.offensive_cohesion_effect,
    )
    s.offensive = switch(
        s.offensive,
        b.national("offensive"),
        chance(rate, weeks),
        chance(1.0 / p.gangs.offensive_weeks, weeks),
    )
    closure = rules.raised_rate(
        p.logistics.airport_closure_per_week, s.offensive, p.logistics.airport_offensive_factor
    )
    s.airport_closed = switch(
        s.airport_closed,
        b.national("airport"),
        chance(closure, weeks),
        chance(1.0 / p.logistics.airport_closure_weeks, weeks),
    )
    _authorities(b)


def _authorities(b: Block) -> None:
    """A government falls or a crisis ends; stability follows."""
    s, terms, weeks = b.state, b.p.authorities, b.step.weeks
    rate = rules.fall_rate(
        rules.raised_rate(
            per_week(terms.crisis_per_month), s.offensive, terms.crisis_offensive_factor
        ),
        s.stability,
        terms.stability_at_start,
        terms.stability_effect,
    )
    before = s.crisis
    s.crisis = switch(
        s.crisis, b.national("crisis"), chance(rate, weeks), chance(1.0 / terms.crisis_weeks, weeks)
    )
    s.fell = s.crisis & ~before
    s.stability = rules.stability_after(
        s.stability,
        terms.stability_aim,
        s.offensive,
        terms.stability_offensive,
        s.fell,
        terms.stability_fall,
        1.0 / terms.stability_weeks,
        weeks,
    )
