"""The trust fund, bilateral support in kind, and the gate that cash opens."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter
from msssim.scenario.parameters.tables import Donor, Rows


class Funding(Section):
    """Pledge, conversion, lag, receipt; what a person costs; what arrears cause."""

    pledge_rate_usd_month: float = parameter(
        10_000_000, unit="USD/month", low=0, high=10**10, plausible=(1e6, 6e7),
        meaning="new pledges to the trust fund, all donors, at as-is clarity",
        source="about 89 million pledged or paid in the 8 months to June 2024", evidence="derived",
    )
    pledges_per_month: float = parameter(
        1.0, unit="1/month", low=0.01, high=100, plausible=(0.3, 3),
        meaning="number of new pledges a month, all donors",
        source="about eight announcements in eight months", evidence="derived",
    )
    pledge_size_log_sd: float = parameter(
        1.0, unit="-", low=0, high=3, plausible=(0.5, 1.5),
        meaning="standard deviation of the logarithm of a pledge's size", source="judgement",
    )
    conversion: float = parameter(
        0.5, unit="share", low=0, high=1, plausible=(0.3, 0.9),
        meaning="share of a pledge that is ever paid",
        source="three Haiti conferences: 42-50 % after a year", evidence="derived",
    )
    lag_months: float = parameter(
        8.0, unit="months", low=0.1, high=120, plausible=(3, 18),
        meaning="mean time from pledge to receipt", source="judgement; MSS fund: 24 % after three months",
    )
    pledge_clarity: float = parameter(
        1.2, unit="log-rate", low=0, high=10, plausible=(0.5, 2.5),
        meaning="effect of strategic clarity on the rate of pledges",
        source="judgement; the hold on US money names missing detail",
    )
    pledge_oversight: float = parameter(
        0.6, unit="log-rate", low=0, high=10, plausible=(0.2, 1.5),
        meaning="effect of human-rights oversight on the rate of pledges", source="judgement",
    )
    pledge_progress: float = parameter(
        0.5, unit="log-rate", low=0, high=10, plausible=(0.0, 1.5),
        meaning="effect of the share of the planned strength in theatre", source="judgement",
    )
    pledge_losses: float = parameter(
        0.02, unit="log-rate/person", low=0, high=10, plausible=(0.0, 0.1),
        meaning="effect of each remembered mission death on the rate of pledges",
        source="judgement",
    )
    pledge_abuse: float = parameter(
        0.03, unit="log-rate/case", low=0, high=10, plausible=(0.0, 0.1),
        meaning="effect of each remembered case of detected abuse on the rate of pledges",
        source="judgement",
    )
    need_months: float = parameter(
        12.0, unit="months", low=0.1, high=120, plausible=(6, 24),
        meaning="cost of the planned strength, in months, at which a fund is full and pledges stop",
        source="stated need: 600 million for one year",
    )
    hold_clarity: float = parameter(
        1.5, unit="log-hazard", low=0, high=10, plausible=(0.5, 3),
        meaning="effect of strategic clarity on the lifting of a hold",
        source="judgement; complaint of the committees, March 2024",
    )
    hold_urgency: float = parameter(
        0.5, unit="log-hazard", low=0, high=10, plausible=(0, 1.5),
        meaning="effect of a coalition offensive on the lifting of a hold",
        source="judgement: holds are informal and yield to urgency",
    )
    base_stage_usd: int = parameter(
        1_000_000, unit="USD/stage", low=0, high=10**9, plausible=(0, 3_000_000),
        meaning="what a stage of the base costs the trust fund; it is not finished without",
        source="judgement: armoury and radios; the United States pays for the rest",
    )
    unit_cost_cash_usd_month: float = parameter(
        6_000.0, unit="USD/person-month", low=0, high=10**6, plausible=(4_000, 12_000),
        meaning="cash cost of a person in theatre (allowances, reimbursement)",
        source="split of 20,000 (600 million a year for 2,500) in cash and kind",
    )
    unit_cost_kind_usd_month: float = parameter(
        14_000.0, unit="USD/person-month", low=0, high=10**6, plausible=(8_000, 16_000),
        meaning="cost of camp, aviation, medical care and vehicles for a person in theatre",
        source="split of 20,000 (600 million a year for 2,500) in cash and kind",
    )
    in_kind_persons: int = parameter(
        1_200, unit="persons", low=0, high=10_000, plausible=(300, 2_500),
        meaning="persons whom bilateral support in kind can sustain once ramped up",
        source="200 million of Defense support at 14,000 USD a person-month for a year",
        evidence="derived",
    )
    in_kind_at_start: float = parameter(
        0.2, unit="share", low=0, high=1, plausible=(0.1, 0.4),
        meaning="part of the in-kind capacity in place at the start",
        source="judgement; contractors on site since 3 May 2024",
    )
    in_kind_ramp_months: float = parameter(
        12.0, unit="months", low=0.1, high=60, plausible=(6, 18),
        meaning="time in which the in-kind capacity ramps to its full size", source="judgement",
    )
    cover_months_to_deploy: float = parameter(
        3.0, unit="months", low=0, high=24, plausible=(1, 6),
        meaning="cash cover without which no further person is lifted",
        source="Kenyan minister, 9 Nov 2023: nobody leaves until the money is available",
    )
    arrears_days: float = parameter(
        60.0, unit="days", low=0, high=730, plausible=(30, 120),
        meaning="arrears of allowances beyond which contributors begin to withdraw",
        source="judgement: departures follow when cover falls below one or two months",
    )
    donors: Rows[Donor] = ()
