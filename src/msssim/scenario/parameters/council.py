"""The Security Council: authorisation, review, renewal, lapse, conversion."""

from __future__ import annotations

import datetime as dt

from msssim.scenario.parameter import Section, parameter
from msssim.scenario.parameters.tables import CouncilMember, Rows


class Council(Section):
    """The mandate and what the Council does with it."""

    authorised_on: dt.date = parameter(
        dt.date(2023, 10, 2), start_only=True, unit="date",
        meaning="date of the authorisation, from which slippage is counted",
        source="S/RES/2699 (2023)", evidence="published",
    )
    mandate_ends: dt.date = parameter(
        dt.date(2024, 10, 2), start_only=True, unit="date", meaning="end of the authorisation",
        source="S/RES/2699 (2023): twelve months from 2 October 2023", evidence="published",
    )
    renewal_term_days: int = parameter(
        365, unit="days", low=7, high=1_830, plausible=(91, 365),
        meaning="length of a renewed mandate", source="S/RES/2699 (2023): twelve months",
        evidence="published",
    )
    renewal_tabled: float = parameter(
        1.0, unit="share", low=0, high=1, plausible=(0.9, 1.0),
        meaning="chance that a renewal is put to the vote at all",
        source="judgement: the authors of the text of 2023 sit on the Council",
    )
    renewal_support: float = parameter(
        0.0, unit="log-odds", low=-20, high=20, plausible=(-1, 1),
        meaning="what the draft of a renewal adds to every member's readiness to vote yes",
        source="as-is: the terms of October 2023",
    )
    abstention: float = parameter(
        5.0, unit="log-odds", low=0, high=40, plausible=(4, 6),
        meaning="width of the range between a yes and a no in which a member abstains",
        source="judgement; 35 of 50 resolutions of 2023 were unanimous, ten drafts failed",
    )
    yes_votes_needed: int = parameter(
        9, unit="votes", low=1, high=15, meaning="votes in favour without which nothing is adopted",
        source="Charter of the United Nations, article 27", evidence="published",
    )
    vote_clarity: float = parameter(
        1.0, unit="log-odds", low=0, high=10, plausible=(0, 2),
        meaning="effect of strategic clarity on a member's vote", source="judgement",
    )
    vote_progress: float = parameter(
        1.0, unit="log-odds", low=0, high=10, plausible=(0, 2),
        meaning="effect of the share of the planned strength that the last review found in theatre",
        source="judgement",
    )
    vote_unfiled: float = parameter(
        0.5, unit="log-odds", low=0, high=10, plausible=(0, 1.5),
        meaning="what missing documents (concept of operations, rules of engagement) cost at a vote",
        source="judgement: the resolution of 2023 asks for them",
    )
    vote_abuse: float = parameter(
        0.05, unit="log-odds/case", low=0, high=10, plausible=(0, 0.2),
        meaning="what each remembered case of detected abuse costs at a vote", source="judgement",
    )
    review_on: dt.date = parameter(
        dt.date(2024, 7, 2), start_only=True, unit="date",
        meaning="first review of the authorisation", evidence="published",
        source="S/RES/2699 (2023): nine months after adoption",
    )
    review_interval_days: int = parameter(
        274, unit="days", low=7, high=1_830, plausible=(91, 365),
        meaning="time between reviews; between them the Council judges by the last one",
        source="S/RES/2699 (2023): nine months", evidence="published",
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
        meaning="date for which concept of operations and rules of engagement are promised",
        source="judgement: finished but not shared by June 2024; due before full deployment",
    )
    conops_delay_weeks: float = parameter(
        4.0, unit="weeks", low=0, high=104, plausible=(2, 12),
        meaning="mean delay of these documents beyond that date",
        source="judgement: 2-12 weeks",
    )
    ceiling_before_conops: int = parameter(
        400, unit="persons", low=0, high=10_000, plausible=(200, 1_000),
        meaning="strength that is not yet a full deployment",
        source="judgement; the resolution asks for the documents before full deployment",
    )
    office_vote_on: dt.date | None = parameter(
        None, unit="date", meaning="date of a vote on a UN support office, if tabled",
        source="not tabled in June 2024", evidence="published",
    )
    office_support: float = parameter(
        0.0, unit="log-odds", low=-20, high=20, plausible=(-1.5, 1.5),
        meaning="what the draft on a support office adds to every member's readiness to vote yes",
        source="judgement; at 0 it passes about every second time (0.2-0.8)",
    )
    office_lag_weeks: float = parameter(
        35.0, unit="weeks", low=0, high=260, plausible=(13, 78),
        meaning="time from that vote until the office serves the mission",
        source="3-18 months; Somalia, 2009", evidence="background",
    )
    office_in_kind_persons: int = parameter(
        2_500, unit="persons", low=0, high=10_000, plausible=(1_000, 5_000),
        meaning="persons whom the office sustains in kind", source="the planned strength",
    )
    office_coordination: float = parameter(
        0.15, unit="share", low=0, high=1, plausible=(0, 0.3),
        meaning="what the office adds to the quality of coordination", source="judgement",
    )
    office_oversight: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0, 0.4),
        meaning="what the office adds to human-rights oversight", source="judgement",
    )
    conversion_vote_on: dt.date | None = parameter(
        None, unit="date", meaning="date of a vote on conversion to a UN operation, if tabled",
        source="not tabled in June 2024", evidence="published",
    )
    conversion_support: float = parameter(
        0.0, unit="log-odds", low=-20, high=20, plausible=(-1.5, 1.5),
        meaning="what the draft on a conversion adds to every member's readiness to vote yes",
        source="judgement; at 0 it passes about every seventh time (0.02-0.5)",
    )
    handover_weeks: float = parameter(
        10.0, unit="weeks", low=0, high=104, plausible=(8, 12),
        meaning="time from a conversion until the UN operation pays and commands", source="judgement",
    )
    handover_dip: float = parameter(
        0.4, unit="share", low=0, high=1, plausible=(0.2, 0.6),
        meaning="part of the mobile force that the handover ties down", source="judgement",
    )
    conversion_oversight: float = parameter(
        0.4, unit="share", low=0, high=1, plausible=(0.2, 0.5),
        meaning="what a UN operation adds to human-rights oversight", source="judgement: 0.6 in all",
    )
    members: Rows[CouncilMember] = ()
