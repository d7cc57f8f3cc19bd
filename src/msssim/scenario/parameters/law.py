"""Courts of contributing countries."""

from __future__ import annotations

from msssim.scenario.parameter import Section, parameter
from msssim.scenario.parameters.tables import CourtStep, Rows


class Law(Section):
    """Petition, interim order, hearing, adjournment, ruling, workaround, compliance.

    New cases are brought against contingents marked ``contestable``; the cases in ``steps`` are
    known, or assumed by a scenario.
    """

    petitions_per_month: float = parameter(
        0.2, unit="1/month", low=0, high=10, plausible=(0.1, 0.35),
        meaning="hazard of a new petition while a deployment is pending and none is open",
        source="two to three challenges between October 2023 and June 2024", evidence="derived",
    )
    interim_order: float = parameter(
        0.4, unit="share", low=0, high=1, plausible=(0.2, 0.6),
        meaning="chance that a petition brings an interim order", source="one of two or three",
    )
    hearing_weeks: float = parameter(
        4.0, unit="weeks", low=0.5, high=104, plausible=(2, 8),
        meaning="time from petition to first hearing", source="judgement on the chain of 2023-24",
    )
    adjournment: float = parameter(
        0.6, unit="share", low=0, high=1, plausible=(0.4, 0.8),
        meaning="chance that a hearing is adjourned", source="judgement on the chain of 2023-24",
    )
    adjournment_weeks: float = parameter(
        3.5, unit="weeks", low=0.5, high=104, plausible=(2, 5),
        meaning="time to the next hearing after an adjournment", source="2-5 weeks in 2023-24",
    )
    judgment_weeks: float = parameter(
        8.0, unit="weeks", low=0.1, high=104, plausible=(4, 14),
        meaning="median time from the last hearing to the ruling",
        source="petition of 6 October to ruling of 26 January: 112 days in all", evidence="derived",
    )
    judgment_log_sd: float = parameter(
        0.5, unit="-", low=0, high=3, plausible=(0.3, 0.8),
        meaning="standard deviation of the logarithm of that time", source="judgement",
    )
    ruling_blocks: float = parameter(
        0.4, unit="share", low=0, high=1, plausible=(0.2, 0.6),
        meaning="chance that a ruling bars the deployment", source="judgement",
    )
    workaround: float = parameter(
        0.8, unit="share", low=0, high=1, plausible=(0.6, 0.95),
        meaning="chance that a bar can be met by a bilateral instrument",
        source="reciprocal agreement of 1 March 2024 after the ruling of 26 January",
    )
    workaround_weeks: float = parameter(
        6.0, unit="weeks", low=0.5, high=104, plausible=(4, 8),
        meaning="mean time until the bar is met", source="five weeks in 2024", evidence="derived",
    )
    compliance: float = parameter(
        0.8, unit="share", low=0, high=1, plausible=(0.5, 1.0),
        meaning="chance that the executive obeys an order", source="judgement",
    )
    steps: Rows[CourtStep] = ()
