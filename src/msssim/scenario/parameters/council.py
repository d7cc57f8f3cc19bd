"""The Security Council: authorisation, review, renewal, lapse, conversion."""

from __future__ import annotations

import datetime as dt

from msssim.scenario.parameter import Section, parameter
from msssim.scenario.tables import CouncilMember, Rows


class Council(Section):
    """The mandate and what the Council does with it."""

    mandate_ends: dt.date = parameter(
        dt.date(2024, 10, 2), start_only=True, unit="date", meaning="end of the authorisation",
        source="S/RES/2699 (2023): twelve months from 2 October 2023", evidence="published",
    )
    renewal_term_days: int = parameter(
        365, unit="days", low=7, high=1_830, plausible=(91, 365),
        meaning="length of a renewed mandate", source="S/RES/2699 (2023): twelve months",
        evidence="published",
    )
    renewal_probability: float = parameter(
        0.93, unit="share", low=0, high=1, plausible=(0.8, 0.99),
        meaning="chance that a renewal passes, at as-is clarity and with nobody in theatre",
        source="judgement; 35 of 50 resolutions of 2023 were unanimous, ten drafts failed",
    )
    renewal_clarity: float = parameter(
        1.0, unit="log-odds", low=0, high=10, plausible=(0, 2),
        meaning="effect of strategic clarity on a renewal", source="judgement",
    )
    renewal_progress: float = parameter(
        1.0, unit="log-odds", low=0, high=10, plausible=(0, 2),
        meaning="effect of the share of the planned strength in theatre on a renewal",
        source="judgement",
    )
    rollover_probability: float = parameter(
        0.6, unit="share", low=0, high=1, plausible=(0.3, 0.9),
        meaning="chance of a technical rollover when a renewal fails", source="judgement",
    )
    rollover_days: int = parameter(
        60, unit="days", low=7, high=365, plausible=(30, 91),
        meaning="length of a technical rollover", source="one to three months",
    )
    conops_filed_on: dt.date = parameter(
        dt.date(2024, 7, 2), unit="date",
        meaning="date on which concept of operations and rules of engagement reach the Council",
        source="judgement: finished but not shared by June 2024; due before full deployment",
    )
    ceiling_before_conops: int = parameter(
        400, unit="persons", low=0, high=10_000, plausible=(200, 1_000),
        meaning="strength that is not yet a full deployment",
        source="judgement; the resolution asks for the documents before full deployment",
    )
    conversion_vote_on: dt.date | None = parameter(
        None, unit="date", meaning="date of a vote on conversion to a UN operation, if tabled",
        source="not tabled in June 2024", evidence="published",
    )
    conversion_probability: float = parameter(
        0.15, unit="share", low=0, high=1, plausible=(0.02, 0.5),
        meaning="chance that a tabled conversion passes", source="judgement",
    )
    handover_weeks: float = parameter(
        10.0, unit="weeks", low=0, high=104, plausible=(8, 12),
        meaning="time from a conversion to assessed funding", source="judgement",
    )
    members: Rows[CouncilMember] = ()
